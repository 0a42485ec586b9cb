#!/usr/bin/env python3
"""Writes the productions that benchmarks use, the same bytes for the same arguments on every machine.

    tests/bench/generate.py ITEMS FORMAT [--changed] [-o FILE]

FORMAT is cls, xml, json or toml; all four hold the same production. With --changed it is the one that a migration would
bring: of every 300 items one is removed and one added, and of every 100 one has another setting, one another pool size
and one another target (each at least once).

Why this size: 25 public production classes hold 232 items and 805 settings, 3.5 an item, in about 570 bytes of class text
an item; so do these. A third are services, a third processes, a third operations, with 1.5 edges an item, as in the
graphs that the layout figures were measured with. 20 items are a small team's production, 300 a large one, 3,000 the
largest known to its users to hurt (IoP needs 40 s for a plan); 100,000 show that time and memory grow with the size and
not with its square. Standard library only.
"""
import argparse
import json
import random
import sys
from xml.sax.saxutils import escape, quoteattr

NAME = "Bench.Hospital.Production"
SITES = ("North", "South", "East", "West", "Central", "Harbour", "Airport", "University")
SYSTEMS = ("ADT", "Lab", "Pharmacy", "Radiology", "Billing", "Scheduling", "Pathology", "Dietary")
SERVICES = ("EnsLib.HL7.Service.TCPService", "EnsLib.HL7.Service.FileService", "Python.inbound.OrderService")
PROCESSES = ("EnsLib.PEX.BusinessProcess", "Python.routing.AdmissionProcess", "Ens.Demo.TransformProcess")
OPERATIONS = ("EnsLib.HL7.Operation.TCPOperation", "EnsLib.File.PassthroughOperation", "Python.outbound.StoreOperation")


class Item:
    def __init__(self, role, name, class_name, category, comment):
        self.role, self.name, self.class_name, self.category, self.comment = role, name, class_name, category, comment
        self.pool_size = 1
        self.settings = []  # [scope, name, value]
        self.targets = []   # [setting, [names]]


def new_item(role, number, dice):
    site, system = dice.choice(SITES), dice.choice(SYSTEMS)
    classes = {"service": SERVICES, "process": PROCESSES, "operation": OPERATIONS}[role]
    name = f"{system} {site} {role.capitalize()} {number:06d}"
    comment = f"{system} messages of site {site}" if number % 2 else ""
    item = Item(role, name, dice.choice(classes), site, comment)
    if role == "service":
        item.settings = [["Host", "MessageSchemaCategory", "2.5.1"], ["Host", "AlertGracePeriod", str(dice.randrange(60))],
                         ["Adapter", "FilePath", f"/data/{site.lower()}/{system.lower()}/in/{number:06d}"]]
    elif role == "process":
        item.settings = [["Host", "%settings", f"retries={dice.randrange(9)}\nsite={site}"],
                         ["Host", "ReplyCodeActions", ":?R=F,:?E=S,:*=S"]]
    else:
        item.settings = [["Host", "FailureTimeout", str(dice.randrange(15, 600))],
                         ["Adapter", "IPAddress", f"{system.lower()}-{number:06d}.{site.lower()}.example"],
                         ["Adapter", "Port", str(dice.randrange(1024, 65535))],
                         ["Adapter", "ReconnectRetry", str(dice.randrange(1, 20))]]
    return item


def near(items, at, dice, count):
    """Names of a few items not far from that position, without repetition: real productions cluster."""
    if not items:
        return []
    first = max(0, min(len(items) - 8, at - 4))
    return [each.name for each in dice.sample(items[first:first + 8], min(count, len(items[first:first + 8])))]


def production(count):
    """Items in the order of the file, services first; about 1.5 edges an item: two from a service, 2.5 from a process."""
    dice = random.Random(20_011)
    third = count // 3
    services = [new_item("service", i, dice) for i in range(third)]
    processes = [new_item("process", i, dice) for i in range(third)]
    operations = [new_item("operation", i, dice) for i in range(count - 2 * third)]
    for i, item in enumerate(services):
        item.targets = [["TargetConfigNames", near(processes, i, dice, 2)]]
    for i, item in enumerate(processes):
        item.targets = [["TargetConfigNames", near(operations, i, dice, 2)]]
        if i % 2:
            item.targets.append(["ErrorTarget", near(operations, i, dice, 1)])
    return services + processes + operations


def change(items):
    dice = random.Random(30_011)
    by_role = {role: [i for i in items if i.role == role] for role in ("service", "process", "operation")}
    few, some = max(1, len(items) // 300), max(1, len(items) // 100)
    for item in dice.sample(items, min(some, len(items))):
        item.settings[-1][2] += "0"
    for item in dice.sample(items, min(some, len(items))):
        item.pool_size = 4
    with_targets = by_role["process"] or items
    for item in dice.sample(with_targets, min(some, len(with_targets))):
        item.targets = [["TargetConfigNames", near(by_role["operation"], dice.randrange(len(items)), dice, 3)]]
    gone = {item.name for item in dice.sample(by_role["operation"], min(few, len(by_role["operation"])))}
    kept = [item for item in items if item.name not in gone]
    for item in kept:
        for target in item.targets:
            target[1] = [name for name in target[1] if name not in gone]
    added = [new_item("process", 900_000 + i, dice) for i in range(few)]
    for item in added:
        item.targets = [["TargetConfigNames", [o.name for o in by_role["operation"] if o.name not in gone][:2]]]
    return kept + added


def engine_settings(item):
    return item.settings + [["Host", name, ",".join(names)] for name, names in item.targets]


def xml(items):
    def content(value):
        return f"<![CDATA[{value}]]>" if any(sign in value for sign in "&<>") else escape(value)

    yield f'<Production Name="{NAME}" TestingEnabled="true" LogGeneralTraceEvents="false">\n'
    yield "  <Description></Description>\n  <ActorPoolSize>2</ActorPoolSize>\n"
    for item in items:
        yield (f'  <Item Name={quoteattr(item.name)} Category="{item.category}" ClassName="{item.class_name}" '
               f'PoolSize="{item.pool_size}" Enabled="true" Foreground="false" Comment={quoteattr(item.comment)} '
               'LogTraceEvents="false" Schedule="">\n')
        for scope, name, value in engine_settings(item):
            yield f'    <Setting Target="{scope}" Name="{name}">{content(value)}</Setting>\n'
        yield "  </Item>\n"
    yield "</Production>"


def cls(items):
    yield f"Class {NAME} Extends Ens.Production\n{{\n\nXData ProductionDefinition\n{{\n"
    yield from xml(items)
    yield "\n}\n\n}\n"


def json_text(items):
    document = {"Production": {
        "@Name": NAME, "@TestingEnabled": "true", "@LogGeneralTraceEvents": "false", "Description": None,
        "ActorPoolSize": "2", "Item": [{
            "@Name": item.name, "@Category": item.category, "@ClassName": item.class_name,
            "@PoolSize": str(item.pool_size), "@Enabled": "true", "@Foreground": "false", "@Comment": item.comment,
            "@LogTraceEvents": "false", "@Schedule": "", "Setting": [
                {"@Target": scope, "@Name": name, "#text": value} if value else {"@Target": scope, "@Name": name}
                for scope, name, value in engine_settings(item)],
        } for item in items]}}
    yield json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def toml(items):
    def text(value):  # a JSON string without \/ is a TOML string
        return json.dumps(value, ensure_ascii=False)

    yield f'format = 1\n\n[production]\nname = "{NAME}"\ntesting_enabled = true\n'
    for item in items:
        yield f"\n[{item.role}.{text(item.name)}]\nclass = {text(item.class_name)}\ncategory = {text(item.category)}\n"
        if item.comment:
            yield f"comment = {text(item.comment)}\n"
        if item.pool_size != 1:
            yield f"pool_size = {item.pool_size}\n"
        for key, scope in (("settings", "Host"), ("adapter_settings", "Adapter")):
            pairs = [f"{text(name)} = {text(value)}" for where, name, value in item.settings if where == scope]
            if pairs:
                yield f"{key} = {{ {', '.join(pairs)} }}\n"
        pairs = [f"{name} = {text(names[0]) if len(names) == 1 else '[' + ', '.join(map(text, names)) + ']'}"
                 for name, names in item.targets]
        if pairs:
            yield f"targets = {{ {', '.join(pairs)} }}\n"


FORMATS = {"cls": cls, "xml": lambda items: (*xml(items), "\n"), "json": json_text, "toml": toml}


def main():
    parser = argparse.ArgumentParser(description="Writes the productions that benchmarks use.")
    parser.add_argument("items", type=int)
    parser.add_argument("format", choices=sorted(FORMATS))
    parser.add_argument("--changed", action="store_true", help="the production that a migration would bring")
    parser.add_argument("-o", "--output", help="file (default: standard output)")
    options = parser.parse_args()
    if options.items < 3:
        parser.error("at least 3 items")
    items = production(options.items)
    if options.changed:
        items = change(items)
    with open(options.output, "w", encoding="utf-8", newline="\n") if options.output else sys.stdout as out:
        out.writelines(FORMATS[options.format](items))


if __name__ == "__main__":
    main()
