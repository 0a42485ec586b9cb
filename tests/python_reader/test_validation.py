"""IoP's own validation: its issues word for word, and the findings that come with them."""

import unittest

from executed import Read

HEAD = """
from iop import *
class Orders(BusinessService):
    Output = target()
    limit: int
    path = "/tmp"
    _own = 1
    class Inner: pass
    Hidden = setting(exclude=True)
    def on_process_input(self, m): pass
    @staticmethod
    def helper(): pass
    @property
    def shown(self): return 1
    old = 5
    def old_info(self) -> {"ExcludeFromSettings": True}: pass
class Child(Orders):
    more = 1
class Router(BusinessProcess):
    TargetConfigNames = target()
"""


def read(text):
    return Read(HEAD + text)


class Objects(unittest.TestCase):
    def unknown(self, name):
        found = read("p = Production('P')\np.service('S', Child, settings={%r: ''})\nPRODUCTIONS = [p]" % name)
        return found.issues()

    def test_known_settings(self):
        for name in ("Output", "limit", "path", "more", "shown", "%settings"):
            self.assertEqual(self.unknown(name), [], name)

    def test_unknown_settings(self):
        for name in ("Outputs", "_own", "Inner", "Hidden", "on_process_input", "helper", "old", "Adapter", "CallInterval"):
            self.assertEqual(self.unknown(name), [
                ("setting", "items.S.settings.Host." + name, "Unknown setting name.")], name)

    def test_finding_of_an_unknown_setting(self):
        found = read("p = Production('P')\np.service('S', Child, settings={'Pth': 1, 'path': 2, 'CallInterval': 3})\n"
                     "PRODUCTIONS = [p]")
        self.assertEqual(found.codes(), ["MW214"])
        self.assertEqual(found.findings.json()[0]["hint"], 'did you mean "path"?')

    def test_classes_of_the_engine_are_not_judged(self):
        found = read("p = Production('P')\np.service('S', class_name='E.S', settings={'What': 1})\nPRODUCTIONS = [p]")
        self.assertEqual(found.issues(), [])

    def test_alias(self):
        found = read("p = Production('P')\np.process('R', Router, settings={'target_config_names': ''})\nPRODUCTIONS = [p]")
        self.assertEqual(found.issues(), [(
            "setting", "items.R.settings.Host.target_config_names",
            "Setting name is accepted as a known alias for validation, but IoP will emit the original name.")])
        self.assertEqual(found.report["validation"][0]["suggestion"], "Use 'TargetConfigNames'.")
        self.assertEqual(found.codes(), [])

    def test_adapter_settings(self):
        found = read("class A(OutboundAdapter):\n    port = 1\np = Production('P')\n"
                     "p.process('R', Router, adapter_settings={'x': 1})\n"
                     "p.service('S', Orders, adapter_class=A, adapter_settings={'port': 1, 'prt': 2})\nPRODUCTIONS = [p]")
        self.assertEqual(found.issues(), [
            ("setting", "items.R.settings.Adapter", "Business process items do not support adapter settings."),
            ("setting", "items.S.settings.Adapter.prt", "Unknown setting name.")])
        self.assertEqual(found.codes(), ["MW214"])

    def test_attribute_of_a_production(self):
        found = read("p = Production('P')\np.owner = 'me'\np._mine = 1\nPRODUCTIONS = [p]")
        self.assertEqual(found.issues(), [(
            "production", "production.owner",
            "Unknown public Production attribute. Only documented Production fields are serialized.")])
        self.assertEqual(found.codes(), ["MW109"])
        self.assertEqual(found.production["attributes"][0]["value"]["text"], "me")

    def test_missing_target(self):
        found = read("p = Production('P')\np.service('S', Orders, settings={'Output': 'A, S,B'})\nPRODUCTIONS = [p]")
        self.assertEqual(found.issues(), [
            ("route", "items.S.settings.Host.Output", "Target setting references missing production item 'A'."),
            ("route", "items.S.settings.Host.Output", "Target setting references missing production item 'B'.")])
        self.assertEqual(found.report["validation"][0]["suggestion"],
                         "Add a production item named 'A', or update/remove this target setting.")


class Dictionaries(unittest.TestCase):
    def test_keys_and_settings(self):
        found = read("PRODUCTIONS = [{'P': {'@TestingEnable': 'true', 'Setting': [{'@Name': 'shutdown_timeout'},\n"
                     " {'@Name': 'Nonsense'}, {'@Name': 'UpdateTimeout'}, {'@Target': 'X', '@Name': 'y'}]}}]")
        self.assertEqual([each[1:] for each in found.issues()], [
            ("production.@TestingEnable", "Unknown production dictionary key."),
            ("production.settings.shutdown_timeout",
             "Production setting name is accepted as a known alias for validation, but IoP will emit the original name."),
            ("production.settings.Nonsense", "Unknown production-level setting.")])
        self.assertEqual(found.codes(), ["MW109", "MW212", "MW109"])
        self.assertEqual(found.production["attributes"][0]["name"]["text"], "@TestingEnable")

    def test_settings_of_classes(self):
        found = read("CLASSES = {'Python.Orders': Orders}\nPRODUCTIONS = [{'P': {'Item': [\n"
                     " {'@Name': 'A', '@ClassName': Child, 'Setting': {'@Name': 'Nope', '#text': ''}},\n"
                     " {'@Name': 'B', '@ClassName': 'Python.Orders', 'Setting': {'@Name': 'Nope', '#text': ''}}]}}]")
        self.assertEqual([each[1] for each in found.issues()], ["items.A.settings.Host.Nope"])
        self.assertEqual(found.codes(), ["MW214", "MW214"])


if __name__ == "__main__":
    unittest.main()
