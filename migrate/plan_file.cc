#include "migrate/plan_file.h"

#include <algorithm>

#include "migrate/plan_json.h"

namespace millwright::migrate {
namespace {

void write_digest(JsonText& json, std::string_view name, const std::optional<Digest>& digest) {
    json.key(name);
    if (digest)
        json.value(std::string_view(digest->hex()));
    else
        json.null();
}

std::optional<Digest> if_known(const Digest& digest) {
    return digest == Digest{} ? std::nullopt : std::optional(digest);
}

void write_deployment(JsonText& json, const Plan& plan, const PlanMaker& maker) {
    json.key("deployment").begin_object();
    json.member("name", std::string_view(plan.target.name));
    json.member("url", std::string_view(plan.target.url));
    json.member("kind", std::string_view(maker.deployment_kind));
    if (!plan.target.engine.empty()) json.member("engine", std::string_view(plan.target.engine));
    json.key("identity");
    if (maker.store_exists)
        json.value(std::string_view(plan.target.identity));
    else
        json.null();
    json.member("revision", plan.base_revision);
    json.end_object();
}

void write_secrets(JsonText& json, const std::vector<PlanSecret>& secrets) {
    json.key("secrets").begin_array();
    for (const PlanSecret& secret : secrets) {
        json.begin_object().member("name", std::string_view(secret.name));
        write_digest(json, "digest", secret.digest);
        json.member("compared", secret.compared).end_object();
    }
    json.end_array();
}

/// On a line of its own, which is short for what it holds.
std::string row_text(const RowChange& row, bool hidden) {
    JsonText json(0);
    json.begin_object().member("key", row.key);
    write_digest(json, "before", row.before);
    if (hidden) {
        json.member("hidden", true);
    } else {
        write_digest(json, "after", row.after);
        json.key("body");
        if (row.after)
            json.value(row.body);
        else
            json.null();
    }
    return json.end_object().take();
}

void write_rows(JsonText& json, const RowChanges& rows, const std::vector<std::string>& hidden) {
    json.key("rows").begin_array();
    for (const RowChange& row : rows.rows) {
        json.raw(row_text(row, std::binary_search(hidden.begin(), hidden.end(), row.key)));
    }
    json.end_array();
}

}  // namespace

std::string plan_file_text(const Plan& plan, const RowChanges& rows, const PlanMaker& maker, const PlanSources& sources,
                           std::string_view diagnostics) {
    JsonText json;
    json.begin_object();
    json.member("format_version", "1.0");
    json.member("tool", std::string_view(maker.tool));
    json.member("production", std::string_view(plan.production));
    write_deployment(json, plan, maker);
    write_digest(json, "source_fingerprint", if_known(plan.base_fingerprint));
    // Made with a key that nobody will have again, it would be another one in each run.
    const bool lasting = maker.store_exists || maker.hidden.empty();
    write_digest(json, "desired_fingerprint", lasting ? if_known(plan.desired_fingerprint) : std::nullopt);
    write_digest(json, "desired_secrets", maker.store_exists ? if_known(plan.desired_secrets) : std::nullopt);
    write_changes(json, plan, sources, diagnostics, true);
    json.member("needs_settings", maker.needs_settings);
    write_secrets(json, maker.secrets);
    write_rows(json, rows, maker.hidden);
    std::string text = json.end_object().take() + "\n";
    const std::string line = "  \"digest\": \"" + sha256(text).hex() + "\",\n";
    return text.insert(text.find('\n', text.find('\n') + 1) + 1, line);
}

}  // namespace millwright::migrate
