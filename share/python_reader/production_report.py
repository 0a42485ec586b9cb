"""Productions as the report has them, from the objects that stand-ins made and from dictionaries."""

from .iop_stand_in_components import kind_of
from .iop_stand_in_items import ITEM_ATTRIBUTES
from .iop_stand_in_values import (
    PRODUCTION_DEFAULTS, PRODUCTION_SETTINGS, absent_class, adapter_of, bool_text, is_unknown, place_in, recording,
    text_value)
from .raw_production import ADAPTER_KEYS, ITEM_KEYS, PRODUCTION_KEYS, as_list, role_of_class_name
from .report import place_json, value_json
from .values import Unknown, in_quotes, place_of

# Fields of a production: the keys of a production dictionary, and how values become text.
PRODUCTION_FIELDS = {
    "testing_enabled": ("@TestingEnabled", bool_text),
    "log_general_trace_events": ("@LogGeneralTraceEvents", bool_text),
    "actor_pool_size": ("ActorPoolSize", text_value),
    "description": ("Description", text_value),
}


class ProductionReports:
    """Makes the productions of the report; collects the classes that their items are made of."""

    def __init__(self, registrations, findings):
        self._registrations = registrations
        self._findings = findings
        self.component_classes = []

    def _component(self, component_class):
        if not isinstance(component_class, type):
            return None
        if component_class not in self.component_classes:
            self.component_classes.append(component_class)
        return self.component_classes.index(component_class)

    def of_object(self, production, place):
        """A Production in the report's form."""
        where = production._places.get("place") or place
        made = {"name": value_json(production.name, str(production.name), production._places.get("name") or where),
                "place": place_json(where)}
        said = "production %s" % in_quotes(production.name)
        for field, (_, text) in PRODUCTION_FIELDS.items():
            value = getattr(production, field)
            if field in production._given or is_unknown(value) or text(value) != text(PRODUCTION_DEFAULTS[field]):
                _put(made, field, _shown("%s of %s" % (field, said), value, text,
                                         production._places.get(field) or where))
        made["settings"] = list(_own_settings(production, said, where))
        made["items"] = [self._item_of_object(item) for item in production.items]
        made["attributes"] = [
            {"name": value_json(name, name, where), "value": value_json(value, text_value(value), where)}
            for name, value in sorted(vars(production).items())
            if not name.startswith("_") and name not in PRODUCTION_DEFAULTS and name not in ("name", "namespace")
            and not is_unknown(value)]
        return made

    def _item_of_object(self, item):
        where = item.places.get("place")
        said = "item %s" % in_quotes(item.name)
        class_place = item.places.get("class_name") or item.places.get("component") or where
        made = {
            "name": value_json(item.name, str(item.name), item.places.get("name") or where),
            "class_name": value_json(item.class_name, text_value(item.class_name), class_place),
            "role": item.kind if item.kind in ("service", "process", "operation") else "component",
            "place": place_json(where),
        }
        for field, (_, default, text) in ITEM_ATTRIBUTES.items():
            value = getattr(item, field)
            if field in item.given or is_unknown(value) or text(value) != text(default):
                _put(made, field, _shown("%s of %s" % (field, said), value, text, item.places.get(field) or where))
        if item.adapter_class_name:
            made["adapter"] = value_json(item.adapter_class_name, str(item.adapter_class_name), where)
        made["settings"] = list(_item_settings(item, said, where))
        hosts = {entry["name"]["text"] for entry in made["settings"] if entry["target"]["text"] == "Host"}
        made["routes"] = [str(name) for name in item.routes if str(name) in hosts]
        made["attributes"] = []
        made["component"] = self._component(
            item.component_class if item.component_class is not None else self._registrations.class_of(item.class_name))
        return made

    def of_table(self, name, inner, name_place, place):
        """A production that is a dictionary in the report's form."""
        made = {"name": value_json(name, str(name), name_place), "place": place_json(place_of(inner, place))}
        said = "production %s" % in_quotes(name)
        for field, (key, text) in PRODUCTION_FIELDS.items():
            if key in inner:
                _put(made, field, _shown("%s of %s" % (key, said), inner[key], text_value, place_in(inner, key, place)))
        made["settings"] = list(_table_settings(inner.get("Setting"), "", said, place))
        made["items"] = []
        for number, item in enumerate(as_list(inner.get("Item", []))):
            found = self._item_of_table(name, number, item, place_in(inner, "Item", place))
            if found is not None:
                made["items"].append(found)
        made["attributes"] = list(_other_keys(inner, PRODUCTION_KEYS, said, place))
        return made

    def _item_of_table(self, production, number, item, place):
        place = place_of(item, place)
        if isinstance(item, Unknown):
            recording.unknown("an item of production %s" % in_quotes(production), item, place)
            return None
        if not isinstance(item, dict) or "@ClassName" not in item:
            name = item.get("@Name") if isinstance(item, dict) else item
            self._registrations.refused(ValueError("Missing @ClassName for %s." % (name,)), place)
            return None
        if "@Name" not in item:
            self._registrations.refused(KeyError("@Name"), place, "give the item a name")
            return None
        name, class_ref = item["@Name"], item["@ClassName"]
        if is_unknown(name) or (is_unknown(class_ref) and not absent_class(class_ref)):
            what = "the name of an item" if is_unknown(name) else "the class of item %s" % in_quotes(name)
            key = "@Name" if is_unknown(name) else "@ClassName"
            recording.unknown("%s of production %s" % (what, in_quotes(production)), item[key],
                              place_in(item, key, place))
            return None
        return self._known_item_of_table(production, item, place)

    def _known_item_of_table(self, production, item, place):
        name, class_ref = item["@Name"], item["@ClassName"]
        class_place = place_in(item, "@ClassName", place)
        if isinstance(class_ref, (type, dict, Unknown)):
            self._registrations.register(name, class_ref, production, class_place)
            class_name, class_ref = name, class_ref if isinstance(class_ref, type) else None
        elif isinstance(class_ref, str):
            class_name, class_ref = class_ref, None
        else:
            self._registrations.refused(ValueError("Invalid value for %s." % (name,)), class_place)
            return None
        if class_ref is None:
            class_ref = self._registrations.class_of(class_name)
        said = "item %s" % in_quotes(name)
        made = {
            "name": value_json(name, text_value(name), place_in(item, "@Name", place)),
            "class_name": value_json(class_name, text_value(class_name), class_place),
            "role": _role(class_ref, class_name),
            "place": place_json(place),
        }
        for field, (key, _, _) in ITEM_ATTRIBUTES.items():
            if key in item:
                _put(made, field, _shown("%s of %s" % (key, said), item[key], text_value, place_in(item, key, place)))
        _put(made, "adapter", _adapter_of_table(item, class_ref, place))
        made["settings"] = list(_table_settings(item.get("Setting"), "Host", said, place))
        made["routes"] = []
        made["attributes"] = list(_other_keys(item, ITEM_KEYS + ADAPTER_KEYS, said, place))
        made["component"] = self._component(class_ref)
        return made


def _put(made, key, value):
    if value is not None:
        made[key] = value


def _shown(what, value, text, place):
    """A value of the report, or None when it is unknown, which is reported."""
    if is_unknown(value):
        recording.unknown(what, value, place)
        return None
    return value_json(value, text(value), place)


def _own_settings(production, said, where):
    for field, (name, default) in PRODUCTION_SETTINGS.items():
        value = getattr(production, field)
        if not is_unknown(value) and text_value(value) == text_value(default):
            continue
        place = production._places.get(field) or where
        shown = _shown("%s of %s" % (field, said), value, text_value, place)
        if shown is not None:
            yield {"target": value_json("", "", place), "name": value_json(name, name, place), "value": shown}


def _item_settings(item, said, where):
    for target, settings in (("Host", item.host_settings), ("Adapter", item.adapter_settings)):
        for name, value in settings.items():
            place = item.place_of_setting(target, name)
            if is_unknown(name):
                recording.unknown("the name of a setting of %s" % said, name, place)
                continue
            shown = _shown("setting %s of %s" % (in_quotes(name), said), value, text_value, place)
            if shown is not None:
                yield {"target": value_json(target, target, place),
                       "name": value_json(name, str(name), item.place_of_name(target, name)),
                       "value": shown}
    for entry in item.other_settings:
        place = where if isinstance(entry, Unknown) else item.places.get(
            (entry.get("@Target"), entry.get("@Name"))) or place_in(entry, "#text", where)
        made = _setting_of_table(entry, "", said, place)
        if made is not None:
            yield made


def _table_settings(settings, default_target, said, place):
    for entry in as_list(settings):
        made = _setting_of_table(entry, default_target, said, place_of(entry, place))
        if made is not None:
            yield made


def _setting_of_table(entry, default_target, said, place):
    """One entry of a list of settings; what is no dictionary IoP passes over."""
    if isinstance(entry, Unknown):
        recording.unknown("a setting of %s" % said, entry, place)
        return None
    if not isinstance(entry, dict):
        return None
    name, target = entry.get("@Name", ""), entry.get("@Target", default_target)
    for what, value, key in (("the name", name, "@Name"), ("the target", target, "@Target")):
        if is_unknown(value):
            recording.unknown("%s of a setting of %s" % (what, said), value, place_in(entry, key, place))
            return None
    value = entry.get("#text", "")
    shown = _shown("setting %s of %s" % (in_quotes(name), said), value, text_value, place_in(entry, "#text", place))
    if shown is None:
        return None
    return {"target": value_json(target, text_value(target), place_in(entry, "@Target", place)),
            "name": value_json(name, text_value(name), place_in(entry, "@Name", place)), "value": shown}


def _other_keys(table, known, said, place):
    """Keys that nobody knows, with their values."""
    for key, value in table.items():
        if is_unknown(key) or key in known:
            continue
        where = place_in(table, key, place)
        shown = _shown("%s of %s" % (key, said), value, text_value, where)
        if shown is not None:
            yield {"name": value_json(key, str(key), getattr(table, "key_places", {}).get(key) or where),
                   "value": shown}


def _role(component_class, class_name):
    kind = kind_of(component_class) if isinstance(component_class, type) else ""
    return kind if kind in ("service", "process", "operation") else role_of_class_name(class_name)


def _adapter_of_table(item, component_class, place):
    for key in ADAPTER_KEYS:
        if key in item and not is_unknown(item[key]) and item[key]:
            return value_json(item[key], text_value(item[key]), place_in(item, key, place))
    try:
        adapter = adapter_of(component_class)
    except Exception:  # what the code of the class raises there is not asked when a dictionary names the class
        return None
    return value_json(adapter, adapter, place) if adapter else None
