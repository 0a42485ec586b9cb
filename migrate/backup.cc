#include "migrate/backup.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "graph/json_text.h"
#include "graph/utf8.h"
#include "migrate/fault_point.h"
#include "migrate/item_body.h"
#include "migrate/plan_json.h"
#include "migrate/stored_production.h"
#include "settings/formats.h"
#include "settings/system.h"

namespace millwright::migrate {
namespace {

using nlohmann::json;

constexpr std::string_view format_version = "1.0";
constexpr std::string_view kind = "millwright-backup";
constexpr std::string_view metadata_file = "metadata.json";
constexpr std::string_view deployed_file = "deployed.json";
constexpr std::string_view secret_kind = "secret";
constexpr std::size_t id_digits = 16;
constexpr unsigned private_file = 0600;

struct Written {
    std::string name;
    std::size_t bytes = 0;
    Digest digest;
};

struct LeftOut {
    std::string_view name;
    std::string why;
};

std::string apply_id_of(const Fresh& fresh) {
    Digest digest;
    std::copy(fresh.apply_id.begin(), fresh.apply_id.end(), digest.bytes.begin());
    return digest.hex().substr(0, fresh.apply_id.size() * 2);
}

/// "20260102T030405.678Z-0123456789abcdef": without what some file systems do not take in a name.
std::string folder_name(const Who& who, const Fresh& fresh) {
    std::string name;
    for (const char c : who.now) {
        if (c != '-' && c != ':') name += c;
    }
    return name + "-" + apply_id_of(fresh).substr(0, id_digits);
}

/// One backup while its folder has not got its name yet.
class Writing {
public:
    Writing(std::string folder, const Backup& backup) : folder_(std::move(folder)), backup_(backup) {}

    Result<bool> write(const Who& who, const Fresh& fresh) {
        if (auto made = settings::make_private_folder(folder_); !made) return made;
        if (auto done = backup_.before != nullptr ? write_production() : Result<bool>(true); !done) return done;
        if (auto done = write_originals(); !done) return done;
        if (auto done = put("plan.json", plan_json(*backup_.plan, {}) + '\n'); !done) return done;
        return put(std::string(metadata_file), metadata(who, fresh));
    }

private:
    Result<bool> put(const std::string& name, std::string_view text) {
        files_.push_back({name, text.size(), sha256(text)});
        return settings::write_file_atomically(folder_ + "/" + name, text, private_file);
    }

    Result<bool> write_production() {
        const CanonicalForm form = canonical_form(*backup_.before, backup_.holds, backup_.digest_key);
        std::vector<Entry> entries;
        for (const Entry& entry : form.entries()) {
            if (kind_of_key(entry.key) != secret_kind) entries.push_back(entry);
        }
        if (auto done = put(std::string(deployed_file), deployed(form, entries)); !done) return done;
        // What is read back from the entries has no secrets in it, whatever the deployment keeps in clear text.
        const auto production = production_from_entries(backup_.plan->production, entries);
        if (!production) return tl::unexpected<Failure>(production.error());
        return write_formats(*production);
    }

    std::string deployed(const CanonicalForm& form, const std::vector<Entry>& entries) const {
        JsonText text;
        text.begin_object().member("format_version", format_version);
        text.member("canonical", std::uint64_t{canonical_version});
        text.member("production", std::string_view(backup_.plan->production));
        text.member("holds", backup_.holds == Holds::engine ? "engine" : "everything");
        text.member("fingerprint", form.fingerprint().hex());
        text.key("entries").begin_object();
        for (const Entry& entry : entries) text.key(entry.key).raw(entry.body);
        return text.end_object().end_object().take() + '\n';
    }

    Result<bool> write_formats(const Production& production) {
        using settings::Format;
        static constexpr std::array<std::pair<std::string_view, Format>, 3> formats{
            {{"production.toml", Format::settings_toml},
             {"production.xml", Format::iris_xml},
             {"production.json", Format::production_json}}};
        for (const auto& [name, format] : formats) {
            const auto text = settings::write_production(production, format);
            if (!text) {
                const Diagnostics& why = text.error().diagnostics;
                left_out_.push_back({name, why.empty() ? "" : why.begin()->message});
                continue;
            }
            if (auto done = put(std::string(name), *text); !done) return done;
        }
        return true;
    }

    Result<bool> write_originals() {
        if (backup_.originals.empty()) return true;
        if (auto made = settings::make_private_folder(folder_ + "/original"); !made) return made;
        for (const BackupFile& file : backup_.originals) {
            if (auto done = put("original/" + file.name, file.text); !done) return done;
        }
        return true;
    }

    std::string metadata(const Who& who, const Fresh& fresh) const {
        const Plan& plan = *backup_.plan;
        JsonText text;
        text.begin_object().member("format_version", format_version).member("kind", kind);
        text.member("production", std::string_view(plan.production));
        text.key("deployment").begin_object().member("name", std::string_view(plan.target.name));
        text.member("url", std::string_view(plan.target.url));
        text.member("identity", std::string_view(plan.target.identity)).end_object();
        text.member("revision", plan.base_revision).member("apply_id", apply_id_of(fresh));
        text.member("at", std::string_view(who.now)).member("by", std::string_view(who.user));
        text.member("host", std::string_view(who.host)).member("tool", std::string_view(who.tool));
        text.member("source_fingerprint", plan.base_fingerprint.hex());
        text.member("desired_fingerprint", plan.desired_fingerprint.hex());
        text.key("files").begin_array();
        for (const Written& file : files_) {
            text.begin_object().member("name", std::string_view(file.name));
            text.member("bytes", std::uint64_t{file.bytes}).member("sha256", file.digest.hex()).end_object();
        }
        text.end_array().key("left_out").begin_array();
        for (const LeftOut& each : left_out_) {
            text.begin_object().member("name", each.name).member("why", std::string_view(each.why)).end_object();
        }
        return text.end_array().end_object().take() + '\n';
    }

    std::string folder_;
    const Backup& backup_;
    std::vector<Written> files_;
    std::vector<LeftOut> left_out_;
};

tl::unexpected<Failure> damaged(const std::string& file, const std::string& what) {
    return fail_in_file(FailureKind::environment, Code::state_damaged, file, "this is no whole backup: " + what,
                        "nothing was done; use another backup, or a revision: millwright history lists them");
}

std::string text_at(const json& node, const char* key) {
    const auto at = node.find(key);
    return at != node.end() && at->is_string() ? at->get<std::string>() : std::string();
}

std::uint64_t number_at(const json& node, const char* key) {
    const auto at = node.find(key);
    return at != node.end() && at->is_number_unsigned() ? at->get<std::uint64_t>() : 0;
}

Result<json> read_document(const std::string& path) {
    auto text = settings::read_file(path);
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    json node = json::parse(*text, nullptr, false);
    if (!node.is_object()) return damaged(path, "it is not JSON");
    const std::string version = text_at(node, "format_version");
    if (version.starts_with("1.")) return node;
    if (version.empty()) return damaged(path, "it has no format_version");
    return fail_in_file(FailureKind::refused, Code::state_newer, path,
                        "the backup has format " + printable(version) + ", and this version knows 1",
                        "nothing was done; use the version of Millwright that wrote it");
}

/// What metadata says of a file in it is what the file is.
Result<bool> check_file(const std::string& folder, const json& metadata, std::string_view name) {
    const std::string path = folder + "/" + std::string(name);
    const auto files = metadata.find("files");
    if (files == metadata.end() || !files->is_array()) return damaged(folder, "its metadata lists no files");
    for (const json& file : *files) {
        if (!file.is_object() || text_at(file, "name") != name) continue;
        auto text = settings::read_file(path);
        if (!text) return tl::unexpected<Failure>(std::move(text.error()));
        if (sha256(*text).hex() == text_at(file, "sha256")) return true;
        return damaged(path, "its digest is not the one that metadata.json has");
    }
    return damaged(path, "metadata.json does not list it");
}

/// The bodies, as texts that the entries point into.
struct Bodies {
    std::vector<std::string> texts;
    std::vector<Entry> entries;

    explicit Bodies(const json& all) {
        texts.reserve(all.size() * 2);
        for (const auto& [key, body] : all.items()) {
            Entry& entry = entries.emplace_back();
            entry.key = texts.emplace_back(key);
            entry.body = texts.emplace_back(body.dump(-1, ' ', false, json::error_handler_t::replace));
            entry.hash = sha256(entry.body);
        }
    }
};

std::vector<std::string> digests_in(const Production& production) {
    std::vector<std::string> found;
    const auto look = [&](Range<Setting> range, const std::string& of) {
        for (const Setting& setting : production.of(range)) {
            if (setting.refers_to_secret && placeholder_digest(setting.value))
                found.push_back(in_quotes(setting.name) + " of " + of);
        }
    };
    look(production.production_settings, "the production");
    for (const Item& item : production.items) look(item.settings, in_quotes(item.name));
    return found;
}

Result<bool> read_deployed(const std::string& path, KeptProduction& kept) {
    const auto node = read_document(path);
    if (!node) return tl::unexpected<Failure>(node.error());
    const auto entries = node->find("entries");
    if (entries == node->end() || !entries->is_object()) return damaged(path, "it has no entries");
    if (number_at(*node, "canonical") > canonical_version) {
        return fail_in_file(FailureKind::refused, Code::state_newer, path, "the backup is of a newer version",
                            "nothing was done; use the version of Millwright that wrote it");
    }
    Bodies bodies(*entries);
    auto production = production_from_entries(text_at(*node, "production"), bodies.entries);
    if (!production) return damaged(path, production.error().diagnostics.begin()->message);
    kept.production = std::move(*production);
    kept.holds = text_at(*node, "holds") == "engine" ? Holds::engine : Holds::everything;
    if (canonical_form(kept.production, kept.holds).fingerprint().hex() != text_at(*node, "fingerprint")) {
        return damaged(path, "its entries do not have its fingerprint");
    }
    kept.only_digests = digests_in(kept.production);
    return true;
}

}  // namespace

Result<std::string> write_backup(const std::string& folder, const Backup& backup, const Who& who, const Fresh& fresh) {
    const std::string path = (folder.empty() ? "." : folder) + "/" + folder_name(who, fresh);
    const std::string unnamed = path + ".new";
    Writing writing(unnamed, backup);
    if (auto done = writing.write(who, fresh); !done) return tl::unexpected<Failure>(std::move(done.error()));
    fault_point("backup written");
    if (auto done = settings::rename_folder(unnamed, path); !done) {
        return tl::unexpected<Failure>(std::move(done.error()));
    }
    fault_point("backup named");
    return path;
}

bool is_backup(const std::string& path) {
    const auto text = settings::read_file(path + "/" + std::string(metadata_file));
    return text && text->find(kind) != std::string::npos;
}

Result<KeptProduction> read_backup(const std::string& path) {
    const std::string file = path + "/" + std::string(metadata_file);
    const auto metadata = read_document(file);
    if (!metadata) return tl::unexpected<Failure>(metadata.error());
    if (text_at(*metadata, "kind") != kind) return damaged(file, "Millwright did not write it");
    KeptProduction kept;
    kept.production.name = kept.production.texts.keep(text_at(*metadata, "production"));
    kept.revision = number_at(*metadata, "revision");
    kept.at = text_at(*metadata, "at");
    kept.apply_id = text_at(*metadata, "apply_id");
    const auto deployment = metadata->find("deployment");
    if (deployment != metadata->end() && deployment->is_object()) kept.identity = text_at(*deployment, "identity");
    if (kept.revision == 0 && !settings::read_file(path + "/" + std::string(deployed_file))) return kept;
    if (auto same = check_file(path, *metadata, deployed_file); !same) {
        return tl::unexpected<Failure>(std::move(same.error()));
    }
    auto read = read_deployed(path + "/" + std::string(deployed_file), kept);
    if (!read) return tl::unexpected<Failure>(std::move(read.error()));
    return kept;
}

}  // namespace millwright::migrate
