from iop import Production

PRODUCTIONS = [Production("Shop.Two"), Production("Shop.Three")]
