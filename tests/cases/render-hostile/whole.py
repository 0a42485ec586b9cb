"""Says of each picture.* whether it is what it should be, and whether anything in it could run or steer a terminal."""
import html.parser
import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree

RUNS = {"script", "image", "foreignObject", "iframe", "object", "embed", "img"}


def steering(text):
    return sorted({hex(ord(c)) for c in text if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"})


def dot(text):
    done = subprocess.run(["dot", "-Tcanon"], input=text.encode(), capture_output=True)
    return [done.stderr.decode()] if done.stderr else []


def mermaid(text):
    body = text.split("---\n", 2)[2].splitlines()
    kinds = re.compile(r"^(flowchart |  subgraph g\d+ \[|  end$|    ?  ?n\d+|  n\d+|  classDef |  class |  linkStyle |  direction )")
    return [line for line in body if not kinds.match(line)][:5]


def svg(text):
    root = ElementTree.fromstring(text)
    wrong = [e.tag for e in root.iter() if e.tag.split("}")[-1] in RUNS]
    wrong += [f"{n}={v[:40]}" for e in root.iter() for n, v in e.attrib.items() if n.startswith("on") or (n.endswith("href") and not v.startswith("#"))]
    return wrong


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.scripts = []
        self.wrong = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "script":
            self.scripts.append(given.get("type", "script"))
        elif tag in RUNS or any(name.startswith("on") for name in given):
            self.wrong.append(f"<{tag} {sorted(given)}>")
        for name in ("href", "xlink:href", "src"):
            if given.get(name, "#")[:1] != "#":
                self.wrong.append(f"{name}={given[name][:40]}")


def page(text):
    parser = Page()
    parser.feed(text)
    return parser.wrong + ([] if parser.scripts.count("script") == 1 else [f"scripts: {parser.scripts}"])


for name, check in (("dot", dot), ("mermaid", mermaid), ("json", lambda text: [] if json.loads(text) else ["empty"]),
                    ("svg", svg), ("html", page)):
    data = open(f"picture.{name}", "rb").read()
    text = data.decode("utf-8")
    wrong = check(text) + (steering(text) if name in ("dot", "mermaid", "svg") else []) + (["a secret"] if "canary" in text else [])
    print(f"{name}: {'whole' if not wrong else wrong}")
for name, head in (("png", b"\x89PNG"), ("pdf", b"%PDF")):
    print(f"{name}: {'whole' if open(f'picture.{name}', 'rb').read(4) == head else 'broken'}")
