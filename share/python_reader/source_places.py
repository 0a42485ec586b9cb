"""Where things stand in a module, for values that have no place of their own: classes in a list, for example."""

import ast

from .sources import CannotParse, Parsed


class SourcePlaces:
    """Places of a module's own assignments. Without a text (None), and of one that does not parse, there are none."""

    def __init__(self, source):
        self._assigned = {}
        self._parsed = None
        if source is None:
            return
        try:
            self._parsed = Parsed(source)
            self._note(self._parsed.tree.body)
        except CannotParse:
            pass

    def _note(self, body):
        for node in body:
            if isinstance(node, (ast.If, ast.Try, ast.With)):
                for part in ("body", "orelse", "finalbody"):
                    self._note(getattr(node, part, []))
            elif isinstance(node, ast.Assign):
                for each in node.targets:
                    if isinstance(each, ast.Name):
                        self._assigned[each.id] = node.value
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
                self._assigned[node.target.id] = node.value

    def _place(self, node):
        return self._parsed.place(node) if node is not None else None

    def of_name(self, name):
        """Where the value of a name is written, or None."""
        return self._place(self._assigned.get(name))

    def of_element(self, name, number, count):
        """Where element `number` of the list of `count` that is called `name` is written; else where the list is."""
        node = self._assigned.get(name)
        if isinstance(node, (ast.List, ast.Tuple)) and len(node.elts) == count:
            return self._place(node.elts[number])
        return self._place(node)

    def of_key(self, name, key):
        """Where the value of `key` of the dictionary that is called `name` is written; else where the dictionary is."""
        node = self._assigned.get(name)
        if isinstance(node, ast.Dict):
            for written, value in zip(node.keys, node.values):
                if isinstance(written, ast.Constant) and written.value == key:
                    return self._place(value)
        return self._place(node)
