"""The program that started the reader: it answers questions about files and the environment.

Every message is one line of JSON, in UTF-8. The program begins with the request; each question gets one answer; the
report is the last line. So the reader never opens a file of the project itself, and reads a git commit like a disk.

    {"ask": "read", "path": "shop/settings.py"}  ->  {"text": "...", "source": 3}
                                                     {"missing": true}, {"error": "why"} (too large, no text, ...)
    {"ask": "kind", "path": "shop"}              ->  {"kind": "file" | "folder" | "other" | "missing"}
    {"ask": "list", "path": "shop"}              ->  {"names": ["settings.py", ...]}    (sorted; folders end with "/")
    {"ask": "environment", "name": "HOME"}       ->  {"value": "/root"} or {"value": null}
"""

import json


class SourceText:
    """The text of a file, and the number by which places name it."""

    def __init__(self, path, text, source):
        self.path = path
        self.text = text
        self.source = source


class Program:
    """Asks over a pair of text streams; what was asked once is not asked again."""

    def __init__(self, incoming, outgoing):
        self._incoming = incoming
        self._outgoing = outgoing
        self._known = {}
        self.errors = {}  # path: why it could not be read

    def receive(self):
        line = self._incoming.readline()
        if not line:
            raise EOFError("the program has gone")
        return json.loads(line)

    def send(self, message):
        self._outgoing.write(json.dumps(message, ensure_ascii=True, separators=(",", ":")) + "\n")
        self._outgoing.flush()

    def _ask(self, question, about):
        key = (question, about)
        if key not in self._known:
            name = "name" if question == "environment" else "path"
            self.send({"ask": question, name: about})
            self._known[key] = self.receive()
        return self._known[key]

    def read(self, path):
        """A SourceText, or None when there is no such file or it cannot be read (see `errors`)."""
        key = ("text", path)
        if key not in self._known:
            answer = self._ask("read", path)
            if "error" in answer:
                self.errors[path] = answer["error"]
            found = "text" in answer
            self._known[key] = SourceText(path, answer["text"], answer["source"]) if found else None
        return self._known[key]

    def kind(self, path):
        return self._ask("kind", path)["kind"]

    def names(self, folder):
        return self._ask("list", folder)["names"]

    def environment(self, name):
        return self._ask("environment", name)["value"]
