#include "settings/iop/report_node.h"

#include <nlohmann/json.hpp>

#include "graph/utf8.h"

namespace millwright::settings::iop {
namespace {

using nlohmann::json;

std::string_view view(const json& text) {
    return text.get_ref<const std::string&>();
}

std::optional<std::uint64_t> whole(const json& number) {
    if (!number.is_number_unsigned()) return std::nullopt;
    return number.get<std::uint64_t>();
}

}  // namespace

void ReportShape::expect(std::string_view key, std::string_view what) {
    if (wrong.empty()) wrong = in_quotes(key) + " should be " + std::string(what);
}

const json* ReportNode::member(std::string_view key) const {
    if (!json_->is_object()) return nullptr;
    const auto found = json_->find(key);
    return found == json_->end() || found->is_null() ? nullptr : &*found;
}

std::string_view ReportNode::text(std::string_view key) const {
    const json* found = member(key);
    if (found == nullptr) return {};
    if (found->is_string()) return view(*found);
    shape_->expect(key, "text");
    return {};
}

bool ReportNode::flag(std::string_view key, bool otherwise) const {
    const json* found = member(key);
    if (found == nullptr) return otherwise;
    if (!found->is_boolean()) shape_->expect(key, "true or false");
    return found->is_boolean() ? found->get<bool>() : otherwise;
}

std::int64_t ReportNode::number(std::string_view key) const {
    const json* found = member(key);
    if (found == nullptr) return 0;
    if (!found->is_number_integer()) shape_->expect(key, "a whole number");
    return found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

Place ReportNode::place(std::string_view key) const {
    const json* found = member(key);
    return found == nullptr ? Place{} : place_in(key, *found);
}

Place ReportNode::place_in(std::string_view key, const json& found) const {
    if (found.is_null()) return {};
    if (found.is_array() && found.size() == 3) {
        const auto source = whole(found[0]);
        const auto begin = whole(found[1]);
        const auto end = whole(found[2]);
        const bool in_a_source = source && *source > 0 && *source <= shape_->sources.size();
        if (in_a_source && begin && end && *begin <= *end &&
            *end <= shape_->sources[static_cast<std::uint32_t>(*source)].text().size()) {
            return {static_cast<std::uint32_t>(*source), static_cast<std::uint32_t>(*begin),
                    static_cast<std::uint32_t>(*end)};
        }
    }
    shape_->expect(key, "a place in a source");
    return {};
}

std::optional<ReportValue> ReportNode::value_in(std::string_view key, const json& found) const {
    if (!found.is_object()) {
        shape_->expect(key, "a value with its place");
        return std::nullopt;
    }
    const ReportNode node(found, *shape_);
    ReportValue value;
    value.text = node.text("text");
    value.place = node.place("at");
    value.environment = node.text("environment");
    if (node.has("fallback")) value.fallback = node.text("fallback");
    const std::string_view form = node.text("form");
    if (form == "number") value.form = ValueForm::number;
    if (form == "boolean") value.form = ValueForm::boolean;
    return value;
}

std::optional<ReportValue> ReportNode::value(std::string_view key) const {
    const json* found = member(key);
    return found == nullptr ? std::nullopt : value_in(key, *found);
}

std::vector<const json*> ReportNode::elements(std::string_view key) const {
    std::vector<const json*> found;
    const json* list = member(key);
    if (list == nullptr) return found;
    if (!list->is_array()) {
        shape_->expect(key, "a list");
        return found;
    }
    found.reserve(list->size());
    for (const json& each : *list) found.push_back(&each);
    return found;
}

std::vector<ReportValue> ReportNode::values(std::string_view key) const {
    std::vector<ReportValue> found;
    for (const json* each : elements(key)) {
        if (auto value = value_in(key, *each)) found.push_back(*value);
    }
    return found;
}

std::vector<std::string_view> ReportNode::texts(std::string_view key) const {
    std::vector<std::string_view> found;
    for (const json* each : elements(key)) {
        if (!each->is_string()) shape_->expect(key, "a list of texts");
        if (each->is_string()) found.push_back(view(*each));
    }
    return found;
}

std::vector<ReportNode> ReportNode::objects(std::string_view key) const {
    std::vector<ReportNode> found;
    for (const json* each : elements(key)) {
        if (!each->is_object()) shape_->expect(key, "a list of objects");
        if (each->is_object()) found.emplace_back(*each, *shape_);
    }
    return found;
}

std::optional<ReportNode> ReportNode::object(std::string_view key) const {
    const json* found = member(key);
    if (found == nullptr) return std::nullopt;
    if (!found->is_object()) shape_->expect(key, "an object");
    return found->is_object() ? std::optional(ReportNode(*found, *shape_)) : std::nullopt;
}

std::optional<std::size_t> ReportNode::index(std::string_view key, std::size_t size) const {
    const json* found = member(key);
    if (found == nullptr) return std::nullopt;
    const auto number = whole(*found);
    if (number && *number < size) return static_cast<std::size_t>(*number);
    shape_->expect(key, "the number of an element");
    return std::nullopt;
}

std::vector<std::size_t> ReportNode::indices(std::string_view key, std::size_t size) const {
    std::vector<std::size_t> found;
    for (const json* each : elements(key)) {
        const auto number = whole(*each);
        if (number && *number < size)
            found.push_back(static_cast<std::size_t>(*number));
        else
            shape_->expect(key, "a list of numbers of elements");
    }
    return found;
}

}  // namespace millwright::settings::iop
