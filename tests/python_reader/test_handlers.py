"""Handlers of components: which method takes which message, as IoP finds them."""

import unittest

import support
from described import Described, describe, stand_ins

# (what it is, members of the class, handlers)
PROCESS = (
    ("decorated", "@handler(Order)\ndef f(self, request): pass", [("Order", "f", "decorated")]),
    ("decorated with a text", "@handler('msg.Order')\ndef f(self, request): pass", [("Order", "f", "decorated")]),
    ("decorated with a class of the engine", "@handler('iris.Ens.StringRequest')\ndef f(self, request): pass",
     [("Ens.StringRequest", "f", "decorated")]),
    ("decorated by name", "@handler(message_type=Order)\ndef f(self, request): pass", [("Order", "f", "decorated")]),
    ("decorated twice", "@other\n@handler(Order)\ndef f(self, request): pass", [("Order", "f", "decorated")]),
    ("private, decorated", "@handler(Order)\ndef _f(self, request): pass", [("Order", "_f", "decorated")]),
    ("decorated before typed", "def a(self, m: Order): pass\n@handler(Order)\ndef b(self, m): pass",
     [("Order", "b", "decorated")]),
    ("decorated first, then typed", "def a(self, m: Reject): pass\n@handler(Order)\ndef b(self, m): pass",
     [("Order", "b", "decorated"), ("Reject", "a", "typed")]),
    ("typed", "def f(self, m: Order): pass", [("Order", "f", "typed")]),
    ("the last name counts", "def f(self, m: Order): pass\ndef g(self, m: Order): pass",
     [("Order", "g", "typed")]),
    ("typed with a text", "def f(self, m: 'Order'): pass", [("Order", "f", "typed")]),
    ("typed with a class of the engine", "def f(self, m: 'iris.Ens.StringRequest'): pass",
     [("Ens.StringRequest", "f", "typed")]),
    ("typed with an attribute of iris", "def f(self, m: iris.Ens.StringRequest): pass",
     [("Ens.StringRequest", "f", "typed")]),
    ("optional", "def f(self, m: Optional[Order] = None): pass", [("Order", "f", "typed")]),
    ("or None", "def f(self, m: 'Order | None'): pass", [("Order", "f", "typed")]),
    ("union", "def f(self, m: Union[Order, Reject]): pass", [("Order", "f", "typed"), ("Reject", "f", "typed")]),
    ("of a module", "def f(self, m: msg.Order): pass", [("Order", "f", "typed")]),
    ("async", "async def f(self, m: Order): pass", [("Order", "f", "typed")]),
    ("static", "@staticmethod\ndef f(m: Order): pass", [("Order", "f", "typed")]),
    ("decorator of unknown kind", "@other\ndef f(self, m: Order): pass", [("Order", "f", "typed")]),
    ("private", "def _f(self, m: Order): pass", []),
    ("two arguments", "def f(self, m: Order, n): pass", []),
    ("two arguments, one with a default", "def f(self, m: Order, n=1): pass", []),
    ("no annotation", "def f(self, m): pass", []),
    ("no message", "def f(self, m: Plain): pass", []),
    ("a simple type", "def f(self, m: str): pass", []),
    ("a simple type as text", "def f(self, m: 'str'): pass", []),
    ("anything", "def f(self, m: Any): pass", []),
    ("a property", "@property\ndef f(self) -> Order: pass", []),
    ("fallback", "def on_message(self, request): pass", [("", "on_message", "fallback")]),
    ("fallback of a process", "def on_request(self, request): pass", [("", "on_request", "fallback")]),
    ("old spelling", "def OnRequest(self, request): pass", [("", "OnRequest", "fallback")]),
    ("the fallback comes last", "def on_message(self, request): pass\ndef z(self, m: Order): pass",
     [("Order", "z", "typed"), ("", "on_message", "fallback")]),
    ("typed fallback", "def on_message(self, request: Order): pass", [("Order", "on_message", "typed")]),
    ("on_message before on_request", "def on_message(self, r): pass\ndef on_request(self, r): pass",
     [("", "on_message", "fallback")]),
    ("asks for the class", "def on_message(self, r):\n    if isinstance(r, Order): pass",
     [("Order", "on_message", "fallback"), ("", "on_message", "fallback")]),
    ("asks for several", "def on_message(self, r):\n    if isinstance(r, (Order, msg.Reject)): pass",
     [("Order", "on_message", "fallback"), ("Reject", "on_message", "fallback"), ("", "on_message", "fallback")]),
    ("asks for the type", "def on_message(self, r):\n    if type(r) == Order: pass\n    if type(r) is Reject: pass",
     [("Order", "on_message", "fallback"), ("Reject", "on_message", "fallback"), ("", "on_message", "fallback")]),
    ("asks for the name", "def on_message(self, r):\n    if type(r).__name__ == 'Order': pass",
     [("Order", "on_message", "fallback"), ("", "on_message", "fallback")]),
    ("asks in another method", "def on_message(self, r):\n    self._go(r)\ndef _go(self, m):\n"
     "    if isinstance(m, Order): pass", [("Order", "on_message", "fallback"), ("", "on_message", "fallback")]),
    ("asks for something else", "def on_message(self, r):\n    if isinstance(r.x, Order): pass",
     [("", "on_message", "fallback")]),
    ("asks for what is taken", "def f(self, m: Order): pass\ndef on_message(self, r):\n"
     "    if isinstance(r, Order): pass", [("Order", "f", "typed"), ("", "on_message", "fallback")]),
    ("table of its own", "DISPATCH = [('msg.Order', 'f')]\ndef f(self, m): pass", [("Order", "f", "typed")]),
    ("nothing", "pass", []),
)


def members(text):
    return "\n".join("    " + line for line in text.split("\n"))


BEFORE = "import msg\nfrom typing import *\nfrom decorators import other\n"


class Handlers(unittest.TestCase):
    def test_of_a_process(self):
        for name, text, expected in PROCESS:
            with self.subTest(name):
                made = Described("%sclass P(BusinessProcess):\n%s\n" % (BEFORE, members(text)), ["P"])
                self.assertEqual(made.handlers("P"), expected)
                for each in made.components["P"]["handlers"]:
                    self.assertEqual(each["message"] is not None, each["message_name"] in ("Order", "Reject"))

    def test_annotations_that_are_not_evaluated(self):
        made = Described("class P(BusinessProcess):\n    def f(self, m: Order): pass\n", ["P"],
                         imports="from __future__ import annotations\nfrom iop import *\nfrom msg import *\n")
        self.assertEqual(made.handlers("P"), [("Order", "f", "typed")])

    def test_imported_for_its_type_alone(self):
        made = Described("class P(BusinessProcess):\n    def f(self, m: 'Order'): pass\n", ["P"],
                         imports="from typing import TYPE_CHECKING\nfrom iop import *\nif TYPE_CHECKING:\n"
                                 "    from msg import Order\n")
        self.assertEqual(made.handlers("P"), [("Order", "f", "typed")])

    def test_messages_that_are_imported_by_another_root(self):
        text = "from iop import *\nfrom %s import OrderRequest, OrderModel\nclass P(BusinessProcess):\n" \
            "    def f(self, m: OrderRequest): pass\n    def g(self, m: OrderModel): pass\n"
        for module, expected in (("shop.parts.models", [("OrderRequest", "f", "typed")]), ("requests.models", [])):
            with self.subTest(module):
                made, _ = support.read("", {"deep/shop/bp.py": text % module}, None, stand_ins)
                made.load_file("deep/shop/bp.py", "bp")
                found, _, _ = describe([("bp", "P")], made, made.findings)
                shown = [(each["message_name"], each["method"], each["dispatch"]) for each in found[0]["handlers"]]
                self.assertEqual(shown, expected)

    def test_other_name_of_the_decorator(self):
        made = Described("class P(BusinessProcess):\n    @on(Order)\n    def f(self, m): pass\n", ["P"],
                         imports="from iop import BusinessProcess, handler as on\nfrom msg import *\n")
        self.assertEqual(made.handlers("P"), [("Order", "f", "decorated")])

    def test_inherited(self):
        made = Described("""
class Mixin:
    def f(self, m: Order): pass
    def on_message(self, m): pass
class Base(Mixin, BusinessProcess):
    @handler(Reject)
    def g(self, m): pass
class P(Base):
    def f(self, m): pass
""")
        self.assertEqual(made.handlers("P"), [("Reject", "g", "decorated"), ("", "on_message", "fallback")])
        self.assertEqual(made.handlers("Base"),
                         [("Reject", "g", "decorated"), ("Order", "f", "typed"), ("", "on_message", "fallback")])

    def test_of_other_kinds(self):
        table = (
            ("BusinessOperation", "def f(self, m: Order): pass", [("Order", "f", "typed")]),
            ("BusinessOperation", "def on_request(self, m): pass", []),
            ("BusinessService", "def f(self, m: Order): pass", []),
            ("BusinessService", "def on_process_input(self, m): pass", [("", "on_process_input", "fallback")]),
            ("BusinessService", "def on_process_input(self, m: Order): pass",
             [("Order", "on_process_input", "fallback")]),
            ("PollingBusinessService", "def on_poll(self): pass", [("", "on_poll", "fallback")]),
            ("DuplexOperation", "def on_message(self, m): pass\ndef f(self, m: Order): pass",
             [("", "on_message", "fallback")]),
            ("InboundAdapter", "def on_task(self): pass\ndef f(self, m: Order): pass", []),
        )
        for base, text, expected in table:
            with self.subTest(base=base, text=text):
                made = Described("class P(%s):\n%s\n" % (base, members(text)), ["P"])
                self.assertEqual(made.handlers("P"), expected)

    def test_sends_of_a_fallback_that_asks(self):
        made = Described("""
class P(BusinessProcess):
    def on_message(self, request):
        if isinstance(request, Order):
            self.send_request_sync("A", request)
            return
        elif isinstance(request, Reject) and request.why:
            self.send_request_sync("B", request)
        self.send_request_sync("C", request)
""")
        shown = [(each["handlers"], each["targets"][0]["text"], each["message_name"], each["when"] and
                  each["when"]["text"]) for each in made.sends()]
        self.assertEqual(shown, [([0], "A", "Order", None), ([1], "B", "Reject", "request.why"),
                                 ([1, 2], "C", "", None)])

    @unittest.skipUnless(hasattr(__import__("ast"), "Match"), "Python without match")
    def test_match(self):
        made = Described("""
class P(BusinessProcess):
    def on_message(self, request):
        match request:
            case Order():
                self.send_request_sync("A", request)
            case Reject(why="x"):
                self.send_request_sync("B", request)
            case _:
                self.send_request_sync("C", request)
""")
        self.assertEqual(made.handlers("P"), [("Order", "on_message", "fallback"), ("Reject", "on_message", "fallback"),
                                              ("", "on_message", "fallback")])
        shown = [(each["handlers"], each["targets"][0]["text"]) for each in made.sends()]
        self.assertEqual(shown, [([0], "A"), ([1], "B"), ([1, 2], "C")])

    def test_places_and_docs(self):
        made = Described(BEFORE + "class P(BusinessProcess):\n    @other\n    async  def on_it(self, m: Order):\n"
                         "        '''Takes \u00fc.\n\n        More.'''\n")
        found = made.components["P"]["handlers"][0]
        self.assertEqual(made.words(found["place"]), "on_it")
        self.assertEqual(found["doc"], "Takes \u00fc.")


if __name__ == "__main__":
    unittest.main()
