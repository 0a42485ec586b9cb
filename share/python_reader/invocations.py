"""What the calls in a method may give: sends are noted, own methods are followed with their arguments."""

import ast
from enum import Enum

from .expressions import FROM_MESSAGE, Expressions, elements_of, entries_of, wrapped
from .messages import dotted_name, last_name, text_of
from .methods import FUNCTIONS, Function, positional, quietly
from .possible import (Known, Local, Made, Mapping, Method, Option, Own, Parent, Partial, Received, ReceivedType,
                       Sender, Sequence, Setting, all_known, keys, known_values, union, unknown)
from .values import Unknown

_DEEPEST = 24
_LISTS = {"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter", "deque"}
_SAME = {"str", "deepcopy", "copy", "next", "cast", "run", "wait_for", "shield", "ensure_future", "create_task",
         "run_until_complete", "resolve_target"}
_PICKED = {"choice", "choices", "sample", "pop", "popleft", "max", "min"}
_TEXT_METHODS = {"upper", "lower", "strip", "lstrip", "rstrip", "title", "capitalize", "replace", "removeprefix",
                 "removesuffix", "casefold", "swapcase"}
_OPENERS = {"_New", "_OpenId", "_Open", "_ConstructClone"}


class Frame:
    """A function that is being read."""

    def __init__(self, function):
        self.function = function
        self.returns = []
        self.ends = []
        self.yields = []
        self.locals = []
        self.raised = []
        self.exits = []


class Invocations(Expressions):
    def __init__(self, methods, interpreter, classes, sends, budget=60000):
        super().__init__(methods, interpreter, classes)
        self.sends = sends
        self.budget = budget  # statements that are read for one component
        self.quiet = 0  # sends are not noted while it is not 0
        self.entered = set()  # nodes of the functions that were read
        self._stack = []
        self._returned = {}

    def _Call(self, node):
        engine = engine_object(node)
        if engine:
            self._arguments(node)
            return (Made(None, engine),)
        special = getattr(self, "_call_" + last_name(node.func), None) if isinstance(node.func, ast.Name) else None
        found = special(node) if special is not None else None
        if found is not None:
            return found
        if isinstance(node.func, ast.Attribute):
            found = self._data_method(node)
            if found is not None:
                return found
        called = self.ways(node.func)
        arguments, keywords = self._arguments(node)
        found = union(*[self.invoke(way, node, arguments, keywords) for way in called])
        is_open = all(isinstance(way, Unknown) for way in found + called)
        if is_open and isinstance(node.func, ast.Attribute) and all(all_known(each) for each in arguments):
            return self.evaluated(node) or found
        return found

    def _arguments(self, node):
        """Positional arguments as a list of ways, and {name: ways}."""
        found = []
        for each in node.args:
            ways = self.ways(each)
            if not isinstance(each, ast.Starred):
                found.append(ways)
            elif len(ways) == 1 and isinstance(ways[0], Sequence):
                found.extend(ways[0].elements)
            elif len(ways) == 1 and isinstance(ways[0], Known) and isinstance(ways[0].value, (list, tuple)):
                found.extend(wrapped(one, ways[0].place) for one in ways[0].value)
            else:
                found.append(elements_of(ways))
        keywords = {}
        for each in node.keywords:
            ways = self.ways(each.value)
            if each.arg is not None:
                keywords[each.arg] = ways
                continue
            for key, values in [pair for way in ways for pair in entries_of(way) or []]:
                for name, _ in known_values(key):
                    keywords[str(name)] = values
        return found, keywords

    def invoke(self, way, node, arguments, keywords):
        """The ways of way(*arguments, **keywords)."""
        if isinstance(way, Sender):
            return self.send(way, node, arguments, keywords)
        if isinstance(way, Method):
            return self.enter(way.function, arguments, keywords)
        if isinstance(way, Local):
            around = dict(way.env, **self.state.env) if way.frame is self.frame else way.env
            return self.enter(way.function, arguments, keywords, around)
        if isinstance(way, Partial):
            together = dict(way.keywords, **keywords)
            return union(*[self.invoke(each, node, way.positional + arguments, together) for each in way.called])
        if isinstance(way, Known):
            return self._known_call(way.value, node, arguments, keywords)
        if isinstance(way, Unknown) and getattr(way, "name", "").rpartition(".")[2][:1].isupper():
            self._unknown_call(node, arguments, keywords)
            return (Made(None, way.name.rpartition(".")[2]),)  # a class of a package that is not there
        return self._unknown_call(node, arguments, keywords)

    def send(self, way, node, arguments, keywords):
        if not self.quiet:
            self.sends.note(self, way.name, node, arguments, keywords)
        return unknown("the answer to %s" % way.name)

    def _known_call(self, value, node, arguments, keywords):
        if isinstance(value, type):
            if issubclass(value, Enum):
                asked = [each for each, _ in known_values(arguments[0] if arguments else ())]
                found = [each for each in value if not asked or each.value in asked]
                return tuple(Known(each) for each in found) or unknown("no member of %s" % value.__name__)
            if self.interpreter.class_info(value) is not None:
                return (Made(value),)
            return self._library_call(value.__name__, node, arguments, keywords)
        if isinstance(value, str):
            return self._unknown_call(node, arguments, keywords)
        function = self.module_function(getattr(value, "__func__", value))
        if function is None:
            return self._library_call(getattr(value, "__name__", ""), node, arguments, keywords)
        found = self.enter(function, arguments, keywords)
        if any(isinstance(each, Unknown) for each in found) and all(all_known(each) for each in arguments):
            return self.evaluated(node) or found
        return found

    def module_function(self, value):
        """A Function for a function of a module of the project, or None."""
        node = self.interpreter.function_node(value)
        if not isinstance(node, FUNCTIONS + (ast.Lambda,)):
            return None
        info = self.classes.function_info(value, self.frame.function.info)
        return Function(getattr(node, "name", "lambda"), node, info, None, False, False, value)

    def evaluated(self, node):
        """What the interpreter makes of an expression whose variables are known, or nothing."""
        variables = {}
        for name, ways in self.state.env.items():
            if len(ways) == 1 and isinstance(ways[0], Known) and "." not in name:
                variables[name] = ways[0].value
        value = quietly(self.interpreter, lambda: self.interpreter.evaluate(
            node, self.interpreter.scope_for(self.frame.function.value, None, variables)))
        return () if value is None or isinstance(value, Unknown) else wrapped(value, self.place(node))

    def _library_call(self, name, node, arguments, keywords):
        name = last_name(node.func) if last_name(node.func) == "partial" else name
        first = arguments[0] if arguments else ()
        if name in _LISTS:
            return first or (Sequence([], node),)
        if name == "dict":
            entries = [pair for way in first for pair in entries_of(way) or []]
            entries += [((Known(key),), values) for key, values in keywords.items()]
            return (Mapping(entries, node),)
        if name == "enumerate" and first:
            return (Sequence([(Sequence([unknown("a number"), elements_of(first)], node),)], node),)
        if name == "zip" and arguments:
            pairs = [(Sequence(list(each), node),) for each in zip(*[_in_order(one) for one in arguments])]
            return (Sequence(pairs, node),)
        if name == "partial" and first:
            return (Partial(first, arguments[1:], keywords),)
        if name in _PICKED and first:
            return elements_of(first) if len(arguments) == 1 else union(*arguments)
        if name == "filter" and arguments:
            return arguments[-1]
        if name in ("map", "starmap"):
            return (Sequence([self._mapped(name, node, arguments)], node),)
        if name == "replace" and first:
            return tuple(Made(way.cls, way.name) if isinstance(way, Received) else way for way in first)
        if name == "chain":
            return (Sequence([elements_of(each) for each in arguments], node),)
        if name in _SAME and arguments:
            return arguments[-1] if name == "cast" else first
        found = self.evaluated(node) if name not in ("print", "open", "input") else ()
        return found or self._unknown_call(node, arguments, keywords)

    def _unknown_call(self, node, arguments, keywords):
        """Functions that it is handed may be called back with the arguments that follow."""
        name = last_name(node.func)
        if name in ("partial", "choice", "choices", "deepcopy", "copy", "run", "cast", "wait_for", "zip",
                    "create_task", "ensure_future", "run_until_complete") and arguments:
            if name in _PICKED or name == "partial":
                return self._without_evaluation(name, node, arguments, keywords)
            return arguments[-1] if name == "cast" else arguments[0]
        if name in ("map", "starmap") and len(arguments) > 1:
            return (Sequence([self._mapped(name, node, arguments)], node),)
        rest = keywords.get("args", ())
        after = [each for way in rest if isinstance(way, Sequence) for each in way.elements]
        for index, ways in enumerate(arguments):
            self._called_back(ways, node, arguments[index + 1:], {})
        for key, ways in keywords.items():
            self._called_back(ways, node, after if key == "target" else [], {})
        return unknown("the result of %s()" % (dotted_name(node.func) or "a call"))

    def _mapped(self, name, node, arguments):
        """What map(function, ...) makes of each element."""
        each = [elements_of(ways) for ways in arguments[1:]]
        if name == "starmap":
            found = each[0] if each else ()
            each = found[0].elements if len(found) == 1 and isinstance(found[0], Sequence) else []
        return union(*[self.invoke(way, node, each, {}) for way in (arguments or [()])[0]])

    def _without_evaluation(self, name, node, arguments, keywords):
        if name == "partial":
            return (Partial(arguments[0], arguments[1:], keywords),)
        return elements_of(arguments[0])

    def _called_back(self, ways, node, arguments, keywords):
        for way in ways:
            if isinstance(way, (Method, Local)) or (isinstance(way, Sender) and len(arguments) > 1):
                self.invoke(way, node, arguments, keywords)
            elif isinstance(way, Partial):
                self.invoke(way, node, [], {})

    def _call_super(self, node):
        return (Parent(self.frame.function.owner),) if self.frame.function.owner is not None else None

    def _call_type(self, node):
        if len(node.args) != 1:
            return None
        ways = self.ways(node.args[0])
        return tuple(Own() if isinstance(each, Own) else ReceivedType() if isinstance(each, Received)
                     else Known(each.cls) if isinstance(each, Made) and each.cls is not None
                     else Unknown("only running the code tells") for each in ways)

    def _call_getattr(self, node):
        if len(node.args) < 2:
            return None
        bases, names = self.ways(node.args[0]), self.ways(node.args[1])
        otherwise = self.ways(node.args[2]) if len(node.args) > 2 else None
        found = []
        for way in bases:
            for name, _ in known_values(names):
                found.append(self._attribute_or(way, str(name), otherwise))
        if not known_values(names):
            return unknown("the name of the attribute is not known")
        return union(*found)

    def _attribute_or(self, way, name, otherwise):
        found = self.attribute(way, name)
        if otherwise is None:
            return found
        if all(isinstance(each, (Setting, Option)) for each in found):
            is_there = self.methods.static(name)[1] is not None
            return found if is_there else tuple(each.or_else(otherwise) for each in found)
        return found if all_known(found) else union(found, otherwise)

    def _call_setattr(self, node):
        if len(node.args) != 3:
            return None
        bases, names, value = [self.ways(each) for each in node.args]
        for name, _ in known_values(names):
            if any(isinstance(way, Own) for way in bases):
                self.state.env["self." + str(name)] = value
        return (Known(None),)

    def _data_method(self, node):
        """Methods of lists, dictionaries and texts; None where it is none of them."""
        bases = self.ways(node.func.value)
        name = node.func.attr
        if name in ("append", "add", "appendleft", "extend", "insert", "update", "setdefault"):
            if any(isinstance(each, (Sequence, Mapping)) for each in bases):
                return self._grown(bases, name, node)
        if name in ("get", "pop", "setdefault") and node.args:
            if all(entries_of(each) is not None or isinstance(each, Option) for each in bases):
                arguments, _ = self._arguments(node)
                otherwise = arguments[1] if len(arguments) > 1 else ()
                return union(*[self.item(way, arguments[0], otherwise) for way in bases])
        if name in ("items", "keys", "values", "copy") and bases:
            if all(entries_of(each) is not None for each in bases):
                return self._views(bases, name, node)
        if name in ("split", "strip") and bases and all(isinstance(each, (Setting, Option)) for each in bases):
            self._arguments(node)  # names in a setting are separated by commas wherever they are read
            return bases if name == "strip" else (Sequence([bases], node),)
        if name == "split" and all_known(bases):
            texts = self.evaluated(node) if len(bases) == 1 else ()
            return texts or self._split(bases, node)
        if name in _TEXT_METHODS or name == "format" or name == "join":
            return self._text_method(bases, name, node)
        if bases and all(isinstance(each, Received) for each in bases):
            self._arguments(node)
            return unknown(FROM_MESSAGE)
        return None

    def _split(self, bases, node):
        arguments, _ = self._arguments(node)
        by = [value for value, _ in known_values(arguments[0] if arguments else ())]
        texts = [value for value, _ in known_values(bases)]
        if len(by) > 1 or not all(isinstance(each, str) and each for each in by + texts):
            return None
        return (Sequence([(Known(str(part), way.place),) for way in bases
                          for part in str(way.value).split(*by)[:500]], node),)

    def _grown(self, bases, name, node):
        arguments, keywords = self._arguments(node)
        for way in bases:
            if isinstance(way, Sequence):
                more = [elements_of(arguments[0])] if name in ("extend", "update") else arguments[-1:]
                seen = {keys(each) for each in way.elements}
                way.elements.extend(each for each in more if keys(each) not in seen and len(way.elements) < 500)
            elif isinstance(way, Mapping):
                if name == "setdefault" and len(arguments) > 1:
                    way.entries.append((arguments[0], arguments[1]))
                for each in arguments[0] if arguments else ():
                    way.entries.extend(entries_of(each) or [])
                way.entries.extend(((Known(key),), values) for key, values in keywords.items())
        if name == "setdefault":
            return union(*[self.item(way, arguments[0]) for way in bases])
        return (Known(None),)

    def _views(self, bases, name, node):
        entries = [pair for way in bases for pair in entries_of(way)]
        if name == "copy":
            return (Mapping(list(entries), node),)
        if name == "items":
            return (Sequence([(Sequence([key, values], node),) for key, values in entries], node),)
        return (Sequence([pair[0 if name == "keys" else 1] for pair in entries], node),)

    def _text_method(self, bases, name, node):
        if not bases or not all(isinstance(value, str) for value, _ in known_values(bases)) or not known_values(bases):
            return None
        arguments, keywords = self._arguments(node)
        if name == "join" and arguments and isinstance(arguments[0][0], Sequence):
            return self._joined([bases] + arguments[0][0].elements, self.place(node),
                                lambda values: values[0].join(values[1:]))
        names = list(keywords)
        count = len(arguments)

        def call(values):
            method = getattr(str(values[0]), name)
            return method(*values[1:1 + count], **dict(zip(names, values[1 + count:])))
        if name == "format" and any("{" in value and (":" in value or "." in value or "[" in value)
                                    for value, _ in known_values(bases)):
            return self.evaluated(node) or unknown("a text that cannot be put together")
        return self._joined([bases] + arguments + list(keywords.values()), self.place(node), call)

    def enter(self, function, arguments, keywords, env=None):
        """The ways of what a function of the project returns; the sends in it are noted."""
        node = function.node
        if not self.quiet:
            self.entered.add(id(node))
        if node in self._stack or len(self._stack) >= _DEEPEST:
            return unknown("%s() calls itself" % function.name)
        bound = self._bound(function, arguments, keywords)
        attributes = {name: ways for name, ways in self.state.env.items() if name.startswith("self.")}
        key = (id(node), self.quiet > 0, self.state.live, tuple(each.text for each in self.state.when),
               tuple((name, keys(ways)) for name, ways in sorted(bound.items())),
               tuple((name, keys(ways)) for name, ways in sorted(attributes.items())),
               tuple((name, keys(ways)) for name, ways in sorted((env or {}).items())))
        if key not in self._returned:
            self._returned[key] = unknown("%s() calls itself" % function.name), attributes
            self._returned[key] = self._read(function, dict(env or {}, **attributes), bound)
        found, attributes = self._returned[key]
        self.state.env.update(attributes)
        return found

    def _read(self, function, env, bound):
        kept_state, kept_frame = self.state, self.frame
        self.state = kept_state.copy()
        self.state.env = dict(env, **bound)
        self.frame = Frame(function)
        self._stack.append(function.node)
        falls = self.read_body(function.node)
        found = union(*self.frame.returns)
        if self.frame.yields:
            found = (Sequence([union(*self.frame.yields)], function.node),)
        elif falls and not isinstance(function.node, ast.Lambda):
            found = union(found, (Known(None),))
        found = self.annotated(function.node, "returns", found)
        ends = self.frame.ends + ([self.state] if falls else [])
        left = (self.merged(ends) if len(ends) > 1 else ends[0] if ends else self.state).env
        attributes = {name: ways for name, ways in left.items() if name.startswith("self.")}
        self._stack.pop()
        self.state, self.frame = kept_state, kept_frame
        return found, attributes

    def annotated(self, node, which, ways):
        """Where nothing is known of a value, the annotation tells which message it is."""
        annotation = getattr(node, which, None)
        if annotation is None or not ways or not all(isinstance(each, Unknown) for each in ways):
            return ways
        named = self.classes.annotated(annotation, self.frame.function.namespace)
        return tuple(Made(each.cls, each.name) for each in named) or ways

    def _bound(self, function, arguments, keywords):
        """{parameter: ways}"""
        node = function.node
        bound = {}
        every = positional(node)
        if function.bound and every and function.owner is not None:
            bound[every[0].arg] = (Own(),)
        parameters = function.arguments()
        places = parameters[:len(parameters) - len(node.args.kwonlyargs)]
        for each, ways in zip(places, arguments):
            bound[each.arg] = ways
        names = {each.arg for each in parameters}
        bound.update({name: ways for name, ways in keywords.items() if name in names})
        defaults = dict(zip([each.arg for each in reversed(every)], reversed(node.args.defaults)))
        defaults.update({each.arg: value for each, value in zip(node.args.kwonlyargs, node.args.kw_defaults)
                         if value is not None})
        for each in parameters:
            if each.arg not in bound:
                bound[each.arg] = self._default(function, each, defaults.get(each.arg))
        if node.args.vararg is not None:
            bound[node.args.vararg.arg] = (Sequence(list(arguments[len(places):]), node),)
        if node.args.kwarg is not None:
            others = [((Known(name),), ways) for name, ways in keywords.items() if name not in names]
            bound[node.args.kwarg.arg] = (Mapping(others, node),)
        return bound

    def _default(self, function, parameter, default):
        kept_state, kept_frame = self.state, self.frame
        self.frame = Frame(function)
        self.state = kept_state.copy()
        found = unknown("the argument %s of %s()" % (parameter.arg, function.name))
        if default is not None:
            self.state.env = {}
            found = self.ways(default)
        found = self.annotated(parameter, "annotation", found)
        self.state, self.frame = kept_state, kept_frame
        return found


def _in_order(ways):
    """The elements of one sequence, for zip."""
    if len(ways) == 1 and isinstance(ways[0], Sequence):
        return ways[0].elements
    if len(ways) == 1 and isinstance(ways[0], Known) and isinstance(ways[0].value, (list, tuple)):
        return [wrapped(each, ways[0].place) for each in ways[0].value]
    return [elements_of(ways)] * 64


def engine_object(node):
    """The class of the engine whose object iris.cls("Ens.StringRequest")._New() makes, or nothing."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in _OPENERS:
        return ""
    made = node.func.value
    if isinstance(made, ast.Call) and last_name(made.func) == "cls" and made.args:
        return text_of(made.args[0]) or ""
    dotted = dotted_name(made)
    return dotted[5:] if dotted.startswith("iris.") else ""
