// Brings the text of a <Production> up to another production: changes the bytes that have to change and no others.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "settings/iris/production_xml.h"

namespace millwright::settings::iris {

/// Replacements in one text. They may be added in any order and must not overlap; of several insertions at one place
/// the one added first comes first.
class Edits {
public:
    void replace(std::size_t begin, std::size_t end, std::string text) {
        edits_.push_back({begin, end, std::move(text)});
    }
    std::string apply(std::string_view base);

private:
    struct Edit {
        std::size_t begin, end;
        std::string text;
    };
    std::vector<Edit> edits_;
};

/// Adds the edits that make `found`, which stands in `base`, the same production as `wanted`. Fails (input) on what XML
/// cannot say.
Result<bool> edit_production(const FoundProduction& found, std::string_view base, const Production& wanted,
                             Edits& edits);

/// A text in which hardly anything is understood could be understood differently once it is changed. So what was edited
/// is read again; fails (input) when `again`, made of it, is not what was wanted.
Result<bool> check_edited(const Reading& again, const Production& wanted);

}  // namespace millwright::settings::iris
