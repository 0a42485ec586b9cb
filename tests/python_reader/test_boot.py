"""Starting the reader: compiled modules are taken by the Python that they are for, texts by any other."""

import json
import os
import subprocess
import sys
import unittest

from support import FakeProgram  # noqa: F401 - puts the reader on sys.path

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
READER = os.path.join(ROOT, "share", "python_reader")
sys.path.insert(0, os.path.join(ROOT, "cli"))

import compile_python  # noqa: E402
from importlib.util import MAGIC_NUMBER  # noqa: E402

ASKS_FOR_MODULES = '{"ask": "modules"}'


def texts():
    made = []
    for name in sorted(os.listdir(READER)):
        if name.endswith(".py") and name != "boot.py":
            with open(os.path.join(READER, name), encoding="utf-8") as file:
                made.append({"name": name[:-len(".py")], "text": file.read()})
    return made


def lines_of(compiled=None, modules=None):
    """What the reader says to a small file of settings."""
    with open(os.path.join(READER, "boot.py"), encoding="utf-8") as file:
        boot = file.read()
    request = {"path": "settings.py", "trust": False, "cwd": "/nowhere"}
    if compiled:
        request["compiled"] = compiled
    source = {"text": "from iop import Production\nPRODUCTIONS = [Production('A.B')]\n", "source": 0}
    said = [json.dumps(request)] + ([json.dumps({"modules": modules})] if modules else []) + [json.dumps(source)]
    run = subprocess.run([sys.executable, "-s", "-S", "-B", "-c", boot], input="\n".join(said) + "\n",
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    return run.stdout.splitlines(), run.stderr


class BootTest(unittest.TestCase):
    def names(self, lines):
        return [each["name"]["text"] for each in json.loads(lines[-1])["productions"]]

    def test_compiled_modules_are_taken(self):
        lines, err = lines_of({"magic": MAGIC_NUMBER.hex(), "modules": compile_python.packed(READER)})
        self.assertNotIn(ASKS_FOR_MODULES, lines, err)
        self.assertEqual(self.names(lines), ["A.B"])

    def test_texts_are_asked_for_when_nothing_is_compiled(self):
        lines, err = lines_of(modules=texts())
        self.assertEqual(lines[0], ASKS_FOR_MODULES, err)
        self.assertEqual(self.names(lines), ["A.B"])

    def test_what_another_python_compiled_is_not_touched(self):
        lines, err = lines_of({"magic": "00000000", "modules": "not to be read"}, texts())
        self.assertEqual(lines[0], ASKS_FOR_MODULES, err)
        self.assertEqual(self.names(lines), ["A.B"])

    def test_compiled_modules_are_the_same_each_time_and_name_no_folder(self):
        command = [sys.executable, "-s", "-S", "-B", os.path.join(ROOT, "cli", "compile_python.py")]
        environment = dict(os.environ, PYTHONHASHSEED="0")
        made = {subprocess.check_output(command + [path], env=environment, cwd=READER)
                for path in (READER, os.path.relpath(READER, READER), os.path.relpath(ROOT, READER) +
                             "/share/python_reader")}
        self.assertEqual(len(made), 1)
        self.assertFalse([name for name, code in compile_python.compiled(READER).items() if ROOT.encode() in code
                          or READER.encode() in code])


if __name__ == "__main__":
    unittest.main()
