// Templates of a project: whatever they hold, they are filled, or refused with a line that they have.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include "graph/utf8.h"
#include "templates/template_text.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

TemplateFields fields() {
    TemplateFields row;
    row.set("name", "order_id").set("last", false);
    TemplateFields last;
    last.set("name", "{{class}}\n").set("last", true).set("rows", std::vector<TemplateFields>{row});
    TemplateFields all;
    all.set("class", "Router").set("shown", true).set("none", std::vector<TemplateFields>{});
    all.set("rows", std::vector<TemplateFields>{row, last});
    return all;
}

/// "FOLDER/x:3", with a line that the text has.
void require_line(const std::string& file, const std::string& text) {
    const std::string begin = ".millwright/templates/x:";
    require(file.starts_with(begin));
    const auto line = std::strtoull(file.c_str() + begin.size(), nullptr, 10);
    require(line >= 1 && line <= 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const TemplateSet set({}, [&](const std::string&) { return std::optional(text); });
    const auto filled = set.fill("x", fields());
    if (filled) {
        require(first_invalid_utf8(*filled) == std::string::npos);
        if (text.find("{{") == std::string::npos) require(*filled == text);
        return 0;
    }
    for (const Diagnostic& each : filled.error().diagnostics) {
        require(each.code == Code::bad_template);
        require_line(each.file, text);
    }
    return 0;
}
