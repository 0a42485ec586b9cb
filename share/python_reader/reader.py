"""The reader itself: from the request of the program to the report.

The program calls `main`. By hand, in the folder share: `python3 -m python_reader.reader settings.py [--trust]` prints
the report of a file on the disk.
"""

import os
import posixpath
import sys

from . import components, wanted
from .disk import Disk
from .guards import OutOfSteps, with_room
from .interpreter import Interpreter
from .iop_stand_in import stand_ins
from .iop_stand_in_values import recording
from .modules import module_name
from .program import Program
from .report import Findings, value_json
from .settings_file import SettingsFile
from .source_places import SourcePlaces
from .worlds import InterpretedWorld


def main(request, incoming, outgoing):
    """Answers one request over a pair of text streams."""
    program = Program(incoming, outgoing)
    program.send(read(request, program))


def read(request, program):
    """The report for {"path", "trust", "cwd"}, or for what wanted.py reads. Whatever goes wrong is a finding of it."""
    findings = Findings()
    report = _empty()
    try:
        if "wanted" in request:
            with_room(lambda: wanted.read(request, program, findings, report))
        elif request.get("trust"):
            from . import trust

            trust.read(request, program, findings, report)
        else:
            with_room(lambda: _interpret(request, program, findings, report))
    except OutOfSteps as error:
        findings.add("MW902", None, "the settings are given up: %s" % error)
    except Exception as error:
        _failed(error, findings)
    report["findings"] = findings.json()
    return report


def _empty():
    return {
        "format": 1, "python": "%d.%d.%d" % sys.version_info[:3], "readable": True, "productions": [],
        "components": [], "messages": [], "classes": [], "schemas": [], "path": [], "remote": None, "validation": [],
        "findings": []}


def _failed(error, findings):
    """The reader itself is at fault, and says where."""
    inner = error.__traceback__
    while inner is not None and inner.tb_next is not None:
        inner = inner.tb_next
    where = ""
    if inner is not None:
        name = os.path.basename(inner.tb_frame.f_code.co_filename)
        where = " (%s, line %d)" % (name, inner.tb_lineno)
    words = " ".join(str(error).split())
    findings.add("MW035", None, "the reader failed: %s: %s%s" % (type(error).__name__, words, where),
                 "please report this together with the settings", severity="error")


def _interpret(request, program, findings, report):
    path = request["path"]
    interpreter = Interpreter(program, findings, stand_ins, request.get("cwd"))
    world = InterpretedWorld(interpreter, program, posixpath.dirname(path))
    recording.start(findings, world.find_class, unknown_base=world.unknown_base)
    module = interpreter.load_file(path, module_name(path))
    if module is None:
        report["readable"] = False
        return
    report["path"] = added_path(interpreter.path, posixpath.dirname(path), request.get("cwd") or "")
    settings = SettingsFile(vars(module), SourcePlaces(program.read(path)), world, findings)
    report.update(settings.read())
    describe(report, settings.component_classes, interpreter, findings)


def added_path(path, folder, cwd):
    """What settings in `folder` have put on sys.path, relative to the folder, as values of the report."""
    whole = posixpath.normpath(posixpath.join(cwd, folder))
    made = []
    for each in path:
        if not isinstance(each, str) or posixpath.normpath(posixpath.join(cwd, each)) in (whole, cwd):
            continue
        shown = posixpath.relpath(posixpath.join(cwd, each), whole) if cwd else each
        if shown not in [known["text"] for known in made]:
            made.append(value_json(each, shown))
    return made


def describe(report, component_classes, interpreter, findings):
    """Components and messages of the classes that items are made of, and the indices of the components in the items.

    `component_classes` are types that the interpreter has read, or pairs (module, name).
    """
    try:
        described, messages, index_of = components.describe(component_classes, interpreter, findings)
    except Exception as error:
        _failed(error, findings)
        described, messages, index_of = [], [], {}
    report["components"], report["messages"] = described, messages
    for production in report["productions"]:
        for item in production["items"]:
            if item["component"] is not None:
                item["component"] = index_of.get(component_classes[item["component"]])


def by_hand(arguments):
    import json

    paths = [each for each in arguments if not each.startswith("--")]
    if len(paths) != 1:
        print("usage: python3 -m python_reader.reader settings.py [--trust]", file=sys.stderr)
        return 1
    request = {"path": paths[0], "trust": "--trust" in arguments, "cwd": os.getcwd()}
    program = Disk()
    report = read(request, program)
    report["sources"] = program.paths
    json.dump(report, sys.stdout, indent=1)
    print()
    return 0 if report["readable"] else 1


if __name__ == "__main__":
    sys.exit(by_hand(sys.argv[1:]))
