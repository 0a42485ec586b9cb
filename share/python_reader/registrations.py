"""What settings register: CLASSES and the classes that productions add, as IoP's plan lists them, and SCHEMAS."""

import posixpath
import types

from .iop_stand_in_components import kind_of
from .iop_stand_in_messages import is_persistent_message, is_schema_message
from .iop_stand_in_values import absent_class, is_unknown, place_in, python_name, recording, unknown_reason
from .report import place_json
from .values import Unknown, in_quotes, place_of


class Registrations:
    """The entries of the report, and which class of the project each class of the engine stands for.

    `world` finds classes and modules of the project (see worlds.py).
    """

    def __init__(self, world, findings):
        self.world = world
        self.findings = findings
        self.entries = []
        self.in_classes = []  # (class of the project, name, place) of CLASSES
        self._classes = {}  # name of the engine's class: class of the project
        self._whole = []  # (name, {module name: module}) of what registers each class of a module

    def _add(self, name, target, kind, form, production, place, path=""):
        self.entries.append({
            "name": str(name), "target": str(target), "kind": kind, "production": str(production), "form": form,
            "path": str(path), "place": place_json(place)})

    def refused(self, error, place, hint=""):
        message = "IoP refuses this: %s: %s" % (type(error).__name__, error)
        self.findings.add("MW038", place, message, hint)

    def read_classes(self, classes, places):
        """CLASSES of the settings; `places` are those of the module."""
        if classes is None:
            return
        if isinstance(classes, Unknown):
            self._unknown("CLASSES", classes, places.of_name("CLASSES"))
            return
        if not isinstance(classes, dict):
            self.refused(ValueError("CLASSES must be a dictionary."), places.of_name("CLASSES"),
                         'write CLASSES = {"Python.Name": Class}')
            return
        for name, value in classes.items():
            place = place_in(classes, name) if getattr(classes, "places", None) else None
            place = place or places.of_key("CLASSES", name)
            if is_unknown(name) or (is_unknown(value) and not absent_class(value)):
                unknown = name if is_unknown(name) else value
                said = "a name in CLASSES" if is_unknown(name) else "%s in CLASSES" % in_quotes(name)
                self._unknown(said, unknown, place)
                continue
            self.register(name, value, "", place)

    def _unknown(self, what, value, place):
        message = "%s cannot be known without running the code: %s" % (what, unknown_reason(value))
        self.findings.add("MW037", place_of(value, place), message, severity="warning",
                          hint="what it registers is left out of the plan; --trust runs the code")

    def register(self, name, value, production, place):
        """One entry as IoP classifies it. What IoP refuses is a finding at `place`."""
        try:
            if isinstance(value, type):
                self._register_class(name, value, production, place)
            elif isinstance(value, Unknown):
                recording.not_there(in_quotes(name), value, place)
                self._add(name, absent_class(value), "component", "class", production, place)
            elif isinstance(value, types.ModuleType):
                module = value.__name__
                self._whole.append((str(name), {module.rpartition(".")[2]: value}))
                self._add(name, module + ".*", "component", "module", production, place)
            elif isinstance(value, dict):
                self._register_description(name, value, production, place)
            else:
                raise ValueError("Invalid migration class entry: %r." % (value,))
        except ValueError as error:
            self.refused(error, place)

    def _register_class(self, name, value, production, place):
        target = python_name(value)
        if is_persistent_message(value):
            self._add(name, target, "PersistentMessage", "class", production, place)
            return
        if is_schema_message(value):
            raise ValueError(
                "%s is a Message/PydanticMessage and cannot be registered in CLASSES. Use SCHEMAS = [%s] if you need "
                "DTL support. Otherwise, no migration is required for this message." % (target, value.__name__))
        self._classes[str(name)] = value
        if not production:
            self.in_classes.append((value, str(name), place))
        self._add(name, target, "component", "class", production, place)

    def _register_description(self, name, value, production, place):
        for key, part in value.items():
            if is_unknown(part):
                self._unknown("%s of %s in CLASSES" % (in_quotes(key), in_quotes(name)), part,
                              place_in(value, key, place))
                return
        path = value.get("path")
        if path is not None and "module" in value and "class" in value:
            self._register_named(name, value, production, place)
        elif path is not None and "package" in value:
            folder = "%s/%s" % (str(path).rstrip("/"), value["package"])
            self._whole.append((str(name), Folder(self.world, folder)))
            self._add(name, "%s package" % value["package"], "component", "package", production, place, path)
        elif path is not None and "file" in value:
            self._whole.append((str(name), Folder(self.world, str(path), str(value["file"]))))
            self._add(name, value["file"], "component", "file", production, place, path)
        elif path is not None:
            self._whole.append((str(name), Folder(self.world, str(path))))
            self._add(name, path, "component", "folder", production, place, path)
        else:
            raise ValueError("Invalid value for %s." % name)

    def _in_another_place(self, name, target, value, place):
        """A folder of the machine that runs the production, as containers have them: nobody can look into it here."""
        self.findings.add("MW801", place_in(value, "path", place), "%s registers %s in the folder %s, which is not here" % (
            in_quotes(name), target, in_quotes(value["path"])),
                          "nothing is known of the class; a folder relative to the settings is looked into",
                          severity="note")

    def _not_found(self, name, value, module, place):
        what = "the module %s" % in_quotes(value["module"]) if module is None else "the class %s" % in_quotes(
            value["class"])
        where = "at the path %s" % in_quotes(value["path"]) if module is None else "in the module %s" % in_quotes(
            value["module"])
        self.findings.add("MW801", place_in(value, "module" if module is None else "class", place),
                          "%s registers %s, and there is none %s" % (in_quotes(name), what, where),
                          "correct the name, or take the entry out")

    def _register_named(self, name, value, production, place):
        target = "%s.%s" % (value["module"], value["class"])
        module = self.world.module_in(str(value["path"]), str(value["module"]))
        found = vars(module).get(str(value["class"])) if module is not None else None
        if module is None and posixpath.isabs(str(value["path"])) and not self.world.has_folder(str(value["path"])):
            self._in_another_place(name, target, value, place)
        elif module is None or (found is None and not self.world.is_partly_unknown(module)):
            self._not_found(name, value, module, place)
        if is_persistent_message(found):
            self._add(name, target, "PersistentMessage", "class", production, place, value["path"])
            return
        if is_schema_message(found):
            raise ValueError(
                "%s is a Message/PydanticMessage and cannot be registered in CLASSES. Use SCHEMAS if you need DTL "
                "support. Otherwise, no migration is required for this message." % target)
        if isinstance(found, type):
            self._classes[str(name)] = found
            if not production:
                self.in_classes.append((found, str(name), place))
        self._add(name, target, "component", "class", production, place, value["path"])

    def add_production(self, production):
        """The classes that a Production brings, each once, in IoP's order."""
        name = production.name
        for message in production.message_registrations():
            self._add(message.iris_classname, python_name(message.message_class), "PersistentMessage", "class", name,
                      message.place)
        seen = set()
        pairs = [(item.class_name, item.component_class, item) for item in production.component_registrations()]
        pairs += [(item.adapter_class_name, item.adapter_class, item) for item in production.adapter_registrations()]
        for engine_name, component, item in pairs:
            if not isinstance(component, type) or is_unknown(engine_name):
                continue
            key = (str(engine_name), component.__module__, component.__name__)
            if key in seen:
                continue
            seen.add(key)
            self._classes.setdefault(str(engine_name), component)
            self._add(engine_name, python_name(component), "component", "class", name, item.places.get("place"))

    def class_of(self, engine_name):
        """The class of the project that a class of the engine stands for, or None."""
        engine_name = str(engine_name)
        if engine_name in self._classes:
            return self._classes[engine_name]
        for prefix, modules in self._whole:
            if engine_name.startswith(prefix + "."):
                found = _class_in(modules, engine_name[len(prefix) + 1:])
                if found is not None:
                    return found
        return self._class_by_proxy(engine_name)

    def _class_by_proxy(self, engine_name):
        """IoP's own name for a class that is registered somewhere else: Python.module.Class without underscores."""
        if not engine_name.startswith("Python."):
            return None
        module, dot, name = engine_name[len("Python."):].rpartition(".")
        found = self.world.module_named(module) if dot else None
        return _component_called(found, name) if found is not None else None

    def read_schemas(self, schemas, places):
        """SCHEMAS as entries of the report: those that IoP takes."""
        if schemas is None:
            return []
        if isinstance(schemas, Unknown):
            self._unknown("SCHEMAS", schemas, places.of_name("SCHEMAS"))
            return []
        if not isinstance(schemas, list):
            self.refused(ValueError("SCHEMAS must be a list of message classes."), places.of_name("SCHEMAS"))
            return []
        made = []
        for number, value in enumerate(schemas):
            place = places.of_element("SCHEMAS", number, len(schemas))
            if isinstance(value, Unknown):
                self._unknown("an entry of SCHEMAS", value, place)
            elif is_persistent_message(value):
                self.refused(ValueError("%s is a PersistentMessage. Register it in CLASSES, not SCHEMAS."
                                        % python_name(value)), place)
            elif not is_schema_message(value):
                self.refused(ValueError("%s cannot be registered in SCHEMAS. Use a Message or PydanticMessage "
                                        "subclass." % python_name(value)), place)
            else:
                made.append({"target": python_name(value), "place": place_json(place)})
        return made


class Folder:
    """The modules of a folder, or one of them, by name; they are read when somebody asks for one."""

    def __init__(self, world, path, file=""):
        self._world = world
        self._path = path
        self._file = file

    def items(self):
        names = [self._file] if self._file else self._world.files_in(self._path)
        for name in names:
            if name.endswith(".py"):
                module = self._world.module_in(self._path, name[:-len(".py")].replace("/", "."))
                if module is not None:
                    yield name[:-len(".py")].rpartition("/")[2], module


def _class_in(modules, rest):
    """The component that IoP registers as module.Class, both without underscores."""
    wanted, dot, name = rest.rpartition(".")
    for module_name, module in modules.items():
        if wanted in (module_name.replace("_", ""), module.__name__.replace("_", "")):
            found = _component_called(module, name)
            if found is not None:
                return found
    return None


def _component_called(module, name):
    for each, value in vars(module).items():
        if isinstance(value, type) and each.replace("_", "") == name.replace("_", "") and kind_of(value):
            return value
    return None
