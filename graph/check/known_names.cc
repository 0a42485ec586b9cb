#include "graph/check/known_names.h"

#include <algorithm>

#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

constexpr std::size_t most_listed = 5;

}  // namespace

std::string toml_key(std::string_view name) {
    constexpr std::string_view bare = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    const bool is_bare = !name.empty() && name.find_first_not_of(bare) == std::string_view::npos;
    return is_bare ? std::string(name) : in_quotes(name);
}

Place KnownNames::place_of(std::string_view name) const {
    const auto found = places_.find(name);
    return found == places_.end() ? Place{} : found->second;
}

void KnownNames::suggest(Checked& checked, Diagnostic& finding, std::string_view name, std::string otherwise) const {
    const auto near = checked.may_compare(names_.size()) ? nearest(name, names_) : std::optional<std::string_view>{};
    if (near) {
        if (const Place place = place_of(*near); place.known()) {
            finding.note(place, in_quotes(*near) + " is declared here");
        }
        finding.advise("did you mean " + in_quotes(*near) + "?");
        return;
    }
    if (otherwise.empty() && !names_.empty()) {
        for (std::size_t i = 0; i < std::min(names_.size(), most_listed); ++i) {
            otherwise += (i == 0 ? "there are: " : ", ") + in_quotes(names_[i]);
        }
        if (names_.size() > most_listed) otherwise += " and " + std::to_string(names_.size() - most_listed) + " more";
    }
    finding.advise(std::move(otherwise));
}

Diagnostic& report_unknown(Checked& checked, Code code, Place place, std::string_view where, std::string_view kind,
                           std::string_view name) {
    return checked.found.add(
        code, place,
        std::string(where) + " names the " + std::string(kind) + " " + in_quotes(name) + ", which does not exist");
}

}  // namespace millwright::check
