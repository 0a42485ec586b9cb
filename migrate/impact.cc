#include "migrate/impact.h"

#include <algorithm>

#include "graph/routes.h"
#include "migrate/diff.h"

namespace millwright::migrate {
namespace {

constexpr std::size_t visits_per_node = 64;
constexpr std::size_t visits_at_least = 1'000'000;

}  // namespace

Reach::Reach(const Production& before, const Production& after) {
    add(after);
    add(before);
    seen_.assign(nodes_.size(), 0);
    budget_ = std::max(visits_at_least, nodes_.size() * visits_per_node);
}

std::uint32_t Reach::node(std::string_view name) {
    const auto [at, added] = numbers_.emplace(name, static_cast<std::uint32_t>(nodes_.size()));
    if (added) nodes_.push_back({name, Role::component, false, {}});
    return at->second;
}

void Reach::add(const Production& production) {
    for (const Item& item : production.items) {
        Node& each = nodes_[node(item.name)];
        if (each.role == Role::component) each.role = item.role;
    }
    const Routes routes(production);
    for (const Route& route : routes.all()) {
        const std::uint32_t source = node(production[route.source].name);
        const std::uint32_t target = node(route.target_name);
        nodes_[source].sends = true;
        auto& senders = nodes_[target].senders;
        if (senders.empty() || senders.back() != source) senders.push_back(source);
    }
}

/// Imported items often have no known role: one that sends and that nothing sends to brings messages in.
bool Reach::is_source(std::uint32_t number) const {
    const Node& each = nodes_[number];
    return each.role == Role::service || (each.role == Role::component && each.sends && each.senders.empty());
}

std::vector<std::string> Reach::search(std::uint32_t start) {
    std::vector<std::string> found;
    std::vector<std::uint32_t> queue{start};
    seen_[start] = ++searches_;
    for (std::size_t i = 0; i < queue.size() && found.size() < most_impact && budget_ > 0; ++i, --budget_) {
        if (is_source(queue[i])) found.emplace_back(nodes_[queue[i]].name);
        for (const std::uint32_t sender : nodes_[queue[i]].senders) {
            if (seen_[sender] == searches_) continue;
            seen_[sender] = searches_;
            queue.push_back(sender);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

const std::vector<std::string>& Reach::services(std::string_view item) {
    const auto number = numbers_.find(item);
    if (number == numbers_.end()) return none_;
    const auto known = known_.find(number->second);
    if (known != known_.end()) return known->second;
    return known_.emplace(number->second, search(number->second)).first->second;
}

}  // namespace millwright::migrate
