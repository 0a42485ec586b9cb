"""Functions of the project: real callables whose bodies are read by the interpreter when they are called."""

import ast
import types

from . import guards
from .scopes import Scope, declared_names, has_yield
from .values import Unknown


class Function:
    """A def or a lambda of the project. What the project sets on it, and its names, are in its `__dict__`."""

    __slots__ = ("interpreter", "node", "scope", "plan", "defaults", "keyword_defaults", "__dict__", "__weakref__")

    def __init__(self, interpreter, node, scope, plan, defaults, keyword_defaults):
        self.interpreter = interpreter
        self.node = node
        self.scope = scope
        self.plan = plan
        self.defaults = defaults
        self.keyword_defaults = keyword_defaults
        name = getattr(node, "name", "<lambda>")
        self.__dict__.update(
            __name__=name, __qualname__=scope.path_of(name), __module__=scope.module.name, __doc__=plan.doc)

    def __call__(self, *args, **kwargs):
        return call(self, args, kwargs)

    def __get__(self, instance, _owner=None):
        return self if instance is None else types.MethodType(self, instance)

    def __repr__(self):
        return "<function %s>" % self.__dict__["__qualname__"]


class ScopedBuiltin:
    """A builtin that needs to know where it is called: `function(interpreter, scope, args, kwargs, node)`."""

    def __init__(self, name, function):
        self.__name__ = self.__qualname__ = name
        self.__module__ = "builtins"
        self.function = function

    def __call__(self, *_args, **_kwargs):
        return Unknown("the result of %s" % self.__name__)


class Plan:
    """What of a function is the same at each call."""

    def __init__(self, node):
        arguments = node.args
        self.positional = [each.arg for each in getattr(arguments, "posonlyargs", []) + arguments.args]
        self.only_positional = frozenset(each.arg for each in getattr(arguments, "posonlyargs", []))
        self.rest = arguments.vararg.arg if arguments.vararg else None
        self.keywords = [each.arg for each in arguments.kwonlyargs]
        self.others = arguments.kwarg.arg if arguments.kwarg else None
        self.is_lambda = isinstance(node, ast.Lambda)
        body = [node.body] if self.is_lambda else node.body
        self.declared = declared_names(body)
        self.yields = has_yield(body)
        self.doc = None if self.is_lambda else ast.get_docstring(node)


class Frame:
    """A call that is being read. results: what returns under unknown conditions gave; yielded: of a generator."""

    __slots__ = ("function", "results", "doubt", "yielded", "arguments")

    def __init__(self, function, arguments):
        self.function = function
        self.results = []
        self.doubt = None
        self.yielded = [] if function.plan.yields else None
        self.arguments = arguments


class Enough(BaseException):
    """A generator that has yielded as much as anybody reads; what it yielded counts."""


class Yielded:
    """What a generator function gives: its values, worked out before the first is asked for."""

    def __init__(self, values):
        self._values = iter(values)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._values)

    def send(self, _value):
        return next(self._values)

    def close(self):
        self._values = iter(())

    def throw(self, error, *_more):
        raise error


def make(interpreter, node, scope):
    """The Function of a def or lambda; its defaults are evaluated now."""
    defaults = [interpreter.evaluate(each, scope) for each in node.args.defaults]
    keyword_defaults = {
        each.arg: interpreter.evaluate(default, scope)
        for each, default in zip(node.args.kwonlyargs, node.args.kw_defaults) if default is not None
    }
    return Function(interpreter, node, scope, plan_of(interpreter, node), defaults, keyword_defaults)


def plan_of(interpreter, node):
    plan = interpreter.plans.get(node)
    if plan is None:
        plan = interpreter.plans[node] = Plan(node)
    return plan


def call(function, args, kwargs, lenient=None):
    """Reads the body with these arguments. lenient: an Unknown that every parameter without an argument gets."""
    interpreter = function.interpreter
    arguments = bind(function, args, kwargs, lenient)
    budget = interpreter.budget
    if budget.deep >= guards.MOST_CALLS_DEEP:
        return Unknown("a recursion of more than %d calls" % guards.MOST_CALLS_DEEP,
                       interpreter.place(function.node, function.scope))
    frame = Frame(function, arguments)
    budget.deep += 1
    try:
        return _result(interpreter, function, frame)
    finally:
        budget.deep -= 1


def scope_of(function, frame):
    scope = Scope("function", frame.arguments, function.scope, function.scope.module, frame, function.plan.declared)
    scope.qualname = function.__dict__["__qualname__"]
    return scope


def _result(interpreter, function, frame):
    scope = scope_of(function, frame)
    if function.plan.is_lambda:
        return interpreter.evaluate(function.node.body, scope)
    try:
        ending = interpreter.run(function.node.body, scope)
    except Enough:
        ending = None
    if frame.yielded is not None:
        return Yielded(frame.yielded)
    value = ending.value if ending is not None else None
    return merged(frame.results + [value], frame.doubt) if frame.results else value


def merged(values, doubt):
    """One value of several possible ones: itself where they agree, else what made it uncertain."""
    first = values[0]
    for each in values[1:]:
        if not same(first, each):
            return Unknown(doubt.reason, doubt.place)
    return first


def same(left, right):
    """Whether two values are one and the same for whoever reads on."""
    if left is right:
        return True
    if isinstance(left, (str, int, float, tuple, frozenset, list, dict, set)) and type(left) is type(right):
        try:
            return bool(left == right)
        except Exception:
            return False
    return False


def bind(function, args, kwargs, lenient=None):
    """{parameter: value}; raises TypeError with Python's words."""
    plan = function.plan
    names = plan.positional
    bound = dict(zip(names, args))
    if plan.rest is not None:
        bound[plan.rest] = tuple(args[len(names):])
    elif len(args) > len(names):
        raise _too_many(function, len(args))
    others = {}
    for name, value in kwargs.items():
        _bind_keyword(function, bound, others, name, value)
    if plan.others is not None:
        bound[plan.others] = others
    _fill(function, bound, lenient)
    return bound


def _bind_keyword(function, bound, others, name, value):
    plan = function.plan
    name = str(name)
    if name in plan.keywords or (name in plan.positional and name not in plan.only_positional):
        if name in bound:
            raise TypeError("%s() got multiple values for argument %r" % (_called(function), name))
        bound[name] = value
    elif plan.others is None:
        raise TypeError("%s() got an unexpected keyword argument %r" % (_called(function), name))
    else:
        others[name] = value


def _fill(function, bound, lenient):
    plan = function.plan
    first_default = len(plan.positional) - len(function.defaults)
    missing = []
    for index, name in enumerate(plan.positional):
        if name not in bound:
            if lenient is not None:
                bound[name] = lenient
            elif index >= first_default:
                bound[name] = function.defaults[index - first_default]
            else:
                missing.append(name)
    if missing:
        raise _missing(function, missing, "positional")
    for name in plan.keywords:
        if name not in bound:
            if lenient is not None:
                bound[name] = lenient
            elif name in function.keyword_defaults:
                bound[name] = function.keyword_defaults[name]
            else:
                missing.append(name)
    if missing:
        raise _missing(function, missing, "keyword-only")


def _called(function):
    return function.__dict__["__qualname__"]


def _missing(function, names, kind):
    words = ", ".join(repr(each) for each in names[:-1])
    words = words + " and " + repr(names[-1]) if words else repr(names[-1])
    return TypeError("%s() missing %d required %s argument%s: %s" % (
        _called(function), len(names), kind, "" if len(names) == 1 else "s", words))


def _too_many(function, given):
    allowed = len(function.plan.positional)
    return TypeError("%s() takes %d positional argument%s but %d %s given" % (
        _called(function), allowed, "" if allowed == 1 else "s", given, "was" if given == 1 else "were"))


def unknown_parameters(function):
    """An Unknown for each parameter: what a body looks like to whoever does not know who calls it."""
    plan = function.plan
    names = plan.positional + plan.keywords + [each for each in (plan.rest, plan.others) if each]
    name = function.__dict__["__name__"]
    return {each: Unknown("the parameter %s of %s" % (each, name)) for each in names}
