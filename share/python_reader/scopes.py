"""Names and what they stand for: of a module, a class body, a function, a comprehension."""

import ast


class Scope:
    """`names` may be somebody's own dictionary (a module's, a class body's).

    kind: "module", "class", "function" or "comprehension". module: the ModuleInfo. frame: of the function that is being
    read, or None. outer: the scope around it.
    """

    __slots__ = ("kind", "names", "outer", "module", "frame", "global_names", "nonlocal_names", "qualname",
                 "made_class", "annotated")

    def __init__(self, kind, names, outer, module, frame=None, declared=None):
        self.kind = kind
        self.names = names
        self.outer = outer
        self.module = module
        self.frame = frame
        self.global_names, self.nonlocal_names = declared or (_NONE, _NONE)
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
        scope = scope.outer
        while scope is not None:
            if scope.kind != "class" and name in scope.names:
                return scope.names
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


_NONE = frozenset()


def declared_names(body):
    """(global names, nonlocal names) that statements declare, not looking into functions and classes."""
    found = {ast.Global: set(), ast.Nonlocal: set()}
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if type(node) in found:
            found[type(node)].update(node.names)
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            waiting.extend(ast.iter_child_nodes(node))
    return frozenset(found[ast.Global]), frozenset(found[ast.Nonlocal])


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
