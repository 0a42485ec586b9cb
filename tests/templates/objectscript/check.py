#!/usr/bin/env python3
"""Reads the class files below this folder as a compiler would at its first glance, one folder a project: brackets and
quotes, the names of classes, methods and properties, local variables. Then breaks copies of them and has to notice."""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent

# Of Ens.BusinessService, Ens.BusinessProcess, Ens.BusinessOperation and what they extend.
INHERITED_METHODS = {"SendRequestSync", "SendRequestAsync", "SetTimer"}
INHERITED_PROPERTIES = {"Adapter"}
MACROS = {"OK", "ISERR", "ERROR", "GeneralError", "ThrowStatus", "ThrowOnError", "LOGWARNING", "LOGERROR", "TRACE",
          "AssertEquals"}
COLLECTION_METHODS = {"Insert", "GetAt", "Count", "Find", "Clear", "SetAt", "GetNext", "Write", "AsStatus"}
FUNCTIONS = {"$ClassName", "$ZDateH", "$ListBuild", "$ListFind", "$Length", "$Piece", "$ZStrip", "$IsObject", "$Extract",
             "$WLength", "$Translate", "$Locate", "$Select", "$Char", "$System"}
COMMANDS = {"Set", "Do", "If", "ElseIf", "Else", "Quit", "Try", "For", "While", "Continue"}


def blank(text, findings, name):
    """The code with the insides of strings and comments blanked out."""
    out = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("//"):
            out.append("")
            continue
        kept, inside = [], False
        for each in line:
            if each == '"':
                inside = not inside
                kept.append('"')
            else:
                kept.append("_" if inside else each)
        if inside:
            findings.append(f"{name}:{number}: a quote is not closed")
        out.append("".join(kept))
    return "\n".join(out)


class Class:
    def __init__(self, path, findings):
        self.name = ".".join(path.with_suffix("").parts)
        self.findings = findings
        self.text = ""
        self.methods, self.properties, self.indices = {}, {}, set()

    def read(self, text):
        self.text = text
        code = blank(text, self.findings, self.name)
        self.code = code
        for opening, closing in ("{}", "()"):
            depth = 0
            for each in code:
                depth += (each == opening) - (each == closing)
                if depth < 0:
                    break
            if depth:
                self.find(f"{opening} and {closing} do not match")
        head = re.search(r"^Class (\S+) Extends (\([^)]*\)|\S+)$", code, re.M)
        if not head or head[1] != self.name:
            self.find("the class is not called as its file says")
            return
        self.supers = re.split(r",\s*", head[2].strip("()"))
        for found in re.finditer(r"^Property (\w+) As (?:(?:list|array) Of )?([%\w.]+)[^\n]*?(;?)$", code, re.M):
            self.add(self.properties, found[1], found[2])
            if not found[3]:
                self.find(f"property {found[1]} has no semicolon")
        for line in re.findall(r"^Parameter [^\n]*[^;\n]$", code, re.M):
            self.find(f"{line} has no semicolon")
        for found in re.finditer(r"^Index (\w+) On \(([^)]*)\) \[ Unique \];$", code, re.M):
            self.indices.add(found[1])
            for each in re.split(r",\s*", found[2]):
                if each not in self.properties:
                    self.find(f"index on {each}, which is no property")
        for found in re.finditer(r"^(?:Class)?Method (\w+)\(([^\n]*)\)(?: As [%\w.]+)?\n\{\n(.*?)^\}$", code, re.M | re.S):
            self.add(self.methods, found[1], (found[2], found[3], found[0].split("\n")[0]))
        for line in re.findall(r"^(?!///)[A-Za-z]\w*", code, re.M):
            if line not in ("Class", "Property", "Parameter", "Method", "ClassMethod", "Index", "XData"):
                self.find(f"{line} is no member")
        for line in text.split("\n"):
            if line.startswith("///") and re.search(r"<(?!/?\w+>)", line):
                self.find("a description has a sign that HTML takes for its own")

    def add(self, all_of_them, name, what):
        if name.lower() in (each.lower() for each in all_of_them):
            self.find(f"{name} comes twice")
        all_of_them[name] = what

    def find(self, what):
        self.findings.append(f"{self.name}: {what}")


def known_class(name, classes):
    return name in classes or name.startswith(("Ens.", "EnsLib.", "%"))


def check_member(one, classes, variable_class, member, called):
    """`x.Member` of a value of a class."""
    if member.startswith("%") or variable_class not in classes:
        return
    other = classes[variable_class]
    if called and member not in other.methods or not called and member not in other.properties:
        one.find(f"{variable_class} has no {member}")


def check_method(one, classes, name, parameters, body, signature):
    types = {}
    for each in re.split(r",\s*", parameters) if parameters else []:
        found = re.fullmatch(r"(?:Output |ByRef )?(p\w+) As ([%\w.]+)", each)
        if not found:
            one.find(f"{name}: parameter {each}")
            continue
        types[found[1]] = found[2]
        if not known_class(found[2], classes):
            one.find(f"{name}: there is no class {found[2]}")
    known = set(types)
    for line in body.split("\n"):
        words = line.strip()
        if not words or words.startswith("//"):
            continue
        command = re.match(r"\$\$\$\w+|[A-Za-z]+|\}", words)
        if not command or (command[0] not in COMMANDS | {"}"} and command[0][3:] not in MACROS):
            one.find(f"{name}: {words} is no command")
        made = re.match(r"Set (t\w+) = ##class\(([%\w.]+)\)\.(?:%New|CorrelationOpen)\(", words)
        if made:
            types[made[1]] = made[2]
        set_here = re.findall(r"(?:Set|For) (\w+) = ", words) + re.findall(r"Catch (\w+)", words)
        known |= set(re.findall(r"[(,]\s*\.(\w+)", words))
        for variable in re.findall(r"(?<![\w.%$#\"])([tp][A-Z][A-Za-z0-9]*)", re.sub(r'"_*"', '""', words)):
            if variable not in known and variable not in set_here:
                one.find(f"{name}: {variable} is not set")
        known |= set(set_here)
        for variable, member, bracket in re.findall(r"(?<![\w.])([tp][A-Z][A-Za-z0-9]*)\.([%A-Za-z0-9]+)(\(?)", words):
            if member not in COLLECTION_METHODS:
                check_member(one, classes, types.get(variable, ""), member, bool(bracket))
    if " As " in signature.rsplit(")", 1)[1] and not re.search(r"\b(Quit|ThrowStatus)\b", body.rstrip().split("\n")[-1]):
        one.find(f"{name} gives nothing back")


def check_project(classes):
    for one in classes.values():
        for each in one.supers + list(one.properties.values()):
            if not known_class(each, classes):
                one.find(f"there is no class {each}")
        for name, (parameters, body, signature) in one.methods.items():
            check_method(one, classes, name, parameters, body, signature)
        for name, bracket in re.findall(r"(?<![.\w)])\.\.(\w+)(\(?)", one.code):
            if bracket and name not in one.methods and name not in INHERITED_METHODS:
                one.find(f"there is no method {name}")
            if not bracket and name not in one.properties and name not in INHERITED_PROPERTIES:
                one.find(f"there is no property {name}")
        for other, member in re.findall(r"##class\(([%\w.]+)\)\.(%?\w+)", one.code):
            if not known_class(other, classes):
                one.find(f"there is no class {other}")
            elif other in classes and not member.startswith("%"):
                of_index = {each + what for each in classes[other].indices for what in ("Open", "Exists")}
                if member not in classes[other].methods and member not in of_index:
                    one.find(f"{other} has no method {member}")
        for macro in re.findall(r"\$\$\$(\w+)", one.code):
            if macro not in MACROS:
                one.find(f"there is no macro {macro}")
        for function in re.findall(r"(?<!\$)\$[A-Za-z]+", one.code):
            if function not in FUNCTIONS:
                one.find(f"there is no function {function}")
        for other in re.findall(r'%IsA\("([^"]*)"\)', one.text) + re.findall(r'MessageType="([^"]*)"', one.text):
            if not known_class(other, classes):
                one.find(f"there is no class {other}")
        for method in re.findall(r"<Method>(\w+)</Method>", one.text):
            if method not in one.methods:
                one.find(f"the map names {method}, which is no method")
        shown = re.search(r'^Parameter SETTINGS = "([^"]*)";$', one.text, re.M)
        for each in shown[1].split(",") if shown else []:
            if each.split(":")[0] not in one.properties:
                one.find(f"SETTINGS names {each}, which is no property")


def read_project(texts):
    findings, classes = [], {}
    for path, text in sorted(texts.items()):
        one = Class(path, findings)
        one.supers = []
        one.read(text)
        classes[one.name] = one
    check_project(classes)
    return findings


# What is broken, and with what: each has to be noticed in the files that have it.
BREAKS = [("}\n\n}", "}\n"), ('"Rejected"', '"Rejected'), ("..SendRequestSync(", "..SendRequestSink("),
          ("Property Rejected ", "Property Refused "), ("##class(Demo.RejectedOrder)", "##class(Demo.Nothing)"),
          ("pRequest.OrderId", "pRequest.OrderNumber"), ("Set tDecision = ", "Set tChoice = "), ("$$$ISERR", "$$$ISBAD"),
          ("DecideOrderRequest(tRequest)", "DecideOrder(tRequest)"), ("$ListFind", "$FindList"),
          ("<Method>StoreOrder<", "<Method>KeepOrder<"), ("..StepPosition", "..Where"), (";\n", "\n"),
          ("Class Demo.", "Class Demonstration."), ("Quit tMessage", "Do tMessage"), ("(OrderId) [ Unique", "(Order) [ Unique"),
          ("CorrelationOpen(", "KeyOpen("), ("Accepted:Basic", "Taken:Basic"), ("pState.Amount", "pState.Sum")]


def main():
    projects = {}
    for path in sorted(HERE.rglob("*.cls")):
        relative = path.relative_to(HERE)
        projects.setdefault(relative.parts[0], {})[pathlib.Path(*relative.parts[1:])] = path.read_text(encoding="utf-8")
    problems = [] if projects else ["there are no class files"]
    for name, texts in projects.items():
        problems += [f"{name}: {each}" for each in read_project(texts)]
    for old, new in BREAKS:
        tried = 0
        for name, texts in projects.items():
            for path, text in texts.items():
                if old not in text or "__" in text:
                    continue
                tried += 1
                if not read_project({**texts, path: text.replace(old, new, 1)}):
                    problems.append(f"{name}/{path}: nobody notices {new!r} instead of {old!r}")
        if not tried:
            problems.append(f"{old!r} stands nowhere")
    print("\n".join(problems) or f"{sum(map(len, projects.values()))} classes are in order")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
