"""What takes the place of absent packages where settings are executed: it can be used for anything, and is unknown."""

import os
import sys
import types
from importlib.machinery import ModuleSpec

from .values import Unknown

# Stands in the text that is made of a stub, so that the text too is known to be unknown.
MARK = "\ue000unknown: "
_END = "\ue001"


def marked(text):
    """The reason why a text is unknown that was made of a stub, or None."""
    begin = text.find(MARK)
    if begin < 0:
        return None
    return text[begin + len(MARK):].split(_END, 1)[0]


class StubBase:
    """What a class of the project derives from whose base is absent."""

    def __init__(self, *arguments, **options):
        pass

    def __init_subclass__(cls, **options):
        super().__init_subclass__()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Stub("an attribute of %s" % type(self).__name__)


class Stub(Unknown):
    """Anything of an absent package. Its attributes, results, elements and sums are stubs again."""

    def __init__(self, reason, place=None):
        super().__init__(reason, place)
        self._base = None
        self._dotted = ""

    def dotted(self):
        """module.name of what is imported from an absent module, or ""."""
        return self._dotted

    def __getattr__(self, name):
        if name.startswith("__") or name in ("_base", "_dotted"):
            raise AttributeError(name)
        return Stub(self.reason, self.place)

    def __call__(self, *arguments, **options):
        decorated = arguments[0] if len(arguments) == 1 and not options else None
        if isinstance(decorated, (type, types.FunctionType, staticmethod, classmethod)):
            return decorated
        return Stub(self.reason, self.place)

    def __mro_entries__(self, bases):
        if self._base is None:
            self._base = type("Absent", (StubBase,), {"__module__": "absent", "reason": self.reason})
        return (self._base,)

    def __instancecheck__(self, instance):
        return False

    def __subclasscheck__(self, subclass):
        return False

    def __str__(self):
        return MARK + self.reason + _END

    def __format__(self, how):
        return str(self)

    def __fspath__(self):
        return str(self)

    def __iter__(self):
        return iter(())

    def __next__(self):
        raise StopIteration

    def __len__(self):
        return 0

    def __bool__(self):
        return True

    def __contains__(self, value):
        return False

    def __setitem__(self, key, value):
        """Nothing is kept."""

    __delitem__ = __getitem__ = None

    def __enter__(self):
        return self

    def __exit__(self, *what):
        return False

    def __await__(self):
        return iter(())


def _same(self, *others):
    return Stub(self.reason, self.place)


for _name in ("add sub mul truediv floordiv mod pow and or xor lshift rshift matmul").split():
    setattr(Stub, "__%s__" % _name, _same)
    setattr(Stub, "__r%s__" % _name, _same)
for _name in ("neg pos abs invert getitem").split():
    setattr(Stub, "__%s__" % _name, _same)
for _name in ("lt le gt ge").split():
    setattr(Stub, "__%s__" % _name, lambda self, other: False)
Stub.__delitem__ = lambda self, key: None


class StubModule(types.ModuleType):
    """An absent package, or a module of one."""

    def __init__(self, name):
        super().__init__(name)
        self.__path__ = []
        self.__all__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        made = Stub("%s.%s, and the package %s is not installed" % (
            self.__name__, name, self.__name__.partition(".")[0]))
        made._dotted = "%s.%s" % (self.__name__, name)
        setattr(self, name, made)
        return made


def _importing_file():
    """The file of the code whose import is being looked at, behind the machinery of importing."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__", "").startswith(("importlib", "_frozen_importlib")):
        frame = frame.f_back
    return frame.f_code.co_filename if frame is not None else ""


class AbsentFinder:
    """Asked last: gives a stub for a package that nobody has. What a project's own package lacks stays missing, and so
    does what installed packages try to import: Python's own tell by it which system they are on."""

    def __init__(self, modules, is_of_project, is_file_of_project):
        self._modules = modules
        self._is_of_project = is_of_project
        self._is_file_of_project = is_file_of_project
        self.made = []

    def find_spec(self, name, path=None, target=None):
        asking = _importing_file()
        if os.path.isabs(asking) and not self._is_file_of_project(asking):
            return None
        parent = name.rpartition(".")[0]
        if parent and not self._has_absent(parent):
            return None
        if not parent and self._is_of_project(name):
            return None
        return ModuleSpec(name, self, is_package=True)

    def _has_absent(self, parent):
        """Whether what a package lacks may be elsewhere: it is absent itself, or a folder that is no package of its own."""
        holder = self._modules.get(parent)
        return isinstance(holder, StubModule) or (holder is not None and getattr(holder, "__file__", None) is None)

    def create_module(self, spec):
        self.made.append(spec.name)
        return StubModule(spec.name)

    def exec_module(self, module):
        """There is nothing to execute."""
