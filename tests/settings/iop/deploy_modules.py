"""Compiles and runs every *.py of a folder with the reader's stand-ins for IoP, which refuse what IoP refuses.

What it would deploy is written beside each, as *.json, and "ROLE NAME" of its items as *.kinds.
Run as `python3 -W error deploy_modules.py SHARE FOLDER`. Ends with status 1 and the module's name at the first that
Python or a stand-in refuses.
"""

import json
import os
import runpy
import sys
import tokenize

sys.dont_write_bytecode = True
share, folder = sys.argv[1:]
sys.path[:0] = [folder, share]

from python_reader.iop_stand_in import stand_ins  # noqa: E402: it is found through the line above
from python_reader.iop_stand_in_values import recording  # noqa: E402
from python_reader.report import Findings  # noqa: E402

sys.modules["iop"] = stand_ins("iop")
for name in sorted(os.listdir(folder)):
    if not name.endswith(".py") or name.startswith("_"):
        continue
    path = os.path.join(folder, name)
    findings = Findings()
    recording.start(findings)
    try:
        with tokenize.open(path) as module:
            text = module.read()
        compile(text, path, "exec", dont_inherit=True)
        (production,) = runpy.run_path(path)["PRODUCTIONS"]
        deployed = production.to_dict()
        if findings.json():
            raise ValueError(findings.json()[0]["message"])
    except Exception as error:  # whatever it is, the module is wrong
        sys.exit("{}: {}: {}".format(name, type(error).__name__, error))
    with open(path[:-3] + ".json", "w", encoding="utf-8") as out:
        json.dump(deployed, out)
    with open(path[:-3] + ".kinds", "w", encoding="utf-8") as out:
        for item in production.items:
            out.write("{} {}\n".format(item.kind, json.dumps(item.name)))
