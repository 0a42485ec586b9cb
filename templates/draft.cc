#include "templates/draft.h"

#include <algorithm>

#include "graph/suggest.h"
#include "graph/utf8.h"
#include "templates/names.h"

namespace millwright::templates {
namespace {

/// Which problems are questions of usage and which are refusals; everything else is wrong input.
FailureKind failure_of(Code code) {
    switch (code) {
        case Code::unusable_name:
        case Code::unknown_name:
        case Code::module_not_understood:
        case Code::usage: return FailureKind::environment;
        case Code::name_taken: return FailureKind::refused;
        default: return FailureKind::input;
    }
}

/// Of several failures the one that decides the exit status.
FailureKind stronger(FailureKind a, FailureKind b) {
    if (a == FailureKind::environment || b == FailureKind::environment) return FailureKind::environment;
    if (a == FailureKind::refused || b == FailureKind::refused) return FailureKind::refused;
    return FailureKind::input;
}

/// Splits at the last point.
std::pair<std::string, std::string> split_last(const std::string& key) {
    const std::size_t point = key.rfind('.');
    if (point == std::string::npos) return {{}, key};
    return {key.substr(0, point), key.substr(point + 1)};
}

}  // namespace

KeyedOptions::KeyedOptions(std::string_view option, const std::vector<Given>& given, bool with_field) {
    for (const Given& each : given) {
        KeyedOption keyed;
        keyed.option = std::string(option) + " " + printable(each.key);
        std::string rest = each.key;
        if (with_field) std::tie(rest, keyed.field) = split_last(rest);
        std::tie(keyed.message, keyed.subject) = split_last(rest);
        keyed.value = each.value;
        options_.push_back(std::move(keyed));
    }
}

bool KeyedOptions::names_message(std::string_view message, std::string_view subject) const {
    return std::any_of(options_.begin(), options_.end(),
                       [&](const KeyedOption& each) { return each.message == message && each.subject == subject; });
}

const KeyedOption* KeyedOptions::find(std::string_view message, std::string_view subject) {
    const auto all_of_it = all(message, subject);
    return all_of_it.empty() ? nullptr : all_of_it.front();
}

std::vector<const KeyedOption*> KeyedOptions::all(std::string_view message, std::string_view subject) {
    std::vector<const KeyedOption*> found;
    for (KeyedOption& each : options_) {
        if (each.subject != subject || (!each.message.empty() && each.message != message)) continue;
        each.used = true;
        const auto same = std::find_if(found.begin(), found.end(),
                                       [&](const KeyedOption* other) { return other->field == each.field; });
        if (same == found.end())
            found.push_back(&each);
        else if ((*same)->message.empty() || !each.message.empty())
            *same = &each;
    }
    return found;
}

Draft::Draft(const PartRequest& asked, const Project& to)
    : request(asked),
      project(to),
      production(to.production == nullptr ? none_ : *to.production),
      language(asked.language.value_or(to.language)),
      when("--when", asked.when, false),
      send("--send", asked.send, false),
      with("--with", asked.with, true),
      index_(production),
      declared_(production) {
    part.language = language;
    part.production = std::string(production.name);
    read_fields();
}

Diagnostic& Draft::refuse(Code code, std::string message, std::string hint) {
    failure_ = problems_.empty() ? failure_of(code) : stronger(failure_, failure_of(code));
    return problems_.add(code, {}, std::move(message)).advise(std::move(hint)).as(Severity::error);
}

bool Draft::take(Result<bool> checked) {
    if (checked) return true;
    failure_ = problems_.empty() ? checked.error().kind : stronger(failure_, checked.error().kind);
    problems_.merge(std::move(checked.error().diagnostics));
    return false;
}

void Draft::remark(std::string sentence) {
    auto& all = part.remarks;
    if (std::find(all.begin(), all.end(), sentence) == all.end()) all.push_back(std::move(sentence));
}

Result<Part> Draft::finish() {
    report_unused();
    if (!problems_.empty()) return tl::unexpected(Failure{failure_, std::move(problems_)});
    part.messages.assign(messages_.begin(), messages_.end());
    return std::move(part);
}

const Item* Draft::find_item(std::string_view name) const {
    const ItemId id = index_.find(name);
    return id ? &production[id] : nullptr;
}

std::vector<std::string_view> Draft::item_names() const {
    std::vector<std::string_view> names;
    for (const Item& each : production.items) names.push_back(each.name);
    return names;
}

ConditionScope Draft::scope_of(std::vector<PartField> fields, bool open) const {
    ConditionScope scope;
    scope.open = open;
    const auto members = [this, fields = std::move(fields)](std::string_view owner) -> std::vector<PartField> {
        if (owner.empty()) return fields;
        if (const PartMessage* message = known_message(owner)) return message->fields;
        return {};
    };
    scope.type_of = [members](std::string_view owner, std::string_view name) -> std::optional<FieldType> {
        for (const PartField& each : members(owner)) {
            if (each.name == name) return each.type;
        }
        return std::nullopt;
    };
    scope.names = [members](std::string_view owner) {
        std::vector<std::string> names;
        for (const PartField& each : members(owner)) names.push_back(each.name);
        return names;
    };
    return scope;
}

void Draft::report_unused() {
    for (const GivenField& each : fields_) {
        if (each.used) continue;
        std::vector<std::string_view> names;
        for (const PartMessage& message : messages_) names.push_back(message.name);
        if (each.message.empty() && names.size() != 1) {
            std::string hint = "write --field MESSAGE." + each.field.name + "=...";
            refuse(Code::unknown_name, each.option + " does not say of which message it is", std::move(hint));
        } else {
            refuse(Code::unknown_name,
                   each.option + ": this part has nothing to do with a message " + in_quotes(each.message),
                   did_you_mean(each.message, names));
        }
    }
    std::vector<std::string_view> subjects;
    for (const Component& each : part.components) {
        for (const PartTarget& target : each.targets) subjects.push_back(target.setting);
        for (const PartStep& step : each.steps) subjects.push_back(step.name);
        for (const PartCompensation& undo : each.compensations) subjects.push_back(undo.name);
    }
    std::vector<std::string_view> received;
    for (const PartMessage& each : messages_) received.push_back(each.name);
    for (const KeyedOptions* options : {&when, &send, &with}) {
        for (const KeyedOption& each : options->options()) {
            if (each.used) continue;
            const bool known = std::find(subjects.begin(), subjects.end(), each.subject) != subjects.end();
            if (known) {
                refuse(Code::unknown_name,
                       each.option + ": nothing is sent there for a message " + in_quotes(each.message),
                       did_you_mean(each.message, received));
            } else {
                refuse(Code::unknown_name, each.option + ": there is no target setting " + in_quotes(each.subject),
                       did_you_mean(each.subject, subjects));
            }
        }
    }
}

}  // namespace millwright::templates
