"""The operators of Python over known and unknown values, each held to what its result may cost."""

import ast
import operator

from . import guards, library
from .values import Table, Unknown

_SEQUENCES = (str, bytes, bytearray, list, tuple)


def _length(value):
    return len(value) if isinstance(value, _SEQUENCES) else 0


def _room_for(size, value):
    if isinstance(value, (str, bytes, bytearray)):
        guards.text_of_size(size)
    else:
        guards.entries(size)


def add(left, right):
    if isinstance(left, _SEQUENCES) and isinstance(right, _SEQUENCES):
        _room_for(len(left) + len(right), left)
    return operator.add(left, right)


def multiply(left, right):
    if isinstance(left, int) and isinstance(right, int):
        guards.bits(left.bit_length() + right.bit_length())
    elif isinstance(right, int):
        _room_for(_length(left) * max(right, 0), left)
    elif isinstance(left, int):
        _room_for(_length(right) * max(left, 0), right)
    return operator.mul(left, right)


def power(left, right):
    if isinstance(left, int) and isinstance(right, int) and right > 0:
        guards.bits(left.bit_length() * right)
    return operator.pow(left, right)


def shift_left(left, right):
    if isinstance(left, int) and isinstance(right, int):
        guards.bits(left.bit_length() + right)
    return operator.lshift(left, right)


def remainder(left, right):
    """The remainder of numbers, or the text that a pattern with % makes."""
    return library.binary("%", left, right) if isinstance(left, (str, bytes)) else operator.mod(left, right)


BINARY = {
    ast.Add: add, ast.Sub: operator.sub, ast.Mult: multiply, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: remainder, ast.Pow: power, ast.LShift: shift_left,
    ast.RShift: operator.rshift, ast.BitOr: operator.or_, ast.BitXor: operator.xor, ast.BitAnd: operator.and_,
    ast.MatMult: operator.matmul,
}

UNARY = {ast.UAdd: operator.pos, ast.USub: operator.neg, ast.Invert: operator.invert, ast.Not: operator.not_}

_IN_PLACE = {
    ast.Sub: operator.isub, ast.BitOr: operator.ior, ast.BitAnd: operator.iand, ast.BitXor: operator.ixor,
}

_MUTABLE = (list, set, dict, bytearray)


def binary(kind, left, right):
    if isinstance(left, Unknown):
        return left
    if isinstance(right, Unknown):
        return right
    return BINARY[kind](left, right)


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
        return getattr(operator, _NAMES.get(kind, ""), BINARY[kind])(left, right)
    return BINARY[kind](left, right)


_NAMES = {ast.Add: "iadd", ast.Mult: "imul", ast.Div: "itruediv"}


def merge(table, other):
    """What dict.update does; the places of what was written come along."""
    table.update(other)
    guards.entries(len(table))
    if isinstance(table, Table) and isinstance(other, Table):
        table.places.update(other.places)
        table.key_places.update(other.key_places)


def contains(element, collection):
    """`element in collection`; where something unknown might be the element, nobody knows."""
    if isinstance(collection, Unknown):
        return collection
    if isinstance(element, Unknown):
        return element
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
        return compare(left, right)
    return made


def _equal(left, right):
    if left is right:
        return left if isinstance(left, Unknown) else True
    for each in (left, right):
        if isinstance(each, Unknown):
            return each
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
        unknown = unknown_among(value)
        if unknown is not None:
            return unknown
        raise
