// The functions of ObjectScript through which names come: $Piece, $Select, $ListFromString and the like.
#include <algorithm>
#include <charconv>

#include "settings/iris/member_line.h"
#include "settings/iris/sources/code_values.h"
#include "settings/limits.h"

namespace millwright::settings::iris {

const ValueReader::NamedFunction ValueReader::functions[] = {
    {"$get", "$g", &ValueReader::get},
    {"$select", "$s", &ValueReader::select},
    {"$case", "", &ValueReader::case_of},
    {"$piece", "$p", &ValueReader::piece},
    {"$listfromstring", "$lfs", &ValueReader::list_from_string},
    {"$listbuild", "$lb", &ValueReader::list_build},
    {"$list", "$li", &ValueReader::list_element},
    {"$listget", "$lg", &ValueReader::list_element},
    {"$zstrip", "", &ValueReader::strip},
    {"$translate", "$tr", &ValueReader::translate},
    {"$order", "$o", &ValueReader::order},
    {"$property", "", &ValueReader::property_of},
    {"$parameter", "", &ValueReader::parameter_of},
};

namespace {

std::optional<unsigned> number_of(const std::optional<std::string>& text) {
    unsigned number = 0;
    if (!text || text->empty()) return std::nullopt;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
    return number;
}

std::vector<std::string> pieces_of(const std::string& text, const std::string& delimiter) {
    std::vector<std::string> pieces;
    std::size_t begin = 0;
    while (!delimiter.empty() && pieces.size() < limits::code_values) {
        const std::size_t end = text.find(delimiter, begin);
        if (end == std::string::npos) break;
        pieces.push_back(text.substr(begin, end - begin));
        begin = end + delimiter.size();
    }
    pieces.push_back(text.substr(begin));
    return pieces;
}

}  // namespace

CodeValues some_piece(const CodeValue& of, const std::string& delimiter, std::optional<unsigned> number) {
    CodeValues found;
    CodeValue made = of;
    if (of.kind == CodeValue::Kind::text) {
        const std::vector<std::string> pieces = pieces_of(of.text, delimiter);
        for (std::size_t at = 0; at < pieces.size(); ++at) {
            made.text = pieces[at];
            if (!number || *number == at + 1) found.push_back(made);
        }
        return found;
    }
    if (of.kind != CodeValue::Kind::setting || of.in_pieces) return {CodeValue{}};
    made.in_pieces = true;
    made.piece = number.value_or(0);
    made.delimiter = delimiter;
    return {made};
}

CodeValues ValueReader::function(CodeFrame& frame, TokenRange range) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    const std::uint32_t open = range.begin + 1;
    if (!tokens.is(open, "(") || code.after(open) != range.end) return {unknown(frame, range)};
    for (const NamedFunction& each : functions) {
        if (!same_word(tokens[range.begin], each.name) && !same_word(tokens[range.begin], each.abbreviation)) continue;
        const std::vector<TokenRange> arguments = code.split(code.inside(open), ',');
        if (arguments.empty() || arguments[0].empty()) break;
        return (this->*each.read)(frame, arguments);
    }
    return {unknown(frame, range)};
}

CodeValues ValueReader::get(CodeFrame& frame, const std::vector<TokenRange>& arguments) {
    CodeValues found = values(frame, arguments[0]);
    if (arguments.size() > 1) add_values(found, values(frame, arguments[1]));
    return found;
}

CodeValues ValueReader::select(CodeFrame& frame, const std::vector<TokenRange>& arguments) {
    CodeValues found;
    for (const TokenRange& each : arguments) {
        const std::uint32_t colon = frame.code().find(each, ':');
        add_values(found, values(frame, {std::min(colon + 1, each.end), each.end}));
    }
    return found;
}

CodeValues ValueReader::case_of(CodeFrame& frame, const std::vector<TokenRange>& arguments) {
    return select(frame, {arguments.begin() + 1, arguments.end()});
}

CodeValues ValueReader::piece(CodeFrame& frame, const std::vector<TokenRange>& arguments) {
    const std::optional<std::string> delimiter =
        arguments.size() > 1 ? constant(frame, arguments[1]) : std::optional<std::string>();
    const bool one = arguments.size() < 4;
    CodeValues found;
    if (!delimiter || delimiter->empty() || !one) return {unknown(frame, arguments[0])};
    const std::optional<unsigned> number =
        arguments.size() > 2 ? number_of(constant(frame, arguments[2])) : std::optional<unsigned>(1);
    for (const CodeValue& each : values(frame, arguments[0])) add_values(found, some_piece(each, *delimiter, number));
    return found;
}

CodeValues ValueReader::list_from_string(CodeFrame& frame, const std::vector<TokenRange>& arguments) {
    const std::optional<std::string> delimiter =
        arguments.size() > 1 ? constant(frame, arguments[1]) : std::optional<std::string>(",");
    CodeValues found;
    for (const CodeValue& each : values(frame, arguments[0])) {
        CodeValue list = each;
        if (!delimiter || delimiter->empty()) {
            list = unknown(frame, arguments[0]);
        } else if (each.kind == CodeValue::Kind::text) {
            list = {CodeValue::Kind::list, {}, false, 0, {}, some_piece(each, *delimiter, std::nullopt), each.place};
        } else if (each.kind == CodeValue::Kind::setting && !each.in_pieces) {
            list.kind = CodeValue::Kind::list;
            list.delimiter = *delimiter;
        } else {
            list = unknown(frame, arguments[0]);
        }
        add_values(found, {list});
    }
    return found;
}

/// Where an element may be several things, which of them stands where is not told.
CodeValues ValueReader::list_build(CodeFrame& frame, const std::vector<TokenRange>& arguments) {
    CodeValue list;
    list.kind = CodeValue::Kind::list;
    list.place = frame.place(arguments[0]);
    for (const TokenRange& each : arguments) {
        const CodeValues element = values(frame, each);
        if (element.size() != 1) return {unknown(frame, arguments[0])};
        list.elements.push_back(element[0]);
    }
    return {list};
}

CodeValues ValueReader::list_element(CodeFrame& frame, const std::vector<TokenRange>& arguments) {
    std::optional<unsigned> number;
    if (arguments.size() > 1 && !arguments[1].empty()) number = number_of(constant(frame, arguments[1]));
    CodeValues found;
    for (const CodeValue& each : values(frame, arguments[0])) {
        if (each.kind != CodeValue::Kind::list) {
            add_values(found, {unknown(frame, arguments[0])});
        } else if (!each.text.empty()) {
            CodeValue setting = each;
            setting.kind = CodeValue::Kind::setting;
            add_values(found, some_piece(setting, each.delimiter, number));
        } else {
            for (std::size_t at = 0; at < each.elements.size(); ++at) {
                if (!number || *number == at + 1) add_values(found, {each.elements[at]});
            }
        }
    }
    return found;
}

/// Blanks around a name are no part of it, so a setting stays what it is.
CodeValues ValueReader::strip(CodeFrame& frame, const std::vector<TokenRange>& arguments) {
    CodeValues found = values(frame, arguments[0]);
    const std::string mask = arguments.size() == 2 ? constant(frame, arguments[1]).value_or("") : std::string();
    const bool ends = mask == "<>W" || mask == "<>w" || mask == "<W" || mask == ">W" || mask == "*W" ||
                      mask == "<>WC" || mask == "<=>W";
    for (CodeValue& each : found) {
        if (!ends || each.kind == CodeValue::Kind::list) {
            each = unknown(frame, arguments[0]);
        } else if (each.kind == CodeValue::Kind::text) {
            const std::size_t begin = std::min(each.text.find_first_not_of(" \t\r\n"), each.text.size());
            each.text = each.text.substr(begin, each.text.find_last_not_of(" \t\r\n") + 1 - begin);
        }
    }
    return found;
}

/// Characters taken away: certain only where the text is known, or where it is blanks.
CodeValues ValueReader::translate(CodeFrame& frame, const std::vector<TokenRange>& arguments) {
    CodeValues found = values(frame, arguments[0]);
    const std::optional<std::string> away =
        arguments.size() == 2 ? constant(frame, arguments[1]) : std::optional<std::string>();
    for (CodeValue& each : found) {
        if (away && each.kind == CodeValue::Kind::text) {
            std::erase_if(each.text, [&](char c) { return away->find(c) != std::string::npos; });
        } else if (!away || away->find_first_not_of(" \t\r\n") != std::string::npos ||
                   each.kind == CodeValue::Kind::list) {
            each = unknown(frame, arguments[0]);
        }
    }
    return found;
}

/// $Order(targets(x)): a subscript that something was assigned to.
CodeValues ValueReader::order(CodeFrame& frame, const std::vector<TokenRange>& arguments) {
    const std::string key = key_of(frame.code(), arguments[0]);
    const auto mark = std::make_tuple(static_cast<const void*>(&frame), "$order " + key, 0U);
    if (!key.ends_with("()")) return {unknown(frame, arguments[0])};
    if (!active_.insert(mark).second) return {};
    CodeValues found;
    for (const Definition& each : frame.code().definitions(key)) {
        if (!spend(1)) break;
        const std::vector<TokenRange> subscripts = frame.code().split(each.subscripts, ',');
        if (!subscripts.empty()) add_values(found, values(frame, subscripts[0]));
    }
    const std::string name = key.substr(0, key.size() - 2);
    const bool from_elsewhere = frame.argument(name) || !frame.code().definitions(name).empty();
    if (found.empty() || from_elsewhere) add_values(found, {unknown(frame, arguments[0])});
    active_.erase(mark);
    return found;
}

CodeValues ValueReader::property_of(CodeFrame& frame, const std::vector<TokenRange>& arguments) {
    const std::optional<std::string> name =
        arguments.size() == 2 ? constant(frame, arguments[1]) : std::optional<std::string>();
    const bool own = arguments[0].size() == 1 && is_self(frame, frame.code().tokens()[arguments[0].begin]);
    return name && own ? property(*frame.unit, *name, frame.place(arguments[0]))
                       : CodeValues{unknown(frame, arguments[0])};
}

CodeValues ValueReader::parameter_of(CodeFrame& frame, const std::vector<TokenRange>& arguments) {
    const std::optional<std::string> name =
        arguments.size() == 2 ? constant(frame, arguments[1]) : std::optional<std::string>();
    const bool own = arguments[0].size() == 1 && is_self(frame, frame.code().tokens()[arguments[0].begin]);
    return name && own ? parameter(*frame.unit, *name) : CodeValues{unknown(frame, arguments[0])};
}

}  // namespace millwright::settings::iris
