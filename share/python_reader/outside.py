"""What comes from a module that is neither the project's nor known to the reader."""

from .values import Unknown


class Outside(Unknown):
    """A module, or something in one. `name` is how Python would name it: "pandas.DataFrame"."""

    __slots__ = ("name",)

    def __init__(self, name, place=None, reason=""):
        super().__init__(reason or "%s, which is not part of the project" % name, place)
        self.name = name

    def attribute(self, name, place):
        return Outside("%s.%s" % (self.name, name), self.place or place)

    def result(self, place):
        return Unknown("the result of %s" % self.name, place)


def unknown_result(function, place):
    """What a call of something unknown gives."""
    if isinstance(function, Outside):
        return function.result(place)
    return Unknown(function.reason, function.place or place)
