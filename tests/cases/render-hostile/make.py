"""Writes settings.toml and new.toml, in which every text is hostile, and the names of an item and a process in files."""
import json

HOSTILE = [
    'a"b<c>|{d}\\n%', "line\nend\ttab", "<script>alert(1)</script>", "</title></svg><img src=x onerror=alert(1)>", "]]>", "--",
    "\\N\\G\\E\\T", "&amp;&lt;", "end", "subgraph", "node", "click A call B()", "%%{init: {}}%%", "`md` **b** [x](javascript:x)",
    "\u202Eright to left", "\u0085\u2028\u2029", "\u001b[31mred", "\u0007", "$(rm -rf x)", "a" * 3000, "  spaces  ", "\ufffd\U0001F600", "{{x}}",
    "${x}", "'single'", "#quot;", ":::class", "-->|x|", "n0", "e0", "0", "__proto__", "\\", '"', "|", "\u0301\u0301combining",
]


def text(value):
    return json.dumps(value, ensure_ascii=False).replace("${", "$${")


def settings(changed):
    names = list(HOSTILE)
    lines = ["format = 1", "[production]", f'name = {text(HOSTILE[2])}']
    for name in names:
        lines += [f"[message.{text('m' + name)}]", 'fields = { id = "string" }']
    for i, name in enumerate(names):
        role = ("service", "process", "operation")[i % 3]
        if changed and i % 7 == 0:
            continue
        lines += [f"[{role}.{text(name)}]", f"class = {text(name)}", f"category = {text(name)}", f"comment = {text(name)}"]
        lines += [f"settings = {{ {text('s' + name)} = {text(name + ('!' if changed else ''))}, Password = \"canary{changed}\" }}"]
        if role != "operation":
            lines += [f"targets = {{ {text(name)} = [{text(names[(i + 1) % len(names)])}, {text('gone' + name)}] }}"]
        if role == "process":
            lines += [f"[[process.{text(name)}.handler]]", f"on = {text('m' + name)}", f"send = [{{ to = {text(name)}, message = {text('m' + name)} }}]"]
    lines += ["[process.steps]", 'trigger = { manual = true }', f"title = {text(HOSTILE[3])}"]
    for i, name in enumerate(names):
        lines += ["[[process.steps.step]]", f"name = {text(name)}", 'kind = "human_task"', f"surface = {text(name)}",
                  f"outcomes = [{{ name = {text('o' + name)}, label = {text(name + ('!' if changed else ''))}, goto = {text(names[(i + 1) % len(names)])} }}]"]
    for name in names:
        lines += [f"[surface.{text(name)}]"]
    if changed:
        lines += ["[[moved]]", f"from = {text(HOSTILE[0])}", f"to = {text('new' + HOSTILE[0])}",
                  f"[service.{text('new' + HOSTILE[0])}]", f"class = {text(HOSTILE[0])}"]
    return "\n".join(lines) + "\n"


for name, changed in (("settings", False), ("new", True)):
    with open(f"{name}.toml", "w", encoding="utf-8") as file:
        file.write(settings(changed))
open("process", "w").write("steps")
open("item", "w").write(HOSTILE[0])
