"""Productions of the instance style: items, settings, connections and their changes come out as IoP makes them."""

import unittest

from executed import Read, namespace

HEAD = """
from iop import Production, BusinessService, BusinessProcess, BusinessOperation, PollingBusinessService, target, setting
class Orders(PollingBusinessService):
    Output = target()
class Router(BusinessProcess):
    Ok = target()
    Bad = target("Bin")
class File(BusinessOperation):
    Path = setting("/tmp")
    @staticmethod
    def get_adapter_type():
        return "EnsLib.File.OutboundAdapter"
"""


def read(text):
    return Read(HEAD + text)


class Items(unittest.TestCase):
    def test_name_class_and_role(self):
        found = read("prod = Production('Shop.P')\nprod.service('In', Orders)\nprod.process(Router)\n"
                     "prod.operation('Out', class_name='EnsLib.File.PassthroughOperation')\nprod.component('X', File)\n"
                     "PRODUCTIONS = [prod]")
        items = [(each["name"]["text"], each["class_name"]["text"], each["role"]) for each in found.production["items"]]
        self.assertEqual(items, [
            ("In", "Python.shop.Orders", "service"), ("Router", "Python.shop.Router", "process"),
            ("Out", "EnsLib.File.PassthroughOperation", "operation"), ("X", "Python.shop.File", "component")])
        self.assertEqual([each["component"] for each in found.production["items"]], [0, 1, None, 2])

    def test_proxy_names_have_no_underscores(self):
        found = Read("from iop import *\nclass My_Op(BusinessOperation): pass\nMy_Op.__module__ = 'a_b.c'\n"
                     "p = Production('P')\np.operation(My_Op)\nPRODUCTIONS = [p]")
        self.assertEqual(found.item("My_Op")["class_name"]["text"], "Python.ab.c.MyOp")

    def test_a_text_in_place_of_a_class_is_refused_as_python_refuses_it(self):
        with self.assertRaises(AttributeError) as refused:
            read("prod = Production('P')\nprod.operation('F', 'EnsLib.File.PassthroughOperation')")
        self.assertEqual(str(refused.exception), "'str' object has no attribute '__module__' (the name of a class "
                                                 "goes into class_name=)")

    def test_attributes_are_text_as_iop_writes_it(self):
        found = read("prod = Production('P')\nprod.operation('F', File, enabled='no', pool_size=4, foreground=True,\n"
                     " comment=None, category='a,b', log_trace_events=1, schedule='x')\nPRODUCTIONS = [prod]")
        item = found.item("F")
        texts = {key: item[key]["text"] for key in (
            "enabled", "pool_size", "foreground", "comment", "category", "log_trace_events", "schedule")}
        self.assertEqual(texts, {"enabled": "false", "pool_size": "4", "foreground": "true", "comment": "",
                                 "category": "a,b", "log_trace_events": "true", "schedule": "x"})
        self.assertEqual(item["pool_size"]["form"], "number")
        self.assertEqual(item["foreground"]["form"], "boolean")

    def test_attributes_that_nobody_gives_are_absent(self):
        found = read("prod = Production('P')\nprod.operation('F', File)\nPRODUCTIONS = [prod]")
        self.assertNotIn("enabled", found.item("F"))
        self.assertNotIn("testing_enabled", found.production)

    def test_settings_of_all_targets(self):
        found = read("prod = Production('P')\nf = prod.operation('F', File, settings={File.Path: '/a', 'N': None, 'B': True},\n"
                     " adapter_settings={'FilePath': '/b'})\nf.other_setting('Odd', 'x', 3).other_setting('Host', 'y', 4)\n"
                     "PRODUCTIONS = [prod]")
        self.assertEqual(found.settings("F"), {
            ("Host", "Path"): "/a", ("Host", "N"): "", ("Host", "B"): "true", ("Host", "y"): "4",
            ("Adapter", "FilePath"): "/b", ("Odd", "x"): "3"})

    def test_none_takes_a_setting_away_in_an_update(self):
        found = read("prod = Production('P')\nf = prod.operation('F', File, settings={'A': 1, 'B': 2})\n"
                     "f.settings_update({'A': None, 'C': 3}).host_setting('B', None)\nPRODUCTIONS = [prod]")
        self.assertEqual(found.settings("F"), {("Host", "C"): "3"})

    def test_fluent_methods(self):
        found = read("prod = Production('P').testing().tracing('on').actor_pool(5).describe('d').timeouts(shutdown=1)\n"
                     "prod.alerting(manager='m', action_window=60)\n"
                     "prod.operation('F', File).pool(2).disable().run_foreground().trace().schedule_on('s')"
                     ".comment_as('c').category_as('k')\nPRODUCTIONS = [prod]")
        own = {each["name"]["text"]: each["value"]["text"] for each in found.production["settings"]}
        self.assertEqual(own, {"ShutdownTimeout": "1", "AlertNotificationManager": "m"})
        self.assertEqual([found.production[key]["text"] for key in (
            "testing_enabled", "log_general_trace_events", "actor_pool_size", "description")], ["true", "true", "5", "d"])
        item = found.item("F")
        self.assertEqual([item[key]["text"] for key in (
            "pool_size", "enabled", "foreground", "log_trace_events", "schedule", "comment", "category")],
            ["2", "false", "true", "true", "s", "c", "k"])

    def test_adapter_of_the_class_and_of_the_item(self):
        found = read("prod = Production('P')\nprod.operation('F', File)\nprod.operation('G', File, adapter_class='A.B')\n"
                     "prod.service('In', Orders)\nPRODUCTIONS = [prod]")
        self.assertEqual([found.item(name)["adapter"]["text"] for name in ("F", "G", "In")],
                         ["EnsLib.File.OutboundAdapter", "A.B", "Ens.InboundAdapter"])

    def test_what_iop_refuses_raises(self):
        for text, error in (
                ("prod.operation('F', File)\nprod.operation('F', File)", ValueError),
                ("prod.operation('F')", ValueError),
                ("prod.operation('', File)", ValueError),
                ("prod.operation('F', File, colour='red')", TypeError),
                ("prod.update_component('None', pool_size=1)", ValueError),
                ("Production('P', nonsense=1)", TypeError)):
            with self.assertRaises(error, msg=text):
                namespace(HEAD + "prod = Production('P')\n" + text)

    def test_two_classes_with_one_proxy_name(self):
        with self.assertRaisesRegex(ValueError, "produce the same IRIS proxy class name"):
            namespace(HEAD + "prod = Production('P')\nprod.operation('A', File)\n"
                      "class File(BusinessOperation): pass\nprod.operation('B', File)")

    def test_a_proxy_name_is_free_again_when_its_item_is_gone(self):
        found = read("prod = Production('P')\nprod.operation('A', File)\nprod.delete_component('A')\n"
                     "class File(BusinessOperation): pass\nprod.operation('B', File)\nPRODUCTIONS = [prod]")
        self.assertEqual([each["name"]["text"] for each in found.production["items"]], ["B"])

    def test_update_and_delete(self):
        found = read("prod = Production('P')\na = prod.service('In', Orders)\nb = prod.operation('F', File)\n"
                     "c = prod.operation('G', class_name='X')\nprod.connect(a.Output, c)\n"
                     "prod.update_component(b, pool_size=3, settings={'Path': '/n'}, class_name='Y')\n"
                     "prod.delete_component('G')\nPRODUCTIONS = [prod]")
        self.assertEqual([each["name"]["text"] for each in found.production["items"]], ["In", "F"])
        self.assertEqual(found.settings("In"), {})
        self.assertEqual((found.item("F")["pool_size"]["text"], found.item("F")["class_name"]["text"]), ("3", "Y"))
        self.assertEqual(found.settings("F"), {("Host", "Path"): "/n"})


class Connections(unittest.TestCase):
    def connected(self, text):
        found = read("prod = Production('P')\ns = prod.service('In', Orders)\nr = prod.process('R', Router)\n"
                     "f = prod.operation('F', File)\ng = prod.operation('G', File)\n" + text + "\nPRODUCTIONS = [prod]")
        return found, found.settings

    def test_by_reference_and_by_name(self):
        for text in ("prod.connect(s.Output, r)", "prod.connect(s.Output, 'R')", "s.connect('Output', r)",
                     "s.connect(Orders.Output, r)", "s.connect(s.Output, r)", "prod.connect(s.target_setting('Output'), r)",
                     "prod.connect(s.port('Output'), r)", "s.connect('Output', f).connect('Output', r)"):
            found, settings = self.connected(text)
            self.assertEqual(settings("In"), {("Host", "Output"): "R"}, text)
            self.assertEqual(found.item("In")["routes"], ["Output"], text)

    def test_several_targets(self):
        for text in ("prod.connect(s.Output, f)\nprod.connect(s.Output, g, mode='add')",
                     "s.connect('Output', f)\ns.connect_add('Output', g)\ns.connect_add('Output', g)",
                     "prod.connect(s.Output, r)\nprod.connect(s.Output, f)\nprod.connect_add(s.Output, g)",
                     "prod.connect(s.Output, [f, g])"):
            _, settings = self.connected(text)
            self.assertEqual(settings("In"), {("Host", "Output"): "F,G"}, text)

    def test_taken_away(self):
        for text in ("prod.connect(s.Output, f, mode='remove')", "prod.disconnect(s.Output)",
                     "prod.disconnect('In.Output')", "prod.connect(s.Output, mode='delete')"):
            found, settings = self.connected("prod.connect(s.Output, f)\n" + text)
            self.assertEqual(settings("In"), {}, text)
            self.assertEqual(found.item("In")["routes"], [])
        _, settings = self.connected("prod.connect(s.Output, [f, g])\nprod.connect(s.Output, f, mode='remove')")
        self.assertEqual(settings("In"), {("Host", "Output"): "G"})

    def test_default_of_a_target_setting(self):
        found, settings = self.connected("")
        self.assertEqual(settings("R"), {("Host", "Bad"): "Bin"})
        self.assertEqual(found.item("R")["routes"], [])
        found, settings = self.connected("prod.operation('Bin', File)")
        self.assertEqual(found.item("R")["routes"], ["Bad"])
        _, settings = self.connected("prod.operation('Bin', File)\nprod.disconnect(r.Bad)\nprod.operation('Z', File)")
        self.assertEqual(settings("R"), {})

    def test_default_of_a_class_that_an_update_gives(self):
        found, settings = self.connected("prod.update_component(s, component_class=Router)")
        self.assertEqual(settings("In"), {})
        found, settings = self.connected("prod.update_component(s, component_class=Router)\nprod.operation('Bin', File)")
        self.assertEqual(settings("In"), {("Host", "Bad"): "Bin"})
        self.assertEqual(found.item("In")["routes"], ["Bad"])

    def test_default_gives_way_to_what_is_set(self):
        found = read("prod = Production('P')\nr = prod.process('R', Router, settings={'Bad': 'F'})\n"
                     "prod.operation('F', File)\nPRODUCTIONS = [prod]")
        self.assertEqual(found.settings("R"), {("Host", "Bad"): "F"})

    def test_what_iop_refuses_raises(self):
        for text, error in (
                ("prod.connect(s.Output, 'None')", ValueError), ("prod.connect(s.Output)", ValueError),
                ("prod.connect(Orders.Output, f)", TypeError), ("prod.connect('In.Output', f)", TypeError),
                ("prod.connect(s.Output, f, mode='both')", ValueError), ("s.Outputs", AttributeError),
                ("s.connect(Router.Ok, f)", ValueError), ("r.connect(s.Output, f)", ValueError),
                ("prod.disconnect(s.Output)", ValueError), ("prod.disconnect('In')", ValueError),
                ("prod.connect(s.Output, Production('Q').operation('F', File))", ValueError)):
            with self.assertRaises(error, msg=text):
                self.connected(text)


class Unknowns(unittest.TestCase):
    def found(self, text):
        return read("from python_reader.values import Unknown, Place\n"
                    "u = Unknown('the result of fetch()', Place(0, 3, 9))\nprod = Production('P')\n"
                    + text + "\nPRODUCTIONS = [prod]")

    def test_name_or_class_leaves_the_item_out(self):
        found = self.found("a = prod.service('In', Orders)\nb = prod.operation(u, File)\nc = prod.operation('G', u)\n"
                           "d = prod.operation(u)\nprod.connect(a.Output, b)\nprod.connect(c.Whatever, 'nobody')\n")
        self.assertEqual([each["name"]["text"] for each in found.production["items"]], ["In"])
        self.assertEqual(found.codes(), ["MW037"] * 3)
        self.assertEqual(found.messages()[1], 'the class of item "G" of production "P" cannot be known without running '
                         "the code: the result of fetch()")
        self.assertEqual(found.findings.json()[0]["place"], [0, 3, 9])

    def test_attribute_or_setting_is_left_out(self):
        found = self.found("prod.operation('F', File, pool_size=u, settings={'Path': u, 'B': 1})")
        self.assertEqual(found.settings("F"), {("Host", "B"): "1"})
        self.assertNotIn("pool_size", found.item("F"))
        self.assertEqual([each.split(" cannot")[0] for each in found.messages() if "cannot" in each],
                         ['pool_size of item "F"', 'setting "Path" of item "F"'])

    def test_target_is_left_out(self):
        found = self.found("a = prod.service('In', Orders)\nprod.connect(a.Output, u)\nprod.connect(u, a)")
        self.assertEqual(found.settings("In"), {})
        self.assertEqual(found.codes(), ["MW037", "MW037"])

    def test_production_whose_name_is_unknown(self):
        found = self.found("prod = Production(u)")
        self.assertEqual(found.report["productions"], [])
        self.assertEqual(found.codes(), ["MW037"])

    def test_a_running_production_is_unknown(self):
        found = self.found("prod = Production.from_iris('X')")
        self.assertEqual(found.messages(), ["a production in PRODUCTIONS cannot be known without running the code: "
                                            "the production X of a running IRIS"])

    def test_running_methods_do_nothing(self):
        self.assertEqual(self.found("prod.start()\nprint(prod.graph().to_dict if 0 else '', end='')").codes(), [])


if __name__ == "__main__":
    unittest.main()
