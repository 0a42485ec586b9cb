// The difference of secrets: whether the value that the settings' references lead to is the one that is deployed.
#include <algorithm>
#include <map>

#include "graph/secret.h"
#include "graph/utf8.h"
#include "migrate/comparing.h"
#include "migrate/toml_path.h"

namespace millwright::migrate {
namespace {

/// A setting that refers to a secret.
struct Use {
    const Item* item = nullptr;  ///< nullptr: of the production itself
    const Setting* setting = nullptr;
};

/// Who refers to what, by the names of secrets.
using Uses = std::map<std::string_view, std::vector<Use>>;

void find_uses(const Production& production, const Item* item, Range<Setting> settings, Uses& uses) {
    for (const Setting& setting : production.of(settings)) {
        if (!setting.refers_to_secret) continue;
        for (const std::string_view name : secrets_in(setting.value)) uses[name].push_back({item, &setting});
    }
}

Uses uses_of(const Production& production) {
    Uses uses;
    find_uses(production, nullptr, production.production_settings, uses);
    for (const Item& item : production.items) find_uses(production, &item, item.settings, uses);
    return uses;
}

std::string words_of(const Use& use) {
    const std::string scope(use.setting->scope.empty() ? "" : std::string(use.setting->scope) + ".");
    const std::string setting = printable(scope + std::string(use.setting->name));
    if (use.item == nullptr) return "production, " + setting;
    const Role role = use.item->role;
    return std::string(role == Role::component ? "item" : name_of(role)) + " " + printable(use.item->name) + ", " +
           setting;
}

/// "used by operation Mail, Adapter.Password", with at most three of them.
std::string words_of(const std::vector<Use>& uses, bool removed) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(uses.size(), most); ++i) text += (i > 0 ? "; " : "") + words_of(uses[i]);
    if (uses.size() > most) text += " and " + std::to_string(uses.size() - most) + " more";
    if (text.empty()) return text;
    return (removed ? "was used by " : "used by ") + text;
}

std::vector<std::string> items_of(const std::vector<Use>& uses) {
    std::vector<std::string> names;
    for (const Use& use : uses) {
        if (use.item != nullptr) names.emplace_back(use.item->name);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (names.size() > most_impact) names.resize(most_impact);
    return names;
}

}  // namespace

void compare_secrets(Comparing& comparing, const std::vector<Pair>& pairs) {
    if (pairs.empty()) return;
    const Uses before = uses_of(comparing.before);
    const Uses after = uses_of(comparing.after);
    static constexpr std::array<std::string_view, 3> types{"add_secret", "change_secret", "remove_secret"};
    for (const Pair& pair : pairs) {
        const Action action = pair.before == nullptr  ? Action::add
                              : pair.after == nullptr ? Action::remove
                                                      : Action::change;
        const bool removed = action == Action::remove;
        const auto& secrets = removed ? comparing.before.secrets : comparing.after.secrets;
        const UsedSecret& secret = secrets[removed ? pair.before->index : pair.after->index];
        Operation& operation = comparing.add(types[static_cast<std::size_t>(action)], action, "secret",
                                             dotted({"secrets", secret.name}), secret.name);
        if (pair.before != nullptr) operation.before.json = json_of(masked_secret);
        if (pair.after != nullptr)
            operation.after.json = json_of(pair.before == nullptr ? masked_secret : changed_secret);
        const Uses& uses = removed ? before : after;
        if (const auto at = uses.find(secret.name); at != uses.end()) {
            operation.reason = words_of(at->second, removed);
            operation.impact = items_of(at->second);
        }
        place(operation, removed ? Place{} : secret.place, removed ? secret.place : Place{});
    }
}

}  // namespace millwright::migrate
