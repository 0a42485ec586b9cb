"""3,000 changes: old.toml and new.toml."""


def write(path, first, last, pool):
    with open(path, "w") as file:
        file.write('format = 1\n[production]\nname = "Demo.Long"\n')
        for number in range(first, last):
            file.write(f'[operation.Op{number:04}]\nclass = "demo.Op"\npool_size = {pool(number)}\n')
            file.write(f'settings = {{ A = "{number}", B = "b" }}\n')


write("old.toml", 0, 1600, lambda number: 1)
write("new.toml", 3, 3000, lambda number: 2 if 100 <= number < 1697 else 1)
