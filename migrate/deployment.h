// A deployment: what is deployed, and the record of what was done there. In a registry both are the same rows. Other kinds
// keep the production elsewhere, behind a Target, and have a registry beside them as their record.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "migrate/registry.h"
#include "migrate/target.h"

namespace millwright::migrate {

/// What was applied last and what is there now, each whole; of a registry they are the same. Values that look like secrets
/// are placeholders with digests by `digest_key` on both.
struct DeployedSides {
    std::uint64_t revision = 0;  ///< 0: nothing was applied yet
    Production last_applied;
    Production deployed;
    bool is_there = false;  ///< whether anything is deployed
    DigestKey digest_key;
};

class Deployment {
public:
    /// The registry is the deployment.
    explicit Deployment(Registry registry);
    /// The target is, and the registry is its record.
    Deployment(Registry record, std::unique_ptr<Target> target);
    ~Deployment();
    Deployment(Deployment&&) noexcept;
    Deployment& operator=(Deployment&&) noexcept;

    /// As the user wrote it, such as "sqlite:PATH".
    const std::string& url() const;
    /// What has to be said where a plan is shown: whether an engine is contacted, and what an apply brings about.
    std::string_view before_words() const;
    std::string_view after_words() const;
    /// Whether the values of secrets are compared and remembered; if not, nobody needs to ask for them.
    bool remembers_secrets() const { return !target_; }

    /// What a dry run does: reads, compares and plans. See plan_migration. An apply that was interrupted is told of in the
    /// plan's findings (apply_unfinished), and so is what something else changed (drifted).
    Result<Planned> plan(const Production& desired, Holds holds, const Fresh& fresh,
                         const SecretValues& secrets = {}) const;
    /// Everything or nothing; see Registry::apply. The rows of the plan are changes of `planned.deployed.form`.
    Result<Applied> apply(const Planned& planned, const Who& who, const Fresh& fresh, const ApplyOptions& options = {});
    /// Settles what an interrupted apply left, before anything is planned that is to be applied: what was done, in words.
    /// Fails with refused: apply_unfinished, lock_held.
    Result<std::optional<std::string>> finish_interrupted(std::string_view production, const Who& who,
                                                          const Fresh& fresh, std::uint32_t lock_timeout_ms = 0);

    /// What is deployed now (revision 0), or what was as of an earlier revision.
    Result<Production> production(std::string_view name, std::uint64_t revision = 0) const;
    Result<DeployedSides> sides(std::string_view production) const;
    Result<std::vector<std::string>> productions() const;
    Result<DeployedStatus> status(std::string_view production) const;
    Result<std::vector<Revision>> history(std::string_view production) const { return record_.history(production); }

    /// History, protection and what was applied last.
    const Registry& record() const { return record_; }
    /// Where the production lives when the registry is only its record; else nullptr.
    const Target* target() const { return target_.get(); }

private:
    Registry record_;
    std::unique_ptr<Target> target_;
};

}  // namespace millwright::migrate
