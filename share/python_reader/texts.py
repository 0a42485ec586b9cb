"""f-strings."""

import ast

from . import guards, library
from .values import Text, Unknown

_CONVERSIONS = {-1: "", 115: "s", 114: "r", 97: "a"}


def joined(interpreter, node, scope):
    """The value of an f-string: a text, or the first Unknown among its parts."""
    parts = [_part(interpreter, each, scope) for each in node.values]
    for each in parts:
        if isinstance(each, Unknown):
            return each
    if len(parts) == 1 and isinstance(parts[0], Text) and parts[0].environment:
        return parts[0]
    guards.text_of_size(sum(len(each) for each in parts))
    return "".join(parts)


def single(interpreter, node, scope):
    """A part of an f-string by itself."""
    return _part(interpreter, node, scope)


def _part(interpreter, node, scope):
    if isinstance(node, ast.Constant):
        return node.value
    value = interpreter.evaluate(node.value, scope)
    if isinstance(value, Unknown):
        return value
    spec = "" if node.format_spec is None else joined(interpreter, node.format_spec, scope)
    if isinstance(spec, Unknown):
        return spec
    if spec == "" and node.conversion == -1 and isinstance(value, Text):
        return value
    return library.format_value(value, _CONVERSIONS[node.conversion], spec)
