// Regular expressions of RE2, found anywhere in a text: linear in the text, at most 1 MiB for a compiled one.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "graph/result.h"

namespace millwright {

/// A compiled expression; may be used from several threads.
class Regex {
public:
    ~Regex();
    Regex(const Regex&) = delete;
    Regex& operator=(const Regex&) = delete;

    /// The error is RE2's own words: "missing ): (abc".
    static tl::expected<std::shared_ptr<const Regex>, std::string> compile(std::string_view expression);
    bool found_in(std::string_view text) const;

private:
    struct Compiled;
    explicit Regex(std::unique_ptr<Compiled> compiled);
    std::unique_ptr<Compiled> compiled_;
};

}  // namespace millwright
