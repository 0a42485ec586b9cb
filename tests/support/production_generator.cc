#include "tests/support/production_generator.h"

#include <array>
#include <random>
#include <set>
#include <string>

#include "settings/step_keys.h"

namespace millwright::test {
namespace {

constexpr std::array<std::string_view, 44> words{"A",
                                                 "B",
                                                 "C",
                                                 "to EMR - FILE",
                                                 "x.y",
                                                 "quote\"s",
                                                 "'single'",
                                                 "back\\slash",
                                                 "new\nline",
                                                 "two\nlines\n",
                                                 "\n",
                                                 "tab\tbed",
                                                 "\r\n",
                                                 "carriage\rreturn",
                                                 "${x}",
                                                 "$${y}",
                                                 "$",
                                                 "$${secret:z}",
                                                 "}${",
                                                 "#no comment",
                                                 "]",
                                                 "[[x]]",
                                                 "=",
                                                 "a = 1",
                                                 "{ b = 2 }",
                                                 "\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80",
                                                 "'''",
                                                 "\"\"\"",
                                                 "\"",
                                                 "\"\"",
                                                 "\\",
                                                 "\\n",
                                                 "\x01",
                                                 "\x7F",
                                                 "1",
                                                 "true",
                                                 "*",
                                                 ",",
                                                 "A,B",
                                                 "A, B",
                                                 " lead",
                                                 "trail ",
                                                 "\xE2\x80\xAE",
                                                 "-"};

class Generator {
public:
    explicit Generator(const Choices& choose) : choose_(choose) {}

    Production run() {
        p_.name = text();
        p_.testing_enabled = flag();
        p_.log_general_trace_events = flag();
        p_.actor_pool_size = count();
        p_.description_presence = one_of(2) == 0 ? Presence::present : Presence::absent;
        if (p_.description_presence == Presence::present) p_.description = maybe();
        p_.production_settings = production_settings();
        p_.production_attributes = attributes();
        for (std::size_t i = 0, n = one_of(8); i < n; ++i) p_.items.push_back(item());
        for (const Text name : things()) p_.messages.push_back(message(name));
        for (const Text name : things()) p_.schedules.push_back(schedule(name));
        for (const Text name : things()) p_.stories.push_back(story(name));
        for (const Text name : things()) p_.entities.push_back({name, names(), transitions(), fields(), {}, maybe()});
        for (int kind = 0; kind < 4; ++kind) {
            for (const Text name : things())
                p_.declared_names.push_back({static_cast<DeclaredKind>(kind), name, {}, maybe()});
        }
        for (std::size_t i = 0, n = one_of(3); i < n; ++i)
            p_.moved.push_back({any<MovedKind>(5), text(), text(), {}, maybe()});
        for (std::size_t i = 0, n = one_of(3); i < n; ++i) {
            p_.protections.push_back({any<ProtectedKind>(2), text(), {}});
            p_.default_settings.push_back({text(), text(), "*", text(), maybe(), {}, maybe()});
        }
        p_.file_description = maybe();
        p_.protect_description = maybe();
        recognise_targets(p_);
        return std::move(p_);
    }

private:
    std::size_t one_of(std::size_t count) { return choose_(count); }
    bool coin() { return one_of(2) == 0; }
    template <class Enum>
    Enum any(std::size_t count) {
        return static_cast<Enum>(one_of(count));
    }
    Text text() {
        std::string made;
        for (std::size_t i = 0, n = 1 + one_of(2); i < n; ++i) made += words[one_of(words.size())];
        return p_.texts.keep(made);
    }
    Text maybe() { return coin() ? text() : Text{}; }
    /// Different texts, the empty one among them.
    std::vector<Text> keys() {
        std::set<Text> seen;
        std::vector<Text> made;
        for (std::size_t i = 0, n = one_of(4); i < n; ++i) {
            const Text key = one_of(10) == 0 ? Text{} : text();
            if (seen.insert(key).second) made.push_back(key);
        }
        return made;
    }
    Flag flag() {
        constexpr std::array<std::string_view, 5> spellings{"true", "false", "1", "perhaps", ""};
        return Flag::read(spellings[one_of(spellings.size())], p_.texts);
    }
    Text count() {
        constexpr std::array<Text, 8> counts{"1", "2", "0", "007", "many", "", "-1", "99999999999999999999"};
        return counts[one_of(counts.size())];
    }
    Duration duration() {
        constexpr std::array<std::int64_t, 6> units{1, 1'000, 30'000, 60'000, 3'600'000, 86'400'000};
        return {static_cast<std::int64_t>(one_of(100)) * units[one_of(units.size())]};
    }
    Duration period() { return {duration().milliseconds + 1}; }
    std::optional<Duration> maybe_duration() { return coin() ? std::optional(duration()) : std::nullopt; }
    /// Names of things, which are not empty.
    std::vector<Text> things() {
        std::vector<Text> made = keys();
        std::erase(made, Text{});
        return made;
    }
    Range<NameRef> names() {
        std::vector<NameRef> made;
        for (std::size_t i = 0, n = one_of(3); i < n; ++i) made.push_back({text(), {}});
        return append(p_.names, std::move(made));
    }
    Expression expression() { return {maybe(), {}}; }
    Expression condition() {
        Expression made = expression();
        made.foreign = !made.text.empty() && coin();
        return made;
    }
    Range<Assignment> assignments() {
        std::vector<Assignment> made;
        for (const Text key : keys()) made.push_back({key, expression()});
        return append(p_.assignments, std::move(made));
    }
    Field field(Text name) {
        constexpr std::array<Text, 4> types{"string", "list<int>", "a|b", "map<any>"};
        return {name, types[one_of(types.size())], coin(), {}};
    }
    Range<Field> fields() {
        std::vector<Field> made;
        for (const Text key : keys()) made.push_back(field(key));
        return append(p_.fields, std::move(made));
    }
    Range<Attribute> attributes() {
        std::vector<Attribute> made;
        for (const Text key : keys()) made.push_back({key, maybe(), {}});
        return append(p_.attributes, std::move(made));
    }

    Setting setting(Text scope, Text name) {
        Setting made{scope, name, maybe(), {}, {}};
        constexpr std::array<Text, 5> numbers{"5", "-1.50", "0x1F", "1_000", "1e5"};
        switch (one_of(6)) {
            case 0:
                made.form = ValueForm::number;
                made.value = numbers[one_of(numbers.size())];
                break;
            case 1:
                made.form = ValueForm::boolean;
                made.value = coin() ? "1" : "0";
                break;
            case 2:
                made.refers_to_secret = true;
                made.value = "user=$${x}\n${secret:pass.word}$";
                break;
            default: break;
        }
        return made;
    }
    Setting target(Text name) {
        Setting made{"Host", name, {}, {}, {}};
        made.target = TargetOrigin::declared;
        made.names = names();
        std::string value;
        for (const NameRef& each : p_.of(made.names)) value += (value.empty() ? "" : ",") + std::string(each.name);
        if (p_.of(made.names).size() == 2 && p_.of(made.names)[0].name.empty()) value = "," + value;
        made.value = p_.texts.keep(value);
        return made;
    }
    Range<Setting> settings() {
        std::vector<Setting> made;
        for (const Text name : keys()) made.push_back(one_of(3) == 0 ? target(name) : setting("Host", name));
        for (const Text name : keys()) made.push_back(setting("Adapter", name));
        for (std::size_t i = 0, n = one_of(2); i < n; ++i) {
            made.push_back(setting(maybe(), maybe()));
            made.back().description = maybe();
        }
        return append(p_.settings, std::move(made));
    }
    Range<Setting> production_settings() {
        constexpr std::array<Text, 4> own{"ShutdownTimeout", "AlertActionWindow", "AlertNotificationManager", "Other"};
        constexpr std::array<Text, 5> values{"0", "120", "90", "010", "soon"};
        std::vector<Setting> made;
        for (const Text name : own) {
            if (coin()) made.push_back({"Production", name, values[one_of(values.size())], {}, {}});
        }
        if (coin()) {
            made.push_back(setting("", text()));
            made.back().description = maybe();
        }
        return append(p_.settings, std::move(made));
    }

    Item item() {
        Item made;
        made.name = one_of(10) == 0 ? Text{} : text();
        made.role = any<Role>(4);
        made.class_name = text();
        made.category = maybe();
        made.comment = maybe();
        made.schedule = maybe();
        made.pool_size = count();
        made.enabled = flag();
        made.foreground = flag();
        made.log_trace_events = flag();
        made.settings = settings();
        made.attributes = attributes();
        made.adapter = maybe();
        made.emits = names();
        made.accepts = names();
        std::vector<Reply> replies;
        std::vector<Raise> raises;
        for (const Text key : keys()) replies.push_back({key, maybe(), {}});
        for (const Text key : keys()) {
            raises.push_back({key, text(), {}});
            if (coin()) raises.push_back({key, text(), {}});
        }
        made.replies = append(p_.replies, std::move(replies));
        made.raises = append(p_.raises, std::move(raises));
        made.description = maybe();
        if (made.role == Role::process && coin()) made.behaviour = behaviour();
        return made;
    }
    Behaviour behaviour() {
        Behaviour made;
        made.title = text();
        made.implements = names();
        made.triggers = triggers();
        made.inputs = fields();
        std::vector<Output> outputs;
        for (const Text key : keys()) {
            outputs.push_back({field(key), coin() ? Satisfies{text(), text(), {}, maybe()} : Satisfies{}, maybe()});
        }
        made.outputs = append(p_.outputs, std::move(outputs));
        made.timeout = duration();
        made.overlap = any<Overlap>(4);
        made.announces_start = maybe();
        made.announces_complete = maybe();
        made.announces_failure = maybe();
        made.when_failed = any<WhenFailed>(2);
        made.route = any<RouteChoice>(2);
        made.streams = names();
        made.state = fields();
        std::vector<Handler> handlers;
        for (std::size_t i = 0, n = one_of(3); i < n; ++i) handlers.push_back(handler());
        made.handlers = append(p_.handlers, std::move(handlers));
        made.steps = steps();
        std::vector<Compensation> compensations;
        if (coin())
            compensations.push_back({text(), maybe(), maybe(), assignments(), maybe(), duration(), {}, maybe()});
        made.compensations = append(p_.compensations, std::move(compensations));
        made.workflow_target = maybe();
        made.workflow_product_type = maybe();
        made.workflow_task = coin();
        made.announces_description = maybe();
        made.workflow_description = maybe();
        return made;
    }
    Range<Trigger> triggers() {
        std::vector<Trigger> made;
        for (std::size_t i = 0, n = one_of(3); i < n; ++i) {
            Trigger trigger;
            trigger.kind = any<TriggerKind>(9);
            const bool subject = trigger.kind != TriggerKind::manual && trigger.kind != TriggerKind::every;
            if (subject) trigger.subject = text();
            if (trigger.kind == TriggerKind::every) trigger.every = period();
            if (trigger.kind == TriggerKind::entity_status) trigger.to = text();
            if (trigger.kind == TriggerKind::entity_status) trigger.from = maybe();
            if (trigger.kind == TriggerKind::entity_change) trigger.to = coin() ? "created" : "deleted";
            if (trigger.kind == TriggerKind::cron) trigger.to = maybe();
            trigger.description = maybe();
            made.push_back(trigger);
        }
        return append(p_.triggers, std::move(made));
    }
    Handler handler() {
        Handler made;
        made.on = text();
        made.method = maybe();
        made.dispatch = made.on == "*" ? Dispatch::fallback : any<Dispatch>(3);
        made.when = condition();
        std::vector<Send> sends;
        for (std::size_t i = 0, n = one_of(3); i < n; ++i) {
            sends.push_back(
                {text(), maybe(), any<Interaction>(2), condition(), assignments(), maybe_duration(), {}, maybe()});
        }
        made.sends = append(p_.sends, std::move(sends));
        made.reply = maybe();
        made.reject = coin();
        made.reads = names();
        made.start = coin();
        made.end = coin();
        made.compensates = coin();
        std::vector<Correlation> correlations;
        for (const Text key : keys()) correlations.push_back({key, coin() ? key : text(), {}});
        made.correlate = append(p_.correlations, std::move(correlations));
        made.description = maybe();
        return made;
    }
    Range<Step> steps() {
        std::vector<Step> made;
        for (std::size_t i = 0, n = one_of(4); i < n; ++i) made.push_back(step());
        return append(p_.steps, std::move(made));
    }
    Step step() {
        Step made;
        made.name = text();
        made.kind = any<StepKind>(13);
        made.when = condition();
        made.after_given = coin();
        if (made.after_given) made.after = names();
        made.required = coin();
        made.needs = names();
        made.gives = names();
        made.timeout = coin() ? settings::default_timeout(made.kind) : duration();
        made.retry = {
            static_cast<std::uint32_t>(one_of(4)), any<Backoff>(3), duration(), coin() ? 2.0 : 1e300, {}, maybe()};
        made.retry.max_interval = {made.retry.interval.milliseconds + duration().milliseconds};
        made.run_as = any<RunAs>(3);
        made.fail_fast = coin();
        made.compensate_with = maybe();
        made.on_success = maybe();
        made.on_failure = maybe();
        std::vector<Satisfies> satisfied;
        std::vector<Effect> effects;
        if (coin()) satisfied.push_back({text(), text(), {}, maybe()});
        if (coin()) effects.push_back({any<EffectKind>(2), text(), {}, assignments(), {}, maybe()});
        if (!effects.empty() && effects[0].kind == EffectKind::update) effects[0].where = expression();
        made.satisfies = append(p_.satisfied, std::move(satisfied));
        made.effects = append(p_.effects, std::move(effects));
        made.description = maybe();
        for (const settings::StepKey& key : settings::step_keys) {
            if (key.belongs_to(made.kind)) key_of_kind(key, made);
        }
        return made;
    }
    void key_of_kind(const settings::StepKey& key, Step& made) {
        if (key.where != nullptr) made.*(key.where) = maybe();
        if (key.key == "with") made.with = assignments();
        if (key.key == "entity") (made.kind == StepKind::query ? made.subject : made.detail) = maybe();
        if (key.key == "wait") {
            made.detail = maybe();
            if (!made.detail.empty()) made.wait_description = maybe();
        }
        if (key.key == "steps") made.steps = names();
        if (key.key == "where") made.where = expression();
        if (key.key == "on_any_failure") made.on_any_failure = any<ParallelFailure>(3);
        if (key.key == "outcomes") {
            std::vector<Outcome> outcomes;
            if (coin()) outcomes.push_back({text(), maybe(), maybe(), assignments(), maybe(), maybe(), {}, maybe()});
            made.outcomes = append(p_.outcomes, std::move(outcomes));
        }
    }

    Message message(Text name) { return {name, any<MessageKind>(3), maybe(), maybe(), fields(), maybe(), {}}; }
    Schedule schedule(Text name) {
        Schedule made{name,    maybe(), names(), maybe(), {}, maybe(), coin(), any<Overlap>(4), maybe_duration(),
                      maybe(), steps(), {},      maybe()};
        if (coin()) made.every = period();
        return made;
    }
    Story story(Text name) {
        Story made{name,   maybe(), maybe(), any<StoryStatus>(3), names(), names(), names(), names(), {}, maybe(),
                   coin(), {},      maybe()};
        std::vector<Unless> exceptions;
        for (std::size_t i = 0, n = one_of(3); i < n; ++i) exceptions.push_back({maybe(), maybe(), {}, maybe()});
        made.unless = append(p_.exceptions, std::move(exceptions));
        return made;
    }
    Range<Transition> transitions() {
        std::vector<Transition> made;
        for (std::size_t i = 0, n = one_of(3); i < n; ++i) made.push_back({text(), text(), maybe()});
        return append(p_.transitions, std::move(made));
    }

    const Choices& choose_;
    Production p_;
};

}  // namespace

Production generated_production(std::uint32_t seed) {
    std::mt19937 random(seed);
    return generated_production(
        [&random](std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random); });
}

Production generated_production(const Choices& choose) {
    return Generator(choose).run();
}

}  // namespace millwright::test
