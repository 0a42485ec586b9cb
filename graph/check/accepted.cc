#include "graph/check/accepted.h"

namespace millwright::check {

KnownMessages accepted_by(const Production& production, const DeclaredMessages& declared, const Item& item) {
    KnownMessages accepted;
    for (const NameRef& each : production.of(item.accepts)) {
        if (declared.find(each.name) == nullptr) return {};
        accepted.names.insert(declared.canonical(each.name));
    }
    accepted.known = !item.accepts.empty();
    if (!item.behaviour) return accepted;
    for (const Handler& handler : production.of(item.behaviour->handlers)) {
        if (handler.on == "*" || declared.find(handler.on) == nullptr) return {};
        accepted.known = true;
        accepted.names.insert(declared.canonical(handler.on));
    }
    if (!item.behaviour->steps.empty()) return {};
    return accepted;
}

}  // namespace millwright::check
