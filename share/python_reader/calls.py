"""Where the call that is being made stands: what a stand-in that records asks for.

The interpreter notes each call of something that is not the project's before it makes it. When the settings are
executed instead, `watch_frames` lets the frames of Python answer.
"""

from collections import namedtuple

# place: of the whole call. positional: places of its arguments, in order. keywords: {name: place}.
Call = namedtuple("Call", "place positional keywords")

_NOWHERE = Call(None, (), {})


class Calls:
    def __init__(self):
        self._noted = []
        self._watching = None

    def note(self, call):
        self._noted.append(call)

    def forget(self):
        self._noted.pop()

    def watch_frames(self, current):
        """`current()` gives the Call that is being made, from now on."""
        self._watching = current

    def current(self):
        if self._watching is not None:
            return self._watching() or _NOWHERE
        return self._noted[-1] if self._noted else _NOWHERE


calls = Calls()
