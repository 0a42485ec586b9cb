// A deployment: what is deployed, and the record of what was done there. In a registry both are the same rows. Other kinds
// keep the production elsewhere, behind a Target, and have a registry beside them as their record.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "migrate/registry.h"

namespace millwright::migrate {

class Deployment {
public:
    /// The registry is the deployment.
    explicit Deployment(Registry registry) : record_(std::move(registry)) {}

    /// As the user wrote it, such as "sqlite:PATH".
    const std::string& url() const { return record_.url(); }
    /// What has to be said where a plan is shown: whether an engine is contacted, and what an apply brings about.
    std::string_view before_words() const { return "no engine is contacted"; }
    std::string_view after_words() const { return "no running production was changed"; }

    /// What a dry run does: reads, compares and plans. See plan_migration.
    Result<Planned> plan(const Production& desired, Holds holds, const Fresh& fresh,
                         const SecretValues& secrets = {}) const {
        return plan_migration(record_, desired, holds, fresh, secrets);
    }
    /// Everything or nothing; see Registry::apply.
    Result<Applied> apply(const Planned& planned, const Who& who, const Fresh& fresh,
                          const ApplyOptions& options = {}) {
        return record_.apply(planned.plan, planned.rows, who, fresh, options);
    }

    /// What is deployed now (revision 0), or what was as of an earlier revision.
    Result<Production> production(std::string_view name, std::uint64_t revision = 0) const {
        return record_.production(name, revision);
    }
    Result<std::vector<std::string>> productions() const { return record_.productions(); }
    Result<DeployedStatus> status(std::string_view production) const { return record_.status(production); }
    Result<std::vector<Revision>> history(std::string_view production) const { return record_.history(production); }

    /// History, protection and what was applied last.
    const Registry& record() const { return record_; }

private:
    Registry record_;
};

}  // namespace millwright::migrate
