"""The statements of a method, in the order in which they run: what its variables may be, and under which conditions.

Both branches of a test are read and what they leave is put together; what comes after return, raise, break and continue
is not read, and neither is what stands under `if False`.
"""

import ast

from .conditions import Condition, case_test, negated, words
from .expressions import default_of, elements_of, is_setting, wrapped
from .handlers import asks_class_alone, pattern_classes, tested_classes
from .invocations import Frame, Invocations
from .messages import dotted_name, text_of
from .methods import Function, quietly
from .possible import (Known, Local, Mapping, Option, Own, Received, Sequence, union,
                       unknown)
from .values import Unknown


class State:
    """`env`: variables; `when`: Conditions; `live`: indices of the handlers whose message it may be."""

    def __init__(self, env, when=(), live=frozenset()):
        self.env = env
        self.when = when
        self.live = live

    def copy(self):
        return State(dict(self.env), self.when, self.live)


class Flow(Invocations):
    def __init__(self, methods, interpreter, classes, sends, handlers):
        super().__init__(methods, interpreter, classes, sends)
        self.handlers = handlers
        self.initial = {}  # attributes as on_init leaves them
        self.is_too_deep = False  # something was nested too deeply to be followed

    def read_method(self, function, arguments, live=frozenset()):
        """Reads a method as IoP calls it; gives the attributes that it leaves."""
        self.state = State(dict(self.initial), (), live)
        self.frame = Frame(function)
        quiet = self.quiet
        try:
            self.enter(function, arguments, {})
        except RecursionError:
            self.is_too_deep = True
            self.quiet = quiet
            self._stack.clear()
            return {}
        return {name: ways for name, ways in self.state.env.items() if name.startswith("self.")}

    def read_body(self, node):
        """Whether the end of a function is reached."""
        if isinstance(node, ast.Lambda):
            self.frame.returns.append(self.ways(node.body))
            return True
        falls = self.run(node.body)
        for local, state in self.frame.locals:
            if id(local.function.node) not in self.entered:
                kept, self.state = self.state, state
                self.enter(local.function, [], {}, local.env)
                self.state = kept
        return falls

    def run(self, statements):
        """Whether what comes after the statements is reached."""
        for each in statements:
            self.budget -= 1
            if self.budget < 0:
                return True
            method = getattr(self, "_run_" + type(each).__name__, None)
            if method is None:
                self._visited(each)
            elif method(each) is False:
                return False
        return True

    def merged(self, states):
        """What is possible after several ways to the same statement."""
        first = states[0]
        names = {name for each in states for name in each.env}
        env = {}
        for name in sorted(names):
            found = [self._before(each, name) for each in states]
            env[name] = _one_received(union(*found))
        return State(env, first.when, frozenset().union(*[each.live for each in states]))

    def _before(self, state, name):
        if name in state.env:
            return state.env[name]
        return self.class_attribute(name[5:]) if name.startswith("self.") else ()

    def truth(self, test):
        """True or False where it does not depend on what happens, else None."""
        if isinstance(test, ast.Constant):
            return bool(test.value)
        if isinstance(test, ast.Name) and test.id == "TYPE_CHECKING":
            return False
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            inner = self.truth(test.operand)
            return None if inner is None else not inner
        if isinstance(test, ast.BoolOp):
            each = [self.truth(one) for one in test.values]
            decisive = isinstance(test.op, ast.Or)
            if decisive in each:
                return decisive
            return not decisive if all(one is (not decisive) for one in each) else None
        return self._has_attribute(test)

    def _has_attribute(self, test):
        """hasattr(self, "X") is true where X was assigned, or the class gives it a value.

        Of a setting without a value Python says so too, but whoever asks means the value.
        """
        if not (isinstance(test, ast.Call) and dotted_name(test.func) == "hasattr" and len(test.args) == 2):
            return None
        name = text_of(test.args[1])
        if name is None or not any(isinstance(way, Own) for way in self.ways(test.args[0])):
            return None
        value, owner = self.methods.static(name)
        if owner is not None:
            is_empty = value in (None, "") if not is_setting(value) else default_of(value) is None
            return None if is_empty else True
        ways = self.state.env.get("self." + name, ())
        return True if ways and not any(isinstance(way, Option) for way in ways) else None

    def suppose(self, test, holds):
        """From here on the test holds, or does not."""
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            self.suppose(test.operand, not holds)
            return
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) and holds:
            for each in test.values:
                self.suppose(each, True)
            return
        if not self.narrow(test, holds) and self.truth(test) is None:
            text = words(test, self.frame.function.info)
            self.state.when += (Condition(text if holds else negated(text), self.place(test)),)

    def narrow(self, test, holds):
        """Leaves the handlers whose message passes the test; whether they say all that the test does."""
        tested = tested_classes(test, self._is_received)
        return self._keep(tested, holds, test) if tested is not None else False

    def _is_received(self, node):
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return False
        ways = self.ways(node)
        return bool(ways) and all(isinstance(way, Received) for way in ways)

    def _keep(self, nodes, holds, test):
        named = [self.classes.named(each, self.frame.function.namespace) for each in nodes]
        named = [each for each in named if each is not None]
        asked = {index for index, each in enumerate(self.handlers)
                 if each.dispatch == "fallback" and (each.cls, each.name) in named}
        fallbacks = {index for index, each in enumerate(self.handlers) if each.dispatch == "fallback"}
        is_said = bool(asked) and len(asked) == len(nodes) and bool(self.state.live & fallbacks)
        if asked:
            self.state.live -= (fallbacks - asked) if holds else asked
        subject = test.args[0] if isinstance(test, ast.Call) else None
        if holds and len(named) == 1 and isinstance(subject, ast.Name):
            self.state.env[subject.id] = (Received(named[0].cls, named[0].name),)
        return is_said

    def _run_If(self, node):
        """A chain of elif is read as one statement, so that long ones do not nest."""
        ends = []
        falls, rest = self._branch(node, ends)
        while rest is not None:
            falls, rest = self._branch(rest, ends)
        if falls:
            ends.append(self.state)
        if ends:
            when = ends[0].when[:self._common(ends)]
            self.state = self.merged(ends) if len(ends) > 1 else ends[0]
            self.state.when = when
        return bool(ends)

    def _common(self, states):
        """How many conditions all states begin with."""
        count = min(len(each.when) for each in states)
        for index in range(count):
            if any(each.when[index] != states[0].when[index] for each in states):
                return index
        return count

    def _branch(self, node, ends):
        """Reads the body, whose end goes to `ends`; (whether the rest is passed, the elif that is to be read yet)"""
        known = self.truth(node.test)
        self.ways(node.test)
        if known is True:
            return self.run(node.body), None
        if known is None:
            before = self.state.copy()
            self.suppose(node.test, True)
            if self.run(node.body):
                ends.append(self.state)
            self.state = before
            self.suppose(node.test, False)
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            return True, node.orelse[0]
        return self.run(node.orelse), None

    def _run_While(self, node):
        known = self.truth(node.test)
        if known is False:
            return self.run(node.orelse)

        def begin():
            self.ways(node.test)
            if known is None:
                self.suppose(node.test, True)
        return self._loop(node, begin, [begin])

    def _run_For(self, node):
        ways = self.ways(node.iter)

        def begin():
            self.bind(node.target, elements_of(ways))
        pairs = _pairs(ways) if isinstance(node.target, ast.Tuple) else []
        return self._loop(node, begin, [lambda each=each: self.bind(node.target, (each,)) for each in pairs] or [begin])

    _run_AsyncFor = _run_For

    def _loop(self, node, begin, rounds):
        """The body is read twice, so that what one turn leaves is known in the next; the second time for each of
        `rounds`, which begin a turn with what belongs together."""
        before = self.state.copy()
        exits, self.frame.exits = self.frame.exits, []
        left = [before]
        if not self.quiet:
            self.quiet += 1
            left = self._turn(node, begin, before, left)
            self.quiet -= 1
        ends = [before]
        for each in rounds:
            ends += self._turn(node, each, before, left)
        self.frame.exits = exits
        self.state = self.merged(ends)
        self.state.when, self.state.live = before.when, before.live
        return self.run(node.orelse)

    def _turn(self, node, begin, before, left):
        """The states in which a turn may end."""
        self.frame.exits = []
        self.state = self.merged(left)
        self.state.when, self.state.live = before.when, before.live
        begin()
        falls = self.run(node.body)
        return [before] + ([self.state] if falls else []) + self.frame.exits

    def _run_Break(self, node):
        self.frame.exits.append(self.state.copy())
        return False

    _run_Continue = _run_Break

    def _run_Return(self, node):
        self.frame.returns.append(self.ways(node.value) if node.value is not None else (Known(None),))
        self.frame.ends.append(self.state.copy())
        return False

    def _run_Raise(self, node):
        self._visited(node)
        self.frame.raised.append(self.state.copy())
        return False

    def _run_Try(self, node):
        before = self.state.copy()
        raised, self.frame.raised = self.frame.raised, []
        body_falls = self.run(node.body) and self.run(node.orelse)
        body = self.state
        begins = [before, body] + self.frame.raised
        self.frame.raised = raised
        ends = [body] if body_falls else []
        for each in node.handlers:
            self.state = self.merged(begins)
            self.state.when, self.state.live = before.when, before.live
            self.state.when += (Condition(_except_words(each, self.frame.function.info), self.place(each)),)
            if each.name:
                self.state.env[each.name] = unknown("an exception")
            if self.run(each.body):
                ends.append(self.state)
        self.state = self.merged(ends or begins)
        if len(ends) != 1 or not body_falls:
            self.state.when = before.when
        falls = self.run(node.finalbody)
        return falls and bool(ends)

    _run_TryStar = _run_Try

    def _run_With(self, node):
        for each in node.items:
            ways = self.ways(each.context_expr)
            if each.optional_vars is not None:
                self.bind(each.optional_vars, unknown("what a with statement gives") if len(ways) else ways)
        return self.run(node.body)

    _run_AsyncWith = _run_With

    def _run_Match(self, node):
        self.ways(node.subject)
        before = self.state.copy()
        ends, passed = [], []
        is_whole = False
        for case in node.cases:
            self.state = before.copy()
            text, is_whole = case_test(node.subject, case, passed, self.frame.function.info)
            is_said = self._narrow_case(node, case, passed)
            if text and not is_said:
                self.state.when += (Condition(text, self.place(case.pattern)),)
            for name in _captured(case.pattern):
                self.state.env[name] = unknown("it is taken out of something else")
            if case.guard is not None:
                self.ways(case.guard)
            passed.append(case)
            if self.run(case.body):
                ends.append(self.state)
        self.state = self.merged(ends + ([] if is_whole else [before]) or [before])
        self.state.when = before.when
        return bool(ends) or not is_whole

    def _narrow_case(self, node, case, passed):
        """Whether the handlers that are left say all that the case does."""
        if not self._is_received(node.subject):
            return False
        said = [self._keep(pattern_classes(each.pattern), False, node) for each in passed
                if each.guard is None and asks_class_alone(each.pattern)]
        asked = pattern_classes(case.pattern)
        if asked:
            return self._keep(asked, True, node) and case.guard is None and asks_class_alone(case.pattern)
        return bool(said) and len(said) == len(passed) and all(said)

    def _run_Assign(self, node):
        ways = self.ways(node.value)
        for target in node.targets:
            self.bind(target, ways)

    def _run_AnnAssign(self, node):
        if node.value is not None:
            self.bind(node.target, self.annotated(node, "annotation", self.ways(node.value)))

    def _run_AugAssign(self, node):
        value = self.ways(node.value)
        if isinstance(node.target, (ast.Name, ast.Attribute)):
            current = self.ways(node.target)
            self.bind(node.target, self.binary(node, current, value, self.place(node)))

    def bind(self, target, ways):
        """target = one of the ways"""
        if isinstance(target, ast.Name):
            self.state.env[target.id] = ways
        elif isinstance(target, (ast.Tuple, ast.List)):
            for index, each in enumerate(target.elts):
                self.bind(each, _part(ways, index, len(target.elts), each))
        elif isinstance(target, ast.Attribute):
            if any(isinstance(way, Own) for way in self.ways(target.value)):
                self.state.env["self." + target.attr] = ways
        elif isinstance(target, ast.Subscript):
            index = target.slice
            inside = self.ways(index.value if type(index).__name__ == "Index" else index)
            for way in self.ways(target.value):
                if isinstance(way, Mapping) and len(way.entries) < 500:
                    way.entries.append((inside, ways))
        elif isinstance(target, ast.Starred):
            self.bind(target.value, ways)

    def _run_FunctionDef(self, node):
        function = Function(self.frame.function.name, node, self.frame.function.info, self.frame.function.owner, False)
        local = Local(function, dict(self.state.env), self.frame)
        local.env[node.name] = (local,)
        self.state.env[node.name] = (local,)
        self.frame.locals.append((local, self.state.copy()))

    _run_AsyncFunctionDef = _run_FunctionDef

    def _run_ClassDef(self, node):
        self.state.env[node.name] = unknown("a class that stands in a method")

    def _run_Import(self, node):
        for each in node.names:
            whole = each.name if each.asname else each.name.split(".")[0]
            self.state.env[each.asname or whole] = wrapped(self._imported(whole))

    def _run_ImportFrom(self, node):
        module = self._imported(self._absolute(node))
        for each in node.names:
            names = {} if isinstance(module, Unknown) else self.classes.names_of(module)
            found = names.get(each.name, Unknown("%s of the module %s" % (each.name, node.module)))
            self.state.env[each.asname or each.name] = wrapped(found)

    def _absolute(self, node):
        if not node.level:
            return node.module
        names = self.frame.function.namespace
        parts = str(names.get("__package__") or names.get("__name__") or "").split(".")
        kept = parts[:len(parts) - node.level + 1]
        return ".".join(kept + ([node.module] if node.module else []))

    def _imported(self, name):
        found = quietly(self.interpreter, lambda: self.interpreter.import_module(name))
        return Unknown("the module %s" % name) if found is None else found


def _one_received(ways):
    """What several branches know of the message that was received is what all of them know."""
    received = [way for way in ways if isinstance(way, Received)]
    if len(received) < 2:
        return ways
    return (Received(),) + tuple(way for way in ways if not isinstance(way, Received))


def _pairs(ways):
    """The tuples of a short list that a loop takes apart: what stands in one of them belongs together."""
    found = elements_of(ways)
    is_tuple = all(isinstance(way, Sequence) or (isinstance(way, Known) and isinstance(way.value, tuple))
                   for way in found)
    return list(found) if is_tuple and len(found) <= 16 else []


def _part(ways, index, count, target):
    """What the index-th name of `a, b = ways` gets."""
    found = []
    for way in ways:
        if isinstance(way, Sequence) and len(way.elements) == count:
            found.append(way.elements[index])
        elif isinstance(way, Known) and isinstance(way.value, (tuple, list)) and len(way.value) == count:
            found.append(wrapped(way.value[index], way.place))
        else:
            found.append(elements_of((way,)))
    return union(*found)


def _captured(pattern):
    """The names that a pattern binds."""
    return [each.name for each in ast.walk(pattern) if getattr(each, "name", None)] + \
        [each.rest for each in ast.walk(pattern) if getattr(each, "rest", None)]


def _except_words(handler, info):
    if handler.type is None:
        return "except"
    return "except " + words(handler.type, info)
