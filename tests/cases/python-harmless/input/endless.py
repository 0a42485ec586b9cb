from iop import Production

PRODUCTIONS = [Production("Shop.Endless")]
while True:
    PRODUCTIONS = PRODUCTIONS
