// The options of `millwright new`: what a part is asked for with, and which kinds of parts each of them belongs to.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "cli/options.h"
#include "templates/request.h"

namespace millwright::cli {

class NewOptions {
public:
    static constexpr std::size_t most = 64;

    void declare(OptionTable& options);

    /// The request. Fails (environment, usage) for options that the kind does not have, with the kinds that have them, and
    /// for what is not NAME=VALUE.
    Result<templates::PartRequest> request(templates::PartKind kind, const std::string& name) const;
    /// The options that a kind has, as the help shows them: "--on MESSAGE".
    static std::vector<std::string> of_kind(templates::PartKind kind);

private:
    /// What the command line gave for one option.
    struct Words {
        bool flag = false;
        std::string one;
        std::vector<std::string> all;

        bool given() const { return flag || !one.empty() || !all.empty(); }
    };

    std::array<Words, most> words_;  ///< by their place in the table of options
};

}  // namespace millwright::cli
