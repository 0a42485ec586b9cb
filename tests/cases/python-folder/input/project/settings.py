from iop import Production

from parts.names import NAME

PRODUCTIONS = [Production(NAME)]
