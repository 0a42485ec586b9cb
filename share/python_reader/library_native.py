"""Which callables that are not the project's may be called, and what is called in their stead.

`CALLS` has the types and functions of Python that the settings see as they are (so that annotations and isinstance
agree), each with its guarded stand-in. It is filled while the modules of the library are imported and stays so.
"""

import enum
import types

from .library_guards import Bound, NotKnown, guarded, unknown
from .values import Unknown

CALLS = {}
OURS = __name__.rpartition(".")[0]
MADE = "_made_by_reader"  # marks functions and classes that the library had Python make
HEAP_TYPE = 1 << 9


def called_as(real, holds=False):
    """Registers the function that follows as what is called instead of `real`."""

    def register(function):
        CALLS[real] = guarded(function, real.__name__, holds)
        return CALLS[real]

    return register


def _is_our_function(function):
    return function.__globals__.get("__package__") == OURS or getattr(function, MADE, False)


def _is_ours(function):
    if isinstance(function, types.FunctionType):
        return _is_our_function(function)
    if isinstance(function, types.MethodType):
        return _is_ours(function.__func__)
    if isinstance(function, type):
        return _is_callable_class(function)
    return type(function).__module__.startswith(OURS + ".")


def exposed(cls):
    """Marks a class of ours that settings may call."""
    setattr(cls, MADE, True)
    return cls


def _is_callable_class(cls):
    if MADE in cls.__dict__:
        return True
    return issubclass(cls, (BaseException, enum.Enum)) and cls is not enum.Enum


def native(function):
    """What the interpreter calls for a callable that is not the project's, or None: it may not be called."""
    if isinstance(function, Unknown):
        return None
    if isinstance(function, (type, types.FunctionType, types.BuiltinFunctionType)) and function in CALLS:
        return CALLS[function]
    if isinstance(function, Bound) or _is_ours(function):
        return function
    return None


def is_native(function):
    return native(function) is not None


def applied(function):
    """What is called for a function that was handed over: one of the project or a native one."""
    found = native(function)
    if found is not None:
        return found
    if isinstance(function, type) and function.__flags__ & HEAP_TYPE:
        return function
    reason = function if isinstance(function, Unknown) else unknown("the call of something that is not known")
    raise NotKnown(reason)


def factory(function):
    """What makes an empty value, for a default: a type stays itself, as nothing is handed to it."""
    return function if isinstance(function, type) and native(function) is not None else applied(function)


def known_outcome(function):
    """`applied`, where an unknown outcome stops the call that is being made."""
    call = applied(function)

    def known(*args):
        outcome = call(*args)
        if isinstance(outcome, Unknown):
            raise NotKnown(outcome)
        return outcome

    return known
