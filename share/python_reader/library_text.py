"""Methods of str and bytes, formatting and the operators, with checks on how large the outcome grows."""

import decimal
import re
import string

from .library_guards import (MOST_BITS, MOST_DIGITS, MOST_ITEMS, MOST_TEXT, NotKnown, TooLarge, bounded, check_bits,
                             check_items, check_text, check_weight, first_unknown, guarded, pure, unknown, without_address)
from .values import Text, Unknown

_NUMBERS = re.compile(r"\d+")
_PERCENT = re.compile(r"%(?:\([^()]*\))?[#0\- +]*(\*|\d+)?(?:\.(\*|\d+))?")


def as_text(value, make=str):
    """str() or repr() of a value, when every run gives the same text."""
    found = first_unknown(value)
    if found is not None:
        raise NotKnown(found)
    if isinstance(value, (set, frozenset)) and len(value) > 1:
        raise NotKnown(unknown("the order of a set"))
    if isinstance(value, int) and not isinstance(value, bool):
        check_bits(value.bit_length())
    elif not isinstance(value, (str, bytes)):
        check_weight(value)
    return without_address(make(value))


def format_one(value, spec):
    """format(value, spec), with a check on the widths in `spec`."""
    spec = str(spec)
    for number in _NUMBERS.findall(spec):
        if len(number) > 8 or int(number) > MOST_TEXT:
            raise TooLarge("a text of more than 16 MiB")
    if isinstance(value, decimal.Decimal) and abs(value.adjusted()) > MOST_DIGITS:
        raise TooLarge("a very large number")
    if not spec:
        return as_text(value) if type(value).__format__ is object.__format__ else without_address(format(value, ""))
    return without_address(format(value, spec))


def format_value(value, conversion="", spec=""):
    """The text of one {} of an f-string, or Unknown."""
    return _FORMATTED(value, conversion, spec)


def _format_value(value, conversion, spec):
    if conversion in ("r", "a", "s"):
        value = as_text(value, {"r": repr, "a": ascii, "s": str}[conversion])
    return format_one(value, spec)


_FORMATTED = guarded(_format_value)


class _Formatter(string.Formatter):
    """str.format whose fields reach only what settings themselves could reach."""

    def __init__(self, attribute):
        self._attribute = attribute
        self._length = 0

    def get_field(self, field_name, args, kwargs):
        first, rest = string._string.formatter_field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            value = self._reach(value, name) if is_attribute else value[name]
        if isinstance(value, Unknown):
            raise NotKnown(value)
        return value, first

    def _reach(self, value, name):
        if name.startswith("_"):
            raise NotKnown(unknown("a private attribute in a format"))
        return self._attribute(value, name)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        return as_text(value, {"s": str, "r": repr, "a": ascii}[conversion])

    def format_field(self, value, format_spec):
        made = format_one(value, format_spec)
        self._length += len(made)
        check_text(self._length)
        return made

    def check_unused_args(self, used_args, args, kwargs):
        pass


def format_method(attribute):
    """str.format and str.format_map; `attribute(value, name)` answers `{0.name}`."""

    def format_text(text, *args, **kwargs):
        return _Formatter(attribute).vformat(str(text), args, kwargs)

    def format_map(text, mapping):
        return _Formatter(attribute).vformat(str(text), (), mapping)

    return {"format": guarded(format_text, "format"), "format_map": guarded(format_map)}


def percent(text, values):
    """text % values."""
    listed = values if isinstance(values, tuple) else (values,)
    widths = 0
    for found in _PERCENT.finditer(str(text) if isinstance(text, str) else text.decode("latin-1")):
        for number in found.groups():
            if number == "*":
                widths += sum(abs(each) for each in listed if isinstance(each, int))
            elif number:
                widths += int(number) if len(number) < 9 else MOST_TEXT + 1
    if isinstance(values, dict):
        listed = list(values.values())
    longest = max([len(each if isinstance(each, (str, bytes)) else as_text(each)) for each in listed] + [0])
    check_text(widths + len(text) + longest * text.count("%" if isinstance(text, str) else b"%"))
    made = text % values
    return without_address(made) if isinstance(made, str) else made


def _unchanged(method):
    """A method that may give the text back as it is: then it keeps its place and where it came from."""

    def call(text, *args, **kwargs):
        made = method(text, *args, **kwargs)
        return text if isinstance(text, Text) and made == str(text) else made

    return guarded(call, method.__name__)


def _widened(kind, name):
    method = getattr(kind, name)

    def call(text, width, *fill):
        check_text(width if isinstance(width, int) else 0)
        return method(text, width, *fill)

    return guarded(call, name)


def _replace(kind):
    def replace(text, old, new, count=-1):
        found = text.count(old)
        if count >= 0:
            found = min(found, count)
        check_text(len(text) + found * (len(new) - len(old)))
        made = kind.replace(text, old, new, count)
        return text if isinstance(text, Text) and found == 0 else made

    return guarded(replace)


def _join(kind):
    def join(between, items):
        listed = bounded(items)
        for each in listed:
            if isinstance(each, Unknown):
                raise NotKnown(each)
        lengths = sum(len(each) for each in listed if isinstance(each, (str, bytes)))
        check_text(lengths + len(between) * len(listed))
        return kind.join(between, listed)

    return guarded(join)


def _split(kind, name):
    method = getattr(kind, name)

    def split(text, *args, **kwargs):
        if len(text) > MOST_ITEMS:
            separator = args[0] if args and args[0] is not None else None
            if separator is None or text.count(separator) >= MOST_ITEMS:
                check_items(len(text))
        return method(text, *args, **kwargs)

    return guarded(split, name)


def _expandtabs(kind):
    def expandtabs(text, tabsize=8):
        tabs = text.count("\t" if kind is str else b"\t")
        check_text(len(text) + tabs * max(0, tabsize))
        return kind.expandtabs(text, tabsize)

    return guarded(expandtabs)


def _translate(text, table):
    if isinstance(table, dict):
        longest = max([len(each) for each in table.values() if isinstance(each, str)] + [1])
        check_text(len(text) * longest)
    return str.translate(text, table)


def encoded(text, encoding="utf-8", errors="strict"):
    if str(encoding).lower().replace("_", "-") not in ("utf-8", "utf8", "ascii", "latin-1", "latin1", "utf-16",
                                                      "utf-16-le", "iso-8859-1", "cp1252", "us-ascii"):
        raise NotKnown(unknown("the encoding %s" % encoding))
    return str.encode(text, encoding, errors)


def decoded(data, encoding="utf-8", errors="strict"):
    encoded("", encoding)
    return bytes.decode(data, encoding, errors)


_BOTH = ("count endswith find index isalnum isalpha isdigit islower isspace istitle isupper partition rfind rindex "
         "rpartition startswith isascii")
_SAME = "strip lstrip rstrip lower upper title capitalize swapcase removeprefix removesuffix"
_WIDE = "ljust rjust center zfill"


def _methods(kind):
    made = pure(kind, _BOTH)
    made.update({name: _unchanged(getattr(kind, name)) for name in _SAME.split() if hasattr(kind, name)})
    made.update({name: _widened(kind, name) for name in _WIDE.split()})
    made.update({name: _split(kind, name) for name in ("split", "rsplit", "splitlines")})
    made.update(replace=_replace(kind), join=_join(kind), expandtabs=_expandtabs(kind))
    return made


def text_methods(attribute):
    made = _methods(str)
    made.update(pure(str, "casefold isdecimal isidentifier isnumeric isprintable"))
    made.update(format_method(attribute))
    made.update(translate=guarded(_translate, "translate"), encode=guarded(encoded, "encode"))
    return made


def bytes_methods():
    made = _methods(bytes)
    made.update(pure(bytes, "hex translate"))
    made["decode"] = guarded(decoded, "decode")
    return made


def repeated(value, times):
    """A sequence times a number."""
    length = len(value) * max(0, times)
    if isinstance(value, (str, bytes)):
        check_text(length)
    else:
        check_items(length)
    return value * times


def power(base, exponent):
    if isinstance(base, int) and isinstance(exponent, int) and abs(base) > 1:
        check_bits(base.bit_length() * abs(exponent))
    return base ** exponent


def shifted_left(number, count):
    if isinstance(number, int) and isinstance(count, int) and number and count > 0:
        check_bits(number.bit_length() + min(count, MOST_BITS + 1))
    return number << count
