#include "graph/regex.h"

#include <re2/re2.h>

namespace millwright {
namespace {

constexpr std::int64_t most_memory = 1 << 20;

re2::StringPiece piece(std::string_view text) {
    return {text.data(), text.size()};
}

RE2::Options options() {
    RE2::Options chosen;
    chosen.set_log_errors(false);
    chosen.set_max_mem(most_memory);
    chosen.set_never_capture(true);
    return chosen;
}

}  // namespace

struct Regex::Compiled {
    RE2 expression;
};

Regex::Regex(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Regex::~Regex() = default;

tl::expected<std::shared_ptr<const Regex>, std::string> Regex::compile(std::string_view expression) {
    std::unique_ptr<Compiled> compiled(new Compiled{RE2(piece(expression), options())});
    if (!compiled->expression.ok()) return tl::unexpected(compiled->expression.error());
    return std::shared_ptr<const Regex>(new Regex(std::move(compiled)));
}

bool Regex::found_in(std::string_view text) const {
    return RE2::PartialMatch(piece(text), compiled_->expression);
}

}  // namespace millwright
