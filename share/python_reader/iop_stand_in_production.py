"""The stand-in for IoP's Production: it makes the same items, settings and connections, and keeps their places."""

from .calls import calls
from .iop_stand_in_connections import ConnectedProduction
from .iop_stand_in_declarations import DeclarativeProduction
from .iop_stand_in_items import ITEM_ATTRIBUTES, ComponentRef, settings_table
from .iop_stand_in_messages import is_persistent_message
from .iop_stand_in_values import (
    MISSING, PRODUCTION_DEFAULTS, PRODUCTION_SETTINGS, absent_class, adapter_of, bool_text, given_place, is_unknown,
    proxy_name, python_name, recording, text_value)
from .values import Unknown, in_quotes, place_of


class PersistentMessageRegistration:
    def __init__(self, iris_classname, message_class, sync_schema, place):
        self.iris_classname = iris_classname
        self.message_class = message_class
        self.sync_schema = sync_schema
        self.place = place


class Production(ConnectedProduction, DeclarativeProduction):
    """`_places` has the place of each field that is given, and "place" that of the call that made the production."""

    def __init__(self, name=MISSING, *, namespace=MISSING, director=MISSING, **fields):
        unknown = sorted(set(fields) - set(PRODUCTION_DEFAULTS))
        if unknown:
            raise TypeError("Production.__init__() got an unexpected keyword argument %r" % unknown[0])
        self._start(name, fields)
        self.namespace = self._class_default("namespace", namespace, None)
        self._director = self._class_default("director", director, None)
        self.add_declared_items()

    def _start(self, name, fields):
        call = calls.current()
        self._places = {"place": call.place}
        self._given = set(fields)
        self.name = self._production_name(name)
        for field, default in PRODUCTION_DEFAULTS.items():
            if field in call.keywords:
                self._places[field] = call.keywords[field]
            setattr(self, field, self._class_default(field, fields.get(field, MISSING), default))
        self._items = []
        self._items_by_name = {}
        self._classes_by_name = {}
        self._start_connections()
        self._messages = []

    def _production_name(self, name):
        if name is not MISSING:
            self._places["name"] = place_of(name, given_place("name", 0))
        else:
            name = getattr(type(self), "name", MISSING)
        if name is MISSING:
            return "%s.%s" % (type(self).__module__, type(self).__name__)
        return name if isinstance(name, (str, Unknown)) else str(name)

    def _class_default(self, field, explicit, default):
        if explicit is not MISSING:
            return explicit
        return getattr(type(self), field, default)

    def _field(self, field, value, place):
        setattr(self, field, value)
        self._given.add(field)
        self._places[field] = place
        return self

    def testing(self, enabled=True):
        return self._field("testing_enabled", enabled, given_place("enabled", 0))

    def tracing(self, enabled=True):
        return self._field("log_general_trace_events", enabled, given_place("enabled", 0))

    def actor_pool(self, size):
        return self._field("actor_pool_size", size, given_place("size", 0))

    def describe(self, text):
        return self._field("description", text, given_place("text", 0))

    def timeouts(self, *, shutdown=None, update=None):
        return self._fields({"shutdown": ("shutdown_timeout", shutdown), "update": ("update_timeout", update)})

    def alerting(self, *, manager=None, operation=None, recipients=None, action_window=None):
        return self._fields({
            "manager": ("alert_notification_manager", manager),
            "operation": ("alert_notification_operation", operation),
            "recipients": ("alert_notification_recipients", recipients),
            "action_window": ("alert_action_window", action_window),
        })

    def _fields(self, arguments):
        for argument, (field, value) in arguments.items():
            if value is not None:
                self._field(field, value, given_place(argument))
        return self

    def in_namespace(self, namespace):
        self.namespace = namespace
        return self

    def with_director(self, director):
        self._director = director
        return self

    @property
    def items(self):
        return tuple(self._items)

    @property
    def edges(self):
        return ()

    def item(self, name):
        if name not in self._items_by_name:
            raise ValueError("Production item does not exist: %s" % (name,))
        return self._items_by_name[name]

    def component_ref(self, component):
        return self.item(self.resolve_target(component))

    get_component = component_ref

    def component(self, name_or_cls, cls=None, **options):
        places = dict(calls.current().keywords)
        places["place"] = calls.current().place
        places["name"] = given_place("name_or_cls", 0)
        places["component"] = given_place("cls", 1 if len(calls.current().positional) > 1 else 0)
        name, component_class = name_or_cls, cls
        if cls is None and isinstance(name_or_cls, (type, Unknown)):
            name, component_class = MISSING, name_or_cls
            if "class_name" in options and isinstance(name_or_cls, Unknown):
                name, component_class = name_or_cls, None
        elif not isinstance(name, (str, Unknown)):
            name = str(name)
        if name is MISSING and isinstance(component_class, type):
            name = component_class.__name__
        return self.make_item(name, component_class, places, **options)

    add_component = component

    def service(self, name_or_cls, cls=None, **options):
        return self.component(name_or_cls, cls, kind="service", **options)

    def process(self, name_or_cls, cls=None, **options):
        return self.component(name_or_cls, cls, kind="process", **options)

    def operation(self, name_or_cls, cls=None, **options):
        return self.component(name_or_cls, cls, kind="operation", **options)

    def make_item(self, name, component_class, places, *, class_name=None, adapter_class=None,
                  adapter_class_name=None, kind="component", settings=None, host_settings=None,
                  adapter_settings=None, **attributes):
        """Adds an item, or gives one that is left out, when its name or its class cannot be known."""
        wrong = sorted(set(attributes) - set(ITEM_ATTRIBUTES))
        if wrong:
            raise TypeError("Production.component() got an unexpected keyword argument %r" % wrong[0])
        absent = absent_class(component_class) if class_name is None else ""
        if absent:
            name = absent.rpartition(".")[2] if name is MISSING else name
            if not is_unknown(name):
                recording.not_there("the class of item %s" % in_quotes(name), component_class,
                                    places.get("component") or places.get("place"))
            component_class, class_name = None, ("Python." + absent).replace("_", "")
        if self._is_left_out(name, component_class, class_name, places):
            return self._left_out(name, kind)
        if name in self._items_by_name:
            raise ValueError("Production item already exists: %s" % name)
        adapter_type, adapter_name = _adapter(adapter_class, adapter_class_name)
        ref = ComponentRef(
            self, name, component_class, class_name, adapter_type, adapter_name, kind,
            dict(settings_table(_known_table(name, "settings", settings, places)),
                 **settings_table(_known_table(name, "host_settings", host_settings, places))),
            settings_table(_known_table(name, "adapter_settings", adapter_settings, places)), **attributes)
        ref.lenient = bool(absent)
        ref.places.update(places)
        ref.given = {field for field, value in attributes.items()
                     if field in places or is_unknown(value) or value != ITEM_ATTRIBUTES[field][1]}
        written = {"settings": settings, "host_settings": host_settings, "adapter_settings": adapter_settings}
        for field, target in (("settings", "Host"), ("host_settings", "Host"), ("adapter_settings", "Adapter")):
            if isinstance(written[field], dict):
                ref.note_settings(target, written[field], places.get(field))
        self._add_item(ref)
        return ref

    def _is_left_out(self, name, component_class, class_name, places):
        where = places.get("place")
        if is_unknown(name):
            recording.unknown("the name of an item of production %s" % in_quotes(self.name), name,
                              places.get("name") or where)
            return True
        said = "an item" if name is MISSING else "item %s" % in_quotes(name)
        for what, value in (("component", component_class), ("class_name", class_name)):
            if is_unknown(value) and (what == "class_name" or class_name is None):
                recording.unknown("the class of %s of production %s" % (said, in_quotes(self.name)), value,
                                  places.get(what) or where)
                return True
        return False

    def _left_out(self, name, kind):
        ref = ComponentRef(self, "" if name is MISSING else name, class_name="", kind=kind)
        ref.left_out = True
        return ref

    def _add_item(self, ref):
        if not ref.name:
            raise ValueError("Production item name is required")
        if isinstance(ref.component_class, type):
            self._refuse_collision(ref)
        self._items.append(ref)
        self._items_by_name[ref.name] = ref
        self._note_default_targets(ref)
        self._apply_target_defaults(ref)

    def _refuse_collision(self, ref):
        """Two classes of one proxy name. `_classes_by_name`: the first item of each; it may have changed or gone."""
        first = self._classes_by_name.get(ref.class_name)
        if first is not None and self._items_by_name.get(first.name) is not first:
            first = next((each for each in self._items if each.class_name == ref.class_name
                          and isinstance(each.component_class, type)), None)
        if first is None or first.class_name != ref.class_name:
            self._classes_by_name[ref.class_name] = ref
            return
        if first.component_class is not ref.component_class:
            raise ValueError(
                "Python classes %r and %r produce the same IRIS proxy class name %r. Rename one of the Python "
                "classes or supply an explicit class_name= to resolve the collision." % (
                    first.component_class.__qualname__, ref.component_class.__qualname__, str(ref.class_name)))

    def update_component(self, item, **changes):
        ref = item if isinstance(item, ComponentRef) else self.item(str(item))
        if ref.production is not self:
            raise ValueError("component belongs to a different Production")
        for field in [each for each in changes if each in ITEM_ATTRIBUTES or each == "kind"]:
            setattr(ref, field, changes.pop(field))
            ref.given.add(field)
            ref.places[field] = given_place(field)
        _change_classes(ref, changes)
        self._note_default_targets(ref)
        for field, target in (("settings", "Host"), ("host_settings", "Host"), ("adapter_settings", "Adapter")):
            if field in changes:
                ref.update_settings(target, changes.pop(field), given_place(field))
        if "other_settings" in changes:
            ref.other_settings = [dict(value) for value in changes.pop("other_settings")]
        ref.target_setting_names.update(str(value) for value in changes.pop("target_settings", ()))
        if changes:
            raise ValueError("Unsupported component update fields: %s" % ", ".join(sorted(changes)))
        return ref

    def delete_component(self, item):
        ref = item if isinstance(item, ComponentRef) else self.item(str(item))
        if ref.production is not self:
            raise ValueError("component belongs to a different Production")
        self._items = [each for each in self._items if each is not ref]
        self._items_by_name.pop(ref.name, None)
        for (source, setting), targets in list(self._connections.items()):
            other = self._items_by_name.get(source)
            if ref.name not in targets and other is not None:
                continue
            if other is not None and other.host_settings.get(setting) == ref.name:
                other.host_settings.pop(setting, None)
            targets[:] = [name for name in targets if name != ref.name]
            if not targets or other is None:
                self._connections.pop((source, setting))

    def message(self, iris_classname, msg_cls, *, sync_schema=True):
        iris_classname = str(iris_classname or "").strip()
        if not iris_classname:
            raise ValueError("PersistentMessage IRIS classname is required")
        if isinstance(msg_cls, Unknown):
            recording.unknown("the message class %s" % in_quotes(iris_classname), msg_cls, given_place("msg_cls", 1))
            return self
        if not is_persistent_message(msg_cls):
            raise TypeError("msg_cls must be a concrete PersistentMessage subclass")
        for known in self._messages:
            if known.iris_classname == iris_classname:
                if python_name(known.message_class) != python_name(msg_cls):
                    raise ValueError("PersistentMessage IRIS classname already registered: %s" % iris_classname)
                return self
            if python_name(known.message_class) == python_name(msg_cls):
                raise ValueError("PersistentMessage class already registered with IRIS classname %s"
                                 % known.iris_classname)
        self._messages.append(
            PersistentMessageRegistration(iris_classname, msg_cls, bool(sync_schema), calls.current().place))
        return self

    def component_registrations(self):
        return tuple(item for item in self._items if item.component_class is not None)

    def adapter_registrations(self):
        return tuple(item for item in self._items if item.adapter_class is not None)

    def message_registrations(self):
        return tuple(self._messages)

    def validate(self, *, strict=False):
        return self.what_runs("validate")

    def what_runs(self, what):
        return recording.absent("what %s of a running production gives" % what)

    def __getattr__(self, name):
        if name.startswith("_") or name not in _RUNNING:
            raise AttributeError("%r object has no attribute %r" % (type(self).__name__, name))
        return lambda *arguments, **options: self.what_runs(name)

    def to_dict(self):
        data = {
            "@Name": self.name,
            "@TestingEnabled": bool_text(self.testing_enabled),
            "@LogGeneralTraceEvents": bool_text(self.log_general_trace_events),
            "Description": self.description,
            "ActorPoolSize": text_value(self.actor_pool_size),
        }
        settings = [{"@Name": name, "#text": text_value(getattr(self, field))}
                    for field, (name, default) in PRODUCTION_SETTINGS.items()
                    if text_value(getattr(self, field)) != text_value(default)]
        if settings:
            data["Setting"] = settings
        if self._items:
            data["Item"] = [item.to_dict() for item in self._items]
        return {self.name: data}

    @classmethod
    def from_iris(cls, name, **options):
        return recording.absent("the production %s of a running IRIS" % (name,))

    @classmethod
    def from_dict(cls, data, **options):
        from .raw_production import production_from_dict

        return production_from_dict(cls, data)


# Methods that ask or change a running production, or show it: what they give is not known here.
_RUNNING = frozenset((
    "to_xml", "to_python", "to_class", "to_mermaid", "graph", "diff", "diff_deployable", "graph_diff", "plan", "apply",
    "verify", "start", "stop", "restart", "kill", "status", "queue", "queue_info", "update", "inspect_component",
    "start_component", "stop_component", "restart_component", "export", "set_default", "sync", "log",
    "test_component", "test"))


def _known_table(item, what, values, places):
    """A dictionary of settings; one that is unknown as a whole is reported and taken for empty."""
    if not isinstance(values, Unknown):
        return values
    recording.unknown("%s of item %s" % (what, in_quotes(item)), values, places.get(what) or places.get("place"))
    return {}


def _adapter(adapter_class, adapter_class_name):
    """(class of the project or None, name of the engine's class) of the adapter that an item gives."""
    name = "" if isinstance(adapter_class_name, Unknown) else adapter_class_name or ""
    if adapter_class is None or isinstance(adapter_class, Unknown):
        return None, name
    if isinstance(adapter_class, type):
        return adapter_class, name or proxy_name(adapter_class)
    return None, name or str(adapter_class)


def _change_classes(ref, changes):
    if "component_class" in changes:
        ref.component_class = changes.pop("component_class")
        if "class_name" not in changes and ref.component_class is not None:
            ref.class_name = proxy_name(ref.component_class)
    if "class_name" in changes:
        ref.class_name = changes.pop("class_name")
        ref.places["class_name"] = given_place("class_name")
    if ref.class_name is None and ref.component_class is None:
        raise ValueError("component_class or class_name is required")
    if "adapter_class" in changes:
        ref.adapter_class, name = _adapter(changes.pop("adapter_class"), changes.get("adapter_class_name"))
        ref.adapter_class_name = name or ref.adapter_class_name
    if "adapter_class_name" in changes:
        ref.adapter_class_name = str(changes.pop("adapter_class_name") or "")
    if not ref.adapter_class_name:
        ref.adapter_class_name = adapter_of(ref.component_class)
