"""Sends of components: every way in which code says where a message goes, and what is no send."""

import unittest

from described import Described, routes, sends_of

# (what it is, body of on_message, other members of the class, what stands before the class, routes)
TARGETS = (
    ("target setting", "self.send_request_sync(self.Output, request)", "", "", [("Output", "", [])]),
    ("old spelling", "self.SendRequestSync(self.Output, request)", "", "", [("Output", "", [])]),
    ("keywords", "self.send_request_sync(request=request, target=self.Second)", "", "", [("Second", "", [])]),
    ("literal", "self.send_request_async('A', request)", "", "", [("", "", ["A"])]),
    ("constant of the module", "self.send_request_sync(ITEM, request)", "", "ITEM = 'A'", [("", "", ["A"])]),
    ("constant of the class", "self.send_request_sync(P.ITEM, request)", "    ITEM = 'A'", "", [("", "", ["A"])]),
    ("attribute", "self.send_request_sync(self.item, request)", "    item = 'A'", "", [("item", "", [])]),
    ("annotation alone", "self.send_request_sync(self.item, request)", "    item: str", "", [("item", "", [])]),
    ("private attribute", "self.send_request_sync(self._item, request)", "    _item = 'A'", "", [("", "", ["A"])]),
    ("setting()", "self.send_request_sync(self.item, request)", "    item = setting('A')", "", [("item", "", [])]),
    ("property", "self.send_request_sync(self.item, request)",
     "    @property\n    def item(self):\n        return 'A'", "", [("", "", ["A"])]),
    ("property over a setting", "self.send_request_sync(self.item, request)",
     "    @property\n    def item(self):\n        return self.Output", "", [("Output", "", [])]),
    ("enumeration", "self.send_request_sync(T.A.value, request)", "", "class T(Enum):\n    A = 'X'",
     [("", "", ["X"])]),
    ("dictionary, unknown key", "self.send_request_sync(self.ROUTES[request.kind], request)",
     "    ROUTES = {'a': 'A', 'b': 'B'}", "", [("", "", ["A", "B"])]),
    ("dictionary, known key", "self.send_request_sync(ROUTES['b'], request)", "", "ROUTES = {'a': 'A', 'b': 'B'}",
     [("", "", ["B"])]),
    ("dictionary with a default", "self.send_request_sync(ROUTES.get(request.kind, 'C'), request)", "",
     "ROUTES = {'a': 'A'}", [("", "", ["A", "C"])]),
    ("dictionary of settings", "d = {'a': self.Output, 'b': self.Second}\nself.send_request_sync(d[request.kind], 1)",
     "", "", [("Output", "", []), ("Second", "", [])]),
    ("either", "self.send_request_sync('A' if request.kind else 'B', request)", "", "", [("", "", ["A", "B"])]),
    ("either setting", "self.send_request_sync(self.Output if request.kind else self.Second, request)", "", "",
     [("Output", "", []), ("Second", "", [])]),
    ("assigned in branches", "if request.kind:\n    t = 'A'\nelse:\n    t = 'B'\nself.send_request_sync(t, request)",
     "", "", [("", "", ["A", "B"])]),
    ("assigned again", "t = 'A'\nt = 'B'\nself.send_request_sync(t, request)", "", "", [("", "", ["B"])]),
    ("one branch ends", "t = 'A'\nif request.kind:\n    t = 'B'\n    return\nself.send_request_sync(t, request)",
     "", "", [("", "", ["A"])]),
    ("left by a loop", "t = 'A'\nfor x in request.kind:\n    if x:\n        t = 'B'\n        break\n"
     "self.send_request_sync(t, request)", "", "", [("", "", ["A", "B"])]),
    ("of the turn before", "t = 'A'\nwhile request.kind:\n    self.send_request_sync(t, request)\n    t = 'B'",
     "", "", [("", "", ["A", "B"])]),
    ("set in on_init", "self.send_request_sync(self.item, request)",
     "    def on_init(self):\n        self.item = 'A'", "", [("", "", ["A"])]),
    ("set in on_init where missing", "self.send_request_sync(self.item, request)",
     "    def on_init(self):\n        if not hasattr(self, 'item'):\n            self.item = 'A'", "",
     [("", "item", ["A"])]),
    ("set in on_init before it returns", "self.send_request_sync(self.item, request)",
     "    def on_init(self):\n        if not hasattr(self, 'item'):\n            self.item = 'A'\n            return", "",
     [("", "item", ["A"])]),
    ("attribute with a value is there", "self.send_request_sync(self.item, request)",
     "    item = 'B'\n    def on_init(self):\n        if not hasattr(self, 'item'):\n            self.item = 'A'", "",
     [("item", "", [])]),
    ("setting that is empty", "self.send_request_sync(self.Output, request)",
     "    def on_init(self):\n        if not self.Output:\n            self.Output = 'A'", "", [("Output", "", ["A"])]),
    ("set in __init__", "self.send_request_sync(self.item, request)",
     "    def __init__(self):\n        self.item = None", "", [("", "item", [])]),
    ("set by an own method", "self.pick()\nself.send_request_sync(self.item, request)",
     "    def pick(self):\n        self.item = 'A'", "", [("", "", ["A"])]),
    ("text of %settings", "self.send_request_sync(self.item, request)", "", "", [("", "item", [])]),
    ("getattr", "self.send_request_sync(getattr(self, 'item', 'A'), request)", "", "", [("", "item", ["A"])]),
    ("getattr of a setting", "self.send_request_sync(getattr(self, name), request)", "", "name = 'Output'",
     [("Output", "", [])]),
    ("or", "self.send_request_sync(self.item or 'A', request)", "", "", [("", "item", ["A"])]),
    ("f-string with a number", "self.send_request_sync(f'{PREFIX}.{1 + 0}B', request)", "", "PREFIX = 'A'",
     [("", "", ["A.1B"])]),
    ("f-string of constants", "self.send_request_sync(f'{PREFIX}.B', request)", "", "PREFIX = 'A'",
     [("", "", ["A.B"])]),
    ("texts put together", "self.send_request_sync(PREFIX + '.B', request)", "", "PREFIX = 'A'",
     [("", "", ["A.B"])]),
    ("percent", "self.send_request_sync('%s.%s' % (PREFIX, 'B'), request)", "", "PREFIX = 'A'",
     [("", "", ["A.B"])]),
    ("format", "self.send_request_sync('{}.B'.format(PREFIX), request)", "", "PREFIX = 'A'", [("", "", ["A.B"])]),
    ("upper", "self.send_request_sync(PREFIX.upper(), request)", "", "PREFIX = 'a'", [("", "", ["A"])]),
    ("loop over the class", "for t in self.ITEMS:\n    self.send_request_sync(t, request)",
     "    ITEMS = ['A', 'B']", "", [("", "", ["A", "B"])]),
    ("loop over pairs", "for t, m in [('A', Order()), ('B', Reject())]:\n    self.send_request_sync(t, m)", "", "",
     [("", "", ["A"]), ("", "", ["B"])]),
    ("loop over settings", "for t in (self.Output, self.Second):\n    self.send_request_sync(t, request)", "", "",
     [("Output", "", []), ("Second", "", [])]),
    ("zip", "for t, m in zip(['A', 'B'], [Order(), Reject()]):\n    self.send_request_sync(t, m)", "", "",
     [("", "", ["A"]), ("", "", ["B"])]),
    ("items()", "for k, t in ROUTES.items():\n    self.send_request_sync(t, request)", "", "ROUTES = {'a': 'A'}",
     [("", "", ["A"])]),
    ("comprehension", "x = [self.send_request_sync(t, request) for t in ('A', 'B')]", "", "",
     [("", "", ["A", "B"])]),
    ("several", "self.send_multi_request_sync([(self.Output, request), ('A', Order())])", "", "",
     [("Output", "", []), ("", "", ["A"])]),
    ("several, appended", "p = []\nfor t in ('A', 'B'):\n    p.append((t, request))\nself.send_multi_request_sync(p)",
     "", "", [("", "", ["A", "B"])]),
    ("several, comprehension", "self.send_multi_request_sync([(t, request) for t in ('A', 'B')])", "", "",
     [("", "", ["A", "B"])]),
    ("generator", "for x in self.send_generator_request(self.Output, request):\n    pass", "", "",
     [("Output", "", [])]),
    ("other name", "send = self.send_request_sync\nsend('A', request)", "", "", [("", "", ["A"])]),
    ("partial", "partial(self.send_request_sync, 'A')(request)", "", "from functools import partial",
     [("", "", ["A"])]),
    ("handed to a pool", "pool.submit(self.send_request_sync, 'A', request)", "", "import pool",
     [("", "", ["A"])]),
    ("thread", "Thread(target=self.send_request_sync, args=('A', request)).start()", "", "from threads import Thread",
     [("", "", ["A"])]),
    ("lambda", "f = lambda: self.send_request_sync('A', request)", "", "", [("", "", ["A"])]),
    ("lambda with an argument", "f = lambda t: self.send_request_sync(t, request)\nf('A')", "", "",
     [("", "", ["A"])]),
    ("function inside", "def go(t):\n    self.send_request_sync(t, request)\ngo('A')\ngo(self.Output)", "", "",
     [("", "", ["A"]), ("Output", "", [])]),
    ("function inside that nobody calls", "def go():\n    self.send_request_sync('A', request)\nreturn go", "", "",
     [("", "", ["A"])]),
    ("gather", "asyncio.run(self.go(request))",
     "    async def go(self, m):\n        await asyncio.gather(*[self.send_request_async_ng(t, m) for t in ('A', 'B')])",
     "import asyncio", [("", "", ["A", "B"])]),
    ("own method", "self.forward('A', request)\nself.forward(msg=request, where='B')",
     "    def forward(self, where, msg):\n        self.send_request_sync(where, msg)", "",
     [("", "", ["A"]), ("", "", ["B"])]),
    ("default of an own method", "self.forward(request)",
     "    def forward(self, msg, where='A'):\n        self.send_request_sync(where, msg)", "", [("", "", ["A"])]),
    ("what an own method returns", "self.send_request_sync(self.pick(request), request)",
     "    def pick(self, m):\n        if m.kind:\n            return 'A'\n        return self.Output", "",
     [("Output", "", []), ("", "", ["A"])]),
    ("function of the module", "send_it(self, request)", "",
     "def send_it(host, m):\n    host.send_request_sync('A', m)", [("", "", ["A"])]),
    ("in try, with and finally", "try:\n    with x():\n        self.send_request_sync('A', request)\n"
     "except ValueError:\n    self.send_request_sync('B', request)\nfinally:\n    self.send_request_sync('C', request)",
     "", "", [("", "", ["A"]), ("", "", ["B"]), ("", "", ["C"])]),
    ("function inside, before its variable", "def go():\n    self.send_request_sync(t, request)\nt = 'A'\ngo()", "", "",
     [("", "", ["A"])]),
    ("one setting or another", "self.send_request_sync(self.Output or self.Second, request)", "", "",
     [("Output", "", []), ("Second", "", [])]),
    ("member that is a text", "self.send_request_sync(T.A, request)", "", "class T(str, Enum):\n    A = 'X'",
     [("", "", ["X"])]),
    ("any member", "self.send_request_sync(T(request.kind).value, request)", "",
     "class T(Enum):\n    A = 'X'\n    B = 'Y'", [("", "", ["X", "Y"])]),
    ("names in a setting", "for t in self.items.split(','):\n    self.send_request_sync(t.strip(), request)",
     "    items = 'A,B'", "", [("items", "", [])]),
    ("names in a text", "for t in ITEMS.split(','):\n    self.send_request_sync(t, request)", "", "ITEMS = 'A,B'",
     [("", "", ["A", "B"])]),
    ("mapped", "list(map(lambda t: self.send_request_sync(t, request), ('A', 'B')))", "", "", [("", "", ["A", "B"])]),
    ("mapped by a pool", "pool.map(lambda t: self.send_request_sync(t, request), ('A', 'B'))", "", "import pool",
     [("", "", ["A", "B"])]),
    ("own method by name", "getattr(self, 'go')(request)",
     "    def go(self, m):\n        self.send_request_sync('A', m)", "", [("", "", ["A"])]),
    ("own class by type", "self.send_request_sync(type(self).ITEM, request)", "    ITEM = 'A'", "",
     [("ITEM", "", [])]),
)

UNKNOWN = (
    ("self.send_request_sync(request.kind, request)", "it comes from the message"),
    ("self.send_request_sync(lookup(request), request)", "the result of lookup()"),
    ("t = self.send_request_sync('A', request)\nself.send_request_sync(t.next, request)",
     "the answer to send_request_sync"),
    ("self.send_request_sync(f'X.{request.kind}', request)", "it comes from the message"),
    ("self.send_multi_request_sync(lookup())", "the result of lookup()"),
    ("self.send_request_sync('', request)", "it is empty"),
    ("self.send_request_sync(5, request)", "it is not the name of an item"),
    ("self.send_request_sync(self.deep(request), request)", "deep() calls itself"),
)

NONE = (
    "# self.send_request_sync('A', request)",
    "'self.send_request_sync(1, 2)'",
    "if False:\n    self.send_request_sync('A', request)",
    "return\nself.send_request_sync('A', request)",
    "raise ValueError\nself.send_request_sync('A', request)",
    "while True:\n    continue\n    self.send_request_sync('A', request)",
    "self.client.send_request_sync('A', request)",
    "pool.submit(self.send_request_sync)",
    "self.send_request_sync()",
)

WHEN = (
    ("if request.amount > 1:\n    SEND", "request.amount > 1"),
    ("if request.amount > 1:\n    pass\nelse:\n    SEND", "not (request.amount > 1)"),
    ("if request.a:\n    if request.b:\n        SEND", "request.a and request.b"),
    ("if request.a or request.b:\n    if request.c:\n        SEND", "(request.a or request.b) and request.c"),
    ("if request.a or request.b:\n    return\nSEND", "not (request.a or request.b)"),
    ("if not request.a:\n    return\nSEND", "request.a"),
    ("if request.a:\n    raise ValueError\nSEND", "not (request.a)"),
    ("for x in request.a:\n    if x:\n        continue\n    SEND", "not (x)"),
    ("for x in request.a:\n    if x:\n        continue\nSEND", None),
    ("if request.a:\n    x = 1\nelif request.b:\n    SEND", "not (request.a) and request.b"),
    ("while request.a:\n    SEND", "request.a"),
    ("x = SEND if request.a else None", "request.a"),
    ("request.a and SEND", "request.a"),
    ("request.a or SEND", "not (request.a)"),
    ("[SEND for x in 'ab' if request.a]", "request.a"),
    ("try:\n    x()\nexcept ValueError:\n    SEND", "except ValueError"),
    ("if (request.a and\n        request.b):\n    SEND", "request.a and request.b"),
    ("if request.a == 'x  y':\n    SEND", "request.a == 'x  y'"),
    ("if request.a:\n    return 1\nelse:\n    SEND", "not (request.a)"),
    ("if True:\n    SEND", None),
    ("with x() as y:\n    SEND", None),
    ("if request.a:\n    self.go(request)", "request.a"),
)


class Targets(unittest.TestCase):
    def test_ways(self):
        for name, body, members, before, expected in TARGETS:
            with self.subTest(name):
                found = sends_of(body, before, members=members)
                known = [each for each in routes(found) if each != ("", "", [])]
                self.assertEqual(known, expected)
                if expected:
                    self.assertEqual([each["unknown"] for each in found if each["unknown"]], [])

    def test_unknown(self):
        deep = "    def deep(self, m):\n        return self.deep(m)"
        for body, reason in UNKNOWN:
            with self.subTest(body):
                found = sends_of(body, "from tables import lookup", members=deep)
                self.assertEqual([each["unknown"] for each in found if each["unknown"]], [reason])

    def test_known_and_unknown(self):
        found = sends_of("self.send_request_sync('A' if request.kind else request.to, request)")
        self.assertEqual(routes(found), [("", "", ["A"]), ("", "", [])])
        self.assertEqual([each["unknown"] for each in found], ["", "it comes from the message"])

    def test_settings_may_be_told_by_the_text_of_settings(self):
        found = sends_of("self.send_request_sync(self.Output, request)")
        self.assertEqual((found[0]["setting"], found[0]["options"]), ("Output", "Output"))

    def test_none(self):
        for body in NONE:
            with self.subTest(body):
                self.assertEqual(sends_of(body + "\npass", "import pool"), [])

    def test_when(self):
        go = "    def go(self, m):\n        self.send_request_sync('A', m)"
        for body, expected in WHEN:
            with self.subTest(body):
                found = sends_of(body.replace("SEND", "self.send_request_sync('A', request)"), members=go)
                whens = [each["when"] and each["when"]["text"] for each in found if each["handlers"]]
                self.assertEqual(whens, [expected])

    def test_long_conditions_are_cut(self):
        found = sends_of("if request.a == '%s':\n    self.send_request_sync('A', request)" % ("x" * 500))
        text = found[0]["when"]["text"]
        self.assertEqual((len(text), text[-1]), (200, "\u2026"))

    @unittest.skipUnless(hasattr(__import__("ast"), "Match"), "Python without match")
    def test_match(self):
        body = "match request.kind:\n    case 'a': self.send_request_sync('A', request)\n" \
            "    case 'b' | 'c': self.send_request_sync('B', request)\n    case _: self.send_request_sync('C', request)"
        self.assertEqual([each["when"]["text"] for each in sends_of(body)],
                         ["request.kind == 'a'", "request.kind in ('b', 'c')",
                          "not (request.kind == 'a') and not (request.kind in ('b', 'c'))"])


class Details(unittest.TestCase):
    def test_interaction_timeout_description(self):
        found = sends_of("self.send_request_sync('A', request, 5, 'd')\n"
                         "self.send_request_async('A', request, 'd')\n"
                         "self.send_request_async_ng('A', request, timeout=7)\n"
                         "self.send_multi_request_sync([('A', request)], 3)")
        shown = [(each["interaction"], each["timeout"] and each["timeout"]["text"],
                  each["description"] and each["description"]["text"]) for each in found]
        self.assertEqual(shown, [("sync", "5", "d"), ("async", None, "d"), ("async", "7", None), ("sync", "3", None)])

    def test_messages(self):
        table = (
            ("self.send_request_sync('A', Order(1))", "Order", False),
            ("m = Order()\nself.send_request_sync('A', m)", "Order", False),
            ("m = None\nm = Order() if request.kind else None\nself.send_request_sync('A', m)", "Order", False),
            ("self.send_request_sync('A', request)", "", True),
            ("m = request\nself.send_request_sync('A', m)", "", True),
            ("self.send_request_sync('A', self.make())", "Order", False),
            ("m: Reject = self.send_request_sync('B', 1)\nself.send_request_sync('A', m)", "Reject", False),
            ("self.send_request_sync('A', iris.cls('Ens.StringRequest')._New())", "Ens.StringRequest", False),
            ("m = iris.Ens.StringRequest._New('x')\nself.send_request_sync('A', m)", "Ens.StringRequest", False),
            ("self.send_request_sync('A', request.inner)", "", False),
            ("self.send_request_sync('A', Stranger())", "Stranger", False),
            ("self.send_request_sync('A', Made.create(1))", "Order", False),
            ("self.send_request_sync('A', Made.build())", "Made", False),
            ("self.send_request_sync('A', make_order())", "Order", False),
        )
        before = "from strangers import Stranger\ndef make_order():\n    return Order(1)\nclass Made(Message):\n" \
            "    @staticmethod\n    def create(x):\n        return Order(x)\n" \
            "    @classmethod\n    def build(cls):\n        return cls()\n"
        make = "    def make(self) -> Order:\n        return build()"
        for body, name, passes_on in table:
            with self.subTest(body):
                found = sends_of(body, before, members=make)[-1]
                self.assertEqual((found["message_name"], found["passes_on"]), (name, passes_on))
                self.assertEqual(found["message"] is not None, name in ("Order", "Reject", "Made"))

    def test_environment(self):
        for body in ("os.environ.get('T', 'X')", "os.getenv('T', 'X')", "TARGET"):
            with self.subTest(body):
                found = sends_of("self.send_request_sync(%s, request)" % body,
                                 "import os\nTARGET = os.environ.get('T', 'X')")[0]["targets"][0]
                self.assertEqual((found["text"], found["environment"], found["fallback"]), ("X", "T", "X"))

    def test_places(self):
        made = Described("class P(BusinessProcess):\n    def on_message(self, request):\n"
                         "        self.send_request_sync(NAME, request)\nNAME = 'A' 'B'\n")
        found = made.sends()[0]
        self.assertEqual(made.words(found["place"]), "NAME")
        self.assertEqual(made.words(found["targets"][0]["at"]), "'A' 'B'")

    def test_place_of_several(self):
        made = Described("class P(BusinessProcess):\n    def on_message(self, request):\n"
                         "        self.send_multi_request_sync([('A', 1), ('B', 2)])\n")
        self.assertEqual([made.words(each["place"]) for each in made.sends()], ["'A'", "'B'"])

    def test_handlers_that_reach_it(self):
        made = Described("""
class P(BusinessProcess):
    def on_order(self, request: Order):
        self.forward("A", request)
    def on_reject(self, request: Reject):
        self.forward("A", Order())
        self.common()
    def on_message(self, request):
        self.common()
    def common(self):
        self.send_request_sync("C", Order())
    def forward(self, where, m):
        self.send_request_sync(where, m)
    def from_outside(self):
        self.send_request_sync("D", Order())
""")
        shown = [(each["method"], each["handlers"], [t["text"] for t in each["targets"]], each["passes_on"])
                 for each in made.sends()]
        self.assertEqual(shown, [("forward", [0], ["A"], True), ("forward", [1], ["A"], False),
                                 ("common", [1, 2], ["C"], False), ("from_outside", [], ["D"], False)])

    def test_inherited(self):
        made = Described("""
class Base(BusinessProcess):
    item = "A"
    def on_message(self, request):
        self.forward(self.item, request)
    def forward(self, where, m):
        self.send_request_sync(where, m)
    def _unused(self):
        self.send_request_sync("Unused", 1)
class Mixin:
    def forward(self, where, m):
        self.send_request_async(where, m)
class P(Mixin, Base):
    item = "B"
    def on_message(self, request):
        super().on_message(request)
        self.send_request_sync("First", request)
class Q(Base):
    def on_message(self, request):
        pass
""")
        self.assertEqual([(each["setting"], each["interaction"]) for each in made.sends()],
                         [("item", "async"), ("", "sync")])
        self.assertEqual(made.components["P"]["settings"][0]["default"]["text"], "B")
        self.assertEqual(made.sends("Q"), [])

    def test_wrapped_sender(self):
        made = Described("""
class P(BusinessProcess):
    def send_request_sync(self, target, request, **more):
        return super().send_request_sync(target, request, **more)
    def on_message(self, request):
        self.send_request_sync("A", request, timeout=4)
""")
        self.assertEqual([([t["text"] for t in each["targets"]], each["timeout"]["text"]) for each in made.sends()],
                         [(["A"], "4")])

    def test_what_cannot_be_ended(self):
        """Methods that call one another in every way are given up, with a word."""
        body = "\n".join("    def m%d(self, x, y):\n        self.m%d(x + 'a', y)\n        self.m%d(x + 'b', y)"
                         % (each, each + 1, each + 1) for each in range(20))
        made = Described("class P(BusinessProcess):\n    def on_message(self, request):\n        self.m0('', request)\n"
                         "%s\n    def m20(self, x, y):\n        self.send_request_sync(x, y)\n" % body)
        self.assertEqual([each["code"] for each in made.findings.json()], ["MW037"])


if __name__ == "__main__":
    unittest.main()
