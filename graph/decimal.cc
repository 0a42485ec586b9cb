#include "graph/decimal.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <limits>

namespace millwright {
namespace {

__extension__ using Wide = __int128;

constexpr unsigned most_digits = 18;
constexpr Wide bound = 1'000'000'000'000'000'000;  // 10^most_digits: the first coefficient that does not fit

constexpr auto powers_of_ten = [] {
    std::array<Wide, most_digits + 1> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}();

/// coefficient * 10^-scale, for any scale.
std::optional<Decimal> fitted(Wide coefficient, unsigned scale) {
    while (scale > 0 && coefficient % 10 == 0) {
        coefficient /= 10;
        --scale;
    }
    if (scale > most_digits || coefficient <= -bound || coefficient >= bound) return std::nullopt;
    return Decimal::of(static_cast<std::int64_t>(coefficient), scale);
}

/// The coefficient that the number has with that many digits behind the point, at least its own. Less than 10^36.
Wide coefficient_at(const Decimal& number, unsigned scale) {
    return number.coefficient() * powers_of_ten[scale - number.scale()];
}

Wide magnitude(Wide number) {
    return number < 0 ? -number : number;
}

/// Half to even.
std::optional<std::int64_t> rounded_quotient(Wide dividend, Wide divisor) {
    const bool minus = (dividend < 0) != (divisor < 0);
    dividend = magnitude(dividend);
    divisor = magnitude(divisor);
    Wide quotient = dividend / divisor;
    const Wide rest = dividend % divisor;
    if (rest * 2 > divisor || (rest * 2 == divisor && quotient % 2 != 0)) ++quotient;
    if (quotient > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
    return static_cast<std::int64_t>(minus ? -quotient : quotient);
}

bool take_sign(std::string_view& text) {
    const bool minus = text.starts_with('-');
    if (minus) text.remove_prefix(1);
    return minus;
}

std::string_view take_digits(std::string_view& text) {
    const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
    text.remove_prefix(digits.size());
    return digits;
}

/// What stands behind "e". Exponents far outside of what fits are cut to what still does not fit.
std::optional<int> take_exponent(std::string_view& text) {
    constexpr int farthest = 1'000'000;
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    const bool minus = take_sign(text);
    const std::string_view digits = take_digits(text);
    if (digits.empty()) return std::nullopt;
    int exponent = farthest;
    std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    exponent = std::min(exponent, farthest);
    return minus ? -exponent : exponent;
}

/// digits * 10^exponent.
std::optional<Decimal> scaled(std::string digits, long exponent, bool minus) {
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    if (digits.empty()) return Decimal{};
    while (digits.back() == '0') {
        digits.pop_back();
        ++exponent;
    }
    const long size = static_cast<long>(digits.size());
    if (size > most_digits || exponent > static_cast<long>(most_digits) - size || -exponent > most_digits) {
        return std::nullopt;
    }
    std::int64_t coefficient = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), coefficient);
    if (exponent > 0) coefficient *= static_cast<std::int64_t>(powers_of_ten[static_cast<std::size_t>(exponent)]);
    return Decimal::of(minus ? -coefficient : coefficient, static_cast<unsigned>(exponent < 0 ? -exponent : 0));
}

}  // namespace

Decimal::Decimal(std::int64_t whole) : coefficient_(whole) {
    assert(whole > -bound && whole < bound);
}

std::optional<Decimal> Decimal::of(std::int64_t coefficient, unsigned scale) {
    while (scale > 0 && coefficient % 10 == 0) {
        coefficient /= 10;
        --scale;
    }
    if (scale > most_digits || coefficient <= -bound || coefficient >= bound) return std::nullopt;
    Decimal number(coefficient);
    number.scale_ = static_cast<std::uint8_t>(scale);
    return number;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool minus = take_sign(text);
    std::string digits(take_digits(text));
    if (digits.empty()) return std::nullopt;
    long exponent = 0;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        const std::string_view fraction = take_digits(text);
        if (fraction.empty()) return std::nullopt;
        digits += fraction;
        exponent = -static_cast<long>(fraction.size());
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        const auto written = take_exponent(text);
        if (!written) return std::nullopt;
        exponent += *written;
    }
    if (!text.empty()) return std::nullopt;
    return scaled(std::move(digits), exponent, minus);
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
    const unsigned scale = std::max(scale_, other.scale_);
    const Wide mine = coefficient_at(*this, scale);
    const Wide its = coefficient_at(other, scale);
    return mine < its   ? std::strong_ordering::less
           : mine > its ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

std::optional<Decimal> add(Decimal a, Decimal b) {
    const unsigned scale = std::max(a.scale(), b.scale());
    return fitted(coefficient_at(a, scale) + coefficient_at(b, scale), scale);
}

std::optional<Decimal> subtract(Decimal a, Decimal b) {
    const unsigned scale = std::max(a.scale(), b.scale());
    return fitted(coefficient_at(a, scale) - coefficient_at(b, scale), scale);
}

std::optional<Decimal> multiply(Decimal a, Decimal b) {
    return fitted(static_cast<Wide>(a.coefficient()) * b.coefficient(), a.scale() + b.scale());
}

std::optional<Decimal> divide(Decimal a, Decimal b) {
    if (b.coefficient() == 0) return std::nullopt;
    const unsigned common = std::max(a.scale(), b.scale());
    const Wide divisor = magnitude(coefficient_at(b, common));
    const Wide dividend = magnitude(coefficient_at(a, common));
    Wide quotient = dividend / divisor;
    Wide rest = dividend % divisor;
    unsigned scale = 0;
    while (rest != 0 && scale < most_digits && quotient < bound / 10) {
        quotient = quotient * 10 + rest * 10 / divisor;
        rest = rest * 10 % divisor;
        ++scale;
    }
    if (rest * 2 > divisor || (rest * 2 == divisor && quotient % 2 != 0)) ++quotient;
    const bool minus = (a.coefficient() < 0) != (b.coefficient() < 0);
    return fitted(minus ? -quotient : quotient, scale);
}

std::optional<std::int64_t> scale_up(std::int64_t whole, Decimal factor) {
    return rounded_quotient(static_cast<Wide>(whole) * factor.coefficient(), powers_of_ten[factor.scale()]);
}

std::optional<std::int64_t> scale_down(std::int64_t whole, Decimal divisor) {
    if (divisor.coefficient() == 0) return std::nullopt;
    return rounded_quotient(whole * powers_of_ten[divisor.scale()], divisor.coefficient());
}

std::string to_text(Decimal number) {
    const bool minus = number.coefficient() < 0;
    std::string digits = std::to_string(minus ? -number.coefficient() : number.coefficient());
    if (number.scale() > 0) {
        if (digits.size() <= number.scale()) digits.insert(0, number.scale() + 1 - digits.size(), '0');
        digits.insert(digits.size() - number.scale(), ".");
    }
    return minus ? "-" + digits : digits;
}

}  // namespace millwright
