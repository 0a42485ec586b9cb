"""Conditions of the code, as the text that stands there."""

import ast
import re
from collections import namedtuple

from .messages import last_name
from .source_text import words_of

Condition = namedtuple("Condition", "text place")

_LONGEST = 200
_LOOSE = (ast.BoolOp, ast.IfExp, ast.Lambda, ast.NamedExpr) if hasattr(ast, "NamedExpr") else (ast.BoolOp, ast.IfExp)


def words(node, info):
    """The source text of an expression on one line; in brackets where `and` would tear it apart."""
    text = _one_line(words_of(node, info.source) or last_name(node) or "a condition")
    is_loose = isinstance(node, _LOOSE) and not (isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And))
    return "(%s)" % text if is_loose else text


def negated(text):
    return "not %s" % text if text.startswith("(") and _closes_at_end(text) else "not (%s)" % text


def together(conditions):
    """All conditions as one text, or None; long texts are cut."""
    texts, length = [], 0
    for each in conditions:
        if each.text not in texts:
            texts.append(each.text)
            length += len(each.text)
        if length > _LONGEST:
            break
    text = " and ".join(texts)
    if len(text) > _LONGEST:
        text = text[:_LONGEST - 1].rstrip() + "\u2026"
    return text or None


def case_test(subject, case, passed, info):
    """(text of the condition under which a case is taken, whether it takes everything that is left)"""
    asked = words(subject, info)
    text = _pattern_text(asked, case.pattern, info)
    is_whole = text == "" and case.guard is None
    if text == "":
        others = [negated(_case_text(asked, each, info)) for each in passed]
        text = " and ".join(others)
    if case.guard is not None:
        text = " and ".join(each for each in (text, words(case.guard, info)) if each)
    return text, is_whole


def _case_text(asked, case, info):
    texts = [_pattern_text(asked, case.pattern, info)]
    if case.guard is not None:
        texts.append(words(case.guard, info))
    return " and ".join(each for each in texts if each)


def _pattern_text(asked, pattern, info):
    """The test that a pattern makes; nothing where it takes everything."""
    kind = type(pattern).__name__
    if kind == "MatchValue":
        return "%s == %s" % (asked, words(pattern.value, info))
    if kind == "MatchSingleton":
        return "%s is %r" % (asked, pattern.value)
    if kind == "MatchAs":
        return "" if pattern.pattern is None else _pattern_text(asked, pattern.pattern, info)
    if kind == "MatchClass" and not pattern.patterns and not pattern.kwd_patterns:
        return "isinstance(%s, %s)" % (asked, words(pattern.cls, info))
    if kind == "MatchOr" and all(type(each).__name__ == "MatchValue" for each in pattern.patterns):
        return "%s in (%s)" % (asked, ", ".join(words(each.value, info) for each in pattern.patterns))
    return "case " + _one_line(words_of(pattern, info.source) or "...")


def _one_line(text):
    if "\n" in text:
        text = re.sub(r"\s*(?:#[^\n'\"]*|\\)?\n\s*", " ", text).strip()
    return text


def _closes_at_end(text):
    """Whether the first bracket is closed by the last character."""
    depth = 0
    for index, each in enumerate(text):
        depth += (each == "(") - (each == ")")
        if depth == 0:
            return index == len(text) - 1
    return False
