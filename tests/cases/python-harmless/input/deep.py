from iop import Production

PRODUCTIONS = [Production("Shop.Deep")]


def deeper(n):
    return deeper(n + 1)


deeper(0)
