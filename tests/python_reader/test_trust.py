"""Settings that are executed: stand-ins and stubs instead of packages, places from frames, and what goes wrong."""

import contextlib
import io
import os
import sys
import tempfile
import unittest
from unittest import mock

import support

from python_reader import reader
from python_reader.disk import Disk
from python_reader.stubs import AbsentFinder, Stub, marked

HEAD = """import os
from iop import *
class Orders(BusinessService):
    Output = target()
class File(BusinessOperation):
    Path = setting("/tmp")
"""


class Executed:
    """The report of settings that are written to a folder and executed there."""

    def __init__(self, text, **files):
        self.text = text
        with tempfile.TemporaryDirectory() as folder:
            folder = os.path.realpath(folder)
            for name, content in dict(files, settings=text).items():
                path = os.path.join(folder, *name.split("__")) + ".py"
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(content)
            before = os.getcwd()
            os.chdir(folder)
            self.out = io.StringIO()
            self.program = Disk()
            with contextlib.redirect_stderr(io.StringIO()) as self.errors, contextlib.redirect_stdout(self.out):
                request = {"path": os.path.join(folder, "settings.py"), "cwd": folder, "trust": True}
                self.report = reader.read(request, self.program)
            os.chdir(before)
        self.findings = self.report["findings"]

    def words(self, place):
        return self.text.encode("utf-8")[place[1]:place[2]].decode("utf-8")

    def item(self, name):
        return next(each for each in self.report["productions"][0]["items"] if each["name"]["text"] == name)

    def settings(self, name):
        return {each["name"]["text"]: each["value"] for each in self.item(name)["settings"]}

    def codes(self):
        return [(each["code"], each["severity"]) for each in self.findings]


class Productions(unittest.TestCase):
    def test_values_and_places(self):
        found = Executed(HEAD + "prod = Production('P', description='π')\n"
                         "s = prod.service('In', Orders, enabled=False)\n"
                         "f = prod.operation('F', File, settings={'Path': '/a' + '/b'}).pool(3)\n"
                         "prod.connect(s.Output, f)\nPRODUCTIONS = [prod]\n")
        self.assertEqual(found.findings, [])
        path = found.settings("F")["Path"]
        self.assertEqual(path["text"], "/a/b")
        self.assertEqual(found.words(path["at"]), "'/a' + '/b'")
        self.assertEqual(found.settings("In")["Output"]["text"], "F")
        self.assertEqual(found.item("In")["class_name"]["text"], "Python.settings.Orders")
        self.assertIn(found.words(found.item("In")["place"]), (
            "prod.service('In', Orders, enabled=False)", "s = prod.service('In', Orders, enabled=False)"))

    @unittest.skipIf(sys.version_info < (3, 11), "Python tells columns since 3.11")
    def test_columns(self):
        found = Executed(HEAD + "prod = Production('P'); s = prod.service('In', Orders, enabled=False)\n"
                         "PRODUCTIONS = [prod]\n")
        item = found.item("In")
        self.assertEqual(found.words(item["place"]), "prod.service('In', Orders, enabled=False)")
        self.assertEqual(found.words(item["name"]["at"]), "'In'")
        self.assertEqual(found.words(item["enabled"]["at"]), "False")
        self.assertEqual(found.words(found.report["productions"][0]["name"]["at"]), "'P'")

    def test_dictionaries_have_places(self):
        found = Executed(HEAD + "PRODUCTIONS = [{'P': {'Item': [{'@Name': 'F', '@ClassName': File,\n"
                         "  'Setting': {'@Target': 'Host', '@Name': 'Path', '#text': str(1 + 1)}}]}}]\n")
        self.assertEqual(found.settings("F")["Path"]["text"], "2")
        self.assertEqual(found.words(found.settings("F")["Path"]["at"]), "str(1 + 1)")
        self.assertEqual(found.item("F")["component"], 0)
        self.assertEqual(found.report["components"][0]["name"], "File")

    def test_modules_of_the_project(self):
        found = Executed("import sys\nsys.path.append('lib')\nfrom bo import Op\nimport pk.more\n"
                         "from iop import Production\np = Production('P')\np.operation(Op)\n"
                         "p.operation('B', pk.more.Op)\nPRODUCTIONS = [p]\n",
                         bo="from grongier.pex import BusinessOperation\nclass Op(BusinessOperation): pass\n",
                         pk__more="from iop import BusinessOperation\nclass Op(BusinessOperation): pass\n")
        self.assertEqual(found.findings, [])
        self.assertEqual(found.item("B")["class_name"]["text"], "Python.pk.more.Op")
        self.assertEqual([each["module"] for each in found.report["components"]], ["bo", "pk.more"])
        self.assertEqual([each["text"] for each in found.report["path"]], ["lib"])

    def test_environment(self):
        with mock.patch.dict(os.environ, {"MW_SET": "value"}):
            found = Executed(HEAD + "prod = Production('P')\nprod.operation('F', File, settings={\n"
                             " 'A': os.environ['MW_SET'], 'B': os.environ.get('MW_UNSET', 'd'),\n"
                             " 'C': os.getenv('MW_SET', 'e')})\nPRODUCTIONS = [prod]\n")
        settings = found.settings("F")
        self.assertEqual((settings["A"]["text"], settings["A"]["environment"]), ("value", "MW_SET"))
        self.assertEqual((settings["B"]["text"], settings["B"]["environment"], settings["B"]["fallback"]),
                         ("d", "MW_UNSET", "d"))
        self.assertEqual((settings["C"]["text"], settings["C"]["fallback"]), ("value", "e"))
        self.assertNotEqual(type(os.environ).__name__, "Environment")


class Absent(unittest.TestCase):
    def test_packages_are_stubs(self):
        found = Executed(HEAD + "import nowhere.deep as n\nfrom nowhere import Base, route\nfrom elsewhere import *\n"
                         "class Own(Base, BusinessOperation):\n    x = n.y[3] + 1\n"
                         "@route('/x')\ndef f(): pass\nfor each in n.all(): pass\n"
                         "with n.open() as g: g.read().z = 2\nif isinstance(3, n.Kind): 1/0\n"
                         "prod = Production('P')\nprod.operation('F', Own, settings={'A': n.value, 'B': f'{n.x}/y', 'C': 1})\n"
                         "prod.operation('G' + n.name, File)\nPRODUCTIONS = [prod]\n")
        self.assertEqual(list(found.settings("F")), ["C"])
        self.assertEqual([each["text"] for each in [each["name"] for each in found.report["productions"][0]["items"]]],
                         ["F"])
        self.assertEqual([code for code, _ in found.codes()], ["MW037"] * 3)
        self.assertIn("nowhere is not installed", found.findings[0]["message"])

    def test_installed_packages_learn_what_is_absent(self):
        for of_project in (True, False):
            finder = AbsentFinder({}, lambda name: False, lambda path: of_project)
            code = compile("spec = finder.find_spec('absent')", "/usr/lib/python3/subprocess.py", "exec")
            names = {"finder": finder, "__name__": "subprocess"}
            exec(code, names)
            self.assertEqual(names["spec"] is not None, of_project)

    def test_class_of_an_absent_package(self):
        found = Executed(HEAD + "from my_ops.files import Writer\nprod = Production('P')\n"
                         "w = prod.operation('W', Writer)\nprod.connect(w.Anything, 'W')\nPRODUCTIONS = [prod]\n")
        self.assertEqual(found.item("W")["class_name"]["text"], "Python.myops.files.Writer")
        self.assertEqual(found.codes(), [("MW037", "warning")])

    def test_stub(self):
        stub = Stub("x.y")
        self.assertEqual(marked("a%sb" % stub), "x.y")
        self.assertIsNone(marked("a"))
        self.assertEqual(list(stub), [])
        self.assertIsInstance((stub + 1) * 2 - stub["k"](), Stub)
        self.assertFalse(stub < 3)


class Wrong(unittest.TestCase):
    def test_exception_ends_it_at_its_place(self):
        found = Executed(HEAD + "prod = Production('P')\nPRODUCTIONS = [prod]\nprod.operation('F', File)\n"
                         "prod.operation('F', File)\nprod.operation('G', File)\n")
        self.assertEqual([(each["code"], each["message"]) for each in found.findings],
                         [("MW038", "ValueError: Production item already exists: F")])
        self.assertIn(found.words(found.findings[0]["place"]), ("prod.operation('F', File)",))
        self.assertEqual([each["name"]["text"] for each in found.report["productions"][0]["items"]], ["F"])

    def test_exception_in_another_module(self):
        found = Executed("import bad\n", bad="x = 1\ny = x / 0\n")
        self.assertEqual(found.findings[0]["message"], "ZeroDivisionError: division by zero")
        self.assertEqual(os.path.basename(found.program.paths[found.findings[0]["place"][0]]), "bad.py")

    def test_variable_that_is_not_set(self):
        found = Executed("import os\ntry:\n    os.environ['MW_NOT_SET']\nexcept KeyError:\n    pass\n"
                         "x = os.environ['MW_NOT_SET']\n")
        self.assertEqual([each["message"] for each in found.findings], ["the environment has no MW_NOT_SET"])
        self.assertEqual(found.codes(), [("MW037", "")])

    def test_exit_and_syntax(self):
        self.assertEqual(Executed("import sys\nsys.exit(0)\n").findings, [])
        self.assertEqual(Executed("import sys\nsys.exit(3)\n").codes(), [("MW038", "")])
        found = Executed("x = (\n")
        self.assertFalse(found.report["readable"])
        self.assertEqual(found.codes(), [("MW036", "")])

    def test_what_is_printed_stays_out_of_the_report(self):
        found = Executed("print('hello')\n")
        self.assertEqual((found.out.getvalue(), found.errors.getvalue()), ("", "hello\n"))

    def test_nothing_is_left_behind(self):
        before = (list(sys.path), list(sys.meta_path), "bo" in sys.modules)
        Executed("import bo, nowhere, iop\n", bo="x = 1\n")
        self.assertEqual((list(sys.path), list(sys.meta_path), "bo" in sys.modules), before)
        self.assertNotIn("nowhere", sys.modules)


if __name__ == "__main__":
    unittest.main()
