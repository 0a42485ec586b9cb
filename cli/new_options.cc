#include "cli/new_options.h"

#include <algorithm>
#include <span>
#include <variant>

#include "graph/utf8.h"

namespace millwright::cli {
namespace {

using templates::Given;
using templates::Inlet;
using templates::Language;
using templates::PartKind;
using templates::PartRequest;

/// A set of kinds, one bit for each.
using Kinds = unsigned;
constexpr std::array all_kinds{PartKind::production, PartKind::service,  PartKind::process, PartKind::operation,
                               PartKind::message,    PartKind::schedule, PartKind::story,   PartKind::scenario};

constexpr Kinds bit(PartKind kind) {
    return 1U << static_cast<unsigned>(kind);
}
constexpr Kinds production = bit(PartKind::production), service = bit(PartKind::service),
                process = bit(PartKind::process), operation = bit(PartKind::operation),
                message = bit(PartKind::message), schedule = bit(PartKind::schedule), story = bit(PartKind::story),
                scenario = bit(PartKind::scenario);
constexpr Kinds components = service | process | operation;
constexpr Kinds any = ~0U;

/// A flag that turns something off.
struct Off {
    bool PartRequest::*what;
};

/// Where the words of an option go.
using Into =
    std::variant<std::string PartRequest::*, std::vector<std::string> PartRequest::*, std::vector<Given> PartRequest::*,
                 bool PartRequest::*, Off, std::optional<Language> PartRequest::*, Inlet PartRequest::*>;

struct Option {
    std::string_view name;
    std::string_view placeholder;
    Kinds kinds;
    Into into;
    std::string_view help;
    std::span<const std::string_view> allowed = {};
};

/// Options that are listed together; `kinds` are those that the title speaks of.
struct Group {
    std::string_view title;
    Kinds kinds;
    std::span<const Option> options;
};

constexpr std::array<std::string_view, 2> languages{"python", "objectscript"};
constexpr std::array<std::string_view, 4> inlets{"polling", "file", "http", "hl7"};
constexpr std::array<std::string_view, 2> routes{"first", "all"};
constexpr std::array<std::string_view, 3> message_kinds{"request", "event", "command"};
constexpr std::array<std::string_view, 3> story_states{"draft", "accepted", "rejected"};
constexpr std::array<std::string_view, 3> services_of_ci{"github", "gitlab", "none"};

using R = PartRequest;

constexpr std::array of_all{
    Option{"--description", "TEXT", any & ~scenario, &R::description,
           "what it is for, in the settings and in the code"},
    Option{"--force", "", any, &R::force, "replace what is in the way"},
};
constexpr std::array of_code{
    Option{"--lang", "", components | message | production, &R::language, "default: as the project", languages},
    Option{"--class", "NAME", components | message, &R::class_name, "the class's own name, where it is not NAME"},
    Option{"--module", "MODULE", components | message, &R::module,
           "where the class goes: \"processes\", \"shop/processes.py\", a package"},
    Option{"--field", "[MESSAGE.]NAME=TYPE", components | message, &R::fields,
           "a field of a message: string, int, decimal?, a|b, list<string>"},
};
constexpr std::array of_components{
    Option{"--no-tests", "", components, Off{&R::with_tests}, "write no tests and no scenarios"},
    Option{"--setting", "NAME=VALUE", components, &R::settings, "a setting; ${secret:x} declares the secret x"},
    Option{"--adapter-setting", "NAME=VALUE", service | operation, &R::adapter_settings, "a setting of the adapter"},
    Option{"--inlet", "", service, &R::inlet, "what brings messages in", inlets},
    Option{"--emit", "MESSAGE", service, &R::emits, "a message that is sent"},
    Option{"--raise", "EVENT", operation, &R::raises, "an event that is raised"},
};
constexpr std::array of_routes{
    Option{"--target", "SETTING=ITEM[,ITEM]", service | process, &R::targets, "a target setting and where it leads"},
    Option{"--create-missing", "", service | process, &R::create_missing,
           "make operations of targets that do not exist"},
    Option{"--from", "ITEM[.SETTING]", process | operation, &R::from,
           "a sender that is there gets a route to it (SETTING: Output)"},
};
constexpr std::array of_handlers{
    Option{"--on", "MESSAGE", process | operation | scenario, &R::on, "a message that is handled, accepted, sent"},
    Option{"--reply", "[MESSAGE=]MESSAGE", process | operation, &R::reply,
           "what is answered; \"request\": what came in"},
    Option{"--decorated", "", process | operation, &R::decorated, "handlers with @handler instead of typed ones"},
};
constexpr std::array of_processes{
    Option{"--when", "[MESSAGE.]SETTING=CONDITION", process | schedule, &R::when,
           "when the target, or the step, gets something: \"Rejected=id == ''\""},
    Option{"--send", "[MESSAGE.]SETTING=MESSAGE", process | schedule, &R::send, "what the target, or the step, gets"},
    Option{"--with", "[MESSAGE.]SETTING.FIELD=EXPRESSION", process | schedule, &R::with, "a field of what is sent"},
    Option{"--async", "SETTING", process, &R::async, "send to this target without waiting"},
    Option{"--route", "", process, &R::route, "which targets get it of those whose conditions hold", routes},
};
constexpr std::array of_steps{
    Option{"--step", "NAME[:KIND][=VALUE]", process | schedule, &R::steps,
           "a step, in order: book=Ledger, review:human_task=manager, pause:wait=2h"},
    Option{"--compensate", "STEP=MESSAGE", process, &R::compensate,
           "what the step's target gets when a later step fails"},
    Option{"--correlate", "FIELD", process, &R::correlate,
           "a process manager: the field that tells its instances apart"},
    Option{"--start", "EVENT", process, &R::start, "begins an instance of a process manager"},
    Option{"--end", "EVENT", process, &R::end, "ends it"},
    Option{"--undo", "EVENT", process, &R::undo, "ends it and compensates"},
};
constexpr std::array of_messages{
    Option{"--kind", "", message, &R::message_kind, "what it is", message_kinds},
    Option{"--stream", "NAME", message, &R::stream, "the stream that events and commands travel on"},
};
constexpr std::array of_stories{
    Option{"--title", "TEXT", story | process | schedule, &R::title, "in words"},
    Option{"--persona", "ROLE", story, &R::persona, "who it is about"},
    Option{"--status", "", story, &R::status, "how far it is", story_states},
    Option{"--given", "TEXT", story, &R::given, "what holds before"},
    Option{"--happens", "TEXT", story, &R::happens, "what happens"},
    Option{"--then", "TEXT", story, &R::then, "what holds after"},
    Option{"--executed-by", "PROCESS", story, &R::executed_by, "the process that does it"},
};
constexpr std::array of_scenarios{
    Option{"--to", "ITEM", scenario, &R::to, "the item that gets the message"},
    Option{"--body", "FIELD=VALUE", scenario, &R::body, "a field of the message"},
};
constexpr std::array of_schedules{
    Option{"--cron", "EXPRESSION", schedule, &R::cron, "when it fires: \"30 1 * * 1-5\""},
    Option{"--every", "DURATION", schedule, &R::every, "how often it fires: 15m"},
    Option{"--timezone", "ZONE", schedule, &R::timezone, "of the expression (default: UTC)"},
    Option{"--timeout", "DURATION", schedule, &R::timeout, "how long it may take"},
    Option{"--process", "PROCESS", schedule, &R::process, "what it starts"},
};
constexpr std::array of_productions{
    Option{"--dir", "FOLDER", production, &R::folder,
           "where it goes (default: the name's last part, in small letters)"},
    Option{"--ci", "", production, &R::ci, "what runs the checks on every change (default: github)", services_of_ci},
};

constexpr std::array groups{
    Group{"Every kind", any, of_all},
    Group{"Code of services, processes, operations and messages", components | message, of_code},
    Group{"Services, processes and operations", components, of_components},
    Group{"Routes of services and processes", service | process, of_routes},
    Group{"Handlers of processes and operations", process | operation, of_handlers},
    Group{"Processes that route", process, of_processes},
    Group{"Processes with steps, process managers", process, of_steps},
    Group{"Messages", message, of_messages},
    Group{"Stories", story, of_stories},
    Group{"Scenarios", scenario, of_scenarios},
    Group{"Schedules", schedule, of_schedules},
    Group{"Productions", production, of_productions},
};

/// Calls `visit` with each option of the table, its group and its number.
template <class Visit>
void each_option(Visit&& visit) {
    std::size_t number = 0;
    for (const Group& group : groups) {
        for (const Option& option : group.options) visit(group, option, number++);
    }
}

/// "service, process, operation"
std::string names_of(Kinds kinds) {
    std::string names;
    for (const PartKind kind : all_kinds) {
        if ((kinds & bit(kind)) != 0) names += (names.empty() ? "" : ", ") + std::string(name_of(kind));
    }
    return names;
}

tl::unexpected<Failure> misused(std::string what, std::string hint) {
    return fail(FailureKind::environment, Code::usage, {}, std::move(what), std::move(hint));
}

tl::unexpected<Failure> not_of_kind(const Option& option, PartKind kind) {
    return misused("`new " + std::string(name_of(kind)) + "` has no option " + std::string(option.name),
                   std::string(option.name) + " belongs to: " + names_of(option.kinds));
}

Result<Given> split(const Option& option, const std::string& word) {
    const std::size_t equals = word.find('=');
    if (equals == 0 || equals == std::string::npos) {
        return misused(std::string(option.name) + " " + in_quotes(word) + " is not " + std::string(option.placeholder),
                       "put what is named before the first '=', and its value behind it");
    }
    return Given{word.substr(0, equals), word.substr(equals + 1)};
}

template <class Enum>
Enum nth_of(std::span<const std::string_view> words, const std::string& word) {
    return static_cast<Enum>(std::find(words.begin(), words.end(), word) - words.begin());
}

/// Puts words into the request; false for one that is not NAME=VALUE.
template <class Words>
struct Fill {
    PartRequest& request;
    const Option& option;
    const Words& words;

    Result<bool> operator()(std::string PartRequest::*field) const {
        request.*field = words.one;
        return true;
    }
    Result<bool> operator()(std::vector<std::string> PartRequest::*field) const {
        request.*field = words.all;
        return true;
    }
    Result<bool> operator()(std::vector<Given> PartRequest::*field) const {
        for (const std::string& word : words.all) {
            auto given = split(option, word);
            if (!given) return tl::unexpected<Failure>(given.error());
            (request.*field).push_back(std::move(*given));
        }
        return true;
    }
    Result<bool> operator()(bool PartRequest::*field) const {
        request.*field = true;
        return true;
    }
    Result<bool> operator()(Off off) const {
        request.*off.what = false;
        return true;
    }
    Result<bool> operator()(std::optional<Language> PartRequest::*field) const {
        request.*field = nth_of<Language>(languages, words.one);
        return true;
    }
    Result<bool> operator()(Inlet PartRequest::*field) const {
        request.*field = nth_of<Inlet>(inlets, words.one);
        return true;
    }
};

bool takes_many(const Into& into) {
    return std::holds_alternative<std::vector<std::string> PartRequest::*>(into) ||
           std::holds_alternative<std::vector<Given> PartRequest::*>(into);
}

bool is_flag(const Into& into) {
    return std::holds_alternative<bool PartRequest::*>(into) || std::holds_alternative<Off>(into);
}

/// The help, with the kinds where they are not those of the title.
std::string help_of(const Group& group, const Option& option) {
    std::string help(option.help);
    if (option.kinds == group.kinds) return help;
    const bool more = (option.kinds & group.kinds) == group.kinds;
    return help + (more ? " (also: " + names_of(option.kinds & ~group.kinds) : " (only: " + names_of(option.kinds)) +
           ")";
}

}  // namespace

void NewOptions::declare(OptionTable& options) {
    const Group* last = nullptr;
    each_option([&](const Group& group, const Option& option, std::size_t number) {
        if (&group != last) options.heading(std::string(group.title));
        last = &group;
        Words& words = words_.at(number);
        const std::string name(option.name);
        const std::string placeholder(option.placeholder);
        if (is_flag(option.into)) {
            options.flag(name, words.flag, help_of(group, option));
        } else if (takes_many(option.into)) {
            options.values(name, words.all, placeholder, help_of(group, option));
        } else if (!option.allowed.empty()) {
            options.choice(name, words.one, {option.allowed.begin(), option.allowed.end()}, help_of(group, option));
        } else {
            options.value(name, words.one, placeholder, help_of(group, option));
        }
    });
}

Result<PartRequest> NewOptions::request(PartKind kind, const std::string& name) const {
    PartRequest request;
    request.kind = kind;
    request.name = name;
    Failure wrong{FailureKind::environment, {}};
    each_option([&](const Group&, const Option& option, std::size_t number) {
        const Words& words = words_.at(number);
        if (!words.given()) return;
        Result<bool> filled = true;
        if ((option.kinds & bit(kind)) == 0) {
            filled = not_of_kind(option, kind);
        } else {
            filled = std::visit(Fill<Words>{request, option, words}, option.into);
        }
        if (!filled) wrong.diagnostics.merge(std::move(filled.error().diagnostics));
    });
    if (!wrong.diagnostics.empty()) return tl::unexpected<Failure>(std::move(wrong));
    return request;
}

std::vector<std::string> NewOptions::of_kind(PartKind kind) {
    std::vector<std::string> names;
    each_option([&](const Group&, const Option& option, std::size_t) {
        if ((option.kinds & bit(kind)) == 0) return;
        std::string name(option.name);
        std::string value(option.placeholder);
        for (const std::string_view word : option.allowed) value += (value.empty() ? "" : "|") + std::string(word);
        if (!value.empty()) name += " " + value;
        names.push_back(std::move(name));
    });
    return names;
}

}  // namespace millwright::cli
