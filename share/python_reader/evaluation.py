"""What each kind of expression is worth. Every function here: (interpreter, node, scope) -> value."""

import ast

from . import calling, comprehensions, functions, guards, library, operations, texts
from .values import Real, Table, Text, Unknown, Whole


def constant(interpreter, node, scope):
    """A literal; it is made once, with its place."""
    made = interpreter.constants.get(node)
    if made is None:
        made = guards.fits(node.value)
        kind = _PLACED.get(type(made))
        if kind is not None:
            made = kind(made, interpreter.place(node, scope))
        interpreter.constants[node] = made
    return made


_PLACED = {str: Text, int: Whole, float: Real}


def name(interpreter, node, scope):
    return interpreter.look_up(node.id, scope)


def attribute(interpreter, node, scope):
    value = interpreter.evaluate(node.value, scope)
    return interpreter.get_attribute(value, node.attr, interpreter.place(node, scope))


def subscript(interpreter, node, scope):
    value = interpreter.evaluate(node.value, scope)
    key = interpreter.evaluate(node.slice, scope)
    try:
        found = operations.subscript(value, key)
    except KeyError as error:
        if interpreter.trying or not isinstance(getattr(error, "variable", None), str):
            raise
        return interpreter.failures.not_set(error.variable, interpreter.place(node, scope))
    if isinstance(found, Text) and found.place is None:
        return Text(found, interpreter.place(node, scope), found.environment, found.fallback)
    return found


def index(interpreter, node, scope):
    """ast.Index of Python 3.8"""
    return interpreter.evaluate(node.value, scope)


def extended_slice(interpreter, node, scope):
    """ast.ExtSlice of Python 3.8"""
    return tuple(interpreter.evaluate(each, scope) for each in node.dims)


def slice_of(interpreter, node, scope):
    ends = [None if each is None else interpreter.evaluate(each, scope)
            for each in (node.lower, node.upper, node.step)]
    return slice(*ends)


def _elements(interpreter, nodes, scope):
    """The values of displays; one that is unpacked and unknown stays as one unknown entry."""
    found = []
    for each in nodes:
        if isinstance(each, ast.Starred):
            value = interpreter.evaluate(each.value, scope)
            if isinstance(value, Unknown):
                found.append(value)
            else:
                found.extend(interpreter.iterate(value))
        else:
            found.append(interpreter.evaluate(each, scope))
    guards.entries(len(found))
    return found


def list_display(interpreter, node, scope):
    return _elements(interpreter, node.elts, scope)


def tuple_display(interpreter, node, scope):
    return tuple(_elements(interpreter, node.elts, scope))


def set_display(interpreter, node, scope):
    return set(_elements(interpreter, node.elts, scope))


def dict_display(interpreter, node, scope):
    made = Table()
    made.place = interpreter.place(node, scope)
    for key, value in zip(node.keys, node.values):
        if key is None:
            _unpack_into(made, interpreter.evaluate(value, scope))
        else:
            put_entry(interpreter, made, interpreter.evaluate(key, scope), key,
                      interpreter.evaluate(value, scope), value, scope)
    return made


def put_entry(interpreter, table, key, key_node, value, value_node, scope):
    """table[key] = value, with the places of both as they are written."""
    table[key] = value
    table.places[key] = interpreter.place(value_node, scope)
    table.key_places[key] = interpreter.place(key_node, scope)


def _unpack_into(table, other):
    if isinstance(other, Unknown):
        table[other] = other
    elif isinstance(other, dict):
        operations.merge(table, other)
    else:
        try:
            table.update({each: other[each] for each in other.keys()})
        except AttributeError:
            raise TypeError("%r object is not a mapping" % type(other).__name__)


def binary(interpreter, node, scope):
    """A chain of the same side, as long texts are written, is not read recursively: it may be very long."""
    chain = [node]
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
    value = interpreter.evaluate(chain[-1].left, scope)
    for each in reversed(chain):
        try:
            value = operations.binary(type(each.op), value, interpreter.evaluate(each.right, scope))
        except guards.TooLarge as reason:
            value = Unknown(str(reason), interpreter.place(each, scope))
        interpreter.budget.spend(value)
    return value


def unary(interpreter, node, scope):
    value = interpreter.evaluate(node.operand, scope)
    if isinstance(node.op, ast.Not):
        truth = interpreter.truth(value)
        return truth if isinstance(truth, Unknown) else not truth
    return value if isinstance(value, Unknown) else operations.UNARY[type(node.op)](value)


def boolean(interpreter, node, scope):
    """and, or: an unknown side makes the whole unknown, unless it is not reached."""
    decisive = isinstance(node.op, ast.Or)
    unknown = None
    value = None
    for each in node.values:
        value = interpreter.evaluate(each, scope)
        truth = interpreter.truth(value)
        if isinstance(truth, Unknown):
            unknown = unknown or truth
        elif truth is decisive:
            break
    if unknown is not None:
        return unknown
    return _with_fallback(interpreter, node, scope, value) if decisive else value


def _with_fallback(interpreter, node, scope, value):
    """`os.environ.get("X") or "d"`: the text stays that of the variable, with the fallback."""
    other = node.values[1]
    if len(node.values) > 2 or not isinstance(other, ast.Constant) or not isinstance(other.value, str):
        return value
    if isinstance(value, Text) and value.environment and not value.fallback:
        return Text(value, value.place, value.environment, other.value)
    variable = library.asked_variable(interpreter, interpreter.place(node.values[0], scope))
    if variable is not None and value == other.value:
        return Text(value, interpreter.place(node, scope), variable, other.value)
    return value


def comparison(interpreter, node, scope):
    left = interpreter.evaluate(node.left, scope)
    unknown = None
    result = True
    for operator, each in zip(node.ops, node.comparators):
        right = interpreter.evaluate(each, scope)
        result = operations.COMPARE[type(operator)](left, right)
        truth = interpreter.truth(result)
        if isinstance(truth, Unknown):
            unknown = truth
        elif not truth:
            return result
        left = right
    return unknown if unknown is not None else result


def conditional(interpreter, node, scope):
    truth = interpreter.truth(interpreter.evaluate(node.test, scope))
    if isinstance(truth, Unknown):
        values = [interpreter.evaluate(each, scope) for each in (node.body, node.orelse)]
        return functions.merged(values, truth)
    return interpreter.evaluate(node.body if truth else node.orelse, scope)


def named(interpreter, node, scope):
    value = interpreter.evaluate(node.value, scope)
    holder = scope.holder()
    holder.target(node.target.id)[node.target.id] = value
    return value


def lambda_function(interpreter, node, scope):
    return functions.make(interpreter, node, scope)


def starred(interpreter, node, scope):
    """Only where Python 3.8 has it in a subscript; elsewhere whoever holds it unpacks it."""
    return tuple(interpreter.iterate(interpreter.evaluate(node.value, scope)))


def awaited(interpreter, node, scope):
    return interpreter.evaluate(node.value, scope)


def yielded(interpreter, node, scope):
    value = None if node.value is None else interpreter.evaluate(node.value, scope)
    _give(scope, [value])
    return None


def yielded_from(interpreter, node, scope):
    value = interpreter.evaluate(node.value, scope)
    _give(scope, [value] if isinstance(value, Unknown) else interpreter.iterate(value))
    return None


def _give(scope, values):
    if scope.frame is None or scope.frame.yielded is None:
        raise SyntaxError("'yield' outside function")
    for each in values:
        scope.frame.yielded.append(each)
        if len(scope.frame.yielded) >= guards.MOST_YIELDED:
            raise functions.Enough()


TABLE = {
    ast.Constant: constant, ast.Name: name, ast.Attribute: attribute, ast.Subscript: subscript, ast.Slice: slice_of,
    ast.List: list_display, ast.Tuple: tuple_display, ast.Set: set_display, ast.Dict: dict_display,
    ast.BinOp: binary, ast.UnaryOp: unary, ast.BoolOp: boolean, ast.Compare: comparison, ast.IfExp: conditional,
    ast.NamedExpr: named, ast.Lambda: lambda_function, ast.Starred: starred, ast.Await: awaited, ast.Yield: yielded,
    ast.YieldFrom: yielded_from, ast.JoinedStr: texts.joined, ast.Call: calling.call,
    ast.ListComp: comprehensions.of_list, ast.SetComp: comprehensions.of_set, ast.DictComp: comprehensions.of_dict,
    ast.GeneratorExp: comprehensions.of_generator, ast.FormattedValue: texts.single,
}

# Nodes that only the tree of Python 3.8 has.
for _kind, _function in (("Index", index), ("ExtSlice", extended_slice)):
    if hasattr(ast, _kind):
        TABLE[getattr(ast, _kind)] = _function
