"""From the names of a settings module to the report: PRODUCTIONS, CLASSES, SCHEMAS, REMOTE_SETTINGS, as IoP does."""

from .iop_stand_in_production import Production
from .iop_stand_in_values import is_unknown, place_in, recording, text_value, unknown_reason
from .production_report import ProductionReports
from .raw_production import payload
from .registrations import Registrations
from .report import value_json
from .validation import Validation
from .values import Place, Unknown, in_quotes, place_of

REMOTE_KEYS = ("url", "username", "password", "namespace", "remote_folder", "package", "verify_ssl")


class SettingsFile:
    """Reads the namespace of a module into parts of the report. `places` are those of the module."""

    def __init__(self, namespace, places, world, findings):
        self._namespace = namespace
        self._places = places
        self._findings = findings
        self._registrations = Registrations(world, findings)
        self._validation = Validation(world, findings)
        self._reports = ProductionReports(self._registrations, findings)

    def read(self):
        """{"productions", "classes", "schemas", "remote", "validation"} of the report."""
        self._registrations.read_classes(self._namespace.get("CLASSES", {}), self._places)
        for name, described, place in recording.registrations:
            if not is_unknown(name):
                self._registrations.register(name, described, "", place)
        schemas = self._registrations.read_schemas(self._namespace.get("SCHEMAS"), self._places)
        productions = self._productions()
        return {
            "productions": productions,
            "classes": self._registrations.entries,
            "schemas": schemas,
            "remote": self._remote(),
            "validation": self._validation.issues,
        }

    @property
    def component_classes(self):
        """The classes of the project that items are made of: an item's "component" is an index into them."""
        return self._reports.component_classes

    def class_of(self, engine_name):
        """The class of the project that a class of the engine stands for, or None."""
        return self._registrations.class_of(engine_name)

    def _productions(self):
        productions = self._namespace.get("PRODUCTIONS")
        if productions is None:
            return []
        place = self._places.of_name("PRODUCTIONS")
        if isinstance(productions, Unknown):
            recording.unknown("PRODUCTIONS", productions, place)
            return []
        if not isinstance(productions, list):
            self._registrations.refused(ValueError("PRODUCTIONS must be a list."), place,
                                        "write PRODUCTIONS = [prod]")
            productions = list(productions) if isinstance(productions, tuple) else [productions]
        made = []
        for number, each in enumerate(productions):
            where = place_of(each, self._places.of_element("PRODUCTIONS", number, len(productions)))
            found = self._production(each, where)
            if found is not None:
                self._refuse_same_name(found, made)
                made.append(found)
        return made

    def _refuse_same_name(self, production, before):
        """IoP registers one after the other, so that the last one stays; which one is meant nobody can tell."""
        name, place = production["name"]["text"], production["name"]["at"]
        first = next((each for each in before if each["name"]["text"] == name), None)
        if first is not None:
            self._findings.add("MW007", place and Place(*place), "two productions are called %s" % in_quotes(name),
                               "IoP keeps the last: give one of them another name, or take it out",
                               notes=[(Place(*first["name"]["at"]), "the other")] if first["name"]["at"] else ())

    def _production(self, value, place):
        try:
            if isinstance(value, type) and issubclass(value, Production):
                value = self._made_of_class(value, place)
            if isinstance(value, Unknown):
                recording.unknown("a production in PRODUCTIONS", value, place)
                return None
            if isinstance(value, Production):
                return self._production_object(value, place)
            return self._production_table(value, place)
        except RecursionError:
            raise
        except Exception as error:
            self._registrations.refused(error, place)
            return None

    def _made_of_class(self, production_class, place):
        """IoP takes objects only; the class is read as if it had been called."""
        self._registrations.refused(
            TypeError("%s is the class of a production, not a production" % production_class.__name__), place,
            "write %s()" % production_class.__name__)
        return production_class()

    def _production_object(self, production, place):
        if isinstance(production.name, Unknown):
            recording.unknown("the name of a production", production.name, place)
            return None
        self._validation.production_object(production)
        self._registrations.add_production(production)
        self._report_double_registrations(production)
        return self._reports.of_object(production, place)

    def _report_double_registrations(self, production):
        of_items = {item.component_class: item for item in production.items if isinstance(item.component_class, type)}
        for component, name, place in self._registrations.in_classes:
            item = of_items.get(component)
            if item is not None:
                self._findings.add(
                    "MW802", place, "CLASSES registers %s as %s, and item %s of production %s registers it already" % (
                        component.__name__, in_quotes(name), in_quotes(item.name), in_quotes(production.name)),
                    "take %s out of CLASSES" % in_quotes(name),
                    notes=[(item.places.get("place"), "the item")] if item.places.get("place") else ())

    def _production_table(self, value, place):
        name, inner, name_place = payload(value)
        if is_unknown(name) or isinstance(inner, Unknown):
            recording.unknown("a production in PRODUCTIONS", name if is_unknown(name) else inner, place)
            return None
        made = self._reports.of_table(name, inner, name_place or place, place)
        self._validation.production_table(name, inner, self._registrations.class_of)
        return made

    def _remote(self):
        remote = self._namespace.get("REMOTE_SETTINGS")
        place = self._places.of_name("REMOTE_SETTINGS")
        if remote is None:
            return None
        if isinstance(remote, Unknown):
            self._unknown_remote("REMOTE_SETTINGS", remote, place)
            return None
        if not isinstance(remote, dict):
            self._registrations.refused(ValueError("REMOTE_SETTINGS must be a dictionary."), place)
            return None
        made = {}
        for key in REMOTE_KEYS:
            value = remote.get(key)
            where = place_in(remote, key) or self._places.of_key("REMOTE_SETTINGS", key)
            if isinstance(value, Unknown):
                self._unknown_remote("%s of REMOTE_SETTINGS" % in_quotes(key), value, where)
            elif value is not None:
                made[key] = value_json(value, text_value(value), where)
        return made

    def _unknown_remote(self, what, value, place):
        message = "%s cannot be known without running the code: %s" % (what, unknown_reason(value))
        self._findings.add("MW037", place_of(value, place), message, severity="warning")
