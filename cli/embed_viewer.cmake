# Writes the source of cli/embedded.h: cmake -DVIEWER=share/viewer -DSCRIPTS=a.js,b.js -DOUT=file.cc -P embed_viewer.cmake
# The parts of the script become one, in a function of its own, so that nothing of it is seen by the page.
string(REPLACE "," ";" scripts "${SCRIPTS}")
file(READ "${VIEWER}/page.html" page)
file(READ "${VIEWER}/style.css" style)
set(script "(() => {\n'use strict';\n\n")
foreach(name IN LISTS scripts)
  file(READ "${VIEWER}/${name}" part)
  string(APPEND script "${part}\n")
endforeach()
string(APPEND script "})();\n")

set(source "// Made from share/viewer by cli/embed_viewer.cmake.\n#include \"cli/embedded.h\"\n\n")
string(APPEND source "namespace millwright::cli {\n\nViewer embedded_viewer() {\n    Viewer viewer;\n")
foreach(part IN ITEMS page style script)
  string(APPEND source "    viewer.${part} = R\"viewer--(${${part}})viewer--\";\n")
endforeach()
string(APPEND source "    return viewer;\n}\n\n}  // namespace millwright::cli\n")
file(WRITE "${OUT}" "${source}")
