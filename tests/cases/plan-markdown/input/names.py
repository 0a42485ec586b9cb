"""Two productions whose names try to break out of a comment: writes old.json and new.json as IoP exports them."""
import json

NAMES = [
    "`````` @everyone",
    "</details><script>alert(1)</script>",
    "[link](https://example.com) ![x](y)",
    "| a | b |\n# head",
    "--> <!-- x",
    "\u202egnp.exe",
    "-" * 300,
]


def production(names):
    items = [{"@Name": name, "@ClassName": "a.B`c``", "@Enabled": "true", "Setting": []} for name in names]
    return {"De`mo.@me": {"@Name": "De`mo.@me", "Item": items}}


json.dump(production(NAMES[:4]), open("old.json", "w"))
json.dump(production(NAMES[3:]), open("new.json", "w"))
