from iop import Production

PRODUCTIONS = [Production("Shop.Other")]
