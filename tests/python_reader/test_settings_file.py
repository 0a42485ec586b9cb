"""PRODUCTIONS as dictionaries, CLASSES, SCHEMAS, REMOTE_SETTINGS: read as IoP reads them."""

import types
import unittest

from executed import Read

from python_reader.values import Place, Text, Unknown

HEAD = """
from iop import *
class Orders(BusinessService):
    Output = target()
class File(BusinessOperation):
    Path = setting("/tmp")
class Msg(Message): pass
class Stored(PersistentMessage): pass
"""


def read(text, **names):
    return Read(HEAD + text, **names)


class Dictionaries(unittest.TestCase):
    def test_every_key(self):
        found = read("""PRODUCTIONS = [{"Shop.P": {"@Name": "Shop.P", "@TestingEnabled": True,
  "@LogGeneralTraceEvents": "false", "Description": None, "ActorPoolSize": 2,
  "Setting": {"@Name": "ShutdownTimeout", "#text": 5},
  "Item": [{"@Name": "F", "@ClassName": "E.F", "@PoolSize": 1, "@Enabled": False, "@Category": "", "@Comment": "c",
    "@Foreground": "true", "@LogTraceEvents": "false", "@Schedule": "s", "@Adapter": "A.B",
    "Setting": [{"@Target": "Host", "@Name": "a", "#text": "x"}, {"@Name": "b", "#text": 1.5},
                {"@Target": "Adapter", "@Name": "c"}, {"@Target": "T", "@Name": "d", "#text": None}, "no setting"]}]}}]""")
        production = found.production
        self.assertEqual([production[key]["text"] for key in (
            "name", "testing_enabled", "log_general_trace_events", "description", "actor_pool_size")],
            ["Shop.P", "true", "false", "", "2"])
        self.assertEqual([(each["target"]["text"], each["name"]["text"], each["value"]["text"])
                          for each in production["settings"]], [("", "ShutdownTimeout", "5")])
        self.assertEqual(found.settings("F"), {
            ("Host", "a"): "x", ("Host", "b"): "1.5", ("Adapter", "c"): "", ("T", "d"): ""})
        item = found.item("F")
        self.assertEqual([item[key]["text"] for key in (
            "class_name", "pool_size", "enabled", "comment", "foreground", "adapter")],
            ["E.F", "1", "false", "c", "true", "A.B"])
        self.assertEqual((item["role"], item["component"], item["attributes"]), ("component", None, []))

    def test_one_item_or_setting_may_stand_alone(self):
        found = read("PRODUCTIONS = [{'P': {'Item': {'@Name': 'F', '@ClassName': 'Ens.XService',\n"
                     " 'Setting': {'@Target': 'Host', '@Name': 'a', '#text': 'b'}}}}]")
        self.assertEqual(found.settings("F"), {("Host", "a"): "b"})
        self.assertEqual(found.item("F")["role"], "service")

    def test_the_key_production_is_no_name(self):
        found = read("PRODUCTIONS = [{'Production': {'@Name': 'Shop.P'}}, {'Key': {'@Name': 'Shown'}}]")
        self.assertEqual([each["name"]["text"] for each in found.report["productions"]], ["Shop.P", "Key"])

    def test_a_class_as_class_name_takes_the_name_of_the_item(self):
        found = read("PRODUCTIONS = [{'P': {'Item': [{'@Name': 'Hello.Op', '@ClassName': File},\n"
                     " {'@Name': 'D', '@ClassName': {'path': '.', 'module': 'bo', 'class': 'X'}}]}}]")
        self.assertEqual([each["class_name"]["text"] for each in found.production["items"]], ["Hello.Op", "D"])
        self.assertEqual(found.classes[0].__name__, "File")
        self.assertEqual(found.item("Hello.Op")["role"], "operation")
        self.assertEqual(found.plan(), ["Hello.Op -> shop.File (component)", "D -> bo.X (component)"])
        self.assertEqual([each["production"] for each in found.report["classes"]], ["P", "P"])

    def test_class_names_lead_to_classes(self):
        found = read("CLASSES = {'Python.File': File}\nPRODUCTIONS = [{'P': {'Item': [\n"
                     " {'@Name': 'F', '@ClassName': 'Python.File'}, {'@Name': 'G', '@ClassName': 'Python.Other'}]}}]")
        self.assertEqual([each["component"] for each in found.production["items"]], [0, None])
        self.assertEqual(found.item("F")["role"], "operation")

    def test_what_iop_refuses(self):
        for text, words in (
                ("PRODUCTIONS = {}", "PRODUCTIONS must be a list."),
                ("PRODUCTIONS = [{}]", "Each PRODUCTION entry must be a non-empty dict."),
                ("PRODUCTIONS = ['x']", "Each PRODUCTION entry must be a non-empty dict."),
                ("PRODUCTIONS = [{'P': 5}]", "Production data must be a dictionary."),
                ("PRODUCTIONS = [{'P': {'Item': [{'@Name': 'F'}]}}]", "Missing @ClassName for F."),
                ("PRODUCTIONS = [{'P': {'Item': [{'@ClassName': 'F'}]}}]", "@Name"),
                ("PRODUCTIONS = [{'P': {'Item': [{'@Name': 'F', '@ClassName': 5}]}}]", "Invalid value for F.")):
            found = read(text)
            self.assertIn("MW038", found.codes(), text)
            self.assertIn(words, found.messages()[0], text)

    def test_unknown_parts(self):
        unknown = Unknown("the result of fetch()", Place(0, 1, 2))
        found = read("PRODUCTIONS = [u, {'P': {'Item': [u, {'@Name': u, '@ClassName': 'X'},\n"
                     " {'@Name': 'F', '@ClassName': u}, {'@Name': 'G', '@ClassName': 'X', '@PoolSize': u,\n"
                     "  'Setting': [{'@Name': 'a', '#text': u}, {'@Name': u}, u, {'@Name': 'b', '#text': '1'}]}]}}]",
                     u=unknown)
        self.assertEqual([each["name"]["text"] for each in found.production["items"]], ["G"])
        self.assertEqual(found.settings("G"), {("Host", "b"): "1"})
        self.assertEqual(set(found.codes()), {"MW037"})
        self.assertEqual(len(found.codes()), 8)
        self.assertEqual(found.report["productions"][0]["name"]["text"], "P")

    def test_environment_stays_with_the_value(self):
        text = Text("x", Place(0, 4, 5), "DATA", "x")
        found = read("PRODUCTIONS = [{'P': {'Item': [{'@Name': 'G', '@ClassName': 'X',\n"
                     "  'Setting': {'@Name': 'a', '#text': t}}]}}]", t=text)
        self.assertEqual(found.item("G")["settings"][0]["value"],
                         {"text": "x", "at": [0, 4, 5], "environment": "DATA", "fallback": "x"})


class Classes(unittest.TestCase):
    def test_all_forms(self):
        module = types.ModuleType("bp")
        found = read("CLASSES = {'A': File, 'B': bp, 'C': {'module': 'm', 'class': 'X', 'path': 'here'},\n"
                     " 'D': {'path': 'p', 'package': 'pk'}, 'E': {'path': 'p', 'file': 'f.py'}, 'F': {'path': 'p'},\n"
                     " 'G': Stored}", bp=module)
        self.assertEqual(found.plan(), [
            "A -> shop.File (component)", "B -> bp.* (component)", "C -> m.X (component)",
            "D -> pk package (component)", "E -> f.py (component)", "F -> p (component)",
            "G -> shop.Stored (PersistentMessage)"])
        self.assertEqual([each["form"] for each in found.report["classes"]],
                         ["class", "module", "class", "package", "file", "folder", "class"])
        self.assertEqual([each["path"] for each in found.report["classes"]], ["", "", "here", "p", "p", "p", ""])
        self.assertEqual(found.words(found.report["classes"][0]["place"]), "File")

    def test_class_of_a_registered_module(self):
        module = types.ModuleType("my_bp")
        found = read("my_bp.File = File\nCLASSES = {'Python.bp': my_bp}\n"
                     "PRODUCTIONS = [{'P': {'Item': [{'@Name': 'F', '@ClassName': 'Python.bp.mybp.File'}]}}]", my_bp=module)
        self.assertEqual(found.item("F")["component"], 0)

    def test_what_productions_add(self):
        found = read("CLASSES = {'Python.Orders': Orders}\nclass Ad(OutboundAdapter): pass\n"
                     "p = Production('P')\np.operation('F', File, adapter_class=Ad)\np.operation('G', File)\n"
                     "p.service('S', class_name='E.S')\np.message('Shop.Stored', Stored)\n"
                     "q = Production('Q')\nq.operation('F', File)\nPRODUCTIONS = [p, q]")
        self.assertEqual(found.plan(), [
            "Python.Orders -> shop.Orders (component)", "Shop.Stored -> shop.Stored (PersistentMessage)",
            "Python.shop.File -> shop.File (component)", "Python.shop.Ad -> shop.Ad (component)",
            "Python.shop.File -> shop.File (component)"])
        self.assertEqual([each["production"] for each in found.report["classes"]], ["", "P", "P", "P", "Q"])

    def test_registered_twice(self):
        found = read("CLASSES = {'Python.File': File}\np = Production('P')\np.operation('F', File)\nPRODUCTIONS = [p]")
        self.assertEqual(found.codes(), ["MW802"])
        self.assertEqual(found.words(found.findings.json()[0]["place"]), "File")

    def test_what_iop_refuses(self):
        for text, words in (
                ("CLASSES = []", "CLASSES must be a dictionary."),
                ("CLASSES = {'A': 5}", "Invalid migration class entry: 5."),
                ("CLASSES = {'A': {'module': 'm'}}", "Invalid value for A."),
                ("CLASSES = {'A': Msg}", "shop.Msg is a Message/PydanticMessage and cannot be registered in CLASSES."),
                ("SCHEMAS = (Msg,)", "SCHEMAS must be a list of message classes."),
                ("SCHEMAS = [Stored]", "shop.Stored is a PersistentMessage. Register it in CLASSES, not SCHEMAS."),
                ("SCHEMAS = [File]", "shop.File cannot be registered in SCHEMAS."),
                ("REMOTE_SETTINGS = 5", "REMOTE_SETTINGS must be a dictionary.")):
            found = read(text)
            self.assertEqual(found.codes(), ["MW038"], text)
            self.assertIn(words, found.messages()[0])

    def test_two_productions_of_one_name(self):
        found = read("PRODUCTIONS = [Production('Shop.P'), {'Shop.Q': {'Item': []}}, {'Shop.P': {'Item': []}}]")
        self.assertEqual([(each["code"], each["severity"], each["message"]) for each in found.findings.json()],
                         [("MW007", "", 'two productions are called "Shop.P"')])

    def test_none_is_nothing(self):
        found = read("CLASSES = None\nSCHEMAS = None\nPRODUCTIONS = None\nREMOTE_SETTINGS = None")
        self.assertEqual(found.codes(), [])

    def test_unknown_entries_are_warnings(self):
        found = read("CLASSES = {'A': u, 'B': {'path': u}}\nSCHEMAS = [u]\nREMOTE_SETTINGS = {'url': u}",
                     u=Unknown("an attribute of requests"))
        self.assertEqual([(each["code"], each["severity"]) for each in found.findings.json()],
                         [("MW037", "warning")] * 4)

    def test_module_without_the_class(self):
        found = read("CLASSES = {'A': {'module': 'm', 'class': 'X', 'path': '.'}}")
        self.assertEqual(found.messages(), ['"A" registers the module "m", and there is none at the path "."'])

    def test_folder_of_another_machine(self):
        found = read("CLASSES = {'A': {'module': 'm', 'class': 'X', 'path': '/srv/printing'}}")
        self.assertEqual([(each["severity"], each["message"]) for each in found.findings.json()],
                         [("note", '"A" registers m.X in the folder "/srv/printing", which is not here')])

    def test_registered_by_a_script(self):
        found = read("Utils.register_component('bo', 'X', '/app', 1, 'Python.X')\nUtils.register_file('/app/bp.py', 1, 'P')\n"
                     "Utils.register_package('pk', '/app')\nUtils.register_folder('/app')\nUtils.migrate()")
        self.assertEqual(found.plan(), ["Python.X -> bo.X (component)", "P -> bp.py (component)",
                                        "Python -> pk package (component)", "Python -> /app (component)"])

    def test_schemas_and_remote(self):
        found = read("SCHEMAS = [Msg]\nREMOTE_SETTINGS = {'url': 'http://x', 'verify_ssl': False, 'password': None}")
        self.assertEqual([each["target"] for each in found.report["schemas"]], ["shop.Msg"])
        self.assertEqual(found.words(found.report["schemas"][0]["place"]), "Msg")
        self.assertEqual({key: value["text"] for key, value in found.report["remote"].items()},
                         {"url": "http://x", "verify_ssl": "false"})


if __name__ == "__main__":
    unittest.main()
