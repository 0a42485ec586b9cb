"""The first text that Python gets: it makes the package `python_reader` of what the program sends and starts the reader.

It runs with `python3 -c`, so it must be read by every Python 3: the version is judged here.
"""

import sys

if sys.path and sys.path[0] == "":
    del sys.path[0]  # the working directory: a json.py in it is not meant


def package(names, code):
    """Lets `python_reader` and what is in it be imported: `code` makes the code of one of the names."""
    from importlib.machinery import ModuleSpec

    def own_name(name):
        return "__init__" if name == "python_reader" else name.replace("python_reader.", "", 1)

    class Carried(object):
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] != "python_reader" or own_name(name) not in names:
                return None
            return ModuleSpec(name, self, origin=name, is_package=name == "python_reader")

        def create_module(self, spec):
            return None

        def exec_module(self, module):
            exec(code(own_name(module.__spec__.name)), module.__dict__)

    sys.meta_path.insert(0, Carried())


def take_compiled(compiled):
    """The package from {"magic", "modules"} of cli/compile_python.py; whether this is the Python that it is for."""
    from importlib.util import MAGIC_NUMBER

    if compiled is None or bytes.fromhex(compiled["magic"]) != MAGIC_NUMBER:
        return False
    import binascii
    import marshal
    import zlib

    codes = marshal.loads(zlib.decompress(binascii.a2b_base64(compiled["modules"])))
    package(codes, lambda name: marshal.loads(codes[name]))
    return True


def take_texts(modules):
    """The package from a list of {"name", "text"}."""
    texts = {module["name"]: module["text"] for module in modules}
    package(texts, lambda name: compile(texts[name], "python_reader/%s.py" % name, "exec"))


def streams():
    """Streams of text to and from the program; whatever else is read or printed from here on goes past it."""
    import io
    import os

    incoming = io.open(os.dup(0), "r", encoding="utf-8", newline="\n")
    outgoing = io.open(os.dup(1), "w", encoding="utf-8", newline="\n")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    return incoming, outgoing


def boot():
    if sys.version_info < (3, 8):
        sys.stdout.write('{"too_old": "%d.%d.%d"}\n' % tuple(sys.version_info[:3]))
        return
    import json
    import os

    incoming, outgoing = streams()
    request = json.loads(incoming.readline())
    if not take_compiled(request.pop("compiled", None)):
        outgoing.write('{"ask": "modules"}\n')
        outgoing.flush()
        take_texts(json.loads(incoming.readline())["modules"])
    from python_reader import reader

    reader.main(request, incoming, outgoing)
    outgoing.flush()
    os._exit(0)  # threads that executed settings may have started are not waited for


boot()
