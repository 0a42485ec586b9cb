// Exact decimal numbers, for conditions: 0.1 + 0.2 is 0.3, and 100 is 100.0.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace millwright {

/// coefficient * 10^-scale, kept without trailing zeros, so that equal numbers are equal members. At most 18 digits, at
/// most 18 of them behind the point; what does not fit is no Decimal.
class Decimal {
public:
    Decimal() = default;
    explicit Decimal(std::int64_t whole);
    /// "12", "-0.5", "1e3"; nothing for any other text and for what does not fit.
    static std::optional<Decimal> parse(std::string_view text);
    /// coefficient * 10^-scale, when it fits.
    static std::optional<Decimal> of(std::int64_t coefficient, unsigned scale);

    std::int64_t coefficient() const { return coefficient_; }
    unsigned scale() const { return scale_; }
    bool is_whole() const { return scale_ == 0; }
    std::strong_ordering operator<=>(const Decimal& other) const;
    bool operator==(const Decimal&) const = default;

private:
    std::int64_t coefficient_ = 0;
    std::uint8_t scale_ = 0;
};

/// Nothing when the result does not fit. Division is rounded, half to even, to 18 digits; by zero it is nothing.
std::optional<Decimal> add(Decimal a, Decimal b);
std::optional<Decimal> subtract(Decimal a, Decimal b);
std::optional<Decimal> multiply(Decimal a, Decimal b);
std::optional<Decimal> divide(Decimal a, Decimal b);

/// A whole number times or divided by a factor, rounded to a whole number, half to even; nothing when it does not fit or
/// the divisor is zero.
std::optional<std::int64_t> scale_up(std::int64_t whole, Decimal factor);
std::optional<std::int64_t> scale_down(std::int64_t whole, Decimal divisor);

/// The shortest text that reads back the same, never with an exponent: "-0.5".
std::string to_text(Decimal number);

}  // namespace millwright
