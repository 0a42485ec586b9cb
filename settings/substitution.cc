#include "settings/substitution.h"

#include <algorithm>
#include <utility>

#include "graph/suggest.h"
#include "graph/utf8.h"
#include "settings/limits.h"
#include "settings/table_view.h"
#include "settings/toml_key.h"

namespace millwright::settings {
namespace {

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

/// The length of the reference that a text begins with, braces of references in it counted; npos without its end.
std::size_t reference_length(std::string_view text) {
    std::size_t open = 1;
    for (std::size_t at = 2; at < text.size(); ++at) {
        if (text.substr(at).starts_with("${")) {
            ++open;
            ++at;
        } else if (text[at] == '}' && --open == 0) {
            return at + 1;
        }
    }
    return std::string_view::npos;
}

/// The name of the environment variable that gives a value to a variable; shells allow neither "-" nor "." in one.
std::string environment_name(std::string_view variable) {
    std::string name = "MILLWRIGHT_VAR_" + std::string(variable);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
    return name;
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
    check_names("variables");
    check_names("secrets");
    for (const NodeId child : tree_.children(root_)) {
        const Text key = tree_[child].key;
        if (key == "variables" || key == "secrets" || key == "include") continue;
        walk(child, key == "deployment" ? Rules::deployment : Rules::plain, 1);
    }
    check_unused();
    check_given();
}

void Substitution::check_names(std::string_view table) const {
    const NodeId found = tree_.find(root_, table);
    if (found == no_node || tree_[found].kind != TomlKind::table) return;
    for (const NodeId child : tree_.children(found)) {
        if (is_name(tree_[child].key)) continue;
        reading_.findings
            .add(Code::bad_value, tree_[child].key_place,
                 shown(tree_[child].key) + " is no name that a text could refer to")
            .advise("names consist of A-Z a-z 0-9 _ - and .");
    }
}

/// What nothing refers to can be wrong, too.
void Substitution::check_unused() {
    only_checking_ = true;
    for (const auto& [name, node] : variables_) {
        if (asked_for_.contains(name) || !is_name(name)) continue;
        Pieces ignored;
        used_at_ = {};
        declared_variable(name, node, tree_[node].place, Rules::secrets, ignored);
    }
}

/// A variable that these settings do not have may be meant for others, unless it looks like one of theirs.
void Substitution::check_given() const {
    std::set<std::string_view> own(asked_for_.begin(), asked_for_.end());
    for (const auto& [name, node] : variables_) own.insert(name);
    if (own.size() * options_.variables.size() > limits::comparisons) return;
    const std::vector<std::string_view> known(own.begin(), own.end());
    for (const auto& [name, value] : options_.variables) {
        if (own.contains(name)) continue;
        std::string hint = did_you_mean(name, known);
        if (hint.empty()) continue;
        reading_.findings
            .add(Code::variable_not_used, {},
                 "the settings do not use " + shown(name) + ", to which --var gives a value")
            .advise(std::move(hint));
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
    used_at_ = place;
    if (!pieces_of(tree_[id].text, place, rules, pieces) || !compose(pieces, place, rules, text, refers)) return;
    tree_.set_text(id, tree_.texts.keep(text), refers);
}

bool Substitution::wrong(Code code, Place place, std::string message, std::string hint) {
    // A variable that is used under several rules is wrong once.
    if (place != used_at_ && !wrong_.emplace(code, place).second) return false;
    Diagnostic& finding = reading_.findings.add(code, place, std::move(message)).advise(std::move(hint));
    if (used_at_.known() && place != used_at_) finding.note(used_at_, "the variable is used here");
    return false;
}

/// Literals that follow one another become one piece: without that, variables without any text could grow without bounds.
void Substitution::add(const Piece& piece, Pieces& out) {
    if (piece.reference || (!piece.text.empty() && (out.empty() || out.back().reference))) {
        out.push_back(piece);
    } else if (!piece.text.empty()) {
        out.back().text += piece.text;
    }
}

/// Splits a text into literals and references, and resolves those that can be.
bool Substitution::pieces_of(std::string_view text, Place place, Rules rules, Pieces& out) {
    const auto literal = [&](std::string_view part) { add({false, std::string(part)}, out); };
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
            const std::size_t length = reference_length(left);
            if (length == std::string_view::npos) {
                return wrong(Code::bad_substitution, place, "\"${\" without \"}\"", "write $${ for these two signs");
            }
            if (!reference(left.substr(2, length - 3), place, rules, out)) return false;
            at = dollar + length;
        } else {
            literal("$");
            at = dollar + 1;
        }
    }
    return true;
}

/// The text of a default.
bool Substitution::nested(std::string_view text, Place place, Rules rules, Pieces& out) {
    if (nested_ >= limits::variable_depth) {
        return wrong(Code::too_deep, place,
                     "defaults hold defaults more than " + std::to_string(limits::variable_depth) + " deep");
    }
    ++nested_;
    Pieces pieces;
    const bool right = pieces_of(text, place, rules, pieces);
    --nested_;
    for (const Piece& piece : pieces) length_ += piece.text.size();
    for (const Piece& piece : pieces) add(piece, out);
    return right && (length_ <= limits::substituted_bytes || too_long(place));
}

bool Substitution::reference(std::string_view inside, Place place, Rules rules, Pieces& out) {
    if (inside.starts_with("secret:")) return secret(inside.substr(7), place, rules, out);
    if (inside.starts_with("env:")) return environment_variable(inside.substr(4), place, rules, out);
    return variable(inside, place, rules, out);
}

bool Substitution::too_long(Place place) {
    if (std::exchange(too_long_, true)) return false;
    return wrong(Code::too_large, place,
                 "the values of variables make the settings longer than " +
                     std::to_string(limits::substituted_bytes / limits::mebibyte) + " MiB");
}

bool Substitution::given_value(std::string_view name, std::string_view value, Place place, Pieces& out) {
    if (!is_plain_text(value)) {
        return wrong(Code::not_utf8, place, "the value given for " + shown(name) + " is not UTF-8");
    }
    add({false, std::string(value)}, out);
    return (length_ += value.size()) <= limits::substituted_bytes || too_long(place);
}

/// From the command line, else from the environment.
std::optional<std::string> Substitution::value_from_outside(const std::string& name) {
    if (const auto given = options_.variables.find(name); given != options_.variables.end()) return given->second;
    const std::string exact = "MILLWRIGHT_VAR_" + name;
    const auto set = options_.environment(exact);
    return set || environment_name(name) == exact ? set : options_.environment(environment_name(name));
}

bool Substitution::no_variable(std::string_view name, Place place) {
    std::vector<std::string_view> names;
    if (compared_ + variables_.size() <= limits::comparisons) {
        compared_ += variables_.size();
        for (const auto& [declared, value] : variables_) names.push_back(declared);
    }
    std::string hint = did_you_mean(name, names);
    if (hint.empty()) hint = "declare it under [variables], or give --var " + std::string(name) + "=VALUE";
    return wrong(Code::unknown_variable, place, "there is no variable " + shown(name), std::move(hint));
}

std::string hint_for_no_name(std::string_view written) {
    std::string_view name = written;
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (is_name(name)) return "write ${" + std::string(name) + "}, without blanks";
    return name.find(':') == std::string_view::npos ? "write $${ for these two signs"
                                                    : "${name}, ${name:-default}, ${env:NAME} or ${secret:name}";
}

bool Substitution::variable(std::string_view inside, Place place, Rules rules, Pieces& out) {
    std::string_view name;
    std::string_view otherwise;
    const bool has_default = split_default(inside, name, otherwise);
    if (!is_name(name)) {
        return wrong(Code::bad_substitution, place, shown(inside) + " between \"${\" and \"}\" is no name",
                     hint_for_no_name(name));
    }
    const std::string key(name);
    asked_for_.insert(key);
    if (const auto given = value_from_outside(key)) return given_value(name, *given, place, out);
    if (const auto known = variables_.find(name); known != variables_.end()) {
        return declared_variable(key, known->second, place, rules, out);
    }
    return has_default ? nested(otherwise, place, rules, out) : no_variable(name, place);
}

bool Substitution::report_cycle(const std::string& name, Place place) {
    if (!reported_.insert(name).second) return false;
    std::string path;
    for (auto at = std::find(resolving_.begin(), resolving_.end(), name); at != resolving_.end(); ++at) {
        reported_.insert(*at);
        path += *at + " -> ";
    }
    return wrong(Code::bad_substitution, place, "a variable refers to itself: " + path + name);
}

bool Substitution::declared_variable(const std::string& name, NodeId value, Place place, Rules rules, Pieces& out) {
    const TomlNode& node = tree_[value];
    // What a variable refers to is checked against the rules of the place where it is used.
    const std::string memo = name + (rules == Rules::plain ? "" : rules == Rules::secrets ? " s" : " d");
    if (failed_.contains(memo)) return false;
    auto found = resolved_.find(memo);
    if (found == resolved_.end()) {
        if (std::find(resolving_.begin(), resolving_.end(), name) != resolving_.end()) {
            return report_cycle(name, node.place);
        }
        if (resolving_.size() >= limits::variable_depth) {
            return wrong(Code::too_deep, node.place,
                         "variables refer to variables more than " + std::to_string(limits::variable_depth) + " deep");
        }
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
        if (length_ > limits::substituted_bytes) return too_long(place);
        add(piece, out);
    }
    return true;
}

bool Substitution::environment_variable(std::string_view inside, Place place, Rules rules, Pieces& out) {
    std::string_view name;
    std::string_view otherwise;
    const bool has_default = split_default(inside, name, otherwise);
    if (!is_name(name)) return wrong(Code::bad_substitution, place, shown(inside) + " is no name of the environment");
    if (rules == Rules::deployment)
        return environment_of_deployment(name, has_default ? &otherwise : nullptr, place, out);
    const auto value = options_.environment(std::string(name));
    if (value) {
        if (is_plain_text(*value)) return given_value(name, *value, place, out);
        return wrong(Code::not_utf8, place, "the environment variable " + shown(name) + " is not UTF-8");
    }
    if (has_default) return nested(otherwise, place, rules, out);
    return only_checking_ ||
           wrong(Code::unknown_variable, place, "the environment variable " + shown(name) + " is not set",
                 "set it, or write ${env:" + std::string(name) + ":-default}");
}

/// Resolved when the deployment is contacted; what its default refers to is known now.
bool Substitution::environment_of_deployment(std::string_view name, const std::string_view* otherwise, Place place,
                                             Pieces& out) {
    std::string text = "${env:" + std::string(name);
    if (otherwise != nullptr) {
        Pieces pieces;
        bool refers = false;
        text += ":-";
        if (!nested(*otherwise, place, Rules::deployment, pieces)) return false;
        if (!compose(pieces, place, Rules::deployment, text, refers)) return false;
    }
    out.push_back({true, text + "}"});
    return true;
}

bool Substitution::secret(std::string_view inside, Place place, Rules rules, Pieces& out) {
    if (!is_name(inside)) {
        const bool with_default = inside.find(":-") != std::string_view::npos;
        return wrong(Code::bad_substitution, place, shown(inside) + " is no name of a secret",
                     with_default ? "a secret has no default" : "");
    }
    if (rules == Rules::plain) {
        return wrong(Code::bad_substitution, place, "a secret can only be part of a setting's value",
                     "move ${secret:" + std::string(inside) + "} to settings or adapter_settings");
    }
    if (!secrets_.contains(inside)) {
        std::vector<std::string_view> names;
        if (compared_ + secrets_.size() <= limits::comparisons) names.assign(secrets_.begin(), secrets_.end());
        compared_ += names.size();
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
            return wrong(Code::bad_substitution, place, "a reference that is resolved later cannot follow a \"$\"",
                         "put another sign between them, or the \"$\" into the value");
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

}  // namespace millwright::settings
