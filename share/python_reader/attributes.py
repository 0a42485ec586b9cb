"""Attributes: which of them the code that is read may see and set.

What would lead from a value into Python itself (__globals__, __subclasses__, __code__, frames, ...) is not there: a name
with two underscores at both ends is refused unless it stands in a list here. Attributes of what the project made are
looked up by Python itself; those that a built-in type defines are asked of the library.
"""

import enum
import types

from . import library
from .functions import Function, ScopedBuiltin
from .outside import Outside
from .values import Unknown

MISSING = library.MISSING

# Special names that may be read of anything, and those that may be set or defined by a class body.
_READABLE = frozenset("""__name__ __qualname__ __doc__ __module__ __class__ __file__ __path__ __package__ __version__
    __author__ __all__ __members__ __annotations__ __dict__ __wrapped__ __slots__ __bases__ __mro__ __spec__""".split())
_METHODS = frozenset("""__init__ __new__ __call__ __repr__ __str__ __len__ __iter__ __next__ __contains__ __getitem__
    __setitem__ __delitem__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__ __bool__ __add__ __radd__ __iadd__ __sub__
    __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __floordiv__ __mod__ __pow__ __or__ __ror__ __ior__ __and__ __xor__
    __lshift__ __rshift__ __neg__ __pos__ __invert__ __abs__ __int__ __float__ __index__ __enter__ __exit__ __aenter__
    __aexit__ __getattr__ __setattr__ __delattr__ __get__ __set__ __delete__ __set_name__ __init_subclass__
    __class_getitem__ __missing__ __format__ __post_init__ __reversed__ __fspath__ __round__ __bytes__ __rshift__
    __rrshift__ __matmul__ __iter__ __prepare__ __instancecheck__ __subclasscheck__ __dir__ __copy__ __deepcopy__
    """.split())
_SETTABLE = frozenset("__doc__ __name__ __qualname__ __module__ __wrapped__ __all__ __version__".split())
_DEFINABLE = _METHODS | _SETTABLE | frozenset(("__slots__", "__match_args__", "__abstract__"))


def is_special(name):
    return name.startswith("__") and name.endswith("__") and len(name) > 4


def may_define(name):
    """Whether a class body may give its class this name."""
    return not is_special(name) or name in _DEFINABLE


def get(interpreter, value, name, place=None):
    """value.name; raises AttributeError as Python does."""
    if isinstance(value, Unknown):
        return value.attribute(name, place) if isinstance(value, Outside) else value
    if not isinstance(name, str):
        raise TypeError("attribute name must be string")
    name = str(name)
    if is_special(name) and name not in _READABLE and name not in _METHODS:
        raise _refused(value, name)
    reader = _READERS.get(type(value))
    if reader is not None:
        return reader(interpreter, value, name, place)
    if name in _READABLE and is_special(name):
        found = _special(interpreter, value, name)
        if found is not MISSING:
            return found
    if isinstance(value, type):
        return _of_class(interpreter, value, name, place)
    return _of_instance(interpreter, value, name, place)


def _refused(value, name):
    return AttributeError("%r object has no attribute %r" % (type_name(value), name))


def type_name(value):
    """The name of the type as Python knows it: of a Text it is str."""
    return library.type_of(value).__name__


def _special(interpreter, value, name):
    if name == "__class__":
        return library.type_of(value)
    if name == "__members__" and isinstance(value, enum.EnumMeta):
        return dict(value.__members__)
    if name == "__dict__":
        return _dictionary(interpreter, value)
    if name == "__members__" and isinstance(value, enum.EnumMeta):
        return value.__members__
    if name in ("__mro__", "__bases__") and isinstance(value, type):
        return tuple(each for each in getattr(value, name) if each is not object)
    if name == "__module__" and interpreter.is_of_project(library.type_of(value)):
        return getattr(value, name)
    if name in ("__name__", "__qualname__", "__doc__") and isinstance(value, type):
        return getattr(value, name)
    return MISSING


def _dictionary(interpreter, value):
    """What an instance of the project holds; what a class holds as a new dictionary."""
    if not interpreter.is_of_project(value if isinstance(value, type) else type(value)):
        return MISSING
    if not isinstance(value, type):
        return getattr(value, "__dict__", MISSING)
    return {each: held for each, held in vars(value).items() if not is_special(each)}


def _owner(classes, name):
    for each in classes:
        if name in each.__dict__:
            return each
    return None


def _ours(interpreter, cls):
    """Whether attributes that `cls` defines may be taken with getattr: it is of the project or a stand-in."""
    return interpreter.is_of_project(cls) or interpreter.is_stand_in(cls)


def _of_class(interpreter, cls, name, place):
    return _taken(interpreter, cls, cls, name, place, ())


def _of_instance(interpreter, value, name, place):
    return _taken(interpreter, value, type(value), name, place, getattr(value, "__dict__", ()))


def _taken(interpreter, value, cls, name, place, own):
    """The attribute of a class, or of an instance of `cls` that holds the names in `own` itself."""
    if not _ours(interpreter, cls):
        return _of_library(interpreter, value, name)
    owner = _owner(cls.__mro__, name)
    if owner is not None and not _ours(interpreter, owner) and name not in own:
        return _of_library(interpreter, value, name)
    if owner is None and is_special(name):
        raise _refused(value, name)
    try:
        return getattr(value, name)
    except AttributeError:
        return _of_unknown_base(interpreter, cls, name, place)


def _of_library(interpreter, value, name):
    found = library.method(value, name, interpreter)
    if found is MISSING:
        if isinstance(value, type) and name in _READABLE:
            return getattr(value, name)
        raise _refused(value, name)
    return found


def _of_unknown_base(interpreter, cls, name, place):
    """Called while an AttributeError is handled: a base that is not known may have what is missing."""
    unknown = interpreter.unknown_base(cls)
    if unknown is None or is_special(name):
        raise
    return Unknown("what %s inherits from %s" % (cls.__name__, _named(unknown)), place)


def _named(unknown):
    return unknown.name if isinstance(unknown, Outside) else unknown.reason


def _of_module(interpreter, module, name, place):
    names = vars(module)
    if name in names:
        return names[name]
    return interpreter.module_attribute(module, name, place)


def _of_function(_interpreter, function, name, _place):
    if name in function.__dict__:
        return function.__dict__[name]
    if name == "__annotations__":
        return {}
    if name == "__call__":
        return function
    raise AttributeError("'function' object has no attribute %r" % name)


def _of_method(interpreter, method, name, place):
    function = method.__func__
    if name == "__self__":
        return method.__self__
    if isinstance(function, Function):
        return _of_function(interpreter, function, name, place)
    if name in ("__name__", "__doc__", "__qualname__"):
        return getattr(function, name)
    raise AttributeError("'method' object has no attribute %r" % name)


def _of_native(_interpreter, function, name, _place):
    if name in ("__name__", "__doc__", "__qualname__", "__module__"):
        return getattr(function, name)
    raise AttributeError("'function' object has no attribute %r" % name)


def _of_super(interpreter, view, name, place):
    cls, receiver = view.__thisclass__, view.__self_class__
    line = receiver.__mro__
    owner = _owner(line[line.index(cls) + 1:], name)
    if owner is not None and _ours(interpreter, owner):
        return getattr(view, name)
    unknown = interpreter.unknown_base(receiver)
    if unknown is not None and owner in (None, object):
        return Unknown("what %s inherits from %s" % (receiver.__name__, _named(unknown)), place)
    if owner is None:
        raise AttributeError("'super' object has no attribute %r" % name)
    return library.inherited(view, owner, name, interpreter)


_READERS = {
    types.ModuleType: _of_module,
    Function: _of_function,
    types.MethodType: _of_method,
    types.FunctionType: _of_native,
    types.BuiltinFunctionType: _of_native,
    ScopedBuiltin: _of_native,
    super: _of_super,
}


def put(interpreter, value, name, new):
    """value.name = new"""
    if isinstance(value, Unknown):
        return
    name = str(name)
    if is_special(name) and name not in _SETTABLE:
        if interpreter.is_of_project(type(value)) or interpreter.is_of_project(value):
            return  # it would only change what Python itself does with the object
        raise _refused(value, name)
    if isinstance(value, Function):
        value.__dict__[name] = new
    elif isinstance(value, types.ModuleType):
        if interpreter.module_info(value) is not None:
            vars(value)[name] = new
    elif isinstance(value, type):
        if interpreter.is_of_project(value):
            setattr(value, name, new)
    elif _ours(interpreter, type(value)):
        setattr(value, name, new)
    else:
        library.set_attribute(value, name, new, interpreter)


def remove(interpreter, value, name):
    """del value.name"""
    if isinstance(value, Unknown) or is_special(name):
        return
    if isinstance(value, Function):
        if name not in value.__dict__:
            raise AttributeError(name)
        del value.__dict__[name]
    elif isinstance(value, types.ModuleType):
        vars(value).pop(name, None)
    elif interpreter.is_of_project(value) or _ours(interpreter, type(value)):
        delattr(value, name)
