// A saved plan: one JSON document (format 1) that says what was reviewed and holds all that an apply writes, so that what
// was reviewed is what is applied, whatever became of the settings since. No value of a secret is in it.
//
//   {format_version, digest, tool, production, deployment{name, url, kind, engine, identity, revision}, source_fingerprint,
//    desired_fingerprint, desired_secrets, has_changes, counts, selection, operations, diagnostics, needs_settings,
//    secrets[{name, digest, compared}], rows[{key, before, after, body}]}
//
// `digest` is the SHA-256 of the file without the line that it stands on:  grep -v '^  "digest": ' plan.json | sha256sum
// `rows` are the entries of the canonical form (canonical.h) that differ: digests, and the body of `after` as text; a body
// that is left out is `"hidden": true`. Identity is null for a store that did not exist: the key that digests of values are
// made with did not either, so such rows are hidden, desired_fingerprint is null and needs_settings is true: an apply then
// plans anew from the settings and compares.
// Versions: 1.0 (2026) the first.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "migrate/changes.h"
#include "migrate/plan.h"
#include "migrate/plan_text.h"

namespace millwright::migrate {

/// A secret that the plan's changes refer to.
struct PlanSecret {
    std::string name;
    std::optional<Digest> digest;  ///< with the deployment's key; nothing where that did not exist
    bool compared = true;          ///< false: there was no value when the plan was made
};

struct SavedPlan {
    std::string tool;
    std::string deployment_kind;  ///< "store", "file", ...
    Plan plan;                    ///< saved_digest is set; an empty identity: there was no store
    RowChanges rows;              ///< without the digest key, which is in no plan; only those that are not hidden
    std::vector<std::string> hidden;
    bool needs_settings = false;
    std::vector<PlanSecret> secrets;
    Sources places;                     ///< what the operations' places are in: texts of empty lines
    std::shared_ptr<const void> texts;  ///< owns what views in the plan point into

    PlanSources sources() const { return {&places, &places}; }
};

/// What only the maker of a plan can say.
struct PlanMaker {
    std::string tool;             ///< "millwright 0.1.0"
    std::string deployment_kind;  ///< "store", "file", ...
    bool store_exists = false;
    bool needs_settings = false;
    std::vector<std::string> hidden;  ///< keys of rows whose bodies may not be in a plan; sorted
    std::vector<PlanSecret> secrets;  ///< sorted by name
};

/// The text of the file. `diagnostics` is a JSON array, as for plan_json.
std::string plan_file_text(const Plan& plan, const RowChanges& rows, const PlanMaker& maker, const PlanSources& sources,
                           std::string_view diagnostics);

/// Reads such a text; `file` names it in what is said. Fails with environment (plan_unreadable), refused (plan_newer,
/// plan_altered).
Result<SavedPlan> read_plan_file(std::string text, const std::string& file);

}  // namespace millwright::migrate
