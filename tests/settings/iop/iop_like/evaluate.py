"""Compiles and runs every *.py of a folder and writes what it would deploy beside it, as *.json.

Run as `python3 -W error evaluate.py FOLDER`. Ends with status 1 and the module's name at the first that Python refuses.
"""

import json
import os
import runpy
import sys
import tokenize

sys.dont_write_bytecode = True
folder = sys.argv[1]
sys.path.insert(0, folder)
for name in sorted(os.listdir(folder)):
    if not name.endswith(".py") or name.startswith("_"):
        continue
    path = os.path.join(folder, name)
    try:
        with tokenize.open(path) as module:
            text = module.read()
        compile(text, path, "exec", dont_inherit=True)
        (production,) = runpy.run_path(path)["PRODUCTIONS"]
        deployed = production.deployed()
    except Exception as error:  # whatever it is, the module is wrong
        sys.exit("{}: {}: {}".format(name, type(error).__name__, error))
    with open(path[:-3] + ".json", "w", encoding="utf-8") as out:
        json.dump({"Production": deployed["Production"]}, out)
    with open(path[:-3] + ".kinds", "w", encoding="utf-8") as out:
        for item, kind in deployed["kinds"].items():
            out.write("{} {}\n".format(kind, json.dumps(item)))
