#include "migrate/plan_json.h"

namespace millwright::migrate {
namespace {

void write_actions(JsonText& json, const PlanCounts& counts) {
    json.member("add", std::uint64_t{counts.add});
    json.member("change", std::uint64_t{counts.change});
    json.member("remove", std::uint64_t{counts.remove});
    json.member("move", std::uint64_t{counts.move});
}

void write_texts(JsonText& json, std::string_view name, const std::vector<std::string>& texts) {
    json.key(name).begin_array();
    for (const std::string& each : texts) json.value(std::string_view(each));
    json.end_array();
}

void write_selection(JsonText& json, const ChosenPart& chosen) {
    if (chosen.is_all()) return;
    json.key("selection").begin_object();
    write_texts(json, "only", chosen.only);
    write_texts(json, "except", chosen.except);
    json.member("skip_unsupported", chosen.without_unsupported);
    json.key("left_out").begin_object();
    write_actions(json, chosen.left_out);
    json.member("unsupported", std::uint64_t{chosen.left_out.unsupported});
    json.end_object();
    write_texts(json, "reasons", chosen.words);
    json.end_object();
}

void write_counts(JsonText& json, const PlanCounts& counts) {
    json.key("counts").begin_object();
    write_actions(json, counts);
    json.member("safe", std::uint64_t{counts.safe});
    json.member("attention", std::uint64_t{counts.attention});
    json.member("destructive", std::uint64_t{counts.destructive});
    json.member("protected", std::uint64_t{counts.protect});
    json.member("unsupported", std::uint64_t{counts.unsupported});
    json.member("not_compared", std::uint64_t{counts.not_compared});
    json.end_object();
}

void write_timing(JsonText& json, const Timing& timing) {
    const auto side = [&](std::string_view name, const std::string& cron, const std::string& zone) {
        json.key(name);
        if (cron.empty()) {
            json.null();
            return;
        }
        json.begin_object().member("cron", std::string_view(cron));
        json.member("timezone", std::string_view(zone.empty() ? "UTC" : zone)).end_object();
    };
    json.key("timing").begin_object();
    side("before", timing.cron_before, timing.zone_before);
    side("after", timing.cron_after, timing.zone_after);
    json.end_object();
}

void write_place(JsonText& json, const Operation& operation, const PlanSources& sources) {
    const Sources* texts = operation.place_is_before ? sources.before : sources.after;
    if (texts == nullptr || !operation.place.known()) {
        json.key("file").null().key("line").null();
        return;
    }
    json.member("file", texts->name_of(operation.place));
    json.member("line", std::uint64_t{texts->locate(operation.place).line});
}

void write_operation(JsonText& json, std::size_t index, const Operation& operation, const PlanSources& sources,
                     bool saved) {
    json.begin_object();
    json.member("id", std::string_view(operation_id(index, operation)));
    json.member("op_type", operation.op_type);
    json.member("action", name_of(operation.action));
    json.member("kind", operation.kind);
    json.member("path", std::string_view(operation.path));
    if (saved) json.member("subject", std::string_view(operation.subject));
    json.key("before").raw(operation.before.json);
    json.key("after").raw(operation.after.json);
    json.member("risk", name_of(operation.risk));
    json.member("reason", std::string_view(operation.reason));
    write_texts(json, "impact", operation.impact);
    if (operation.timing) write_timing(json, *operation.timing);
    if (operation.declared_only) json.key("declared_only").value(true);
    write_place(json, operation, sources);
    json.end_object();
}

}  // namespace

void write_changes(JsonText& json, const Plan& plan, const PlanSources& sources, std::string_view diagnostics,
                   bool saved) {
    json.member("has_changes", plan.has_changes());
    write_counts(json, plan.counts());
    write_selection(json, plan.chosen);
    json.key("operations").begin_array();
    for (std::size_t i = 0; i < plan.operations.size(); ++i) {
        write_operation(json, i, plan.operations[i], sources, saved);
    }
    json.end_array();
    json.key("diagnostics").raw(diagnostics.empty() ? "[]" : diagnostics);
}

std::string plan_json(const Plan& plan, const PlanSources& sources, std::string_view diagnostics) {
    JsonText json;
    json.begin_object();
    json.member("format_version", std::string_view("1.0"));
    json.member("production", std::string_view(plan.production));
    json.key("deployment").begin_object();
    json.member("name", std::string_view(plan.target.name));
    json.member("url", std::string_view(plan.target.url));
    json.member("revision", plan.base_revision);
    json.end_object();
    json.key("source_fingerprint");
    if (plan.base_fingerprint == Digest{})
        json.null();
    else
        json.value(std::string_view(plan.base_fingerprint.hex()));
    json.member("desired_fingerprint", std::string_view(plan.desired_fingerprint.hex()));
    write_changes(json, plan, sources, diagnostics, false);
    json.end_object();
    return json.take();
}

}  // namespace millwright::migrate
