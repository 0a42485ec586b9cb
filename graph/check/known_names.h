// The names of one kind that a production declares, for checks of what refers to them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/check/families.h"

namespace millwright::check {

class KnownNames {
public:
    /// Of several declarations of one name the first counts.
    void add(std::string_view name, Place place) {
        if (places_.emplace(name, place).second) names_.push_back(name);
    }

    bool empty() const { return names_.empty(); }
    bool has(std::string_view name) const { return places_.count(name) != 0; }
    Place place_of(std::string_view name) const;

    /// Lets the finding offer the name that was probably meant, and show where it is declared; else `otherwise`, or, where
    /// that is empty, the first few names that there are.
    void suggest(Checked& checked, Diagnostic& finding, std::string_view name, std::string otherwise = {}) const;

private:
    std::vector<std::string_view> names_;
    std::unordered_map<std::string_view, Place> places_;
};

/// A finding about a reference that names nothing: "WHERE names the KIND "NAME", which does not exist".
Diagnostic& report_unknown(Checked& checked, Code code, Place place, std::string_view where, std::string_view kind,
                           std::string_view name);

}  // namespace millwright::check
