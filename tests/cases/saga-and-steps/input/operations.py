"""What a plan would do, at what risk, and why."""
import json
import sys

for operation in json.load(sys.stdin)["operations"]:
    print(operation["op_type"], operation["path"], operation["risk"], "|", operation["reason"])
