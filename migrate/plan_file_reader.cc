// Reads saved plans: whether it is one, of a version that is known, unaltered; then what it says.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "graph/utf8.h"
#include "migrate/plan_file.h"
#include "migrate/stored_production.h"

namespace millwright::migrate {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view digest_line = "\n  \"digest\": \"";
constexpr std::size_t deepest = 200;            // brackets in each other; what plans hold are values of settings
constexpr std::uint32_t last_line = 1'000'000;  // of a file that an operation's place is in

/// What does not have the shape of a plan; thrown and caught in this file only.
struct Misshapen {
    std::string what;
};

tl::unexpected<Failure> unreadable(const std::string& file, const std::string& what) {
    return fail_in_file(FailureKind::environment, Code::plan_unreadable, file, "this is no saved plan: " + what,
                        "write one with: millwright plan --out plan.json");
}

const Json& member(const Json& object, const char* name) {
    const auto at = object.find(name);
    if (at == object.end()) throw Misshapen{"\"" + std::string(name) + "\" is missing"};
    return *at;
}

[[noreturn]] void wrong(const char* name) {
    throw Misshapen{"\"" + std::string(name) + "\" is not what it has to be"};
}

std::string_view text_of(const Json& object, const char* name) {
    const Json& value = member(object, name);
    if (!value.is_string()) wrong(name);
    return value.get_ref<const std::string&>();
}

bool truth_of(const Json& object, const char* name) {
    const Json& value = member(object, name);
    if (!value.is_boolean()) wrong(name);
    return value.get<bool>();
}

std::uint64_t number_of(const Json& object, const char* name) {
    const Json& value = member(object, name);
    if (!value.is_number_unsigned()) wrong(name);
    return value.get<std::uint64_t>();
}

std::optional<Digest> digest_of(const Json& object, const char* name) {
    if (member(object, name).is_null()) return std::nullopt;
    auto digest = Digest::from_hex(text_of(object, name));
    if (!digest) wrong(name);
    return digest;
}

const Json& list_of(const Json& object, const char* name) {
    const Json& value = member(object, name);
    if (!value.is_array()) wrong(name);
    for (const Json& each : value) {
        if (!each.is_object() && !each.is_string()) wrong(name);
    }
    return value;
}

const Json& object_of(const Json& object, const char* name) {
    const Json& value = member(object, name);
    if (!value.is_object()) wrong(name);
    return value;
}

std::vector<std::string> texts_of(const Json& object, const char* name) {
    std::vector<std::string> texts;
    for (const Json& each : list_of(object, name)) {
        if (!each.is_string()) wrong(name);
        texts.push_back(each.get<std::string>());
    }
    return texts;
}

template <class Word, std::size_t Size>
Word word_of(const Json& object, const char* name, const std::array<Word, Size>& words) {
    const std::string_view text = text_of(object, name);
    const auto at = std::find_if(words.begin(), words.end(), [&](Word word) { return name_of(word) == text; });
    if (at == words.end()) wrong(name);
    return *at;
}

constexpr std::array actions{Action::add, Action::change, Action::remove, Action::move};
constexpr std::array risks{Risk::safe, Risk::attention, Risk::destructive, Risk::protect, Risk::unsupported};

/// Makes places of file names and lines: in texts that have nothing but lines.
class Places {
public:
    explicit Places(Sources& sources) : sources_(sources) {}

    void note(const Json& operation) {
        const auto at = where(operation);
        if (at.second == 0) return;
        auto& last = last_lines_[std::string(at.first)];
        last = std::max(last, at.second);
    }

    Place place(const Json& operation) {
        const auto at = where(operation);
        if (at.second == 0) return {};
        const std::string name(at.first);
        auto [found, is_new] = numbers_.try_emplace(name);
        if (is_new) found->second = sources_.add(name, std::string(last_lines_[name], '\n'));
        return {found->second, at.second - 1, at.second - 1};
    }

private:
    static std::pair<std::string_view, std::uint32_t> where(const Json& operation) {
        const Json& file = member(operation, "file");
        const Json& line = member(operation, "line");
        if (!file.is_string() || !line.is_number_unsigned()) return {};
        const auto number = line.get<std::uint64_t>();
        if (number > last_line) return {};
        return {file.get_ref<const std::string&>(), static_cast<std::uint32_t>(number)};
    }

    Sources& sources_;
    std::map<std::string, std::uint32_t> last_lines_;
    std::map<std::string, std::uint32_t> numbers_;
};

/// When a schedule fires on one side.
void read_firing(const Json& timing, const char* side, std::string& cron, std::string& zone) {
    if (member(timing, side).is_null()) return;
    cron = text_of(object_of(timing, side), "cron");
    zone = text_of(object_of(timing, side), "timezone");
}

Timing timing_of(const Json& timing) {
    Timing result;
    read_firing(timing, "before", result.cron_before, result.zone_before);
    read_firing(timing, "after", result.cron_after, result.zone_after);
    return result;
}

Operation operation_of(const Json& object, Places& places) {
    Operation operation;
    operation.op_type = text_of(object, "op_type");
    operation.action = word_of(object, "action", actions);
    operation.kind = text_of(object, "kind");
    operation.path = text_of(object, "path");
    operation.before.json = member(object, "before").dump();
    operation.after.json = member(object, "after").dump();
    operation.risk = word_of(object, "risk", risks);
    operation.reason = text_of(object, "reason");
    operation.impact = texts_of(object, "impact");
    operation.subject = text_of(object, "subject");
    if (object.contains("timing")) operation.timing = timing_of(object_of(object, "timing"));
    operation.declared_only = object.contains("declared_only") && truth_of(object, "declared_only");
    operation.place = places.place(object);
    return operation;
}

PlanCounts left_out_of(const Json& object) {
    PlanCounts counts;
    counts.add = number_of(object, "add");
    counts.change = number_of(object, "change");
    counts.remove = number_of(object, "remove");
    counts.move = number_of(object, "move");
    counts.unsupported = number_of(object, "unsupported");
    return counts;
}

ChosenPart chosen_of(const Json& document) {
    ChosenPart chosen;
    if (!document.contains("selection")) return chosen;
    const Json& selection = object_of(document, "selection");
    chosen.only = texts_of(selection, "only");
    chosen.except = texts_of(selection, "except");
    chosen.without_unsupported = truth_of(selection, "skip_unsupported");
    chosen.left_out = left_out_of(object_of(selection, "left_out"));
    chosen.words = texts_of(selection, "reasons");
    return chosen;
}

/// A finding of the settings that the plan was made of. Its place is a part of its name: the text is not there any more.
Diagnostic finding_of(const Json& object) {
    const auto code = code_named(text_of(object, "code"));
    static constexpr std::array severities{Severity::note, Severity::warning, Severity::error};
    Diagnostic found{code.value_or(Code::plan_unreadable), word_of(object, "severity", severities), {}, {}, {}, {}, {}};
    if (!code) wrong("code");
    found.message = text_of(object, "message");
    if (member(object, "file").is_string()) found.file = text_of(object, "file");
    if (!found.file.empty() && member(object, "line").is_number_unsigned()) {
        found.file += ":" + std::to_string(number_of(object, "line"));
    }
    if (member(object, "hint").is_string()) found.hint = text_of(object, "hint");
    return found;
}

PlanSecret secret_of(const Json& object) {
    return {std::string(text_of(object, "name")), digest_of(object, "digest"), truth_of(object, "compared")};
}

void read_row(const Json& object, SavedPlan& saved) {
    const std::string_view key = text_of(object, "key");
    if (object.contains("hidden")) {
        if (!truth_of(object, "hidden")) wrong("hidden");
        saved.hidden.emplace_back(key);
        return;
    }
    RowChange row{key, digest_of(object, "before"), digest_of(object, "after"), {}};
    if (row.after) {
        row.body = text_of(object, "body");
        if (sha256(row.body) != *row.after) throw Misshapen{"the body of " + in_quotes(key) + " is another one"};
    }
    saved.rows.rows.push_back(row);
}

/// What a store would later refuse to read is not taken into it.
void check_bodies(const SavedPlan& saved) {
    std::vector<Entry> entries;
    for (const RowChange& row : saved.rows.rows) {
        if (row.after) entries.push_back({row.key, row.body, *row.after});
    }
    const auto before = [](const auto& a, const auto& b) { return a.key >= b.key; };
    const auto& rows = saved.rows.rows;
    if (std::adjacent_find(rows.begin(), rows.end(), before) != rows.end()) wrong("rows");
    if (!std::is_sorted(saved.hidden.begin(), saved.hidden.end())) wrong("rows");
    if (!production_from_entries(saved.plan.production, entries)) wrong("rows");
}

void read_deployment(const Json& document, SavedPlan& saved) {
    const Json& deployment = object_of(document, "deployment");
    saved.plan.target.name = text_of(deployment, "name");
    saved.plan.target.url = text_of(deployment, "url");
    saved.deployment_kind = text_of(deployment, "kind");
    if (deployment.contains("engine")) saved.plan.target.engine = text_of(deployment, "engine");
    if (!member(deployment, "identity").is_null()) saved.plan.target.identity = text_of(deployment, "identity");
    saved.plan.base_revision = number_of(deployment, "revision");
}

SavedPlan saved_plan_of(const std::shared_ptr<Json>& document) {
    SavedPlan saved;
    saved.texts = document;
    saved.tool = text_of(*document, "tool");
    saved.plan.production = text_of(*document, "production");
    read_deployment(*document, saved);
    saved.plan.base_fingerprint = digest_of(*document, "source_fingerprint").value_or(Digest{});
    saved.rows.fingerprint = digest_of(*document, "desired_fingerprint").value_or(Digest{});
    saved.rows.secrets = digest_of(*document, "desired_secrets").value_or(Digest{});
    saved.plan.desired_fingerprint = saved.rows.fingerprint;
    saved.plan.desired_secrets = saved.rows.secrets;
    Places places(saved.places);
    const Json& operations = list_of(*document, "operations");
    for (const Json& each : operations) places.note(each);
    for (const Json& each : operations) saved.plan.operations.push_back(operation_of(each, places));
    for (const Json& each : list_of(*document, "diagnostics")) saved.plan.findings.add(finding_of(each));
    saved.plan.chosen = chosen_of(*document);
    saved.needs_settings = truth_of(*document, "needs_settings");
    for (const Json& each : list_of(*document, "secrets")) {
        saved.secrets.push_back(secret_of(each));
        if (!saved.secrets.back().compared) saved.plan.not_compared.push_back(saved.secrets.back().name);
    }
    for (const Json& each : list_of(*document, "rows")) read_row(each, saved);
    saved.rows.texts = document;
    check_bodies(saved);
    if (!saved.hidden.empty() && !saved.needs_settings) wrong("needs_settings");
    return saved;
}

/// What is deep is written and destroyed by recursion.
bool too_deep(std::string_view text) {
    std::size_t depth = 0;
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted && c == '\\') ++at;
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '[' || c == '{') ++depth;
        if (c == ']' || c == '}') depth -= depth > 0 ? 1 : 0;
        if (depth > deepest) return true;
    }
    return false;
}

/// What is said of a document that is JSON and has no "tool": others look like a plan too.
std::string other_document(const Json& document) {
    if (!document.is_object()) return "it is JSON, but no object";
    if (document.contains("metadata") && document.contains("operations")) return "it is a plan of another program";
    if (document.contains("operations")) return "it is what --format json prints, which cannot be applied";
    return "it is another JSON document";
}

std::optional<Failure> check_version(const Json& document, const std::string& file) {
    const auto version = document.find("format_version");
    if (version == document.end() || !version->is_string()) {
        return unreadable(file, "it has no \"format_version\"").value();
    }
    const auto& text = version->get_ref<const std::string&>();
    std::uint32_t major = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), major);
    if (error != std::errc{} || rest == text.data() + text.size() || *rest != '.' || major == 0) {
        return unreadable(file, "\"format_version\" is " + in_quotes(text)).value();
    }
    if (major == 1) return std::nullopt;
    return fail_in_file(FailureKind::refused, Code::plan_newer, file,
                        "the plan is of format " + printable(text) + ", and this version knows format 1 only",
                        "use the version that wrote it, or make the plan again with this one")
        .value();
}

/// The digest that stands in the text, if it is the right one.
std::optional<Digest> digest_in(const std::string& text) {
    const std::size_t at = text.find(digest_line);
    if (at == std::string::npos) return std::nullopt;
    const std::size_t end = text.find('\n', at + 1);
    if (end == std::string::npos) return std::nullopt;
    const auto said = Digest::from_hex(std::string_view(text).substr(at + digest_line.size(), 64));
    if (!said || end - at != digest_line.size() + 64 + 2) return std::nullopt;
    const bool right = sha256(text.substr(0, at + 1) + text.substr(end + 1)) == *said;
    return right ? said : std::nullopt;
}

}  // namespace

Result<SavedPlan> read_plan_file(std::string text, const std::string& file) {
    if (first_invalid_utf8(text) != std::string::npos) return unreadable(file, "it is not UTF-8");
    if (too_deep(text)) return unreadable(file, "it is too deep");
    try {
        const auto document = std::make_shared<Json>(Json::parse(text, nullptr, false));
        if (document->is_discarded()) return unreadable(file, "it is not JSON, or cut off");
        if (!document->is_object()) return unreadable(file, other_document(*document));
        if (document->contains("digest")) {
            if (auto failure = check_version(*document, file)) return tl::unexpected<Failure>(std::move(*failure));
        } else {
            return unreadable(file, other_document(*document));
        }
        const auto digest = digest_in(text);
        if (!digest) {
            return fail_in_file(FailureKind::refused, Code::plan_altered, file,
                                "the plan was changed after it was written: its digest does not fit",
                                "make the plan again; --only and --except make one of a part");
        }
        SavedPlan saved = saved_plan_of(document);
        saved.plan.saved_digest = digest;
        return saved;
    } catch (const Misshapen& wrong) {
        return unreadable(file, wrong.what);
    } catch (const nlohmann::json::exception& error) {
        return unreadable(file, printable(error.what()));
    }
}

}  // namespace millwright::migrate
