#include "settings/iris/sources/code_values.h"

#include <algorithm>

#include "settings/iris/member_line.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

bool same(const CodeValue& a, const CodeValue& b) {
    return a.kind == b.kind && a.text == b.text && a.in_pieces == b.in_pieces && a.piece == b.piece &&
           a.delimiter == b.delimiter && a.elements.size() == b.elements.size() &&
           std::equal(a.elements.begin(), a.elements.end(), b.elements.begin(), same);
}

/// The parts of an expression between its `_`; none where it has other operators, or is one operand.
struct Operators {
    bool other = false;
    std::vector<std::uint32_t> joins;
};

Operators operators_of(const Code& code, TokenRange range) {
    const TokenList& tokens = code.tokens();
    Operators found;
    bool operand = false;
    for (std::uint32_t at = range.begin; at < range.end && !found.other; at = code.after(at)) {
        if (tokens.tokens[at].kind != TokenKind::sign || tokens[at] == "(" || tokens[at] == "{") {
            operand = true;
        } else if (tokens[at] == "_") {
            found.joins.push_back(at);
            operand = false;
        } else if (tokens[at] == "." || tokens[at] == ".." || (tokens[at] == "#" && !operand)) {
            operand = false;
        } else {
            found.other = true;
        }
    }
    return found;
}

TokenRange without_parentheses(const Code& code, TokenRange range) {
    while (range.size() > 1 && code.tokens().is(range.begin, "(") && code.match(range.begin) == range.end - 1) {
        range = {range.begin + 1, range.end - 1};
    }
    return range;
}

}  // namespace

void add_values(CodeValues& to, CodeValues more) {
    for (CodeValue& each : more) {
        if (to.size() >= limits::code_values) {
            to.back() = CodeValue{};
            return;
        }
        if (std::none_of(to.begin(), to.end(), [&](const CodeValue& other) { return same(each, other); })) {
            to.push_back(std::move(each));
        }
    }
}

bool ValueReader::spend(std::size_t steps) {
    steps_ += steps + 1;
    send_steps_ += steps + 1;
    return steps_ < limits::code_steps && send_steps_ < limits::send_steps;
}

CodeValue ValueReader::unknown(CodeFrame& frame, TokenRange range) {
    CodeValue value;
    value.place = frame.place(range);
    return value;
}

CodeValues ValueReader::values(CodeFrame& frame, TokenRange range) {
    const Code& code = frame.code();
    range.end = std::min(range.end, code.all().end);
    if (range.empty() || !spend(range.size()) || depth_ >= limits::code_depth) return {unknown(frame, range)};
    range = without_parentheses(code, range);
    const Operators operators = operators_of(code, range);
    if (range.empty() || operators.other) return {unknown(frame, range)};
    ++depth_;
    const CodeValues found = operators.joins.empty() ? operand(frame, range) : joined(frame, code.split(range, '_'));
    --depth_;
    return found;
}

/// Constants put together; anything else in between makes it unknown.
CodeValues ValueReader::joined(CodeFrame& frame, const std::vector<TokenRange>& parts) {
    CodeValues all(1);
    all[0].kind = CodeValue::Kind::text;
    const TokenRange whole = {parts.front().begin, parts.back().end};
    for (const TokenRange& part : parts) {
        const CodeValues next = values(frame, part);
        CodeValues longer;
        for (const CodeValue& before : all) {
            for (CodeValue each : next) {
                if (longer.size() >= limits::code_values) return {unknown(frame, whole)};
                const bool alone = before.kind == CodeValue::Kind::text && before.text.empty();
                if (each.kind == CodeValue::Kind::text && each.text.empty()) {
                    each = before;
                } else if (each.kind == CodeValue::Kind::text && before.kind == CodeValue::Kind::text) {
                    each.text = before.text + each.text;
                    if (each.text.size() > 1000) each = unknown(frame, whole);
                } else if (!alone) {
                    each = unknown(frame, whole);
                }
                longer.push_back(std::move(each));
            }
        }
        if (longer.empty()) return {unknown(frame, whole)};
        all = std::move(longer);
    }
    for (CodeValue& each : all) each.place = frame.place(whole);
    return all;
}

CodeValues ValueReader::operand(CodeFrame& frame, TokenRange range) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    const TokenKind kind = tokens.tokens[range.begin].kind;
    if (range.size() == 1 && (kind == TokenKind::string || kind == TokenKind::number)) {
        CodeValue value;
        value.kind = CodeValue::Kind::text;
        value.text = kind == TokenKind::string ? string_value(tokens[range.begin]) : std::string(tokens[range.begin]);
        value.place = frame.place(range);
        return {value};
    }
    if (kind == TokenKind::macro) return macro(frame, range);
    if (tokens.is(range.begin, "..")) return own_member(frame, range, range.begin + 1);
    if (is_self(frame, tokens[range.begin]) && tokens.is(range.begin + 1, ".")) {
        return own_member(frame, range, range.begin + 2);
    }
    if (kind == TokenKind::function) return function(frame, range);
    if (same_word(tokens[range.begin], "##class")) return of_class(frame, range);
    if (kind == TokenKind::word) return word(frame, range);
    return {unknown(frame, range)};
}

/// Lookup(table, key, default) of the utility functions: an entry of the table, or the default.
CodeValues ValueReader::looked_up(CodeFrame& frame, std::uint32_t open) {
    const std::vector<TokenRange> arguments = frame.code().split(frame.code().inside(open), ',');
    CodeValues found;
    if (arguments.size() > 2) found = values(frame, arguments[2]);
    add_values(found, {unknown(frame, {open - 1, frame.code().after(open)})});
    return found;
}

CodeValues ValueReader::word(CodeFrame& frame, TokenRange range) {
    const TokenList& tokens = frame.code().tokens();
    const bool lookup = tokens[range.begin] == "Lookup" && tokens.is(range.begin + 1, "(");
    if (lookup && frame.code().after(range.begin + 1) == range.end) return looked_up(frame, range.begin + 1);
    const std::string key = key_of(frame.code(), range);
    return key.empty() ? CodeValues{unknown(frame, range)} : variable(frame, key, range);
}

/// ..Property, ..#PARAMETER, ..Method(): what follows the dots stands at `at`.
CodeValues ValueReader::own_member(CodeFrame& frame, TokenRange range, std::uint32_t at) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    if (at >= range.end) return {unknown(frame, range)};
    if (tokens.is(at, "#") && at + 2 == range.end) return parameter(*frame.unit, tokens[at + 1]);
    if (at + 1 == range.end) return property(*frame.unit, std::string(tokens[at]), frame.place(range));
    if (!tokens.is(at + 1, "(") || code.after(at + 1) != range.end) return {unknown(frame, range)};
    CodeFrame* called = frame.unit->method(tokens[at]);
    if (called != nullptr) return result(*called);
    return {unknown(frame, range)};
}

/// ##class(X).#PARAMETER, ##class(X).Method()
CodeValues ValueReader::of_class(CodeFrame& frame, TokenRange range) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    const std::string name = class_at(code, range.begin);
    const std::uint32_t dot = name.empty() ? range.end : code.after(range.begin + 1);
    if (dot + 1 >= range.end || !tokens.is(dot, ".")) return {unknown(frame, range)};
    CodeUnit* unit = frames_.unit(name, *frame.owner);
    const bool method = tokens.is(dot + 2, "(") && code.after(dot + 2) == range.end;
    const bool own = unit != nullptr && method && unit->method(tokens[dot + 1]) != nullptr;
    if (name.ends_with("FunctionSet") && tokens.is(dot + 1, "Lookup") && method && !own) {
        return looked_up(frame, dot + 2);
    }
    if (unit == nullptr) return {unknown(frame, range)};
    if (tokens.is(dot + 1, "#") && dot + 3 == range.end) return parameter(*unit, tokens[dot + 2]);
    CodeFrame* called = unit->method(tokens[dot + 1]);
    if (called == nullptr || !tokens.is(dot + 2, "(") || code.after(dot + 2) != range.end)
        return {unknown(frame, range)};
    if (unit->is_component) return result(*called);
    const std::optional<CallSite> before = called->bound;
    called->bound = CallSite{&frame, dot + 2};
    CodeValues found = result(*called);
    called->bound = before;
    return found;
}

CodeValues ValueReader::macro(CodeFrame& frame, TokenRange range) {
    const Code& code = frame.code();
    const std::string_view name = code.tokens()[range.begin].substr(3);
    const auto mark = std::make_tuple(static_cast<const void*>(&frames_), std::string(name), 0U);
    if (range.size() != 1 || !active_.insert(mark).second) return {unknown(frame, range)};
    CodeValues found;
    std::string text;
    CodeFrame* user = &frame;
    while (user->around != nullptr) user = user->around;
    if (const MacroText* own = user->code().macro(name)) {
        text = std::string(user->text().substr(own->begin, own->end - own->begin));
    } else {
        text = frames_.tree().macro(name, *frame.owner).value_or("");
    }
    if (text.empty() || !spend(text.size())) {
        found = {unknown(frame, range)};
    } else {
        CodeFrame& expression = frames_.expression(*frame.unit, *frame.owner, std::move(text), frame.place(range));
        expression.around = user;
        found = values(expression, expression.code().all());
    }
    active_.erase(mark);
    return found;
}

CodeValues ValueReader::variable(CodeFrame& frame, const std::string& key, TokenRange range) {
    const Code& code = frame.code();
    const std::uint32_t statement = code.statement_at(range.begin);
    const auto mark = std::make_tuple(static_cast<const void*>(&frame), key, statement);
    if (!active_.insert(mark).second) return {};
    CodeValues found;
    const Reaching reaching = code.reaching(key, statement);
    for (const Definition* each : reaching.definitions) {
        if (!spend(1)) break;
        add_values(found, defined(frame, *each));
    }
    const bool numbered = key.ends_with("()");
    const std::string name = numbered ? key.substr(0, key.size() - 2) : key;
    const std::optional<std::size_t> number = frame.argument(name);
    const bool is_argument = number && frame.method->arguments[*number].rest == numbered;
    if (reaching.from_start && is_argument) add_values(found, argument(frame, name));
    if (reaching.too_many || (reaching.definitions.empty() && !is_argument)) add_values(found, {unknown(frame, range)});
    active_.erase(mark);
    return found;
}

CodeValues ValueReader::defined(CodeFrame& frame, const Definition& definition) {
    switch (definition.kind) {
        case DefinitionKind::value: return values(frame, definition.from);
        case DefinitionKind::called: return called(frame, definition);
        case DefinitionKind::element: return list_element(frame, {definition.from});
        case DefinitionKind::unknown: return {unknown(frame, definition.from)};
        case DefinitionKind::choices: break;
    }
    CodeValues found;
    const Code& code = frame.code();
    for (const TokenRange& each : code.split(definition.from, ',')) {
        const bool counts = code.find(each, ':') != each.end;
        add_values(found, counts ? CodeValues{unknown(frame, each)} : values(frame, each));
    }
    return found;
}

std::pair<std::uint32_t, std::size_t> ValueReader::call_around(const Code& code, std::uint32_t at) {
    const TokenList& tokens = code.tokens();
    std::size_t number = 0;
    for (std::uint32_t steps = 0; at > 0 && steps < limits::code_definitions; ++steps) {
        --at;
        if (tokens.is(at, "(")) return {at, number};
        if (tokens.is(at, ")")) at = code.match(at) == 0 ? at : code.match(at);
        if (tokens.is(at, ",")) ++number;
    }
    return {0, 0};
}

/// What a method of the class gives to an argument that it was handed by reference.
CodeValues ValueReader::called(CodeFrame& frame, const Definition& definition) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    const auto [open, number] = call_around(code, definition.from.begin);
    if (open < 2 ||
        !(tokens.is(open - 2, "..") || (tokens.is(open - 2, ".") && open > 2 && is_self(frame, tokens[open - 3])))) {
        return {unknown(frame, definition.from)};
    }
    CodeFrame* to = frame.unit->method(tokens[open - 1]);
    if (to == nullptr || number >= to->method->arguments.size()) return {unknown(frame, definition.from)};
    const std::string& name = to->method->arguments[number].name;
    const auto mark = std::make_tuple(static_cast<const void*>(to), name, ~0U);
    CodeValues found;
    if (depth_ >= limits::code_depth || !active_.insert(mark).second) return found;
    ++depth_;
    for (const Definition& each : to->code().definitions(name)) {
        if (!spend(1)) break;
        add_values(found, defined(*to, each));
    }
    --depth_;
    active_.erase(mark);
    return found;
}

std::vector<CallSite> ValueReader::callers(CodeFrame& frame) {
    if (frame.bound) return {*frame.bound};
    return frame.unit->callers(frame);
}

TokenRange ValueReader::argument_at(const CallSite& call, std::size_t number) {
    const Code& code = call.from->code();
    const std::vector<TokenRange> arguments = code.split(code.inside(call.open), ',');
    if (number + call.skip >= arguments.size()) return {};
    TokenRange found = arguments[number + call.skip];
    if (!found.empty() && code.tokens().is(found.begin, ".")) ++found.begin;
    return found;
}

CodeValues ValueReader::argument(CodeFrame& frame, std::string_view name) {
    used_arguments_.insert(&frame);
    const std::size_t number = *frame.argument(name);
    const auto mark = std::make_tuple(static_cast<const void*>(&frame), std::string(name), ~0U - 1);
    CodeValues found;
    if (depth_ >= limits::code_depth || !active_.insert(mark).second) return found;
    ++depth_;
    const ArgumentSource& declared = frame.method->arguments[number];
    const std::vector<CallSite> calls = callers(frame);
    bool left_out = calls.empty();
    for (const CallSite& each : calls) {
        if (!spend(1)) break;
        for (std::size_t at = number; at < limits::code_values; ++at) {
            const TokenRange given = argument_at(each, at);
            left_out = left_out || given.empty();
            if (!given.empty()) add_values(found, values(*each.from, given));
            if (given.empty() || !declared.rest) break;
        }
    }
    if (left_out && !declared.fallback.empty()) {
        CodeFrame& fallback = frames_.expression(*frame.unit, *frame.owner, declared.fallback, declared.place);
        add_values(found, values(fallback, fallback.code().all()));
    }
    if (calls.empty()) add_values(found, {CodeValue{}});
    --depth_;
    active_.erase(mark);
    return found;
}

/// Whether an item may have a setting of that name: SETTINGS says so, or the property comes from a library class.
bool ValueReader::is_setting(const CodeUnit& unit, std::string_view name) const {
    if (!unit.lineage->property(name)) return true;
    for (const ClassSource* each : unit.lineage->classes()) {
        for (const ParameterSource& parameter : each->parameters) {
            if (parameter.name != "SETTINGS") continue;
            const std::size_t at = parameter.value.find(name);
            if (at != std::string::npos) return true;
        }
    }
    return !unit.lineage->property(name).member->initial.empty();
}

CodeValues ValueReader::assigned(CodeUnit& unit, const std::string& key) {
    CodeValues found;
    for (const auto& [frame, definition] : unit.assignments(key)) {
        if (!spend(1)) break;
        add_values(found, defined(*frame, *definition));
    }
    return found;
}

CodeValues ValueReader::property(CodeUnit& unit, const std::string& name, Place place) {
    const auto mark = std::make_tuple(static_cast<const void*>(&unit), ".." + name, 0U);
    if (depth_ >= limits::code_depth || !active_.insert(mark).second) return {};
    CodeValues found;
    CodeValues set = assigned(unit, ".." + name);
    const Inherited<PropertySource> declared = unit.lineage->property(name);
    CodeValue value;
    value.place = place;
    if (unit.is_component && (set.empty() || is_setting(unit, name))) {
        value.kind = CodeValue::Kind::setting;
        value.text = name;
        found.push_back(value);
    } else if (!unit.is_component && declared && !declared.member->initial.empty()) {
        CodeFrame& initial = frames_.expression(unit, *declared.owner, declared.member->initial);
        found = values(initial, initial.code().all());
    } else if (!unit.is_component && set.empty()) {
        found.push_back(value);
    }
    add_values(found, std::move(set));
    active_.erase(mark);
    return found;
}

CodeValues ValueReader::parameter(CodeUnit& unit, std::string_view name) {
    const Inherited<ParameterSource> found = unit.lineage->parameter(name);
    CodeValue value;
    if (!found) return {value};
    value.place = found.member->place;
    if (!found.member->expression) {
        value.kind = CodeValue::Kind::text;
        value.text = found.member->value;
        return {value};
    }
    const auto mark = std::make_tuple(static_cast<const void*>(found.member), std::string(), 0U);
    if (depth_ >= limits::code_depth || !active_.insert(mark).second) return {value};
    ++depth_;
    CodeFrame& expression = frames_.expression(unit, *found.owner, found.member->value, found.member->place);
    const TokenRange all = expression.code().all();
    const bool braces = expression.code().tokens().is(0, "{") && expression.code().match(0) + 1 == all.end;
    CodeValues values_of = values(expression, braces ? TokenRange{1, all.end - 1} : all);
    --depth_;
    active_.erase(mark);
    return values_of;
}

/// What Quit and Return in a method may give back.
CodeValues ValueReader::result(CodeFrame& called) {
    const auto mark = std::make_tuple(static_cast<const void*>(&called), std::string("()"), 0U);
    if (depth_ >= limits::code_depth || !active_.insert(mark).second) return {};
    ++depth_;
    CodeValues found;
    const Code& code = called.code();
    if (called.method != nullptr && called.method->expression) {
        found = values(called, code.all());
    } else if (called.is_objectscript()) {
        for (const Statement& each : code.statements()) {
            if ((each.command != Command::quit && each.command != Command::return_) || each.arguments.empty()) continue;
            if (!spend(1)) break;
            add_values(found, values(called, each.arguments));
        }
    }
    if (found.empty()) found.push_back({});
    --depth_;
    active_.erase(mark);
    return found;
}

std::optional<std::string> ValueReader::constant(CodeFrame& frame, TokenRange range) {
    if (range.empty()) return std::nullopt;
    const CodeValues found = values(frame, range);
    if (found.size() != 1 || found[0].kind != CodeValue::Kind::text) return std::nullopt;
    return found[0].text;
}

std::vector<SendTarget> ValueReader::targets(CodeFrame& frame, TokenRange range) {
    return send_targets(values(frame, range), frame.code().text_of(range), frame.place(range));
}

std::vector<SendTarget> send_targets(const CodeValues& values, std::string written, Place place) {
    std::vector<SendTarget> found;
    bool not_known = false;
    for (const CodeValue& each : values) {
        const bool item = each.kind == CodeValue::Kind::text;
        not_known = not_known || each.kind == CodeValue::Kind::unknown || each.kind == CodeValue::Kind::list;
        if ((!item && each.kind != CodeValue::Kind::setting) || each.text.empty()) continue;
        SendTarget target = {item ? TargetKind::item : TargetKind::setting, each.text, each.piece, ",", each.place};
        if (!item) target.delimiter = each.in_pieces ? each.delimiter : std::string();
        if (!target.place.known()) target.place = place;
        found.push_back(std::move(target));
    }
    if (not_known || found.empty()) found.push_back({TargetKind::unknown, std::move(written), 0, ",", place});
    return found;
}

}  // namespace millwright::settings::iris
