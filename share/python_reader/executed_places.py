"""Places while Python itself executes settings: what the frames of Python tell of the call that is being made."""

import ast
import os
import sys

from .calls import Call
from .sources import CannotParse, Parsed
from .values import Place, Table

_OWN = __name__.rpartition(".")[0] + "."
TABLE_NAME = "__millwright_table__"


class ProjectFiles:
    """The files of the project that are executed: their texts come from the program, so that places have its numbers.

    `cwd` is the working directory of the program, `settings` the settings as the program calls them, `path` their
    absolute path. Of what lies outside of both folders the program is not asked: it would not tell.
    """

    def __init__(self, program, cwd, path, settings):
        self._program = program
        self._folders = [(cwd, ""), (os.path.dirname(path), os.path.dirname(settings))]
        self._parsed = {}  # absolute path: Parsed or None
        self._calls = {}  # absolute path: {position: ast.Call}

    def is_of_project(self, path):
        """Whether a file is neither Python's own nor an installed package's."""
        if not path or path.startswith("<") or not os.path.isabs(path):
            return False
        parts = path.split(os.sep)
        if "site-packages" in parts or "dist-packages" in parts:
            return False
        return not path.startswith(os.path.dirname(os.path.realpath(os.__file__)) + os.sep)

    def _is_frame_of_project(self, frame):
        name = frame.f_globals.get("__name__") or ""
        return not name.startswith(_OWN) and self.is_of_project(frame.f_code.co_filename)

    def asked_as(self, path):
        """How the program calls a file, or None."""
        for folder, called in self._folders:
            if path.startswith(folder.rstrip(os.sep) + os.sep):
                return os.path.join(called, os.path.relpath(path, folder))
        return None

    def parsed(self, path):
        """The Parsed of a file of the project, or None."""
        if path not in self._parsed:
            asked = self.asked_as(path) if self.is_of_project(path) else None
            source = self._program.read(asked) if asked is not None else None
            try:
                self._parsed[path] = Parsed(source) if source is not None else None
            except CannotParse:
                self._parsed[path] = None
        return self._parsed[path]

    def current(self):
        """The Call that is being made by the innermost frame of the project, or None."""
        frame = sys._getframe(1)
        while frame is not None:
            code = frame.f_code
            if self._is_frame_of_project(frame):
                return self._call_at(code, frame.f_lasti, frame.f_lineno)
            frame = frame.f_back
        return None

    def place_of_error(self, error):
        """Where an exception was raised: the innermost frame of the project."""
        found = None
        traceback = error.__traceback__
        while traceback is not None:
            if self._is_frame_of_project(traceback.tb_frame):
                found = (traceback.tb_frame.f_code, traceback.tb_lasti, traceback.tb_lineno)
            traceback = traceback.tb_next
        return self._call_at(*found).place if found else None

    def _call_at(self, code, instruction, line):
        parsed = self.parsed(code.co_filename)
        if parsed is None:
            return Call(None, (), {})
        position = _position(code, instruction, line)
        node = self._call_nodes(code.co_filename, parsed).get(position)
        if node is not None:
            return Call(
                parsed.place(node), tuple(parsed.place(each) for each in node.args),
                {each.arg: parsed.place(each.value) for each in node.keywords if each.arg})
        return Call(_place_of_lines(parsed, position), (), {})

    def _call_nodes(self, path, parsed):
        if path not in self._calls:
            found = {}
            for node in ast.walk(parsed.tree):
                if isinstance(node, ast.Call):
                    found[(node.lineno, node.end_lineno, node.col_offset, node.end_col_offset)] = node
                    found.setdefault((node.lineno, None, None, None), node)
            self._calls[path] = found
        return self._calls[path]

    def tables(self, path, tree):
        """Makes each dictionary that is written in a module a Table with the places of its values."""
        parsed = self.parsed(path)
        return tree if parsed is None else ast.fix_missing_locations(_Tables(parsed).visit(tree))


def _position(code, instruction, line):
    """(line, end line, column, end column) of an instruction; Python before 3.11 knows the line only."""
    if hasattr(code, "co_positions"):
        for number, position in enumerate(code.co_positions()):
            if number == instruction // 2 and None not in position:
                return position
    return (line, None, None, None)


def _place_of_lines(parsed, position):
    line, end_line, column, end_column = position
    whole = ast.Constant(value=None)
    if column is None:
        whole.lineno, whole.end_lineno, whole.col_offset, whole.end_col_offset = line, line, 0, sys.maxsize
        return parsed.head(whole)
    whole.lineno, whole.end_lineno, whole.col_offset, whole.end_col_offset = line, end_line, column, end_column
    return parsed.place(whole)


class _Tables(ast.NodeTransformer):
    """{...} becomes a call that makes a Table of it, with the places of keys and values as numbers."""

    def __init__(self, parsed):
        self._parsed = parsed

    def visit_Dict(self, node):
        self.generic_visit(node)
        if any(key is None for key in node.keys):
            return node
        pairs = [_tuple([_numbers(self._parsed.place(key)), _numbers(self._parsed.place(value))])
                 for key, value in zip(node.keys, node.values)]
        place = _numbers(self._parsed.place(node))
        made = ast.Call(
            func=ast.Name(id=TABLE_NAME, ctx=ast.Load()), args=[node, place, _tuple(pairs)], keywords=[])
        return ast.copy_location(made, node)

    def visit_match_case(self, node):
        node.body = [self.visit(each) for each in node.body]
        return node


def _tuple(nodes):
    return ast.Tuple(elts=nodes, ctx=ast.Load())


def _numbers(place):
    return _tuple([ast.Constant(value=number) for number in place])


def table(written, place, pairs):
    """The Table of a dictionary display. Equal keys leave fewer values than were written: those have no places."""
    made = Table(written)
    made.place = Place(*place)
    if len(made) == len(pairs):
        for key, (key_place, value_place) in zip(made, pairs):
            made.key_places[key] = Place(*key_place)
            made.places[key] = Place(*value_place)
    return made
