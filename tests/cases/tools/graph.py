"""Prints the document of `render --format json` in short: a line for each node and edge, and what is left out."""
import json
import sys

CHANGES = {"added": "+ ", "removed": "- ", "changed": "~ ", "moved": "> ", None: "  "}

document = json.load(sys.stdin)
if "before" in document:
    print(f"from {document['before']} to {document['after']}")
for node in document["nodes"]:
    was = f" (was {node['was']})" if node.get("was") else ""
    inside = f" [{node['items']}: {node['contains']}]" if "items" in node else ""
    print(f"{CHANGES[node.get('change')]}{node.get('role') or node['kind']} {node.get('name') or node['title']}{was}{inside}")
    for line in [*node.get("lines", []), *(f"* {change}" for change in node.get("changes", []))]:
        print("      " + line)
for edge in document["edges"]:
    label = edge.get("target_setting") or edge.get("label") or ""
    messages = ": " + ", ".join(edge["messages"]) if edge["messages"] else ""
    routes = f" [{edge['routes']}]" if "routes" in edge else ""
    print(f"{CHANGES[edge.get('change')]}{edge['source']} -> {edge['target']}{routes} {label}{messages}".rstrip())
    for change in edge.get("changes", []):
        print("      * " + change)
print("left out:", ", ".join(f"{count} {name}" for name, count in document["left_out"].items()))
