#include "settings/iris/sources/python_sends.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "graph/utf8.h"
#include "settings/iris/sources/code_types.h"
#include "settings/iris/sources/python_tokens.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

/// `x = value`, or for each `element` of a value.
struct PythonAssignment {
    std::uint32_t line = 0;
    TokenRange from;
    bool element = false;
};

class PythonSends {
public:
    PythonSends(CodeFrame& frame, CodeUnit& unit, ValueReader& values)
        : frame_(frame), unit_(unit), values_(values), code_(frame.passage.text()) {}

    std::vector<SourceSend> run();

private:
    void read_line(std::uint32_t number);
    void send(std::uint32_t at);
    CodeValues values(TokenRange range);
    CodeValues operand(TokenRange range);
    CodeValues both(TokenRange first, TokenRange second);
    CodeValues joined(const std::vector<TokenRange>& parts);
    CodeValues variable(TokenRange range);
    CodeValues elements(TokenRange range, std::optional<unsigned> number);
    CodeValues with_suffix(TokenRange range);
    std::vector<const PythonAssignment*> reaching(const std::string& name, std::uint32_t line) const;
    std::vector<std::string> types(TokenRange range);
    std::string made_class(TokenRange range) const;
    TokenRange bare(TokenRange range) const;
    std::vector<SendTarget> targets(TokenRange range);
    Place place(TokenRange range) const {
        return range.empty() ? Place()
                             : frame_.passage.place(code_.token(range.begin).begin, code_.token(range.end - 1).end);
    }

    CodeFrame& frame_;
    CodeUnit& unit_;
    ValueReader& values_;
    PythonCode code_;
    std::map<std::string, std::vector<PythonAssignment>, std::less<>> assigned_;
    std::vector<SourceSend> found_;
    unsigned depth_ = 0;
};

std::vector<SourceSend> PythonSends::run() {
    for (std::uint32_t line = 0; line < code_.lines().size(); ++line) read_line(line);
    for (std::uint32_t at = 1; at + 1 < code_.size(); ++at) {
        if (code_.is_kind(at, PythonKind::name) && code_.is(at - 1, ".") && code_.is(at + 1, "(")) send(at);
    }
    return std::move(found_);
}

void PythonSends::read_line(std::uint32_t number) {
    const TokenRange line = code_.lines()[number].tokens;
    if (code_.is(line.begin, "for")) {
        const std::uint32_t in = code_.find(line, "in");
        if (in == line.begin + 2) {
            assigned_[std::string(code_[line.begin + 1])].push_back({number, {in + 1, code_.find(line, ":")}, true});
        }
        return;
    }
    const std::uint32_t equals = code_.find(line, "=");
    if (equals == line.end || !code_.is_kind(line.begin, PythonKind::name)) return;
    const bool simple = equals == line.begin + 1 || code_.is(line.begin + 1, ":");
    if (simple) assigned_[std::string(code_[line.begin])].push_back({number, {equals + 1, line.end}, false});
}

void PythonSends::send(std::uint32_t at) {
    const std::string_view name = code_[at];
    const bool alert = name == "SendAlert";
    if (!alert && name != "SendRequestSync" && name != "SendRequestAsync") return;
    const std::vector<TokenRange> arguments = code_.split(code_.inside(at + 1), ",");
    if (arguments.empty()) return;
    values_.begin_send();
    SourceSend send;
    send.mode = name == "SendRequestSync" ? Interaction::sync : Interaction::async;
    send.place = place({at - 1, code_.after(at + 1)});
    send.inside = "method " + in_quotes(frame_.method->name);
    if (alert) {
        send.targets.push_back({TargetKind::item, "Ens.Alert", 0, ",", send.place});
        send.messages.push_back("Ens.AlertRequest");
    } else {
        send.targets = targets(arguments[0]);
        if (arguments.size() > 1) send.messages = types(arguments[1]);
    }
    found_.push_back(std::move(send));
}

std::vector<SendTarget> PythonSends::targets(TokenRange range) {
    return send_targets(values(range), code_.text_of(range), place(range));
}

TokenRange PythonSends::bare(TokenRange range) const {
    while (range.size() > 1 && code_.is(range.begin, "(") && code_.after(range.begin) == range.end) {
        range = {range.begin + 1, range.end - 1};
    }
    return range;
}

CodeValues PythonSends::values(TokenRange range) {
    range = bare(range);
    if (range.empty() || depth_ >= limits::code_depth || !values_.spend(range.size())) return {CodeValue{}};
    ++depth_;
    const std::uint32_t condition = code_.find(range, "if");
    const std::uint32_t otherwise = code_.find(range, "else");
    const std::uint32_t either = code_.find(range, "or");
    const std::vector<TokenRange> parts = code_.split(range, "+");
    CodeValues found;
    if (condition < otherwise && otherwise < range.end) {
        found = both({range.begin, condition}, {otherwise + 1, range.end});
    } else if (either < range.end) {
        found = both({range.begin, either}, {either + 1, range.end});
    } else {
        found = parts.size() > 1 ? joined(parts) : operand(range);
    }
    --depth_;
    return found;
}

CodeValues PythonSends::both(TokenRange first, TokenRange second) {
    CodeValues found = values(first);
    add_values(found, values(second));
    return found;
}

CodeValues PythonSends::joined(const std::vector<TokenRange>& parts) {
    CodeValue all;
    all.kind = CodeValue::Kind::text;
    all.place = place({parts.front().begin, parts.back().end});
    for (const TokenRange& part : parts) {
        const CodeValues next = values(part);
        if (next.size() != 1 || next[0].kind != CodeValue::Kind::text || all.text.size() > 1000) return {CodeValue{}};
        all.text += next[0].text;
    }
    return {all};
}

CodeValues PythonSends::operand(TokenRange range) {
    CodeValue text;
    text.kind = CodeValue::Kind::text;
    text.place = place(range);
    std::uint32_t at = range.begin;
    while (at < range.end && code_.string_value(at, text.text)) ++at;
    if (at == range.end) return {text};
    if (range.size() == 1 && code_.is_kind(range.begin, PythonKind::name)) return variable(range);
    const bool own = code_.is(range.begin, "self") && code_.is(range.begin + 1, ".");
    if (own && range.size() == 3) return values_.property(unit_, std::string(code_[range.begin + 2]), place(range));
    if (own && code_.is(range.begin + 2, "_GetParameter") && code_.after(range.begin + 3) == range.end) {
        std::string name;
        const TokenRange inside = code_.inside(range.begin + 3);
        if (inside.size() == 1 && code_.string_value(inside.begin, name)) return values_.parameter(unit_, name);
    }
    return with_suffix(range);
}

/// x.strip(), x[0]
CodeValues PythonSends::with_suffix(TokenRange range) {
    if (range.size() > 4 && code_.is(range.end - 1, ")") && code_.is(range.end - 2, "(") &&
        code_.is(range.end - 3, "strip") && code_.is(range.end - 4, ".")) {
        return values({range.begin, range.end - 4});
    }
    std::uint32_t last = range.begin;
    for (std::uint32_t at = range.begin; at < range.end; at = code_.after(at)) last = at;
    if (code_.is(last, "[") && last > range.begin && code_.after(last) == range.end) {
        const std::string number = code_.text_of(code_.inside(last));
        unsigned index = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
        const bool known = error == std::errc() && end == number.data() + number.size() && index < 1000;
        return elements({range.begin, last}, known ? std::optional(index + 1) : std::nullopt);
    }
    return {CodeValue{}};
}

/// Of ["A", "B"], and of x.split(",").
CodeValues PythonSends::elements(TokenRange range, std::optional<unsigned> number) {
    range = bare(range);
    if (range.empty()) return {CodeValue{}};
    CodeValues found;
    const bool list = code_.is(range.begin, "[") || code_.is(range.begin, "(");
    if (list && code_.after(range.begin) == range.end) {
        const std::vector<TokenRange> all = code_.split(code_.inside(range.begin), ",");
        for (std::size_t at = 0; at < all.size(); ++at) {
            if (!number || *number == at + 1) add_values(found, values(all[at]));
        }
        return found;
    }
    if (range.size() == 1 && code_.is_kind(range.begin, PythonKind::name) && depth_ < limits::code_depth) {
        ++depth_;
        for (const PythonAssignment* each : reaching(std::string(code_[range.begin]), code_.line_of(range.begin))) {
            add_values(found, each->element ? CodeValues{CodeValue{}} : elements(each->from, number));
        }
        --depth_;
        return found.empty() ? CodeValues{CodeValue{}} : found;
    }
    std::string delimiter;
    const std::uint32_t open = range.end > range.begin + 4 ? range.end - 3 : range.begin;
    if (!code_.is(open, "(") || !code_.is(open - 1, "split") || !code_.string_value(open + 1, delimiter))
        return {CodeValue{}};
    for (const CodeValue& each : values({range.begin, open - 2})) {
        add_values(found, some_piece(each, delimiter, number));
    }
    return found;
}

/// Assignments that may have made the value: the last one that is certain, and those after it that are not.
std::vector<const PythonAssignment*> PythonSends::reaching(const std::string& name, std::uint32_t line) const {
    std::vector<const PythonAssignment*> found;
    const auto all = assigned_.find(name);
    if (all == assigned_.end()) return found;
    std::uint32_t least = code_.lines()[line].indent;
    std::uint32_t seen = line;
    for (auto each = all->second.rbegin(); each != all->second.rend() && found.size() < limits::code_values; ++each) {
        if (each->line >= line || line - each->line > limits::code_definitions) continue;
        for (; seen > each->line; --seen) least = std::min(least, code_.lines()[seen].indent);
        found.push_back(&*each);
        if (code_.lines()[each->line].indent <= least) break;
    }
    return found;
}

CodeValues PythonSends::variable(TokenRange range) {
    CodeValues found;
    for (const PythonAssignment* each : reaching(std::string(code_[range.begin]), code_.line_of(range.begin))) {
        add_values(found, each->element ? elements(each->from, std::nullopt) : values(each->from));
    }
    if (found.empty()) found.push_back({});
    return found;
}

/// "Demo.Request" of iris.cls("Demo.Request")._New() and of iris.Demo.Request._New().
std::string PythonSends::made_class(TokenRange range) const {
    if (!code_.is(range.begin, "iris") || !code_.is(range.begin + 1, ".")) return {};
    std::string name;
    std::uint32_t at = range.begin + 2;
    if (code_.is(at, "cls") && code_.is(at + 1, "(")) {
        if (!code_.string_value(at + 2, name)) return {};
        at = code_.after(at + 1);
    } else {
        for (; at + 1 < range.end && code_.is(at + 1, "."); at += 2)
            name += (name.empty() ? "" : ".") + std::string(code_[at]);
        --at;
    }
    return code_.is(at, ".") && at + 1 < range.end && code_.is(at + 1, "_New") ? name : std::string();
}

std::vector<std::string> PythonSends::types(TokenRange range) {
    range = bare(range);
    if (range.empty() || depth_ >= limits::code_depth || !values_.spend(range.size())) return {};
    const auto told = [](const std::string& name) {
        return says_nothing(name) ? std::vector<std::string>() : std::vector<std::string>{name};
    };
    const std::string made = made_class(range);
    if (!made.empty()) return told(values_.frames().full_name(made, *frame_.owner));
    if (range.size() != 1 || !code_.is_kind(range.begin, PythonKind::name)) return {};
    const std::string name(code_[range.begin]);
    std::vector<std::string> found;
    ++depth_;
    for (const PythonAssignment* each : reaching(name, code_.line_of(range.begin))) {
        for (const std::string& type : each->element ? std::vector<std::string>() : types(each->from)) {
            if (std::find(found.begin(), found.end(), type) == found.end()) found.push_back(type);
        }
    }
    --depth_;
    if (const auto number = frame_.argument(name); number && found.empty()) {
        return told(values_.frames().full_name(frame_.method->arguments[*number].type, *frame_.owner));
    }
    return found;
}

}  // namespace

std::vector<SourceSend> python_sends(CodeFrame& frame, CodeUnit& unit, ValueReader& values) {
    if (frame.text().find("Send") == std::string_view::npos) return {};
    return PythonSends(frame, unit, values).run();
}

}  // namespace millwright::settings::iris
