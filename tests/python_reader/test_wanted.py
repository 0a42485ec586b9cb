"""Components that are asked for one by one, by module and class or by what settings register."""

import unittest

import support

from python_reader import reader

BO = """
from iop import BusinessOperation, BusinessProcess
from msg import Order

class Ask_It(BusinessOperation):
    def on_message(self, request: Order):
        return None

class Router(BusinessProcess):
    target = "Default"
    def on_request(self, request):
        self.SendRequestSync(self.target, Order())
        self.send_request_async(self.TargetConfigName, Order())
"""
MSG = "from dataclasses import dataclass\nfrom iop import Message\n@dataclass\nclass Order(Message):\n    amount: int = 0\n"


def wanted(ways, files):
    program = support.FakeProgram(files)
    made = reader.read({"wanted": ways, "cwd": "/project"}, program)
    return made, program


def way(module, name, *path, **more):
    return dict({"module": module, "class": name, "path": list(path)}, **more)


def names(report):
    return [each["component"] if each["component"] is None else report["components"][each["component"]]["name"]
            for each in report["wanted"]]


class Wanted(unittest.TestCase):
    files = {"src/bo.py": BO, "src/msg.py": MSG}

    def test_by_module_and_class(self):
        report, _ = wanted([[way("bo", "Router", "src")], [way("bo", "Ask_It", "src")], [way("bo", "Router", "src")]],
                           self.files)
        self.assertEqual(names(report), ["Router", "Ask_It", "Router"])
        self.assertEqual(len(report["components"]), 2)
        self.assertEqual([(each["setting"], each["options"], [value["text"] for value in each["targets"]],
                           each["interaction"], each["message_name"]) for each in report["components"][0]["sends"]],
                         [("target", "target", [], "sync", "Order"),
                          ("", "TargetConfigName", [], "async", "Order")])
        self.assertEqual([each["name"] for each in report["messages"]], ["Order"])
        self.assertEqual(report["findings"], [])

    def test_module_in_a_package(self):
        report, _ = wanted([[way("shop.bo", "Router", "src")]],
                           {"src/shop/bo.py": BO.replace("from msg", "from .msg"), "src/shop/msg.py": MSG})
        self.assertEqual(names(report), ["Router"])
        self.assertEqual(report["components"][0]["module"], "shop.bo")

    def test_two_modules_of_one_name(self):
        other = BO.replace("Router", "Other").replace("Order", "Bill")
        report, _ = wanted([[way("bo", "Router", "a")], [way("bo", "Other", "b")]],
                           {"a/bo.py": BO, "a/msg.py": MSG, "b/bo.py": other, "b/msg.py": MSG.replace("Order", "Bill")})
        self.assertEqual(names(report), ["Router", "Other"])
        self.assertEqual([each["name"] for each in report["messages"]], ["Order", "Bill"])
        self.assertEqual([each["message"] for each in report["components"][1]["sends"]], [1, 1])

    def test_one_class_by_two_paths_has_one_message(self):
        report, _ = wanted([[way("bo", "Router", "src")], [way("bo", "Ask_It", "src", "lib")]],
                           {**self.files, "lib/x.py": ""})
        self.assertEqual(len(report["messages"]), 1)
        self.assertEqual(report["components"][1]["handlers"][0]["message"], 0)

    def test_underscores_of_a_proxy_name(self):
        report, _ = wanted([[way("bo", "AskIt", "src", loose=True)], [way("bo", "AskIt", "src")]], self.files)
        self.assertEqual(names(report), ["Ask_It", None])
        self.assertEqual(report["wanted"][1]["why"], "class")

    def test_the_first_way_that_leads_to_a_class(self):
        report, _ = wanted([[way("msg", "Router", "src"), way("bo", "Router", "src")]], self.files)
        self.assertEqual(names(report), ["Router"])

    def test_classes_of_settings(self):
        settings = "import bo\nCLASSES = {'Python.Route': bo.Router, 'Python.Whole': bo}\n"
        report, _ = wanted([[{"settings": "src/settings.py", "name": "Python.Route"}],
                            [{"settings": "src/settings.py", "name": "Python.Whole.bo.AskIt"}],
                            [{"settings": "src/settings.py", "name": "Python.Else"}]],
                           {**self.files, "src/settings.py": settings})
        self.assertEqual(names(report), ["Router", "Ask_It", None])
        self.assertEqual(report["findings"], [])

    def test_settings_that_name_a_folder_of_another_machine(self):
        settings = "CLASSES = {'Python.Route': {'module': 'bo', 'class': 'Router', 'path': '/irisdev/app/src/python'}}\n"
        report, _ = wanted([[{"settings": "repo/src/settings.py", "name": "Python.Route"}]],
                           {"repo/src/settings.py": settings, "repo/src/python/bo.py": BO, "repo/src/python/msg.py": MSG})
        self.assertEqual(names(report), ["Router"])
        self.assertEqual(report["findings"], [])

    def test_what_cannot_be_read(self):
        report, program = wanted([[way("bad", "Router", "src")], [way("bo", "Router", "src")]],
                                 {**self.files, "src/bad.py": "class Router(:\n"})
        self.assertEqual(names(report), [None, "Router"])
        self.assertEqual(report["wanted"][0]["why"], "broken")
        self.assertEqual([each["code"] for each in report["findings"]], ["MW036"])

    def test_a_module_that_fails_is_read_as_far_as_it_goes(self):
        report, _ = wanted([[way("bo", "Router", "src")]], {**self.files, "src/bo.py": "x = [][1]\n" + BO})
        self.assertEqual(names(report), ["Router"])
        self.assertEqual([(each["code"], each["message"]) for each in report["findings"]],
                         [("MW038", "IndexError: list index out of range")])

    def test_a_module_that_never_ends(self):
        report, _ = wanted([[way("bad", "Router", "src")], [way("bo", "Router", "src")]],
                           {**self.files, "src/bad.py": "while True:\n    pass\n"})
        self.assertEqual(names(report), [None, "Router"])
        self.assertEqual([each["code"] for each in report["findings"]], ["MW902"])

    def test_what_is_wrong_with_settings_is_for_their_readers(self):
        settings = "x = [][1]\nimport bo\nCLASSES = {'Python.Route': bo.Router, 'Python.Other': x}\n"
        report, _ = wanted([[{"settings": "src/settings.py", "name": "Python.Route"}]],
                           {**self.files, "src/settings.py": settings})
        self.assertEqual(names(report), ["Router"])
        self.assertEqual(report["findings"], [])

    def test_settings_that_cannot_be_read(self):
        report, _ = wanted([[{"settings": "s.py", "name": "Python.Route"}, way("bo", "Router", "src")]],
                           {**self.files, "s.py": "CLASSES = {\n"})
        self.assertEqual(names(report), ["Router"])
        self.assertEqual([each["code"] for each in report["findings"]], ["MW036"])

    def test_components_of_the_gateway(self):
        text = ("import iris.pex\nclass P(iris.pex.BusinessProcess):\n    def OnRequest(self, request):\n"
                "        self.SendRequestAsync(self.TargetConfigName, request, False)\n")
        report, _ = wanted([[way("demo.P", "P", "py")]], {"py/demo/__init__.py": "", "py/demo/P.py": text})
        component = report["components"][0]
        self.assertEqual(component["kind"], "process")
        self.assertEqual([(each["options"], each["interaction"], each["passes_on"]) for each in component["sends"]],
                         [("TargetConfigName", "async", True)])


if __name__ == "__main__":
    unittest.main()
