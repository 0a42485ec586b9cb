from iop import Production

from bo import Keep

prod = Production("Demo.Python")
keep = prod.operation("Keep", Keep)

PRODUCTIONS = [prod]
