"""Which method of a component takes which message, in the order in which IoP looks.

Methods with @handler come first, then the pairs of DISPATCH, then public methods with exactly one argument that is
annotated with a message; of several for one message the first kind counts, and of one kind the last name. What is left
goes to the fallback. A fallback that asks isinstance(request, Message) is a handler of each message it asks for.
A fallback whose own argument names its message is typed: it is meant for that message alone.
"""

import ast
from collections import namedtuple

from .messages import (alternatives, dotted_name, is_none, last_name, lookup, parsed, text_of)
from .methods import assignments_in, namespace_of, quietly, settle
from .values import Unknown

# cls: the type of the message, or None; name: its name ("" for any message); function: a methods.Function.
Handler = namedtuple("Handler", "cls name method function dispatch")

FunctionInfo = namedtuple("FunctionInfo", "cls node module source qualname")

# A message as code names it: a type of the project, or the name of a class of the engine.
Named = namedtuple("Named", "cls name")

_MESSAGE_NAMES = ("Request", "Response", "Message", "Msg", "Event", "Command")
_FALLBACKS = {
    "process": ("on_message", "OnMessage", "on_request", "OnRequest"),
    "operation": ("on_message", "OnMessage"),
    "service": ("on_process_input", "OnProcessInput", "on_poll", "on_message", "OnMessage"),
    "adapter": (),
    "duplex": ("on_message", "OnMessage", "on_process_input", "OnProcessInput", "on_document"),
    "": ("on_message", "OnMessage", "on_request", "OnRequest"),
}


class Classes:
    """Finds the classes of messages that code names."""

    def __init__(self, interpreter, messages):
        self.interpreter = interpreter
        self.messages = messages

    def named(self, node, namespace):
        """A Named for what a node names as a message, or None."""
        text = text_of(node)
        if text is not None:
            return self.by_text(text, namespace)
        dotted = dotted_name(node)
        if not dotted:
            return None
        value = lookup(dotted, namespace)
        if self.messages.is_message(value):
            return Named(value, value.__name__)
        if is_absent_message(value, namespace):
            return Named(None, value.name.rpartition(".")[2])
        first, _, others = dotted.partition(".")
        if others and (first == "iris" or _is_iris(namespace.get(first))):
            return Named(None, others)
        return None

    def by_text(self, text, namespace):
        text = str(text).strip()
        if text.startswith("iris.") and text[5:].strip():
            return Named(None, text[5:])
        node = parsed(text)
        found = self.named(node, namespace) if dotted_name(node) else None
        if found is not None:
            return found
        module, _, name = text.rpartition(".")
        every = [value for value in namespace.values() if self.messages.is_message(value)]
        for value in every:
            if value.__name__ == name and value.__module__ == module:
                return Named(value, name)
        return None

    def assigned_at(self, owner, name):
        """The place of the name of an attribute in the body of its class, or None."""
        info = self.interpreter.class_info(owner)
        node = assignments_in(info.node).get(name) if info is not None else None
        return self.interpreter.place_of_node(node, info.module) if node is not None else None

    def function_info(self, value, otherwise):
        """Where a function of a module stands: something with `module` and `source`, like a ClassInfo."""
        module = getattr(getattr(value, "scope", None), "module", None)
        if module is None or getattr(module, "module", module) is otherwise.module:
            return otherwise
        source = getattr(module, "source", None)
        module = getattr(module, "module", module)
        settle(self.interpreter, module)
        return FunctionInfo(None, None, module, source, "")

    def names_of(self, module):
        return namespace_of(module)

    def annotated(self, node, namespace):
        """The messages of an annotation; Optional, Union and texts are looked through."""
        if node is None:
            return []
        whole = self.by_text(text_of(node), namespace) if text_of(node) is not None else None
        if whole is not None:
            return [whole]
        found = [self.named(each, namespace) for each in alternatives(node) if not is_none(each)]
        return [each for each in found if each is not None]


def is_absent_message(value, namespace):
    """Whether it is a message of the project whose module is not found from here.

    Components of one folder may import by another root than the settings do: its name is then a folder on the way to
    this module. Which of its classes are messages only the names can tell.
    """
    module, _, name = getattr(value, "name", "").rpartition(".") if isinstance(value, Unknown) else ("", "", "")
    if not module or not name[:1].isupper():
        return False
    folders = str(namespace.get("__file__", "")).split("/")[:-1]
    is_message = name.endswith(_MESSAGE_NAMES) or any(
        each in ("msg", "msgs", "message", "messages") for each in module.split("."))
    return module.partition(".")[0] in folders and is_message


def _is_iris(value):
    return isinstance(value, Unknown) and getattr(value, "name", "").partition(".")[0] == "iris"


def find_handlers(methods, kind, classes):
    """Handlers, in the order in which IoP asks them; the fallback comes last."""
    found = []
    if kind not in ("service", "adapter", "duplex"):
        candidates = _decorated(methods, classes)
        candidates += [(1, each) for each in _declared(methods, classes) + _typed(methods, classes)]
        found = _selected(candidates)
    fallback = _fallback(methods, kind)
    if fallback is None or any(each.method == fallback.name and each.dispatch == "typed" for each in found):
        return found
    taken = {(each.cls, each.name) for each in found}
    for named in _asked_for(fallback, methods, classes):
        if (named.cls, named.name) not in taken:
            found.append(Handler(named.cls, named.name, fallback.name, fallback, "fallback"))
    argument = fallback.arguments()[:1]
    named = classes.annotated(argument[0].annotation, fallback.namespace) if argument else []
    if len(named) == 1 and not found:
        return [Handler(named[0].cls, named[0].name, fallback.name, fallback, "fallback")]
    return found + [Handler(None, "", fallback.name, fallback, "fallback")]


def _selected(candidates):
    """One handler for each message."""
    best = {}
    for index, (priority, each) in enumerate(candidates):
        key = (each.cls, each.name)
        if key not in best or (priority, -index) <= best[key][:2]:
            best[key] = (priority, -index, each)
    return [each for _, _, each in sorted(best.values(), key=lambda found: -found[1])]


def _decorated(methods, classes):
    found = []
    for name in methods.names():
        function = methods.find(name)
        for decorator in getattr(function.node, "decorator_list", []):
            argument = _handler_argument(decorator, function.namespace)
            named = classes.named(argument, function.namespace) if argument is not None else None
            if named is None and argument is not None:
                named = _only_name(argument, function, classes)
            if named is not None:
                found.append((0, Handler(named.cls, named.name, name, function, "decorated")))
                break
    return found


def _handler_argument(decorator, namespace):
    """The message that @handler(...) names, or None when it is another decorator."""
    if not isinstance(decorator, ast.Call):
        return None
    meant = lookup(dotted_name(decorator.func) or "?", namespace)
    if last_name(decorator.func) != "handler" and getattr(meant, "__name__", "") != "handler":
        return None
    for keyword in decorator.keywords:
        if keyword.arg == "message_type":
            return keyword.value
    return decorator.args[0] if decorator.args else None


def _only_name(node, function, classes):
    """What @handler names although it is not known: its value, or the name alone."""
    interpreter = classes.interpreter
    value = quietly(interpreter, lambda: interpreter.evaluate(node, interpreter.scope_for(function.value)))
    if classes.messages.is_message(value):
        return Named(value, value.__name__)
    name = str(value) if isinstance(value, str) else dotted_name(node)
    return Named(None, name.rpartition(".")[2]) if name else None


def _declared(methods, classes):
    """DISPATCH = [("msg.Order", "on_order")] of the class itself."""
    value = vars(methods.cls).get("DISPATCH")
    found = []
    for pair in value if isinstance(value, (list, tuple)) else ():
        if not isinstance(pair, (list, tuple)) or len(pair) != 2 or not all(isinstance(each, str) for each in pair):
            continue
        function = methods.find(str(pair[1]))
        if function is not None:
            named = classes.by_text(pair[0], function.namespace)
            named = named or Named(None, str(pair[0]).rpartition(".")[2])
            found.append(Handler(named.cls, named.name, function.name, function, "typed"))
    return found


def _typed(methods, classes):
    found = []
    for name in methods.names():
        function = methods.find(name)
        if name.startswith("_") or function.is_property or isinstance(function.node, ast.Lambda):
            continue
        if any(_handler_argument(each, function.namespace) is not None for each in function.node.decorator_list):
            continue
        arguments = function.arguments()
        arguments += [each for each in (function.node.args.vararg, function.node.args.kwarg) if each is not None]
        if len(arguments) != 1:
            continue
        for named in classes.annotated(arguments[0].annotation, function.namespace):
            found.append(Handler(named.cls, named.name, name, function, "typed"))
    return found


def _fallback(methods, kind):
    for name in _FALLBACKS[kind]:
        function = methods.find(name)
        if function is not None:
            return function
    return None


def _asked_for(function, methods, classes, depth=0):
    """The messages for which a fallback tests what it received, also in own methods that it hands it to."""
    arguments = function.arguments()
    if not arguments or depth > 3:
        return []
    name = arguments[0].arg
    found = []
    for node in ast.walk(function.node):
        tested = tested_classes(node, lambda each: isinstance(each, ast.Name) and each.id == name)
        for each in tested or ():
            named = classes.named(each, function.namespace)
            if named is not None and named not in found:
                found.append(named)
        inner = _handed_on(node, function, name, methods)
        for named in _asked_for(inner, methods, classes, depth + 1) if inner is not None else ():
            if named not in found:
                found.append(named)
    return found


def _handed_on(node, function, argument, methods):
    """The own method that gets the argument as its first, or None."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
        return None
    first, holder = node.args[0], node.func.value
    if not (isinstance(first, ast.Name) and first.id == argument):
        return None
    if isinstance(holder, ast.Call) and last_name(holder.func) == "super":
        return methods.find(node.func.attr, function.owner)
    is_self = isinstance(holder, ast.Name) and holder.id == function.self_name()
    return methods.find(node.func.attr) if is_self and node.func.attr != function.name else None


def tested_classes(node, is_received):
    """The nodes of the classes for which a test asks of what was received, or None when it does not ask that.

    isinstance(request, A), isinstance(request, (A, B)), type(request) is A, type(request) in (A, B),
    type(request).__name__ == "A", and `case A():`.
    """
    if isinstance(node, ast.Call) and last_name(node.func) == "isinstance" and len(node.args) == 2:
        return _members(node.args[1]) if is_received(node.args[0]) else None
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        if _is_type_of(node.left, is_received) and isinstance(node.ops[0], (ast.Eq, ast.Is, ast.In)):
            return _members(node.comparators[0])
        return None
    if type(node).__name__ == "Match" and is_received(node.subject):
        return [each for case in node.cases for each in pattern_classes(case.pattern)]
    return None


def pattern_classes(pattern):
    """The nodes of the classes that a pattern of `case` names."""
    if type(pattern).__name__ == "MatchClass":
        return [pattern.cls]
    if type(pattern).__name__ == "MatchOr":
        return [each for one in pattern.patterns for each in pattern_classes(one)]
    if type(pattern).__name__ == "MatchAs" and pattern.pattern is not None:
        return pattern_classes(pattern.pattern)
    return []


def asks_class_alone(pattern):
    """Whether a pattern of `case` takes every object of its classes."""
    if type(pattern).__name__ == "MatchClass":
        return not pattern.patterns and not pattern.kwd_patterns
    if type(pattern).__name__ == "MatchOr":
        return all(asks_class_alone(each) for each in pattern.patterns)
    return type(pattern).__name__ == "MatchAs" and pattern.pattern is not None and asks_class_alone(pattern.pattern)


def _members(node):
    return list(node.elts) if isinstance(node, (ast.Tuple, ast.List, ast.Set)) else [node]


def _is_type_of(node, is_received):
    if isinstance(node, ast.Attribute) and node.attr in ("__name__", "__qualname__"):
        node = node.value
    if isinstance(node, ast.Attribute) and node.attr == "__class__":
        return is_received(node.value)
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "type"
    return is_call and len(node.args) == 1 and is_received(node.args[0])
