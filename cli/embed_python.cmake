# Writes the source of cli/embedded.h's Python reader:
#   cmake -DREADER=share/python_reader -DPYTHON=python3 -DOUT=file.cc -P embed_python.cmake
# With a PYTHON of 3.8 or later the modules are carried compiled too, which its version reads more quickly.
file(GLOB files RELATIVE "${READER}" "${READER}/*.py")
list(SORT files)
set(source "// Made from share/python_reader by cli/embed_python.cmake.\n#include \"cli/embedded.h\"\n\n")
string(APPEND source "namespace millwright::cli {\n\nsettings::PythonReader embedded_python_reader() {\n")
string(APPEND source "    settings::PythonReader reader;\n    reader.modules = {\n")
foreach(file IN LISTS files)
  file(READ "${READER}/${file}" text)
  string(REGEX REPLACE "\\.py$" "" name "${file}")
  string(APPEND source "        {\"${name}\", R\"python--(${text})python--\"},\n")
endforeach()
string(APPEND source "    };\n")
if(PYTHON)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env PYTHONHASHSEED=0 "${PYTHON}" -s -S -B "${CMAKE_CURRENT_LIST_DIR}/compile_python.py"
      "${READER}"
    OUTPUT_VARIABLE compiled ERROR_QUIET)
  if(compiled MATCHES "^([0-9a-f]+) ([A-Za-z0-9+/=]+)[\r\n]*$")
    string(APPEND source "    reader.compiled = {\"${CMAKE_MATCH_1}\",\n        \"${CMAKE_MATCH_2}\"};\n")
  else()
    message(STATUS "the Python reader is not carried compiled: ${PYTHON} does not compile it")
  endif()
endif()
string(APPEND source "    return reader;\n}\n\n}  // namespace millwright::cli\n")
file(WRITE "${OUT}" "${source}")
