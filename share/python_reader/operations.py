"""The operators of Python over known and unknown values, each held to what its result may cost."""

import ast
import functools
import operator

from . import guards, library
from .library_containers import take_pairs
from .values import Unknown

_SEQUENCES = (str, bytes, bytearray, list, tuple)

_SYMBOLS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.LShift: "<<", ast.RShift: ">>", ast.BitOr: "|", ast.BitXor: "^", ast.BitAnd: "&", ast.MatMult: "@",
}

UNARY = {ast.UAdd: operator.pos, ast.USub: operator.neg, ast.Invert: operator.invert, ast.Not: operator.not_}

_IN_PLACE = {
    ast.Sub: operator.isub, ast.BitOr: operator.ior, ast.BitAnd: operator.iand, ast.BitXor: operator.ixor,
}

_MUTABLE = (list, set, dict, bytearray)


def binary(kind, left, right):
    """left op right, without a place; an Unknown where one of them is."""
    return library.binary(_SYMBOLS[kind], left, right)


def in_place(kind, left, right):
    """`left op= right`: collections are changed where they are, as Python does."""
    if isinstance(left, Unknown):
        return left
    if isinstance(right, Unknown):
        if isinstance(left, list) and kind is ast.Add:
            left.append(right)  # what is added is not known, and so is how much
            return left
        return right
    if kind is ast.Add and isinstance(left, list):
        added = list(right)
        guards.entries(len(left) + len(added))
        left.extend(added)
        return left
    if kind is ast.Mult and isinstance(left, list) and isinstance(right, int):
        guards.entries(len(left) * max(right, 0))
        left *= right
        return left
    if isinstance(left, dict) and kind is ast.BitOr:
        merge(left, right)
        return left
    if kind in _IN_PLACE and isinstance(left, _MUTABLE):
        return _IN_PLACE[kind](left, right)
    if not isinstance(left, _SEQUENCES + (int, float)):
        return getattr(operator, _NAMES.get(kind, ""), functools.partial(binary, kind))(left, right)
    return binary(kind, left, right)


_NAMES = {ast.Add: "iadd", ast.Mult: "imul", ast.Div: "itruediv"}


def merge(table, other):
    """What dict.update does; the places of what was written come along."""
    take_pairs(table, other)


def contains(element, collection):
    """`element in collection`; where something unknown might be the element, nobody knows."""
    if isinstance(collection, Unknown):
        return collection
    if isinstance(element, Unknown):
        return element
    if isinstance(element, (list, tuple)):
        library.check_weight(collection)
    if element in collection:
        return True
    return unknown_among(collection) or False


def unknown_among(collection):
    """The first unknown entry of a list, tuple, set or the keys of a dictionary, or None."""
    if isinstance(collection, (list, tuple, set, frozenset, dict)):
        for each in collection:
            if isinstance(each, Unknown):
                return each
    return None


def first_unknown(value):
    """The unknown thing that makes a value unknown."""
    waiting, seen = [value], set()
    while waiting:
        each = waiting.pop()
        if isinstance(each, Unknown):
            return each
        if id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, dict):
            waiting.extend(each.values())
            waiting.extend(each.keys())
        elif isinstance(each, (list, tuple, set, frozenset)):
            waiting.extend(each)
    return None


def _ordered(compare):
    def made(left, right):
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            return left if isinstance(left, Unknown) else right
        if isinstance(left, (list, tuple)):
            library.check_weight(left)
        return compare(left, right)
    return made


def _equal(left, right):
    if left is right:
        return left if isinstance(left, Unknown) else True
    for each in (left, right):
        if isinstance(each, Unknown):
            return each
    if isinstance(left, (list, tuple, dict)):
        library.check_weight(left)
    same = left == right
    if same is False and type(left) is type(right) and isinstance(left, (list, tuple, dict)):
        unknown = first_unknown(left) or first_unknown(right)
        return unknown or False
    return same


def _differ(left, right):
    if isinstance(left, (list, tuple, dict)):
        same = _equal(left, right)
        return same if isinstance(same, Unknown) else left != right
    return _ordered(operator.ne)(left, right)


def _identical(left, right):
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return left if isinstance(left, Unknown) else right
    if isinstance(left, (str, int)) and type(left) is not bool and isinstance(right, (str, int)):
        return type(right) is not bool and left == right
    return left is right


def _negated(compare):
    def made(left, right):
        result = compare(left, right)
        return result if isinstance(result, Unknown) else not result
    return made


COMPARE = {
    ast.Eq: _equal, ast.NotEq: _differ, ast.Lt: _ordered(operator.lt), ast.LtE: _ordered(operator.le),
    ast.Gt: _ordered(operator.gt), ast.GtE: _ordered(operator.ge), ast.Is: _identical, ast.IsNot: _negated(_identical),
    ast.In: contains, ast.NotIn: _negated(contains),
}


def subscript(value, key):
    """value[key]"""
    if isinstance(value, Unknown):
        return value
    if isinstance(key, Unknown):
        return key
    if isinstance(key, slice):
        for each in (key.start, key.stop, key.step):
            if isinstance(each, Unknown):
                return each
    try:
        return value[key]
    except (KeyError, IndexError):
        unknown = unknown_among(value) or first_unknown(key)
        if unknown is not None:
            return unknown
        raise
