"""From a request to a report, and the conversation with the program."""

import io
import json
import os
import subprocess
import sys
import unittest
from unittest import mock

import support

from python_reader import reader, settings_file

PROJECT = {
    "shop/settings.py": """import os, sys
sys.path.append(os.path.join(os.path.dirname(__file__), "lib"))
from iop import Production
from bo import File
from deep import Orders
prod = Production("Shop.P", testing_enabled=True)
orders = prod.service("In", Orders, settings={"limit": 5})
file = prod.operation("F", File, settings={"Path": os.environ.get("OUT", "/tmp"), "Pth": "x"})
prod.connect(orders.Output, file)
CLASSES = {"Python.More": {"path": "lib", "module": "deep", "class": "Nope"}, "Python.lib": {"path": "lib"}}
PRODUCTIONS = [prod, {"Old.P": {"Item": [{"@Name": "D", "@ClassName": "Python.lib.deep.Orders"},
                                          {"@Name": "U", "@ClassName": missing}]}}]
""",
    "shop/bo.py": "from iop import BusinessOperation, setting\nclass File(BusinessOperation):\n    Path = setting('/a')\n",
    "shop/lib/deep.py": "from iop import BusinessService, target\nclass Orders(BusinessService):\n    Output = target()\n"
                        "    limit: int = 3\n",
}


def read(files=None, path="shop/settings.py"):
    program = support.FakeProgram(PROJECT if files is None else files)
    return program, reader.read({"path": path, "trust": False, "cwd": "/work"}, program)


class Static(unittest.TestCase):
    def test_report(self):
        program, report = read({**PROJECT, "shop/settings.py": PROJECT["shop/settings.py"].replace("missing", "'E.X'")})
        self.assertTrue(report["readable"])
        shop, old = report["productions"]
        self.assertEqual(program.words(shop["name"]["at"]), '"Shop.P"')
        self.assertEqual([each["class_name"]["text"] for each in shop["items"]], ["Python.deep.Orders", "Python.bo.File"])
        self.assertEqual(program.words(shop["items"][0]["place"]),
                         'prod.service("In", Orders, settings={"limit": 5})')
        self.assertEqual(shop["items"][0]["routes"], ["Output"])
        output = shop["items"][0]["settings"][-1]
        self.assertEqual((output["name"]["text"], output["value"]["text"]), ("Output", "F"))
        self.assertEqual(program.words(output["value"]["at"]), "file", "where it is connected")
        path = shop["items"][1]["settings"][0]["value"]
        self.assertEqual((path["text"], path["environment"], path["fallback"]), ("/tmp", "OUT", "/tmp"))
        self.assertEqual([each["name"] for each in report["components"]], ["Orders", "File"])
        self.assertEqual([each["component"] for each in shop["items"] + old["items"]], [0, 1, 0, None])
        self.assertEqual([each["text"] for each in report["path"]], ["lib"])
        self.assertEqual([each["form"] for each in report["classes"]], ["class", "folder", "class", "class"])
        self.assertEqual([each["code"] for each in report["findings"]], ["MW801", "MW214"])
        self.assertEqual(program.words(report["findings"][0]["place"]), '"Nope"')
        self.assertEqual(program.words(report["findings"][1]["place"]), '"Pth"')
        self.assertEqual([each["path"] for each in report["validation"]], ["items.F.settings.Host.Pth"])

    def test_an_exception_leaves_the_rest(self):
        program, report = read()
        self.assertEqual(report["findings"][0]["code"], "MW038")
        self.assertEqual(program.words(report["findings"][0]["place"]), "missing")

    def test_complaints_name_the_types_of_python(self):
        for code, words in (("1 + 'a'", "'int' and 'str'"), ("len(1.5)", "'float'"), ("{'a': 1} + 1", "'dict' and 'int'")):
            _, report = read({"settings.py": "x = %s\n" % code}, "settings.py")
            self.assertIn(words, report["findings"][0]["message"])

    def test_an_item_of_unknown_name_is_said_once(self):
        _, report = read({"settings.py": "import away\nfrom iop import Production\np = Production('P')\n"
                                         "p.service(away.name(), away.Orders)\nPRODUCTIONS = [p]\n"}, "settings.py")
        self.assertEqual(len(report["findings"]), 1)
        self.assertIn("the name of an item", report["findings"][0]["message"])

    def test_environment_without_a_value(self):
        _, report = read({"settings.py": "import os\nfrom iop import Production\np = Production('P')\n"
                          "p.operation('F', class_name='X', settings={'a': f\"{os.environ['NO']}/x\", 'b': 1})\n"
                          "PRODUCTIONS = [p]\n"}, "settings.py")
        settings = report["productions"][0]["items"][0]["settings"]
        self.assertEqual([each["name"]["text"] for each in settings], ["b"])
        self.assertEqual([(each["code"], each["severity"], each["message"]) for each in report["findings"]], [
            ("MW037", "", 'setting "a" of item "F" cannot be known without running the code: the environment has no '
             "NO")], "said once, as an error")
        self.assertIn('os.environ.get("NO", ', report["findings"][0]["hint"])

    def test_class_of_an_absent_package(self):
        _, report = read({"settings.py": "from iop import Production\nfrom my_ops.files import Writer\np = Production('P')\n"
                          "p.connect(p.operation('W', Writer).Any, 'W')\nCLASSES = {'A': Writer}\nPRODUCTIONS = [p]\n"},
                         "settings.py")
        self.assertEqual(report["productions"][0]["items"][0]["class_name"]["text"], "Python.myops.files.Writer")
        self.assertEqual(report["classes"][0]["target"], "my_ops.files.Writer")
        self.assertEqual([(each["code"], each["severity"]) for each in report["findings"]], [("MW037", "warning")] * 2)

    def test_unknown_base_may_have_target_settings(self):
        _, report = read({"settings.py": "from iop import *\nfrom shared import Base\nclass S(Base, BusinessService): pass\n"
                          "p = Production('P')\ns = p.service('S', S, settings={'x': 1})\n"
                          "p.connect(s.Output, p.operation('F', class_name='X'))\nPRODUCTIONS = [p]\n"}, "settings.py")
        item = report["productions"][0]["items"][0]
        self.assertEqual([each["name"]["text"] for each in item["settings"]], ["x", "Output"])
        self.assertEqual(report["validation"], [])

    def test_package_above_the_settings(self):
        files = {"src/demo/settings.py": "import pipe.parts, tools\nfrom iop import *\nimport nowhere\np = Production('P')\n"
                 "p.process('R', pipe.parts.Router)\np.operation('F', tools.File)\nPRODUCTIONS = [p]\n",
                 "src/pipe/parts.py": "from iop import *\nclass Router(BusinessProcess): pass\n",
                 "tools.py": "from iop import *\nclass File(BusinessOperation): pass\n"}
        _, report = read(files, "src/demo/settings.py")
        self.assertEqual([each["name"] for each in report["components"]], ["Router", "File"])
        self.assertEqual([each["text"] for each in report["path"]], [".."])
        self.assertEqual(report["findings"], [])

    def test_class_style(self):
        program, report = read({"settings.py": "from iop import *\nclass O(BusinessOperation): pass\nclass P(Production):\n"
                                "    name = 'P.P'\n    testing_enabled = True\n    operations = (OperationItem('F', O,"
                                " enabled=False),)\nPRODUCTIONS = [P()]\n"}, "settings.py")
        production = report["productions"][0]
        self.assertEqual(program.words(production["name"]["at"]), "'P.P'")
        self.assertEqual(program.words(production["items"][0]["place"]), "OperationItem('F', O, enabled=False)")
        self.assertEqual(program.words(production["items"][0]["enabled"]["at"]), "False")

    def test_not_readable(self):
        for files in ({}, {"settings.py": "x = ("}):
            _, report = read(files, "settings.py")
            self.assertFalse(report["readable"])

    def test_the_reader_fails(self):
        with mock.patch.object(settings_file.SettingsFile, "read", side_effect=ZeroDivisionError("oh\nno")):
            _, report = read()
        self.assertEqual(report["findings"][-1]["code"], "MW035")
        self.assertIn("the reader failed: ZeroDivisionError: oh no", report["findings"][-1]["message"])


class Conversation(unittest.TestCase):
    def test_main(self):
        answers = [{"text": "CLASSES = {}\n", "source": 4}, {"kind": "file"}]
        outgoing = io.StringIO()
        incoming = io.StringIO("".join(json.dumps(each) + "\n" for each in answers))
        reader.main({"path": "settings.py", "trust": False, "cwd": "/work"}, incoming, outgoing)
        lines = [json.loads(line) for line in outgoing.getvalue().splitlines()]
        self.assertEqual(lines[0], {"ask": "read", "path": "settings.py"})
        self.assertTrue(lines[-1]["readable"])

    def test_by_hand(self):
        share = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "share")
        done = subprocess.run([sys.executable, "-s", "-B", "-m", "python_reader.reader"], cwd=share, text=True,
                              capture_output=True)
        self.assertEqual((done.returncode, done.stderr[:6]), (1, "usage:"))


if __name__ == "__main__":
    unittest.main()
