#include "settings/used_secrets.h"

#include <algorithm>
#include <set>

#include "graph/secret.h"

namespace millwright::settings {

void list_secrets(Production& production, const std::vector<SecretDeclaration>& declared) {
    std::set<std::string_view> names;
    for (const Setting& setting : production.settings) {
        if (!setting.refers_to_secret) continue;
        for (const std::string_view name : secrets_in(setting.value)) names.insert(name);
    }
    for (const std::string_view name : names) {
        const auto same = [&](const SecretDeclaration& each) { return each.name == name; };
        const auto at = std::find_if(declared.begin(), declared.end(), same);
        production.secrets.push_back({production.texts.keep(name), {}, at == declared.end() ? Place{} : at->place});
    }
}

}  // namespace millwright::settings
