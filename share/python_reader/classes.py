"""Classes of the project: real types, made of what their bodies define."""

import ast
import types
from collections import namedtuple

from . import attributes
from .calls import Call, calls
from .functions import Function
from .scopes import Scope
from .values import Unknown

# cls: the type. node: its ast.ClassDef. module: the module object. source: the SourceText. qualname: within the module.
# unknown_bases: the Unknowns among its bases, in order; an Outside among them has a name ("pydantic.BaseModel").
# place: of the line that begins with class.
ClassInfo = namedtuple("ClassInfo", "cls node module source qualname unknown_bases place")


# Methods that Python makes class or static methods by themselves.
_IMPLICIT = {"__new__": staticmethod, "__init_subclass__": classmethod, "__class_getitem__": classmethod}

# What Python itself puts into the namespace of a class.
_OURS = ("__module__", "__qualname__", "__doc__", "__orig_bases__")


def make(interpreter, node, scope):
    """The type that a class statement makes; what of its bases is not known is left out and remembered."""
    bases, unknown = _bases(interpreter, node, scope)
    keywords = _keywords(interpreter, node, scope)
    body = _body_scope(node, scope)
    place = interpreter.head(node, scope)
    calls.note(Call(place, (), {}))
    try:
        made = _type_of(interpreter, node, bases, keywords, body)
    finally:
        calls.forget()
    if isinstance(made, type):
        info = ClassInfo(made, node, scope.module.module, scope.module.source, body.qualname, tuple(unknown), place)
        interpreter.classes[made] = info
    return made


def _bases(interpreter, node, scope):
    """(known bases, unknown ones)"""
    known, unknown = [], []
    for each in node.bases:
        value = interpreter.evaluate(getattr(each, "value", each) if type(each).__name__ == "Starred" else each, scope)
        for base in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(base, Unknown):
                unknown.append(base)
            else:
                known.append(base)
    return tuple(known), unknown


def _keywords(interpreter, node, scope):
    """The keywords of a class statement; a metaclass that is not of the library's or a stand-in's is left out."""
    found = {}
    for each in node.keywords:
        value = interpreter.evaluate(each.value, scope)
        if each.arg is None or isinstance(value, Unknown):
            continue
        if each.arg == "metaclass" and not interpreter.may_be_metaclass(value):
            continue
        found[each.arg] = value
    return found


def _body_scope(node, scope):
    made = Scope("class", {}, scope, scope.module, scope.frame)
    made.qualname = scope.path_of(node.name)
    made.annotated = {}
    return made


def _type_of(interpreter, node, bases, keywords, body):
    written = bases
    bases = types.resolve_bases(written)
    metaclass, namespace, keywords = types.prepare_class(node.name, bases, keywords)
    body.names = namespace
    if bases is not written:
        namespace["__orig_bases__"] = written
    namespace["__module__"] = body.module.name
    namespace["__qualname__"] = body.qualname
    _read_body(interpreter, node, body)
    try:
        made = metaclass(node.name, bases, namespace, **keywords)
    except TypeError as error:
        if "__init_subclass__" not in str(error):
            raise
        made = metaclass(node.name, bases, namespace)
    body.made_class = made
    return made


def _read_body(interpreter, node, body):
    doc = ast.get_docstring(node, clean=False)
    if doc is not None:
        body.names["__doc__"] = doc
    interpreter.run(node.body, body)
    names = body.names
    for each in [each for each in names if isinstance(each, str) and not attributes.may_define(each)]:
        if each not in _OURS:
            del names[each]
    for each, kind in _IMPLICIT.items():
        if isinstance(names.get(each), Function):
            names[each] = kind(names[each])
    if body.annotated:
        names["__annotations__"] = dict(body.annotated)


def type_alias(interpreter, node, scope):
    """`type X = ...` of Python 3.12"""
    interpreter.assign(node.name, interpreter.annotation(node.value, scope), scope)
