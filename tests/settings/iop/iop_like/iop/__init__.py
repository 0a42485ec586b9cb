"""As much of IoP's way to declare productions as a module that Millwright writes needs, as strict as IoP 4.1 is.

What is deployed comes out as one object: {"Production": {...}}.
"""

ALIASES = {"target_config_name": "TargetConfigName", "target_config_names": "TargetConfigNames"}
SETTINGS = {
    "shutdown_timeout": ("ShutdownTimeout", 120),
    "update_timeout": ("UpdateTimeout", 10),
    "alert_notification_manager": ("AlertNotificationManager", ""),
    "alert_notification_operation": ("AlertNotificationOperation", ""),
    "alert_notification_recipients": ("AlertNotificationRecipients", ""),
    "alert_action_window": ("AlertActionWindow", 60),
}
FIELDS = {"testing_enabled": False, "log_general_trace_events": False, "actor_pool_size": 2, "description": ""}
FIELDS.update({name: default for name, (_, default) in SETTINGS.items()})


def truth(value):
    """A truth value as IoP writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    word = str(value).lower().strip()
    return {"1": "true", "yes": "true", "on": "true", "0": "false", "no": "false", "off": "false"}.get(word, word)


def text(value):
    if value is None:
        return ""
    return truth(value) if isinstance(value, bool) else str(value)


class Item:
    """What prod.service() and its like give back."""

    def __init__(self, production, name, component, class_name, kind, adapter_class, category, pool_size, enabled,
                 foreground, comment, log_trace_events, schedule, settings, adapter_settings):
        if component is not None and not isinstance(component, type):
            raise TypeError("a class is needed")
        if component is None and class_name is None:
            raise ValueError("component_class or class_name is required")
        if class_name is None:
            class_name = "Python.{}.{}".format(component.__module__, component.__name__).replace("_", "")
        self.production, self.name, self.kind, self.adapter = production, name, kind, adapter_class
        self.host, self.adapter_settings = dict(settings or {}), dict(adapter_settings or {})
        self.others = []
        self.attributes = {
            "@Name": name, "@Category": category, "@ClassName": class_name, "@PoolSize": text(pool_size),
            "@Enabled": truth(enabled), "@Foreground": truth(foreground), "@Comment": comment,
            "@LogTraceEvents": truth(log_trace_events), "@Schedule": schedule,
        }

    def other_setting(self, target, name, value):
        if target in ("Host", "Adapter"):
            raise AssertionError("Host and Adapter have maps of their own")
        self.others = [each for each in self.others if (each["@Target"], each["@Name"]) != (target, name)]
        self.others.append({"@Target": target, "@Name": name, "#text": text(value)})
        return self

    def connect(self, setting, target, mode="replace"):
        name = target.name if isinstance(target, Item) else target
        if name not in self.production.by_name:
            raise ValueError("Production item does not exist: " + name)
        if mode == "replace":
            self.host[setting] = name
        elif mode == "add":
            names = [each.strip() for each in self.host.get(setting, "").split(",") if each.strip()]
            if name not in names:
                self.host[setting] = ",".join(names + [name])
        else:
            raise ValueError("Unsupported connection mode: " + mode)
        return self

    def deployed(self):
        settings = []
        for target, values in (("Host", self.host), ("Adapter", self.adapter_settings)):
            settings += [{"@Target": target, "@Name": key, "#text": text(value)} for key, value in values.items()]
        return dict(self.attributes, Setting=settings + self.others)


class Route:
    def __init__(self, port, targets):
        self.port = ALIASES.get(port, port)
        self.targets = (targets,) if isinstance(targets, str) else tuple(targets)
        if not self.targets or not all(isinstance(each, str) and each for each in self.targets):
            raise TypeError("Route targets must be item names")


class Declared:
    """ServiceItem and its like."""

    kind = "component"

    def __init__(self, name, component=None, class_name=None, adapter_class=None, enabled=True, pool_size=1,
                 category="", foreground=False, comment="", log_trace_events=False, schedule="", settings=None,
                 adapter_settings=None, other_settings=None, routes=()):
        self.arguments = {key: value for key, value in locals().items()
                          if key not in ("self", "name", "component", "other_settings", "routes")}
        self.name, self.component = name, component
        self.others = [dict(each) for each in other_settings or ()]
        self.routes = tuple(routes)
        written = {ALIASES.get(key, key) for key in settings or {}}
        if written & {route.port for route in self.routes}:
            raise ValueError("declares route port(s) in Host settings")


class ServiceItem(Declared):
    kind = "service"


class ProcessItem(Declared):
    kind = "process"


class OperationItem(Declared):
    kind = "operation"


class ComponentItem(Declared):
    pass


class Production:
    components = services = processes = operations = ()

    def __init__(self, name=None, **fields):
        unknown = set(fields) - set(FIELDS)
        if unknown:
            raise TypeError("unexpected arguments " + ", ".join(sorted(unknown)))
        self.name = name if name is not None else type(self).name
        self.fields = {key: fields.get(key, getattr(type(self), key, default)) for key, default in FIELDS.items()}
        self.items, self.by_name = [], {}
        declared = []
        for kind in ("component", "service", "process", "operation"):
            for each in getattr(self, kind + ("es" if kind == "process" else "s")):
                if each.kind != kind:
                    raise TypeError("{} among the {}s".format(each.kind, kind))
                self.add(each.name, each.component, kind=kind, **each.arguments).others = each.others
                declared.append(each)
        for each in declared:
            for route in each.routes:
                for number, target in enumerate(route.targets):
                    self.by_name[each.name].connect(route.port, target, "add" if number else "replace")

    def add(self, name, component=None, *, kind, class_name=None, adapter_class=None, category="", pool_size=1,
            enabled=True, foreground=False, comment="", log_trace_events=False, schedule="", settings=None,
            adapter_settings=None):
        if not name or name in self.by_name:
            raise ValueError("Production item already exists: " + name)
        item = Item(self, name, component, class_name, kind, adapter_class, category, pool_size, enabled, foreground,
                    comment, log_trace_events, schedule, settings, adapter_settings)
        self.items.append(item)
        self.by_name[name] = item
        return item

    def service(self, name, component=None, **arguments):
        return self.add(name, component, kind="service", **arguments)

    def process(self, name, component=None, **arguments):
        return self.add(name, component, kind="process", **arguments)

    def operation(self, name, component=None, **arguments):
        return self.add(name, component, kind="operation", **arguments)

    def component(self, name, component=None, **arguments):
        return self.add(name, component, kind="component", **arguments)

    def update_component(self, item, *, other_settings):
        item.others = [dict(each) for each in other_settings]

    def deployed(self):
        made = {
            "@Name": self.name,
            "@TestingEnabled": truth(self.fields["testing_enabled"]),
            "@LogGeneralTraceEvents": truth(self.fields["log_general_trace_events"]),
            "Description": self.fields["description"],
            "ActorPoolSize": text(self.fields["actor_pool_size"]),
            "Setting": [{"@Name": engine_name, "#text": text(self.fields[name])}
                        for name, (engine_name, default) in SETTINGS.items()
                        if text(self.fields[name]) != text(default)],
            "Item": [item.deployed() for item in self.items],
        }
        return {"Production": made, "kinds": {item.name: item.kind for item in self.items}}
