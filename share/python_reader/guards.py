"""What reading may cost: steps, depth, sizes. Whoever writes the settings shall not be able to keep us busy.

A thing that becomes too large is not known (`TooLarge` is turned into an Unknown where it arises); when the steps are
used up, reading ends (`OutOfSteps`).
"""

import sys
import threading

MOST_STEPS = 5_000_000
STEPS_AFTERWARDS = 500_000  # for what is still asked when the settings have used up theirs
MOST_CALLS_DEEP = 150
MOST_TEXT = 16 * 1024 * 1024
MOST_ENTRIES = 1_000_000
MOST_BITS = 4096
MOST_YIELDED = 100_000
MOST_OF_ALL = 128 * 1024 * 1024  # bytes of all large values together, over the whole reading
_FRAMES = 20_000  # of Python, for the calls that are read and what they stand in
_STACK = 128 * 1024 * 1024
_LARGE = 64 * 1024


class TooLarge(BaseException):
    """A value that nobody writes settings with; the text is the reason that an Unknown gives."""


class OutOfSteps(BaseException):
    """The reading as a whole has cost too much."""


def with_room(function):
    """function(), on a stack that is deep enough for MOST_CALLS_DEEP; what it raises is raised here."""
    outcome = []

    def run():
        try:
            outcome.append((function(), None))
        except BaseException as error:
            outcome.append((None, error))

    before = sys.getrecursionlimit(), threading.stack_size(_STACK)
    sys.setrecursionlimit(_FRAMES)
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(before[0])
        threading.stack_size(before[1])
    value, error = outcome[0]
    if error is not None:
        raise error
    return value


class Budget:
    def __init__(self, steps=MOST_STEPS):
        self.left = steps
        self.deep = 0
        self._large = 0

    def spend(self, value):
        """Counts a value that was just made; a large one is part of a sum that has an end."""
        size = size_of(value)
        if size < _LARGE:
            return
        self._large += size
        if self._large > MOST_OF_ALL:
            raise OutOfSteps("what it makes is too large to be read (more than 128 MiB)")


def size_of(value):
    """Bytes, roughly, of a text or a collection; 0 of anything else."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, (bytes, bytearray)):
        return len(value)
    if isinstance(value, (list, tuple, dict, set, frozenset)):
        return 16 * len(value)
    return 0


def text_of_size(size):
    if size > MOST_TEXT:
        raise TooLarge("a text of more than 16 MiB")


def entries(count):
    if count > MOST_ENTRIES:
        raise TooLarge("a collection of more than 1,000,000 entries")


def bits(count):
    if count > MOST_BITS:
        raise TooLarge("a number of more than 4,096 bits")


def fits(value):
    """The value, if it is not too large; whole numbers, texts and collections are measured."""
    if isinstance(value, int):
        bits(value.bit_length())
    elif isinstance(value, (str, bytes, bytearray)):
        text_of_size(len(value))
    elif isinstance(value, (list, tuple, dict, set, frozenset)):
        entries(len(value))
    return value
