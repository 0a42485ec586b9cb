#include "migrate/impact.h"

#include <algorithm>

#include "migrate/diff.h"

namespace millwright::migrate {
namespace {

constexpr std::size_t visits_per_node = 64;
constexpr std::size_t visits_at_least = 1'000'000;

}  // namespace

Reach::Reach(const Production& before, const std::vector<std::uint32_t>& changed, const Production& after,
             const std::unordered_set<std::string_view>& subjects)
    : after_(after), routes_(after) {
    std::unordered_set<std::string_view> names = subjects;
    for (const std::uint32_t index : changed) {
        const Item& item = before.items[index];
        names.insert(item.name);
        for (const Setting& setting : before.of(item.settings)) {
            for (const NameRef& target : before.of(setting.names)) names.insert(target.name);
        }
    }
    number(names);
    for (const std::uint32_t index : changed) {
        const Item& item = before.items[index];
        const auto next = static_cast<Node>(after.items.size() + removed_.size());
        if (numbers_.emplace(item.name, next).second) removed_.push_back({item.name, item.role, false});
    }
    for (const std::uint32_t index : changed) add_old_routes(before, before.items[index]);
    seen_.assign(after.items.size() + removed_.size(), 0);
    budget_ = std::max(visits_at_least, seen_.size() * visits_per_node);
}

void Reach::number(const std::unordered_set<std::string_view>& names) {
    for (std::size_t i = 0; i < after_.items.size(); ++i) {
        const Text item = after_.items[i].name;
        if (names.count(item) != 0) numbers_.emplace(item, static_cast<Node>(i));
    }
}

void Reach::add_old_routes(const Production& before, const Item& item) {
    const Node source = numbers_.find(item.name)->second;
    for (const Setting& setting : before.of(item.settings)) {
        for (const NameRef& target : before.of(setting.names)) {
            const auto at = numbers_.find(target.name);
            if (at != numbers_.end()) old_senders_[at->second].push_back(source);
            if (source >= after_.items.size()) removed_[source - after_.items.size()].sends = true;
        }
    }
}

std::string_view Reach::name(Node node) const {
    return node < after_.items.size() ? after_.items[node].name : removed_[node - after_.items.size()].name;
}

const std::vector<Reach::Node>& Reach::old_senders(Node node) const {
    static const std::vector<Node> none;
    const auto at = old_senders_.find(node);
    return at == old_senders_.end() ? none : at->second;
}

/// Imported items often have no known role: one that sends and that nothing sends to brings messages in.
bool Reach::is_source(Node node) const {
    const bool removed = node >= after_.items.size();
    const Role role = removed ? removed_[node - after_.items.size()].role : after_.items[node].role;
    if (role != Role::component) return role == Role::service;
    if (!old_senders(node).empty()) return false;
    if (removed) return removed_[node - after_.items.size()].sends;
    return routes_.to(ItemId(node)).empty() && !routes_.from(ItemId(node)).empty();
}

std::vector<std::string> Reach::search(std::vector<Node> queue, bool own) {
    std::vector<std::string> found;
    const std::size_t starts = queue.size();
    ++searches_;
    for (const Node start : queue) seen_[start] = searches_;
    const auto add = [&](Node sender) {
        if (seen_[sender] == searches_) return;
        seen_[sender] = searches_;
        queue.push_back(sender);
    };
    for (std::size_t i = 0; i < queue.size() && found.size() < most_impact && budget_ > 0; ++i, --budget_) {
        const Node node = queue[i];
        if ((own || i >= starts) && is_source(node)) found.emplace_back(name(node));
        for (const Node sender : old_senders(node)) add(sender);
        if (node >= after_.items.size()) continue;
        for (const std::uint32_t route : routes_.to(ItemId(node))) {
            add(static_cast<Node>(routes_.all()[route].source.index()));
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::string> Reach::services_of(const std::vector<std::string_view>& items) {
    std::vector<Node> starts;
    for (const std::string_view item : items) {
        if (const auto number = numbers_.find(item); number != numbers_.end()) starts.push_back(number->second);
    }
    return search(std::move(starts), true);
}

const std::vector<std::string>& Reach::services(std::string_view item) {
    static const std::vector<std::string> none;
    const auto number = numbers_.find(item);
    if (number == numbers_.end()) return none;
    const auto known = known_.find(number->second);
    if (known != known_.end()) return known->second;
    return known_.emplace(number->second, search({number->second}, false)).first->second;
}

}  // namespace millwright::migrate
