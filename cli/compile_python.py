"""Compiles the Python reader for the version of Python that runs this: python3 compile_python.py share/python_reader

Prints the magic number of the version and the modules in the shape that boot.py unpacks: base64 of what zlib makes of a
marshalled {name: marshalled code}. The same texts give the same bytes with the same Python, wherever they are.
"""

import base64
import importlib.util
import marshal
import pathlib
import sys
import zlib


def compiled(folder):
    """{name: code} of the modules in a folder, without docstrings."""
    made = {}
    for file in sorted(pathlib.Path(folder).glob("*.py")):
        if file.stem != "boot":
            name = "python_reader/" + file.name
            made[file.stem] = marshal.dumps(compile(file.read_text("utf-8"), name, "exec", optimize=2))
    return made


def packed(folder):
    return base64.b64encode(zlib.compress(marshal.dumps(compiled(folder)), 9)).decode()


if __name__ == "__main__":
    print(importlib.util.MAGIC_NUMBER.hex(), packed(sys.argv[1]))
