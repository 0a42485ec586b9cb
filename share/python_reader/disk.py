"""A program that answers from the disk and the environment of this process: for trials by hand."""

import os

from .program import Program


class Disk(Program):
    """`paths` are the files that were read, in the order of the numbers that places name them by."""

    def __init__(self):
        super().__init__(None, None)
        self.paths = []
        self._variables = dict(os.environ)

    def _ask(self, question, about):
        answers = {"read": self._text, "kind": self._kind, "list": self._list, "environment": self._variable}
        return answers[question](about)

    def _text(self, path):
        try:
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read()
        except FileNotFoundError:
            return {"missing": True}
        except (OSError, ValueError) as error:
            return {"error": str(error)}
        self.paths.append(path)
        return {"text": text, "source": len(self.paths) - 1}

    def _kind(self, path):
        if os.path.isdir(path or "."):
            return {"kind": "folder"}
        return {"kind": "file" if os.path.isfile(path) else "other" if os.path.exists(path) else "missing"}

    def _list(self, path):
        path = path or "."
        return {"names": sorted(name + ("/" if os.path.isdir(os.path.join(path, name)) else "")
                                for name in os.listdir(path))}

    def _variable(self, name):
        return {"value": self._variables.get(name)}
