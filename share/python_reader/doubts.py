"""Unknown conditions: under which of them the code stands that is being read, and whether that matters in the end."""

import types

from .library_guards import Bound

_CHANGING = frozenset(
    "append extend insert update setdefault pop popitem remove clear add discard sort reverse".split())
# Names of settings, and how bad it is not to know what they hold.
_SETTINGS = (("PRODUCTIONS", ""), ("CLASSES", "warning"), ("SCHEMAS", "warning"), ("REMOTE_SETTINGS", "warning"))


class Doubts:
    """`push` and `pop` are called around what is read although nobody knows whether it happens."""

    def __init__(self, findings):
        self._findings = findings
        self._open = []
        self._changed = {}  # id of a collection: (the collection, the Unknown on which its change depends)

    def push(self, unknown):
        self._open.append(unknown)

    def pop(self):
        self._open.pop()

    def changed(self, collection):
        """A collection is changed now."""
        if self._open:
            self._changed.setdefault(id(collection), (collection, self._open[-1]))

    def called(self, function, place):
        """A method that is none of the project's is called now."""
        if not self._open:
            return
        if isinstance(function, Bound):
            if function.__name__ in _CHANGING:
                self.changed(function.__self__)
        elif isinstance(function, types.MethodType) and not isinstance(function.__self__, type):
            self._tell("the production", self._open[-1], place, "")

    def report(self, names):
        """Findings for what the settings of a module hold and may not hold."""
        for name, severity in _SETTINGS:
            for unknown in self._in(names.get(name)):
                self._tell(name, unknown, None, severity)

    def _in(self, value):
        """The Unknowns on which what a value holds depends."""
        waiting, seen = [value], set()
        while waiting:
            each = waiting.pop()
            if not isinstance(each, (dict, list, tuple, set)) or id(each) in seen:
                continue
            seen.add(id(each))
            if id(each) in self._changed:
                yield self._changed[id(each)][1]
            waiting.extend(each.values() if isinstance(each, dict) else each)

    def _tell(self, what, unknown, place, severity):
        self._findings.add("MW037", unknown.place or place, "whether this applies to %s is not known: it depends on %s" % (
            what, unknown.reason), severity=severity)
