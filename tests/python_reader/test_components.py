"""Components: kind, adapter, targets, settings, and which classes are described."""

import unittest

from described import Described


def component(text, **more):
    made = Described(text, **more)
    return made, made.components["C"]


class Components(unittest.TestCase):
    def test_kinds(self):
        table = (("BusinessService", "service"), ("PollingBusinessService", "service"), ("BusinessProcess", "process"),
                 ("BusinessOperation", "operation"), ("DuplexService", "service"), ("DuplexProcess", "process"),
                 ("DuplexOperation", "operation"), ("InboundAdapter", "adapter"), ("OutboundAdapter", "adapter"),
                 ("Plain", ""))
        for base, kind in table:
            with self.subTest(base):
                self.assertEqual(component("class C(%s):\n    pass\n" % base)[1]["kind"], kind)

    def test_kind_of_a_grandchild(self):
        _, found = component("class A(BusinessProcess): pass\nclass M: pass\nclass C(M, A): pass\n")
        self.assertEqual(found["kind"], "process")

    def test_kind_of_a_base_that_is_not_there(self):
        _, found = component("class C(BusinessProcess):\n    pass\n", imports="from iop_extra import BusinessProcess\n")
        self.assertEqual(found["kind"], "process")

    def test_adapters(self):
        table = (
            ("    @staticmethod\n    def get_adapter_type():\n        return 'Ens.InboundAdapter'", "Ens.InboundAdapter"),
            ("    def get_adapter_type():\n        '''Doc.'''\n        return 'A'", "A"),
            ("    @staticmethod\n    def get_adapter_type():\n        return PREFIX + '.A'", "X.A"),
            ("    @classmethod\n    def get_adapter_type(cls):\n        return cls.NAME\n    NAME = 'N'", "N"),
            ("    @staticmethod\n    def get_adapter_type():\n        return call()", None),
            ("    @staticmethod\n    def get_adapter_type():\n        return None", None),
            ("    pass", None),
        )
        for text, expected in table:
            with self.subTest(text):
                _, found = component("PREFIX = 'X'\nclass C(BusinessService):\n%s\n" % text)
                self.assertEqual(found["adapter"] and found["adapter"]["text"], expected)

    def test_adapter_of_a_polling_service(self):
        _, found = component("class C(PollingBusinessService):\n    pass\n")
        self.assertEqual(found["adapter"], {"text": "Ens.InboundAdapter", "at": None})

    def test_targets(self):
        made, found = component("class B(BusinessProcess):\n    First = target()\n    Second = target('Item')\n"
                                "class C(B):\n    Third = target(description='x')\n    First = 'no longer'\n")
        shown = [(each["name"], each["default"] and each["default"]["text"]) for each in found["targets"]]
        self.assertEqual(shown, [("Second", "Item"), ("Third", None)])
        self.assertEqual(made.words(found["targets"][0]["place"]), "Second")
        self.assertEqual(made.words(found["targets"][0]["default"]["at"]), "'Item'")
        self.assertEqual([each["name"] for each in found["settings"]], ["First"])

    def test_settings(self):
        made, found = component("""
from typing import *
from iop import Setting
class C(BusinessOperation):
    path = "/tmp"
    count = 5
    rate = 0.5
    on = True
    nothing = None
    typed: int = 3
    bare: float
    maybe: Optional[bool] = None
    noted: Annotated[str, Setting("dflt", required=True, description="why", category=Category.BASIC)]
    full = setting(7, required=True, description="d", category=Category.CONNECTION, data_type=int)
    engine = setting(iris_type="Ens.X")
    hidden = setting("x", exclude=True)
    _private = "p"
    things = [1]
    DISPATCH = []
    Adapter = "no"
    def method(self): pass
    @property
    def prop(self): return 1
    class Nested: pass
""")
        shown = [(each["name"], each["default"] and each["default"]["text"]) for each in found["settings"]]
        self.assertEqual(shown, [
            ("path", "/tmp"), ("count", "5"), ("rate", "0.5"), ("on", "true"), ("nothing", None), ("typed", "3"),
            ("maybe", None), ("full", "7"), ("engine", None), ("bare", None), ("noted", "dflt")])
        places = {each["name"]: made.words(each["place"]) for each in found["settings"]}
        self.assertEqual(places, {name: name for name in places})

    def test_inherited_settings(self):
        _, found = component("class B(BusinessOperation):\n    a = 'x'\n    b = 'y'\nclass C(B):\n    a = 'z'\n")
        self.assertEqual([(each["name"], each["default"]["text"]) for each in found["settings"]],
                         [("a", "z"), ("b", "y")])

    def test_docs_and_places(self):
        made, found = component("class  C(BusinessOperation):\n    '''\n    Says \u00fc.\n\n    More.\n    '''\n")
        self.assertEqual((found["doc"], made.words(found["place"])), ("Says \u00fc.", "C"))
        self.assertEqual((found["module"], found["name"]), ("bp", "C"))

    def test_which_classes(self):
        made = Described("class C(BusinessOperation): pass\nNAME = 'x'\n", ["C", "NAME", "Absent", "Plain"])
        self.assertEqual(made.index_of, {("bp", "C"): 0, ("bp", "NAME"): None, ("bp", "Absent"): None, ("bp", "Plain"): 1})

    def test_conditional_classes(self):
        _, found = component("import os\nif os.environ.get('X'):\n    class C(BusinessOperation):\n        a = 'x'\n"
                             "else:\n    class C(BusinessProcess):\n        b = 'x'\n")
        self.assertIn(found["kind"], ("operation", "process"))

    def test_deep_nesting_is_said(self):
        text = "class C(BusinessProcess):\n    def on_message(self, r):\n        self.send_request_sync(%s'A'%s, r)\n" % (
            "f(" * 80, ")" * 80)
        self.assertEqual(len(component(text)[1]["sends"]), 1)


if __name__ == "__main__":
    unittest.main()
