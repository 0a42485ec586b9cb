"""What an expression of a method may be, told without running it.

Every expression gives a tuple of these, each a way that it may turn out; Unknown of values.py stands for what cannot
be told. The tuples are short, without repetition, in the order in which they were found.
"""

from .values import Unknown, place_of

MOST = 64  # ways kept for one expression


class Known:
    """An ordinary value, and where it was written."""

    def __init__(self, value, place=None):
        self.value = value
        self.place = place_of(value, place)

    def key(self):
        value = self.value
        if isinstance(value, (str, int, float, bool, bytes, type(None))):
            return ("known", type(value).__mro__[-2].__name__, value)
        return ("known", id(value))


class Setting:
    """The value of an attribute of the class that the production may set.

    `default` is a Known or None; `otherwise` has the ways that the code takes where the value is missing.
    """

    def __init__(self, name, default=None, otherwise=()):
        self.name = name
        self.default = default
        self.otherwise = otherwise

    def key(self):
        return ("setting", self.name, keys(self.otherwise))

    def or_else(self, otherwise):
        return Setting(self.name, self.default, union(self.otherwise, otherwise))


class Option:
    """An attribute that nothing in the class makes: the text of %settings does. `otherwise` as in Setting."""

    def __init__(self, name, otherwise=()):
        self.name = name
        self.otherwise = otherwise

    def key(self):
        return ("option", self.name, keys(self.otherwise))

    def or_else(self, otherwise):
        return Option(self.name, union(self.otherwise, otherwise))


class Made:
    """A message that the code made. `cls` is a type, or None for an object of the engine, which has a name only."""

    def __init__(self, cls, name=""):
        self.cls = cls
        self.name = name or getattr(cls, "__name__", "")

    def key(self):
        return ("made", id(self.cls) if self.cls is not None else 0, self.name)


class Received:
    """The message that the handler got, of type `cls` or with the name of a class of the engine."""

    def __init__(self, cls=None, name=""):
        self.cls = cls
        self.name = name or getattr(cls, "__name__", "")

    def key(self):
        return ("received", id(self.cls) if self.cls is not None else 0, self.name)


class ReceivedType:
    """type(request)"""

    def key(self):
        return ("type of received",)


class Own:
    """The component itself."""

    def key(self):
        return ("self",)


class Parent:
    """super() in a method of `owner`."""

    def __init__(self, owner):
        self.owner = owner

    def key(self):
        return ("super", id(self.owner))


class Method:
    """A method of the component, bound: a methods.Function."""

    def __init__(self, function):
        self.function = function

    def key(self):
        return ("method", id(self.function.node))


class Sender:
    """send_request_sync and its kind, bound."""

    def __init__(self, name):
        self.name = name

    def key(self):
        return ("sender", self.name)


class Local:
    """A function inside a function, or a lambda, with the variables around it, and the frame that holds it."""

    def __init__(self, function, env, frame):
        self.function = function
        self.env = env
        self.frame = frame

    def key(self):
        return ("local", id(self.function.node))


class Partial:
    """functools.partial: `called` is a tuple of ways, `positional` and `keywords` hold tuples of ways."""

    def __init__(self, called, positional, keywords):
        self.called = called
        self.positional = positional
        self.keywords = keywords

    def key(self):
        return ("partial", id(self))


class Sequence:
    """A list or a tuple that the method writes down: `elements` are tuples of ways. Lists grow."""

    def __init__(self, elements, node):
        self.elements = elements
        self.node = node

    def key(self):
        return ("sequence", id(self.node), tuple(keys(each) for each in self.elements))


class Mapping:
    """A dictionary that the method writes down: pairs of tuples of ways."""

    def __init__(self, entries, node):
        self.entries = entries
        self.node = node

    def key(self):
        return ("mapping", id(self.node), tuple(keys(value) for _, value in self.entries))


def key(way):
    return ("unknown", way.reason) if isinstance(way, Unknown) else way.key()


def keys(ways):
    return tuple(key(way) for way in ways)


def union(*several):
    """All ways, each once."""
    found = {}
    for ways in several:
        for way in ways:
            if len(found) >= MOST:
                break
            found.setdefault(key(way), way)
    return tuple(found.values())


def unknown(reason, place=None):
    return (Unknown(reason, place),)


def known_values(ways):
    """[(value, place)] of what is known among the ways; a setting counts with its default."""
    found = []
    for way in ways:
        if isinstance(way, Setting) and way.default is not None:
            way = way.default
        if isinstance(way, Known):
            found.append((way.value, way.place))
    return found


def all_known(ways):
    return bool(ways) and all(isinstance(way, Known) for way in ways)
