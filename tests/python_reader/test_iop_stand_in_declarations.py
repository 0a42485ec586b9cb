"""Productions that are classes: ServiceItem and its kin, Route, inheritance."""

import unittest

from executed import Read, namespace

HEAD = """
from iop import *
class Orders(BusinessService):
    Output = target()
class Router(BusinessProcess):
    Ok = target()
class File(BusinessOperation):
    Path = setting("/tmp")
FILE = OperationItem("File", File, settings={"Path": "/a"}, enabled=False)
"""


class Declared(unittest.TestCase):
    def test_items_settings_and_routes(self):
        found = Read(HEAD + """
class Shop(Production):
    name = "Shop.P"
    testing_enabled = True
    actor_pool_size = 1
    services = ServiceItem("In", Orders, routes=Route(Orders.Output, "Router"))
    processes = [ProcessItem("Router", Router, routes=(Route("Ok", (FILE, "Other")),))]
    operations = (FILE, OperationItem("Other", "EnsLib.X", other_settings=[{"@Target": "T", "@Name": "n", "#text": "v"}]))
    components = None
PRODUCTIONS = [Shop()]
""")
        self.assertEqual([(each["name"]["text"], each["role"]) for each in found.production["items"]], [
            ("In", "service"), ("Router", "process"), ("File", "operation"), ("Other", "operation")])
        self.assertEqual(found.production["name"]["text"], "Shop.P")
        self.assertEqual(found.production["testing_enabled"]["text"], "true")
        self.assertEqual(found.production["actor_pool_size"]["text"], "1")
        self.assertEqual(found.settings("Router"), {("Host", "Ok"): "File,Other"})
        self.assertEqual(found.item("Router")["routes"], ["Ok"])
        self.assertEqual(found.settings("In"), {("Host", "Output"): "Router"})
        self.assertEqual(found.settings("Other"), {("T", "n"): "v"})
        self.assertEqual(found.item("File")["enabled"]["text"], "false")
        self.assertNotIn("enabled", found.item("Other"))

    def test_components_come_first(self):
        found = Read(HEAD + "class P(Production):\n    services = (ServiceItem('S', Orders),)\n"
                     "    components = (ComponentItem('C', 'X.Y'),)\nPRODUCTIONS = [P()]")
        self.assertEqual([each["name"]["text"] for each in found.production["items"]], ["C", "S"])
        self.assertEqual(found.production["name"]["text"], "shop.P")

    def test_inherited(self):
        found = Read(HEAD + "class Base(Production):\n    operations = (FILE,)\n    description = 'base'\n"
                     "class P(Base):\n    name = 'P'\n    def __init__(self, extra):\n"
                     "        super().__init__(description='own')\n        self.operation(extra, File)\n"
                     "PRODUCTIONS = [P('More'), Base('Other')]")
        self.assertEqual([each["name"]["text"] for each in found.production["items"]], ["File", "More"])
        self.assertEqual(found.production["description"]["text"], "own")
        self.assertEqual(found.report["productions"][1]["name"]["text"], "Other")
        self.assertEqual(found.report["productions"][1]["description"]["text"], "base")

    def test_known_alias_of_a_route(self):
        found = Read(HEAD + "class P(Production):\n    services = (ServiceItem('S', class_name='E.S',\n"
                     "        routes=Route('target_config_names', FILE)),)\n    operations = (FILE,)\nPRODUCTIONS = [P()]")
        self.assertEqual(found.settings("S"), {("Host", "TargetConfigNames"): "File"})

    def test_what_iop_refuses_raises(self):
        for body, error in (
                ("services = (FILE,)", TypeError), ("services = 5", TypeError), ("services = ('x',)", TypeError),
                ("operations = (OperationItem('A'),)", ValueError),
                ("operations = (OperationItem('A', 'X', class_name='Y'),)", ValueError),
                ("operations = (OperationItem('A', File, settings={'a': 1}, host_settings={'a': 2}),)", ValueError),
                ("operations = (OperationItem('A', File, settings=5),)", TypeError),
                ("services = (ServiceItem('S', Orders, settings={'Output': 'x'}, routes=Route(Orders.Output, FILE)),)",
                 ValueError),
                ("services = (ServiceItem('S', Orders, routes=Route(Router.Ok, FILE)),)\n    operations = (FILE,)",
                 ValueError),
                ("services = (ServiceItem('S', Orders, routes=Route('Output', ())),)", ValueError),
                ("services = (ServiceItem('S', Orders, routes=Route('Output', 'nobody')),)", ValueError),
                ("services = (ServiceItem('S', Orders, routes=('Output',)),)", TypeError)):
            with self.assertRaises(error, msg=body):
                namespace(HEAD + "class P(Production):\n    " + body + "\nP()")

    def test_a_class_in_productions_is_refused_and_read(self):
        found = Read(HEAD + "class P(Production):\n    operations = (FILE,)\nPRODUCTIONS = [P]")
        self.assertEqual(found.codes(), ["MW038"])
        self.assertEqual(found.item("File")["class_name"]["text"], "Python.shop.File")

    def test_unknown_declarations_are_left_out(self):
        found = Read(HEAD + "from python_reader.values import Unknown\nu = Unknown('an attribute of pandas')\n"
                     "class P(Production):\n    operations = (FILE, u, OperationItem(u, File), OperationItem('X', u))\n"
                     "    services = (ServiceItem('S', Orders, routes=(Route('Output', (u, FILE)), u)),)\n"
                     "PRODUCTIONS = [P()]")
        self.assertEqual([each["name"]["text"] for each in found.production["items"]], ["S", "File"])
        self.assertEqual(found.settings("S"), {("Host", "Output"): "File"})
        self.assertEqual(found.codes(), ["MW037"] * 5)


if __name__ == "__main__":
    unittest.main()
