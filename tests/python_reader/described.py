"""What the tests of components share: a project in texts, and what the reader says of its classes."""

import support

from python_reader.components import describe
from python_reader.iop_stand_in import stand_ins

IMPORTS = """
from dataclasses import dataclass, field
from enum import Enum
import iris
from iop import *
from iop import handler, setting, target, Category
from msg import *
"""
MESSAGES = """
from dataclasses import dataclass
from iop import Message
@dataclass
class Order(Message):
    amount: int = 0
    kind: str = ""
@dataclass
class Reject(Message):
    why: str = ""
class Plain:
    pass
"""


class Described:
    """Components of bp.py by name; `messages` is the report's list."""

    def __init__(self, text, names=(), files=None, imports=IMPORTS):
        files = {"msg.py": MESSAGES, **(files or {})}
        self.interpreter, module = support.read("import bp", {**files, "bp.py": imports + text}, None, stand_ins)
        self.findings = self.interpreter.findings
        every = vars(self.interpreter.import_module("bp"))
        names = names or [name for name, value in every.items()
                          if isinstance(value, type) and value.__module__ == "bp"]
        components, self.messages, self.index_of = describe(
            [("bp", name) for name in names], self.interpreter, self.findings)
        self.components = {each["name"]: each for each in components}

    def words(self, place):
        return self.interpreter.program.words(place)

    def handlers(self, name):
        """[(message, method, dispatch)]"""
        return [(each["message_name"], each["method"], each["dispatch"]) for each in self.components[name]["handlers"]]

    def sends(self, name="P"):
        return self.components[name]["sends"]


def sends_of(body, before="", files=None, members=""):
    """The sends of a process whose on_message has this body; `members` stand in the class, `before` before it."""
    indented = "\n".join("        " + line for line in body.strip("\n").split("\n"))
    text = "%s\nclass P(BusinessProcess):\n    Output = target()\n    Second = target(\"Default\")\n%s\n" \
        "    def on_message(self, request):\n%s\n" % (before, members, indented)
    return Described(text, ["P"], files).sends()


def routes(sends):
    """[(setting, option, [targets])] of sends, in order, without repetition; "" for an option named like its setting."""
    found = []
    for each in sends:
        option = "" if each["options"] == each["setting"] else each["options"]
        one = (each["setting"], option, [value["text"] for value in each["targets"]])
        if one not in found:
            found.append(one)
    return found
