"""Stand-ins for a production that is declared as a class: ServiceItem and its kin, Route, and how they become items."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from .calls import calls
from .iop_stand_in_items import require_owner
from .iop_stand_in_settings import TargetSetting
from .iop_stand_in_values import ALIASES, is_unknown, place_in, recording
from .values import Unknown, in_quotes


def _note_places(declaration, names):
    """Remembers where the arguments of the call that makes a declaration were written."""
    call = calls.current()
    places = dict(zip(names, call.positional))
    places.update(call.keywords)
    places["place"] = call.place
    object.__setattr__(declaration, "places", places)


def route_name(target_setting):
    """The name of the Host setting that a route is written to."""
    if isinstance(target_setting, TargetSetting):
        if not target_setting.name:
            raise ValueError("Route target setting must be declared on a component class")
        return target_setting.name
    return ALIASES.get(target_setting, target_setting) if isinstance(target_setting, str) else str(target_setting)


@dataclass(frozen=True, init=False)
class Route:
    """From a target setting to one item or several."""

    target_setting: Any
    targets: Any

    def __init__(self, target_setting=None, targets=None, *, port=None):
        _note_places(self, ("target_setting", "targets"))
        object.__setattr__(self, "target_setting", port if target_setting is None else target_setting)
        object.__setattr__(self, "targets", targets)

    @property
    def port(self):
        return self.target_setting

    @property
    def target_setting_name(self):
        return route_name(self.target_setting)

    port_name = target_setting_name

    @property
    def target_names(self):
        name = self.target_setting_name
        if isinstance(self.targets, (str, ItemDeclaration, Unknown)):
            targets = (self.targets,)
        else:
            try:
                targets = tuple(self.targets)
            except TypeError:
                raise TypeError("Route %r targets must be an item name, a production item declaration, or an "
                                "iterable of either" % name) from None
        if not targets:
            raise ValueError("Route %r requires at least one target" % name)
        return tuple(_target_name(each, name) for each in targets)


def _target_name(value, route):
    if isinstance(value, Unknown):
        return value
    if isinstance(value, ItemDeclaration):
        value = value.name
    if is_unknown(value) or (isinstance(value, str) and value):
        return value
    raise TypeError("Route %r targets must be item names or production item declarations" % route)


@dataclass(frozen=True)
class ItemDeclaration:
    """An item of a production that is a class."""

    name: Any
    component: Any = None
    class_name: Any = None
    adapter_class: Any = None
    adapter_class_name: Any = None
    enabled: Any = True
    pool_size: Any = 1
    category: Any = ""
    foreground: Any = False
    comment: Any = ""
    log_trace_events: Any = False
    schedule: Any = ""
    settings: Any = None
    host_settings: Any = None
    adapter_settings: Any = None
    other_settings: Any = None
    routes: Any = field(default_factory=tuple)

    kind: ClassVar[str] = "component"

    def __post_init__(self):
        _note_places(self, tuple(ItemDeclaration.__dataclass_fields__))

    def mapping(self, name):
        try:
            return dict(getattr(self, name) or {})
        except (TypeError, ValueError):
            raise TypeError("Production item %r %s must be a mapping" % (self.name, name)) from None

    @property
    def host_setting_values(self):
        merged = self.mapping("settings")
        more = self.mapping("host_settings")
        both = sorted(str(key) for key in merged.keys() & more.keys())
        if both:
            raise ValueError("%s item %r declares duplicate Host setting keys: %s" % (
                self.kind.title(), str(self.name), ", ".join(map(repr, both))))
        merged.update(more)
        return merged

    @property
    def route_values(self):
        if self.routes is None:
            return ()
        routes = (self.routes,) if isinstance(self.routes, (Route, Unknown)) else tuple(self.routes)
        for route in routes:
            if not isinstance(route, (Route, Unknown)):
                raise TypeError("%s item %r routes must be Route instances" % (self.kind.title(), str(self.name)))
        return routes


@dataclass(frozen=True)
class ServiceItem(ItemDeclaration):
    kind: ClassVar[str] = "service"


@dataclass(frozen=True)
class ComponentItem(ItemDeclaration):
    kind: ClassVar[str] = "component"


@dataclass(frozen=True)
class ProcessItem(ItemDeclaration):
    kind: ClassVar[str] = "process"


@dataclass(frozen=True)
class OperationItem(ItemDeclaration):
    kind: ClassVar[str] = "operation"


GROUPS = (("components", "component"), ("services", "service"), ("processes", "process"), ("operations", "operation"))


def declared_items(production_class, group):
    """The declarations in `services` or another group of a class of productions. Unknown ones are reported."""
    values = getattr(production_class, group, ())
    if values is None:
        return ()
    if isinstance(values, ItemDeclaration):
        return (values,)
    if isinstance(values, Unknown):
        recording.unknown("%s of %s" % (group, production_class.__name__), values, values.place)
        return ()
    try:
        declarations = tuple(values)
    except TypeError:
        raise TypeError("%s must be an iterable of item declarations" % group) from None
    return tuple(each for each in declarations if _is_declaration(each, group, production_class))


def _is_declaration(value, group, production_class):
    if isinstance(value, ItemDeclaration):
        return True
    if isinstance(value, Unknown):
        recording.unknown("an item in %s of %s" % (group, production_class.__name__), value, value.place)
        return False
    raise TypeError("%s must contain production item declarations" % group)


class DeclarativeProduction:
    """What Production does with the items that its class declares."""

    components = ()
    services = ()
    processes = ()
    operations = ()

    def add_declared_items(self):
        declared = []
        for group, kind in GROUPS:
            for declaration in declared_items(type(self), group):
                if declaration.kind != kind:
                    raise TypeError("%s must contain %sItem declarations" % (group, kind.title()))
                _refuse_conflicts(declaration)
                declared.append((declaration, self._add_declared(declaration)))
        for declaration, ref in declared:
            if not ref.left_out:
                self._connect_declared(declaration, ref)

    def _add_declared(self, declaration):
        component, class_name = _classes_of(declaration)
        attributes = {name: getattr(declaration, name) for name in (
            "enabled", "pool_size", "category", "foreground", "comment", "log_trace_events", "schedule",
            "adapter_class", "adapter_class_name")}
        ref = self.make_item(
            declaration.name, component, dict(declaration.places), class_name=class_name, kind=declaration.kind,
            settings=declaration.host_setting_values, adapter_settings=declaration.mapping("adapter_settings"),
            **attributes)
        for name, target in (("settings", "Host"), ("host_settings", "Host"), ("adapter_settings", "Adapter")):
            ref.note_settings(target, getattr(declaration, name) or {}, declaration.places.get(name))
        ref.other_settings = [each if isinstance(each, Unknown) else dict(each)
                              for each in declaration.other_settings or ()]
        for written in declaration.other_settings or ():
            if isinstance(written, dict):
                key = (written.get("@Target"), written.get("@Name"))
                ref.places[key] = place_in(written, "#text", declaration.places.get("other_settings"))
        return ref

    def _connect_declared(self, declaration, ref):
        for route in declaration.route_values:
            if isinstance(route, Unknown):
                recording.unknown("a route of item %s" % in_quotes(declaration.name), route,
                                  declaration.places.get("routes"))
                continue
            if isinstance(route.target_setting, TargetSetting):
                require_owner(route.target_setting, ref.component_class, "Route target setting")
            source = ref.target_setting(route.target_setting_name)
            place = route.places.get("targets") or route.places.get("place")
            for number, name in enumerate(route.target_names):
                self.join(source, name, "add" if number else "replace", place)


def _refuse_conflicts(declaration):
    routes = {route.target_setting_name for route in declaration.route_values if isinstance(route, Route)}
    both = sorted(routes & {route_name(name) for name in declaration.host_setting_values})
    if both:
        raise ValueError("%s item %r declares route target setting(s) in Host settings: %s. Declare route target "
                         "settings with Route only." % (
                             declaration.kind.title(), str(declaration.name), ", ".join(map(repr, both))))


def _classes_of(declaration):
    """(component class or None or Unknown, class name or None) of a declaration."""
    component, class_name = declaration.component, declaration.class_name
    if isinstance(component, (type, Unknown)):
        return component, class_name
    if component is not None:
        text = component if isinstance(component, str) else str(component)
        if class_name is not None and class_name != text:
            raise ValueError("%s item %r declares conflicting component and class_name values" % (
                declaration.kind.title(), str(declaration.name)))
        class_name = text
    if class_name is None:
        raise ValueError("%s item %r requires a component class or class_name" % (
            declaration.kind.title(), str(declaration.name)))
    return None, class_name
