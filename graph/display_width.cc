#include "graph/display_width.h"

#include <utf8proc.h>

#include <algorithm>

#include "graph/utf8.h"

namespace millwright {
namespace {

constexpr std::size_t longest_cluster = 64;
constexpr utf8proc_int32_t emoji_presentation = 0xFE0F;

utf8proc_int32_t decode(std::string_view text, std::size_t length) {
    utf8proc_int32_t value = -1;
    utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(length),
                     &value);
    return value;
}

std::size_t width_of(utf8proc_int32_t value) {
    return static_cast<std::size_t>(std::max(0, utf8proc_charwidth(value)));
}

}  // namespace

Cluster first_cluster(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const bool plain_next = text.size() == 1 || static_cast<unsigned char>(text[1]) < 0x80;
    if (lead < 0x80 && plain_next) return {1, lead >= 0x20 && lead != 0x7F ? 1U : 0U};

    const std::size_t length = utf8_length(text);
    if (length == 0) return {1, 1};
    utf8proc_int32_t last = decode(text, length);
    Cluster cluster{length, width_of(last)};
    utf8proc_int32_t state = 0;
    while (cluster.bytes < text.size()) {
        const std::string_view rest = text.substr(cluster.bytes);
        const std::size_t more = utf8_length(rest);
        if (more == 0 || cluster.bytes + more > longest_cluster) break;
        const utf8proc_int32_t value = decode(rest, more);
        if (utf8proc_grapheme_break_stateful(last, value, &state)) break;
        cluster.bytes += more;
        cluster.width = std::max(cluster.width, value == emoji_presentation ? std::size_t{2} : width_of(value));
        last = value;
    }
    return cluster;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const Cluster cluster = first_cluster(text);
        width += cluster.width;
        text.remove_prefix(cluster.bytes);
    }
    return width;
}

}  // namespace millwright
