"""The partial evaluator: reads modules of Python without Python executing them.

It makes real Python objects: a class of the project is a type, a function a Function, a text a Text with its place; what
only running the code would tell is an Unknown. Other modules hold what each statement and expression does; this one
holds the state, and what the rest of the reader asks.
"""

import ast
import posixpath
import types

from . import attributes, calling, evaluation, functions, guards, library, scoped, statements, targets
from .calls import calls
from .doubts import Doubts
from .failures import Failures
from .functions import Function
from .modules import Missing, Modules, is_standard
from .values import Real, Table, Text, Unknown, Whole, place_of

_PLACED = {str: Text, int: Whole, float: Real}
_PACKAGE = __name__.rpartition(".")[0] + "."


class Interpreter:
    """stand_ins(name): the ModuleType that stands in for a module of IoP, or None. cwd: the working directory, absolute."""

    def __init__(self, program, findings, stand_ins, cwd="/"):
        self.program = program
        self.findings = findings
        self.cwd = cwd or "/"
        self.path = []  # sys.path of what is read
        self.budget = guards.Budget()
        self.failures = Failures(self)
        self.modules = Modules(self, stand_ins)
        self.classes = {}  # type: ClassInfo
        self.constants = {}  # node: value of a literal
        self.plans = {}  # node: Plan of a function
        self.doubts = Doubts(findings)
        self.handling = []  # exceptions whose except blocks are being read
        self.trying = 0  # try statements with handlers around the current statement
        self._folder, self._first_path = ".", ()
        self._places = {}
        self._stand_in_modules = set()
        self.builtins = dict(library.builtins(self))
        self.builtins.update(scoped.BUILTINS)

    # What the rest of the reader asks.

    def load_file(self, path, module_name):
        """The module object of a file, or None where there is none or it cannot be parsed (a finding says why)."""
        if not self.path:
            self._folder = posixpath.dirname(path) or "."
            self.path[:] = [self._folder, self.cwd]
            self._first_path = tuple(self.path)
        try:
            info = self.modules.load_file(path, module_name)
        except guards.OutOfSteps as error:
            self.failures.out_of_steps(error)
            self.budget.left = guards.STEPS_AFTERWARDS
            info = self.modules.named(module_name) or self.failures.stopped
        if info is None or info.parsed is None:
            return None
        if info.is_first:
            self.doubts.report(info.scope.names)
        return info.module

    @property
    def added_path(self):
        """The folders that the settings have added to sys.path, relative to their own where they can be."""
        start = self._folder
        found = []
        for each in self.path:
            if isinstance(each, str) and each not in self._first_path:
                path = posixpath.relpath(self.relative(each), start)
                found.append(Text(path, place_of(each)))
        return found

    def import_module(self, name, place=None):
        """The module of that name: of the project, a stand-in, or an Unknown."""
        try:
            return self.modules.load(str(name))
        except Missing as error:
            if self.trying:
                raise
            place = place or calls.current().place
            self.findings.add("MW039", place, "the project has no module %s" % error.name)
            return Unknown("the module %s, which is missing" % error.name, place)

    def class_info(self, cls):
        """The ClassInfo of a class of the project, or None."""
        return self.classes.get(cls) if isinstance(cls, type) else None

    def module_info(self, module):
        """The ModuleInfo of a module object of the project, or None."""
        return self.modules.info(module)

    def function_node(self, function):
        """The node of a function or bound method of the project, or None."""
        function = getattr(function, "__func__", function)
        return function.node if isinstance(function, Function) else None

    def scope_for(self, function, self_value=None, arguments=None):
        """The Scope of a function's body; parameters that are not told are unknown."""
        function = getattr(function, "__func__", function)
        bound = functions.unknown_parameters(function)
        if self_value is not None and function.plan.positional:
            bound[function.plan.positional[0]] = self_value
        bound.update(arguments or {})
        return functions.scope_of(function, functions.Frame(function, bound))

    def place_of_node(self, node, module):
        """The place of a node of a module (its object, its ModuleInfo, its name), or None."""
        if isinstance(module, str):
            info = self.modules.named(module)
        else:
            info = self.modules.info(module) or module
        parsed = getattr(info, "parsed", None)
        return None if parsed is None else parsed.place(node)

    # Reading.

    def evaluate(self, node, scope):
        """The value of an expression."""
        budget = self.budget
        budget.left -= 1
        if budget.left < 0:
            raise guards.OutOfSteps("reading it takes more than %d steps" % guards.MOST_STEPS)
        try:
            value = evaluation.TABLE[type(node)](self, node, scope)
        except guards.TooLarge as reason:
            return Unknown(str(reason), self.place(node, scope))
        except Exception as error:
            if self.failures.is_about_unknown(error):
                return Unknown("what is done with something unknown", self.place(node, scope))
            self.failures.raised(error, node, scope)
            raise
        kind = _PLACED.get(type(value))
        return value if kind is None else kind(value, self.place(node, scope))

    def execute(self, node, scope):
        """Reads a statement; its Ending, or None."""
        self.step(node, scope)
        try:
            return statements.TABLE[type(node)](self, node, scope)
        except guards.TooLarge as reason:
            self.failures.names_unknown(node, scope, Unknown(str(reason), self.place(node, scope)))
            return None
        except Exception as error:
            self.failures.raised(error, node, scope)
            raise

    def run(self, body, scope):
        """Reads statements until one ends the block; that Ending, or None."""
        for node in body:
            ending = self.execute(node, scope)
            if ending is not None:
                return ending
        return None

    def run_module(self, info):
        """Reads the statements of a module; where one fails that is a finding, and the next is read."""
        info.scope.names["__doc__"] = ast.get_docstring(info.parsed.tree, clean=False)
        for node in info.parsed.tree.body:
            try:
                self.execute(node, info.scope)
            except guards.OutOfSteps:
                self.failures.stopped_in(info, node)
                raise
            except (Exception, SystemExit, GeneratorExit) as error:
                if self.trying:
                    raise
                self.failures.report(error, node, info.scope)

    def step(self, node, scope):
        """Counts one round of a loop or one statement."""
        self.budget.left -= 1
        if self.budget.left < 0:
            self.failures.at = self.place(node, scope)
            raise guards.OutOfSteps("reading it takes more than %d steps" % guards.MOST_STEPS)

    # Names and attributes.

    def look_up(self, name, scope):
        names = scope.find(name)
        if names is not None:
            return names[name]
        info = scope.module
        if name in info.later:
            info.scope.names[name] = info.later.pop(name)()
            return info.scope.names[name]
        if name in self.builtins:
            return self.builtins[name]
        if not info.whole:
            return Unknown("the name %s, whose definition could not be read" % name)
        raise NameError("name %r is not defined" % name)

    def module_attribute(self, module, name, place):
        """An attribute that the module does not hold: an import for types, or what could not be read."""
        info = self.modules.info(module)
        if info is None:
            return getattr(module, name)
        if name in info.later:
            return self.look_up(name, info.scope)
        hook = info.scope.names.get("__getattr__")
        if isinstance(hook, Function):
            return hook(name)
        if not info.whole and not attributes.is_special(name):
            return Unknown("%s of %s, whose definition could not be read" % (name, info.name), place)
        raise AttributeError("module %r has no attribute %r" % (info.name, name))

    def get_attribute(self, value, name, place=None):
        return attributes.get(self, value, name, place)

    def set_attribute(self, value, name, new):
        attributes.put(self, value, name, new)

    def remove_attribute(self, value, name):
        attributes.remove(self, value, name)

    def set_item(self, holder, key, value, node=None, scope=None):
        """holder[key] = value; a Table remembers where the value stands."""
        if isinstance(holder, Unknown):
            return
        if isinstance(holder, list) and isinstance(key, (Unknown, slice)):
            if isinstance(key, slice) and not isinstance(value, Unknown):
                holder[key] = guards.fits(list(self.iterate(value)))
            return
        self.doubts.changed(holder)
        holder[key] = value
        guards.fits(holder)
        if isinstance(holder, Table):
            place = self.place(node, scope) if node is not None and scope is not None else place_of(value)
            holder.places[key] = place
            holder.key_places[key] = place_of(key, place)

    # Classes and callables.

    def is_of_project(self, value):
        return isinstance(value, type) and value in self.classes

    def unknown_base(self, cls):
        """The first unknown base of a class of the project or of those that it derives from, or None."""
        for each in cls.__mro__:
            info = self.classes.get(each)
            if info is not None and info.unknown_bases:
                return info.unknown_bases[0]
        return None

    def allow_stand_in(self, module):
        """What a stand-in module holds may be called, and what is defined beside it."""
        for value in list(vars(module).values()):
            name = getattr(value, "__module__", None) if isinstance(value, (type, types.FunctionType)) else None
            if isinstance(name, str) and not is_standard(name) and not name.startswith(_PACKAGE):
                self._stand_in_modules.add(name)

    def is_stand_in(self, value):
        """Whether a class or a callable is of the stand-ins for IoP."""
        if isinstance(value, types.MethodType):
            value = value.__func__
        if isinstance(value, type):
            name = None if value in self.classes else value.__module__
        elif isinstance(value, types.FunctionType):
            name = value.__module__
        else:
            name = type(value).__module__ if type(value) not in self.classes else None
        return name in self._stand_in_modules or str(name).startswith(_PACKAGE + "iop_stand_in")

    def may_be_metaclass(self, value):
        return isinstance(value, type) and issubclass(value, type) and not self.is_of_project(value)

    def call(self, function, positional, keywords=None, place=None):
        """function(*positional, **keywords), as a call that stands in the code."""
        made = calling.Arguments()
        made.positional, made.keywords = list(positional), dict(keywords or {})
        made.places = [place_of(each, place) for each in made.positional]
        made.keyword_places = {name: place_of(each, place) for name, each in made.keywords.items()}
        return calling.apply(self, function, made, place or calls.current().place)

    def decorated(self, made, node, scope):
        """What the decorators make of a function or class; unknown ones leave it as it is."""
        for each in reversed(node.decorator_list):
            decorator = self.evaluate(each, scope)
            if isinstance(decorator, Unknown):
                continue
            result = self.call(decorator, [made], place=self.place(each, scope))
            if not isinstance(result, Unknown):
                made = result
        return made

    # Values.

    def truth(self, value):
        """True, False or the Unknown that the value is."""
        if isinstance(value, Unknown):
            return value
        try:
            return bool(value)
        except TypeError as error:
            if self.failures.is_about_unknown(error):
                return Unknown("the truth of something unknown")
            raise

    def iterate(self, value):
        """An iterator over a known value; sets in one and the same order."""
        if isinstance(value, (set, frozenset)):
            return library.iterate(value)
        if isinstance(value, type) and value in self.classes and not hasattr(type(value), "__iter__"):
            raise TypeError("%r object is not iterable" % type(value).__name__)
        return iter(value)

    def assign(self, target, value, scope, node=None):
        targets.assign(self, target, value, scope, node)

    def annotation(self, node, scope):
        """The value of an annotation; an Unknown where it has none here."""
        if scope.module.annotations_are_text:
            return scope.module.parsed.words(node)
        try:
            return self.evaluate(node, scope)
        except Exception:
            return Unknown("a type that could not be read", self.place(node, scope))

    # Places.

    def place(self, node, scope):
        found = self._places.get(node)
        if found is None:
            found = self._places[node] = scope.module.parsed.place(node)
        return found

    def head(self, node, scope):
        return scope.module.parsed.head(node)

    def placed(self, value, node, scope):
        kind = _PLACED.get(type(value))
        return value if kind is None else kind(value, self.place(node, scope))

    def absolute(self, path):
        return posixpath.normpath(posixpath.join(self.cwd, path))

    def relative(self, path):
        """A path as the program is asked for it: relative to the working directory."""
        path = posixpath.normpath(path)
        return posixpath.relpath(path, self.cwd) if posixpath.isabs(path) else path

    def report_syntax(self, path, error):
        self.failures.syntax(path, error)

