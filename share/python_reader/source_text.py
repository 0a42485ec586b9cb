"""The text of the project's modules: what stands at a node, and where a definition has its name."""

import re

from .values import Place

_HEAD = re.compile(rb"(?:async\s+)?(?:def|class)\s+")
_last = []  # the text that was asked last, and its lines


def lines_of(source):
    """The lines of a SourceText or a text in bytes, as the columns of ast count; None where there is no text."""
    text = getattr(source, "text", source)
    if not isinstance(text, str):
        return None
    if not _last or _last[0] is not text:
        whole = text[1:] if text.startswith("\ufeff") else text
        lines = [line.encode("utf-8", "replace") for line in re.split("\r\n|\r|\n", whole)]
        _last[:] = [text, lines]
    return _last[1]


def words_of(node, source):
    """The text of a node, its line ends as \\n; nothing where it cannot be told."""
    lines = lines_of(source)
    if lines is None or getattr(node, "end_lineno", None) is None or node.end_lineno > len(lines):
        return ""
    first, last = node.lineno - 1, node.end_lineno - 1
    if first == last:
        return lines[first][node.col_offset:node.end_col_offset].decode("utf-8", "replace")
    parts = [lines[first][node.col_offset:]] + lines[first + 1:last] + [lines[last][:node.end_col_offset]]
    return b"\n".join(parts).decode("utf-8", "replace")


def name_place(interpreter, node, info):
    """Where a class or a function is named."""
    place = interpreter.place_of_node(node, info.module)
    lines = lines_of(info.source)
    if place is None or lines is None or node.lineno > len(lines) or not hasattr(node, "name"):
        return place
    found = _HEAD.match(lines[node.lineno - 1][node.col_offset:])
    if found is None:
        return place
    begin = place.begin + found.end()
    return Place(place.source, begin, begin + len(node.name.encode("utf-8")))
