"""The match statement, where the Python that runs the reader has it in its trees (3.10 and later)."""

from . import branches
from .operations import subscript
from .values import Unknown


class _Doubt(Exception):
    """Carries the Unknown because of which nobody knows whether a pattern matches."""


def match(interpreter, node, scope):
    """match statement"""
    subject = interpreter.evaluate(node.subject, scope)
    for number, case in enumerate(node.cases):
        try:
            if _applies(interpreter, case, subject, scope):
                return interpreter.run(case.body, scope)
        except _Doubt as doubt:
            blocks = [each.body for each in node.cases[number:]]
            return branches.both(interpreter, blocks, doubt.args[0], scope)
    return None


def _applies(interpreter, case, subject, scope):
    bound = {}
    if not _matches(interpreter, case.pattern, subject, bound, scope):
        return False
    for name, value in bound.items():
        scope.target(name)[name] = value
    return case.guard is None or _certain(interpreter.truth(interpreter.evaluate(case.guard, scope)))


def _certain(truth):
    if isinstance(truth, Unknown):
        raise _Doubt(truth)
    return truth


def _matches(interpreter, pattern, subject, bound, scope):
    kind = type(pattern).__name__
    if isinstance(subject, Unknown) and kind not in ("MatchAs", "MatchStar"):
        raise _Doubt(subject)
    return _KINDS[kind](interpreter, pattern, subject, bound, scope)


def _value(interpreter, pattern, subject, _bound, scope):
    expected = interpreter.evaluate(pattern.value, scope)
    if isinstance(expected, Unknown):
        raise _Doubt(expected)
    return subject == expected


def _singleton(_interpreter, pattern, subject, _bound, _scope):
    return subject is pattern.value


def _as(interpreter, pattern, subject, bound, scope):
    if pattern.pattern is not None and not _matches(interpreter, pattern.pattern, subject, bound, scope):
        return False
    if pattern.name is not None:
        bound[pattern.name] = subject
    return True


def _or(interpreter, pattern, subject, bound, scope):
    return any(_matches(interpreter, each, subject, bound, scope) for each in pattern.patterns)


def _sequence(interpreter, pattern, subject, bound, scope):
    if not isinstance(subject, (list, tuple)):
        return False
    parts = pattern.patterns
    star = next((at for at, each in enumerate(parts) if type(each).__name__ == "MatchStar"), None)
    if star is None:
        return len(parts) == len(subject) and all(
            _matches(interpreter, each, value, bound, scope) for each, value in zip(parts, subject))
    behind = len(parts) - star - 1
    if len(subject) < star + behind:
        return False
    if parts[star].name is not None:
        bound[parts[star].name] = list(subject[star:len(subject) - behind])
    pairs = list(zip(parts[:star], subject)) + list(zip(parts[star + 1:], subject[len(subject) - behind:]))
    return all(_matches(interpreter, each, value, bound, scope) for each, value in pairs)


def _mapping(interpreter, pattern, subject, bound, scope):
    if not isinstance(subject, dict):
        return False
    keys = [interpreter.evaluate(each, scope) for each in pattern.keys]
    for key, each in zip(keys, pattern.patterns):
        if key not in subject or not _matches(interpreter, each, subscript(subject, key), bound, scope):
            return False
    if pattern.rest is not None:
        bound[pattern.rest] = {key: value for key, value in subject.items() if key not in keys}
    return True


_ITSELF = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)


def _class(interpreter, pattern, subject, bound, scope):
    cls = interpreter.evaluate(pattern.cls, scope)
    if isinstance(cls, Unknown):
        raise _Doubt(cls)
    if not isinstance(cls, type):
        raise TypeError("called match pattern must be a class")
    if not isinstance(subject, cls):
        return False
    names = list(pattern.kwd_attrs)
    if pattern.patterns and cls in _ITSELF:
        return _matches(interpreter, pattern.patterns[0], subject, bound, scope)
    names = list(getattr(cls, "__match_args__", ()))[:len(pattern.patterns)] + names
    for name, each in zip(names, list(pattern.patterns) + list(pattern.kwd_patterns)):
        try:
            value = interpreter.get_attribute(subject, name)
        except AttributeError:
            return False
        if not _matches(interpreter, each, value, bound, scope):
            return False
    return True


_KINDS = {
    "MatchValue": _value, "MatchSingleton": _singleton, "MatchAs": _as, "MatchOr": _or, "MatchSequence": _sequence,
    "MatchMapping": _mapping, "MatchClass": _class,
}
