"""IoP's own validation of productions: its issues in its words, and the findings that Millwright makes of them.

The classes of the engine cannot be asked, so that only names of settings of classes of the project are judged.
"""

import inspect

from .iop_stand_in_items import target_settings
from .iop_stand_in_settings import Setting
from .iop_stand_in_values import ALIASES, PRODUCTION_DEFAULTS, PRODUCTION_SETTINGS, is_unknown, key_place_in, place_in
from .raw_production import PRODUCTION_KEYS, as_list, split_settings
from .report import place_json
from .values import in_quotes

_EXCLUDED = frozenset((
    "INFO_URL", "ICON_URL", "PERSISTENT_PROPERTY_LIST", "log_to_console", "logger", "iris_handle", "DISPATCH",
    "adapter", "Adapter", "buffer", "BusinessHost", "business_host", "business_host_python"))

_PRODUCTION_FIELDS = frozenset(PRODUCTION_DEFAULTS) | {"name", "namespace"}

# Settings that the engine gives to every item: IoP does not know them, and they have an effect all the same.
_OF_THE_ENGINE = frozenset((
    "AlertGroups", "AlertOnError", "AlertOnBadMessage", "AlertRetryGracePeriod", "ArchiveIO", "BusinessPartner",
    "CallInterval", "DefCharEncoding", "DisableErrorTraps", "Enabled", "FailureTimeout", "Foreground",
    "GenerateSuperSessionID", "IOLogEntry", "InactivityTimeout", "LogTraceEvents", "MessageBankConnection",
    "PartitionedData", "PoolSize", "QueueCountAlert", "QueueWaitAlert", "ReplyCodeActions", "Retry", "RetryInterval",
    "Schedule", "SendSuperSession", "StayConnected", "ThrottleDelay", "WorkgroupCategory"))


def local_names(component_class, world):
    """The names of the settings of a class as IoP finds them, or None when they cannot be known."""
    if world.unknown_base(component_class) is not None:
        return None
    names = set()
    members = {}
    for base in reversed(component_class.__mro__[:-1]):
        members.update(base.__dict__)
        names.update(getattr(base, "__dict__", {}).get("__annotations__", {}) or {})
    names.update(members)
    return {name for name in names if _is_setting(name, members, component_class)}


def _is_setting(name, members, component_class):
    if name.startswith("_") or name in _EXCLUDED:
        return False
    value = members.get(name)
    if isinstance(value, Setting):
        return not value.exclude
    if isinstance(value, (type, staticmethod, classmethod)) or inspect.isroutine(value) or callable(value):
        return False
    return not _is_excluded_by_info(name, component_class)


def _is_excluded_by_info(name, component_class):
    """Old components say with the annotation of NAME_info() that an attribute is no setting."""
    told = getattr(getattr(component_class, name + "_info", None), "__annotations__", None)
    said = told.get("return") if isinstance(told, dict) else None
    return isinstance(said, dict) and bool(said.get("ExcludeFromSettings"))


class Validation:
    """Collects issues, in IoP's order, and findings."""

    def __init__(self, world, findings):
        self._world = world
        self._findings = findings
        self._production = ""
        self._known_names = {}
        self.issues = []

    def _issue(self, kind, path, message, place, suggestion=""):
        self.issues.append({
            "production": self._production, "kind": kind, "path": path, "message": message, "suggestion": suggestion,
            "place": place_json(place)})

    def production_object(self, production):
        self._production = str(production.name)
        for name in sorted(vars(production)):
            if not name.startswith("_") and name not in _PRODUCTION_FIELDS:
                place = production._places.get("place")
                self._issue("production", "production." + name,
                            "Unknown public Production attribute. Only documented Production fields are serialized.",
                            place)
                self._findings.add("MW109", place, "production %s has an attribute %s, which IoP does not know" % (
                    in_quotes(self._production), in_quotes(name)),
                    "take it out, or give it a name that begins with an underscore")
        for item in production.items:
            self._item(item)
        names = {str(each.name) for each in production.items}
        for item in production.items:
            self._targets(item, names)

    def _item(self, item):
        path = "items.%s.settings." % item.name
        self._settings(item.name, path + "Host", item.host_settings, item.component_class,
                       lambda name: item.place_of_name("Host", name))
        if item.kind == "process" and item.adapter_settings:
            self._issue("setting", path + "Adapter", "Business process items do not support adapter settings.",
                        item.place_of_setting("Adapter", next(iter(item.adapter_settings))))
        self._settings(item.name, path + "Adapter", item.adapter_settings, item.adapter_class,
                       lambda name: item.place_of_name("Adapter", name))

    def _names_of(self, component_class):
        """`local_names`, which is asked for each item of a class."""
        if component_class not in self._known_names:
            self._known_names[component_class] = local_names(component_class, self._world)
        return self._known_names[component_class]

    def _settings(self, item_name, path, settings, component_class, place_of_name, with_issues=True):
        known = self._names_of(component_class) if isinstance(component_class, type) and settings else None
        if known is None:
            return
        for name in sorted(str(each) for each in settings if not is_unknown(each)):
            if name.startswith("%") or name in known:
                continue
            place = place_of_name(name)
            alias = ALIASES.get(name)
            if with_issues and alias in known:
                self._issue("setting", "%s.%s" % (path, name),
                            "Setting name is accepted as a known alias for validation, but IoP will emit the original "
                            "name.", place, "Use %r." % alias)
            elif with_issues:
                self._issue("setting", "%s.%s" % (path, name), "Unknown setting name.", place)
            if name not in ALIASES and name not in _OF_THE_ENGINE:
                self._unknown_setting(item_name, name, component_class, known, place)

    def _unknown_setting(self, item_name, name, component_class, known, place):
        message = "item %s has a setting %s, and its class %s has none of that name" % (
            in_quotes(item_name), in_quotes(name), component_class.__name__)
        near = _nearest(name, known)
        self._findings.add("MW214", place, message,
                           "did you mean %s?" % in_quotes(near) if near else "add it to the class, or take it out")

    def _targets(self, item, names):
        own = {str(name) for name in item.target_setting_names}
        if isinstance(item.component_class, type):
            own.update(name for name, _ in target_settings(item.component_class))
        for setting in sorted(own):
            value = item.host_settings.get(setting)
            if value is None or is_unknown(value):
                continue
            for target in (part.strip() for part in str(value).split(",")):
                if target and target not in names:
                    self._issue("route", "items.%s.settings.Host.%s" % (item.name, setting),
                                "Target setting references missing production item %r." % target,
                                item.place_of_setting("Host", setting),
                                "Add a production item named %r, or update/remove this target setting." % target)

    def production_table(self, name, inner, class_of):
        """A production that is a dictionary. `class_of(name)`: the class of the project behind one of the engine's."""
        self._production = str(name)
        for key in sorted(str(each) for each in inner if not is_unknown(each)):
            if key not in PRODUCTION_KEYS:
                place = key_place_in(inner, key)
                self._issue("production", "production." + key, "Unknown production dictionary key.", place)
                near = _nearest(key, PRODUCTION_KEYS)
                self._findings.add("MW109", place, "production %s has a key %s, which means nothing" % (
                    in_quotes(self._production), in_quotes(key)),
                    "did you mean %s?" % in_quotes(near) if near else "take it out")
        self._production_settings(inner.get("Setting"))
        for item in as_list(inner.get("Item", [])):
            if isinstance(item, dict):
                self._table_item(item, class_of)

    def _production_settings(self, settings):
        known = {name for name, _ in PRODUCTION_SETTINGS.values()}
        for entry in as_list(settings):
            if not isinstance(entry, dict) or entry.get("@Target", "") not in ("", "Production"):
                continue
            name = entry.get("@Name", "")
            if is_unknown(name) or not str(name) or str(name) in known:
                continue
            name, place = str(name), place_in(entry, "@Name")
            alias = PRODUCTION_SETTINGS.get(name, (None,))[0]
            if alias:
                self._issue("production", "production.settings." + name,
                            "Production setting name is accepted as a known alias for validation, but IoP will emit "
                            "the original name.", place, "Use %r." % alias)
                self._findings.add("MW212", place, "the setting %s of production %s is another spelling of %s" % (
                    in_quotes(name), in_quotes(self._production), in_quotes(alias)), "write %s" % alias)
                continue
            self._issue("production", "production.settings." + name, "Unknown production-level setting.", place)
            self._findings.add("MW109", place, "production %s has a setting %s, which the engine does not know" % (
                in_quotes(self._production), in_quotes(name)), "take it out")

    def _table_item(self, item, class_of):
        name, named = item.get("@Name", ""), item.get("@ClassName", "")
        is_class = isinstance(named, type)
        component = named if is_class else class_of(named) if isinstance(named, str) else None
        host, _, _ = split_settings(item.get("Setting", []))
        places = {str(entry.get("@Name", "")): place_in(entry, "@Name") for entry in as_list(item.get("Setting"))
                  if isinstance(entry, dict)}
        self._settings(name, "items.%s.settings.Host" % name, host, component, places.get, is_class)


def _nearest(name, known):
    """A known name that differs from `name` by a letter or two, or ""."""
    import difflib

    lower = {each.lower(): each for each in sorted(known)}
    return lower.get(next(iter(difflib.get_close_matches(name.lower(), list(lower), 1, 0.75)), ""), "")
