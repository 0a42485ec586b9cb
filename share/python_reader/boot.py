"""The first text that Python gets: it makes the package `python_reader` of what the program sends and starts the reader.

It runs with `python3 -c`, so it must be read by every Python 3: the version is judged here.
"""

import sys

if sys.path and sys.path[0] == "":
    del sys.path[0]  # the working directory: a json.py in it is not meant


def package(modules):
    """Lets `python_reader` and what is in it be imported from texts: a list of {"name", "text"}."""
    from importlib.machinery import ModuleSpec

    texts = {}
    for module in modules:
        name = "python_reader." + module["name"]
        texts["python_reader" if module["name"] == "__init__" else name] = module["text"]

    class Carried(object):
        def find_spec(self, name, path=None, target=None):
            if name not in texts:
                return None
            return ModuleSpec(name, self, origin=name, is_package=name == "python_reader")

        def create_module(self, spec):
            return None

        def exec_module(self, module):
            name = module.__spec__.name
            exec(compile(texts[name], name.replace(".", "/") + ".py", "exec"), module.__dict__)

    sys.meta_path.insert(0, Carried())


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
    package(request.pop("modules"))
    from python_reader import reader

    reader.main(request, incoming, outgoing)
    outgoing.flush()
    os._exit(0)  # threads that executed settings may have started are not waited for


boot()
