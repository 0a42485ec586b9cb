"""Classes of messages: their kinds, and fields in the types of settings."""

import unittest

from described import Described

BEFORE = """
from typing import *
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
import decimal
from enum import Enum, IntEnum
class Color(Enum):
    RED = "red"
    BLUE = "blue"
class Level(IntEnum):
    LOW = 1
class Kind(str, Enum):
    A = "a b"
@dataclass
class Inner:
    x: int
@dataclass
class Order(Message):
    x: int
"""

# annotation (and default) of a field: type, whether it may be absent
FIELDS = (
    ("str", "string", False), ("int", "int", False), ("float", "decimal", False), ("Decimal", "decimal", False),
    ("decimal.Decimal", "decimal", False), ("bool", "bool", False), ("bytes", "bytes", False), ("date", "date", False),
    ("datetime", "datetime", False), ("timedelta", "duration", False), ("UUID", "uuid", False), ("Any", "any", False),
    ("object", "any", False), ("list", "list<any>", False), ("List[str]", "list<string>", False),
    ("list[int]", "list<int>", False), ("Dict[str, int]", "map<int>", False), ("dict", "map<any>", False),
    ("List[Dict[str, float]]", "list<map<decimal>>", False), ("Tuple[int, ...]", "list<int>", False),
    ("Optional[str]", "string", True), ("Union[str, None]", "string", True), ("'str | None'", "string", True),
    ("'Optional[int]'", "int", True), ("Union[str, int]", "any", False), ("Literal['a', 'b']", "a|b", False),
    ("Literal['a b', 'c']", "string", False), ("Literal[1, 2]", "int", False), ("Color", "red|blue", False),
    ("Kind", "string", False), ("Level", "int", False), ("Optional[Color]", "red|blue", True),
    ("Inner", "any", False), ("Order", "Order", False), ("List['Order']", "list<Order>", False),
    ("Annotated[str, 'x']", "string", False), ("str = None", "string", True), ("str = 'x'", "string", True),
    ("List[str] = field(default_factory=list)", "list<string>", True), ("int = field(repr=False)", "int", False),
    ("Stranger", "any", False), ("'broken ['", "any", False),
)


def described(text):
    text = BEFORE + text + "\nclass P(BusinessOperation):\n    def f(self, m: M): pass\n"
    made = Described(text, ["P"])
    return made, next(each for each in made.messages if each["name"] == "M")


class Messages(unittest.TestCase):
    def test_fields(self):
        for annotation, expected, optional in FIELDS:
            with self.subTest(annotation):
                _, found = described("@dataclass\nclass M(Message):\n    f: %s\n" % annotation)
                field = found["fields"][0]
                self.assertEqual((field["type"], field["optional"]), (expected, optional))

    def test_kinds(self):
        table = (("Message", "message", "bp.M"), ("PickleMessage", "pickle", "bp.M"),
                 ("PydanticMessage", "pydantic", "bp.M"), ("PersistentMessage", "persistent", "bp.M"))
        for base, kind, name in table:
            with self.subTest(base):
                _, found = described("class M(%s):\n    f: str\n" % base)
                self.assertEqual((found["kind"], found["class_name"]), (kind, name))
                self.assertEqual([each["name"] for each in found["fields"]], ["f"])

    def test_pydantic_alone(self):
        _, found = described("from pydantic import BaseModel, Field\nclass M(BaseModel):\n    f: str = Field(...)\n"
                             "    g: int = Field(3)\n    h: int = ...\n")
        self.assertEqual(found["kind"], "pydantic")
        self.assertEqual([each["optional"] for each in found["fields"]], [False, True, False])

    def test_names_of_persistent_messages(self):
        made, _ = described("class Zed_\u00e9(PersistentMessage):\n    f: str\nclass M(PersistentMessage):\n"
                            "    class Meta:\n        classname = 'Demo.Order'\n    z: Zed_\u00e9\n")
        names = {each["name"]: each["class_name"] for each in made.messages}
        self.assertEqual(names, {"M": "Demo.Order", "Zed_\u00e9": "bp.ZedzUzXE9z"})

    def test_inherited_fields_keep_their_order(self):
        _, found = described("@dataclass\nclass B(Message):\n    a: str\n    b: str = ''\n    hidden: ClassVar[int] = 1\n"
                             "    _own: int = 1\n@dataclass\nclass M(B):\n    c: int = 0\n    a: int = 5\n")
        self.assertEqual([(each["name"], each["type"]) for each in found["fields"]],
                         [("a", "int"), ("b", "string"), ("c", "int")])
        self.assertEqual(found["fields"][0]["default"]["text"], "5")

    def test_places_and_docs(self):
        made, found = described("@dataclass\nclass M(Message):\n    '''Says \u00fc.'''\n    f: str = 'x'\n")
        self.assertEqual(made.words(found["place"]), "M")
        self.assertEqual(made.words(found["fields"][0]["place"]), "f: str = 'x'")
        self.assertEqual(made.words(found["fields"][0]["default"]["at"]), "'x'")
        self.assertEqual(found["doc"], "Says \u00fc.")

    def test_no_messages(self):
        made = Described("class P(BusinessOperation):\n    def f(self, m: Plain): pass\n    def g(self, m: str): pass\n")
        self.assertEqual(made.messages, [])

    def test_a_message_that_holds_itself(self):
        _, found = described("@dataclass\nclass M(Message):\n    next: Optional['M'] = None\n")
        self.assertEqual([(each["type"], each["optional"]) for each in found["fields"]], [("M", True)])


if __name__ == "__main__":
    unittest.main()
