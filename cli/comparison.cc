#include "cli/comparison.h"

#include <map>

#include "cli/present.h"
#include "cli/selecting.h"
#include "graph/json_text.h"
#include "graph/report/json.h"
#include "graph/utf8.h"
#include "migrate/plan_json.h"
#include "migrate/plan_markdown.h"

namespace millwright::cli {
namespace {

struct Pair {
    const Production* before = nullptr;
    const Production* after = nullptr;
};

std::vector<Pair> matched(const settings::Reading& before, const settings::Reading& after, const std::string& name) {
    if (name.empty() && before.productions.size() == 1 && after.productions.size() == 1) {
        return {{before.productions.data(), after.productions.data()}};
    }
    std::map<std::string_view, Pair> by_name;
    std::vector<std::string_view> order;
    for (const Production& each : after.productions) {
        if (by_name.emplace(each.name, Pair{nullptr, &each}).second) order.push_back(each.name);
    }
    for (const Production& each : before.productions) {
        if (by_name.emplace(each.name, Pair{}).second) order.push_back(each.name);
        by_name[each.name].before = &each;
    }
    std::vector<Pair> pairs;
    for (const std::string_view each : order) {
        if (name.empty() || each == name) pairs.push_back(by_name[each]);
    }
    return pairs;
}

}  // namespace

migrate::Holds holds_of(settings::Format format) {
    switch (format) {
        case settings::Format::settings_toml:
        case settings::Format::python:
        case settings::Format::python_class: return migrate::Holds::everything;
        case settings::Format::iris_class:
        case settings::Format::iris_xml:
        case settings::Format::production_json: break;
    }
    return migrate::Holds::engine;
}

std::vector<migrate::Plan> compare(const settings::Reading& before, const settings::Reading& after,
                                   const std::string& name, const std::string& label,
                                   const migrate::Selection* selection) {
    // A side that lacks the production is an empty one that can say as much as the other.
    std::vector<migrate::Plan> plans;
    for (const Pair& pair : matched(before, after, name)) {
        Production nothing;
        nothing.name = pair.before != nullptr ? pair.before->name : pair.after->name;
        const auto before_holds = holds_of(pair.before != nullptr ? before.format : after.format);
        const auto after_holds = holds_of(pair.after != nullptr ? after.format : before.format);
        plans.push_back(pair.before == nullptr ? migrate::plan_of_new(*pair.after, after_holds, selection)
                                               : migrate::plan_between(*pair.before, before_holds,
                                                                       pair.after != nullptr ? *pair.after : nothing,
                                                                       after_holds, selection));
        plans.back().target.url = label;
    }
    return plans;
}

void declare_full(OptionTable& options, bool& full) {
    options.flag("--full", full, "show long values and long plans whole");
}

std::string plans_text(const std::vector<migrate::Plan>& plans, const migrate::PlanSources& sources,
                       const Surroundings& surroundings, bool full) {
    std::string text;
    const Present present(surroundings);
    migrate::PlanStyle style;
    style.colour = surroundings.colour_out();
    style.full = full;
    style.clock = present.clock();
    for (const migrate::Plan& plan : plans) {
        if (plans.size() > 1) text += (text.empty() ? "" : "\n") + printable(plan.production) + '\n';
        text += chosen_text(plan.chosen) + migrate::plan_text(plan, sources, style);
    }
    return text;
}

std::string plans_markdown(const std::vector<migrate::Plan>& plans, const migrate::PlanSources& sources,
                           const Surroundings& surroundings) {
    const Present present(surroundings);
    migrate::MarkdownStyle style;
    style.clock = present.clock();
    return migrate::plans_markdown(plans, sources, style);
}

std::string plans_json(const std::vector<migrate::Plan>& plans, const migrate::PlanSources& sources,
                       std::string_view findings) {
    if (plans.size() == 1) return migrate::plan_json(plans.front(), sources, findings);
    JsonText json;
    json.begin_object().member("format_version", "1.0").key("plans").begin_array();
    for (const migrate::Plan& plan : plans) json.raw(migrate::plan_json(plan, sources, {}));
    json.end_array().key("diagnostics").raw(findings.empty() ? "[]" : findings).end_object();
    return json.take();
}

std::string findings_json(const Diagnostics& findings, const Sources& sources) {
    JsonText json;
    write_diagnostics(json, findings, sources);
    return json.take();
}

}  // namespace millwright::cli
