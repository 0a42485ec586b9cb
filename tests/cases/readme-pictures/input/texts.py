"""Fails unless two SVGs hold the same texts in the same order."""
import sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"


def texts(path):
    return ["".join(element.itertext()) for element in tree.parse(path).iter(SVG + "text")]


drawn, kept = map(texts, sys.argv[1:3])
for line in sorted(set(drawn) ^ set(kept)):
    print(f"{sys.argv[1]}: {line!r} is only in the {'new' if line in drawn else 'kept'} picture")
sys.exit(drawn != kept)
