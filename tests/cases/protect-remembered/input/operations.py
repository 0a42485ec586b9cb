"""What a plan would do, and at what risk."""
import json
import sys

for operation in json.load(sys.stdin)["operations"]:
    print(operation["op_type"], operation["path"], operation["risk"])
