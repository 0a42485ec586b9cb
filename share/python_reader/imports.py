"""import and from: names for what modules hold. What is missing of the project is a finding and then not known."""

import ast
import posixpath

from .modules import Missing
from .outside import Outside
from .values import Unknown


def import_names(interpreter, node, scope):
    """import a.b, c as d"""
    for each in node.names:
        module = _loaded(interpreter, each.name, node, scope)
        if each.asname is None:
            first = each.name.partition(".")[0]
            _bind(scope, first, _loaded(interpreter, first, node, scope))
        else:
            _bind(scope, each.asname, module)


def _bind(scope, name, value):
    scope.target(name)[name] = value


def _loaded(interpreter, name, node, scope):
    """A module or an Unknown; raises ImportError where the code around it expects that."""
    try:
        module = interpreter.modules.load(name)
    except Missing as error:
        return _missing(interpreter, error, node, scope)
    if isinstance(module, Outside):
        if _expected(scope) and interpreter.modules.is_elsewhere(name):
            raise ModuleNotFoundError("No module named %r" % name, name=name)
        module.place = module.place or interpreter.place(node, scope)
    return module


def _expected(scope):
    return bool(scope.module.expecting) and scope.module.expecting[-1]


def _missing(interpreter, error, node, scope):
    if _expected(scope):
        raise error
    place = interpreter.place(node, scope)
    interpreter.findings.add("MW039", place, "the project has no module %s" % error.name)
    unknown = Unknown("the module %s, which is missing" % error.name, place)
    parent, _, last = error.name.rpartition(".")
    info = interpreter.modules.named(parent)
    if info is not None:
        info.scope.names.setdefault(last, unknown)
    return unknown


def _absolute_name(node, scope):
    """The name of the module that `from` names, dots at its beginning worked out."""
    if not node.level:
        return node.module
    package = scope.module.scope.names.get("__package__") or ""
    parts = package.split(".") if package else []
    if len(parts) < node.level:
        return None
    base = parts[:len(parts) - node.level + 1]
    return ".".join(base + ([node.module] if node.module else []))


def import_from(interpreter, node, scope):
    """from a.b import c as d, e"""
    name = _absolute_name(node, scope)
    if node.module == "__future__":
        scope.module.annotations_are_text |= any(each.name == "annotations" for each in node.names)
        return
    module = _beyond(interpreter, node, scope) if name is None else _loaded(interpreter, name, node, scope)
    if len(node.names) == 1 and node.names[0].name == "*":
        _import_all(interpreter, module, scope)
        return
    failed = None
    for each in node.names:
        try:
            value = _member(interpreter, module, each.name, node, scope)
        except ImportError as error:
            failed = failed or error
            value = Unknown("%s, which could not be imported" % each.name, interpreter.place(node, scope))
        _bind(scope, each.asname or each.name, value)
    if failed is not None:
        raise failed


def _beyond(interpreter, node, scope):
    """A relative import outside of a package. Projects are run from their folder, so it is looked for there."""
    if node.module and len(scope.module.name.split(".")) == 1:
        folder = posixpath.dirname(scope.module.path) or "."
        found = interpreter.modules.beside(node.module, folder, node.level)
        if found is not None:
            return found
        return _missing(interpreter, ModuleNotFoundError(name=node.module), node, scope)
    raise ImportError("attempted relative import with no known parent package")


def _member(interpreter, module, name, node, scope):
    if isinstance(module, Unknown):
        place = interpreter.place(node, scope)
        return module.attribute(name, place) if isinstance(module, Outside) else module
    names = vars(module)
    if name in names:
        return names[name]
    info = interpreter.modules.info(module)
    if info is None:
        return _member_of_native(interpreter, module, name, node, scope)
    return _member_of_project(interpreter, module, info, name, node, scope)


def _member_of_native(interpreter, module, name, node, scope):
    try:
        return interpreter.get_attribute(module, name, interpreter.place(node, scope))
    except AttributeError:
        found = interpreter.modules.load("%s.%s" % (module.__name__, name))
        if isinstance(found, Outside):
            return Outside("%s.%s" % (module.__name__, name), interpreter.place(node, scope))
        return found


def _member_of_project(interpreter, module, info, name, node, scope):
    if "__path__" in vars(module):
        try:
            found = interpreter.modules.load("%s.%s" % (info.name, name))
        except Missing:
            found = None
        if found is not None and (not isinstance(found, Outside) or info.is_folder):
            if isinstance(found, Outside) and _expected(scope):
                raise ImportError("cannot import name %r from %r" % (name, info.name), name=name)
            return found
    if name in info.later or not info.whole or "__getattr__" in vars(module):
        return interpreter.module_attribute(module, name, interpreter.place(node, scope))
    if not info.done:
        raise ImportError("cannot import name %r from partially initialized module %r (most likely due to a circular "
                          "import)" % (name, info.name), name=name)
    raise ImportError("cannot import name %r from %r" % (name, info.name), name=name)


def _import_all(interpreter, module, scope):
    if isinstance(module, Unknown):
        scope.module.whole = False
        scope.names["*"] = module  # what it would have brought is not known
        return
    names = vars(module)
    listed = names.get("__all__")
    if isinstance(listed, (list, tuple)):
        wanted = [each for each in listed if isinstance(each, str)]
    else:
        wanted = [each for each in names if not each.startswith("_")]
    for each in wanted:
        if each in names:
            scope.names[each] = names[each]
        else:
            _import_listed(interpreter, module, each, scope)
    info = interpreter.modules.info(module)
    if info is not None and not info.whole:
        scope.module.whole = False


def _import_listed(interpreter, module, name, scope):
    """A name of __all__ that the module does not hold: a module of the package, perhaps."""
    try:
        scope.names[name] = interpreter.modules.load("%s.%s" % (module.__name__, name))
    except Missing:
        raise AttributeError("module %r has no attribute %r" % (module.__name__, name))


def defer(interpreter, body, scope):
    """Imports under TYPE_CHECKING: each happens when its name is first asked for, so that cycles do no harm."""
    for statement in body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            for each in statement.names:
                _defer_one(interpreter, statement, each, scope)
    return None


def _defer_one(interpreter, statement, alias, scope):
    single = type(statement)(**{**dict(ast.iter_fields(statement)), "names": [alias]})
    ast.copy_location(single, statement)
    bound = alias.asname or alias.name.partition(".")[0]

    def value():
        holder = type(scope)("module", {}, None, scope.module)
        try:
            interpreter.execute(single, holder)
        except Exception:
            return Unknown("%s, which could not be imported" % bound, interpreter.place(statement, scope))
        return holder.names.get(bound, Unknown("%s, which could not be imported" % bound))

    scope.module.later[bound] = value
