"""The operators of Python over what settings hold."""

import operator

from .library_containers import merged
from .library_guards import NotKnown, check_bits, check_items, check_text
from .library_text import percent, power, repeated, shifted_left
from .values import Unknown

_SEQUENCES = (str, bytes, list, tuple)


def _add(left, right):
    if isinstance(left, _SEQUENCES) and isinstance(right, _SEQUENCES):
        check = check_text if isinstance(left, (str, bytes)) else check_items
        check(len(left) + len(right))
    return left + right


def _multiply(left, right):
    if isinstance(left, _SEQUENCES) and isinstance(right, int):
        return repeated(left, right)
    if isinstance(right, _SEQUENCES) and isinstance(left, int):
        return repeated(right, left)
    if isinstance(left, int) and isinstance(right, int):
        check_bits(left.bit_length() + right.bit_length() - 1)
    return left * right


def _modulo(left, right):
    return percent(left, right) if isinstance(left, (str, bytes)) else left % right


def _either(left, right):
    if isinstance(left, dict) and isinstance(right, dict):
        return merged(left, right)
    return left | right


_OPERATORS = {
    "+": _add, "-": operator.sub, "*": _multiply, "/": operator.truediv, "//": operator.floordiv, "%": _modulo,
    "**": power, "<<": shifted_left, ">>": operator.rshift, "&": operator.and_, "|": _either, "^": operator.xor,
    "@": operator.matmul,
}


def binary(symbol, left, right):
    """left symbol right, without a place; an Unknown where one of them is. Raises TooLarge and what Python raises."""
    for value in (left, right):
        if isinstance(value, Unknown):
            return value
    try:
        return _OPERATORS[symbol](left, right)
    except NotKnown as stopped:
        return stopped.unknown
