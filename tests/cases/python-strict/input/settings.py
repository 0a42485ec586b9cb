from iop import Production

import parts.here
from parts.gone import Order

CLASSES = {"Python.Gone": {"module": "bp", "class": "Gone", "path": "."}}
PRODUCTIONS = [Production("Shop.Production")]
