from iop import Production

PRODUCTIONS = [Production("Shop.Large")]
text = "x" * 10 ** 10
number = 10 ** 10 ** 10
more = [[0] * 10 ** 6] * 10 ** 6
doubled = "x"
for i in range(100):
    doubled = doubled + doubled
