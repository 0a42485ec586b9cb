"""Where modules are found, and what imports give."""

import types
import unittest

from support import interpreter, read

from python_reader.values import Unknown


def codes(made):
    return [each["code"] for each in made.findings.json()]


class Finding(unittest.TestCase):
    def test_files_packages_and_folders(self):
        made, module = read(
            "import a.b.c\nimport a.d as d\nfrom a import e, VALUE\nfrom plain import deep\nimport plain.deep\n"
            "r = a.b.c.x, d.x, e.x, VALUE, deep.x, plain.deep.x\n",
            {"a/__init__.py": "VALUE = 'v'\n", "a/b/__init__.py": "", "a/b/c.py": "x = 1\n", "a/d.py": "x = 2\n",
             "a/e.py": "x = 3\n", "plain/deep.py": "x = 4\n"})
        self.assertEqual(([], (1, 2, 3, "v", 4, 4)), (codes(made), module.r))

    def test_relative(self):
        made, module = read("from p.q import m\nr = m.r\n", {
            "p/__init__.py": "top = 1\n", "p/one.py": "x = 1\n", "p/q/__init__.py": "",
            "p/q/two.py": "x = 2\n",
            "p/q/m.py": "from . import two\nfrom .two import x\nfrom .. import one, top\nfrom ..one import x as y\n"
                        "r = two.x, x, one.x, top, y\n"})
        self.assertEqual(([], (2, 2, 1, 1, 1)), (codes(made), module.r))

    def test_relative_to_the_folder_of_settings_that_are_in_no_package(self):
        made = interpreter({
            "shop/settings.py": "from .msg import x\nfrom .parts.deep import y\nfrom ..other import z\nr = x, y, z\n"
                                "from .mesages import A\n",
            "shop/msg.py": "x = 1\n", "shop/parts/deep.py": "y = 2\n", "other.py": "z = 3\n"})
        module = made.load_file("shop/settings.py", "settings")
        self.assertEqual((["MW039"], (1, 2, 3)), (codes(made), module.r))
        self.assertIsInstance(module.A, Unknown)

    def test_the_folder_of_the_settings_comes_first(self):
        made = interpreter({"shop/settings.py": "import msg\nimport other\nr = msg.x, other.x\n", "shop/msg.py": "x = 1\n",
                            "msg.py": "x = 2\n", "other.py": "x = 3\n"})
        module = made.load_file("shop/settings.py", "settings")
        self.assertEqual(([], (1, 3)), (codes(made), module.r))

    def test_the_search_path_is_that_of_sys(self):
        made = interpreter({
            "a/settings.py": "import sys, os\nfrom pathlib import Path\nsys.path.insert(0, os.path.join(os.path.dirname("
                             "os.path.abspath(__file__)), 'lib'))\nsys.path.append(str(Path(__file__).parent.parent / 'b'))\n"
                             "import one, two\nr = one.x, two.x\n",
            "a/lib/one.py": "x = 1\n", "b/two.py": "x = 2\n"})
        module = made.load_file("a/settings.py", "settings")
        self.assertEqual(([], (1, 2)), (codes(made), module.r))
        self.assertEqual(["lib", "../b"], made.added_path)

    def test_all_names(self):
        made, module = read("from a import *\nfrom b import *\nr = x, y\nhidden = '_z' in globals()\n",
                            {"a.py": "x = 1\n_z = 2\n", "b.py": "__all__ = ['y']\ny = 3\nx = 4\n"})
        self.assertEqual(([], (1, 3), False), (codes(made), module.r, module.hidden))

    def test_all_names_of_something_unknown(self):
        made, module = read("from nowhere import *\nr = Thing\nlen([])\n")
        self.assertEqual([], codes(made))
        self.assertIsInstance(module.r, Unknown)

    def test_importlib(self):
        made, module = read("import importlib\nm = importlib.import_module('a.b')\nn = __import__('c')\nr = m.x, n.x\n",
                            {"a/__init__.py": "", "a/b.py": "x = 1\n", "c.py": "x = 2\n"})
        self.assertEqual(([], (1, 2)), (codes(made), module.r))

    def test_a_standard_module_is_not_a_folder_of_the_project(self):
        made, module = read("import socket\nimport docker\n", {"socket/x.txt": "", "docker/Dockerfile": ""})
        self.assertEqual([], codes(made))
        self.assertNotIsInstance(module.docker, types.ModuleType)

    def test_names_of_the_module(self):
        _, module = read("import p.m\nr = __name__, __file__, p.m.__name__, p.__package__, p.m.__package__\n",
                         {"p/__init__.py": "", "p/m.py": ""})
        self.assertEqual(("settings", "/project/settings.py", "p.m", "p", "p"), module.r)


class Cycles(unittest.TestCase):
    def test_what_is_there_already_is_found(self):
        made, module = read("import a\nr = a.r\n", {"a.py": "x = 1\nimport b\nr = b.y\n", "b.py": "import a\ny = a.x + 1\n"})
        self.assertEqual(([], 2), (codes(made), module.r))

    def test_what_is_not_there_yet_is_an_error_as_in_python(self):
        made, _ = read("import a\n", {"a.py": "from b import y\nx = 1\n", "b.py": "from a import x\ny = 2\n"})
        found = made.findings.json()
        self.assertEqual(["MW038"], [each["code"] for each in found])
        self.assertIn("partially initialized module 'a'", found[0]["message"])
        self.assertEqual("from a import x", made.program.words(found[0]["place"]))

    def test_imports_for_types_only(self):
        made, module = read("import a\nr = a.C.__name__\n", {
            "a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from b import B\nclass C:\n"
                    "    field: 'B'\ndef f(b: B): pass\n",
            "b.py": "from a import C\nclass B(C): pass\n"})
        self.assertEqual(([], "C"), (codes(made), module.r))
        info = made.module_info(module.a)
        self.assertEqual("B", made.look_up("B", info.scope).__name__)


class Missing(unittest.TestCase):
    def test_of_the_project(self):
        made, module = read("import p.gone\nfrom p import also\nfrom p.m import x\nr = p.gone, 1\n",
                            {"p/__init__.py": "", "p/m.py": "from .lost import thing\nx = 5\n"})
        found = made.findings.json()
        self.assertEqual(["MW039", "MW038", "MW039"], [each["code"] for each in found])
        self.assertEqual(["import p.gone", "from p import also", "from .lost import thing"],
                         [made.program.words(each["place"]) for each in found])
        self.assertEqual(5, module.x)

    def test_of_nobody_knows_whom(self):
        made, module = read("import numpy as np, yaml.parts\nfrom pandas import DataFrame\nr = np.x, DataFrame, yaml\n")
        self.assertEqual([], codes(made))
        self.assertEqual(["numpy.x", "pandas.DataFrame", "yaml"], [each.name for each in module.r])

    def test_that_is_expected(self):
        made, module = read("""
try:
    import yaml
except ImportError:
    yaml = None
try:
    from fast import thing
except (ModuleNotFoundError, KeyError):
    from slow import thing
try:
    import json
except ImportError:
    json = None
try:
    import requests
finally:
    pass
""", {"slow.py": "thing = 1\n"})
        self.assertEqual([], codes(made))
        self.assertIsNone(module.yaml)
        self.assertEqual(1, module.thing)
        self.assertIsNotNone(module.json)
        self.assertIsInstance(module.requests, Unknown)

    def test_a_name(self):
        made, module = read("from a import x, nope\nr = x\n", {"a.py": "x = 1\n"})
        found = made.findings.json()
        self.assertEqual([("MW038", "ImportError: cannot import name 'nope' from 'a'")],
                         [(each["code"], each["message"]) for each in found])
        self.assertEqual(1, module.r)
        self.assertIsInstance(module.nope, Unknown)


class Broken(unittest.TestCase):
    def test_a_module_that_cannot_be_parsed(self):
        made, module = read("import bad\nfrom bad import x\ny = bad.z\nw = 1\n", {"bad.py": "a = 1\nprint 'x'\n"})
        found = made.findings.json()
        self.assertEqual(["MW036"], [each["code"] for each in found])
        self.assertEqual(1, found[0]["place"][0])
        self.assertIsInstance(module.x, Unknown)
        self.assertIsInstance(module.y, Unknown)
        self.assertEqual(1, module.w)

    def test_a_module_that_fails(self):
        made, module = read("from bad import x, y\nr = x\n", {"bad.py": "x = 1\ny = {}['k']\nz = 2\n"})
        found = made.findings.json()
        self.assertEqual([("MW038", "warning")], [(each["code"], each["severity"]) for each in found])
        self.assertEqual(1, module.r)
        self.assertIsInstance(module.y, Unknown)

    def test_a_module_that_fails_where_that_is_expected(self):
        made, module = read("try:\n    import bad\nexcept ValueError as e:\n    r = str(e)\n",
                            {"bad.py": "raise ValueError('no')\n"})
        self.assertEqual(([], "no"), (codes(made), module.r))


if __name__ == "__main__":
    unittest.main()
