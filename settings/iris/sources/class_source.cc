#include "settings/iris/sources/class_source.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "graph/utf8.h"
#include "settings/iris/sources/class_export.h"
#include "settings/iris/sources/class_udl.h"

namespace millwright::settings::iris {
namespace {

/// Superclasses of one class, packages that it imports and include files that it names, of each.
constexpr std::size_t most_names = 1'000;

/// Each name once, in order, and not too many of them.
void tidy(std::vector<std::string>& names, std::string_view what, const ClassSource& of, Diagnostics& findings) {
    std::set<std::string, std::less<>> seen;
    std::vector<std::string> once;
    for (std::string& each : names) {
        if (!seen.insert(each).second) continue;
        if (once.size() == most_names) {
            findings
                .add(Code::too_many, of.place,
                     "class " + in_quotes(of.name) + " names more than " + std::to_string(most_names) + " " +
                         std::string(what) + "; the rest is left out")
                .as(Severity::warning);
            break;
        }
        once.push_back(std::move(each));
    }
    names = std::move(once);
}

void tidy(ClassSource& made, Diagnostics& findings) {
    tidy(made.supers, "superclasses", made, findings);
    tidy(made.imports, "packages to import", made, findings);
    tidy(made.includes, "include files", made, findings);
}

std::vector<ClassSource> read_classes(std::uint32_t source, const Sources& sources, Diagnostics& findings) {
    const std::string_view text = sources[source].text();
    const std::string& path = sources[source].name();
    std::string_view rest = text;
    if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
    const std::size_t first = rest.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    if (rest[first] == '<') return read_exported_classes(source, text, path, findings);
    std::vector<ClassSource> classes;
    auto read = read_udl_class(Passage(source, text, 0, text.size()), path, findings);
    if (read) classes.push_back(std::move(*read));
    return classes;
}

}  // namespace

std::string_view ClassSource::package() const {
    const std::size_t dot = name.rfind('.');
    return dot == std::string::npos ? std::string_view() : std::string_view(name).substr(0, dot);
}

const XDataSource* ClassSource::data(std::string_view wanted) const {
    const auto found =
        std::find_if(xdata.begin(), xdata.end(), [&](const XDataSource& each) { return each.name == wanted; });
    return found == xdata.end() ? nullptr : &*found;
}

std::vector<ClassSource> read_class_sources(std::uint32_t source, const Sources& sources, Diagnostics& findings) {
    std::vector<ClassSource> classes = read_classes(source, sources, findings);
    for (ClassSource& each : classes) tidy(each, findings);
    return classes;
}

}  // namespace millwright::settings::iris
