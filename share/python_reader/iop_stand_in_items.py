"""The stand-in for an item of a production: IoP's ComponentRef, with the place of each of its values."""

from .calls import calls
from .iop_stand_in_settings import Setting, TargetSetting, TargetSettingRef
from .iop_stand_in_values import (
    adapter_of, adapter_of_proxy, bool_text, given_place, is_unknown, key_place_in, place_in, proxy_name, recording,
    text_value)
from .values import Unknown

# Attributes of an item: their names in a production dictionary, what they are when not given, and how they become text.
ITEM_ATTRIBUTES = {
    "category": ("@Category", "", text_value),
    "pool_size": ("@PoolSize", 1, text_value),
    "enabled": ("@Enabled", True, bool_text),
    "foreground": ("@Foreground", False, bool_text),
    "comment": ("@Comment", "", text_value),
    "log_trace_events": ("@LogTraceEvents", False, bool_text),
    "schedule": ("@Schedule", "", text_value),
}


def setting_name(name):
    """The name of a setting that is given by name, or as the setting that a class declares."""
    return name.name if isinstance(name, Setting) and name.name else name if isinstance(name, str) else str(name)


def settings_table(values):
    """IoP takes what dict() takes. Raises as dict() does."""
    return {setting_name(key): value for key, value in dict(values or {}).items()}


def target_settings(component_class):
    """(name, TargetSetting) of each target setting of a class, those of its bases first."""
    found = {}
    for base in reversed(component_class.__mro__):
        for name, value in base.__dict__.items():
            if isinstance(value, TargetSetting):
                found[name] = value
    return tuple(found.items())


def default_target(component_setting):
    """The item that a target setting goes to when nothing is connected, or ""."""
    value = component_setting.default
    if value is None or is_unknown(value):
        return ""
    name = getattr(value, "name", value)
    return name if isinstance(name, str) and name == name.strip() else str(name).strip()


class ComponentRef:
    """One item. `places` has the place of each attribute, (target, name) that of a setting, and "place" its own.

    `given` are the attributes that the code gives, `routes` the names of Host settings that connections made.
    `left_out` says that the item is not in its production, because something of it cannot be known; `lenient` that its
    class cannot be asked, so that it may have any target setting.
    """

    def __init__(self, production, name, component_class=None, class_name=None, adapter_class=None,
                 adapter_class_name="", kind="component", host_settings=None, adapter_settings=None,
                 other_settings=None, **attributes):
        self.places = {"place": calls.current().place}
        self.given = set()
        self.routes = []
        self.left_out = False
        self.lenient = False
        self.production = production
        self.name = name
        self.component_class = component_class
        self.class_name = class_name
        self.adapter_class = adapter_class
        self.adapter_class_name = adapter_class_name
        self.kind = kind
        for field, (_, default, _) in ITEM_ATTRIBUTES.items():
            setattr(self, field, attributes.get(field, default))
        self.host_settings = host_settings if host_settings is not None else {}
        self.adapter_settings = adapter_settings if adapter_settings is not None else {}
        self.other_settings = other_settings if other_settings is not None else []
        self.target_setting_names = set()
        self.runtime_metadata = {}
        self._name_classes()

    def _name_classes(self):
        if self.class_name is None:
            if self.component_class is None:
                raise ValueError("component_class or class_name is required")
            self.class_name = proxy_name(self.component_class)
        if self.adapter_class is not None and not self.adapter_class_name:
            self.adapter_class_name = proxy_name(self.adapter_class)
        if not self.adapter_class_name:
            self.adapter_class_name = adapter_of(self.component_class)
        if not self.adapter_class_name:
            self.adapter_class_name = adapter_of_proxy(self.class_name)

    def __getattr__(self, name):
        if name.startswith("__") or name in ("component_class", "target_setting_names", "production", "lenient"):
            raise AttributeError(name)
        if isinstance(getattr(self.component_class, name, None), TargetSetting):
            return TargetSettingRef(self.production, self, name)
        if name in self.target_setting_names or self.left_out or self._may_have(name):
            return self.target_setting(name)
        raise AttributeError(
            "item %r has no target setting %r: %s declares none of that name" % (
                str(self.name), name, self.class_name))

    def _may_have(self, name):
        """Whether the class has, or may inherit from what is unknown, an attribute that nobody can look at."""
        if self.lenient or isinstance(getattr(self.component_class, name, None), Unknown):
            return True
        return isinstance(self.component_class, type) and recording.unknown_base(self.component_class) is not None

    def target_setting(self, name):
        self.target_setting_names.add(name)
        return TargetSettingRef(self.production, self, name)

    port = target_setting

    def place_of_setting(self, target, name):
        return self.places.get((target, name)) or self.places["place"]

    def place_of_name(self, target, name):
        """Where the name of a setting was written."""
        return self.places.get((target, name, "name")) or self.place_of_setting(target, name)

    def note_settings(self, target, values, place):
        """Remembers where the values of a dictionary of settings were written."""
        for key in values:
            self.places[(target, setting_name(key))] = place_in(values, key, place)
            self.places[(target, setting_name(key), "name")] = key_place_in(values, key, place)

    def _attribute(self, field, value, place):
        setattr(self, field, value)
        self.given.add(field)
        self.places[field] = place
        return self

    def pool(self, size):
        return self._attribute("pool_size", size, given_place("size", 0))

    def enable(self, enabled=True):
        return self._attribute("enabled", enabled, given_place("enabled", 0))

    def disable(self):
        return self._attribute("enabled", False, calls.current().place)

    def run_foreground(self, enabled=True):
        return self._attribute("foreground", enabled, given_place("enabled", 0))

    def trace(self, enabled=True):
        return self._attribute("log_trace_events", enabled, given_place("enabled", 0))

    def schedule_on(self, schedule):
        return self._attribute("schedule", schedule, given_place("schedule", 0))

    def comment_as(self, text):
        return self._attribute("comment", text, given_place("text", 0))

    def category_as(self, category):
        return self._attribute("category", category, given_place("category", 0))

    def update_settings(self, target, values, place):
        """Takes over settings; one whose value is None is taken away."""
        settings = self.host_settings if target == "Host" else self.adapter_settings
        values = values or {}
        for key, value in values.items():
            name = setting_name(key)
            if value is None:
                settings.pop(name, None)
            else:
                settings[name] = value
        self.note_settings(target, values, place)
        return self

    def set_host_setting(self, name, value):
        self.host_settings[setting_name(name)] = value
        self.places[("Host", setting_name(name))] = given_place("value", 1)

    def _one_setting(self, target, name, value, first):
        self.update_settings(target, {name: value}, given_place("value", first + 1))
        self.places[(target, setting_name(name), "name")] = given_place("name", first)
        return self

    def host_setting(self, name, value):
        return self._one_setting("Host", name, value, 0)

    setting = host_setting

    def adapter_setting(self, name, value):
        return self._one_setting("Adapter", name, value, 0)

    def host_settings_update(self, values):
        return self.update_settings("Host", values, given_place("values", 0))

    settings_update = host_settings_update

    def adapter_settings_update(self, values):
        return self.update_settings("Adapter", values, given_place("values", 0))

    def other_setting(self, target, name, value):
        if target in ("Host", "Adapter"):
            return self._one_setting(target, name, value, 1)
        self.other_settings = [
            each for each in self.other_settings
            if not (each.get("@Target") == target and each.get("@Name") == name)]
        if value is not None:
            text = value if is_unknown(value) or isinstance(value, str) else text_value(value)
            self.other_settings.append({"@Target": target, "@Name": name, "#text": text})
            self.places[(target, name)] = given_place("value", 2)
        return self

    def connect(self, target_setting, target_component=None, **options):
        self.production.connect_item(self, target_setting, target_component, **options)
        return self

    def connect_add(self, target_setting, target_component):
        return self.connect(target_setting, target_component, mode="add")

    def own_target_setting(self, target_setting):
        """The reference for what connect() was given: a reference, a setting of the class, or a name."""
        if isinstance(target_setting, TargetSettingRef):
            if target_setting.production is not self.production:
                raise ValueError("source target setting belongs to a different Production")
            if target_setting.component is not self:
                raise ValueError("source target setting belongs to a different component")
            return target_setting
        if isinstance(target_setting, TargetSetting):
            require_owner(target_setting, self.component_class, "Target setting")
        return self.target_setting(setting_name(target_setting))

    def start(self):
        """What the running engine would do is not done."""

    stop = restart = start

    def inspect(self, *, refresh=True):
        return self.production.what_runs("inspect")

    def test(self, *arguments, **options):
        return self.production.what_runs("test")

    def to_dict(self):
        item = {"@Name": self.name, "@Category": self.category, "@ClassName": self.class_name}
        for field, (key, _, text) in ITEM_ATTRIBUTES.items():
            if field not in ("category", "comment", "schedule"):
                item[key] = text(getattr(self, field))
        item["@Comment"] = self.comment
        item["@Schedule"] = self.schedule
        settings = _settings_list("Host", self.host_settings) + _settings_list("Adapter", self.adapter_settings)
        settings.extend(dict(each) for each in self.other_settings)
        if settings:
            item["Setting"] = settings
        return item


def _settings_list(target, values):
    return [{"@Target": target, "@Name": setting_name(name), "#text": text_value(value)}
            for name, value in values.items()]


def require_owner(target_setting, component_class, words):
    """A target setting that is named through its class must be one of the class of the item."""
    if not target_setting.name:
        raise ValueError("%s must be declared on a component class" % words)
    owner = target_setting.owner
    if owner is None or not isinstance(component_class, type) or issubclass(component_class, owner):
        return
    raise ValueError("%s %r belongs to %s.%s, not %s.%s" % (
        words, target_setting.name, owner.__module__, owner.__qualname__,
        component_class.__module__, component_class.__qualname__))
