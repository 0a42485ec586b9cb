#include "graph/cron.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <span>
#include <vector>

#include "graph/utf8.h"

namespace millwright {
namespace {

constexpr std::int64_t minutes_of_day = 24 * 60;

constexpr std::array<std::string_view, 12> month_names{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                       "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 7> weekday_names{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};

struct FieldRule {
    std::string_view name;
    unsigned least;
    unsigned most;
    std::span<const std::string_view> names;  // of least, least + 1, ...
    std::string_view allowed;
};

constexpr std::array<FieldRule, 5> rules{{
    {"minute", 0, 59, {}, "0 to 59"},
    {"hour", 0, 23, {}, "0 to 23"},
    {"day of the month", 1, 31, {}, "1 to 31"},
    {"month", 1, 12, month_names, "1 to 12 or JAN to DEC"},
    {"day of the week", 0, 7, weekday_names, "0 to 7 or SUN to SAT (0 and 7 are Sunday)"},
}};

struct Word {
    std::string_view word;
    std::string_view fields;
};
constexpr std::array<Word, 7> words{{{"@yearly", "0 0 1 1 *"},
                                     {"@annually", "0 0 1 1 *"},
                                     {"@monthly", "0 0 1 * *"},
                                     {"@weekly", "0 0 * * 0"},
                                     {"@daily", "0 0 * * *"},
                                     {"@midnight", "0 0 * * *"},
                                     {"@hourly", "0 * * * *"}}};

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

/// A piece of the text and where it begins.
struct Piece {
    std::string_view text;
    std::size_t at = 0;

    Piece sub(std::size_t begin, std::size_t count = std::string_view::npos) const {
        return {text.substr(begin, count), at + begin};
    }
    std::size_t find(char sign) const { return text.find(sign); }
};

std::vector<Piece> split(Piece piece, char at) {
    std::vector<Piece> pieces;
    for (std::size_t begin = 0;;) {
        const std::size_t end = piece.text.find(at, begin);
        if (end == std::string_view::npos) {
            pieces.push_back(piece.sub(begin));
            return pieces;
        }
        pieces.push_back(piece.sub(begin, end - begin));
        begin = end + 1;
    }
}

std::vector<Piece> fields_of(std::string_view text) {
    constexpr std::string_view blanks = " \t";
    std::vector<Piece> fields;
    for (std::size_t at = text.find_first_not_of(blanks); at != std::string_view::npos;
         at = text.find_first_not_of(blanks, at)) {
        const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
        fields.push_back({text.substr(at, end - at), at});
        at = end;
    }
    return fields;
}

CronProblem problem(Piece at, std::string message, std::string hint) {
    return {static_cast<std::uint32_t>(at.at), static_cast<std::uint32_t>(at.at + at.text.size()), std::move(message),
            std::move(hint)};
}

/// One field, read into one bit for each value.
class FieldReader {
public:
    explicit FieldReader(const FieldRule& rule) : rule_(rule) {}

    std::optional<CronProblem> read(Piece field) {
        for (const Piece& part : split(field, ',')) {
            if (auto wrong = read_part(part.text.empty() ? Piece{field.text, field.at} : part, part.text.empty()))
                return wrong;
        }
        return std::nullopt;
    }
    std::uint64_t bits() const { return bits_; }

private:
    CronProblem wrong(Piece at, const std::string& what) const {
        return problem(at, "the " + std::string(rule_.name) + " " + what,
                       "write * or " + std::string(rule_.allowed) + ", lists 1,2, ranges 1-5 and steps */5");
    }

    std::optional<unsigned> value_of(std::string_view text) const {
        for (std::size_t i = 0; i < rule_.names.size(); ++i) {
            if (equal_ignoring_case(text, rule_.names[i])) return rule_.least + static_cast<unsigned>(i);
        }
        unsigned value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc::result_out_of_range) return rule_.most + 1;
        if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
        return value;
    }

    std::optional<CronProblem> read_number(Piece piece, unsigned& value) const {
        const auto read = value_of(piece.text);
        if (!read) {
            if (piece.text.find_first_of("LW#lw") != std::string_view::npos && piece.text.size() <= 4) {
                return wrong(piece, "is " + in_quotes(piece.text) + "; L, W and # are not understood");
            }
            return wrong(piece, "is " + in_quotes(piece.text) + ", which is no number");
        }
        if (*read < rule_.least || *read > rule_.most) {
            return wrong(piece, "is " + std::string(piece.text) + "; it has to be " + std::string(rule_.allowed));
        }
        value = *read;
        return std::nullopt;
    }

    std::optional<CronProblem> read_part(Piece part, bool empty) {
        if (empty) return wrong(part, "has an empty entry in its list");
        const std::size_t slash = part.find('/');
        const Piece range = part.sub(0, slash);
        unsigned step = 1;
        if (slash != std::string_view::npos) {
            const Piece piece = part.sub(slash + 1);
            const char* end = piece.text.data() + piece.text.size();
            const auto [read, error] = std::from_chars(piece.text.data(), end, step);
            if (error != std::errc{} || read != end) {
                return wrong(piece.text.empty() ? part : piece, "has a step that is no number");
            }
            if (step == 0) return wrong(piece, "has a step of 0");
        }
        unsigned first = rule_.least;
        unsigned last = rule_.most;
        if (range.text != "*" && range.text != "?") {
            if (auto bad = read_range(range, slash != std::string_view::npos, first, last)) return bad;
        }
        // A step larger than the range leaves its first value.
        for (std::uint64_t value = first; value <= last; value += step) bits_ |= std::uint64_t{1} << value;
        return std::nullopt;
    }

    std::optional<CronProblem> read_range(Piece range, bool stepped, unsigned& first, unsigned& last) const {
        if (range.text.empty()) return wrong({range.text, range.at}, "has a step of nothing");
        const std::size_t dash = range.find('-');
        if (auto bad = read_number(range.sub(0, dash), first)) return bad;
        if (dash == std::string_view::npos) {
            if (!stepped) last = first;
            return std::nullopt;
        }
        if (auto bad = read_number(range.sub(dash + 1), last)) return bad;
        // FRI-SUN: Sunday is also 7.
        if (last == 0 && first > 0 && rule_.most == 7) last = 7;
        if (first <= last) return std::nullopt;
        return problem(range,
                       "the range " + in_quotes(range.text) + " of the " + std::string(rule_.name) + " runs backwards",
                       "write it as a list of two ranges");
    }

    const FieldRule& rule_;
    std::uint64_t bits_ = 0;
};

std::chrono::year_month_day date_of(std::int64_t day) {
    return std::chrono::sys_days(std::chrono::days(day));
}

unsigned weekday_of(std::int64_t day) {
    return std::chrono::weekday(std::chrono::sys_days(std::chrono::days(day))).c_encoding();
}

bool has(std::uint64_t bits, unsigned value) {
    return (bits >> value & 1U) != 0;
}

bool has_day(const Cron& cron, std::int64_t day) {
    const auto date = date_of(day);
    if (!has(cron.months, static_cast<unsigned>(date.month()))) return false;
    const bool in_month = has(cron.days, static_cast<unsigned>(date.day()));
    const bool in_week = has(cron.weekdays, weekday_of(day));
    return cron.any_day || cron.any_weekday ? in_month && in_week : in_month || in_week;
}

/// The first minute of the day at or after `from`, or nothing.
std::optional<std::int64_t> time_of_day(const Cron& cron, std::int64_t from) {
    for (auto hour = static_cast<unsigned>(from / 60); hour < 24; ++hour) {
        if (!has(cron.hours, hour)) continue;
        const unsigned first = hour == from / 60 ? static_cast<unsigned>(from % 60) : 0;
        for (unsigned minute = first; minute < 60; ++minute) {
            if (has(cron.minutes, minute)) return hour * 60 + minute;
        }
    }
    return std::nullopt;
}

std::string hint_for_word(std::string_view text) {
    if (equal_ignoring_case(text, "@reboot")) return "a production has no such moment; use a trigger instead";
    std::string all;
    for (const Word& each : words) all += (all.empty() ? "" : " ") + std::string(each.word);
    return "the words are " + all;
}

}  // namespace

CivilMinute civil_minute(int year, unsigned month, unsigned day, unsigned hour, unsigned minute) {
    const std::chrono::sys_days days = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    return {days.time_since_epoch().count() * minutes_of_day + hour * 60 + minute};
}

std::string to_text(CivilMinute minute) {
    std::int64_t day = minute.count / minutes_of_day;
    if (minute.count % minutes_of_day < 0) --day;
    const std::int64_t time = minute.count - day * minutes_of_day;
    const auto date = date_of(day);
    const auto two = [](auto number) {
        const std::string digits = std::to_string(number);
        return digits.size() < 2 ? "0" + digits : digits;
    };
    return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
           two(static_cast<unsigned>(date.day())) + " " + two(time / 60) + ":" + two(time % 60);
}

tl::expected<Cron, CronProblem> parse_cron(std::string_view text) {
    const std::vector<Piece> fields = fields_of(text);
    const Piece all{text, 0};
    if (fields.size() == 1 && fields[0].text.front() == '@') {
        for (const Word& each : words) {
            if (equal_ignoring_case(each.word, fields[0].text)) return parse_cron(each.fields);
        }
        return tl::unexpected(
            problem(fields[0], "there is no " + in_quotes(fields[0].text) + " in cron", hint_for_word(fields[0].text)));
    }
    if (fields.size() != rules.size()) {
        return tl::unexpected(problem(
            all, "a cron text has 5 fields, and " + in_quotes(text) + " has " + std::to_string(fields.size()),
            fields.size() == 6 ? "seconds and years are not understood: write minute, hour, day, month, day of the week"
                               : "write minute, hour, day of the month, month, day of the week: 30 1 * * 1-5"));
    }
    std::array<std::uint64_t, 5> bits{};
    for (std::size_t i = 0; i < rules.size(); ++i) {
        FieldReader reader(rules[i]);
        if (auto wrong = reader.read(fields[i])) return tl::unexpected(std::move(*wrong));
        bits[i] = reader.bits();
    }
    Cron cron;
    cron.minutes = bits[0];
    cron.hours = static_cast<std::uint32_t>(bits[1]);
    cron.days = static_cast<std::uint32_t>(bits[2]);
    cron.months = static_cast<std::uint16_t>(bits[3]);
    cron.weekdays = static_cast<std::uint8_t>((bits[4] | bits[4] >> 7) & 0x7F);
    const auto any = [](Piece field) { return field.text.front() == '*' || field.text.front() == '?'; };
    cron.any_day = any(fields[2]);
    cron.any_weekday = any(fields[4]);
    return cron;
}

bool ever_comes(const Cron& cron) {
    static constexpr std::array<unsigned, 12> lengths{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (!cron.any_day && !cron.any_weekday) return true;
    for (unsigned month = 1; month <= 12; ++month) {
        const std::uint64_t days_of_month = (std::uint64_t{1} << (lengths[month - 1] + 1)) - 2;
        if (has(cron.months, month) && (cron.days & days_of_month) != 0) return true;
    }
    return false;
}

std::optional<CivilMinute> next_after(const Cron& cron, CivilMinute minute) {
    if (!ever_comes(cron)) return std::nullopt;
    // A 29th of February on a given day of the week is at most 40 years away (1888 to 1928).
    constexpr std::int64_t most_days = 41 * 366;
    const std::int64_t from = minute.count + 1;
    const std::int64_t first = from / minutes_of_day - (from % minutes_of_day < 0 ? 1 : 0);
    for (std::int64_t day = first; day < first + most_days; ++day) {
        if (!has_day(cron, day)) continue;
        const auto time = time_of_day(cron, day == first ? from - first * minutes_of_day : 0);
        if (time) return CivilMinute{day * minutes_of_day + *time};
    }
    return std::nullopt;
}

std::optional<std::int64_t> shortest_gap_in_minutes(const Cron& cron) {
    // Within a day all days are alike; from day to day the last and the first time of a day meet.
    std::optional<std::int64_t> shortest;
    const auto take = [&](std::int64_t gap) { shortest = std::min(shortest.value_or(gap), gap); };
    const auto first = time_of_day(cron, 0);
    if (!first || !ever_comes(cron)) return std::nullopt;
    std::int64_t last = *first;
    for (auto next = time_of_day(cron, last + 1); last + 1 < minutes_of_day && next;) {
        take(*next - last);
        last = *next;
        next = last + 1 < minutes_of_day ? time_of_day(cron, last + 1) : std::nullopt;
    }
    // 1,461 days hold every distance between days but those around 29 February in a year divisible by 100.
    std::optional<std::int64_t> before;
    const std::int64_t start = civil_minute(2023, 1, 1).count / minutes_of_day;
    for (std::int64_t day = start; day < start + 3 * 1461; ++day) {
        if (!has_day(cron, day)) continue;
        if (before) take((day - *before) * minutes_of_day - last + *first);
        before = day;
    }
    return shortest;
}

}  // namespace millwright
