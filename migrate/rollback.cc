#include "migrate/rollback.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "graph/utf8.h"
#include "migrate/item_body.h"
#include "migrate/renames.h"

namespace millwright::migrate {
namespace {

using Names = std::set<std::string_view>;

Names referred_to(const Production& production) {
    Names names;
    for (const Setting& setting : production.settings) {
        if (!setting.refers_to_secret || placeholder_digest(setting.value)) continue;
        for (const std::string_view name : secrets_in(setting.value)) names.insert(name);
    }
    for (const UsedSecret& secret : production.secrets) names.insert(secret.name);
    return names;
}

std::string_view digest_in(const Production& production, std::string_view name) {
    for (const UsedSecret& secret : production.secrets) {
        if (secret.name == name) return secret.digest;
    }
    return {};
}

using SettingKey = std::tuple<std::string_view, std::string_view, std::string_view>;
using Digests = std::map<SettingKey, std::string_view>;

/// Settings of which only digests are known, by item ("" for the production), scope and name.
Digests digests_of(const Production& production) {
    Digests found;
    const auto add = [&](std::string_view item, Range<Setting> range) {
        for (const Setting& setting : production.of(range)) {
            if (!setting.refers_to_secret || !placeholder_digest(setting.value)) continue;
            found[{item, setting.scope, setting.name}] = setting.value;
        }
    };
    add({}, production.production_settings);
    for (const Item& item : production.items) add(item.name, item.settings);
    return found;
}

std::vector<std::string> digests_that_return(const Production& now, const Production& then) {
    const Digests same = digests_of(now);
    std::vector<std::string> names;
    for (const auto& [key, value] : digests_of(then)) {
        const auto at = same.find(key);
        if (at != same.end() && at->second == value) continue;
        const std::string_view item = std::get<0>(key);
        names.push_back(in_quotes(std::get<2>(key)) + " of " + (item.empty() ? "the production" : in_quotes(item)));
    }
    return names;
}

}  // namespace

std::vector<std::string> secrets_referred_again(const Production& now, const Production& then) {
    const Names known = referred_to(now);
    std::vector<std::string> names;
    for (const std::string_view name : referred_to(then)) {
        if (known.count(name) == 0) names.emplace_back(name);
    }
    return names;
}

Return going_back(const Production& now, Production then, const SecretValues& values) {
    Return result;
    result.referred_again = secrets_referred_again(now, then);
    result.only_digests = digests_that_return(now, then);
    std::vector<UsedSecret> secrets;
    for (const std::string_view name : referred_to(then)) {
        const std::string_view today = digest_in(now, name);
        const std::string_view old = digest_in(then, name);
        if (!today.empty() && !old.empty() && today != old) result.newer_values.emplace_back(name);
        const bool given = values.find(std::string(name)) != values.end();
        const std::string_view digest = today.empty() ? old : today;
        // Without a value and without a digest nothing can be recorded of it, as in a store of the first format.
        if (digest.empty() && !given) continue;
        secrets.push_back({then.texts.keep(name), then.texts.keep(digest), {}});
    }
    then.secrets = std::move(secrets);
    infer_moves(now, then);
    result.desired = std::move(then);
    return result;
}

}  // namespace millwright::migrate
