from iop import Production

spring = Production("Shop.Letters")
autumn = Production("Shop.Letters", testing_enabled=True)

PRODUCTIONS = [spring, autumn]
