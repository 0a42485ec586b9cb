#include "tests/support/production_dump.h"

#include <algorithm>
#include <vector>

namespace millwright::test {
namespace {

class Dump {
public:
    explicit Dump(const Production& production) : p_(production) {}

    std::string run() {
        line("production", {p_.name, p_.testing_enabled.text(), p_.log_general_trace_events.text(), p_.actor_pool_size,
                            p_.description_presence == Presence::present ? p_.description : Text("(absent)"),
                            p_.file_description, p_.protect_description});
        settings(p_.production_settings);
        attributes(p_.production_attributes);
        for (const Item& each : p_.items) item(each);
        for (const Message& each : p_.messages) {
            line("message", {each.name, number(each.kind), each.class_name, each.stream, each.description});
            fields("field", each.fields);
        }
        for (const Schedule& each : p_.schedules) schedule(each);
        for (const Story& each : p_.stories) story(each);
        for (const Entity& each : p_.entities) entity(each);
        for (const DeclaredName& each : p_.declared_names)
            line("declared", {number(each.kind), each.name, each.description});
        for (const Moved& each : p_.moved) line("moved", {number(each.kind), each.from, each.to, each.description});
        protections();
        for (const DefaultSetting& each : p_.default_settings) {
            line("default", {each.production, each.item, each.class_name, each.setting, each.value, each.description});
        }
        return out_;
    }

private:
    template <class Enum>
    static std::string number(Enum value) {
        return std::to_string(static_cast<int>(value));
    }
    static std::string time(Duration duration) { return std::to_string(duration.milliseconds); }
    static std::string time(const std::optional<Duration>& duration) { return duration ? time(*duration) : "-"; }

    static std::string condition(const Expression& when) { return (when.foreign ? "?" : "") + std::string(when.text); }

    static std::string joined(const std::vector<std::string>& words) {
        std::string out;
        for (const std::string& word : words) out += " <" + word + ">";
        return out;
    }
    template <class... Word>
    static std::vector<std::string> strings(const Word&... words) {
        return {std::string(words)...};
    }
    struct Word {
        std::string text;
        Word(std::string from) : text(std::move(from)) {}
        Word(Text from) : text(from) {}
        Word(const char* from) : text(from) {}
        Word(bool from) : text(from ? "yes" : "no") {}
    };
    static std::string as_line(const std::string& what, const std::vector<Word>& words) {
        std::string out = what;
        for (const Word& word : words) out += " <" + word.text + ">";
        return out + "\n";
    }
    void line(const std::string& what, const std::vector<Word>& words) { out_ += as_line(what, words); }

    void names(const std::string& what, Range<NameRef> range) {
        for (const NameRef& each : p_.of(range)) line("  " + what, {each.name});
    }
    void fields(const std::string& what, Range<Field> range) {
        for (const Field& each : p_.of(range)) line("  " + what, {each.name, each.type, each.optional});
    }
    void assignments(const std::string& what, Range<Assignment> range) {
        for (const Assignment& each : p_.of(range)) line("    " + what, {each.field, each.value.text});
    }
    void settings(Range<Setting> range) {
        std::vector<std::string> lines;
        for (const Setting& each : p_.of(range)) {
            std::string text = as_line("  setting", {each.scope, each.name, each.value, number(each.form),
                                                     each.is_target(), each.refers_to_secret, each.description});
            for (const NameRef& name : p_.of(each.names)) text += as_line("    names", {name.name});
            lines.push_back(std::move(text));
        }
        std::sort(lines.begin(), lines.end());
        for (const std::string& text : lines) out_ += text;
    }
    void attributes(Range<Attribute> range) {
        for (const Attribute& each : p_.of(range)) line("  attribute", {each.name, each.value});
    }

    void item(const Item& item) {
        line("item", {item.name, number(item.role), item.class_name, item.category, item.comment, item.schedule,
                      item.pool_size, item.enabled.text(), item.foreground.text(), item.log_trace_events.text(),
                      item.adapter, item.description});
        settings(item.settings);
        attributes(item.attributes);
        names("emits", item.emits);
        names("accepts", item.accepts);
        for (const Reply& each : p_.of(item.replies)) line("  replies", {each.received, each.reply});
        for (const Raise& each : p_.of(item.raises)) line("  raises", {each.command, each.event});
        if (item.behaviour) behaviour(*item.behaviour);
    }
    void behaviour(const Behaviour& b) {
        line("  behaviour",
             {b.title, time(b.timeout), number(b.overlap), b.announces_start, b.announces_complete, b.announces_failure,
              number(b.when_failed), number(b.route), b.workflow_target, b.workflow_product_type, b.workflow_task,
              b.announces_description, b.workflow_description});
        names("implements", b.implements);
        for (const Trigger& each : slice(p_.triggers, b.triggers)) {
            line("  trigger",
                 {number(each.kind), each.subject, each.to, each.from, time(each.every), each.description});
        }
        fields("input", b.inputs);
        for (const Output& each : slice(p_.outputs, b.outputs)) {
            line("  output", {each.field.name, each.field.type, each.field.optional, each.satisfies.story,
                              each.satisfies.outcome, each.satisfies.description, each.description});
        }
        names("stream", b.streams);
        fields("state", b.state);
        for (const Handler& each : p_.of(b.handlers)) handler(each);
        steps(b.steps);
        for (const Compensation& each : slice(p_.compensations, b.compensations)) {
            line("  compensation", {each.name, each.to, each.message, each.call, time(each.timeout), each.description});
            assignments("with", each.with);
        }
    }
    void handler(const Handler& h) {
        line("  handler", {h.on, h.method, number(h.dispatch), condition(h.when), h.reply, h.reject, h.start, h.end,
                           h.compensates, h.description});
        names("reads", h.reads);
        for (const Correlation& each : p_.of(h.correlate))
            line("    correlate", {each.instance_field, each.event_field});
        for (const Send& each : p_.of(h.sends)) {
            line("    send", {each.to, each.message, number(each.mode), condition(each.when), time(each.timeout),
                              each.description});
            assignments("with", each.with);
        }
    }
    void steps(Range<Step> range) {
        for (const Step& s : slice(p_.steps, range)) {
            line("  step", {s.name,
                            number(s.kind),
                            condition(s.when),
                            s.after_given,
                            s.required,
                            time(s.timeout),
                            std::to_string(s.retry.max_attempts),
                            number(s.retry.backoff),
                            time(s.retry.interval),
                            std::to_string(s.retry.factor),
                            time(s.retry.max_interval),
                            number(s.run_as),
                            s.fail_fast,
                            s.compensate_with,
                            s.on_success,
                            s.on_failure,
                            s.to,
                            s.message,
                            s.call,
                            s.subject,
                            s.detail,
                            s.assignee_role,
                            number(s.on_any_failure),
                            s.on_true,
                            s.on_false,
                            s.where.text,
                            s.description,
                            s.wait_description,
                            s.retry.description});
            names("after", s.after);
            names("needs", s.needs);
            names("gives", s.gives);
            names("steps", s.steps);
            assignments("with", s.with);
            for (const Satisfies& each : slice(p_.satisfied, s.satisfies))
                line("    satisfies", {each.story, each.outcome, each.description});
            for (const Effect& each : slice(p_.effects, s.effects)) {
                line("    effect", {number(each.kind), each.entity, each.where.text, each.description});
                assignments("set", each.set);
            }
            for (const Outcome& each : slice(p_.outcomes, s.outcomes)) {
                line("    outcome", {each.name, each.label, each.go_to, each.confirm, each.style, each.description});
                assignments("set", each.set);
            }
        }
    }
    void schedule(const Schedule& s) {
        line("schedule", {s.name, s.title, s.cron, time(s.every), s.timezone, s.catch_up, number(s.overlap),
                          time(s.timeout), s.process, s.description});
        names("implements", s.implements);
        steps(s.steps);
    }
    void story(const Story& s) {
        line("story", {s.name, s.title, s.persona, number(s.status), s.executed_by, s.narrative_only, s.description});
        names("entity", s.entities);
        names("given", s.given);
        names("when", s.when);
        names("then", s.then);
        for (const Unless& each : slice(p_.exceptions, s.unless))
            line("  unless", {each.when, each.then, each.description});
    }
    void entity(const Entity& e) {
        line("entity", {e.name, e.description});
        names("state", e.states);
        for (const Transition& each : slice(p_.transitions, e.transitions))
            line("  transition", {each.from, each.to, each.description});
        fields("field", e.fields);
    }
    void protections() {
        for (const ProtectedKind kind : {ProtectedKind::item, ProtectedKind::process}) {
            for (const Protection& each : p_.protections) {
                if (each.kind == kind) line("protected", {number(each.kind), each.name});
            }
        }
    }

    const Production& p_;
    std::string out_;
};

}  // namespace

std::string dump(const Production& production) {
    return Dump(production).run();
}

}  // namespace millwright::test
