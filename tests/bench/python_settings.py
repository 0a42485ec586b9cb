#!/usr/bin/env python3
"""How long it takes to read a settings.py of IoP, as a whole run of the program.

    tests/bench/python_settings.py --bin build/release/millwright [--runs N]

Sizes: 10 items (a small project: what starting Python and loading the reader costs), 300 items in ten modules (a large
project; promised within 250 ms), 3,000 items that a loop makes of one class (1.5 s), and 300 items none of whose modules can
be found (the reader alone). `iop` itself takes 4 s for 1,000 items and 40 s for 3,000, with its packages and IRIS at hand.
"""
import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

OPERATION = '''
class Operation{0}(BusinessOperation):
    Path = setting("/data", description="where it goes")

    def take(self, request: Order):
        self.log_info(f"{{request.order_id}} to {{self.Path}}")
'''

PROCESS = '''
class Router{0}(BusinessProcess):
    Output = target()
    Other = target()

    def route(self, request: Order):
        if request.value > {0}:
            return self.send_request_sync(self.Other, request)
        return self.send_request_async(self.Output, Order(request.order_id, 0))
'''

MESSAGES = '''
from dataclasses import dataclass
from iop import Message

@dataclass
class Order(Message):
    order_id: str
    value: int = 0
'''

HEAD = "from iop import BusinessOperation, BusinessProcess, setting, target\nfrom messages import Order\n"


def modules(folder, count):
    """Ten modules with the classes of `count` items; the lines that declare these."""
    lines = ["from iop import Production", "prod = Production('Bench.Production')"]
    (folder / "messages.py").write_text(MESSAGES)
    for number in range(10):
        classes = range(number, count // 2, 10)
        text = HEAD + "".join(PROCESS.format(each) + OPERATION.format(each) for each in classes)
        (folder / f"part{number}.py").write_text(text)
        lines.append(f"import part{number}")
    for each in range(count // 2):
        module = f"part{each % 10}"
        lines.append(f"p{each} = prod.process('Router {each}', {module}.Router{each}, pool_size={each % 4 + 1})")
        lines.append(f"o{each} = prod.operation('Operation {each}', {module}.Operation{each},"
                     f" settings={{'Path': '/data/{each}'}})")
    for each in range(count // 2):
        lines.append(f"prod.connect(p{each}.Output, o{each})")
        lines.append(f"p{each}.connect('Other', 'Operation {(each + 1) % (count // 2)}')")
    return lines + ["PRODUCTIONS = [prod]"]


def loop(folder, count):
    """One class and a loop."""
    (folder / "messages.py").write_text(MESSAGES)
    (folder / "part0.py").write_text(HEAD + OPERATION.format(0))
    return ["from iop import Production", "from part0 import Operation0", "prod = Production('Bench.Production')",
            f"for number in range({count}):",
            "    prod.operation(f'Operation {number}', Operation0, settings={'Path': f'/data/{number}'})",
            "PRODUCTIONS = [prod]"]


def dictionaries(_folder, count):
    """Items whose classes are nowhere."""
    items = [{"@Name": f"Item {each}", "@ClassName": f"Python.parts.Part{each}", "@PoolSize": "1",
              "Setting": [{"@Target": "Host", "@Name": "Path", "#text": f"/data/{each}"}]} for each in range(count)]
    return [f"PRODUCTIONS = [{{'Bench.Production': {{'Item': {items!r}}}}}]"]


SCENES = (("10 items", modules, 10), ("300 items in ten modules", modules, 300), ("3,000 items of a loop", loop, 3_000),
          ("300 items without code", dictionaries, 300))


def milliseconds(command):
    begin = time.perf_counter()
    run = subprocess.run(command, capture_output=True, text=True)
    took = (time.perf_counter() - begin) * 1_000
    if run.returncode not in (0, 1) or "MW035" in run.stdout:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {run.returncode}:\n{run.stdout[:2000]}{run.stderr}")
    return took


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    print(f"{'millwright validate settings.py':34} {'median':>10} {'least':>10}")
    with tempfile.TemporaryDirectory() as scratch:
        for name, make, count in SCENES:
            folder = pathlib.Path(scratch, f"{make.__name__}{count}")
            folder.mkdir()
            (folder / "settings.py").write_text("\n".join(make(folder, count)) + "\n")
            command = [options.bin.resolve(), "validate", folder / "settings.py"]
            times = [milliseconds(command) for _ in range(options.runs)]
            print(f"{name:34} {statistics.median(times):7.0f} ms {min(times):7.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
