"""What the library tells of the environment, of paths and of files: through the program, and never otherwise."""

import posixpath
import unittest

from library_case import HERE, Case, FakeInterpreter
from python_reader import library
from python_reader.library_os import EnvironmentKeyError
from python_reader.report import value_json
from python_reader.values import Table, Text, Unknown

FILES = {
    "shop/settings.py": "", "shop/data/hosts.json": '{"url": "http://x", "ports": [80, 81], "deep": {"a": null}}',
    "shop/app.ini": "[web]\nhost = h\nport = 8080\ndebug = yes\n", "shop/rows.csv": "a,b\n1,2\n",
    "shop/app.toml": 'name = "t"\n[web]\nport = 80\n',
}


class WithFiles(Case):
    def setUp(self):
        super().setUp()
        self.interpreter = FakeInterpreter(FILES, {"PORT": "8080", "HOME": "/root", "EMPTY": ""})
        self.interpreter.path = ["shop"]


class Environment(WithFiles):
    def ask(self, name, *args):
        return self.method(self.of_os("environ"), name, *args)

    def of_os(self, name):
        return self.attribute(self.module("os"), name)

    def test_get(self):
        for args, text, variable, fallback in [
                (("PORT",), "8080", "PORT", None), (("PORT", "80"), "8080", "PORT", "80"),
                (("HOST", "h"), "h", "HOST", "h"), (("EMPTY", "e"), "", "EMPTY", "e")]:
            with self.subTest(args=args):
                for found in (self.ask("get", *args), self.call(self.of_os("getenv"), *args)):
                    self.assertEqual((found, found.environment, found.fallback), (text, variable, fallback))
                    self.assertEqual(found.place, HERE)
                    self.assertEqual(value_json(found, found)["environment"], variable)

    def test_a_default_that_is_no_text_is_itself(self):
        self.assertIsNone(self.ask("get", "HOST"))
        self.assertIs(self.ask("get", "HOST", False), False)
        self.assertEqual(self.ask("get", "HOST", 80), 80)

    def test_a_default_out_of_the_environment_keeps_its_name(self):
        inner = self.ask("get", "PORT", "80")
        self.assertEqual(self.ask("get", "HOST", inner).environment, "PORT")

    def test_what_is_not_set_is_a_key_error_with_its_name(self):
        with self.assertRaises(EnvironmentKeyError) as raised:
            self.of_os("environ")["HOST"]
        self.assertEqual(raised.exception.variable, "HOST")

    def test_what_the_settings_set_stays_among_them(self):
        environ = self.of_os("environ")
        environ["HOST"] = Text("mine")
        self.assertEqual(environ["HOST"], "mine")
        self.assertIsNone(environ["HOST"].environment)
        self.assertEqual(self.ask("setdefault", "HOST", "other"), "mine")
        self.assertEqual(self.ask("pop", "HOST"), "mine")
        self.assertNotIn("HOST", environ)
        self.assertEqual(self.ask("get", "HOST", "again"), "again")

    def test_all_of_it_is_not_known(self):
        for name in ("items", "keys", "values", "copy"):
            with self.subTest(name=name):
                self.is_unknown(self.ask(name), "environment")
        self.is_unknown(self.builtin("dict", self.of_os("environ")))
        self.is_unknown(self.builtin("list", self.of_os("environ")))
        self.is_unknown(self.builtin("len", self.of_os("environ")))

    def test_what_leads_to_the_program_is_hidden(self):
        self.is_unknown(self.attribute(self.of_os("environ"), "_program"))

    def test_the_text_keeps_its_name_while_it_is_whole(self):
        port = self.ask("get", "PORT", "80")
        for name in ("strip", "lower"):
            self.assertEqual(self.method(port, name).environment, "PORT")
        self.assertEqual(self.builtin("str", port).environment, "PORT")
        self.assertIsNone(self.method(port, "replace", "8", "9").environment)
        self.assertEqual(self.builtin("int", port), 8080)


class Paths(WithFiles):
    def path(self, *parts):
        return self.of("pathlib", "Path", *parts)

    def test_text_functions_of_os_path(self):
        for name in ("basename", "dirname", "normpath", "split", "splitext", "isabs"):
            for text in ("/a/b.py", "b", "../x/./y.tar.gz", ""):
                with self.subTest(name=name, text=text):
                    self.assertEqual(self.of("os.path", name, text), getattr(posixpath, name)(text))

    def test_absolute(self):
        self.assertEqual(self.of("os.path", "abspath", "shop/x"), "/home/shop/shop/x")
        self.assertEqual(self.of("os.path", "realpath", "../x"), "/home/x")
        self.assertEqual(self.of("os.path", "relpath", "/home/shop/a/b", "/home/shop"), "a/b")
        self.assertEqual(self.of("os.path", "expanduser", "~/x"), "/root/x")
        self.assertEqual(self.of("os", "getcwd"), "/home/shop")
        self.assertEqual(self.builtin("str", self.method(self.path("shop"), "resolve")), "/home/shop/shop")

    def test_what_exists_in_the_project(self):
        for path, exists, is_file, is_folder in [
                ("shop/settings.py", True, True, False), ("/home/shop/shop", True, False, True),
                ("shop/none", False, False, False)]:
            with self.subTest(path=path):
                self.assertEqual([self.of("os.path", name, path) for name in ("exists", "isfile", "isdir")],
                                 [exists, is_file, is_folder])
                self.assertEqual([self.method(self.path(path), name) for name in ("exists", "is_file", "is_dir")],
                                 [exists, is_file, is_folder])

    def test_what_exists_elsewhere_is_not_asked(self):
        for path in ("/etc/passwd", "../../etc/passwd", "/home/shopping/x"):
            with self.subTest(path=path):
                self.is_unknown(self.of("os.path", "exists", path))
                self.is_unknown(self.method(self.path(path), "exists"))
                self.is_unknown(self.builtin("open", path))
                self.is_unknown(self.method(self.path(path), "read_text"))
        self.assertEqual(self.interpreter.program.asked, [])

    def test_path_objects(self):
        path = self.path("/a", "b.txt")
        for name, expected in [("name", "b.txt"), ("stem", "b"), ("suffix", ".txt"), ("parts", ("/", "a", "b.txt"))]:
            with self.subTest(name=name):
                self.assertEqual(self.attribute(path, name), expected)
        self.assertEqual(self.builtin("str", self.attribute(path, "parent")), "/a")
        self.assertEqual(self.method(self.method(path, "with_suffix", ".csv"), "as_posix"), "/a/b.csv")
        self.assertEqual(self.of("os.path", "join", path, "c"), "/a/b.txt/c")
        self.assertEqual(self.builtin("str", path / "c"), "/a/b.txt/c")
        self.assertIsInstance(self.builtin("str", path), Text)

    def test_a_path_made_with_a_written_text_is_read_and_goes_on(self):
        for name, written in [("with_name", "rows.csv"), ("with_stem", "rows")]:
            with self.subTest(name=name):
                path = self.path("shop/settings.csv")
                if not hasattr(path, name):
                    continue
                beside = self.method(path, name, Text(written, HERE))
                self.assertEqual(self.method(beside, "read_text"), "a,b\n1,2\n")
                self.assertEqual(self.builtin("str", self.method(beside, "absolute") / "x").rpartition("/")[2], "x")

    def test_nothing_is_made_or_changed(self):
        path = self.path("shop/new")
        for name in ("mkdir", "touch", "unlink", "write_text"):
            with self.subTest(name=name):
                self.assertIsNone(self.method(path, name))
        for name in ("glob", "iterdir", "stat", "read_bytes"):
            with self.subTest(name=name):
                self.is_unknown(self.method(path, name, "*"))


class FilesOfTheProject(WithFiles):
    def test_json(self):
        with self.builtin("open", "shop/data/hosts.json") as file:
            loaded = self.of("json", "load", file)
        self.assertEqual(loaded, {"url": "http://x", "ports": [80, 81], "deep": {"a": None}})
        self.assertIsInstance(loaded, Table)
        self.assertEqual(loaded["url"].place, HERE)
        self.assertEqual(loaded.places["deep"], HERE)

    def test_read(self):
        self.assertEqual(self.builtin("open", "/home/shop/shop/rows.csv").read(), "a,b\n1,2\n")
        self.assertEqual(self.builtin("open", "shop/rows.csv", "rb").read(), b"a,b\n1,2\n")
        self.assertEqual(self.method(self.of("pathlib", "Path", "shop/rows.csv"), "read_text"), "a,b\n1,2\n")
        self.assertEqual(list(self.builtin("open", "shop/rows.csv")), ["a,b\n", "1,2\n"])

    def test_a_missing_file_is_what_python_says(self):
        with self.assertRaises(FileNotFoundError):
            self.builtin("open", "shop/none.json")

    def test_writing_has_no_effect(self):
        for mode in ("w", "a", "r+", "xb"):
            with self.subTest(mode=mode):
                self.is_unknown(self.builtin("open", "shop/rows.csv", mode))
        self.assertEqual(self.interpreter.program.asked, [])

    def test_ini(self):
        parser = self.of("configparser", "ConfigParser")
        self.assertEqual(self.method(parser, "read", ["shop/app.ini", "shop/none.ini"]), ["shop/app.ini"])
        self.assertEqual(self.method(parser, "get", "web", "host"), "h")
        self.assertEqual(self.method(parser, "getint", "web", "port"), 8080)
        self.assertIs(self.method(parser, "getboolean", "web", "debug"), True)
        self.assertEqual(parser["web"]["host"], "h")

    def test_csv(self):
        rows = self.of("csv", "DictReader", self.builtin("open", "shop/rows.csv"))
        self.assertEqual(rows, [{"a": "1", "b": "2"}])

    def test_toml(self):
        if isinstance(self.module("tomllib"), Unknown) or self.module("tomllib") is None:
            self.skipTest("this Python has no tomllib")
        loaded = self.of("tomllib", "load", self.builtin("open", "shop/app.toml", "rb"))
        self.assertEqual(loaded, {"name": "t", "web": {"port": 80}})


class PlacesOfTables(Case):
    def setUp(self):
        super().setUp()
        self.table = Table({"a": Text("x"), "b": True})
        self.table.places = {"a": (1, 2, 3), "b": (1, 5, 6)}
        self.table.key_places = {"a": (1, 0, 1), "b": (1, 4, 5)}

    def test_copies_keep_them(self):
        for made in (self.builtin("dict", self.table), self.method(self.table, "copy"),
                     library.binary("|", {"c": 1}, self.table), self.of("copy", "deepcopy", self.table),
                     self.builtin("dict", self.table, c=1)):
            self.assertEqual((made.places["b"], made.key_places["b"]), ((1, 5, 6), (1, 4, 5)))

    def test_update_and_setdefault(self):
        made = Table()
        self.method(made, "update", self.table, c=False)
        self.assertEqual((made.places["a"], made.places["c"]), ((1, 2, 3), HERE))
        self.method(made, "setdefault", "d", None)
        self.assertEqual(made.places["d"], HERE)
        self.method(made, "pop", "a")
        self.assertNotIn("a", made.places)

    def test_a_replaced_value_has_its_own_place(self):
        made = library.binary("|", self.table, Table({"b": False}))
        self.assertEqual(made.places.get("b", HERE), HERE)


class DotEnv(Case):
    def test_it_is_said_that_the_file_is_not_read(self):
        self.of("dotenv", "load_dotenv")
        self.of("dotenv", "load_dotenv")
        found = self.interpreter.findings.json()
        self.assertEqual([(each["code"], each["severity"]) for each in found], [("MW037", "note")])


if __name__ == "__main__":
    unittest.main()
