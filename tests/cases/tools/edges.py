"""Prints the edges of the document of `render --format json`, one to a line with all that is known of it."""
import json
import sys

document = json.load(sys.stdin)
for edge in document["edges"]:
    known = [edge["origin"], edge["interaction"], ", ".join(edge["messages"] or []), edge["condition"]]
    through = f" {edge['target_setting']}" if edge["target_setting"] else ""
    place = f"{edge['file']}:{edge['line']}"
    print(f"{edge['source']} -> {edge['target']}{through}: {'; '.join(each for each in known if each)} ({place})")
for send in document.get("dynamic", []):
    print("dynamic:", "; ".join(str(each) for each in send.values() if each))
