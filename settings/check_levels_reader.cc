#include <algorithm>
#include <array>

#include "settings/readers.h"

namespace millwright::settings {
namespace {

constexpr std::array<std::string_view, 4> level_words{"off", "note", "warning", "error"};

bool is_family(std::string_view word) {
    return word.size() == 5 && word.starts_with("MW") && word[2] >= '0' && word[2] <= '9' && word.ends_with("XX");
}

/// "MW204" or "MW2xx" in its usual spelling, or a family's name; "" for what is none of them.
std::string code_or_family(std::string_view name) {
    if (const auto code = code_named(name)) return name_of(*code);
    std::string word(name);
    for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    const auto families = all_families();
    if (std::find(families.begin(), families.end(), word) != families.end()) return word;
    for (char& c : word) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return is_family(word) ? word.substr(0, 3) + "xx" : std::string();
}

std::string hint_for_name(ReaderState& state, std::string_view name) {
    std::vector<std::string> codes;
    for (const CodeInfo& each : all_codes()) {
        if (has_level(each.code)) codes.push_back(name_of(each.code));
    }
    std::vector<std::string_view> known(codes.begin(), codes.end());
    known.insert(known.end(), all_families().begin(), all_families().end());
    const std::string hint = state.hint_for(name, known);
    return hint.empty() ? "MW204, or MW2xx or routes for all of its family; `millwright explain` lists the codes"
                        : hint;
}

void read_check_level(ReaderState& state, NodeId member) {
    const TomlNode& node = state[member];
    const std::string name = code_or_family(node.key);
    const auto code = code_named(node.key);
    const auto level = std::find(level_words.begin(), level_words.end(), node.text);
    if (name.empty()) {
        state
            .report(Code::unknown_key, node.key_place, shown(node.key) + " is neither the code of a check nor a family")
            .advise(hint_for_name(state, node.key));
    } else if (level == level_words.end()) {
        state
            .report(
                Code::bad_value, node.place,
                "the level of a check has to be \"off\", \"note\", \"warning\" or \"error\", not " + shown(node.text))
            .advise(state.hint_for(node.text, level_words));
    } else if (code && !has_level(*code)) {
        state
            .report(Code::bad_value, node.key_place,
                    "the level of " + name + " (" + std::string(info_of(*code).title) + ") cannot be changed")
            .advise("remove it: only what is found in settings that could be read has a level");
    } else {
        state.reading.check_levels[name] = static_cast<Severity>(level - level_words.begin());
    }
}

}  // namespace

void read_check_levels(ReaderState& state, const TableView& root) {
    for (const NodeId member : root.members("checks")) read_check_level(state, member);
}

}  // namespace millwright::settings
