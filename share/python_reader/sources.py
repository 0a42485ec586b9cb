"""The text of a module as a tree, with the places of its nodes in bytes."""

import ast
import re
import warnings

from .values import Place, Text

_LINE_END = re.compile(b"\r\n|\r|\n")
_MARK = "\ufeff"


class CannotParse(Exception):
    """Why, in words, and where."""

    def __init__(self, message, place):
        super().__init__(message)
        self.place = place


class Parsed:
    """A SourceText and its tree."""

    def __init__(self, source):
        self.source = source
        marked = source.text.startswith(_MARK)
        text = source.text[1:] if marked else source.text
        encoded = text.encode("utf-8", "surrogatepass")
        first = len(_MARK.encode("utf-8")) if marked else 0
        self._starts = [first] + [first + each.end() for each in _LINE_END.finditer(encoded)]
        self._size = first + len(encoded)
        self._lines = text
        self.tree = self._parse(text)

    def _parse(self, text):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # they would be printed
                return ast.parse(text)
        except SyntaxError as error:
            raise CannotParse(error.msg, self._place_of_error(error))
        except ValueError as error:
            raise CannotParse(str(error), Place(self.source.source, 0, 0))
        except (RecursionError, MemoryError):
            raise CannotParse("too deeply nested", Place(self.source.source, 0, 0))

    def _place_of_error(self, error):
        """The line and the column (in characters, from 1) that Python says, as a place of one character or more."""
        line = min(max(error.lineno or 1, 1), len(self._starts))
        begin = self._starts[line - 1]
        after = self._starts[line] if line < len(self._starts) else self._size
        words = _LINE_END.split(self._lines.encode("utf-8", "surrogatepass"))[line - 1]
        before = words.decode("utf-8", "surrogatepass")[: max((error.offset or 1) - 1, 0)]
        at = min(begin + len(before.encode("utf-8", "surrogatepass")), max(after - 1, begin))
        return Place(self.source.source, at, min(at + 1, self._size))

    def place(self, node):
        """The place of a node that has lines; the whole head of a function or class is its name's line."""
        starts = self._starts
        begin = starts[node.lineno - 1] + node.col_offset
        last = node.end_lineno if node.end_lineno is not None else node.lineno
        end = starts[last - 1] + node.end_col_offset if node.end_col_offset is not None else begin
        return Place(self.source.source, begin, end)

    def words(self, node):
        """The text of a node, as a Text with its place."""
        place = self.place(node)
        encoded = self._lines.encode("utf-8", "surrogatepass")
        words = encoded[place.begin - self._starts[0]:place.end - self._starts[0]]
        return Text(words.decode("utf-8", "surrogatepass"), place)

    def head(self, node):
        """The place of the first line of a class or a function: what is shown of a definition."""
        whole = self.place(node)
        line = node.lineno
        end = self._starts[line] if line < len(self._starts) else self._size
        encoded = self._lines.encode("utf-8", "surrogatepass")
        first = self._starts[0]
        words = encoded[whole.begin - first:min(end, whole.end) - first]
        return Place(whole.source, whole.begin, whole.begin + len(words.rstrip()))
