from iop import Production

import cycle_a
import giant
import latin
import loop
import wrong
from bp import Router

prod = Production("Shop.Production")
prod.process("Router", Router)
prod.process("Wrong", wrong.Wrong)
prod.process("Cycle", cycle_a.First)

PRODUCTIONS = [prod]
