#include "settings/iris/sources/class_source.h"

#include <algorithm>
#include <utility>

#include "graph/utf8.h"
#include "settings/iris/sources/class_export.h"
#include "settings/iris/sources/class_udl.h"

namespace millwright::settings::iris {

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

}  // namespace millwright::settings::iris
