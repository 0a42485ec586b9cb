"""Settings executed by Python itself with the stand-ins for IoP: what the tests of the stand-ins look at."""

import sys
from unittest import mock

import support

from python_reader.iop_stand_in import stand_ins
from python_reader.iop_stand_in_values import recording
from python_reader.program import SourceText
from python_reader.report import Findings
from python_reader.settings_file import SettingsFile
from python_reader.source_places import SourcePlaces

NAMES = ("iop", "iop.production", "iop.components.settings", "grongier", "grongier.pex", "iris_persistence")


class NoWorld:
    """A project without modules beside the settings; `classes` are found as module.Class."""

    def __init__(self, classes=()):
        self.classes = dict(classes)

    def module_named(self, name):
        return None

    def module_in(self, path, name):
        return None

    def has_folder(self, path):
        return False

    def find_class(self, module, name):
        return self.classes.get("%s.%s" % (module, name))

    def files_in(self, path):
        return []

    def unknown_base(self, cls):
        return None

    def is_partly_unknown(self, module):
        return False


def namespace(text, findings=None, **names):
    """The names that executing `text` leaves."""
    recording.start(findings if findings is not None else Findings())
    made = dict(names, __name__="shop")
    with mock.patch.dict(sys.modules, {name: stand_ins(name) for name in NAMES}):
        exec(compile(text, "shop.py", "exec"), made)
    return made


class Read:
    """The report of a settings text; `production` is the first, in the form that `to_dict` gives its parts."""

    def __init__(self, text, **names):
        self.findings = Findings()
        made = namespace(text, self.findings, **names)
        source = SourceText("shop.py", text, 0)
        settings = SettingsFile(made, SourcePlaces(source), NoWorld(), self.findings)
        self.report = settings.read()
        self.classes = settings.component_classes
        self._text = text.encode("utf-8")

    def codes(self):
        return [each["code"] for each in self.findings.json()]

    def messages(self):
        return [each["message"] for each in self.findings.json()]

    def words(self, place):
        return self._text[place[1]:place[2]].decode("utf-8")

    @property
    def production(self):
        return self.report["productions"][0]

    def item(self, name):
        return next(each for each in self.production["items"] if each["name"]["text"] == name)

    def settings(self, name):
        """{(target, name): text} of an item."""
        return {(each["target"]["text"], each["name"]["text"]): each["value"]["text"]
                for each in self.item(name)["settings"]}

    def plan(self):
        """IoP's lines for CLASSES."""
        return ["%s -> %s (%s)" % (each["name"], each["target"], each["kind"]) for each in self.report["classes"]]

    def issues(self):
        return [(each["kind"], each["path"], each["message"]) for each in self.report["validation"]]
