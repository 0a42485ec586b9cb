"""From classes of the project to what the report says of components and messages."""

import ast

from .expressions import default_of, is_setting, is_target
from .flow import Flow, State
from .handlers import Classes, find_handlers
from .invocations import Frame
from .messages import Messages, base_names, last_name
from .methods import Methods, annotations_in, doc_line, namespace_of, quietly
from .possible import Known, Option, Received, Setting, known_values, union
from .report import place_json, value_json
from .sends import Sends
from .source_text import name_place
from .values import Unknown

# The base that tells the kind: the first that is found counts. True: messages are not dispatched by their class.
_KINDS = (
    ("DuplexService", "service", True),
    ("DuplexOperation", "operation", True),
    ("DuplexProcess", "process", False),
    ("PrivateSessionDuplex", "operation", True),
    ("BusinessService", "service", False),
    ("PollingBusinessService", "service", False),
    ("BusinessProcess", "process", False),
    ("BusinessOperation", "operation", False),
    ("InboundAdapter", "adapter", False),
    ("OutboundAdapter", "adapter", False),
)
_NOT_SETTINGS = {
    "INFO_URL", "ICON_URL", "PERSISTENT_PROPERTY_LIST", "log_to_console", "logger", "iris_handle", "DISPATCH",
    "adapter", "Adapter", "buffer", "BusinessHost", "business_host", "business_host_python",
}
# IoP makes a component without __init__, sets what %settings says, and calls the first of these.
_FIRST = ("on_init", "OnInit", "on_connected", "OnConnected")
_SIMPLE = (str, int, float, bool, type(None))


def describe(classes, interpreter, findings):
    """(the report's "components", its "messages", {entry of `classes`: index into components or None})

    `classes` holds types, or pairs (name of the module, name of the class).
    """
    messages = Messages(interpreter)
    known = Classes(interpreter, messages)
    components, indices, index_of = [], {}, {}
    for entry in classes:
        cls = entry if isinstance(entry, type) else _found(entry, interpreter)
        if cls is None or interpreter.class_info(cls) is None:
            index_of[entry] = None
            continue
        if cls not in indices:
            indices[cls] = len(components)
            components.append(_Component(cls, interpreter, known, findings).json())
        index_of[entry] = indices[cls]
    return components, messages.json(), index_of


def _found(entry, interpreter):
    """The class of a module of the project, or None."""
    module, name = entry
    holder = quietly(interpreter, lambda: interpreter.import_module(str(module)))
    if isinstance(holder, Unknown) or holder is None:
        return None
    value = namespace_of(holder).get(str(name))
    return value if isinstance(value, type) else None


def kind_of(cls, interpreter):
    """(service, process, operation, adapter or nothing; whether it takes all messages in one method)"""
    names = base_names(cls, interpreter)
    names |= {name[1:] for name in names if name.startswith("_")}
    return next(((kind, duplex) for name, kind, duplex in _KINDS if name in names), ("", False))


class _Component:
    def __init__(self, cls, interpreter, classes, findings):
        self.cls = cls
        self.interpreter = interpreter
        self.classes = classes
        self.findings = findings
        self.info = interpreter.class_info(cls)
        self.methods = Methods(cls, interpreter)
        self.kind, duplex = kind_of(cls, interpreter)
        self.handlers = find_handlers(self.methods, "duplex" if duplex else self.kind, classes)
        self.sends = Sends(classes.messages, interpreter)
        self.flow = Flow(self.methods, interpreter, classes, self.sends, self.handlers)

    def json(self):
        adapter = None
        try:
            adapter = self._adapter()
            self._read_methods()
        except RecursionError:
            self.flow.is_too_deep = True
        if self.flow.is_too_deep:
            self._say("%s is nested too deeply to follow all that it sends" % self.cls.__name__)
        if self.flow.budget < 0:
            self._say("the methods of %s are too many to follow all that it sends" % self.cls.__name__)
        return {
            "module": self.cls.__module__,
            "name": self.cls.__name__,
            "place": place_json(name_place(self.interpreter, self.info.node, self.info)),
            "kind": self.kind,
            "adapter": adapter,
            "doc": doc_line(self.info.node),
            "targets": [self._target(name, value) for name, value in self._members() if is_target(value)],
            "settings": [each for each in map(self._setting, self._members()) if each is not None],
            "handlers": [self._handler(each) for each in self.handlers],
            "sends": self.sends.json(),
        }

    def _say(self, words):
        self.findings.add("MW037", name_place(self.interpreter, self.info.node, self.info), words, severity="note")

    def _handler(self, handler):
        function = handler.function
        return {
            "message": self.classes.messages.index(handler.cls),
            "message_name": handler.name,
            "method": handler.method,
            "dispatch": handler.dispatch,
            "place": place_json(name_place(self.interpreter, function.node, function.info)),
            "doc": doc_line(function.node),
        }

    def _adapter(self):
        """A V for what get_adapter_type() gives, or None."""
        function = self.methods.find("get_adapter_type")
        if function is None:
            value, owner = self.methods.static("get_adapter_type")
            if owner is None or not isinstance(value, staticmethod):
                return None
            text = value.__func__()
            return value_json(text, text) if isinstance(text, str) and text else None
        self._begin(function)
        self.flow.quiet += 1
        found = known_values(self.flow.enter(function, [], {}))
        self.flow.quiet -= 1
        texts = [each for each in found if isinstance(each[0], str) and each[0]]
        return value_json(texts[0][0], texts[0][0], texts[0][1]) if len(texts) == 1 else None

    def _begin(self, function):
        self.flow.state = State({})
        self.flow.frame = Frame(function)

    def _read_methods(self):
        """Notes the sends of all methods: attributes first, then handlers, then what else is called from outside."""
        self.flow.quiet += 1
        self._read_initial()
        self._read_assigned()
        self.flow.quiet -= 1
        for function, live in self._handled():
            self.flow.read_method(function, self._arguments(function, live), live)
        for name in _FIRST:
            if self.methods.find(name) is not None:
                self._read_once(self.methods.find(name))
        for function in self._others():
            self._read_once(function)

    def _read_initial(self):
        """What on_init leaves in the attributes."""
        left = {}
        for name in _FIRST:
            function = self.methods.find(name)
            if function is not None:
                self.flow.initial = left
                left = self.flow.read_method(function, [])
        initial = {name: _with_otherwise(name[5:], ways) for name, ways in left.items()}
        self.flow.initial = dict(self._constructed(initial), **initial)

    def _constructed(self, initial):
        """What __init__ would leave in the attributes that on_init does not touch: IoP may not have called it."""
        self.flow.initial = {}
        function = self.methods.find("__init__")
        made = {}
        for name, ways in (self.flow.read_method(function, []) if function is not None else {}).items():
            if name in initial:
                continue
            known = tuple(way for way in ways if isinstance(way, Known) and way.value not in (None, ""))
            is_plain = all(isinstance(way, (Known, Unknown, Option, Setting)) for way in ways)
            if is_plain and all(isinstance(way.value, str) for way in known):
                before = self.flow.class_attribute(name[5:])
                ways = tuple(way.or_else(known) if hasattr(way, "or_else") else way for way in before)
            made[name] = ways
        return made

    def _read_assigned(self):
        """What other methods assign may be there too."""
        begun = dict(self.flow.initial)
        for name in self.methods.names():
            function = self.methods.find(name)
            if name in _FIRST or name == "__init__" or function.is_property:
                continue
            for attribute, ways in self.flow.read_method(function, []).items():
                before = self.flow.initial.get(attribute)
                if before is not None or self.methods.static(attribute[5:])[1] is not None:
                    before = before or self.flow.class_attribute(attribute[5:])
                found = union(before or (), ways)
                if attribute in begun:
                    found = union(begun[attribute], found)
                self.flow.initial[attribute] = found

    def _handled(self):
        """[(function, indices of its handlers)]; a function with its own message for each handler is read for each."""
        found = []
        for index, each in enumerate(self.handlers):
            if each.dispatch == "fallback":
                continue
            found.append((each.function, frozenset([index])))
        rest = [index for index, each in enumerate(self.handlers) if each.dispatch == "fallback"]
        if rest:
            found.append((self.handlers[rest[-1]].function, frozenset(rest)))
        return found

    def _arguments(self, function, live):
        """What IoP hands to a handler."""
        handlers = [self.handlers[index] for index in sorted(live)]
        one = handlers[0] if len(handlers) == 1 else None
        received = Received(one.cls, one.name) if one is not None else Received()
        return [(received,)] if function.arguments() or function.node.args.vararg else []

    def _others(self):
        """Methods that may be called from outside: public ones first, in the order of the source.

        What it inherits and keeps private is for calls of its own alone.
        """
        found = [self.methods.find(name) for name in self.methods.names()]
        found = [each for each in found if each.owner is self.cls or not each.name.startswith("_")]
        found = [each for each in found if each.name != "__init__"]
        order = {each: number for number, (each, _) in enumerate(self.methods.infos)}
        return sorted(found, key=lambda each: (each.name.startswith("_"), order.get(each.owner, 0), each.node.lineno,
                                               each.name))

    def _read_once(self, function):
        if id(function.node) not in self.flow.entered:
            self.sends.only_known = function.owner is not self.cls
            self.flow.read_method(function, [])
            self.sends.only_known = False

    def _members(self):
        """[(name, value or None)] of the attributes of the class as they end up, in the order of their definition."""
        names = {}
        for each, info in reversed(self.methods.infos):
            names.update({name: None for name in vars(each)})
            names.update({name: None for name in annotations_in(info.node)})
        return [(name, self.methods.static(name)[0]) for name in names
                if not name.startswith("_") and name not in _NOT_SETTINGS]

    def _target(self, name, value):
        default = default_of(value)
        owner = self.methods.static(name)[1]
        place = self.classes.assigned_at(owner, name)
        shown = value_json(default.value, default.value, getattr(value, "default_place", None)) if default else None
        return {"name": name, "default": shown, "place": place_json(place)}

    def _setting(self, member):
        """A setting of the report, or None for what is none."""
        name, value = member
        node, info = self.methods.annotation(name)
        _, owner = self.methods.static(name)
        if is_target(value) or (owner is None and node is None):
            return None
        if owner is not None and not is_setting(value) and not isinstance(value, _SIMPLE):
            return None
        declared = value if is_setting(value) else _annotated_setting(node)
        if getattr(declared, "exclude", False) is True:
            return None
        place = self.classes.assigned_at(owner, name) if owner is not None else None
        if place is None and node is not None:
            place = self.interpreter.place_of_node(node.target, info.module)
        default = default_of(declared) if declared is not None else None
        if owner is not None and not is_setting(value):
            default = Known(value) if value is not None else None
        return {
            "name": name,
            "default": _shown(default, getattr(declared, "default_place", None) or place),
            "place": place_json(place),
        }


class _Annotated:
    """Annotated[str, Setting("default", exclude=True)]: what its constants say."""

    def __init__(self, call):
        given = {each.arg: each.value for each in call.keywords}
        if call.args:
            given.setdefault("default", call.args[0])
        self.has_default = isinstance(given.get("default"), ast.Constant)
        for name in ("default", "exclude"):
            value = given.get(name)
            setattr(self, name, value.value if isinstance(value, ast.Constant) else None)


def _annotated_setting(node):
    for each in ast.walk(node.annotation) if node is not None else ():
        if isinstance(each, ast.Call) and last_name(each.func) in ("Setting", "setting"):
            return _Annotated(each)
    return None


def _with_otherwise(name, ways):
    """An attribute that on_init fills in only where it is missing keeps its name; the rest is what it falls back to."""
    own = [way for way in ways if isinstance(way, (Setting, Option)) and way.name == name]
    rest = [way for way in ways if way not in own]
    return (own[0].or_else(tuple(rest)),) if len(own) == 1 and rest else ways


def _shown(default, place):
    if default is None:
        return None
    value = default.value
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return value_json(value, text, default.place or place)
