"""pathlib, open() and what reads files: of the project only, through the program, and never written."""

import io
import json
import pathlib

from .library_containers import merged, put
from .library_guards import (MOST_DIGITS, NotKnown, TooLarge, bounded, check_text, check_weight, does_nothing, guarded, here,
                             placed, tells_nothing, unknown)
from .library_native import applied, called_as, exposed
from .library_os import StandardModule, path_text
from .values import Text, Unknown


class File:
    """A file of the project that was opened to be read."""

    def __init__(self, path, text, binary):
        self.name = path
        self._stream = io.StringIO(text)
        self._binary = binary

    def _made(self, text):
        return text.encode("utf-8") if self._binary else Text(text, here())

    def read(self, size=-1):
        return self._made(self._stream.read(size))

    def readline(self):
        return self._made(self._stream.readline())

    def readlines(self):
        return [self._made(line) for line in bounded(self._stream)]

    def __iter__(self):
        return iter(self.readlines())

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return False

    close = staticmethod(does_nothing)


def text_of(places, path):
    """The text of a file of the project. NotKnown where it is not the project's or cannot be read."""
    asked = places.asked(path)
    if asked is None:
        raise NotKnown(unknown("what %s holds" % path_text(path)))
    source = places.program.read(asked)
    if source is None:
        if places.program.kind(asked) == "missing":
            raise FileNotFoundError(2, "No such file or directory", path_text(path))
        raise NotKnown(unknown("what %s holds" % path_text(path)))
    return source.text


def opener(places):
    def open_file(file, mode="r", *_more, **_options):
        if isinstance(mode, Unknown) or set(str(mode)) & set("wax+"):
            raise NotKnown(unknown("what open() writes"))
        if isinstance(file, int):
            raise NotKnown(unknown("what open() reads"))
        return File(path_text(file), text_of(places, file), "b" in mode)

    return guarded(open_file, "open")


_UNKNOWN_OF_PATH = "stat lstat owner group glob rglob iterdir readlink read_bytes samefile walk is_symlink is_mount"
_NOTHING_OF_PATH = "mkdir touch unlink rmdir rename replace chmod write_text write_bytes symlink_to hardlink_to"
PURE_PATH_METHODS = ("as_posix is_absolute joinpath match relative_to is_relative_to with_name with_stem with_suffix "
                     "as_uri is_reserved")


def _of_path(name):
    """A method of paths. A path keeps the texts that it is given, and Python wants no texts but its own in one."""
    method = getattr(pathlib.PurePosixPath, name)
    return guarded(lambda path, *texts: method(path, *[path_text(each) for each in texts]), name)


PURE_PATH = {name: _of_path(name) for name in PURE_PATH_METHODS.split() if hasattr(pathlib.PurePosixPath, name)}
PATH_ATTRIBUTES = "name stem suffix suffixes parts parent parents anchor root drive"


called_as(pathlib.PurePosixPath)(lambda *parts: pathlib.PurePosixPath(*[path_text(each) for each in parts]))


def path_class(places):
    """pathlib.Path whose questions the program answers."""

    class Path(pathlib.PurePosixPath):
        __slots__ = ()

        def exists(self, **_options):
            return places.kind(self) != "missing"

        def is_file(self, **_options):
            return places.kind(self) == "file"

        def is_dir(self, **_options):
            return places.kind(self) == "folder"

        def read_text(self, *_encoding, **_options):
            return text_of(places, self)

        def open(self, mode="r", *_more, **_options):
            return opener(places)(self, mode)

        def absolute(self):
            return self if self.is_absolute() else type(self)(places.cwd) / self

        def resolve(self, strict=False):
            return type(self)(places.absolute(self))

        def expanduser(self):
            return type(self)(places.expand_user(self))

        @classmethod
        def cwd(cls):
            return cls(places.cwd)

        @classmethod
        def home(cls):
            return cls(places.home())

    return _finished(Path)


def _finished(cls):
    for name in _UNKNOWN_OF_PATH.split():
        setattr(cls, name, staticmethod(tells_nothing("what Path.%s() finds" % name)))
    for name in _NOTHING_OF_PATH.split():
        setattr(cls, name, staticmethod(does_nothing))
    for name in ("exists", "is_file", "is_dir", "read_text", "open", "absolute", "resolve", "expanduser"):
        setattr(cls, name, guarded(getattr(cls, name), name))
    for name in ("cwd", "home"):
        setattr(cls, name, classmethod(guarded(vars(cls)[name].__func__, name)))
    cls.__qualname__ = "Path"
    return exposed(cls)


def pathlib_module(places):
    path = path_class(places)
    return StandardModule("pathlib", {"Path": path, "PosixPath": path, "PurePath": pathlib.PurePosixPath,
                                      "PurePosixPath": pathlib.PurePosixPath})


def _whole_number(digits):
    if len(digits) > MOST_DIGITS:
        raise TooLarge("a number of %d digits" % len(digits))
    return int(digits)


def with_places(value, depth=0, place=None):
    """What a parser made, with the place of the call everywhere and its dictionaries as Tables."""
    if depth > 200:
        raise TooLarge("something very deep")
    place = place or here()
    if isinstance(value, dict):
        table = merged()
        for key, each in value.items():
            put(table, placed(key, place), with_places(each, depth + 1, place), place)
        return table
    if isinstance(value, list):
        return [with_places(each, depth + 1, place) for each in value]
    return placed(value, place)


def _parsed(parse):
    """A guarded parser of a text."""

    def loads(text, **options):
        if any(value is not None for value in options.values()):
            raise NotKnown(unknown("a parser with options"))
        text = text.decode("utf-8") if isinstance(text, bytes) else str(text)
        check_text(len(text))
        try:
            return with_places(parse(text))
        except RecursionError:
            raise TooLarge("something very deep")

    return loads


def _loading(loads):
    def load(file, **options):
        return loads(applied(file.read)() if isinstance(file, File) else _not_a_file(file), **options)

    return load


def _not_a_file(file):
    raise NotKnown(unknown("what is read from a %s" % type(file).__name__))


def _dumps(value, indent=None, sort_keys=False, ensure_ascii=True, separators=None, default=None, **_options):
    if isinstance(indent, int) and indent > 100:
        raise TooLarge("a text of more than 16 MiB")
    check_weight(value)
    try:
        return json.dumps(value, indent=indent, sort_keys=sort_keys, ensure_ascii=ensure_ascii,
                          separators=separators, default=None if default is None else applied(default))
    except RecursionError:
        raise TooLarge("something very deep")


def json_module():
    loads = _parsed(lambda text: json.loads(text, parse_int=_whole_number))
    return StandardModule("json", {
        "loads": guarded(loads, "loads"), "load": guarded(_loading(loads), "load"),
        "dumps": guarded(_dumps, "dumps"), "dump": tells_nothing("what json.dump() writes"),
        "JSONDecodeError": json.JSONDecodeError,
    })


def tomllib_module():
    try:
        import tomllib
    except ImportError:  # Python before 3.11
        return None
    loads = _parsed(tomllib.loads)
    return StandardModule("tomllib", {"loads": guarded(loads, "loads"), "load": guarded(_loading(loads), "load"),
                                      "TOMLDecodeError": tomllib.TOMLDecodeError})


class ConfigFile:
    """configparser.ConfigParser over files of the project."""

    def __init__(self, places, arguments):
        import configparser

        self._places = places
        self._parser = configparser.ConfigParser(**{name: arguments[name] for name in ("interpolation",)
                                                    if arguments.get(name, 0) is None})

    def read(self, names, encoding=None):
        found = []
        for name in [names] if isinstance(names, (str, pathlib.PurePath)) else bounded(names):
            try:
                self._parser.read_string(text_of(self._places, name))
                found.append(path_text(name))
            except FileNotFoundError:
                continue
        return found

    def read_string(self, text):
        self._parser.read_string(text)

    def get(self, section, option, fallback=None, **_options):
        if fallback is not None:
            return placed(self._parser.get(section, option, fallback=fallback))
        return placed(self._parser.get(section, option))

    def getint(self, section, option, **options):
        return placed(self._parser.getint(section, option, **options))

    def getboolean(self, section, option, **options):
        return self._parser.getboolean(section, option, **options)

    def sections(self):
        return placed(self._parser.sections())

    def has_section(self, section):
        return self._parser.has_section(section)

    def has_option(self, section, option):
        return self._parser.has_option(section, option)

    def __contains__(self, section):
        return section in self._parser

    def __getitem__(self, section):
        return with_places(dict(self._parser[section]))


for _name in ("read", "read_string", "get", "getint", "getboolean"):
    setattr(ConfigFile, _name, guarded(getattr(ConfigFile, _name), _name))


def configparser_module(places):
    import configparser

    made = {name: guarded(lambda *_args, **options: ConfigFile(places, options), name, True)
            for name in ("ConfigParser", "RawConfigParser", "SafeConfigParser")}
    made.update({name: getattr(configparser, name) for name in ("NoSectionError", "NoOptionError", "Error")})
    return StandardModule("configparser", made)


def _csv_rows(file, *_args, **options):
    import csv

    return [placed(row) for row in csv.reader(bounded(file), **_csv_options(options))]


def _csv_tables(file, fieldnames=None, *_args, **options):
    import csv

    rows = csv.DictReader(bounded(file), fieldnames, **_csv_options(options))
    return [with_places(dict(row)) for row in rows]


def _csv_options(options):
    return {name: value for name, value in options.items() if name in ("delimiter", "quotechar", "skipinitialspace")}


def csv_module():
    return StandardModule("csv", {"reader": guarded(_csv_rows, "reader"), "DictReader": guarded(_csv_tables),
                                  "writer": tells_nothing("csv.writer()")})
