// A scenario that is asked for by itself: what the handlers that settings declare do with a message.
#include <algorithm>

#include "graph/check/families.h"
#include "graph/suggest.h"
#include "graph/utf8.h"
#include "templates/cases.h"
#include "templates/names.h"
#include "templates/trace.h"
#include "templates/work_out.h"

namespace millwright::templates {
namespace {

/// The text of a field's value as what it means.
std::optional<Value> value_of(const std::string& text, const FieldType& type) {
    switch (type.kind) {
        case FieldKind::boolean:
            if (text == "true" || text == "false") return Value(text == "true");
            return std::nullopt;
        case FieldKind::integer:
        case FieldKind::decimal: {
            const auto number = Decimal::parse(text);
            if (!number || (type.kind == FieldKind::integer && !number->is_whole())) return std::nullopt;
            return Value(*number);
        }
        case FieldKind::date:
        case FieldKind::datetime: {
            auto date = parse_date(text);
            const bool fits = date && std::holds_alternative<Date>(*date) == (type.kind == FieldKind::date);
            return fits ? date : std::nullopt;
        }
        case FieldKind::duration: {
            const auto duration = parse_duration(text);
            return duration ? std::optional(Value(*duration)) : std::nullopt;
        }
        case FieldKind::choice:
            if (std::find(type.choices.begin(), type.choices.end(), text) == type.choices.end()) return std::nullopt;
            return Value(text);
        case FieldKind::list: {
            const auto term = parse_condition(text);
            const Value list = term ? evaluate(*term, [](std::string_view) { return Value{}; }) : Value{};
            return std::holds_alternative<ValueList>(list) ? std::optional(list) : std::nullopt;
        }
        case FieldKind::map:
        case FieldKind::message: return std::nullopt;
        default: return Value(text);
    }
}

class ScenarioWork {
public:
    explicit ScenarioWork(Draft& draft) : draft_(draft) {}
    void work_out();

private:
    void find_item();
    std::vector<std::string> taken() const;
    void find_message();
    void find_fields();
    void read_body();
    void follow();
    void follow_steps(Trace& trace);
    void follow_service(Trace& trace);

    Draft& draft_;
    const Item* item_ = nullptr;
    const PartMessage* message_ = nullptr;
    std::vector<PartField> fields_;
    PartScenario scenario_;
};

void ScenarioWork::find_item() {
    const std::string& to = draft_.request.to;
    item_ = draft_.find_item(to);
    if (item_ != nullptr) return;
    if (to.empty()) {
        draft_.refuse(Code::usage, "--to does not say where the message goes", "write --to ITEM");
        return;
    }
    draft_.refuse(Code::unknown_name, "--to " + printable(to) + ": there is no item " + in_quotes(to),
                  did_you_mean(to, draft_.item_names()));
}

/// What the item says that it takes; of a service what it brings in.
std::vector<std::string> ScenarioWork::taken() const {
    std::vector<std::string> all;
    const Production& production = draft_.production;
    const auto add = [&](Text name) {
        const Message* declared = draft_.find_declared(name);
        const std::string known(declared == nullptr ? name : declared->name);
        if (declared != nullptr && std::find(all.begin(), all.end(), known) == all.end()) all.push_back(known);
    };
    for (const NameRef& each : production.of(item_->accepts)) add(each.name);
    if (item_->role == Role::service) {
        for (const NameRef& each : production.of(item_->emits)) add(each.name);
    }
    if (!item_->behaviour) return all;
    for (const Handler& each : production.of(item_->behaviour->handlers)) add(each.on);
    for (const Trigger& each : slice(production.triggers, item_->behaviour->triggers)) {
        if (each.kind == TriggerKind::event || each.kind == TriggerKind::message) add(each.subject);
    }
    return all;
}

void ScenarioWork::find_message() {
    const std::vector<std::string> known = taken();
    const bool by_hand = item_->behaviour && !item_->behaviour->steps.empty() && known.empty();
    std::string name = draft_.request.on.empty() ? std::string{} : draft_.request.on.front();
    if (draft_.request.on.size() > 1)
        draft_.refuse(Code::usage, "a scenario sends one message, and --on names several", "keep one --on");
    if (name.empty()) {
        if (by_hand) return;
        if (known.empty()) {
            draft_.refuse(Code::usage, "--on does not say which message " + in_quotes(item_->name) + " gets",
                          "write --on MESSAGE");
            return;
        }
        name = known.front();
        draft_.remark("No --on was given, so " + in_quotes(name) + " is sent.");
    }
    const Message* declared = draft_.find_declared(name);
    if (declared == nullptr) {
        std::vector<std::string_view> names;
        for (const Message& each : draft_.production.messages) names.push_back(each.name);
        draft_.refuse(Code::unknown_name, "--on " + printable(name) + ": there is no message " + in_quotes(name),
                      did_you_mean(name, names));
        return;
    }
    if (!known.empty() && std::find(known.begin(), known.end(), declared->name) == known.end()) {
        const auto& handlers = draft_.production.of(item_->behaviour ? item_->behaviour->handlers : Range<Handler>{});
        const bool any =
            std::any_of(handlers.begin(), handlers.end(), [](const Handler& each) { return each.on == "*"; });
        if (!any) {
            draft_.refuse(Code::message_not_accepted,
                          "--on " + printable(name) + ": " + in_quotes(item_->name) + " does not take it",
                          "it takes " + in_quotes(known.front()));
        }
    }
    message_ = draft_.use_message(std::string(declared->name));
}

void ScenarioWork::find_fields() {
    if (message_ != nullptr) {
        fields_ = message_->fields;
    } else if (item_->behaviour) {
        for (const Field& each : slice(draft_.production.fields, item_->behaviour->inputs)) {
            FieldType type = parse_field_type(each.type).value_or(FieldType{});
            type.optional = type.optional || each.optional;
            fields_.push_back({std::string(each.name), std::move(type)});
        }
    }
}

void ScenarioWork::read_body() {
    const std::string of = message_ != nullptr ? in_quotes(message_->name) : in_quotes(item_->name);
    PartBody given;
    std::vector<std::string_view> names;
    for (const PartField& each : fields_) names.push_back(each.name);
    for (const Given& each : draft_.request.body) {
        const std::string option = "--body " + printable(each.key) + "=" + printable(each.value);
        const auto field = std::find_if(fields_.begin(), fields_.end(),
                                        [&](const PartField& known) { return known.name == each.key; });
        if (field == fields_.end() && !fields_.empty()) {
            draft_.refuse(Code::unknown_field, option + ": " + of + " has no such field",
                          did_you_mean(each.key, names));
            continue;
        }
        const FieldType type = field == fields_.end() ? FieldType{} : field->type;
        auto value = value_of(each.value, type);
        if (!value) {
            draft_.refuse(Code::wrong_value_type, option + ": the field takes " + to_text(type),
                          type.kind == FieldKind::message || type.kind == FieldKind::map
                              ? "write it into the scenario by hand"
                              : std::string{});
            continue;
        }
        given.emplace_back(each.key, std::move(*value));
    }
    for (const PartField& each : fields_) {
        const auto same =
            std::find_if(given.begin(), given.end(), [&](const auto& known) { return known.first == each.name; });
        if (same != given.end()) {
            scenario_.body.push_back(*same);
            continue;
        }
        if (each.type.optional) continue;
        if (auto value = sample_value(each)) {
            draft_.remark("Field " + in_quotes(each.name) + " of " + of + " gets " + literal_text(*value) +
                          "; --body " + each.name + "=VALUE says it better.");
            scenario_.body.emplace_back(each.name, std::move(*value));
        } else {
            draft_.refuse(Code::field_left_out,
                          "field " + in_quotes(each.name) + " of " + of + " is a record, and has to be there",
                          "let its type end with ? where it may be absent, or write the scenario by hand");
        }
    }
    if (fields_.empty()) scenario_.body = std::move(given);
}

/// Steps one after another, where all of them only send.
void ScenarioWork::follow_steps(Trace& trace) {
    const Production& production = draft_.production;
    const auto steps = slice(production.steps, item_->behaviour->steps);
    const auto plain = [](const Step& each) {
        const bool kind = each.kind == StepKind::service || each.kind == StepKind::send || each.kind == StepKind::wait;
        return kind && !each.after_given && each.on_success.empty() && !each.when.foreign;
    };
    if (!std::all_of(steps.begin(), steps.end(), plain)) {
        trace.doubt = in_quotes(item_->name) + " has steps that do not only send";
        return;
    }
    for (const Step& each : steps) trace.step(*item_, each, scenario_.message, scenario_.body);
}

/// By which target setting it sends a message, only the code of a service says.
void ScenarioWork::follow_service(Trace& trace) {
    std::size_t targets = 0;
    for (const Setting& setting : draft_.production.of(item_->settings)) {
        if (setting.scope != "Host" || !setting.is_target()) continue;
        PartTarget target{std::string(setting.name), {}};
        for (const NameRef& each : draft_.production.of(setting.names)) target.items.emplace_back(each.name);
        const auto accepted = accepted_by(draft_, target);
        if (accepted && std::find(accepted->begin(), accepted->end(), scenario_.message) == accepted->end()) continue;
        if (++targets > 1) {
            trace.doubt = "by which target setting " + in_quotes(item_->name) + " sends it";
            continue;
        }
        for (const std::string& each : target.items) {
            trace.send(std::string(item_->name), each, scenario_.message, scenario_.body, Interaction::async);
        }
    }
}

void ScenarioWork::follow() {
    Trace trace(draft_);
    const bool steps = item_->behaviour && !item_->behaviour->steps.empty();
    if (item_->role == Role::service)
        follow_service(trace);
    else if (steps)
        follow_steps(trace);
    else
        trace.receive(scenario_.to, scenario_.message, scenario_.body);
    trace.run();
    if (!trace.doubt.empty())
        draft_.remark("What is expected ends where nothing more is known: " + trace.doubt + "; complete it by hand.");
    scenario_.edges = std::move(trace.edges);
    scenario_.messages = std::move(trace.messages);
    if (trace.waits) scenario_.status = "waiting";
    scenario_.nothing_else = trace.doubt.empty() && !steps;
}

void ScenarioWork::work_out() {
    const PartRequest& request = draft_.request;
    draft_.take(check_part_name(PartKind::scenario, request.name, draft_.language));
    if (!draft_.knows_items()) {
        draft_.refuse(
            Code::usage, "scenarios are about a settings.toml, and this project has none",
            "write the settings of the project as settings.toml first: millwright import settings.py -o settings.toml");
        return;
    }
    find_item();
    if (item_ == nullptr) return;
    scenario_.name = request.name;
    scenario_.to = std::string(item_->name);
    find_message();
    if (message_ != nullptr) scenario_.message = message_->name;
    if (draft_.has_problems()) return;
    find_fields();
    read_body();
    if (draft_.has_problems()) return;
    follow();
    draft_.part.scenarios.push_back(std::move(scenario_));
}

}  // namespace

void work_out_scenario(Draft& draft) {
    ScenarioWork(draft).work_out();
}

}  // namespace millwright::templates
