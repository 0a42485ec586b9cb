from iop import Production

from .messages import Order

CLASSES = {"Python.Gone": {"module": "bp", "class": "Gone", "path": "."}}
PRODUCTIONS = [Production("Shop.Production")]
