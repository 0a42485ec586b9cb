"""Modules of the standard library that only reckon: functools, itertools, math, re, string, operator, copy, ..."""

import copy
import decimal
import functools
import importlib
import itertools
import math
import operator
import re
import string
import types

from .library_containers import merged, sort_key
from .library_guards import (MOST_ITEMS, MOST_TEXT, NotKnown, TooLarge, bounded, check_bits, check_items,
                             check_text, check_weight, does_nothing, guarded, in_order, Lazy, pure,
                             tells_nothing, unknown)
from .library_native import applied, called_as, exposed, known_outcome
from .library_os import StandardModule
from .values import Table, Unknown

_MOST_PATTERN, _MOST_SEARCHED = 500, 20000
_parse = (getattr(re, "_parser", None) or importlib.import_module("sre_parse")).parse


@exposed
class Partial:
    """functools.partial."""

    def __init__(self, *args, **keywords):
        self.func, self.args, self.keywords = args[0], args[1:], keywords

    def __call__(self, *args, **keywords):
        return applied(self.func)(*self.args, *args, **{**self.keywords, **keywords})


def _reduce(function, items, *initial):
    call, items = applied(function), bounded(items)
    return functools.reduce(call, items, *initial)


def _itself(function=None, *_args, **_options):
    """A decorator, with or without arguments, that leaves what it decorates."""
    return function if callable(function) else _itself


def _cached(function=None, *_args, **_options):
    """functools.lru_cache: the function itself, with what can be asked of it."""
    if not callable(function):
        return _cached
    getattr(function, "__dict__", {}).setdefault("cache_clear", does_nothing)
    return function


def _decorator(*_args, **_options):
    return _itself


def functools_module():
    return StandardModule("functools", {
        "partial": Partial, "partialmethod": Unknown("functools.partialmethod"),
        "reduce": guarded(_reduce, "reduce", True),
        "lru_cache": _cached, "cache": _cached, "wraps": _decorator, "update_wrapper": lambda wrapper, *_: wrapper,
        "total_ordering": _itself, "singledispatch": _itself,
        "cached_property": guarded(property, "cached_property", True),
        "cmp_to_key": guarded(lambda function: functools.cmp_to_key(known_outcome(function)), "cmp_to_key", True),
    })


def _product(*sources, repeat=1):
    sources = [bounded(each) for each in sources] * repeat
    check_items(math.prod(len(each) for each in sources) if hasattr(math, "prod") else
                functools.reduce(operator.mul, [len(each) for each in sources], 1))
    return itertools.product(*sources)


def _chosen(function):
    """permutations, combinations: at most so many items that there cannot be too many outcomes."""

    def call(items, *count):
        items = bounded(items)
        if len(items) > 9:
            raise TooLarge("more combinations than are counted")
        return function(items, *count)

    return guarded(call, function.__name__, True)


def _over_lists(function):
    def call(*sources, **options):
        return function(*[bounded(each) for each in sources], **options)

    return guarded(call, function.__name__, True)


def _with_function(function):
    def call(key, items):
        return iter(list(function(known_outcome(key) if key is not None else None, bounded(items))))

    return guarded(call, function.__name__, True)


def _repeat(item, times=MOST_ITEMS + 1):
    return itertools.repeat(item, min(times, MOST_ITEMS + 1))


def _count(start=0, step=1):
    return itertools.islice(itertools.count(start, step), MOST_ITEMS + 1)


def _cycle(items):
    return itertools.islice(itertools.cycle(bounded(items)), MOST_ITEMS + 1)


def _group_by(items, key=None):
    grouped = itertools.groupby(bounded(items), sort_key(key))
    return iter([(name, iter(list(members))) for name, members in grouped])


def _accumulate(items, function=None, **options):
    call = operator.add if function is None else known_outcome(function)
    items = bounded(items)
    if len(items) > 20000:
        raise TooLarge("more than 20000 sums")
    return iter(list(itertools.accumulate(items, call, **options)))


def _islice(items, *bounds):
    source = in_order(items) if isinstance(items, (set, frozenset)) else items
    return Lazy(itertools.islice(source, *bounds), items)


class _Chain:
    """itertools.chain, which has a method."""

    def __call__(self, *sources):
        return self.from_iterable(sources)

    def from_iterable(self, sources):
        return itertools.chain.from_iterable([bounded(each) for each in bounded(sources)])


_Chain.__call__ = guarded(_Chain.__call__, "chain", True)
_Chain.from_iterable = guarded(_Chain.from_iterable, "from_iterable", True)


def itertools_module():
    made = {name: _over_lists(getattr(itertools, name)) for name in ("zip_longest", "pairwise", "compress")
            if hasattr(itertools, name)}
    made.update({name: _with_function(getattr(itertools, name)) for name in
                 ("takewhile", "dropwhile", "filterfalse", "starmap")})
    made.update({name: _chosen(getattr(itertools, name)) for name in
                 ("permutations", "combinations", "combinations_with_replacement")})
    made.update({name: guarded(function, name, True) for name, function in {
        "product": _product, "repeat": _repeat, "count": _count, "cycle": _cycle, "groupby": _group_by,
        "accumulate": _accumulate, "islice": _islice}.items()})
    return StandardModule("itertools", dict(made, chain=_Chain()))


def _small_numbers(function):
    def call(*args):
        for each in args:
            if isinstance(each, decimal.Decimal) and each.is_finite() and abs(each.adjusted()) > 1000:
                raise TooLarge("a very large number")
            if isinstance(each, int) and abs(each) > 500 and function.__name__ in ("factorial", "comb", "perm"):
                raise TooLarge("a very large number")
        return function(*args)

    return guarded(call, function.__name__)


def math_module():
    made = {name: _small_numbers(getattr(math, name)) for name in dir(math)
            if callable(getattr(math, name)) and not name.startswith("_") and name not in ("prod", "fsum", "sumprod")}
    made.update({name: getattr(math, name) for name in ("pi", "e", "tau", "inf", "nan")})
    made["fsum"] = guarded(lambda items: math.fsum(bounded(items)), "fsum")
    made["prod"] = guarded(_multiplied, "prod")
    return StandardModule("math", made)


def _multiplied(items, start=1):
    for each in bounded(items):
        check_bits((each.bit_length() if isinstance(each, int) else 0) +
                   (start.bit_length() if isinstance(start, int) else 0))
        if not isinstance(each, (int, float)):
            raise NotKnown(unknown("a product"))
        start = start * each
    return start


def check_pattern(pattern, *texts):
    """Refuses a pattern, or a text to search, that may take very long."""
    words = pattern.pattern if isinstance(pattern, re.Pattern) else pattern
    if len(words) > _MOST_PATTERN:
        raise NotKnown(unknown("what a very long regular expression finds"))
    loose = _loose(_parse(words), False)
    for text in texts:
        if isinstance(text, (str, bytes)) and len(text) > (_MOST_SEARCHED if loose < 2 else 2000 if loose < 4 else 200):
            raise NotKnown(unknown("what a regular expression finds in a long text"))


def _loose(items, repeated):
    """How many parts of a parsed pattern repeat; refuses a part that repeats or chooses within one that repeats."""
    found = 0
    for operation, argument in items:
        name = str(operation)
        if name in ("GROUPREF", "GROUPREF_EXISTS") or repeated and name == "BRANCH":
            raise NotKnown(unknown("what a regular expression finds that may take very long"))
        repeats = name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
        if repeats and repeated:
            raise NotKnown(unknown("what a regular expression finds that may take very long"))
        many = repeats and argument[1] > 1
        found += int(repeats)
        for part in _parts(argument):
            found += _loose(part, repeated or many)
    return found


def _parts(argument):
    """The parsed patterns within one operation's argument."""
    if hasattr(argument, "getwidth"):
        return [argument]
    if isinstance(argument, (list, tuple)):
        return [part for each in argument for part in _parts(each)]
    return []


def _searching(name):
    function = getattr(re, name)

    def call(pattern, text, *args, **options):
        check_pattern(pattern, text)
        found = function(pattern, text, *args, **options)
        return iter(list(found)) if name == "finditer" else found

    return guarded(call, name)


def _substituting(name):
    function = getattr(re, name)

    def call(pattern, replacement, text, *args, **options):
        check_pattern(pattern, text)
        if isinstance(replacement, str):
            check_text((len(text) + 1) * (len(replacement) + 1))
        else:
            replacement = known_outcome(replacement)
        return function(pattern, replacement, text, *args, **options)

    return guarded(call, name, True)


def _compile(pattern, flags=0):
    check_pattern(pattern)
    return re.compile(pattern, flags)


_SEARCHES = ("match", "fullmatch", "search", "split", "findall", "finditer")
RE = {name: _searching(name) for name in _SEARCHES}
RE.update({name: _substituting(name) for name in ("sub", "subn")})
PATTERN = dict(RE)
PATTERN_ATTRIBUTES = "pattern flags groups groupindex"
MATCH = pure(re.Match, "group groups groupdict start end span expand")
MATCH_ATTRIBUTES = "string pos endpos lastgroup lastindex re"


def re_module():
    made = {name: getattr(re, name) for name in
            ("I", "IGNORECASE", "M", "MULTILINE", "S", "DOTALL", "X", "VERBOSE", "A", "ASCII", "U", "UNICODE", "error",
             "Pattern", "Match")}
    made.update(RE)
    made.update(compile=guarded(_compile, "compile"), escape=guarded(re.escape), purge=does_nothing)
    return StandardModule("re", made)


@exposed
class Template:
    """string.Template."""

    def __init__(self, template):
        self.template = template

    def _filled(self, method, mapping, keywords):
        values = merged(mapping, keywords) if mapping else keywords
        check_text(len(self.template) * (1 + max([len(str(each)) for each in values.values()] + [0])))
        return getattr(string.Template(self.template), method)(values)

    def substitute(self, mapping=None, **keywords):
        return self._filled("substitute", mapping, keywords)

    def safe_substitute(self, mapping=None, **keywords):
        return self._filled("safe_substitute", mapping, keywords)


Template.substitute = guarded(Template.substitute, "substitute")
Template.safe_substitute = guarded(Template.safe_substitute, "safe_substitute")


def string_module():
    made = {name: getattr(string, name) for name in
            ("ascii_letters", "ascii_lowercase", "ascii_uppercase", "digits", "hexdigits", "octdigits", "printable",
             "punctuation", "whitespace")}
    made.update(Template=Template, capwords=guarded(string.capwords))
    return StandardModule("string", made)


class Getter:
    """operator.itemgetter and attrgetter: `read(value, name)` for each name."""

    def __init__(self, read, names):
        self._read, self._names = read, names

    def __call__(self, value):
        found = tuple(self._read(value, name) for name in self._names)
        return found[0] if len(found) == 1 else found


def operator_module(reach, binary):
    symbols = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**",
               "lshift": "<<", "rshift": ">>", "and_": "&", "or_": "|", "xor": "^", "concat": "+"}
    made = {name: guarded(lambda left, right, symbol=symbol: binary(symbol, left, right), name, True)
            for name, symbol in symbols.items()}
    made.update({name: guarded(getattr(operator, name)) for name in
                 ("eq", "ne", "lt", "le", "gt", "ge", "not_", "truth", "neg", "pos", "abs", "contains", "index", "is_",
                  "is_not", "getitem", "inv")})
    made["itemgetter"] = lambda *names: Getter(guarded(lambda value, name: value[name], holds=True), names)
    made["attrgetter"] = lambda *names: Getter(lambda value, name: _along(reach, value, name), names)
    return StandardModule("operator", made)


def _along(reach, value, names):
    for name in names.split("."):
        value = reach(value, name)
    return value


def _copy(value):
    if type(value) in (dict, Table):
        return merged(value)
    return copy.copy(value)


def _deep_copy(value, _memo=None):
    check_weight(value)
    return _copied(value, {})


def _copied(value, known):
    """copy.deepcopy of what settings are made of; of an object only the object itself is new."""
    if id(value) in known:
        return known[id(value)]
    if type(value) is list:
        made = known[id(value)] = []
        made.extend([_copied(each, known) for each in value])
        return made
    if type(value) is tuple:
        return tuple([_copied(each, known) for each in value])
    if type(value) in (dict, Table):
        made = known[id(value)] = merged(value)
        for key in list(made):
            dict.__setitem__(made, key, _copied(made[key], known))
        return made
    if isinstance(value, (str, bytes, int, float, type, types.ModuleType)) or callable(value):
        return value
    return copy.copy(value)


def copy_module():
    return StandardModule("copy", {"copy": guarded(_copy, "copy", True),
                                   "deepcopy": guarded(_deep_copy, "deepcopy", True)})


def _small_text(function, most):
    def call(text, *args, **options):
        if len(text) > most:
            raise TooLarge("a text of more than %d characters" % most)
        for each in list(args) + list(options.values()):
            if isinstance(each, int) and each > 10000 or isinstance(each, str) and len(each) > 10000:
                raise TooLarge("a text of more than 16 MiB")
        return function(text, *args, **options)

    return guarded(call, function.__name__)


# Small modules of functions over one text, which are imported by who uses them.
_TEXT_FUNCTIONS = {
    "textwrap": ("dedent", "fill", "wrap", "shorten", "indent"),
    "html": ("escape", "unescape"),
    "base64": ("b64encode", "b64decode", "urlsafe_b64encode", "urlsafe_b64decode", "b16encode", "b16decode"),
    "binascii": ("hexlify", "unhexlify"),
    "urllib.parse": ("quote", "quote_plus", "unquote", "unquote_plus", "urljoin", "urlparse", "urlsplit", "urlencode",
                     "parse_qs", "parse_qsl"),
}


def text_modules():
    """{name: a function that makes the module}."""
    makers = {name: functools.partial(_text_module, name) for name in _TEXT_FUNCTIONS}
    makers["hashlib"] = lambda: StandardModule("hashlib", {
        name: _digest(name) for name in ("md5", "sha1", "sha256", "sha512", "blake2b")})
    return makers


def _text_module(name):
    module = importlib.import_module(name)
    most = 20000 if name == "textwrap" else MOST_TEXT // 8
    return StandardModule(name, {each: _small_text(getattr(module, each), most) for each in _TEXT_FUNCTIONS[name]})


class Digest:
    """A hash of hashlib."""

    def __init__(self, name, data):
        import hashlib

        self._hash = hashlib.new(name, data)
        self.name = name

    def update(self, data):
        self._hash.update(data)

    def hexdigest(self):
        return self._hash.hexdigest()

    def digest(self):
        return self._hash.digest()


for _name in ("update", "hexdigest", "digest"):
    setattr(Digest, _name, guarded(getattr(Digest, _name), _name))


def _digest(name):
    return guarded(lambda data=b"", **_options: Digest(name, data), name)


@called_as(decimal.Decimal)
def _decimal(value="0", *_context):
    made = decimal.Decimal(value)
    if made.is_finite() and abs(made.adjusted()) > 5000:
        raise TooLarge("a very large number")
    return made




def decimal_module():
    made = {name: getattr(decimal, name) for name in
            ("Decimal", "InvalidOperation", "ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_DOWN", "ROUND_UP",
             "ROUND_FLOOR", "ROUND_CEILING", "ROUND_HALF_DOWN")}
    return StandardModule("decimal", dict(made, getcontext=tells_nothing("decimal.getcontext()")))
