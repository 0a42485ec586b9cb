#include "settings/substitution.h"

#include <algorithm>

#include "graph/suggest.h"
#include "graph/utf8.h"
#include "settings/table_view.h"
#include "settings/toml_key.h"

namespace millwright::settings {
namespace {

constexpr std::size_t longest_result = 64UL * 1024 * 1024;
constexpr std::size_t most_nested = 64;
constexpr std::size_t most_hints = 300;

bool is_name(std::string_view text) {
    const auto fits = [](char c) { return is_bare_key_character(c) || c == '.'; };
    return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

bool is_plain_text(std::string_view text) {
    return text.find('\0') == std::string_view::npos && first_invalid_utf8(text) == std::string_view::npos;
}

/// "name:-default" in its two parts; whether there is a default.
bool split_default(std::string_view inside, std::string_view& name, std::string_view& otherwise) {
    const std::size_t mark = inside.find(":-");
    name = inside.substr(0, mark);
    if (mark == std::string_view::npos) return false;
    otherwise = inside.substr(mark + 2);
    return true;
}

}  // namespace

Substitution::Substitution(TomlTree& tree, NodeId root, const ReadOptions& options, Reading& reading)
    : tree_(tree), root_(root), options_(options), reading_(reading) {
    const auto each_member = [&](std::string_view table, auto take) {
        const NodeId found = tree.find(root, table);
        if (found == no_node || tree[found].kind != TomlKind::table) return;
        for (const NodeId child : tree.children(found)) take(child);
    };
    each_member("variables", [&](NodeId child) { variables_.emplace(std::string(tree[child].key), child); });
    each_member("secrets", [&](NodeId child) { secrets_.emplace(tree[child].key); });
}

void Substitution::run() {
    for (const NodeId child : tree_.children(root_)) {
        const Text key = tree_[child].key;
        if (key == "variables" || key == "secrets" || key == "include") continue;
        walk(child, key == "deployment" ? Rules::deployment : Rules::plain, 1);
    }
}

void Substitution::walk(NodeId id, Rules rules, unsigned depth) {
    const TomlNode& node = tree_[id];
    if (node.kind == TomlKind::text) {
        if (node.text.find("${") != Text::npos) resolve(id, rules);
        return;
    }
    // `[production.settings]`, `[service.X.settings]` and their like.
    const Text key = node.key;
    const bool settings = key == "settings" || key == "adapter_settings" || key == "other_settings";
    if (rules == Rules::plain && (depth == 2 || depth == 3) && settings) rules = Rules::secrets;
    for (const NodeId child : tree_.children(id)) walk(child, rules, depth + 1);
}

void Substitution::resolve(NodeId id, Rules rules) {
    Pieces pieces;
    std::string text;
    bool refers = false;
    const Place place = tree_[id].place;
    if (!pieces_of(tree_[id].text, place, rules, pieces) || !compose(pieces, place, rules, text, refers)) return;
    tree_.set_text(id, tree_.texts.keep(text), refers);
}

bool Substitution::wrong(Code code, Place place, std::string message, std::string hint) {
    reading_.findings.add(code, place, std::move(message)).advise(std::move(hint));
    return false;
}

/// Splits a text into literals and references, and resolves those that can be.
bool Substitution::pieces_of(std::string_view text, Place place, Rules rules, Pieces& out) {
    const auto literal = [&](std::string_view part) {
        if (part.empty()) return;
        if (out.empty() || out.back().reference) out.emplace_back();
        out.back().text += part;
    };
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t dollar = text.find('$', at);
        literal(text.substr(at, dollar - at));
        if (dollar == std::string_view::npos) return true;
        const std::string_view left = text.substr(dollar);
        if (left.starts_with("$${")) {
            literal("${");
            at = dollar + 3;
        } else if (left.starts_with("${")) {
            const std::size_t close = left.find('}');
            if (close == std::string_view::npos) {
                return wrong(Code::bad_substitution, place, "\"${\" without \"}\"", "write $${ for these two signs");
            }
            if (!reference(left.substr(2, close - 2), place, rules, out)) return false;
            at = dollar + close + 1;
        } else {
            literal("$");
            at = dollar + 1;
        }
    }
    return true;
}

bool Substitution::reference(std::string_view inside, Place place, Rules rules, Pieces& out) {
    if (inside.starts_with("secret:")) return secret(inside.substr(7), place, rules, out);
    if (inside.starts_with("env:")) {
        if (rules != Rules::deployment) return environment_variable(inside.substr(4), place, out);
        out.push_back({true, "${" + std::string(inside) + "}"});
        return true;
    }
    return variable(inside, place, rules, out);
}

bool Substitution::variable(std::string_view inside, Place place, Rules rules, Pieces& out) {
    std::string_view name;
    std::string_view otherwise;
    const bool has_default = split_default(inside, name, otherwise);
    if (!is_name(name)) {
        return wrong(Code::bad_substitution, place, shown(inside) + " between \"${\" and \"}\" is no name",
                     "write $${ for these two signs");
    }
    const std::string key(name);
    const auto literal = [&](std::string_view value) {
        if (!is_plain_text(value))
            return wrong(Code::not_utf8, place, "the value given for " + shown(name) + " is not UTF-8");
        out.push_back({false, std::string(value)});
        return (length_ += value.size()) <= longest_result ||
               wrong(Code::too_large, place, "the values of variables make this longer than 64 MiB");
    };
    if (const auto given = options_.variables.find(key); given != options_.variables.end())
        return literal(given->second);
    if (const auto set = options_.environment("MILLWRIGHT_VAR_" + key)) return literal(*set);
    if (const auto known = variables_.find(name); known != variables_.end()) {
        return declared_variable(key, known->second, place, rules, out);
    }
    if (has_default) return literal(otherwise);
    std::vector<std::string_view> names;
    if (reading_.findings.size() < most_hints) {
        for (const auto& [declared, value] : variables_) names.push_back(declared);
    }
    std::string hint = did_you_mean(name, names);
    if (hint.empty()) hint = "declare it under [variables], or give --var " + key + "=VALUE";
    return wrong(Code::unknown_variable, place, "there is no variable " + shown(name), std::move(hint));
}

bool Substitution::declared_variable(const std::string& name, NodeId value, Place place, Rules rules, Pieces& out) {
    const TomlNode& node = tree_[value];
    // What a variable refers to is checked against the rules of the place where it is used.
    const std::string memo = name + (rules == Rules::plain ? "" : rules == Rules::secrets ? " s" : " d");
    if (failed_.contains(memo)) return false;
    auto found = resolved_.find(memo);
    if (found == resolved_.end()) {
        if (std::find(resolving_.begin(), resolving_.end(), name) != resolving_.end()) {
            std::string path;
            for (auto at = std::find(resolving_.begin(), resolving_.end(), name); at != resolving_.end(); ++at) {
                path += *at + " -> ";
            }
            return wrong(Code::bad_substitution, node.place, "a variable refers to itself: " + path + name);
        }
        if (resolving_.size() >= most_nested)
            return wrong(Code::too_deep, node.place, "variables refer to variables too deeply");
        resolving_.push_back(name);
        Pieces pieces;
        const bool right = node.kind == TomlKind::table || node.kind == TomlKind::array ||
                           pieces_of(node.text, node.place, rules, pieces);
        resolving_.pop_back();
        if (!right) {
            failed_.insert(memo);
            return false;
        }
        found = resolved_.emplace(memo, std::move(pieces)).first;
    }
    for (const Piece& piece : found->second) {
        length_ += piece.text.size();
        if (length_ > longest_result) {
            return wrong(Code::too_large, place, "the values of variables make this longer than 64 MiB");
        }
        out.push_back(piece);
    }
    return true;
}

bool Substitution::environment_variable(std::string_view inside, Place place, Pieces& out) {
    std::string_view name;
    std::string_view otherwise;
    const bool has_default = split_default(inside, name, otherwise);
    if (!is_name(name)) return wrong(Code::bad_substitution, place, shown(inside) + " is no name of the environment");
    auto value = options_.environment(std::string(name));
    if (!value && !has_default) {
        return wrong(Code::unknown_variable, place, "the environment variable " + shown(name) + " is not set",
                     "set it, or write ${env:" + std::string(name) + ":-default}");
    }
    if (value && !is_plain_text(*value)) {
        return wrong(Code::not_utf8, place, "the environment variable " + shown(name) + " is not UTF-8");
    }
    out.push_back({false, value ? std::move(*value) : std::string(otherwise)});
    return true;
}

bool Substitution::secret(std::string_view inside, Place place, Rules rules, Pieces& out) {
    if (!is_name(inside)) return wrong(Code::bad_substitution, place, shown(inside) + " is no name of a secret");
    if (rules == Rules::plain) {
        return wrong(Code::bad_substitution, place, "a secret can only be part of a setting's value",
                     "move ${secret:" + std::string(inside) + "} to settings or adapter_settings");
    }
    if (!secrets_.contains(inside)) {
        std::vector<std::string_view> names;
        if (reading_.findings.size() < most_hints) names.assign(secrets_.begin(), secrets_.end());
        std::string hint = did_you_mean(inside, names);
        if (hint.empty()) hint = "declare it: [secrets] " + std::string(inside) + " = { env = \"NAME\" }";
        return wrong(Code::unknown_variable, place, "there is no secret " + shown(inside), std::move(hint));
    }
    out.push_back({true, "${secret:" + std::string(inside) + "}"});
    return true;
}

bool Substitution::compose(const Pieces& pieces, Place place, Rules rules, std::string& text, bool& refers) {
    refers = std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.reference; });
    const bool escaped = refers || rules == Rules::deployment;
    std::string literal;
    const auto flush = [&] {
        text += escaped ? escape_references(literal) : literal;
        literal.clear();
    };
    for (const Piece& piece : pieces) {
        if (!piece.reference) {
            literal += piece.text;
            continue;
        }
        if (literal.ends_with('$')) {
            return wrong(Code::bad_substitution, place, "a reference cannot follow a \"$\"");
        }
        flush();
        text += piece.text;
    }
    flush();
    return true;
}

std::string escape_references(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.substr(at).starts_with("${")) out += '$';
        out += text[at];
    }
    return out;
}

std::vector<std::string_view> secrets_in(std::string_view text) {
    constexpr std::string_view mark = "${secret:";
    std::vector<std::string_view> names;
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
        const std::string_view name = text.substr(at + mark.size(), text.find('}', at) - at - mark.size());
        if (at == 0 || text[at - 1] != '$') names.push_back(name);
    }
    return names;
}

}  // namespace millwright::settings
