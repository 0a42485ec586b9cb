"""What the tests need of iop: the installed package, or else a small one with the same names.

Import this before the components. Nothing here sends anything: `component` makes an instance that
remembers what it would have sent.
"""

import importlib
import sys
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

for folder in (".",):
    path = str((ROOT / folder).resolve())
    if path not in sys.path:
        sys.path.insert(0, path)


class _Setting:
    """An attribute of a class with a default, which an instance may have its own value of."""

    def __init__(self, default=""):
        self.default = default

    def __get__(self, instance, owner):
        return self.default


class _Target(_Setting):
    """A setting that names items."""


def _stand_in():
    """A module with the names that components import from iop."""
    module = types.ModuleType("iop")

    class Message:
        """The base of messages."""

    class Component:
        """The base of services, processes and operations."""

    module.Message = Message
    module.target = lambda default="": _Target(default)
    module.setting = lambda default="", **description: _Setting(default)
    module.handler = lambda message_type: lambda method: method

    def other(name):
        """Services, processes, operations, adapters, and whatever else components are made of."""
        if name.startswith("_"):
            raise AttributeError(name)
        setattr(module, name, type(name, (Component,), {"__doc__": Component.__doc__}))
        return getattr(module, name)

    module.__getattr__ = other
    return module


try:
    import iop
except Exception:  # not installed, or installed where there is no engine
    iop = sys.modules["iop"] = _stand_in()

try:
    importlib.import_module("grongier.pex")
except Exception:  # the name that iop had before
    sys.modules["grongier"] = types.ModuleType("grongier")
    sys.modules["grongier"].pex = sys.modules["grongier.pex"] = iop


def component(cls, fails_at=None):
    """An instance whose target settings are their own names.

    `sent` holds (target, message) of what it sent, in order, and `warnings` what it warned of. The
    send with the number `fails_at`, counted from 1, fails with a RuntimeError. A reply is the
    message itself.
    """
    instance = cls()
    instance.sent = []
    instance.warnings = []
    attempts = []

    def send(target, message, *args, **options):
        attempts.append(target)
        if len(attempts) == fails_at:
            raise RuntimeError(f"{target} failed")
        instance.sent.append((target, message))
        return message

    target_type = type(iop.target())
    for each in cls.__mro__:
        for name, value in vars(each).items():
            if isinstance(value, target_type):
                setattr(instance, name, name)
    instance.send_request_sync = send
    instance.send_request_async = send
    instance.log_info = lambda text: None
    instance.log_error = lambda text: None
    instance.log_warning = instance.warnings.append
    return instance


class Stream:
    """A text as adapters of the engine hand it over."""

    def __init__(self, text):
        self.rest = text

    @property
    def AtEnd(self):
        return not self.rest

    def Read(self, length):
        piece, self.rest = self.rest[:length], self.rest[length:]
        return piece

    def ReadLine(self):
        line, _, self.rest = self.rest.partition("\n")
        return line
