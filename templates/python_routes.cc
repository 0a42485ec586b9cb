// Handlers that route, and process managers.
#include <algorithm>

#include "templates/cases.h"
#include "templates/names.h"
#include "templates/python_behaviour.h"
#include "templates/python_layout.h"

namespace millwright::templates {
namespace {

constexpr std::size_t body_indent = 8;

/// The body of one handler.
class HandlerBody {
public:
    HandlerBody(const Component& component, const PartHandler& handler, const PythonMessages& messages,
                std::string subject)
        : component_(component),
          handler_(handler),
          messages_(messages),
          first_(component.route == RouteChoice::first && !component.is_manager()),
          scope_(messages.scope(handler.on, std::move(subject))) {}

    Result<std::string> written() {
        if (handler_.start || handler_.end || handler_.compensates) note_event();
        for (std::size_t i = 0; i < handler_.sends.size(); ++i) {
            const bool last = i + 1 == handler_.sends.size();
            if (auto done = add(handler_.sends[i], last); !done) return tl::unexpected<Failure>(done.error());
        }
        if (handler_.sends.empty() && out_.empty())
            out_ += python_statement("self.log_info(\"" + messages_.class_of(handler_.on) + " was received\")",
                                     body_indent);
        if (!handler_.reply.empty()) out_ += python_statement("return " + reply(), body_indent);
        out_.pop_back();
        return out_;
    }

private:
    void note_event() {
        const std::string what = handler_.start ? "begins" : handler_.compensates ? "is undone" : "is complete";
        std::string key;
        for (const std::string& each : handler_.correlate)
            key += (key.empty() ? "" : " ") + each + " {" + scope_.subject + "." + each + "}";
        const std::string text = key.empty() ? "\"" + what + "\"" : "f\"" + key + " " + what + "\"";
        out_ += python_statement("self.log_info(" + text + ")", body_indent);
    }

    std::string reply() const {
        if (handler_.reply == "request") return scope_.subject;
        return messages_.reply(handler_.reply, handler_.on, scope_.subject);
    }

    /// With the first route that holds the handler ends, so what is sent there is returned.
    Result<bool> add(const PartSend& send, bool last) {
        std::size_t indent = body_indent;
        PythonScope scope = scope_;
        if (send.when) {
            const auto condition = python_condition(send.when->term, scope_);
            if (!condition) return not_for_python(send.when->text);
            out_ += python_if(*condition, indent);
            indent += 4;
            scope = where_true(scope_, send.when->term);
        }
        auto message = messages_.made(send.message, handler_.on, send.with, scope);
        if (!message) return tl::unexpected<Failure>(message.error());
        const bool async = send.mode == Interaction::async;
        const bool returns = first_ && !async && handler_.reply.empty() && !names_several(component_, send.setting);
        out_ += send_lines(component_, send.setting, async, *message, returns, indent);
        if (!first_) return true;
        if (!returns && !last)
            out_ += python_statement(handler_.reply.empty() ? "return None" : "return " + reply(), indent);
        if (send.when) scope_ = where_false(scope_, send.when->term);
        return true;
    }

    const Component& component_;
    const PartHandler& handler_;
    const PythonMessages& messages_;
    bool first_;
    PythonScope scope_;
    std::string out_;
};

}  // namespace

bool names_several(const Component& component, const std::string& setting) {
    return std::any_of(component.targets.begin(), component.targets.end(),
                       [&](const PartTarget& each) { return each.setting == setting && each.items.size() > 1; });
}

std::string send_lines(const Component& component, const std::string& setting, bool async, const std::string& message,
                       bool returned, std::size_t indent) {
    const std::string send = async ? "self.send_request_async(" : "self.send_request_sync(";
    if (names_several(component, setting))
        return python_statement("for item in self." + setting + ".split(\",\"):", indent) +
               python_statement(send + "item.strip(), " + message + ")", indent + 4);
    return python_statement((returned ? "return " : "") + send + "self." + setting + ", " + message + ")", indent);
}

namespace {

std::string described(const PartHandler& handler, RouteChoice route) {
    if (handler.sends.empty()) return "Receives " + handler.on + ".";
    std::string text = "Sends " + handler.on;
    for (std::size_t i = 0; i < handler.sends.size(); ++i) {
        const PartSend& send = handler.sends[i];
        const bool rest = i > 0 && !send.when && route == RouteChoice::first;
        text += i == 0                             ? " "
                : i + 1 < handler.sends.size()     ? ", "
                : rest                             ? ", and otherwise "
                : i == 1 && !handler.sends[0].when ? " and "
                                                   : ", and ";
        const bool other = !send.message.empty() && send.message != handler.on;
        text += (other ? "as " + send.message + " " : std::string{}) + "to " + send.setting;
        if (send.when) text += " when " + in_words(send.when->term);
    }
    return text + ".";
}

std::string described_manager(const Component& component) {
    std::vector<std::string> begins, ends, undoes, keys;
    for (const PartHandler& each : component.handlers) {
        if (each.start) begins.push_back(each.on);
        if (each.end && !each.compensates) ends.push_back(each.on);
        if (each.compensates) undoes.push_back(each.on);
        for (const std::string& key : each.correlate) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
        }
    }
    std::string text = "Follows events";
    if (!begins.empty()) text += " from " + in_a_row(begins);
    if (!ends.empty()) text += " to " + in_a_row(ends);
    if (!undoes.empty()) text += ", undone by " + in_a_row(undoes);
    if (!keys.empty()) text += "; events with the same " + in_a_row(keys) + " belong together";
    return text + ".";
}

}  // namespace

std::string in_a_row(const std::vector<std::string>& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i)
        out += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return out;
}

std::string described_routes(const Component& component) {
    if (!component.description.empty()) return component.description;
    if (component.is_manager()) return described_manager(component);
    std::string text;
    for (const PartHandler& each : component.handlers)
        text += (text.empty() ? "" : " ") + described(each, component.route);
    return text.empty() ? "Warns of every message: it has no handler." : text;
}

TemplateFields& add_targets(TemplateFields& fields, const Component& component) {
    std::vector<TemplateFields> targets;
    for (const PartTarget& each : component.targets) targets.emplace_back().set("setting", each.setting);
    fields.set("has_targets", !targets.empty());
    return fields.set("targets", std::move(targets));
}

Result<TemplateFields> fields_of_routes(const Component& component, const PythonMessages& messages) {
    const std::string subject = component.is_manager() ? "event" : "request";
    std::vector<TemplateFields> handlers;
    bool noted = false;
    for (const PartHandler& each : component.handlers) {
        auto body = HandlerBody(component, each, messages, subject).written();
        if (!body) return tl::unexpected<Failure>(body.error());
        const bool decorated = each.dispatch == Dispatch::decorated;
        handlers.emplace_back()
            .set("method", each.method)
            .set("message", messages.class_of(each.on))
            .set("decorated", decorated)
            .set("note", decorated && !noted)
            .set("subject", subject)
            .set("body", std::move(*body));
        noted = noted || decorated;
    }
    TemplateFields fields;
    fields.set("class", std::string(last_part(component.class_name)))
        .set("doc", python_docstring(described_routes(component), 4))
        .set("handlers", std::move(handlers));
    add_targets(fields, component);
    return fields;
}

}  // namespace millwright::templates
