#include "templates/settings_py_scan.h"

#include <algorithm>
#include <array>

#include "templates/python_lines.h"

namespace millwright::templates {
namespace {

constexpr std::array<std::string_view, 4> item_methods{"service", "process", "operation", "component"};
constexpr std::array<std::string_view, 4> item_classes{"ServiceItem", "ProcessItem", "OperationItem", "ComponentItem"};

template <class Names>
bool one_of(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The tokens of a line as texts.
class Words {
public:
    Words(std::string_view text, const PythonLine& line) : text_(text), tokens_(line.tokens) {}

    std::size_t size() const { return tokens_.size(); }
    std::string_view at(std::size_t i) const {
        if (i >= tokens_.size()) return {};
        return text_.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
    }
    bool is(std::size_t i, std::string_view word) const { return at(i) == word; }
    bool is_name(std::size_t i) const { return i < tokens_.size() && tokens_[i].kind == PythonTokenKind::name; }
    bool is_text(std::size_t i) const { return i < tokens_.size() && tokens_[i].kind == PythonTokenKind::string; }
    std::optional<std::string> text(std::size_t i) const {
        return is_text(i) ? plain_python_text(at(i)) : std::nullopt;
    }
    std::uint32_t begin(std::size_t i) const { return tokens_[i].begin; }

    /// The variable that the line gives a value to.
    std::string assigned() const { return is_name(0) && is(1, "=") ? std::string(at(0)) : std::string(); }

    /// The same, when what is at token `i` is its whole value but for brackets around it.
    std::string assigned_at(std::size_t i) const {
        for (std::size_t at = 2; at < i; ++at) {
            if (!is(at, "(")) return {};
        }
        return i < 2 ? std::string() : assigned();
    }

    /// The value of an argument of the call whose '(' is token `open`: the first one, or the one of that name.
    std::optional<std::string> argument(std::size_t open, std::string_view name) const {
        if (const auto first = text(open + 1)) return first;
        const std::uint32_t depth = open < tokens_.size() ? tokens_[open].depth : 0;
        for (std::size_t i = open + 1; i < tokens_.size() && tokens_[i].depth > depth; ++i) {
            if (tokens_[i].depth == depth + 1 && is(i, name) && is(i + 1, "=")) return text(i + 2);
        }
        return std::nullopt;
    }

private:
    std::string_view text_;
    const std::vector<PythonToken>& tokens_;
};

class Scan {
public:
    Scan(std::string_view text, SettingsPy& found) : text_(text), found_(found) {}

    void read() {
        found_.outline = outline_python(text_);
        for (const PythonClass& each : found_.outline.classes) {
            const bool production = std::any_of(each.bases.begin(), each.bases.end(),
                                                [](const std::string& base) { return base.ends_with("Production"); });
            if (production) class_productions_.push_back(each.name);
        }
        PythonLines lines(text_);
        while (const PythonLine* line = lines.next()) {
            const Words words(text_, *line);
            for (std::size_t i = 0; i < words.size(); ++i) read_at(words, i);
            if (words.size() == 3) {
                if (const auto value = words.text(2); value && !words.assigned().empty()) {
                    constants_.emplace(*value, words.assigned());
                }
            }
        }
        decide();
    }

private:
    void read_at(const Words& words, std::size_t i) {
        read_quotes(words, i);
        if (words.is(i, "Production") && words.is(i + 1, "(") && !words.assigned().empty()) {
            instances_.push_back(words.assigned());
        }
        if (words.is_name(i) && words.is(i + 1, ".") && words.is(i + 3, "(")) read_call(words, i);
        if (one_of(item_classes, words.at(i)) && words.is(i + 1, "(")) {
            item_calls_ = true;
            if (const auto name = words.argument(i + 1, "name")) add_item(*name, words.assigned_at(i));
            if (words.is_name(i + 2) && words.is(i + 3, ",")) named_by_constant_.emplace_back(words.at(i + 2));
        }
        if (words.is(0, "CLASSES") && words.is(1, "=")) read_classes(words, i);
        if (words.is_text(i) && words.is(i + 1, ":")) read_key(words, i);
    }

    void read_call(const Words& words, std::size_t i) {
        const std::string_view method = words.at(i + 2);
        if (one_of(item_methods, method)) {
            if (const auto name = words.argument(i + 3, "name")) {
                add_item(*name, words.assigned_at(i));
                callers_.emplace_back(words.at(i));
            }
        }
        if (method == "connect") {
            connects_.emplace_back(words.at(i));
            texts_connected_ = texts_connected_ || words.is_text(i + 4);
        }
    }

    void read_classes(const Words& words, std::size_t i) {
        found_.has_classes = true;
        const auto key = words.text(i);
        if (!key || !words.is(i + 1, ":")) return;
        std::string value;
        for (std::size_t at = i + 2; at < words.size() && (words.is_name(at) || words.is(at, ".")); ++at) {
            value += words.at(at);
        }
        found_.classes.emplace(*key, value);
    }

    /// `"@Name": "X"`, `"Item": [`, `"Pkg.Name": {`.
    void read_key(const Words& words, std::size_t i) {
        const auto key = words.text(i);
        if (!key) return;
        if (*key == "Item") {
            items_from_ = words.begin(i);
            found_.productions.push_back(last_owner_);
        }
        if (words.is(i + 2, "{") && *key != "Setting" && *key != "Item") last_owner_ = *key;
        if (items_from_ == 0) return;
        if (*key == "@ClassName" && words.is_name(i + 2)) found_.class_objects = true;
        const auto name = words.text(i + 2);
        const bool of_item = *key == "@Name" && name && words.is(i - 1, "{") && !of_setting(words, i);
        if (!of_item) return;
        add_item(*name, "");
        if (found_.item_indent.empty()) read_indent(words.begin(i - 1), words.begin(i));
    }

    /// Settings have a "@Name" too; they say "@Target" or "#text" as well.
    static bool of_setting(const Words& words, std::size_t i) {
        for (std::size_t at = i; at < words.size() && !words.is(at, "}") && !words.is(at, "{"); ++at) {
            const auto key = words.text(at);
            if (key && (*key == "@ClassName")) return false;
            if (key && (*key == "@Target" || *key == "#text")) return true;
        }
        return false;
    }

    std::string indent_at(std::uint32_t at) const {
        const std::size_t line = text_.rfind('\n', at);
        const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
        const std::size_t end = text_.find_first_not_of(" \t", begin);
        return std::string(text_.substr(begin, end - begin));
    }

    void read_indent(std::uint32_t brace, std::uint32_t key) {
        found_.item_indent = indent_at(brace);
        const std::string inner = indent_at(key);
        if (inner.size() > found_.item_indent.size()) found_.indent_step = inner.substr(found_.item_indent.size());
    }

    void read_quotes(const Words& words, std::size_t i) {
        if (!words.is_text(i)) return;
        single_ += words.at(i).front() == '\'' ? 1 : 0;
        double_ += words.at(i).front() == '"' ? 1 : 0;
    }

    void add_item(const std::string& name, const std::string& variable) {
        const auto [at, added] = found_.items.emplace(name, variable);
        if (!added && at->second.empty()) at->second = variable;
    }

    void decide() {
        found_.quote = single_ > double_ ? '\'' : '"';
        if (!class_productions_.empty() && item_calls_) {
            found_.style = SettingsPyStyle::class_style;
            found_.productions = class_productions_;
            for (const auto& [value, constant] : constants_) {
                if (one_of(named_by_constant_, constant)) add_item(value, constant);
            }
        } else if (!instances_.empty() || !callers_.empty()) {
            found_.style = SettingsPyStyle::instance;
            found_.productions = instances_;
            for (const std::string& each : callers_) {
                if (!one_of(found_.productions, each)) found_.productions.push_back(each);
            }
            const auto of_item = [&](const std::string& each) { return !one_of(found_.productions, each); };
            const auto on_items = std::count_if(connects_.begin(), connects_.end(), of_item);
            found_.connect_on_item = 2 * on_items > static_cast<std::ptrdiff_t>(connects_.size());
            found_.connect_by_text = texts_connected_;
        } else if (items_from_ != 0) {
            found_.style = SettingsPyStyle::dictionaries;
        }
    }

    std::string_view text_;
    SettingsPy& found_;
    std::vector<std::string> named_by_constant_, class_productions_, instances_, callers_, connects_;
    std::map<std::string, std::string> constants_;
    std::string last_owner_;
    std::uint32_t items_from_ = 0;
    bool item_calls_ = false, texts_connected_ = false;
    int single_ = 0, double_ = 0;
};

}  // namespace

std::optional<std::string> plain_python_text(std::string_view literal) {
    if (literal.size() < 2 || (literal.front() != '"' && literal.front() != '\'')) return std::nullopt;
    if (literal.size() >= 6 && literal.substr(1, 2) == std::string(2, literal.front())) return std::nullopt;
    const std::string_view inside = literal.substr(1, literal.size() - 2);
    if (inside.find('\\') != std::string_view::npos) return std::nullopt;
    return std::string(inside);
}

SettingsPy scan_settings_py(std::string file, std::string_view text) {
    SettingsPy found;
    found.file = std::move(file);
    Scan(text, found).read();
    return found;
}

}  // namespace millwright::templates
