"""What the stand-ins for IoP share: how values become text, names of proxies, and where things were written.

Facts are from IoP 4.1 (its iop.production package): the texts are those that its production dictionaries have.
"""

from .calls import calls
from .outside import Outside
from .stubs import MARK, marked
from .values import Text, Unknown, hint_to_set

# Field of a Production: its name as a setting of the engine, and its value when it is not given.
PRODUCTION_SETTINGS = {
    "shutdown_timeout": ("ShutdownTimeout", 120),
    "update_timeout": ("UpdateTimeout", 10),
    "alert_notification_manager": ("AlertNotificationManager", ""),
    "alert_notification_operation": ("AlertNotificationOperation", ""),
    "alert_notification_recipients": ("AlertNotificationRecipients", ""),
    "alert_action_window": ("AlertActionWindow", 60),
}

PRODUCTION_DEFAULTS = {
    "testing_enabled": False,
    "log_general_trace_events": False,
    "actor_pool_size": 2,
    "description": "",
}
PRODUCTION_DEFAULTS.update((field, default) for field, (_, default) in PRODUCTION_SETTINGS.items())

# Spellings in the manner of Python that a Route, and the validation, take for a setting of the engine.
ALIASES = {"target_config_name": "TargetConfigName", "target_config_names": "TargetConfigNames"}


class Missing:
    """The value of an argument that was not given."""

    def __repr__(self):
        return "not given"

    def __bool__(self):
        return False


MISSING = Missing()


class Recording:
    """What one run of the reader gives to the stand-ins: where findings go, and how classes are found by name.

    `find_class(module, name)` gives a class of the project or None; `unknown_base(cls)` an unknown one of its bases.
    `absent(reason)` gives the value of what nobody can know without running. `registrations` is what the settings
    registered themselves: (name, description, place).
    """

    def __init__(self):
        self.start(None)

    def start(self, findings, find_class=None, absent=None, unknown_base=None):
        self.findings = findings
        self.unknown_base = unknown_base or (lambda cls: None)
        self.find_class = find_class or (lambda module, name: None)
        self.absent = absent or (lambda reason: Unknown(reason, calls.current().place))
        self.registrations = []

    def unknown(self, what, value, place, hint=""):
        """Reports that `what` cannot be known because `value` is not."""
        if self.findings is None:
            return
        unknown = first_unknown(value)
        message = "%s cannot be known without running the code: %s" % (what, unknown.reason)
        otherwise = "write the value itself, or run with --trust if you trust the code"
        if unknown.reason.startswith("the environment has no "):
            self.findings.take_back("MW037", unknown.place, unknown.reason)
            otherwise = hint_to_set(unknown.reason.rpartition(" ")[2])
        self.findings.add("MW037", unknown.place or place, message, hint or otherwise)

    def not_there(self, what, value, place):
        """Warns that a class is known by its name only, as it is imported."""
        if self.findings is not None:
            self.findings.add(
                "MW037", value.place or place,
                "%s is not part of the project: %s is taken for its module and name" % (what, absent_class(value)),
                "it is not checked, and nothing is known of what it handles and sends", severity="warning")


recording = Recording()


def is_unknown(value):
    """Whether `value` itself, or what a list or tuple holds, is unknown."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return any(is_unknown(each) for each in value)
    if isinstance(value, str):
        return MARK in value
    return isinstance(value, Unknown)


def first_unknown(value):
    """The Unknown that makes `value` unknown."""
    if isinstance(value, Unknown):
        return value
    if isinstance(value, str):
        return Unknown(marked(value)) if MARK in value else None
    return next((first_unknown(each) for each in value if is_unknown(each)), None)


def unknown_reason(value):
    return first_unknown(value).reason


def absent_class(value):
    """module.Class of a class that is imported from what is not there, or "" where not even that is known."""
    name = value.name if isinstance(value, Outside) else getattr(type(value), "dotted", lambda stub: "")(value)
    return name if "." in name else ""


def bool_text(value):
    """The text of a truth value as IoP writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    known = {"1": "true", "yes": "true", "on": "true", "0": "false", "no": "false", "off": "false"}
    text = str(value).lower().strip()
    return known.get(text, text)


def text_value(value):
    """The text of any value as IoP writes it: None is empty, truth values are true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return bool_text(value)
    return str(value)


def proxy_name(component_class):
    """The class of the engine that stands for a Python class when no other name is given.

    Whoever gives a text instead of a class hears what Python says of texts, and not of those of the reader.
    """
    if isinstance(component_class, str):
        raise AttributeError("'str' object has no attribute '__module__' (the name of a class goes into class_name=)")
    name = "Python.%s.%s" % (component_class.__module__, component_class.__name__)
    return name.replace("_", "")


def python_name(value):
    """How IoP names a class: its module and its name."""
    module = getattr(value, "__module__", "")
    name = getattr(value, "__name__", repr(value))
    return "%s.%s" % (module, name) if module else str(name)


def given_place(name, position=None):
    """Where the argument `name`, or number `position`, of the call that is being made was written."""
    call = calls.current()
    if name in call.keywords:
        return call.keywords[name]
    if position is not None and position < len(call.positional):
        return call.positional[position]
    return call.place


def place_in(table, key, otherwise=None):
    """Where the value of `key` of a dictionary was written."""
    return getattr(table, "places", {}).get(key) or getattr(table, "place", None) or otherwise


def key_place_in(table, key, otherwise=None):
    """Where the key itself was written."""
    return getattr(table, "key_places", {}).get(key) or place_in(table, key, otherwise)


def adapter_of(component_class):
    """The adapter that a class names, or "". May raise what the code of the class raises."""
    method = getattr(component_class, "get_adapter_type", None)
    if not callable(method) or isinstance(method, Unknown):
        return ""
    value = method()
    if not value or isinstance(value, Unknown):
        return ""
    return value if isinstance(value, Text) else str(value)


def adapter_of_proxy(class_name):
    """The adapter of the Python class that the name of a proxy says, or "": a class that is not there has none."""
    if not class_name or not str(class_name).startswith("Python."):
        return ""
    module, dot, name = str(class_name)[len("Python."):].rpartition(".")
    if not dot:
        return ""
    try:
        found = recording.find_class(module, name)
        return adapter_of(found) if isinstance(found, type) else ""
    except Exception:  # IoP too takes whatever goes wrong there for "no adapter"
        return ""
