"""Prints the odd texts of an SVG file, and whether anything in it could run."""
import sys
import xml.etree.ElementTree as ElementTree

root = ElementTree.parse(sys.argv[1]).getroot()
print([element.text for element in root.iter() if element.tag.endswith("}text") and set(element.text) & set('<"\\')])
print([value for element in root.iter() for name, value in element.attrib.items() if name.endswith("title") and "\\" in value])
print([element.tag for element in root.iter() if element.tag.split("}")[-1] in ("script", "image", "foreignObject")])
print([value for element in root.iter() for name, value in element.attrib.items() if name.endswith("href") or name.startswith("on")])
