#include "graph/cron_words.h"

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "graph/cron.h"

namespace millwright {
namespace {

constexpr std::uint64_t all_minutes = (std::uint64_t{1} << 60U) - 1;
constexpr std::uint64_t all_hours = (std::uint64_t{1} << 24U) - 1;
constexpr std::uint64_t all_months = 0x1FFE;
constexpr std::uint64_t all_weekdays = 0x7F;
constexpr std::size_t most_listed = 4;
constexpr std::array<std::string_view, 7> weekday_names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                        "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 13> month_names{"",        "January",  "February", "March",  "April",
                                                       "May",     "June",     "July",     "August", "September",
                                                       "October", "November", "December"};

std::vector<unsigned> numbers_in(std::uint64_t bits) {
    std::vector<unsigned> numbers;
    for (unsigned i = 0; i < 64; ++i) {
        if ((bits >> i & 1U) != 0) numbers.push_back(i);
    }
    return numbers;
}

/// The step of "0, 5, 10, ...", up to the end of the range; 0 where the numbers are not spaced so.
unsigned step_of(const std::vector<unsigned>& numbers, unsigned range) {
    if (numbers.size() < 2 || numbers.front() != 0) return 0;
    const unsigned step = numbers[1];
    if (range % step != 0 || numbers.size() != range / step) return 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (numbers[i] != i * step) return 0;
    }
    return step;
}

std::string two_digits(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string joined(const std::vector<std::string>& texts) {
    std::string text;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i > 0) text += i + 1 == texts.size() ? " and " : ", ";
        text += texts[i];
    }
    return text;
}

/// "Monday to Friday", "Monday, Wednesday and Friday"; numbers where there are no names.
std::string listed(const std::vector<unsigned>& numbers, const std::string_view* names) {
    const auto name = [&](unsigned number) {
        return names == nullptr ? std::to_string(number) : std::string(names[number]);
    };
    const bool run = numbers.size() > 2 && numbers.back() - numbers.front() + 1 == numbers.size();
    if (run) return name(numbers.front()) + " to " + name(numbers.back());
    std::vector<std::string> texts;
    for (const unsigned each : numbers) texts.push_back(name(each));
    return joined(texts);
}

/// "every 5 minutes", "at 01:30 and 13:30"; "" where it takes too many words.
std::string time_words(const Cron& cron) {
    const std::vector<unsigned> minutes = numbers_in(cron.minutes);
    const std::vector<unsigned> hours = numbers_in(cron.hours);
    const bool every_hour = cron.hours == all_hours;
    if (cron.minutes == all_minutes && every_hour) return "every minute";
    if (const unsigned step = step_of(minutes, 60); step != 0 && every_hour) {
        return "every " + std::to_string(step) + " minutes";
    }
    if (minutes.size() == 1) {
        if (every_hour) return minutes[0] == 0 ? "every hour" : "every hour at :" + two_digits(minutes[0]);
        if (const unsigned step = step_of(hours, 24); step != 0 && minutes[0] == 0) {
            return "every " + std::to_string(step) + " hours";
        }
    }
    if (minutes.size() * hours.size() > most_listed) return {};
    std::vector<std::string> times;
    for (const unsigned hour : hours) {
        for (const unsigned minute : minutes) times.push_back(two_digits(hour) + ":" + two_digits(minute));
    }
    return "at " + joined(times);
}

/// Where both kinds of days are restricted, one of them is enough.
std::string day_words(const Cron& cron) {
    const std::string days = cron.any_day ? std::string() : "on day " + listed(numbers_in(cron.days), nullptr);
    const std::string weekdays = cron.any_weekday || cron.weekdays == all_weekdays
                                     ? std::string()
                                     : listed(numbers_in(cron.weekdays), weekday_names.data());
    if (days.empty()) return weekdays.empty() ? std::string() : ", " + weekdays;
    return " " + days + (weekdays.empty() ? "" : " or " + weekdays);
}

/// A field that restricts nothing and yet leaves some out ("*/2") has no words here.
bool has_gaps(const Cron& cron) {
    constexpr std::uint32_t all_days = 0xFFFFFFFE;
    return (cron.any_day && cron.days != all_days) || (cron.any_weekday && cron.weekdays != all_weekdays);
}

}  // namespace

std::string cron_words(std::string_view cron) {
    const auto parsed = parse_cron(cron);
    if (!parsed || has_gaps(*parsed)) return {};
    const std::string time = time_words(*parsed);
    if (time.empty()) return {};
    const std::string months =
        parsed->months == all_months ? std::string() : ", in " + listed(numbers_in(parsed->months), month_names.data());
    return time + day_words(*parsed) + months;
}

}  // namespace millwright
