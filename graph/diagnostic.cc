#include "graph/diagnostic.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace millwright {

Diagnostic& Diagnostics::add(Code code, Place place, std::string message) {
    all_.push_back({code, info_of(code).severity, place, {}, std::move(message), {}, {}});
    return all_.back();
}

void Diagnostics::merge(Diagnostics&& other) {
    std::move(other.all_.begin(), other.all_.end(), std::back_inserter(all_));
    other.all_.clear();
}

SeverityCounts Diagnostics::counts() const {
    SeverityCounts counts;
    for (const Diagnostic& each : all_) {
        switch (each.severity) {
            case Severity::error: ++counts.error; break;
            case Severity::warning: ++counts.warning; break;
            case Severity::note: ++counts.note; break;
            case Severity::off: break;
        }
    }
    return counts;
}

std::vector<const Diagnostic*> Diagnostics::sorted() const {
    std::vector<const Diagnostic*> order;
    for (const Diagnostic& each : all_) {
        if (each.severity != Severity::off) order.push_back(&each);
    }
    const auto key = [](const Diagnostic* each) {
        return std::tuple(each->place.source, each->place.begin, each->code, std::string_view(each->message));
    };
    std::stable_sort(order.begin(), order.end(), [&](auto* a, auto* b) { return key(a) < key(b); });
    return order;
}

}  // namespace millwright
