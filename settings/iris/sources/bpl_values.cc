#include "settings/iris/sources/bpl_values.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "settings/iris/sources/code_sends.h"
#include "settings/iris/sources/condition_path.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr std::string_view context_prefix = "context.";
constexpr std::size_t most_of_path = 256;
/// What is looked at of a line on either side of a property.
constexpr std::size_t most_of_line = 256;
/// Values of one property, and properties on the way to a value; where there are more, nobody can tell.
constexpr std::size_t most_values = 1'000;
constexpr std::size_t most_aliases = 100;

/// Elements that put something into a property of the context that nobody can tell, and the attribute that names it.
struct Filling {
    std::string_view element;
    std::string_view attribute;
};
constexpr std::array fillings{Filling{"rule", "resultLocation"}, Filling{"rule", "reasonLocation"},
                              Filling{"transform", "target"},    Filling{"xslt", "target"},
                              Filling{"xpath", "property"},      Filling{"foreach", "key"}};

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

bool is_name(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_letter_or_digit(c) || c == '%'; });
}

/// "A", "A.B"
bool is_path(std::string_view text) {
    return !text.empty() && text.size() <= most_of_path && text.front() != '.' && text.back() != '.' &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_letter_or_digit(c) || c == '.' || c == '%'; });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_xml_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_xml_space(text.back())) text.remove_suffix(1);
    return text;
}

/// The property of the context that an expression is: "Target" of "context.Target".
std::optional<std::string_view> context_property(std::string_view expression) {
    if (!expression.starts_with(context_prefix)) return {};
    expression.remove_prefix(context_prefix.size());
    if (!is_path(expression)) return {};
    return expression;
}

/// The length of the string literal that a text begins with, quotes included; 0 when it begins with none.
std::size_t literal_length(std::string_view text) {
    if (!text.starts_with('"')) return 0;
    for (std::size_t at = text.find('"', 1); at != std::string_view::npos; at = text.find('"', at + 2)) {
        if (text.substr(at + 1, 1) != "\"") return at + 1;
    }
    return 0;
}

std::string text_of_literal(std::string_view literal) {
    std::string text;
    for (std::size_t at = 1; at + 1 < literal.size(); ++at) {
        text += literal[at];
        if (literal[at] == '"') ++at;
    }
    return text;
}

/// The property of the class that an expression is: "Target" of "process.Target" and "..Target".
std::optional<std::string_view> class_property(std::string_view expression) {
    for (const std::string_view prefix : {"process.", ".."}) {
        if (!expression.starts_with(prefix)) continue;
        const std::string_view name = expression.substr(prefix.size());
        if (is_name(name)) return name;
    }
    return {};
}

bool makes_new_object(std::string_view expression) {
    return expression.starts_with("##class(") && expression.ends_with(").%New()");
}

bool is_word_before(std::string_view text, std::string_view word) {
    if (text.size() < word.size()) return false;
    const std::string_view end = text.substr(text.size() - word.size());
    const bool same = std::equal(end.begin(), end.end(), word.begin(), [](char a, char b) { return (a | 0x20) == b; });
    return same && (text.size() == word.size() || !is_letter_or_digit(text[text.size() - word.size() - 1]));
}

/// How a statement of ObjectScript goes on where a property of the context stands behind `before`.
enum class Use : std::uint8_t { read, set, perhaps_set };

Use use_of(std::string_view before, std::string_view after) {
    after = trimmed(after.substr(0, after.find('\n')));
    if (!after.starts_with('=') && !after.starts_with(',') && !after.starts_with(')')) return Use::read;
    const std::string_view words = trimmed(before);
    const bool blank_between = words.size() < before.size();
    const bool set = blank_between && (is_word_before(words, "set") || is_word_before(words, "s"));
    if (set && after.starts_with('=')) return Use::set;
    // `set a = 1, context.X = 2`, `set (context.X, y) = 3`; it may also be a comparison.
    const std::string_view line = before.substr(std::min(before.rfind('\n') + 1, before.size()));
    const bool later = words.ends_with(',') || words.ends_with('(');
    const bool in_set = line.find("set ") != std::string_view::npos || line.find("Set ") != std::string_view::npos ||
                        line.find("SET ") != std::string_view::npos || line.find("s ") != std::string_view::npos;
    return later && in_set ? Use::perhaps_set : Use::read;
}

}  // namespace

BplValues::BplValues(const XmlTree& xml, const Lineage& from, SourceTree& tree) : xml_(xml), from_(from), tree_(tree) {
    // Most processes name all that they call.
    const std::string_view text = xml.passage().text();
    const bool needed = text.find('@') != std::string_view::npos || text.find("SendRequest") != std::string_view::npos;
    const auto enter = [&](std::uint32_t element) {
        if (xml_.is_set(element, "disabled")) return false;
        read_declaration(element);
        if (needed) read_element(element);
        return true;
    };
    walk(xml, enter, [](std::uint32_t) {});
}

void BplValues::read_declaration(std::uint32_t element) {
    if (xml_[element].name == "process") read_context_class(xml_.attribute(element, "contextsuperclass"));
    if (!is_context_property(element)) return;
    types_.insert_or_assign(xml_.attribute(element, "name"), xml_.attribute(element, "type"));
}

bool BplValues::is_context_property(std::uint32_t element) const {
    return xml_[element].name == "property" && xml_[xml_[element].parent].name == "context";
}

void BplValues::read_element(std::uint32_t element) {
    const std::string_view name = xml_[element].name;
    if (name == "assign") {
        const std::string action = xml_.attribute(element, "action");
        const std::string to = xml_.attribute(element, "property");
        const auto property = context_property(trimmed(to));
        const bool set = action.empty() || action == "set";
        if (property && set) assign(*property, xml_.value(element, "value"));
        if (property && !set) add(*property, unknown());
    } else if (is_context_property(element)) {
        const XmlValue initial = xml_.value(element, "initialexpression");
        if (!initial.text.empty()) assign(xml_.attribute(element, "name"), initial);
    } else if (name == "code") {
        for (const Passage& code : xml_.texts(element)) read_code(code);
    } else if (name == "sql") {
        for (const Passage& code : xml_.texts(element)) read_sql(code.text());
    }
    for (const Filling& each : fillings) {
        if (each.element != name) continue;
        const std::string filled = xml_.attribute(element, each.attribute);
        if (const auto property = context_property(trimmed(filled))) add(*property, unknown());
    }
}

/// Statements that set a property of the context, in a <code>.
void BplValues::read_code(const Passage& code) {
    const std::string_view text = code.text();
    for (std::size_t at = text.find(context_prefix); at != std::string_view::npos;
         at = text.find(context_prefix, at + 1)) {
        if (at > 0 && (is_letter_or_digit(text[at - 1]) || text[at - 1] == '.')) continue;
        std::size_t end = at + context_prefix.size();
        while (end < text.size() && (is_letter_or_digit(text[end]) || text[end] == '.')) ++end;
        const std::string_view property = text.substr(at + context_prefix.size(), end - at - context_prefix.size());
        const std::size_t from = at > most_of_line ? at - most_of_line : 0;
        const Use use = use_of(text.substr(from, at - from), text.substr(end, most_of_line));
        if (!is_path(property) || use == Use::read) continue;
        std::size_t value = std::min(text.find('=', end), text.size() - 1) + 1;
        while (value < text.size() && is_xml_space(text[value])) ++value;
        const std::size_t length = use == Use::set ? literal_length(text.substr(value)) : 0;
        const std::string_view behind = text.substr(std::min(value + length, text.size()), 1);
        if (length == 0 || (!behind.empty() && !is_xml_space(behind[0]) && behind != "," && behind != "}")) {
            add(property, unknown());
        } else {
            add(property, assigned(text.substr(value, length), code.part(value, value + length)));
        }
    }
}

/// `INTO :context.X`
void BplValues::read_sql(std::string_view text) {
    constexpr std::string_view host = ":context.";
    for (std::size_t at = text.find(host); at != std::string_view::npos; at = text.find(host, at + 1)) {
        std::size_t end = at + host.size();
        while (end < text.size() && is_letter_or_digit(text[end])) ++end;
        add(text.substr(at + host.size(), end - at - host.size()), unknown());
    }
}

void BplValues::read_context_class(std::string_view name) {
    context_class_ = name.empty() ? nullptr : tree_.find(name, asker_of(from_.own()));
    if (context_class_ == nullptr) return;
    const Lineage lineage(*context_class_, tree_);
    for (const ClassSource* owner : lineage.classes()) {
        for (const PropertySource& each : owner->properties) {
            if (!types_.try_emplace(each.name, each.type).second || each.initial.empty()) continue;
            add(each.name, assigned(trimmed(each.initial.text()), each.initial));
        }
    }
}

void BplValues::assign(std::string_view property, const XmlValue& value) {
    add(property, assigned(trimmed(value.text), xml_.passage().content(value.begin, value.end)));
}

void BplValues::add(std::string_view property, Assigned value) {
    std::vector<Assigned>& values = assigned_[std::string(property)];
    const auto same = [&](const Assigned& other) { return other.alias == value.alias && same_targets(other, value); };
    if (values.size() < most_values && std::none_of(values.begin(), values.end(), same)) {
        values.push_back(std::move(value));
    } else if (values.size() == most_values) {
        values.push_back(unknown());
    }
}

/// `whole` is what the expression was taken from.
BplValues::Assigned BplValues::assigned(std::string_view expression, const Passage& whole) const {
    if (const auto alias = context_property(expression)) return {{}, std::string(*alias)};
    if (const auto property = class_property(expression)) {
        return {{{TargetKind::setting, std::string(*property), 0, "", whole.place()}}, {}};
    }
    if (const std::size_t length = literal_length(expression); length > 0 && length == expression.size()) {
        const std::string text = text_of_literal(expression);
        if (text.empty()) return {};
        return {{{TargetKind::item, text, 0, "", whole.place()}}, {}};
    }
    if (makes_new_object(expression)) return {};
    std::vector<SendTarget> targets = targets_of(whole, from_, tree_);
    if (targets.empty()) targets.push_back({});
    return {std::move(targets), {}};
}

bool BplValues::same_targets(const Assigned& one, const Assigned& other) {
    return std::equal(one.targets.begin(), one.targets.end(), other.targets.begin(), other.targets.end(),
                      [](const SendTarget& a, const SendTarget& b) { return a.kind == b.kind && a.text == b.text; });
}

struct BplValues::Resolving {
    std::vector<SendTarget> targets;
    bool unknown = false;
    std::set<std::string, std::less<>> seen;
    std::vector<std::string> waiting;

    void add_alias(const std::string& property) {
        if (!seen.insert(property).second) return;
        if (seen.size() <= most_aliases) waiting.push_back(property);
        unknown |= seen.size() > most_aliases;
    }
    void add(const SendTarget& target) {
        const auto same = [&](const SendTarget& other) {
            return other.kind == target.kind && other.text == target.text;
        };
        if (target.kind == TargetKind::unknown) {
            unknown = true;
        } else if (std::none_of(targets.begin(), targets.end(), same)) {
            targets.push_back(target);
        }
    }
};

/// What is assigned to a property.
void BplValues::add_context(Resolving& resolving, const std::string& property) const {
    const auto found = assigned_.find(property);
    if (found == assigned_.end() || is_replaced(property)) resolving.unknown = true;
    if (found == assigned_.end()) return;
    for (const Assigned& each : found->second) {
        for (const SendTarget& target : each.targets) resolving.add(target);
        if (!each.alias.empty()) resolving.add_alias(each.alias);
    }
}

/// Whether an object that the property belongs to, "A" of "A.B", is set as a whole to something that has a value there.
bool BplValues::is_replaced(std::string_view property) const {
    for (std::size_t dot = property.rfind('.'); dot != std::string_view::npos; dot = property.rfind('.')) {
        property = property.substr(0, dot);
        const auto object = assigned_.find(property);
        if (object == assigned_.end()) continue;
        const auto& values = object->second;
        const auto holds = [](const Assigned& each) { return !each.targets.empty() || !each.alias.empty(); };
        if (std::any_of(values.begin(), values.end(), holds)) return true;
    }
    return false;
}

std::vector<SendTarget> BplValues::targets(const XmlValue& written) const {
    const std::string_view text = trimmed(written.text);
    if (text.empty()) return {};
    const Place place = xml_.place(written);
    if (!text.starts_with('@')) return {{TargetKind::item, std::string(text), 0, "", place}};
    const std::size_t at = xml_.passage().text().find('@', written.begin) + 1;
    const Assigned direct = assigned(trimmed(text.substr(1)), xml_.passage().content(at, written.end));
    return resolved(direct, {TargetKind::unknown, in_one_line(text), 0, "", place});
}

std::vector<SendTarget> BplValues::resolved(SendTarget target) const {
    const auto property = class_property(target.text);
    const auto alias = context_property(target.text);
    if (target.kind != TargetKind::unknown || (!property && !alias)) return {std::move(target)};
    if (alias) return resolved(Assigned{{}, std::string(*alias)}, target);
    return {{TargetKind::setting, std::string(*property), 0, "", target.place}};
}

/// `otherwise` stands for what cannot be told.
std::vector<SendTarget> BplValues::resolved(const Assigned& direct, SendTarget otherwise) const {
    const Place place = otherwise.place;
    Resolving resolving;
    for (const SendTarget& each : direct.targets) resolving.add(each);
    if (!direct.alias.empty()) resolving.add_alias(direct.alias);
    while (!resolving.waiting.empty()) {
        const std::string property = std::move(resolving.waiting.back());
        resolving.waiting.pop_back();
        add_context(resolving, property);
    }
    if (resolving.unknown || resolving.targets.empty()) resolving.targets.push_back(std::move(otherwise));
    for (SendTarget& each : resolving.targets) {
        if (!each.place.known()) each.place = place;
    }
    return std::move(resolving.targets);
}

std::string BplValues::type_of(std::string_view property) const {
    const auto found = types_.find(property);
    return found == types_.end() ? std::string() : found->second;
}

}  // namespace millwright::settings::iris
