"""A production that is written as a dictionary: its parts, found as IoP finds them.

IoP registers a production under the key of the dictionary; `{"Production": {...}}` is called what its "@Name" says.
"""

from .iop_stand_in_items import ITEM_ATTRIBUTES, ComponentRef
from .iop_stand_in_values import PRODUCTION_SETTINGS, place_in
from .values import Unknown

PRODUCTION_KEYS = ("@Name", "@TestingEnabled", "@LogGeneralTraceEvents", "Description", "ActorPoolSize", "Setting",
                   "Item")
ITEM_KEYS = ("@Name", "@ClassName", "Setting") + tuple(key for key, _, _ in ITEM_ATTRIBUTES.values())
ADAPTER_KEYS = ("@AdapterClassName", "@Adapter")

_FIELDS_BY_NAME = {name: field for field, (name, _) in PRODUCTION_SETTINGS.items()}


def as_list(value):
    """What IoP takes for a list: nothing, one thing, or several."""
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def payload(data):
    """(name, inner dictionary, place of the name) of a production. Raises ValueError on what is no production."""
    if not isinstance(data, dict) or not data:
        raise ValueError("Each PRODUCTION entry must be a non-empty dict.")
    name = next(iter(data))
    inner = data[name]
    place = getattr(data, "key_places", {}).get(name)
    if isinstance(inner, Unknown):
        return name, inner, place
    if not isinstance(inner, dict):
        raise ValueError("Production data must be a dictionary.")
    if name == "Production" and inner.get("@Name"):
        return inner["@Name"], inner, place_in(inner, "@Name", place)
    return name, inner, place


def split_settings(settings):
    """(Host, Adapter, others) of the settings of an item: names to values, and the entries for other targets."""
    host, adapter, other = {}, {}, []
    for entry in as_list(settings):
        if not isinstance(entry, dict):
            continue
        target = entry.get("@Target", "Host")
        if isinstance(target, Unknown):
            continue
        if target in ("", "Host"):
            host[entry.get("@Name", "")] = entry.get("#text", "")
        elif target == "Adapter":
            adapter[entry.get("@Name", "")] = entry.get("#text", "")
        else:
            other.append(dict(entry))
    return host, adapter, other


def role_of_class_name(name):
    """The role that IoP gives an item of which it knows no more than the name of its class."""
    if not str(name).startswith(("Python.", "Ens.", "EnsLib.", "IOP.")):
        return "component"
    last = str(name).rpartition(".")[2].lower()
    return next((role for role in ("service", "process", "operation") if last.endswith(role)), "component")


def production_from_dict(production_class, data):
    """What Production.from_dict() makes: the items of the dictionary, without connections."""
    name, inner, _ = payload(data)
    made = object.__new__(production_class)
    fields = {"testing_enabled": inner.get("@TestingEnabled", False),
              "log_general_trace_events": inner.get("@LogGeneralTraceEvents", False),
              "actor_pool_size": inner.get("ActorPoolSize", 2), "description": inner.get("Description", "")}
    for entry in as_list(inner.get("Setting")):
        if isinstance(entry, dict) and entry.get("@Target", "") in ("", "Production"):
            field = _FIELDS_BY_NAME.get(str(entry.get("@Name", "")))
            if field:
                fields[field] = entry.get("#text", "")
    made._start(inner.get("@Name") or name, fields)
    made.namespace = made._director = None
    for item in as_list(inner.get("Item", [])):
        if isinstance(item, dict):
            made._add_item(_item_from_dict(made, item))
    return made


def _item_from_dict(production, item):
    host, adapter, other = split_settings(item.get("Setting", []))
    attributes = {field: item.get(key, default) for field, (key, default, _) in ITEM_ATTRIBUTES.items()}
    class_name = item.get("@ClassName", "")
    ref = ComponentRef(production, item.get("@Name", ""), None, class_name, None, "",
                       role_of_class_name(class_name), host, adapter, other, **attributes)
    ref.given = {field for field, (key, _, _) in ITEM_ATTRIBUTES.items() if key in item}
    ref.places.update((field, place_in(item, key)) for field, (key, _, _) in ITEM_ATTRIBUTES.items() if key in item)
    for entry in as_list(item.get("Setting", [])):
        if isinstance(entry, dict):
            target = entry.get("@Target", "Host") or "Host"
            ref.places[(target, entry.get("@Name", ""))] = place_in(entry, "#text")
    return ref
