"""What the expressions of a method may be: names, attributes, texts put together, lists and dictionaries.

Every expression inside is looked at once, so that a send is found wherever it stands. Calls are in invocations.py,
statements in flow.py.
"""

import ast
import builtins
import itertools
import re
from enum import Enum

from .methods import Function, namespace_of
from .possible import (MOST, Known, Local, Made, Mapping, Method, Option, Own, Parent, Partial, Received,
                       ReceivedType, Sender, Sequence, Setting, all_known, known_values, union, unknown)
from .values import Table, Unknown

SENDERS = {
    "send_request_sync", "send_request_async", "send_request_async_ng", "send_generator_request",
    "send_multi_request_sync", "SendRequestSync", "SendRequestAsync",
}
FROM_MESSAGE = "it comes from the message"
_WIDE = re.compile(r"\d{4}|\*")  # a width in a format that would make a giant text
_SIMPLE = (str, int, float, bool, type(None))


def is_target(value):
    """Whether it is what target() makes."""
    return any(each.__name__ == "TargetSetting" for each in type(value).__mro__)


def is_setting(value):
    """Whether it is what setting() or target() makes."""
    return any(each.__name__ == "Setting" for each in type(value).__mro__) or is_target(value)


def default_of(setting):
    """The default of a setting() as a Known, or None."""
    value = getattr(setting, "default", None)
    if getattr(setting, "has_default", value is not None) and isinstance(value, _SIMPLE) and value not in (None, ""):
        return Known(value, getattr(setting, "place", None))
    return None


def wrapped(value, place=None):
    """The ways of a value that the interpreter made."""
    if isinstance(value, Unknown):
        return (value,)
    if is_setting(value):
        return (Setting(str(getattr(value, "name", "")), default_of(value)),)
    return (Known(value, place),)


def elements_of(ways):
    """What a loop over it gives."""
    found = []
    for way in ways:
        if isinstance(way, Sequence):
            found.extend(way.elements)
        elif isinstance(way, Mapping):
            found.extend(key for key, _ in way.entries)
        elif isinstance(way, Known) and isinstance(way.value, (list, tuple, set, frozenset, dict)):
            found.extend(wrapped(each, way.place) for each in way.value)
        elif isinstance(way, Known) and isinstance(way.value, type) and issubclass(way.value, Enum):
            found.extend((Known(each, way.place),) for each in way.value)
        elif isinstance(way, Known):
            found.append(unknown("it is taken out of something else"))
        elif isinstance(way, Received):
            found.append(unknown(FROM_MESSAGE))
        else:
            found.append((way,) if isinstance(way, Unknown) else unknown("only running the code tells"))
    return union(*found)


def entries_of(way):
    """[(keys, values)] of a dictionary, or None."""
    if isinstance(way, Mapping):
        return way.entries
    if isinstance(way, Known) and isinstance(way.value, dict):
        places = way.value.places if isinstance(way.value, Table) else {}
        return [(wrapped(key, way.place), wrapped(value, places.get(key) or way.place))
                for key, value in way.value.items()]
    return None


class Expressions:
    """`state` has the variables (`env`, where "self.X" is an attribute that was assigned); `frame` the function."""

    def __init__(self, methods, interpreter, classes):
        self.methods = methods
        self.interpreter = interpreter
        self.classes = classes
        self.state = None
        self.frame = None

    def place(self, node):
        return self.interpreter.place_of_node(node, self.frame.function.info.module)

    def ways(self, node):
        """All that the expression may be."""
        method = getattr(self, "_" + type(node).__name__, None)
        return method(node) if method is not None else self._visited(node)

    def _visited(self, node):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.ways(child)
        return unknown("only running the code tells")

    def _Constant(self, node):
        return (Known(node.value, self.place(node)),)

    def _Name(self, node):
        if node.id in self.state.env:
            return self.state.env[node.id]
        return self.global_name(node.id)

    def global_name(self, name):
        namespace = self.frame.function.namespace
        if name in namespace:
            return wrapped(namespace[name])
        if hasattr(builtins, name):
            return (Known(getattr(builtins, name)),)
        return unknown("the name %s is not known" % name)

    def _Attribute(self, node):
        return union(*[self.attribute(way, node.attr) for way in self.ways(node.value)])

    def attribute(self, way, name):
        if isinstance(way, Own):
            return self.own_attribute(name)
        if isinstance(way, Parent):
            function = self.methods.find(name, way.owner)
            if function is not None:
                return self.enter(function, [], {}) if function.is_property else (Method(function),)
            return (Sender(name),) if name in SENDERS else unknown("what super().%s gives" % name)
        if isinstance(way, Received):
            return (ReceivedType(),) if name == "__class__" else unknown(FROM_MESSAGE)
        if isinstance(way, Known):
            return self._known_attribute(way.value, name)
        if isinstance(way, Made):
            return unknown("it comes from a message that the code makes")
        return (way,) if isinstance(way, Unknown) else unknown("only running the code tells")

    def _known_attribute(self, value, name):
        if isinstance(value, type):
            for each in value.__mro__:
                if name in vars(each):
                    return self._of_class(value, vars(each)[name], name)
        elif isinstance(value, Enum) and name in ("value", "name"):
            return wrapped(value.value if name == "value" else value.name)
        elif hasattr(value, "__dict__"):
            names = namespace_of(value)
            if name in names:
                return wrapped(names[name])
        return unknown("the attribute %s of %s" % (name, getattr(value, "__name__", "a value")))

    def _of_class(self, cls, value, name):
        """An attribute that a class has: of the component's own class it may be a method or a setting."""
        if issubclass(self.methods.cls, cls):
            function = self.methods.find(name)
            if function is not None and not function.bound:
                return (Method(function),)
        if isinstance(cls, type) and issubclass(cls, Enum):
            return wrapped(getattr(cls, name, value))
        if isinstance(value, classmethod):
            return (Partial((Known(value.__func__),), [(Known(cls),)], {}),)
        return wrapped(value)

    def own_attribute(self, name):
        """self.NAME"""
        if "self." + name in self.state.env:
            return self.state.env["self." + name]
        if name == "__class__":
            return (Own(),)
        if name in ("__name__", "__qualname__"):
            return (Known(self.methods.cls.__name__),)
        function = self.methods.find(name)
        if function is not None:
            return self.enter(function, [], {}) if function.is_property else (Method(function),)
        return self.class_attribute(name)

    def class_attribute(self, name):
        """What self.NAME is before anything assigns it."""
        if name in SENDERS:
            return (Sender(name),)
        value, owner = self.methods.static(name)
        if owner is None:
            if name.startswith("_"):
                return unknown("self.%s is made elsewhere" % name)
            node, _ = self.methods.annotation(name)
            return (Setting(name),) if node is not None else (Option(name),)
        if is_setting(value):
            return (Setting(name, default_of(value)),)
        if self.interpreter.class_info(owner) is None:
            return unknown("what IoP keeps in self.%s" % name)
        if isinstance(value, _SIMPLE) and not name.startswith("_"):
            return (Setting(name, Known(value, self._assigned_at(owner, name))),)
        return wrapped(value, self._assigned_at(owner, name))

    def _assigned_at(self, owner, name):
        return self.classes.assigned_at(owner, name)

    def _Subscript(self, node):
        bases = self.ways(node.value)
        index = node.slice
        inside = self.ways(index.value if type(index).__name__ == "Index" else index)
        found = union(*[self.item(way, inside) for way in bases])
        if all_known(bases) and all_known(inside) and all(isinstance(way, Unknown) for way in found):
            return self.evaluated(node) or found
        return found

    def item(self, way, inside, otherwise=None):
        """way[inside]; `otherwise` is the default of .get()"""
        entries = entries_of(way)
        if entries is not None:
            return self._looked_up(entries, inside, otherwise)
        if isinstance(way, Received):
            return unknown(FROM_MESSAGE)
        if isinstance(way, Option) and way.name in ("settings", "options"):
            names = [value for value, _ in known_values(inside) if isinstance(value, str)]
            return tuple(Option(name, otherwise or ()) for name in names) or unknown("only %settings tells")
        numbers = [value for value, _ in known_values(inside) if isinstance(value, int)]
        if isinstance(way, Sequence) and len(numbers) == 1 and -len(way.elements) <= numbers[0] < len(way.elements):
            return way.elements[numbers[0]]
        if isinstance(way, Known) and isinstance(way.value, (list, tuple)) and len(numbers) == 1:
            if -len(way.value) <= numbers[0] < len(way.value):
                return wrapped(way.value[numbers[0]], way.place)
        return elements_of((way,))

    def _looked_up(self, entries, inside, otherwise):
        wanted = [value for value, _ in known_values(inside)] if all_known(inside) else None
        found = []
        for key, values in entries:
            names = [value for value, _ in known_values(key)]
            if wanted is None or not all_known(key) or any(each in wanted for each in names):
                found.append(values)
        is_sure = wanted is not None and found
        if not is_sure and otherwise is not None:
            found.append(otherwise)
        return union(*found) or unknown("the dictionary has no such key")

    def _JoinedStr(self, node):
        parts = []
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                parts.append(self._formatted(each))
            else:
                parts.append(self.ways(each))
        return self._joined(parts, self.place(node), "".join)

    def _formatted(self, node):
        ways = self.ways(node.value)
        spec = self.ways(node.format_spec) if node.format_spec is not None else (Known(""),)
        specs = [value for value, _ in known_values(spec)]
        found = []
        for way in ways:
            values = known_values((way,))
            is_simple = values and isinstance(values[0][0], _SIMPLE + (Enum,))
            if not is_simple or len(specs) != 1 or _WIDE.search(str(specs[0])):
                found.append(_reason(way))
                continue
            try:
                found.append(Known(format(values[0][0], specs[0])))
            except (TypeError, ValueError):
                found.append(Unknown("a text that cannot be put together"))
        return tuple(found)

    def _joined(self, parts, place, join):
        """Every text that parts can make together."""
        found = []
        for combined in itertools.islice(itertools.product(*parts), MOST):
            bad = [each for each in combined if not known_values((each,))]
            if bad:
                found.append(_reason(bad[0]))
                continue
            try:
                text = join([known_values((each,))[0][0] for each in combined])
                found.append(Known(text, place) if len(str(text)) < 10000 else Unknown("the text is too long"))
            except (TypeError, ValueError, KeyError, IndexError, OverflowError):
                found.append(Unknown("a text that cannot be put together"))
        return union(found)

    def _BinOp(self, node):
        left, right = self.ways(node.left), self.ways(node.right)
        return self.binary(node, left, right, self.place(node))

    def binary(self, node, left, right, place):
        if isinstance(node.op, ast.Add):
            lists = [each for each in left + right if isinstance(each, Sequence)]
            if lists:
                return (Sequence([elements_of(left), elements_of(right)], node),)
            return self._joined([left, right], place, _added)
        if isinstance(node.op, ast.Mod):
            return self._joined([left] + self._percent(right), place, _percent_text)
        if isinstance(node.op, ast.BitOr):
            entries = [entries_of(each) for each in left + right]
            if all(each is not None for each in entries):
                return (Mapping([pair for each in entries for pair in each], node),)
        return unknown("only running the code tells")

    def _percent(self, right):
        if len(right) == 1 and isinstance(right[0], Sequence):
            return right[0].elements
        return [right]

    def _IfExp(self, node):
        self.ways(node.test)
        kept = self.state.copy()
        known = self.truth(node.test)
        found = []
        for branch, holds in ((node.body, True), (node.orelse, False)):
            if known is None or known == holds:
                self.state = kept.copy()
                self.suppose(node.test, holds)
                found.append(self.ways(branch))
        self.state = kept
        return union(*found)

    def _BoolOp(self, node):
        kept = self.state.copy()
        is_or = isinstance(node.op, ast.Or)
        found = []
        for each in node.values:
            found.append(self.ways(each))
            self.suppose(each, not is_or)
        self.state = kept
        rest = union(*found[1:])
        is_filled = not any(isinstance(way, (Setting, Option)) for way in rest)
        if is_or and is_filled and all(isinstance(way, (Setting, Option)) for way in found[0]):
            return tuple(way.or_else(rest) for way in found[0])
        return union(*found)

    def _NamedExpr(self, node):
        value = self.ways(node.value)
        self.state.env[node.target.id] = value
        return value

    def _Await(self, node):
        return self.ways(node.value)

    def _Starred(self, node):
        return self.ways(node.value)

    def _Yield(self, node):
        if node.value is not None:
            self.frame.yields.append(self.ways(node.value))
        return unknown("what the caller of a generator sends")

    def _YieldFrom(self, node):
        self.frame.yields.append(elements_of(self.ways(node.value)))
        return unknown("the result of a generator")

    def _List(self, node):
        elements = []
        for each in node.elts:
            found = self.ways(each)
            elements.append(elements_of(found) if isinstance(each, ast.Starred) else found)
        return (Sequence(elements, node),)

    _Tuple = _List
    _Set = _List

    def _Dict(self, node):
        entries = []
        for key, value in zip(node.keys, node.values):
            values = self.ways(value)
            if key is not None:
                entries.append((self.ways(key), values))
                continue
            for way in values:
                entries.extend(entries_of(way) or [])
        return (Mapping(entries, node),)

    def _comprehension(self, node, make):
        kept = self.state.copy()
        for each in node.generators:
            self.bind(each.target, elements_of(self.ways(each.iter)))
            for test in each.ifs:
                self.ways(test)
                self.suppose(test, True)
        made = make()
        self.state = kept
        return (made,)

    def _ListComp(self, node):
        return self._comprehension(node, lambda: Sequence([self.ways(node.elt)], node))

    _SetComp = _ListComp
    _GeneratorExp = _ListComp

    def _DictComp(self, node):
        return self._comprehension(
            node, lambda: Mapping([(self.ways(node.key), self.ways(node.value))], node))

    def _Lambda(self, node):
        made = Local(Function(self.frame.function.name, node, self.frame.function.info, self.frame.function.owner, False),
                     dict(self.state.env), self.frame)
        self.frame.locals.append((made, self.state.copy()))
        return (made,)


def _reason(way):
    if isinstance(way, Unknown):
        return way
    if isinstance(way, Option):
        return Unknown("it is made of self.%s, which only %%settings tells" % way.name)
    if isinstance(way, Setting):
        return Unknown("it is made of the setting %s" % way.name)
    return Unknown(FROM_MESSAGE if isinstance(way, Received) else "only running the code tells")


def _added(values):
    if not all(isinstance(each, (str, int, float)) for each in values):
        raise TypeError
    return values[0] + values[1]


def _percent_text(values):
    if not isinstance(values[0], str) or _WIDE.search(values[0]):
        raise TypeError
    return str(values[0]) % tuple(values[1:])
