"""Values that know where they were written, and values that are not known.

Everything else is an ordinary Python object: a list is a list, a class of the project is a type. Text is a Text, a
whole number a Whole, a dictionary that was written down a Table; what is made of them anew gets the place of the
expression that made it. Truth values and None have no place of their own: see `places` of Table and `calls`.
"""

from collections import namedtuple

# Bytes [begin, end) of a source of the program.
Place = namedtuple("Place", "source begin end")


class Text(str):
    """A str with the place of the literal or the expression that it came from.

    `environment` is the name of a variable of the environment whose value the text is, whole and unchanged; else None.
    `fallback` is then the text that is taken where the variable is not set, or None.
    """

    __slots__ = ("place", "environment", "fallback")

    def __new__(cls, text, place=None, environment=None, fallback=None):
        made = super().__new__(cls, text)
        made.place = place
        made.environment = environment
        made.fallback = fallback
        return made


class Whole(int):
    """An int with a place."""

    def __new__(cls, number, place=None):
        made = super().__new__(cls, number)
        made.place = place
        return made


class Real(float):
    """A float with a place."""

    def __new__(cls, number, place=None):
        made = super().__new__(cls, number)
        made.place = place
        return made


class Table(dict):
    """A dictionary that was written down: `places` has the place of each value, `key_places` that of each key."""

    __slots__ = ("place", "places", "key_places")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = None
        self.places = {}
        self.key_places = {}


# Python's own complaints name types: "'str' object has no attribute ...".
for _kept, _name in ((Text, "str"), (Whole, "int"), (Real, "float"), (Table, "dict")):
    _kept.__name__ = _name


class Unknown:
    """What only running the code would tell. Whatever is done with it is unknown for the same reason.

    `reason` is said to the user: "the result of requests.get", "an attribute of pandas".
    """

    __slots__ = ("reason", "place")

    def __init__(self, reason, place=None):
        self.reason = reason
        self.place = place

    def __repr__(self):
        return "Unknown(%r)" % self.reason


def in_quotes(name):
    """A name as messages show it; what cannot be printed in it is made visible where the message is shown."""
    return '"%s"' % name


def hint_to_set(variable):
    """What to do about a variable of the environment without which Python would stop."""
    return "set it, or say what counts without it: os.environ.get(\"%s\", \"...\")" % variable


def is_known(value):
    """Whether neither the value nor what it holds is unknown."""
    if isinstance(value, Unknown):
        return False
    if isinstance(value, dict):
        return all(is_known(key) and is_known(each) for key, each in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return all(is_known(each) for each in value)
    return True


def place_of(value, otherwise=None):
    """Where the value was written, if it knows. An object of the project may have something else under that name."""
    try:
        found = object.__getattribute__(value, "place")
    except Exception:
        return otherwise
    return found if isinstance(found, Place) else otherwise
