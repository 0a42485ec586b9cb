#include "settings/iris/sources/code_sends.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "graph/utf8.h"
#include "settings/iris/member_line.h"
#include "settings/iris/sources/code_types.h"
#include "settings/iris/sources/code_values.h"
#include "settings/iris/sources/host_kind.h"
#include "settings/iris/sources/python_sends.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

struct SendMethod {
    std::string_view name;
    Interaction mode;
    bool alert;  // to the item Ens.Alert; the request is the first argument
};

constexpr std::array send_methods = std::to_array<SendMethod>({
    {"SendRequestSync", Interaction::sync, false},
    {"SendRequestAsync", Interaction::async, false},
    {"SendAlert", Interaction::async, true},
});

const SendMethod* send_method(std::string_view name) {
    const auto found = std::find_if(send_methods.begin(), send_methods.end(),
                                    [&](const SendMethod& each) { return each.name == name; });
    return found == send_methods.end() ? nullptr : &*found;
}

/// What is sent where: the arguments of a call, or what is assigned to an Ens.CallStructure.
struct SendParts {
    TokenRange target;
    TokenRange request;
    TokenRange all;
};

class SendReader {
public:
    SendReader(const Lineage& from, SourceTree& tree) : frames_(from, tree), values_(frames_), types_(values_) {}

    SourceSends methods();
    SourceSends passage(const Passage& code);
    ValueReader& values() { return values_; }
    CodeFrames& frames() { return frames_; }

private:
    void read(CodeFrame& frame, bool of_adapter = false);
    void call(CodeFrame& frame, std::uint32_t at, bool of_adapter);
    void call_by_name(CodeFrame& frame, std::uint32_t at);
    void call_structure(CodeFrame& frame, std::uint32_t at);
    bool is_on_component(const CodeFrame& frame, std::uint32_t at, bool of_adapter);
    bool is_method_of_another(CodeFrame& frame, std::uint32_t at);
    void add(CodeFrame& frame, const SendMethod& method, const SendParts& parts);
    void add_once(CodeFrame& frame, const SendMethod& method, const SendParts& parts);

    void follow(CodeFrame& frame);
    void hand_on(CodeFrame& frame, std::uint32_t open, std::size_t number);
    std::vector<CodeUnit*> units_called(CodeFrame& frame, std::uint32_t open);
    void reach(CodeFrame& called, const CallSite& call, std::size_t number);
    void read_others();
    void read_adapter();

    CodeFrames frames_;
    ValueReader values_;
    TypeReader types_;
    SourceSends found_;
    std::vector<CodeFrame*> others_;  // methods of other classes that were handed the component, in order
    std::size_t followed_ = 0;
};

bool mentions_send(std::string_view text) {
    return text.find("SendRequest") != std::string_view::npos || text.find("SendAlert") != std::string_view::npos ||
           text.find("TargetDispatchName") != std::string_view::npos;
}

SourceSends SendReader::methods() {
    for (CodeFrame& each : frames_.component().frames) {
        if (each.method->language == "python") {
            std::vector<SourceSend> sends = python_sends(each, frames_.component(), values_);
            std::move(sends.begin(), sends.end(), std::back_inserter(found_.sends));
        } else {
            read(each);
        }
    }
    for (CodeFrame& each : frames_.component().frames) follow(each);
    read_others();
    read_adapter();
    return std::move(found_);
}

SourceSends SendReader::passage(const Passage& code) {
    CodeFrame& frame = frames_.expression(frames_.component(), frames_.component().lineage->own(), code);
    frame.in_process = true;
    read(frame);
    follow(frame);
    read_others();
    return std::move(found_);
}

void SendReader::read(CodeFrame& frame, bool of_adapter) {
    if (!mentions_send(frame.text())) return;
    const TokenList& tokens = frame.code().tokens();
    for (std::uint32_t at = 1; at + 1 < tokens.size(); ++at) {
        const TokenKind kind = tokens.tokens[at].kind;
        if (kind == TokenKind::word && tokens.is(at + 1, "(")) call(frame, at, of_adapter);
        if (kind == TokenKind::word && tokens.is(at + 1, "=")) call_structure(frame, at);
        if (kind == TokenKind::function && tokens.is(at + 1, "(")) call_by_name(frame, at);
    }
}

/// The method is one of an object: of the component itself, or in other classes of what they were handed.
bool SendReader::is_on_component(const CodeFrame& frame, std::uint32_t at, bool of_adapter) {
    const Code& code = const_cast<CodeFrame&>(frame).code();
    const TokenList& tokens = code.tokens();
    if (of_adapter) return at > 1 && tokens.is(at - 1, ".") && tokens.is(at - 2, "BusinessHost");
    if (frame.unit->is_component) return tokens.is(at - 1, "..") || tokens.is(at - 1, ".");
    return tokens.is(at - 1, ".") && at > 1 && !is_self(frame, tokens[at - 2]);
}

/// The object's own class, which is no host, calls a method like that, too: a client of queues, say, or an adapter.
bool SendReader::is_method_of_another(CodeFrame& frame, std::uint32_t at) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    if (at < 2 || !tokens.is(at - 1, ".")) return false;
    std::uint32_t begin = at - 2;
    if (tokens.is(begin, ")") && code.match(begin) > 0) begin = code.match(begin) - 1;
    if (begin > 0 && tokens.is(begin - 1, "..")) --begin;
    if (begin + 3 == at && tokens.is(begin, "..") && tokens.is(begin + 1, "Adapter")) return true;
    while (begin > 1 && tokens.is(begin - 1, ".") && tokens.is(begin - 2, ")") && code.match(begin - 2) > 0) {
        begin = code.match(begin - 2) - 1;
    }
    for (const std::string& each : types_.types(frame, {begin, at - 1})) {
        CodeUnit* unit = frames_.unit(each, *frame.owner);
        if (unit == nullptr || unit->is_component || role_of(*unit->lineage) != Role::component) continue;
        const CodeFrame* own = unit->method(tokens[at]);
        if (own != nullptr && !mentions_send(own->text())) return true;
    }
    return false;
}

void SendReader::call(CodeFrame& frame, std::uint32_t at, bool of_adapter) {
    const Code& code = frame.code();
    const SendMethod* method = send_method(code.tokens()[at]);
    if (method == nullptr || !is_on_component(frame, at, of_adapter) || is_method_of_another(frame, at)) return;
    // A class may have a SendAlert of its own; what that one sends is found in it.
    if (method->alert && frames_.component().method(method->name) != nullptr) return;
    const std::vector<TokenRange> arguments = code.split(code.inside(at + 1), ',');
    if (arguments.empty()) return;
    SendParts parts;
    parts.all = {at - 1, std::min(code.after(at + 1), code.all().end)};
    if (method->alert) {
        parts.request = arguments[0];
    } else {
        parts.target = arguments[0];
        if (arguments.size() > 1) parts.request = arguments[1];
    }
    if (method->alert || !parts.target.empty()) add(frame, *method, parts);
}

/// $Method(object, "SendRequestSync", target, request)
void SendReader::call_by_name(CodeFrame& frame, std::uint32_t at) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    if (!same_word(tokens[at], "$method")) return;
    const std::vector<TokenRange> arguments = code.split(code.inside(at + 1), ',');
    if (arguments.size() < 3 || arguments[1].size() != 1 || arguments[2].empty()) return;
    const SendMethod* method = send_method(string_value(tokens[arguments[1].begin]));
    if (method == nullptr || method->alert) return;
    SendParts parts = {arguments[2], {}, {at, std::min(code.after(at + 1), code.all().end)}};
    if (arguments.size() > 3) parts.request = arguments[3];
    add(frame, *method, parts);
}

/// Set call.TargetDispatchName = target: of an Ens.CallStructure for SendRequestSyncMultiple.
void SendReader::call_structure(CodeFrame& frame, std::uint32_t at) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    if (!tokens.is(at, "TargetDispatchName") || at < 2 || !tokens.is(at - 1, ".")) return;
    const Statement& statement = code.statements()[code.statement_at(at)];
    if (statement.command != Command::set || !frame.unit->is_component) return;
    SendParts parts = {{at + 2, statement.arguments.end}, {}, {at - 2, statement.arguments.end}};
    const std::string request = std::string(tokens[at - 2]) + ".Request";
    for (const Definition& each : code.definitions(request)) {
        const bool near = code.statements()[each.statement].block == statement.block;
        if (near && (parts.request.empty() || each.statement < code.statement_at(at) + 3)) parts.request = each.from;
    }
    if (!parts.target.empty()) add(frame, send_methods[0], parts);
}

/// Where target or request are arguments of the method, every call of it is a send of its own.
void SendReader::add(CodeFrame& frame, const SendMethod& method, const SendParts& parts) {
    values_.begin_send();
    const std::size_t before = found_.sends.size();
    add_once(frame, method, parts);
    if (frame.bound || !values_.used_arguments(frame)) return;
    const std::vector<CallSite> calls = values_.callers(frame);
    if (calls.size() < 2 || calls.size() > limits::code_values) return;
    found_.sends.resize(before);
    for (const CallSite& each : calls) {
        frame.bound = each;
        add_once(frame, method, parts);
        frame.bound.reset();
    }
}

void SendReader::add_once(CodeFrame& frame, const SendMethod& method, const SendParts& parts) {
    SourceSend send;
    send.mode = method.mode;
    send.place = frame.place(parts.all);
    if (frame.method != nullptr) send.inside = "method " + in_quotes(frame.method->name);
    if (method.alert) {
        send.targets.push_back({TargetKind::item, "Ens.Alert", 0, ",", send.place});
    } else {
        send.targets = values_.targets(frame, parts.target);
    }
    if (!parts.request.empty()) send.messages = types_.types(frame, parts.request);
    if (method.alert && send.messages.empty()) send.messages.push_back("Ens.AlertRequest");
    found_.sends.push_back(std::move(send));
}

/// Calls of other classes that are handed the component: `##class(Demo.Tool).Relay($this, ...)`.
void SendReader::follow(CodeFrame& frame) {
    if (!frame.is_objectscript() || ++followed_ > limits::code_definitions) return;
    const std::string_view text = frame.text();
    const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
    if (frame.handed_in.empty() && !frame.in_process && !has("this") && !has("This") && !has("THIS")) return;
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    for (std::uint32_t at = 1; at + 1 < tokens.size(); ++at) {
        if (!tokens.is(at - 1, "(") && !tokens.is(at - 1, ",")) continue;
        if (!tokens.is(at + 1, ",") && !tokens.is(at + 1, ")")) continue;
        const bool handed =
            std::find(frame.handed_in.begin(), frame.handed_in.end(), tokens[at]) != frame.handed_in.end();
        if (!handed && !(is_self(frame, tokens[at]) && frame.unit->is_component)) continue;
        const auto [open, number] = ValueReader::call_around(code, at);
        if (open > 1) hand_on(frame, open, number);
    }
}

std::vector<CodeUnit*> SendReader::units_called(CodeFrame& frame, std::uint32_t open) {
    const Code& code = frame.code();
    const TokenList& tokens = code.tokens();
    if (tokens.is(open - 2, "..")) return {frame.unit};
    if (!tokens.is(open - 2, ".") || open < 3) return {};
    std::vector<CodeUnit*> units;
    if (tokens.is(open - 3, ")")) {
        const std::uint32_t begin = code.match(open - 3);
        const std::string name = begin == 0 ? std::string() : class_at(code, begin - 1);
        if (!name.empty()) units.push_back(frames_.unit(name, *frame.owner));
    } else if (tokens.is_kind(open - 3, TokenKind::word)) {
        for (const std::string& each : types_.types(frame, {open - 3, open - 2})) {
            units.push_back(frames_.unit(each, *frame.owner));
        }
    }
    std::erase(units, nullptr);
    return units;
}

void SendReader::hand_on(CodeFrame& frame, std::uint32_t open, std::size_t number) {
    const std::string_view name = frame.code().tokens()[open - 1];
    for (CodeUnit* unit : units_called(frame, open)) {
        if (unit->is_component) continue;
        if (name == "%New") {
            for (CodeFrame& each : unit->frames) reach(each, {}, 0);
        } else if (CodeFrame* called = unit->method(name)) {
            reach(*called, {&frame, open, 0}, number);
        }
    }
}

void SendReader::reach(CodeFrame& called, const CallSite& call, std::size_t number) {
    if (call.from != nullptr) {
        const auto same = [&](const CallSite& each) { return each.from == call.from && each.open == call.open; };
        if (std::none_of(called.callers.begin(), called.callers.end(), same)) called.callers.push_back(call);
        if (number < called.method->arguments.size()) called.handed_in.push_back(called.method->arguments[number].name);
    }
    if (std::find(others_.begin(), others_.end(), &called) == others_.end() &&
        others_.size() < limits::code_definitions) {
        others_.push_back(&called);
    }
}

void SendReader::read_others() {
    for (std::size_t at = 0; at < others_.size(); ++at) follow(*others_[at]);
    for (CodeFrame* each : others_) read(*each);
}

/// An adapter of the project's own may send on its BusinessHost.
void SendReader::read_adapter() {
    const Inherited<ParameterSource> adapter = frames_.component().lineage->parameter("ADAPTER");
    if (!adapter || adapter.member->value.empty()) return;
    CodeUnit* unit = frames_.unit(adapter.member->value, *adapter.owner);
    if (unit == nullptr || unit->is_component) return;
    for (CodeFrame& each : unit->frames) {
        if (each.text().find("BusinessHost") != std::string_view::npos) read(each, true);
    }
}

}  // namespace

SourceSends code_sends(const Lineage& from, SourceTree& tree) {
    return SendReader(from, tree).methods();
}

SourceSends code_sends_of(const Passage& code, const Lineage& from, SourceTree& tree) {
    return SendReader(from, tree).passage(code);
}

std::vector<SendTarget> targets_of(const Passage& expression, const Lineage& from, SourceTree& tree) {
    SendReader reader(from, tree);
    CodeFrame& frame = reader.frames().expression(reader.frames().component(), from.own(), expression);
    frame.in_process = true;
    return reader.values().targets(frame, frame.code().all());
}

std::optional<std::string> constant_of(const Passage& expression, const Lineage& from, SourceTree& tree) {
    SendReader reader(from, tree);
    CodeFrame& frame = reader.frames().expression(reader.frames().component(), from.own(), expression);
    const Code& code = frame.code();
    TokenRange range = code.all();
    if (code.tokens().is(0, "{") && code.match(0) + 1 == range.end) range = {1, range.end - 1};
    const CodeValues values = reader.values().values(frame, range);
    if (values.size() != 1 || values[0].kind != CodeValue::Kind::text) return std::nullopt;
    return values[0].text;
}

}  // namespace millwright::settings::iris
