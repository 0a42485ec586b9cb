"""Names and what they stand for: of a module, a class body, a function, a comprehension."""

import ast
from collections import namedtuple


class Scope:
    """`names` may be somebody's own dictionary (a module's, a class body's).

    kind: "module", "class", "function" or "comprehension". module: the ModuleInfo. frame: of the function that is being
    read, or None. outer: the scope around it. declared: the Declared of a function.
    """

    __slots__ = ("kind", "names", "outer", "module", "frame", "global_names", "nonlocal_names", "qualname",
                 "made_class", "annotated", "own")

    def __init__(self, kind, names, outer, module, frame=None, declared=None):
        self.kind = kind
        self.names = names
        self.outer = outer
        self.module = module
        self.frame = frame
        self.global_names, self.nonlocal_names, self.own = declared or _NOTHING
        self.qualname = ""
        self.made_class = None
        self.annotated = None

    def find(self, name):
        """The dictionary that holds the name, or None: builtins are not looked into."""
        if name in self.global_names:
            names = self.module.scope.names
            return names if name in names else None
        scope = self
        if name in scope.names and name not in self.nonlocal_names:
            return scope.names
        if name in scope.own:
            raise UnboundLocalError("local variable %r referenced before assignment" % name)
        scope = scope.outer
        while scope is not None:
            if scope.kind != "class" and name in scope.names:
                return scope.names
            if name in scope.own:
                raise NameError("free variable %r referenced before assignment in enclosing scope" % name)
            scope = scope.outer
        return None

    def target(self, name):
        """The dictionary into which an assignment to the name goes."""
        if name in self.global_names:
            return self.module.scope.names
        if name in self.nonlocal_names:
            scope = self.outer
            while scope is not None and scope.kind != "module":
                if scope.kind == "function" and name in scope.names:
                    return scope.names
                scope = scope.outer
            raise SyntaxError("no binding for nonlocal '%s' found" % name)
        return self.names

    def holder(self):
        """The scope that is not a comprehension: where := puts its name."""
        scope = self
        while scope.kind == "comprehension":
            scope = scope.outer
        return scope

    def path_of(self, name):
        """The qualified name of what is defined here under `name`."""
        if not self.qualname:
            return name
        return self.qualname + (".<locals>." if self.kind == "function" else ".") + name


# Names that statements declare global, declare nonlocal, and assign without that.
Declared = namedtuple("Declared", "global_names nonlocal_names own")
_NOTHING = Declared(frozenset(), frozenset(), frozenset())
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def declared_names(body):
    """The Declared of a function's statements, not looking into the functions and classes in it."""
    told = {ast.Global: set(), ast.Nonlocal: set()}
    assigned = set()
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if type(node) in told:
            told[type(node)].update(node.names)
        elif isinstance(node, _DEFINITIONS):
            assigned.add(node.name)
        elif isinstance(node, ast.comprehension):
            waiting.extend([node.iter] + node.ifs)  # its targets are its own
        elif not isinstance(node, ast.Lambda):
            assigned.update(_assigned_by(node))
            waiting.extend(ast.iter_child_nodes(node))
    own = assigned - told[ast.Global] - told[ast.Nonlocal]
    return Declared(frozenset(told[ast.Global]), frozenset(told[ast.Nonlocal]), frozenset(own))


def _assigned_by(node):
    """The names that a node itself assigns, without what is in it."""
    if isinstance(node, ast.Name):
        return [node.id] if isinstance(node.ctx, ast.Store) else []
    if isinstance(node, ast.alias):
        return [node.asname or node.name.partition(".")[0]]
    kind = type(node).__name__
    if kind in ("ExceptHandler", "MatchAs", "MatchStar"):
        return [node.name] if node.name else []
    return [node.rest] if kind == "MatchMapping" and node.rest else []


def has_yield(body):
    """Whether statements make a generator of the function that they are the body of."""
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            waiting.extend(ast.iter_child_nodes(node))
    return False
