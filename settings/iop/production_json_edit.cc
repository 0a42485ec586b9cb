#include "settings/iop/production_json_edit.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "graph/utf8.h"
#include "settings/iop/production_json.h"

namespace millwright::settings {
namespace {

using nlohmann::ordered_json;

/// How a text may be laid out.
struct JsonLayout {
    int indent;
    char character;
    bool ascii;
};

std::string dumped(const ordered_json& node, const JsonLayout& layout, std::string_view end) {
    return node.dump(layout.indent, layout.character, layout.ascii) + std::string(end);
}

/// What names a list's element: an item by its name, a setting by target and name.
std::string identity_of(const ordered_json& element) {
    std::string identity;
    for (const char* key : {"@Target", "@Name"}) {
        if (!element.is_object() || !element.contains(key)) continue;
        identity += element[key].dump() + "/";
    }
    return identity;
}

ordered_json merged(const ordered_json& base, const ordered_json& read, const ordered_json& wanted);

ordered_json merged_object(const ordered_json& base, const ordered_json& read, const ordered_json& wanted) {
    ordered_json result = ordered_json::object();
    for (const auto& [key, value] : base.items()) {
        if (!read.contains(key))
            result[key] = value;
        else if (wanted.contains(key))
            result[key] = merged(value, read[key], wanted[key]);
    }
    for (const auto& [key, value] : wanted.items()) {
        // What the file leaves out is the default, and stays left out while it is.
        const bool same = read.contains(key) && read[key] == value;
        if (!base.contains(key) && !same) result[key] = value;
    }
    return result;
}

/// Each wanted element takes the place of the first of the same identity that is left; new ones come last.
ordered_json merged_list(const ordered_json& base, const ordered_json& read, const ordered_json& wanted) {
    std::vector<std::optional<ordered_json>> kept(base.size());
    ordered_json fresh = ordered_json::array();
    for (const ordered_json& each : wanted) {
        const std::string identity = identity_of(each);
        std::size_t at = 0;
        while (at < base.size() && (kept[at] || identity_of(read[at]) != identity)) ++at;
        if (at == base.size())
            fresh.push_back(each);
        else
            kept[at] = merged(base[at], read[at], each);
    }
    ordered_json result = ordered_json::array();
    for (const auto& each : kept) {
        if (each) result.push_back(*each);
    }
    for (const ordered_json& each : fresh) result.push_back(each);
    return result;
}

ordered_json merged(const ordered_json& base, const ordered_json& read, const ordered_json& wanted) {
    if (read == wanted) return base;
    if (base.is_object() && read.is_object() && wanted.is_object()) return merged_object(base, read, wanted);
    if (base.is_array() && read.is_array() && wanted.is_array() && base.size() == read.size()) {
        return merged_list(base, read, wanted);
    }
    // One element may stand without a list.
    if (base.is_object() && read.is_array() && read.size() == 1 && wanted.is_array() && wanted.size() == 1) {
        return merged(base, read[0], wanted[0]);
    }
    return wanted;
}

/// The layout that makes exactly this text of this document.
std::optional<JsonLayout> layout_of(const ordered_json& document, std::string_view text, std::string_view end) {
    for (const bool ascii : {false, true}) {
        for (const int indent : {2, 4, 1, 3, 8, -1}) {
            for (const char character : {' ', '\t'}) {
                const JsonLayout layout{indent, character, ascii};
                if ((character == ' ' || indent == 1) && dumped(document, layout, end) == text) return layout;
            }
        }
    }
    return std::nullopt;
}

tl::unexpected<Failure> cannot_keep(const Production& wanted, const std::string& what) {
    auto failure = fail(FailureKind::input, Code::not_understood, wanted.place, what,
                        "write it anew once: millwright export FILE -o FILE --force");
    failure.value().diagnostics.last().as(Severity::error);
    return failure;
}

}  // namespace

Result<std::string> edit_production_json(const Production& read, const Production& wanted, std::string_view base) {
    auto before = write_production_json(read);
    if (!before) return before;
    auto after = write_production_json(wanted);
    if (!after || *before == base) return after;
    const ordered_json document = ordered_json::parse(base, nullptr, false);
    if (!document.is_object() || document.size() != 1) {
        return cannot_keep(wanted, "the JSON to be changed holds more than one production");
    }
    std::size_t length = base.size();
    while (length > 0 && (base[length - 1] == '\n' || base[length - 1] == '\r')) --length;
    const std::string_view end = base.substr(length);
    const auto layout = layout_of(document, base, end);
    if (!layout) return cannot_keep(wanted, "the JSON to be changed is laid out in a way that could not be kept");
    const ordered_json old_one = ordered_json::parse(*before, nullptr, false);
    const ordered_json new_one = ordered_json::parse(*after, nullptr, false);
    ordered_json result = document;
    result.begin().value() = merged(document.begin().value(), old_one.begin().value(), new_one.begin().value());
    return dumped(result, *layout, end);
}

}  // namespace millwright::settings
