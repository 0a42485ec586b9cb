"""What goes wrong while code is read, as findings: exceptions that Python would raise, syntax, and what costs too much."""

import ast

from .trying import UnknownError
from .values import Unknown, hint_to_set


class Failures:
    def __init__(self, interpreter):
        self._interpreter = interpreter
        self._error = None
        self._place = None
        self.at = None
        self.stopped = None  # the ModuleInfo in which the steps were used up

    def raised(self, error, node, scope):
        """Notes where an exception comes from, the first time that it is met."""
        if self._error is not error:
            self._error = error
            self._place = self._interpreter.place(node, scope)

    @staticmethod
    def is_about_unknown(error):
        """Whether Python complained because something unknown came to where it wants a value."""
        return isinstance(error, (TypeError, AttributeError, ValueError)) and any(
            word in str(error) for word in ("'Unknown'", "Unknown found", "'Outside'", "Outside found",
                                            "type Unknown", "type Outside", "returned Unknown", "returned Outside"))

    def report(self, error, node, scope):
        """The finding for an exception that nobody caught; `node` is the statement of the module that it ended.

        In a module that the settings import it is a warning: where something of it is missing, that is said again.
        """
        statement = self._interpreter.place(node, scope)
        place = self._place if self._error is error else statement
        notes = [] if _within(place, statement) else [(statement, "met while this is read")]
        self._add(error, place, notes, "" if scope.module.is_first else "warning")
        reason = "what ended with %s" % _words(error)
        self.names_unknown(node, scope, Unknown(reason, place))
        scope.module.whole = False
        self._error = None

    def not_set(self, variable, place):
        """A variable of the environment without which Python would stop: a warning, and its value is not known."""
        reason = "the environment has no %s" % variable
        self._interpreter.findings.add("MW037", place, reason, hint_to_set(variable), severity="warning")
        return Unknown(reason, place)

    def _add(self, error, place, notes, severity):
        add = self._interpreter.findings.add
        if isinstance(error, (RecursionError, MemoryError)):
            add("MW037", place, "this is too deeply nested to be read", severity=severity, notes=notes)
        elif isinstance(error, UnknownError):
            add("MW038", place, "an exception is raised here", severity=severity, notes=notes)
        else:
            add("MW038", place, _words(error), severity=severity, notes=notes)

    def names_unknown(self, node, scope, unknown):
        """What a statement would have defined is not known after it has failed."""
        for name in _defined(node):
            if name not in scope.names:
                scope.names[name] = unknown

    def syntax(self, path, error):
        self._interpreter.findings.add("MW036", error.place, "%s is not Python: %s" % (path, error))

    def stopped_in(self, info, node):
        if self.stopped is None:
            self.stopped = info
            self.at = self.at or self._interpreter.place(node, info.scope)

    def out_of_steps(self, error):
        self._interpreter.findings.add(
            "MW902", self.at, "the settings are given up here: %s" % error,
            "make the loops shorter, or let --trust execute the file")


def _within(place, statement):
    return place.source == statement.source and statement.begin <= place.begin and place.end <= statement.end


def _words(error):
    """The last line of a traceback."""
    text = str(error).replace("\n", " ")
    name = type(error).__name__
    return "%s: %s" % (name, text) if text else name


def _defined(node):
    """The names that a statement defines, whichever way it goes."""
    found = []
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.append(each.name)
            continue
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            found.append(each.id)
        elif isinstance(each, ast.alias):
            found.append(each.asname or each.name.partition(".")[0])
        waiting.extend(ast.iter_child_nodes(each))
    return found

