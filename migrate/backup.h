// A backup: what a deployment held before an apply, kept as a folder of files, for people, for other tools and for a rollback.
// It is a copy, not the truth: nothing is read from it unless somebody asks for it.
//
// FOLDER/20260102T030405.678Z-0123456789abcdef/ (time, first digits of the apply's id) holds
//   metadata.json    {format_version, kind, production, deployment{name,url,identity}, revision, apply_id, at, by, host,
//                    tool, source_fingerprint, desired_fingerprint, files[{name, bytes, sha256}], left_out[{name, why}]}
//   deployed.json    {format_version, canonical, production, holds, fingerprint, entries{KEY: BODY}}: canonical.h has keys
//                    and bodies; what a rollback reads
//   production.toml production.xml production.json    the same for people and other tools, as far as each can say it
//   plan.json        the plan that was about to be applied
//   original/NAME    what the deployment itself kept, byte for byte, where that is a file
// Secrets are references; values that look like secrets are digests with the deployment's key. Only original/ is as it was.
// A folder is there whole or not at all: it gets its name last. Format versions: 1.0 (2026) the first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/registry.h"

namespace millwright::migrate {

struct BackupFile {
    std::string name;  ///< without folders
    std::string text;
};

struct Backup {
    const Plan* plan = nullptr;
    const Production* before = nullptr;  ///< the whole deployed production; nullptr where nothing was deployed
    Holds holds = Holds::everything;     ///< what the deployment can hold
    DigestKey digest_key;                ///< the deployment's
    std::vector<BackupFile> originals;
};

/// Makes a folder inside `folder` (which is made too), readable for its owner only, synced; gives its path. Fails with
/// environment: cannot_write.
Result<std::string> write_backup(const std::string& folder, const Backup& backup, const Who& who, const Fresh& fresh);

/// A backup that was read.
struct KeptProduction {
    Production production;  ///< empty where nothing was deployed
    Holds holds = Holds::everything;
    std::uint64_t revision = 0;
    std::string identity;                   ///< of the deployment that it was made of
    std::string at;                         ///< when
    std::string apply_id;                   ///< of the apply that it was made for
    std::vector<std::string> only_digests;  ///< "SETTING of ITEM" whose values were not kept, only digests of them
};

/// Whether the folder is to be taken for a backup that Millwright wrote, whole or not; IoP has a metadata.json too.
bool is_backup(const std::string& path);

/// Fails with environment: cannot_read; state_damaged for one that is cut off or was changed; refused: state_newer.
Result<KeptProduction> read_backup(const std::string& path);

}  // namespace millwright::migrate
