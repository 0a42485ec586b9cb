"""The methods of a class of the project as Python would find them, and the modules that they stand in."""

import ast
import inspect

from . import guards

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Function:
    """A function and where it stands: `owner` is the class that defines it, or None.

    `namespace` holds the names of its module, `bound` says whether Python gives it the component (or its class) first.
    """

    def __init__(self, name, node, info, owner=None, bound=True, is_property=False, value=None):
        self.name = name
        self.node = node
        self.info = info
        self.owner = owner
        self.bound = bound
        self.is_property = is_property
        self.value = value

    @property
    def namespace(self):
        return namespace_of(self.info.module)

    def arguments(self):
        """The ast.arg of every parameter but *args and **kwargs, without the one that Python binds."""
        every = positional(self.node) + self.node.args.kwonlyargs
        return every[1:] if self.bound and positional(self.node) else every

    def self_name(self):
        every = positional(self.node)
        return every[0].arg if self.bound and every else ""


def positional(node):
    return list(getattr(node.args, "posonlyargs", [])) + list(node.args.args)


def namespace_of(module):
    """The names of a module, however the interpreter keeps it."""
    names = getattr(module, "namespace", None)
    return names if isinstance(names, dict) else vars(module)


def settle(interpreter, module):
    """Has the interpreter make what a module imports for its types alone."""
    ask = getattr(interpreter, "module_info", None)
    info = ask(module) if ask is not None else None
    for name in list(getattr(info, "later", ())):
        quietly(interpreter, lambda: interpreter.look_up(name, info.scope))


def quietly(interpreter, do):
    """What `do` gives, or None where that fails: the code that is looked at need not be run by anybody."""
    interpreter.trying = getattr(interpreter, "trying", 0) + 1
    try:
        return do()
    except (Exception, SystemExit, GeneratorExit, guards.OutOfSteps):
        return None
    finally:
        interpreter.trying -= 1


def unwrapped(value):
    """(function, bound, is_property) of what stands in the namespace of a class."""
    if isinstance(value, staticmethod):
        return value.__func__, False, False
    if isinstance(value, classmethod):
        return value.__func__, True, False
    if isinstance(value, property):
        return value.fget, True, True
    if type(value).__name__ == "cached_property":
        return getattr(value, "func", None), True, True
    return value, True, False


class Methods:
    """By the order in which Python looks: `classes` are the classes of the project among the bases."""

    def __init__(self, cls, interpreter):
        self.cls = cls
        self.interpreter = interpreter
        self.infos = [(each, interpreter.class_info(each)) for each in cls.__mro__]
        self.infos = [(each, info) for each, info in self.infos if info is not None]
        for _, info in self.infos:
            settle(interpreter, info.module)
        self._found = {}

    def find(self, name, after=None):
        """The Function behind an attribute, or None; `after`: as super() in that class finds it."""
        if (name, after) not in self._found:
            self._found[(name, after)] = self._find(name, after)
        return self._found[(name, after)]

    def _find(self, name, after):
        classes = list(self.cls.__mro__)
        if after in classes:
            classes = classes[classes.index(after) + 1:]
        for each in classes:
            if name in vars(each):
                return self._made(name, each)
        return None

    def _made(self, name, owner):
        info = self.interpreter.class_info(owner)
        if info is None:
            return None
        value, bound, is_property = unwrapped(vars(owner)[name])
        node = self.interpreter.function_node(value) if value is not None else None
        if not isinstance(node, FUNCTIONS + (ast.Lambda,)):
            return None
        return Function(name, node, info, owner, bound, is_property, value)

    def names(self):
        """Names of all methods of the project that the class has, sorted as dir() does."""
        every = {name for each, _ in self.infos for name in vars(each)}
        return [name for name in sorted(every) if self.find(name) is not None]

    def static(self, name):
        """(value, owner) of an attribute as the classes hold it, or (None, None)."""
        for each in self.cls.__mro__:
            if name in vars(each):
                return vars(each)[name], each
        return None, None

    def annotation(self, name):
        """(ast.AnnAssign, ClassInfo) of an attribute that a class annotates, or (None, None)."""
        for _, info in self.infos:
            node = annotations_in(info.node).get(name)
            if node is not None:
                return node, info
        return None, None


def statements_in(node):
    """The statements of a class, those under if, try and with too."""
    for each in node.body:
        yield each
        if isinstance(each, (ast.If, ast.Try, ast.With)):
            yield from statements_in(each)
            for other in getattr(each, "orelse", []) + getattr(each, "finalbody", []):
                yield other
            for handler in getattr(each, "handlers", []):
                yield from statements_in(handler)


def annotations_in(node):
    return {each.target.id: each for each in statements_in(node)
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)}


def assignments_in(node):
    """{name: the node of its name} of what a class assigns in its body; the last one counts."""
    found = {}
    for each in statements_in(node):
        targets = each.targets if isinstance(each, ast.Assign) else []
        if isinstance(each, ast.AnnAssign):
            targets = [each.target]
        for target in targets:
            if isinstance(target, ast.Name):
                found[target.id] = target
    return found


def doc_line(node):
    """The first line of the docstring of a class or function, or nothing."""
    if isinstance(node, ast.Lambda):
        return ""
    lines = inspect.cleandoc(ast.get_docstring(node) or "").strip().splitlines()
    return lines[0].strip() if lines else ""
