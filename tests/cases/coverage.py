#!/usr/bin/env python3
"""Fails when a code of graph/codes.h appears in no finding that an end-to-end case expects, or when an exception below is
none any more. Listings of codes (explain) do not count: only `error MW001: ...`, and "code": "MW001" in JSON.

    tests/cases/coverage.py [--self-test]

Standard library only.
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
CODES = HERE.parent.parent / "graph" / "codes.h"
FINDING = re.compile(r'\b(?:error|warning|note) (MW\d{3}): |"code": ?"(MW\d{3})"')
ENTRY = re.compile(r"^\s+(\w+) = (\d+),", re.MULTILINE)

# Codes that no case can bring about, and what shows instead that they are right.
EXCEPTIONS = {
    "read_back_differs": "a disk that does not keep what is written; tests/migrate/faults_test.cc",
    "outcome_unknown": "a connection that is cut during the commit; tests/migrate/faults_test.cc",
}


def declared(text):
    """{name: "MWnnn"} of the enum of codes."""
    body = text[text.index("enum class Code"):]
    return {name: f"MW{int(number):03}" for name, number in ENTRY.findall(body[:body.index("};")])}


def found_in(text):
    return {one or other for one, other in FINDING.findall(text)}


def expected():
    """The codes of all findings that the cases expect."""
    codes = set()
    for case in HERE.iterdir():
        files = [case / "stdout", case / "stderr", *(case / "expected").glob("**/*")]
        for path in files:
            if path.is_file():
                codes |= found_in(path.read_text(encoding="utf-8", errors="replace"))
    return codes


def complaints(codes, seen, exceptions):
    for name, code in codes.items():
        if code not in seen and name not in exceptions:
            yield f"{code} ({name}) appears in no case"
        if code in seen and name in exceptions:
            yield f"{code} ({name}) appears in a case and needs no exception"
    for name in exceptions:
        if name not in codes:
            yield f"{name} is an exception and no code"


def self_test():
    codes = declared("enum class Code : x {\n    one = 1,\n    two = 20,\n    three = 300,\n};\nenum { four = 4, };\n")
    assert codes == {"one": "MW001", "two": "MW020", "three": "MW300"}, codes
    seen = found_in('a:1:1: error MW001: x\nMW300 as in a list\n{"code": "MW020"}')
    assert seen == {"MW001", "MW020"}, seen
    said = list(complaints(codes, seen, {"two": "", "four": ""}))
    assert [line.split()[0] for line in said] == ["MW020", "MW300", "four"], said
    print("coverage.py: self-test passed")


def main():
    if "--self-test" in sys.argv:
        return self_test()
    codes = declared(CODES.read_text(encoding="utf-8"))
    wrong = list(complaints(codes, expected(), EXCEPTIONS))
    print("\n".join(wrong) if wrong else f"{len(codes)} codes, each in a case but {len(EXCEPTIONS)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
