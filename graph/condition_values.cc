// Representatives: on a line the boundaries and what lies between them, of texts those that are named and some that are
// not, and absence.
#include <algorithm>
#include <optional>

#include "graph/condition_space.h"

namespace millwright::cases {
namespace {

using Bound = std::optional<Decimal>;

constexpr std::int64_t longest_text = 256;
constexpr std::int64_t longest_list = 64;

const Decimal one(1);

/// The greatest whole number that is not above.
Decimal floor_of(Decimal number) {
    std::int64_t power = 1;
    for (unsigned i = 0; i < number.scale(); ++i) power *= 10;
    const std::int64_t whole = number.coefficient() / power;
    return Decimal(whole - (number.coefficient() % power < 0 ? 1 : 0));
}

bool inside(Decimal number, const Bound& low, const Bound& high) {
    return (!low || *low < number) && (!high || number < *high);
}

/// At most `most` whole numbers strictly inside, from a bound on.
std::vector<Decimal> wholes_inside(const Bound& low, const Bound& high, std::size_t most) {
    std::vector<Decimal> found;
    const bool down = !low && high;
    Bound next = Decimal();
    if (low) next = add(floor_of(*low), one);
    if (down) next = high->is_whole() ? subtract(*high, one) : floor_of(*high);
    while (next && found.size() < most && inside(*next, low, high)) {
        found.push_back(*next);
        next = down ? subtract(*next, one) : add(*next, one);
    }
    return found;
}

Bound middle(Decimal low, Decimal high) {
    const Bound sum = add(low, high);
    const Bound half = sum ? divide(*sum, Decimal(2)) : std::nullopt;
    return half && low < *half && *half < high ? half : std::nullopt;
}

/// `most` numbers strictly inside, whole ones where there are; fewer when they do not fit a Decimal.
std::vector<Decimal> numbers_inside(const Bound& low, const Bound& high, std::size_t most) {
    std::vector<Decimal> found = wholes_inside(low, high, most);
    if (!low || !high) return found;
    Decimal before = found.empty() ? *high : found.front();
    while (found.size() < most) {
        const Bound next = middle(*low, before);
        if (!next) break;
        found.push_back(*next);
        before = *next;
    }
    return found;
}

/// A line with its boundaries, and how many names are compared along it.
struct Line {
    std::vector<Decimal> cuts;  // sorted
    std::size_t names = 1;
    bool whole = false;  // this name is a whole number
    bool mixed = false;  // others in the group are whole numbers, and this one is not
};

struct Point {
    Decimal number;
    bool alone = false;
};

void add_gap(const Line& line, const Bound& low, const Bound& high, std::vector<Point>& points, bool& complete) {
    if (line.whole) {
        const bool all = wholes_inside(low, high, line.names + 1).size() <= line.names && low && high;
        const auto wholes = wholes_inside(low, high, line.names);
        if ((!low || !high) && wholes.size() < line.names) complete = false;
        for (const Decimal each : wholes) points.push_back({each, all});
        return;
    }
    if (!line.mixed) {
        const auto numbers = numbers_inside(low, high, line.names);
        if (numbers.size() < line.names) complete = false;
        for (const Decimal each : numbers) points.push_back({each, false});
        return;
    }
    // Between the whole numbers that others in the group may be, there must be room for this one.
    auto wholes = wholes_inside(low, high, line.names);
    std::sort(wholes.begin(), wholes.end());
    for (const Decimal each : wholes) points.push_back({each, false});
    for (std::size_t i = 0; i <= wholes.size(); ++i) {
        const Bound from = i == 0 ? low : Bound(wholes[i - 1]);
        const Bound to = i == wholes.size() ? high : Bound(wholes[i]);
        const auto numbers = numbers_inside(from, to, line.names);
        if (numbers.size() < line.names) complete = false;
        for (const Decimal each : numbers) points.push_back({each, false});
    }
}

/// Boundaries first; whole numbers before others, near to zero before far from it, positive before negative.
bool simpler(const Point& a, const Point& b) {
    const auto size = [](Decimal number) { return number < Decimal() ? *subtract(Decimal(), number) : number; };
    if (a.number.is_whole() != b.number.is_whole()) return a.number.is_whole();
    if (size(a.number) != size(b.number)) return size(a.number) < size(b.number);
    return a.number > b.number;
}

std::vector<Point> points_on(const Line& line, bool& complete) {
    std::vector<Point> cuts;
    for (const Decimal each : line.cuts) {
        if (!line.whole || each.is_whole()) cuts.push_back({each, true});
    }
    std::vector<Point> between;
    for (std::size_t i = 0; i <= line.cuts.size(); ++i) {
        const Bound low = i == 0 ? Bound() : Bound(line.cuts[i - 1]);
        const Bound high = i == line.cuts.size() ? Bound() : Bound(line.cuts[i]);
        add_gap(line, low, high, between, complete);
    }
    std::stable_sort(cuts.begin(), cuts.end(), simpler);
    std::stable_sort(between.begin(), between.end(), simpler);
    cuts.insert(cuts.end(), between.begin(), between.end());
    return cuts;
}

Value value_at(Axis axis, Decimal number) {
    switch (axis) {
        case Axis::number: return number;
        case Axis::date: return Date{static_cast<std::int32_t>(number.coefficient())};
        case Axis::datetime: return DateTime{number.coefficient()};
        case Axis::duration: return Duration{number.coefficient()};
    }
    return Absent{};
}

template <class Thing>
void sort_unique(std::vector<Thing>& things) {
    std::sort(things.begin(), things.end());
    things.erase(std::unique(things.begin(), things.end()), things.end());
}

class Values {
public:
    Values(Name& name, const Facts& facts) : name_(name), facts_(facts) {}

    bool fill() {
        switch (name_.type.kind) {
            case FieldKind::any: add_any(); break;
            case FieldKind::integer: add_axis(Axis::number, true); break;
            case FieldKind::decimal: add_axis(Axis::number, false); break;
            case FieldKind::date: add_axis(Axis::date, true); break;
            case FieldKind::datetime: add_axis(Axis::datetime, true); break;
            case FieldKind::duration: add_axis(Axis::duration, true); break;
            case FieldKind::boolean: add_truths(); break;
            case FieldKind::string:
            case FieldKind::uuid:
            case FieldKind::bytes: add_texts(); break;
            case FieldKind::choice: add_choices(); break;
            case FieldKind::list:
            case FieldKind::map: add_lists(); break;
            case FieldKind::message: add(ValueList{}, false); break;
        }
        if (name_.type.optional) add(Absent{}, true);
        return complete_;
    }

private:
    void add(Value value, bool alone) { name_.values.push_back({std::move(value), alone}); }

    void add_axis(Axis axis, bool whole) {
        Line line;
        line.cuts = facts_.cuts[static_cast<std::size_t>(axis)];
        sort_unique(line.cuts);
        line.names = facts_.others + 1;
        line.whole = whole;
        line.mixed = !whole && facts_.whole && facts_.others != 0;
        for (const Point& each : points_on(line, complete_)) add(value_at(axis, each.number), each.alone);
    }

    void add_truths() {
        add(true, true);
        add(false, true);
    }

    void add_choices() {
        for (const std::string& each : name_.type.choices) add(each, true);
    }

    /// Kinds that it is compared with come first, but it may be of any other.
    void add_any() {
        if (facts_.truth) add_truths();
        for (const bool named : {true, false}) {
            for (std::size_t axis = 0; axis < axis_count; ++axis) {
                if (facts_.cuts[axis].empty() != named) add_axis(static_cast<Axis>(axis), axis != 0);
            }
            const bool texts = !facts_.texts.empty() || !facts_.parts.empty() || !facts_.lengths.empty();
            if (texts == named) add_texts();
        }
        if (!facts_.truth) add_truths();
        add_lists();
    }

    bool is_named(const std::string& text) const {
        return std::find(facts_.texts.begin(), facts_.texts.end(), text) != facts_.texts.end();
    }

    /// Texts that no atom names, of that many characters.
    void add_others(std::int64_t length, std::size_t most) {
        if (length == 0) {
            if (!is_named("")) add(std::string(), true);
            return;
        }
        const auto size = static_cast<std::size_t>(length);
        // Of as many texts as are named and wanted, enough are left.
        for (std::size_t i = 0, found = 0; found < most && i < facts_.texts.size() + most; ++i) {
            std::string text(size, 'a');
            std::size_t rest = i;
            for (std::size_t at = size; at-- > 0 && rest != 0; rest /= 26) {
                text[at] = static_cast<char>('a' + rest % 26);
            }
            // So many short texts are named that the letters do not suffice for another.
            if (rest != 0) {
                complete_ = false;
                return;
            }
            if (is_named(text)) continue;
            add(std::move(text), false);
            ++found;
        }
    }

    void add_ordered() {
        std::vector<std::string> texts = facts_.texts;
        sort_unique(texts);
        if (!texts.front().empty()) add(std::string(), false);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const bool last = i + 1 == texts.size();
            bool found = false;
            for (const char next : {'a', 'A', '0', ' ', '!', '\x01'}) {
                const std::string text = texts[i] + next;
                if (!last && text >= texts[i + 1]) continue;
                add(text, false);
                found = true;
                break;
            }
            complete_ = complete_ && found;
        }
    }

    void add_parts() {
        for (const std::string& part : facts_.parts) {
            for (const std::string& text : {part, part + "a", "a" + part}) {
                if (!is_named(text)) add(text, true);
            }
            for (const std::string& other : facts_.parts) {
                if (facts_.parts.size() <= 8 && other != part) add(part + other, true);
            }
        }
    }

    void add_texts() {
        add_whole_texts();
        add_parts();
    }

    void add_whole_texts() {
        std::vector<std::string> texts = facts_.texts;
        sort_unique(texts);
        for (const std::string& each : texts) add(each, true);
        if (facts_.ordered_texts && !texts.empty()) add_ordered();
        const std::size_t names = facts_.others + 1;
        if (facts_.lengths.empty()) {
            if (name_.type.kind == FieldKind::uuid) return add_uuids(names);
            if (!is_named("")) add(std::string(), false);
            return add_others(texts.size() + names <= 26 ? 1 : 4, names);
        }
        std::vector<std::int64_t> lengths = facts_.lengths;
        sort_unique(lengths);
        for (const std::int64_t each : lengths) {
            if (each > longest_text) complete_ = false;
            if (each >= 0 && each <= longest_text) add_others(each, names);
        }
    }

    void add_uuids(std::size_t most) {
        for (std::size_t i = 0, found = 0; found < most && i < facts_.texts.size() + most; ++i) {
            const std::string digits = std::to_string(i);
            std::string text = "00000000-0000-0000-0000-000000000000";
            text.replace(text.size() - digits.size(), digits.size(), digits);
            if (is_named(text)) continue;
            add(std::move(text), false);
            ++found;
        }
    }

    Value member() const {
        if (name_.type.element.empty()) return std::string("a");
        Name element{name_.name, name_.type.element.front(), {}};
        Facts nothing;
        if (element.type.kind != FieldKind::list && element.type.kind != FieldKind::map) represent(element, nothing);
        return element.values.empty() ? Value(std::string("a")) : element.values.front().value;
    }

    void add_lists() {
        std::vector<std::int64_t> lengths = facts_.lengths;
        lengths.insert(lengths.end(), {0, 1});
        sort_unique(lengths);
        for (const std::int64_t each : lengths) {
            if (each > longest_list) complete_ = false;
            if (each < 0 || each > longest_list) continue;
            add(ValueList(static_cast<std::size_t>(each), member()), each == 0);
        }
        for (const Value& each : facts_.members) add(ValueList{each}, true);
        if (facts_.members.size() > 1) add(facts_.members, true);
    }

    Name& name_;
    const Facts& facts_;
    bool complete_ = true;
};

}  // namespace

bool represent(Name& name, const Facts& facts) {
    return Values(name, facts).fill();
}

}  // namespace millwright::cases
