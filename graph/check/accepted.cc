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
        // IoP calls on_message with whatever no other handler takes, however its argument is declared.
        if (handler.on == "*" || handler.method == "on_message" || declared.find(handler.on) == nullptr) return {};
        accepted.known = true;
        accepted.names.insert(declared.canonical(handler.on));
    }
    if (!item.behaviour->steps.empty()) return {};
    return accepted;
}

}  // namespace millwright::check
