#!/usr/bin/env python3
"""How long it takes to draw a production of IRIS with the sources of its components, as a whole run of the program.

    tests/bench/iris_sources.py --bin build/release/millwright [--runs N] [--keep FOLDER]

The repository: 2,000 classes of 20 kB each (a hospital's integration team after ten years; 40 MB), among them three
productions of 200 items, whose classes send by settings and in code, with routers by rule. Promised: seconds. Also the same
with 100,000 small files of other kinds beside them, which are listed and not read.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

CLASSES, PRODUCTIONS, ITEMS, BYTES = 2_000, 3, 200, 20_000

OPERATION = '''/// Sends what it is given.
Class {name} Extends Ens.BusinessOperation
{{

Property Output As %String [ InitialExpression = "Item {next}" ];

Parameter SETTINGS = "Output:Basic:selector?context={{Ens.ContextSearch/ProductionItems?targets=1&productionName=@productionId}}";

Method Take(request As Ens.StringRequest, Output response As Ens.StringResponse) As %Status
{{
    Set sc = ..SendRequestSync(..Output, request, .response)
    If $$$ISERR(sc) {{
        Set sc = ..SendRequestAsync("Item {other}", request)
    }}
    Quit sc
}}

{filling}
XData MessageMap
{{
<MapItems>
<MapItem MessageType="Ens.StringRequest"><Method>Take</Method></MapItem>
</MapItems>
}}

}}
'''

RULE = '''Class {name} Extends Ens.Rule.Definition
{{

Parameter RuleAssistClass = "EnsLib.MsgRouter.RuleAssist";

XData RuleDefinition [ XMLNamespace = "http://www.intersystems.com/rule" ]
{{
<ruleDefinition alias="" context="EnsLib.MsgRouter.RoutingEngine" production="">
<ruleSet name="" effectiveBegin="" effectiveEnd="">
<rule name="one">
<constraint name="source" value="Item {item}"></constraint>
<when condition="Document.Number&gt;{item}"><send transform="" target="Item {next}"></send></when>
<otherwise><send transform="" target="Item {other}"></send></otherwise>
</rule>
</ruleSet>
</ruleDefinition>
}}

{filling}
}}
'''

METHOD = '''/// Works out number {0}; nothing is sent, whatever the name of Helper{0} may promise.
Method Helper{0}(value As %String = "a { brace in a string", ByRef total As %Integer) As %Status
{{
    // a comment with a "quote and ..SendRequestAsync("Nowhere", value)
    Set status = $$$OK, total = $Get(total) + $Length(value)
    For i = 1:1:total {{
        If $Extract(value, i) = "{0}" {{
            Set value = $Piece(value, "^", 1) _ "|" _ i
        }} ElseIf $Data(^Demo("value", i)) {{
            Do ..Note(i, value)
        }}
    }}
    Quit status
}}

'''.replace('"a { brace', '"a {{ brace')


def filling(size):
    text, number = [], 0
    length = 0
    while length < size:
        text.append(METHOD.format(number))
        length += len(text[-1])
        number += 1
    return "".join(text)


def item(production, number):
    if number % 5 == 0:
        return (f'<Item Name="Item {number}" ClassName="EnsLib.MsgRouter.RoutingEngine" PoolSize="1" Enabled="true">\n'
                f'<Setting Target="Host" Name="BusinessRuleName">Demo.P{production}.Rule{number}</Setting>\n</Item>\n')
    return (f'<Item Name="Item {number}" ClassName="Demo.P{production}.Class{number}" PoolSize="1" Enabled="true">\n'
            f'<Setting Target="Host" Name="Output">Item {(number + 7) % ITEMS}</Setting>\n</Item>\n')


def production(number):
    items = "".join(item(number, each) for each in range(ITEMS))
    return (f'Class Demo.P{number}.Production Extends Ens.Production\n{{\n\nXData ProductionDefinition\n{{\n'
            f'<Production Name="Demo.P{number}.Production" LogGeneralTraceEvents="false">\n{items}</Production>\n}}\n\n}}\n')


def make_repository(folder):
    body = filling(BYTES - 900)
    for number in range(CLASSES):
        package, each = number % PRODUCTIONS, number // PRODUCTIONS
        kind = "Rule" if each % 5 == 0 else "Class"
        name = f"Demo.P{package}.{kind}{each}"
        path = folder / "src" / "Demo" / f"P{package}" / f"{kind}{each}.cls"
        path.parent.mkdir(parents=True, exist_ok=True)
        template = RULE if kind == "Rule" else OPERATION
        path.write_text(template.format(name=name, item=each, next=(each + 3) % ITEMS, other=(each + 11) % ITEMS,
                                        filling=body))
    for number in range(PRODUCTIONS):
        (folder / "src" / "Demo" / f"P{number}" / "Production.cls").write_text(production(number))


def make_noise(folder):
    for number in range(100_000):
        path = folder / "data" / str(number // 1000) / f"{number}.hl7"
        if number % 1000 == 0:
            path.parent.mkdir(parents=True)
        path.write_text("MSH|^~\\&|\r")


def timed(command, runs):
    """Median and worst wall-clock of `runs` runs in milliseconds, and what was printed."""
    times, output = [], b""
    for _ in range(runs):
        begin = time.monotonic()
        done = subprocess.run(command, capture_output=True, check=False)
        times.append((time.monotonic() - begin) * 1000)
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))}: {done.stderr.decode()[:2000]}")
        output = done.stdout
    return statistics.median(times), max(times), output


def measure(binary, folder, runs, title):
    command = [binary, "render", folder, "--production", "Demo.P1.Production", "--format", "json"]
    middle, worst, output = timed(command, runs)
    print(f"{title}: median {middle:.0f} ms, worst {worst:.0f} ms ({len(json.loads(output)['edges'])} routes)")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--bin", required=True, type=pathlib.Path)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--keep", type=pathlib.Path, help="makes the repository here, and leaves it")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        if not (folder / "src").exists():
            make_repository(folder)
        measure(options.bin.resolve(), folder, options.runs, f"{CLASSES} classes")
        if options.keep:
            return
        make_noise(folder)
        measure(options.bin.resolve(), folder, options.runs, f"{CLASSES} classes and 100000 other files")


if __name__ == "__main__":
    main()
