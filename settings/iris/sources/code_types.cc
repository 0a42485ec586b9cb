#include "settings/iris/sources/code_types.h"

#include <algorithm>
#include <array>

#include "settings/iris/member_line.h"
#include "settings/iris/sources/transformation.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

void add_names(std::vector<std::string>& to, std::vector<std::string> more) {
    for (std::string& each : more) {
        if (to.size() < limits::code_values && std::find(to.begin(), to.end(), each) == to.end()) {
            to.push_back(std::move(each));
        }
    }
}

}  // namespace

bool says_nothing(std::string_view class_name) {
    static constexpr std::array general = {
        "Ens.Request", "Ens.Response", "Ens.MessageBody", "Ens.Util.MessageBodyMethods", "Ens.VDoc.Interface",
    };
    return class_name.empty() || class_name.starts_with("%Library.") || class_name.starts_with("%Stream.") ||
           (class_name.starts_with('%') && class_name.find('.') == std::string_view::npos) ||
           class_name == "%RegisteredObject" || std::find(general.begin(), general.end(), class_name) != general.end();
}

TypeReader::Names TypeReader::declared(const std::string& type, const ClassSource& owner) {
    const std::string name = frames_.full_name(type, owner);
    return says_nothing(name) ? Names() : Names{name};
}

TypeReader::Names TypeReader::types(CodeFrame& frame, TokenRange range) {
    const Code& code = frame.code();
    range.end = std::min(range.end, code.all().end);
    if (!range.empty() && code.tokens().is(range.begin, ".")) ++range.begin;
    while (range.size() > 1 && code.tokens().is(range.begin, "(") && code.match(range.begin) == range.end - 1) {
        range = {range.begin + 1, range.end - 1};
    }
    if (range.empty() || depth_ >= limits::code_depth || !values_.spend(range.size())) return {};
    ++depth_;
    Names found = operand(frame, range);
    --depth_;
    return found;
}

TypeReader::Names TypeReader::operand(CodeFrame& frame, TokenRange range) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    if (same_word(tokens[range.begin], "##class")) return of_class(frame, range);
    if (tokens.is(range.begin, "..")) return own_member(frame, range, range.begin + 1);
    if (is_self(frame, tokens[range.begin]) && tokens.is(range.begin + 1, ".")) {
        return own_member(frame, range, range.begin + 2);
    }
    if (tokens.is_kind(range.begin, TokenKind::function)) return function(frame, range);
    if (!tokens.is_kind(range.begin, TokenKind::word)) return {};
    if (range.size() == 1) return variable(frame, std::string(tokens[range.begin]), code.statement_at(range.begin));
    return member(frame, range);
}

/// x.%ConstructClone(1), x.Property
TypeReader::Names TypeReader::member(CodeFrame& frame, TokenRange range) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    const std::uint32_t at = range.begin + 2;
    if (!tokens.is(range.begin + 1, ".") || at >= range.end) {
        const std::string key = key_of(code, range);  // a subscripted variable
        return key.ends_with("()") ? variable(frame, key, code.statement_at(range.begin)) : Names();
    }
    const TokenRange object = {range.begin, range.begin + 1};
    if (at + 1 == range.end) {
        Names found = variable(frame, key_of(code, range), code.statement_at(range.begin));
        for (const std::string& each : types(frame, object)) {
            if (CodeUnit* unit = frames_.unit(each, *frame.owner)) add_names(found, property(*unit, tokens[at]));
        }
        return found;
    }
    if (!tokens.is(at + 1, "(") || code.after(at + 1) != range.end) return {};
    if (tokens[at] == "%ConstructClone") return types(frame, object);
    Names found;
    for (const std::string& each : types(frame, object)) {
        if (CodeUnit* unit = frames_.unit(each, *frame.owner)) add_names(found, returned(*unit, tokens[at]));
    }
    return found;
}

TypeReader::Names TypeReader::variable(CodeFrame& frame, const std::string& name, std::uint32_t statement) {
    const Code& code = frame.code();
    const auto mark = std::make_pair(static_cast<const void*>(&frame), name + "@" + std::to_string(statement));
    if (name.empty() || !active_.insert(mark).second) return {};
    Names found;
    const Reaching reaching = code.reaching(name, statement);
    for (const Definition* each : reaching.definitions) {
        if (!values_.spend(1)) break;
        if (each->kind == DefinitionKind::value) add_names(found, types(frame, each->from));
        if (each->kind == DefinitionKind::called) add_names(found, called(frame, *each));
    }
    if (reaching.from_start && frame.argument(name)) add_names(found, argument(frame, name));
    if (found.empty()) found = declared(code.declared_type(name), *frame.owner);
    active_.erase(mark);
    return found;
}

/// How it is declared, or where that says nothing, what it is called with.
TypeReader::Names TypeReader::argument(CodeFrame& frame, std::string_view name) {
    const std::size_t number = *frame.argument(name);
    Names found = declared(frame.method->arguments[number].type, *frame.owner);
    if (!found.empty()) return found;
    values_.mark_used(frame);
    const auto mark = std::make_pair(static_cast<const void*>(&frame), std::string(name));
    if (!active_.insert(mark).second) return {};
    for (const CallSite& each : values_.callers(frame)) {
        if (values_.spend(1)) add_names(found, types(*each.from, ValueReader::argument_at(each, number)));
    }
    active_.erase(mark);
    return found;
}

/// What a transformation makes, and what a method says of an argument that it fills.
TypeReader::Names TypeReader::called(CodeFrame& frame, const Definition& definition) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    if (definition.from.empty()) return {};
    const auto [open, number] = ValueReader::call_around(code, definition.from.begin);
    if (open < 2) return {};
    CodeUnit* unit = nullptr;
    if (tokens.is(open - 2, "..") || (open > 2 && tokens.is(open - 2, ".") && is_self(frame, tokens[open - 3]))) {
        unit = frame.unit;
    } else if (tokens.is(open - 2, ".") && open > 3 && tokens.is(open - 3, ")") && code.match(open - 3) > 0) {
        const std::string name = class_at(code, code.match(open - 3) - 1);
        if (name.empty()) return {};
        if (tokens[open - 1] == "Transform" && number == 1) {
            const std::string made = transformed_class(name, asker_of(*frame.owner), frames_.tree());
            if (!made.empty()) return declared(made, *frame.owner);
        }
        unit = frames_.unit(name, *frame.owner);
    }
    CodeFrame* to = unit == nullptr ? nullptr : unit->method(tokens[open - 1]);
    if (to == nullptr || number >= to->method->arguments.size()) return {};
    return declared(to->method->arguments[number].type, *to->owner);
}

/// ##class(X).%New(), ##class(X).Make()
TypeReader::Names TypeReader::of_class(CodeFrame& frame, TokenRange range) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    const std::string name = class_at(code, range.begin);
    if (name.empty()) return {};
    const std::uint32_t dot = code.after(range.begin + 1);
    if (!tokens.is(dot, ".")) return dot < range.end ? declared(name, *frame.owner) : Names();  // ##class(X)object
    if (!tokens.is(dot + 2, "(") || code.after(dot + 2) != range.end) return {};
    if (tokens[dot + 1].starts_with('%')) return declared(name, *frame.owner);
    CodeUnit* unit = frames_.unit(name, *frame.owner);
    return unit == nullptr ? Names() : returned(*unit, tokens[dot + 1]);
}

TypeReader::Names TypeReader::returned(CodeUnit& unit, std::string_view method) {
    CodeFrame* called = unit.method(method);
    if (called == nullptr) return {};
    Names found = declared(called->method->returns, *called->owner);
    if (!found.empty() || !called->is_objectscript()) return found;
    const auto mark = std::make_pair(static_cast<const void*>(called), std::string("()"));
    if (!active_.insert(mark).second) return {};
    const bool object = called->method->returns.empty() || called->method->returns.find("Status") == std::string::npos;
    for (const Statement& each : called->code().statements()) {
        const bool gives = each.command == Command::quit || each.command == Command::return_;
        if (object && gives && values_.spend(1)) add_names(found, types(*called, each.arguments));
    }
    active_.erase(mark);
    return found;
}

TypeReader::Names TypeReader::own_member(CodeFrame& frame, TokenRange range, std::uint32_t at) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    if (at >= range.end) return {};
    if (at + 1 == range.end) return property(*frame.unit, tokens[at]);
    if (!tokens.is(at + 1, "(") || code.after(at + 1) != range.end) return {};
    return returned(*frame.unit, tokens[at]);
}

TypeReader::Names TypeReader::property(const CodeUnit& unit, std::string_view name) {
    const Inherited<PropertySource> found = unit.lineage->property(name);
    return found && !found.member->collection ? declared(found.member->type, *found.owner) : Names();
}

/// $Get, $Select and $Case of objects; $ClassMethod("X","%New")
TypeReader::Names TypeReader::function(CodeFrame& frame, TokenRange range) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    const std::string_view name = tokens[range.begin];
    if (!tokens.is(range.begin + 1, "(") || code.after(range.begin + 1) != range.end) return {};
    const std::vector<TokenRange> arguments = code.split(code.inside(range.begin + 1), ',');
    Names found;
    if (same_word(name, "$classmethod") && arguments.size() > 1) {
        for (const CodeValue& each : values_.values(frame, arguments[0])) {
            const bool makes = code.text_of(arguments[1]).starts_with("\"%");
            if (makes && each.kind == CodeValue::Kind::text) add_names(found, declared(each.text, *frame.owner));
        }
    } else if (same_word(name, "$select") || same_word(name, "$s") || same_word(name, "$case") ||
               same_word(name, "$get") || same_word(name, "$g")) {
        for (const TokenRange& each : arguments) {
            const std::uint32_t colon = code.find(each, ':');
            add_names(found, types(frame, colon == each.end ? each : TokenRange{colon + 1, each.end}));
        }
    }
    return found;
}

}  // namespace millwright::settings::iris
