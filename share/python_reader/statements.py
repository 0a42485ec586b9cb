"""What statements do. Every function here: (interpreter, node, scope) -> None, or the Ending of the block."""

import ast

from . import branches, classes, functions, imports, matching, operations, trying
from .values import Unknown


class Ending:
    """Why a block ends before its last statement: "break", "continue" or "return" with a value."""

    __slots__ = ("kind", "value")

    def __init__(self, kind, value=None):
        self.kind = kind
        self.value = value


_BREAK = Ending("break")
_CONTINUE = Ending("continue")


def expression(interpreter, node, scope):
    if not isinstance(node.value, ast.Constant):
        interpreter.evaluate(node.value, scope)


def assignment(interpreter, node, scope):
    value = interpreter.evaluate(node.value, scope)
    for target in node.targets:
        interpreter.assign(target, value, scope, node.value)


def annotated(interpreter, node, scope):
    if isinstance(node.target, ast.Name) and scope.annotated is not None:
        scope.annotated[node.target.id] = interpreter.annotation(node.annotation, scope)
    if node.value is not None:
        interpreter.assign(node.target, interpreter.evaluate(node.value, scope), scope, node.value)


def augmented(interpreter, node, scope):
    target = node.target
    if isinstance(target, ast.Name):
        old = interpreter.look_up(target.id, scope)
        new = _added(interpreter, node, old, scope)
        scope.target(target.id)[target.id] = new
    elif isinstance(target, ast.Attribute):
        holder = interpreter.evaluate(target.value, scope)
        old = interpreter.get_attribute(holder, target.attr, interpreter.place(target, scope))
        interpreter.set_attribute(holder, target.attr, _added(interpreter, node, old, scope))
    else:
        holder = interpreter.evaluate(target.value, scope)
        key = interpreter.evaluate(target.slice, scope)
        interpreter.set_item(holder, key, _added(interpreter, node, operations.subscript(holder, key), scope), node)


def _added(interpreter, node, old, scope):
    right = interpreter.evaluate(node.value, scope)
    interpreter.doubts.changed(old)
    made = operations.in_place(type(node.op), old, right)
    interpreter.budget.spend(made)
    return interpreter.placed(made, node, scope)


def conditional(interpreter, node, scope):
    if branches.is_type_checking(node.test):
        return imports.defer(interpreter, node.body, scope)
    truth = interpreter.truth(interpreter.evaluate(node.test, scope))
    if isinstance(truth, Unknown):
        return branches.both(interpreter, [node.body, node.orelse], truth, scope)
    return interpreter.run(node.body if truth else node.orelse, scope)


def _leaves_loop(ending):
    return ending is not None and ending.kind in ("break", "return")


def for_loop(interpreter, node, scope):
    values = interpreter.evaluate(node.iter, scope)
    if isinstance(values, Unknown):
        interpreter.assign(node.target, values, scope)
        return branches.both(interpreter, [node.body, node.orelse], values, scope)
    for each in interpreter.iterate(values):
        interpreter.step(node.target, scope)
        interpreter.assign(node.target, each, scope)
        ending = interpreter.run(node.body, scope)
        if _leaves_loop(ending):
            return ending if ending.kind == "return" else None
    return interpreter.run(node.orelse, scope)


def while_loop(interpreter, node, scope):
    while True:
        interpreter.step(node.test, scope)
        truth = interpreter.truth(interpreter.evaluate(node.test, scope))
        if isinstance(truth, Unknown):
            return branches.both(interpreter, [node.body, node.orelse], truth, scope)
        if not truth:
            return interpreter.run(node.orelse, scope)
        ending = interpreter.run(node.body, scope)
        if _leaves_loop(ending):
            return ending if ending.kind == "return" else None


def break_out(_interpreter, _node, _scope):
    return _BREAK


def continue_loop(_interpreter, _node, _scope):
    return _CONTINUE


def returning(interpreter, node, scope):
    return Ending("return", None if node.value is None else interpreter.evaluate(node.value, scope))


def nothing(_interpreter, _node, _scope):
    return None


def deletion(interpreter, node, scope):
    for target in node.targets:
        _delete(interpreter, target, scope)


def _delete(interpreter, target, scope):
    if isinstance(target, ast.Name):
        names = scope.target(target.id)
        if target.id not in names:
            raise NameError("name %r is not defined" % target.id)
        del names[target.id]
    elif isinstance(target, ast.Attribute):
        interpreter.remove_attribute(interpreter.evaluate(target.value, scope), target.attr)
    elif isinstance(target, ast.Subscript):
        holder = interpreter.evaluate(target.value, scope)
        key = interpreter.evaluate(target.slice, scope)
        if not isinstance(holder, Unknown) and not isinstance(key, Unknown):
            del holder[key]
    else:
        for each in target.elts:
            _delete(interpreter, each, scope)


def assertion(interpreter, node, scope):
    truth = interpreter.truth(interpreter.evaluate(node.test, scope))
    if truth is False:
        message = None if node.msg is None else interpreter.evaluate(node.msg, scope)
        raise AssertionError(*([] if node.msg is None else [message]))


def function(interpreter, node, scope):
    made = functions.make(interpreter, node, scope)
    scope.target(node.name)[node.name] = interpreter.decorated(made, node, scope)


def class_definition(interpreter, node, scope):
    made = classes.make(interpreter, node, scope)
    scope.target(node.name)[node.name] = interpreter.decorated(made, node, scope)


TABLE = {
    ast.Expr: expression, ast.Assign: assignment, ast.AnnAssign: annotated, ast.AugAssign: augmented,
    ast.If: conditional, ast.For: for_loop, ast.AsyncFor: for_loop, ast.While: while_loop, ast.Break: break_out,
    ast.Continue: continue_loop, ast.Return: returning, ast.Pass: nothing, ast.Global: nothing, ast.Nonlocal: nothing,
    ast.Delete: deletion, ast.Assert: assertion, ast.FunctionDef: function, ast.AsyncFunctionDef: function,
    ast.ClassDef: class_definition, ast.Import: imports.import_names, ast.ImportFrom: imports.import_from,
    ast.Try: trying.attempt, ast.Raise: trying.raising, ast.With: trying.with_block, ast.AsyncWith: trying.with_block,
}

# Statements of later versions of Python than the first that the reader runs on.
for _kind, _function in (("Match", matching.match), ("TryStar", trying.attempt), ("TypeAlias", classes.type_alias)):
    if hasattr(ast, _kind):
        TABLE[getattr(ast, _kind)] = _function
