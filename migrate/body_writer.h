// Writes canonical bodies: compact JSON, appended to one text, defaults left out. Goes by the lists of describe.h.
#pragma once

#include <algorithm>
#include <charconv>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/json_text.h"
#include "migrate/describe.h"

namespace millwright::migrate {

// What was a table in settings has no order; it is written sorted by these.
inline Text order_of(const Field& field) {
    return field.name;
}
inline Text order_of(const Assignment& assignment) {
    return assignment.field;
}
inline std::pair<Text, Text> order_of(const Raise& raise) {
    return {raise.command, raise.event};
}
inline Text order_of(const Reply& reply) {
    return reply.received;
}
inline Text order_of(const Attribute& attribute) {
    return attribute.name;
}
inline Text order_of(const Output& output) {
    return output.field.name;
}
inline Text order_of(const Correlation& correlation) {
    return correlation.instance_field;
}

class BodyWriter {
public:
    BodyWriter(const Production& production, std::string& out) : production_(production), out_(out) {}

    template <class Thing>
    void object(const Thing& thing) {
        out_ += '{';
        first_ = true;
        describe(*this, thing);
        out_ += '}';
        first_ = false;
    }

    void operator()(std::string_view name, Text text) {
        if (text.empty()) return;
        key(name);
        append_json_string(out_, text);
    }
    void operator()(std::string_view name, const Expression& expression) {
        (*this)(expression.foreign ? foreign_name(name) : name, expression.text);
    }
    void operator()(std::string_view name, const bool& truth, bool standard = false) {
        if (truth == standard) return;
        key(name);
        out_ += truth ? "true" : "false";
    }
    void operator()(std::string_view name, const Duration& duration, Duration standard) {
        if (duration != standard) (*this)(name, Text(to_text(duration)));
    }
    void operator()(std::string_view name, const std::optional<Duration>& duration) {
        if (duration) (*this)(name, Text(to_text(*duration)));
    }
    void operator()(std::string_view name, const std::uint32_t& number, std::uint32_t standard) {
        if (number != standard) raw(name, std::to_string(number));
    }
    void operator()(std::string_view name, const double& number, double standard) {
        if (number == standard) return;
        char digits[40];
        const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
        raw(name, {digits, static_cast<std::size_t>(end - digits)});
    }
    template <class Word, class Words>
    requires std::is_enum_v<Word>
    void operator()(std::string_view name, const Word& word, const Words& words, Word standard = Word{}) {
        if (word != standard) (*this)(name, Text(words[static_cast<std::size_t>(word)]));
    }
    void operator()(std::string_view name, const Range<NameRef>& range) {
        list(name, slice(production_.names, range), [&](const NameRef& each) { append_json_string(out_, each.name); });
    }
    template <class Thing>
    void operator()(std::string_view name, const Range<Thing>& range) {
        const auto things = slice(all_of<Thing>(production_), range);
        if constexpr (requires(const Thing& each) { order_of(each); }) {
            std::vector<Thing> sorted(things.begin(), things.end());
            std::stable_sort(sorted.begin(), sorted.end(),
                             [](const Thing& a, const Thing& b) { return order_of(a) < order_of(b); });
            list(name, sorted, [&](const Thing& each) { object(each); });
        } else {
            list(name, things, [&](const Thing& each) { object(each); });
        }
    }
    void operator()(std::string_view name, const Field& field) { nested(name, field); }
    void operator()(std::string_view name, const Retry& retry) { nested(name, retry); }
    void operator()(std::string_view name, const Satisfies& satisfies) { nested(name, satisfies); }

    void raw(std::string_view name, std::string_view json) {
        key(name);
        out_ += json;
    }
    void key(std::string_view name) {
        if (!first_) out_ += ',';
        first_ = false;
        out_ += '"';
        out_ += name;
        out_ += "\":";
    }
    void open() {
        out_ += '{';
        first_ = true;
    }
    void close() {
        out_ += '}';
        first_ = false;
    }

private:
    template <class Things, class Write>
    void list(std::string_view name, const Things& things, Write write) {
        if (things.empty()) return;
        key(name);
        out_ += '[';
        bool later = false;
        for (const auto& each : things) {
            if (later) out_ += ',';
            later = true;
            write(each);
        }
        out_ += ']';
        first_ = false;
    }
    template <class Thing>
    void nested(std::string_view name, const Thing& thing) {
        const std::size_t before = out_.size();
        const bool was_first = first_;
        key(name);
        const std::size_t start = out_.size();
        object(thing);
        if (out_.size() == start + 2) {  // "{}": nothing but defaults
            out_.resize(before);
            first_ = was_first;
        }
    }

    const Production& production_;
    std::string& out_;
    bool first_ = true;
};

template <class Thing>
std::string body_of(const Production& production, const Thing& thing) {
    std::string out;
    BodyWriter(production, out).object(thing);
    return out;
}

/// The members of a thing that are not defaults, each with its JSON text, sorted by name.
class MemberTexts {
public:
    template <class Thing>
    static std::vector<std::pair<std::string_view, std::string>> of(const Production& production, const Thing& thing) {
        MemberTexts texts(production);
        describe(texts, thing);
        return std::move(texts.members_);
    }

    template <class... Arguments>
    void operator()(std::string_view name, const Arguments&... arguments) {
        std::string out;
        BodyWriter(production_, out)(name, arguments...);
        if (!out.empty()) members_.emplace_back(name, out.substr(name.size() + 3));
    }
    void operator()(std::string_view name, const Expression& expression) {
        (*this)(expression.foreign ? foreign_name(name) : name, expression.text);
    }

private:
    explicit MemberTexts(const Production& production) : production_(production) {}

    const Production& production_;
    std::vector<std::pair<std::string_view, std::string>> members_;
};

}  // namespace millwright::migrate
