"""Idioms of settings and of the modules that they import: each must end as it does where Python executes it."""

import unittest

from support import read

IDIOMS = {
    "decorators of functools": """
import functools
def log(f):
    @functools.wraps(f)
    def inner(*a, **k): return ("log", f(*a, **k))
    return inner
@log
def g(x): return x
add = functools.partial(lambda a, b, c=0: a + b + c, 1, c=5)
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
r = g(1), add(2), fib(20), functools.reduce(lambda a, b: a * b, [1, 2, 3])
""",
    "properties": """
class C:
    def __init__(self): self._x = 1
    @property
    def x(self): return self._x
    @x.setter
    def x(self, value): self._x = value * 2
    @x.deleter
    def x(self): self._x = 0
c = C()
c.x = 4
a = c.x
del c.x
r = a, c.x, hasattr(c, "y"), getattr(c, "y", "z")
""",
    "descriptors and set_name": """
class Field:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner=None): return self if obj is None else obj.__dict__.get(self.name, "none")
    def __set__(self, obj, value): obj.__dict__[self.name] = value
class C:
    a = Field()
c = C()
before = c.a
c.a = 5
r = before, c.a, C.a.name
""",
    "subclasses that register themselves": """
registry = {}
class Base:
    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        registry[tag or cls.__name__] = cls
class A(Base): pass
class B(Base, tag="b"): pass
r = sorted(registry), registry["b"].__name__
""",
    "operators of classes": """
class V:
    def __init__(self, n): self.n = n
    def __add__(self, o): return V(self.n + (o.n if isinstance(o, V) else o))
    __radd__ = __add__
    def __eq__(self, o): return isinstance(o, V) and self.n == o.n
    def __lt__(self, o): return self.n < o.n
    def __hash__(self): return hash(self.n)
    def __repr__(self): return f"V({self.n})"
    def __len__(self): return self.n
    def __bool__(self): return self.n > 1
    def __getitem__(self, k): return (self.n, k)
    def __iter__(self): return iter(range(self.n))
    def __contains__(self, x): return x == self.n
    def __call__(self, *a): return a
    def __rshift__(self, o): return ("to", self.n, o.n)
r = [V(1) + V(2), sum([V(1), V(2)]), V(1) == V(1), sorted([V(3), V(1)]), len({V(1), V(1)}), len(V(4)), bool(V(1)),
     V(2)["k"], V(2)[1:2], list(V(3)), 2 in V(2), V(1)(5, 6), V(1) >> V(2), str(V(7)), f"{V(8)!r:>6}", max(V(1), V(5))]
""",
    "iterators": """
class Count:
    def __init__(self, n): self.i, self.n = 0, n
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > self.n: raise StopIteration
        return self.i
r = list(Count(3)), [x for x in Count(2)], sum(Count(4)), dict(zip("ab", Count(2)))
""",
    "chained methods": """
class B:
    def __init__(self): self.parts = []
    def add(self, *p, **k):
        self.parts.extend(p)
        self.parts.extend(sorted(k.items()))
        return self
    def done(self): return tuple(self.parts)
r = B().add(1).add(2, x=3).add(*[4, 5], **{"y": 6}).done()
""",
    "abstract and multiple bases": """
from abc import ABC, abstractmethod
class Base(ABC):
    kind = "base"
    @property
    @abstractmethod
    def label(self): ...
    def show(self): return f"{self.kind}:{self.label}"
class Mixin:
    def show(self): return "<" + super().show() + ">"
class Real(Mixin, Base):
    kind = "real"
    @property
    def label(self): return "L"
r = Real().show(), [c.__name__ for c in Real.__mro__ if c.__name__ not in ("ABC", "object")]
""",
    "dataclasses": """
from dataclasses import dataclass, field, asdict, replace, fields, astuple
from typing import Optional, List, ClassVar
@dataclass
class Route:
    source: str
    target: str = "default"
    tags: List[str] = field(default_factory=lambda: ["x"])
    count: ClassVar[int] = 7
    made: Optional[str] = None
    def __post_init__(self): self.made = self.source + self.target
a = Route("s")
r = [a, asdict(a), replace(a, source="q"), [f.name for f in fields(Route)], astuple(a), a == Route("s"), Route.count]
""",
    "named tuples and enums": """
from collections import namedtuple, OrderedDict, defaultdict, Counter, ChainMap, deque
from enum import Enum, IntEnum, Flag, auto
P = namedtuple("P", "x y")
class Mode(str, Enum):
    SYNC = "sync"
    ASYNC = "async"
class Level(IntEnum):
    LOW = 1
    HIGH = 2
d = defaultdict(list)
d["a"].append(1)
p = P(1, y=2)
r = [p.x, p._replace(x=5).x, p._asdict()["y"], tuple(p), Mode.SYNC == "sync", Mode("async").name, Level.HIGH > Level.LOW,
     [m.value for m in Mode], Mode["SYNC"].value, dict(d), Counter("aab").most_common(1), list(OrderedDict(a=1).items()),
     len(Mode), Level.LOW + 1, list(Mode.__members__)]
""",
    "paths and files that are not there": """
import os
from pathlib import Path, PurePosixPath
r = [os.path.join("a", "b"), os.path.basename("/x/y.py"), os.path.splitext("f.tar.gz"), str(Path("a") / "b" / "c.txt"),
     Path("/a/b.txt").suffix, Path("/a/b.txt").stem, Path("a/b").parent.name, os.path.dirname("/a/b"), os.sep,
     str(PurePosixPath("/x").joinpath("y"))]
""",
    "texts": """
import textwrap, string, re, json
name = "Order"
r = [textwrap.dedent('''
    a
      b
'''), string.ascii_lowercase[:3], string.Template("$a-${b}").substitute(a=1, b=2), re.sub(r"(\\w)", r"<\\1>", "ab"),
     re.match(r"(?P<n>\\d+)", "12x").group("n"), re.findall("a.", "abac"), json.loads('{"a": [1, 2.5, null, true]}'),
     json.dumps({"b": 1, "a": [1]}, sort_keys=True), "%-5s|%05.1f|%x" % ("a", 2.25, 255), "{:>8}{a[0]}{b.real}".format(
         name, a=[1], b=3), f"{name!r:>10}{3.14159:.2f}{1000000:,}{'x':*^5}", name.lower().replace("o", "0").split("d"),
     "a\\tb".expandtabs(4), " x ".strip(), "a,b".partition(","), name[::-1], name[1:-1], "x" * 3, "é".encode().hex(),
     bytes([1, 2]), "abc".find("z"), "A-B".title(), "%(a)s" % {"a": 1}, f"{1 + 1 = }", f"{'a' if name else 'b'}"]
""",
    "collections": """
a = {"x": 1, "y": 2}
b = {**a, "z": 3}
c = dict(a, w=4)
d = {k: v for k, v in sorted(b.items(), key=lambda i: -i[1])}
e = [*a, *b.values()]
a.update({"q": 1}, p=2)
a.setdefault("l", []).append(1)
x = a.pop("x")
first, *rest = e
del e[0:2]
m = [[1, 2], [3, 4]]
m[0][1] = 9
m[1:] = [[5], [6]]
s = {1, 2} | {3} - {1}
r = [a, b, c, d, e, x, first, rest, m, sorted(s), list(zip(*[[1, 2], [3, 4]])), list(enumerate("ab", 1)),
     list(map(str, [1, 2])), list(filter(None, [0, 1])), any([0, 1]), all([]), min(3, 1), max([1, 5], key=lambda v: -v),
     sum([[1], [2]], []), sorted("bca", reverse=True), list(reversed([1, 2])), divmod(7, 2), round(2.567, 1),
     isinstance(1, (str, int)), issubclass(bool, int), [1, 2].index(2), (1, 2) + (3,), [1] * 2, len({1: 2}),
     dict.fromkeys("ab", 0), tuple("ab"), "a" in b, list(b)[-1], next(iter([7])), next(iter([]), "d"), type(1) is int,
     type("a") == str, type({}) is dict, callable(len), chr(65), ord("a"), hex(255), abs(-1), int("7"), float("1.5"),
     bool(""), str(None), repr("a"), list(range(5, 0, -2))]
""",
    "itertools and copies": """
import itertools, copy, operator, math
a = {"x": [1]}
b = copy.deepcopy(a); b["x"].append(2)
c = copy.copy(a); c["y"] = 1
r = [a, b, c, list(itertools.chain([1], [2])), list(itertools.product("ab", [1, 2])), list(itertools.islice(
    itertools.count(5), 3)), [(k, list(g)) for k, g in itertools.groupby("aab")], sorted([(1, "b"), (0, "a")],
    key=operator.itemgetter(1)), math.ceil(1.2), list(itertools.accumulate([1, 2, 3])), list(zip(itertools.cycle("ab"),
    range(3)))]
""",
    "nested functions and scopes": """
x = "global"
def outer(x="outer"):
    def inner():
        return x
    def change():
        nonlocal x
        x = "changed"
    change()
    return inner()
class C:
    x = "class"
    y = [x for _ in range(1)] if False else x
    def m(self): return x
funcs = [lambda i=i: i for i in range(3)]
late = [lambda: i for i in range(3)]
def default(a, b=[]):
    b.append(a)
    return b
default(1)
def gen():
    got = yield 1
    yield 2
    return 3
def rec(n): return 1 if n == 0 else n * rec(n - 1)
def kw(*, a, **k): return a, k
def pos(a, b=2, *args): return a, b, args
r = [outer(), C.y, C().m(), [f() for f in funcs], [f() for f in late], default(2), list(gen()), rec(10), kw(a=1, z=2),
     pos(1), pos(1, 3, 4), (lambda *a, **k: (a, k))(1, b=2)]
""",
    "errors": """
class AppError(Exception):
    def __init__(self, code, message="m"):
        super().__init__(message)
        self.code = code
log = []
def attempt(f):
    try: return f()
    except AppError as e: return ("app", e.code, str(e), e.args)
    except (KeyError, IndexError) as e: return ("lookup", type(e).__name__, str(e))
    except Exception as e: return ("other", type(e).__name__)
    finally: log.append("f")
def fail(): raise AppError(5) from ValueError("x")
def loop():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            log.append(i)
        finally: log.append("l")
    else: log.append("never")
    return "end"
r = [attempt(fail), attempt(lambda: {}["k"]), attempt(lambda: [][1]), attempt(lambda: 1 / 0), attempt(lambda: None.x),
     attempt(lambda: int("x")), attempt(lambda: "a" + 1), attempt(loop), log]
""",
    "contexts": """
import contextlib
log = []
@contextlib.contextmanager
def section(name):
    log.append("in " + name)
    yield name.upper()
    log.append("out " + name)
with section("a") as a, section("b") as b: both = a + b
with contextlib.suppress(KeyError): {}["x"]
with contextlib.nullcontext(5) as five: log.append(five)
r = sorted(map(str, log)), both
""",
    "classes made in functions and loops": """
def make(name, **attributes):
    class Made:
        label = name
        def show(self): return self.label
    Made.__name__ = name
    for key, value in attributes.items(): setattr(Made, key, value)
    return Made
kinds = {n: make(n, size=i) for i, n in enumerate(("A", "B"))}
r = [(k, v.__name__, v.label, v.size, v().show()) for k, v in kinds.items()]
""",
    "globals and dynamic names": """
for n in ("A", "B"):
    globals()[f"NAME_{n}"] = n.lower()
class C: pass
c = C()
setattr(c, "x", 1)
c.__dict__.update(y=2)
r = [NAME_A, NAME_B, vars(c), getattr(c, "x"), "NAME_A" in globals(), [k for k in dir(c) if not k.startswith("_")]]
""",
    "asynchronous functions": """
import asyncio
async def one(): return 1
async def main():
    a = await one()
    return a + 1
r = asyncio.run(main()) if False else 2
""",
    "walrus and slices": """
data = [1, 2, 3, 4]
if (n := len(data)) > 3: big = n
r = [big, [y for x in data if (y := x * 2) > 4], data[::2], data[-2:], data[:-1:2], (lambda: (z := 3) + z)()]
""",
    "types as values": """
from typing import Dict, List, Optional, Union, Any, Callable, Tuple, TypeVar, Generic, NamedTuple, TypedDict, Literal
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, item: T): self.item = item
class Point(NamedTuple):
    x: int
    y: int = 0
class Options(TypedDict, total=False):
    name: str
Alias = Dict[str, List[int]]
def f(a: Optional[int] = None, *b: Union[str, int], c: Callable[..., Any] = print) -> Tuple[int, ...]: return (1,)
r = [Box(1).item, Box[int](2).item, Point(1).y, Options(name="n"), f(), Literal["a"] is not None]
""",
    "super and class methods": """
class A:
    registry = []
    @classmethod
    def make(cls, *args):
        made = cls(*args)
        cls.registry.append(cls.__name__)
        return made
    @staticmethod
    def helper(x): return x + 1
    def __new__(cls, *args): return super().__new__(cls)
    def __init__(self, n=0): self.n = n
    def __str__(self): return f"{type(self).__name__}({self.n})"
class B(A):
    @classmethod
    def make(cls, *args):
        made = super().make(*args)
        made.n += 10
        return made
    def __init__(self, n=0):
        super(B, self).__init__(n)
        self.m = self.helper(n)
class D(dict):
    def __missing__(self, k): return "missing " + k
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
class L(list):
    def add(self, x):
        self.append(x)
        return self
class S(str):
    def shout(self): return self.upper() + "!"
d = D()
d["a"] = 1
r = [str(B.make(1)), B.registry, B(4).m, d["a"], d["z"], L().add(1).add(2), S("a").shout(), S("b") + "c", str(A())]
""",
}


class Idioms(unittest.TestCase):
    maxDiff = None


def _test(text):
    def test(self):
        names = {"__name__": "settings"}
        exec(compile(text, "settings.py", "exec"), names)
        made, module = read(text)
        self.assertEqual([], made.findings.json())
        self.assertEqual(repr(names["r"]), repr(module.r))
    return test


for _name, _text in IDIOMS.items():
    setattr(Idioms, "test_" + _name.replace(" ", "_"), _test(_text))

if __name__ == "__main__":
    unittest.main()
