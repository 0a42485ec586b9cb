"""Classes of messages: which they are, and their fields in the types of settings."""

import ast
import builtins
import re
from enum import Enum

from .methods import annotations_in, doc_line, namespace_of, settle
from .report import place_json, value_json
from .source_text import name_place
from .values import Unknown

# The base that makes a class a message: what kind of message. The first that is found counts.
_KINDS = (
    ("PersistentMessage", "persistent"),
    ("_PersistentMessage", "persistent"),
    ("PydanticPickleMessage", "pydantic"),
    ("PydanticMessage", "pydantic"),
    ("_PydanticMessage", "pydantic"),
    ("BaseModel", "pydantic"),
    ("PickleMessage", "pickle"),
    ("_PickleMessage", "pickle"),
    ("Message", "message"),
    ("_Message", "message"),
)

_TYPES = {
    "str": "string", "int": "int", "float": "decimal", "Decimal": "decimal", "bool": "bool",
    "bytes": "bytes", "bytearray": "bytes", "date": "date", "datetime": "datetime",
    "timedelta": "duration", "UUID": "uuid", "EmailStr": "string", "AnyUrl": "string",
    "HttpUrl": "string", "StrictStr": "string", "StrictInt": "int", "PositiveInt": "int",
    "AnyStr": "string", "Text": "string",
}
_LISTS = {"list", "List", "Sequence", "Iterable", "set", "Set", "frozenset", "FrozenSet", "tuple",
          "Tuple", "Collection", "MutableSequence", "deque"}
_MAPS = {"dict", "Dict", "Mapping", "MutableMapping", "OrderedDict", "defaultdict"}
_WRAPPERS = {"Annotated", "Final", "Required", "NotRequired", "ReadOnly", "InitVar"}
_CHOICE = re.compile(r"[A-Za-z_][\w-]*\Z")


def last_name(node):
    """The last part of a dotted name, or nothing."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def dotted_name(node):
    """a.b.c as text, or nothing where it is something else."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join(reversed(parts + [node.id]))


def parsed(text):
    """The expression in a text annotation, or None."""
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def text_of(node):
    """The text that a node is when it is a text literal, else None."""
    value = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else None


def lookup(name, namespace):
    """What a dotted name is in a module, or None. Looks at what is there; calls nothing."""
    first, *others = name.split(".")
    value = namespace.get(first, getattr(builtins, first, None))
    for part in others:
        if value is None or isinstance(value, Unknown):
            return None
        if isinstance(value, type):
            value = next((vars(each)[part] for each in value.__mro__ if part in vars(each)), None)
        else:
            names = namespace_of(value) if hasattr(value, "__dict__") else {}
            value = names.get(part)
    return value


def index_of_subscript(node):
    """The expressions between the brackets, in any version of Python."""
    inside = node.slice
    if type(inside).__name__ == "Index":
        inside = inside.value
    return list(inside.elts) if isinstance(inside, ast.Tuple) else [inside]


def is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


def alternatives(node):
    """The members of Optional, Union and `a | b`, flat, with None among them; texts are parsed."""
    if text_of(node) is not None:
        inner = parsed(text_of(node))
        return alternatives(inner) if inner is not None else []
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return alternatives(node.left) + alternatives(node.right)
    if isinstance(node, ast.Subscript):
        name = last_name(node.value)
        inside = index_of_subscript(node)
        if name == "Optional":
            return alternatives(inside[0]) + [ast.Constant(value=None)]
        if name == "Union":
            return [each for one in inside for each in alternatives(one)]
        if name in _WRAPPERS:
            return alternatives(inside[0])
    return [node]


def base_names(cls, interpreter):
    """Names of all that a class derives from outside the project, also of what is not known."""
    names = set()
    for each in cls.__mro__:
        info = interpreter.class_info(each)
        if info is None:
            names.add(each.__name__)
            continue
        for base in info.node.bases:
            value = lookup(dotted_name(base) or "?", namespace_of(info.module))
            if not isinstance(value, type):
                names.add(last_name(base))
    return names


class Messages:
    """The report's "messages"; a class gets its index when somebody asks for it."""

    def __init__(self, interpreter):
        self._interpreter = interpreter
        self._index = {}
        self._found = []

    def is_message(self, cls):
        """Whether IoP takes objects of the class as messages."""
        return isinstance(cls, type) and self.kind(cls) != ""

    def kind(self, cls):
        if self._interpreter.class_info(cls) is None:
            return ""
        names = base_names(cls, self._interpreter)
        return next((kind for name, kind in _KINDS if name in names), "")

    def index(self, cls):
        """Index into the report's "messages", or None for what is not a class of the project."""
        if cls is None or self._interpreter.class_info(cls) is None:
            return None
        if cls not in self._index:
            self._index[cls] = len(self._found)
            self._found.append(None)
            self._found[self._index[cls]] = self._described(cls)
        return self._index[cls]

    def json(self):
        return self._found

    def _described(self, cls):
        info = self._interpreter.class_info(cls)
        settle(self._interpreter, info.module)
        kind = self.kind(cls) or "message"
        return {
            "module": cls.__module__,
            "name": cls.__name__,
            "place": place_json(name_place(self._interpreter, info.node, info)),
            "doc": doc_line(info.node),
            "kind": kind,
            "class_name": self._class_name(cls, kind),
            "fields": self._fields(cls),
        }

    def _class_name(self, cls, kind):
        python = "%s.%s" % (cls.__module__, cls.__name__)
        if kind != "persistent":
            return python
        explicit = getattr(vars(cls).get("Meta"), "classname", None)
        if isinstance(explicit, str) and explicit:
            return str(explicit)
        return ".".join(_engine_name(part) for part in python.split("."))

    def _fields(self, cls):
        fields = {}
        for each in reversed(cls.__mro__):
            info = self._interpreter.class_info(each)
            if info is None:
                continue
            for name, node in annotations_in(info.node).items():
                if name.startswith("_") or _is_class_variable(node.annotation):
                    continue
                fields[name] = self._field(name, node, info)
        return list(fields.values())

    def _field(self, name, node, info):
        type_text, optional = self.field_type(node.annotation, namespace_of(info.module))
        default = _default_of(node.value)
        place = self._interpreter.place_of_node(node, info.module)
        shown = None
        if isinstance(default, ast.Constant):
            at = self._interpreter.place_of_node(default, info.module)
            shown = value_json(default.value, _engine_text(default.value), at)
        return {"name": name, "type": type_text, "optional": optional or default is not None,
                "default": shown, "place": place_json(place)}

    def field_type(self, node, namespace):
        """(type as settings write it, whether it may be absent)"""
        members = alternatives(node)
        optional = any(is_none(each) for each in members)
        types = []
        for each in members:
            if not is_none(each):
                found = self._one_type(each, namespace)
                if found not in types:
                    types.append(found)
        return (types[0] if len(types) == 1 else "any"), optional

    def _one_type(self, node, namespace):
        if isinstance(node, ast.Subscript):
            return self._generic(node, namespace)
        name = last_name(node)
        value = lookup(dotted_name(node) or "?", namespace)
        if isinstance(value, type) and self._interpreter.class_info(value) is not None:
            return self._own_type(value)
        if isinstance(value, type) and value.__name__ in _TYPES:
            name = value.__name__
        if name in _LISTS:
            return "list<any>"
        if name in _MAPS:
            return "map<any>"
        return _TYPES.get(name, "any")

    def _generic(self, node, namespace):
        name = last_name(node.value)
        inside = index_of_subscript(node)
        if name in _LISTS:
            return "list<%s>" % self.field_type(inside[0], namespace)[0]
        if name in _MAPS:
            return "map<%s>" % self.field_type(inside[-1], namespace)[0]
        if name == "Literal":
            return choices([getattr(each, "value", None) for each in inside])
        return "any"

    def _own_type(self, cls):
        if issubclass(cls, Enum):
            return choices([each.value for each in cls])
        if self.is_message(cls):
            self.index(cls)
            return cls.__name__
        base = next((each for each in cls.__mro__ if each.__name__ in _TYPES), None)
        return _TYPES[base.__name__] if base is not None else "any"


def choices(values):
    """The type of one of several constants."""
    if values and all(isinstance(each, bool) for each in values):
        return "bool"
    if values and all(isinstance(each, int) for each in values):
        return "int"
    if not all(isinstance(each, str) for each in values):
        return "any"
    if len(values) > 1 and all(_CHOICE.match(each) for each in values):
        return "|".join(str(each) for each in values)
    return "string"


def _engine_text(value):
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _engine_name(part):
    """A name as IRIS allows it: letters and digits; z escapes itself and all others."""
    spelled = {"z": "zz", "_": "zU"}
    return "".join(
        spelled.get(each) or (each if each.isalnum() and ord(each) < 128 else "zX%Xz" % ord(each))
        for each in part)


def _is_class_variable(node):
    if text_of(node) is not None:
        node = parsed(text_of(node))
    if isinstance(node, ast.Subscript):
        node = node.value
    return last_name(node) == "ClassVar"


def _default_of(node):
    """The default of a field: a node, or None where there is none."""
    if isinstance(node, ast.Call) and last_name(node.func) in ("field", "Field"):
        for keyword in node.keywords:
            if keyword.arg in ("default", "default_factory"):
                return keyword.value
        if last_name(node.func) == "Field" and node.args:
            first = node.args[0]
            is_required = isinstance(first, ast.Constant) and first.value is Ellipsis
            return None if is_required else first
        return None
    if isinstance(node, ast.Constant) and node.value is Ellipsis:
        return None
    return node
