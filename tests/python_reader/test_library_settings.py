"""Settings that use the library as people do, read by the interpreter."""

import unittest

from support import interpreter, read  # noqa: I001: it knows where the reader is
from python_reader.values import Unknown

# Each of these is true in Python, and so it is when it is read.
TRUE = r'''
sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]) == [("b", 1), ("a", 2)]
dict(zip("ab", [1, 2])) == {"a": 1, "b": 2}
[f"{i}{x}" for i, x in enumerate(["a"], start=1)] == ["1a"]
"{0}-{name:>5}".format("a", name="b") == "a-    b"
"%(a)s %(b)05d" % {"a": 1, "b": 2} == "1 00002"
"abc".translate(str.maketrans("a", "b")) == "bbc"
", ".join(str(x) for x in sorted({3, 1})) == "1, 3"
list(map(lambda x: x * 2, filter(None, [0, 1]))) == [2]
sum(x for x in range(4)) == 6 and max([], default=0) == 0
any(x > 1 for x in [1, 2]) and all([])
isinstance("a", str) and isinstance(1, int) and not isinstance("1", int)
type("a") is str and type(1) is int and type(1).__name__ == "int"
str(object).startswith("<class") and repr("a") == "'a'"
functools.reduce(lambda a, b: a + b, [1, 2, 3]) == 6
functools.partial(int, base=16)("ff") == 255
list(itertools.chain([1], [2])) == [1, 2] and list(itertools.islice(itertools.count(5), 2)) == [5, 6]
[a + b for a, b in itertools.product("ab", "cd")] == ["ac", "ad", "bc", "bd"]
re.match(r"(\w+)-(\d+)", "ab-12").group(2) == "12" and re.sub("a+", "b", "caat") == "cbt"
math.ceil(1.2) == 2 and round(math.pi, 2) == 3.14
datetime.timedelta(days=2).total_seconds() == 172800
datetime.datetime(2024, 1, 2).isoformat() == "2024-01-02T00:00:00"
datetime.date.fromisoformat("2024-01-02").strftime("%d/%m/%Y") == "02/01/2024"
collections.Counter("aab").most_common(1) == [("a", 2)]
collections.namedtuple("P", "x y")(1, y=2)._replace(x=5).x == 5
collections.defaultdict(list)["a"] == [] and collections.ChainMap({"a": 1}, {"b": 2})["b"] == 2
[c.value for c in Color] == ["r", "g"] and Color("g").name == "G" and Color["R"] is Color.R
Color.R.label() == "R!" and list(Color.__members__) == ["R", "G"] and Level.HIGH > Level.LOW
str(Mode.FAST.value) == "fast" and Mode.FAST == "fast" and Auto.B.value == 2
Config("n", tags=["a"]).full() == "n:8080" and Config("n") == Config("n")
dataclasses.asdict(Config("n")) == {"name": "n", "port": 8080, "tags": []}
dataclasses.replace(Config("n"), port=1).port == 1
[each.name for each in dataclasses.fields(Config)] == ["name", "port", "tags"]
Frozen(1).double == 2 and Frozen(1) < Frozen(2) and Frozen(3).seen == 9
Row(3).b == "z" and Row(3)[0] == 3 and Typed(a=1)["a"] == 1
types.SimpleNamespace(a=1).a == 1
copy.deepcopy({"a": [1]}) == {"a": [1]}
string.Template("$a-$b").safe_substitute(a=1) == "1-$b"
operator.itemgetter("k")({"k": 1}) == 1 and operator.attrgetter("port")(Config("n")) == 8080
str(uuid.uuid5(uuid.NAMESPACE_DNS, "x")) == "05b16a01-46c6-56dd-bd6e-c6dfb4a1427a"
str(decimal.Decimal("1.10") + 1) == "2.10"
urllib.parse.urlparse("http://h:80/p").hostname == "h" and urllib.parse.quote("a b") == "a%20b"
base64.b64encode(b"x").decode() == "eA==" and hashlib.sha256(b"x").hexdigest()[:4] == "2d71"
textwrap.dedent("  a\n  b") == "a\nb"
importlib.import_module("os.path").join("a", "b") == "a/b"
sys.version_info >= (3, 8) and sys.platform == "linux" and sys.argv == ["settings.py"]
Model(b="q").a == 3 and Model(b="q").model_dump() == {"a": 3, "b": "q"}
os.path.basename(__file__) == "settings.py" and pathlib.Path(__file__).stem == "settings"
(pathlib.Path("a") / "b").with_suffix(".c").as_posix() == "a/b.c"
Attributes(url="u").url == "u" and Names([1]).add(2) == [1, 2]
caught == ("boo", ("boo",)) and entered == "v" and suppressed
fibonacci(15) == 610
int(os.environ.get("NO_PORT", "80")) == 80 and os.getenv("NO_DEBUG", "false").lower() not in ("1", "true")
json.loads(json.dumps({"a": [1, None]})) == {"a": [1, None]}
logging.getLogger(__name__).info("x") is None and print("x") is None and time.sleep(1000) is None
list({"b", "a"}) == ["a", "b"]
'''.strip().splitlines()

BEGIN = '''
import base64, collections, contextlib, copy, dataclasses, datetime, decimal, enum, functools, hashlib, importlib
import itertools, json, logging, math, operator, os, pathlib, re, string, sys, textwrap, time, types, typing, uuid
import urllib.parse
from pydantic import BaseModel, Field

@dataclasses.dataclass
class Config:
    name: str
    port: int = 8080
    tags: typing.List[str] = dataclasses.field(default_factory=list)
    def full(self):
        return f"{self.name}:{self.port}"

@dataclasses.dataclass(frozen=True, order=True)
class Frozen:
    x: int
    def __post_init__(self):
        object.__setattr__(self, "seen", 9)
    @property
    def double(self):
        return self.x * 2

class Color(enum.Enum):
    R = "r"
    G = "g"
    def label(self):
        return self.name + "!"

class Mode(str, enum.Enum):
    FAST = "fast"

class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2

class Auto(enum.Enum):
    A = enum.auto()
    B = enum.auto()

class Row(typing.NamedTuple):
    a: int
    b: str = "z"

class Typed(typing.TypedDict):
    a: int

class Model(BaseModel):
    a: int = Field(3)
    b: str

class Attributes(dict):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
    def __getattr__(self, name):
        return self[name]

class Names(list):
    def add(self, name):
        self.append(name)
        return self

class Mistake(Exception):
    def __init__(self, message):
        super().__init__(message)
        self.message = message

try:
    raise Mistake("boo")
except Mistake as error:
    caught = error.message, error.args

@contextlib.contextmanager
def context():
    yield "v"

with context() as entered:
    pass

suppressed = True
with contextlib.suppress(KeyError):
    {}["a"]

@functools.lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)

'''

# What only running would tell: the expression, and a word of the reason.
UNKNOWN = [
    ("datetime.datetime.now()", "time"), ("time.time()", "time"), ("uuid.uuid4()", "uuid4"), ("input()", "typed"),
    ('os.system("rm -rf /")', "os.system"), ('__import__("subprocess").run(["ls"])', "subprocess"),
    ('open("/etc/passwd").read()', "/etc/passwd"), ('eval("1")', "eval"), ("os.environ.items()", "environment"),
    ('str(uuid.uuid4()) + "x"', "uuid4"), ("{**os.environ}", "unknown"), ("id(1)", "identity"),
    ('f"{datetime.date.today()}"', "time"), ("[*os.environ]", "unknown"), ("str(object())", "address"),
    ('"x" * 10 ** 9', "16 MiB"), ("list(range(10 ** 9))", "1,000,000"), ("2 ** 10 ** 9", "4,096"),
    ("list(itertools.count())", "1,000,000"), ('f"{1:>100000000}"', "16 MiB"), ('"%100000000d" % 1', "16 MiB"),
]


# What Python itself says differently here: no pydantic, another order of sets, no waiting.
NOT_EXECUTED = ("Model(", "time.sleep", '{"b", "a"}', "sys.argv")


class ReadSettings(unittest.TestCase):
    def test_it_is_true_in_python(self):
        names = {"__file__": "settings.py", "__name__": "settings"}
        lines = BEGIN.replace("from pydantic import BaseModel, Field\n", "").replace("class Model(BaseModel):", "class Model:")
        exec(compile(lines.replace("Field(3)", "3"), "settings.py", "exec"), names)
        for each in TRUE:
            if not any(word in each for word in NOT_EXECUTED):
                with self.subTest(expression=each):
                    self.assertIs(eval(each, names), True)

    def test_what_is_true_in_python(self):
        text = BEGIN + "".join("c%d = %s\n" % (number, each) for number, each in enumerate(TRUE))
        made, module = read(text)
        self.assertEqual(made.findings.json(), [])
        for number, each in enumerate(TRUE):
            with self.subTest(expression=each):
                self.assertIs(getattr(module, "c%d" % number), True)

    def test_what_is_not_known(self):
        text = BEGIN + "".join("c%d = %s\n" % (number, each) for number, (each, _) in enumerate(UNKNOWN))
        made, module = read(text)
        self.assertEqual(made.findings.json(), [])
        for number, (each, word) in enumerate(UNKNOWN):
            with self.subTest(expression=each):
                found = getattr(module, "c%d" % number)
                self.assertIsInstance(found, Unknown)
                self.assertIn(word, found.reason)

    def test_files_beside_the_settings(self):
        text = ('import json, os\nhere = os.path.dirname(os.path.abspath(__file__))\n'
                'with open(os.path.join(here, "hosts.json")) as file:\n    hosts = json.load(file)\nurl = hosts["url"]\n')
        made, module = read(text, {"hosts.json": '{"url": "http://x"}'})
        self.assertEqual(made.findings.json(), [])
        self.assertEqual(module.url, "http://x")
        self.assertEqual(made.program.words(module.url.place), "json.load(file)")

    def test_the_environment(self):
        text = ('import os\ndef env(name, default=None):\n    return os.environ.get(name, default)\n'
                'a = env("HOST", "h")\nb = os.environ["PORT"]\nc = os.getenv("USER_NAME") or "me"\nd = {"x": b}\n')
        made, module = read(text, environment={"PORT": "80"})
        self.assertEqual([(each, each.environment, each.fallback) for each in (module.a, module.b, module.c)],
                         [("h", "HOST", "h"), ("80", "PORT", None), ("me", "USER_NAME", "me")])
        self.assertEqual(made.program.words(module.b.place), 'os.environ["PORT"]')
        self.assertEqual(made.program.words(module.c.place), 'os.getenv("USER_NAME") or "me"')
        self.assertEqual(module.d["x"].environment, "PORT")

    def test_only_what_is_asked_leaves_the_reader(self):
        made = interpreter({"settings.py": 'import os, time, socket\nos.system("ls")\nopen("x", "w").write("a")\n'})
        made.load_file("settings.py", "settings")
        self.assertEqual({question for question, _ in made.program.asked} - {"read", "kind", "list"}, set())
        self.assertNotIn(("read", "x"), made.program.asked)


if __name__ == "__main__":
    unittest.main()
