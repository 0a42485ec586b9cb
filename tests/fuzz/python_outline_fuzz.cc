// Outlining Python: no text makes it crash, what it says lies in the text, and annotations are read.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "templates/python_outline.h"
#include "templates/python_types.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

bool begins_line(const std::string& text, std::uint32_t offset) {
    return offset == 0 || offset == text.size() || text[offset - 1] == '\n' || text[offset - 1] == '\r' ||
           (offset == 3 && text.starts_with("\xEF\xBB\xBF"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const PythonOutline outline = outline_python(text);
    require(outline.problem.empty() || outline.problem.starts_with("line "));
    require(begins_line(text, outline.imports_end) && begins_line(text, outline.classes_end));
    require(outline.imports_end <= text.size() && outline.classes_end <= text.size());
    std::uint32_t before = 0;
    for (const PythonClass& each : outline.classes) {
        require(before <= each.begin && each.begin < each.end && each.end <= text.size());
        require(each.body <= each.end && begins_line(text, each.begin) && begins_line(text, each.end));
        before = each.end;
        for (const PythonField& field : each.fields) {
            const FieldType type = field_type_of_python(field.type);
            require(to_text(field_type_of_python(python_type(type).text)) == to_text(type) || !outline.problem.empty());
        }
    }
    static_cast<void>(to_text(field_type_of_python(text)));
    return 0;
}
