"""Where things stand in a module, for values that have no place of their own: classes in a list, for example."""

import ast

from .values import Place


class SourcePlaces:
    """Places of a module's own assignments. A text that does not parse has none."""

    def __init__(self, source):
        self._source = source.source
        self._assigned = {}
        self._begins = [0]
        for line in source.text.encode("utf-8").splitlines(keepends=True):
            self._begins.append(self._begins[-1] + len(line))
        try:
            self._note(ast.parse(source.text).body)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass

    def _note(self, body):
        for node in body:
            if isinstance(node, ast.Assign):
                names = [each.id for each in node.targets if isinstance(each, ast.Name)]
            elif isinstance(node, (ast.AnnAssign, ast.AugAssign)) and isinstance(node.target, ast.Name):
                names = [node.target.id] if node.value is not None else []
            else:
                for part in ("body", "orelse", "finalbody"):
                    if isinstance(node, (ast.If, ast.Try, ast.With)):
                        self._note(getattr(node, part, []))
                continue
            for name in names:
                self._assigned[name] = node.value

    def of_node(self, node):
        begin = self._begins[node.lineno - 1] + node.col_offset
        end = self._begins[node.end_lineno - 1] + node.end_col_offset
        return Place(self._source, begin, end)

    def of_name(self, name):
        """Where the value of a name is written, or None."""
        node = self._assigned.get(name)
        return self.of_node(node) if node is not None else None

    def of_element(self, name, number, count):
        """Where element `number` of the list of `count` that is called `name` is written; else where the list is."""
        node = self._assigned.get(name)
        if isinstance(node, (ast.List, ast.Tuple)) and len(node.elts) == count:
            return self.of_node(node.elts[number])
        return self.of_name(name)

    def of_key(self, name, key):
        """Where the value of `key` of the dictionary that is called `name` is written; else where the dictionary is."""
        node = self._assigned.get(name)
        if isinstance(node, ast.Dict):
            for written, value in zip(node.keys, node.values):
                if isinstance(written, ast.Constant) and written.value == key:
                    return self.of_node(value)
        return self.of_name(name)


class NoPlaces:
    """For a module without a text."""

    def of_name(self, name):
        return None

    def of_element(self, name, number, count):
        return None

    def of_key(self, name, key):
        return None
