#include "settings/iris/sources/class_source.h"

#include <algorithm>

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

std::vector<ClassSource> read_class_sources(std::uint32_t, const Sources&, Diagnostics&) {
    return {};
}

}  // namespace millwright::settings::iris
