"""How items of a production are connected: connect() and disconnect() of IoP, and the defaults of target settings."""

from .iop_stand_in_items import ComponentRef, default_target, target_settings
from .iop_stand_in_settings import TargetSetting, TargetSettingRef
from .iop_stand_in_values import given_place, is_unknown, recording
from .values import Text, Unknown, in_quotes, place_of

_MODES = {"replace": "replace", "set": "replace", "add": "add", "append": "add",
          "remove": "remove", "delete": "remove", "disconnect": "remove"}


def connection_mode(mode):
    found = _MODES.get(str(mode or "").strip().lower())
    if found is None:
        raise ValueError("Unsupported connection mode: %r. Expected 'replace', 'add', or 'remove'." % (mode,))
    return found


def _default_targets(component_class):
    """(name, TargetSetting, item) of each target setting of a class that has a default."""
    found = [(name, declared, default_target(declared)) for name, declared in target_settings(component_class)]
    return [each for each in found if each[2]]


class ConnectedProduction:
    """Production's connections. `_connections` has the items that each (item, target setting) goes to.

    A default of a target setting is (item, setting, its declaration, name of the item that it goes to): `_fresh` are
    those that no item has been added after, `_waiting` the others by where they go to.
    """

    def _start_connections(self):
        self._connections = {}
        self._class_defaults = {}
        self._fresh = []
        self._waiting = {}

    def _note_default_targets(self, ref):
        """Remembers the defaults of an item whose class is new or has changed: they apply when an item is added next."""
        for name, declared, target in self._defaults_of(ref.component_class):
            self._fresh.append((ref, name, declared, target))

    def _defaults_of(self, component_class):
        """By class, once: items are many, and looking is slow."""
        if not isinstance(component_class, type):
            return ()
        if component_class not in self._class_defaults:
            self._class_defaults[component_class] = _default_targets(component_class)
        return self._class_defaults[component_class]

    def _apply_target_defaults(self, added):
        """The defaults that nobody has applied yet, and those that go to the item that has just been added."""
        fresh, self._fresh = self._fresh, []
        for default in self._waiting.get(added.name, []) + fresh:
            if self._items_by_name.get(default[0].name) is default[0]:
                self._apply_target_default(*default)
        for default in fresh:
            self._waiting.setdefault(default[3], []).append(default)

    def _apply_target_default(self, ref, name, declared, target):
        if name not in ref.host_settings:
            if name in ref.target_setting_names:
                return
            ref.host_settings[name] = target
            ref.places[("Host", name)] = place_of(declared.default, declared.default_place or declared.place)
        ref.target_setting_names.add(name)
        if str(ref.host_settings[name]) == target and target in self._items_by_name:
            self._connected(ref, name, target, replace=False)

    def _connected(self, ref, setting, target, replace):
        if setting not in ref.routes:
            ref.routes.append(setting)
        targets = self._connections.setdefault((ref.name, setting), [])
        if replace:
            del targets[:]
        if target not in targets:
            targets.append(target)

    def connect(self, source, target_component=None, *, mode="replace"):
        if isinstance(source, Unknown):
            recording.unknown("the source of a connection of production %s" % in_quotes(self.name), source,
                              given_place("source", 0))
            return
        if isinstance(source, TargetSetting):
            raise TypeError("source must be bound to a production item. Use component.connect(ComponentClass.Target, "
                            "target_component) or prod.connect(component.Target, target_component).")
        if not isinstance(source, TargetSettingRef):
            raise TypeError("source must be a TargetSettingRef returned from a ComponentRef")
        if source.production is not self:
            raise ValueError("source target setting belongs to a different Production")
        self._join_all(source, target_component, mode, given_place("target_component", 1))

    def connect_add(self, source, target_component):
        self.connect(source, target_component, mode="add")

    def connect_item(self, ref, target_setting, target_component, mode="replace"):
        """What connect() of an item does: the source is said by the item and the name of its setting."""
        if isinstance(target_setting, Unknown):
            recording.unknown("the target setting of a connection of item %s" % in_quotes(ref.name), target_setting,
                              given_place("target_setting", 0))
            return
        self._join_all(ref.own_target_setting(target_setting), target_component, mode,
                       given_place("target_component", 1))

    def _join_all(self, source, target_component, mode, place):
        mode = connection_mode(mode)
        if isinstance(target_component, (list, tuple)) and not is_unknown(target_component):
            for number, each in enumerate(target_component):
                self.join(source, each, "add" if number and mode == "replace" else mode, place)
            return
        self.join(source, target_component, mode, place)

    def join(self, source, target_component, mode, place):
        """Connects a target setting with one item, adds the item to it, or takes it away."""
        if source.component.left_out or getattr(target_component, "left_out", False):
            return
        if is_unknown(target_component):
            recording.unknown("where %s goes" % source.path, target_component, place)
            return
        if mode == "remove":
            self._remove(source, target_component)
            return
        if target_component is None:
            raise ValueError("target_component is required unless mode='remove'")
        target = self._item_name(target_component)
        ref, name = source.component, source.name
        before = ref.host_settings.get(name, "")
        targets = [] if mode == "replace" or is_unknown(before) else [
            each.strip() for each in str(before).split(",") if each.strip()]
        if target not in targets:
            # The name itself stands where its item is made; what makes the connection stands here.
            ref.host_settings[name] = Text(",".join(targets + [target]), place)
            ref.places[("Host", name)] = place
        ref.target_setting_names.add(name)
        self._connected(ref, name, target, mode == "replace")

    def _remove(self, source, target_component):
        if target_component is None:
            self.disconnect(source)
            return
        target = self._item_name(target_component)
        key = (source.item_name, source.name)
        if target not in self._connections.get(key, []):
            raise ValueError("Production target setting is not connected: %s -> %s" % (source.path, target))
        remaining = [name for name in self._connections[key] if name != target]
        if remaining:
            self._connections[key] = remaining
            source.component.host_settings[source.name] = ",".join(remaining)
        else:
            self._disconnect(key)

    def disconnect(self, source):
        if isinstance(source, TargetSettingRef):
            if source.production is not self:
                raise ValueError("source target setting belongs to a different Production")
            key = (source.item_name, source.name)
        else:
            item, dot, name = str(source).rpartition(".")
            if not dot:
                raise ValueError("source must be a TargetSettingRef or an Item.TargetSetting string")
            key = (item, name)
        if key not in self._connections:
            raise ValueError("Production target setting is not connected: %s.%s" % key)
        self._disconnect(key)

    def _disconnect(self, key):
        self._connections.pop(key, None)
        self.item(key[0]).host_settings.pop(key[1], None)

    def _item_name(self, component):
        if isinstance(component, ComponentRef):
            if component.production is not self:
                raise ValueError("target component belongs to a different Production")
            return component.name
        name = component if isinstance(component, str) else str(component)
        if name not in self._items_by_name:
            raise ValueError("Production item does not exist: %s" % name)
        return name

    def resolve_target(self, target):
        """The name of the item that a reference, a name, or Item.TargetSetting says."""
        if isinstance(target, ComponentRef):
            return self._item_name(target)
        path = target.path if isinstance(target, TargetSettingRef) else str(target)
        if path in self._items_by_name and not isinstance(target, TargetSettingRef):
            return path
        item, dot, name = path.rpartition(".")
        if not dot or item not in self._items_by_name:
            raise ValueError("Production item does not exist: %s" % (item or path))
        targets = self._connections.get((item, name))
        if not targets:
            raise ValueError("Production target setting is not connected: %s" % path)
        if len(targets) > 1:
            raise ValueError("Production target setting is ambiguous: %s resolves to multiple targets (%s)" % (
                path, ", ".join(map(repr, map(str, targets)))))
        return targets[0]

    resolve_port = resolve_target_setting_ref = resolve_target
