#include "migrate/deployment.h"

#include <algorithm>

#include "migrate/stored_production.h"
#include "migrate/target_apply.h"
#include "migrate/target_plan.h"
#include "migrate/target_state.h"

namespace millwright::migrate {
namespace {

Result<Production> whole_production(const Registry& record, TargetState& state, std::string_view name) {
    if (auto done = fetch_rest(record, state, nullptr); !done) return tl::unexpected<Failure>(std::move(done.error()));
    return production_from_entries(name, state.deployed.form.entries());
}

tl::unexpected<Failure> nothing_there(const Target& target) {
    return fail_in_file(FailureKind::environment, Code::nothing_deployed, target.place(), "nothing is deployed yet",
                        "deploy it with: millwright migrate");
}

}  // namespace

Deployment::Deployment(Registry registry) : record_(std::move(registry)) {}
Deployment::Deployment(Registry record, std::unique_ptr<Target> target)
    : record_(std::move(record)), target_(std::move(target)) {}
Deployment::~Deployment() = default;
Deployment::Deployment(Deployment&&) noexcept = default;
Deployment& Deployment::operator=(Deployment&&) noexcept = default;

const std::string& Deployment::url() const {
    return target_ ? target_->url() : record_.url();
}

std::string_view Deployment::before_words() const {
    return target_ ? target_->before_words() : "no engine is contacted";
}

std::string_view Deployment::after_words() const {
    return target_ ? target_->after_words() : "no running production was changed";
}

Result<Planned> Deployment::plan(const Production& desired, Holds holds, const Fresh& fresh,
                                 const SecretValues& secrets) const {
    if (target_) return plan_for_target(record_, *target_, desired, holds, fresh);
    return plan_migration(record_, desired, holds, fresh, secrets);
}

Result<Applied> Deployment::apply(const Planned& planned, const Who& who, const Fresh& fresh,
                                  const ApplyOptions& options) {
    if (target_) return apply_to_target(record_, *target_, planned, who, fresh, options);
    return record_.apply(planned.plan, planned.rows, who, fresh, options);
}

Result<std::optional<std::string>> Deployment::finish_interrupted(std::string_view production, const Who& who,
                                                                  const Fresh& fresh, std::uint32_t lock_timeout_ms) {
    if (!target_) return std::optional<std::string>();
    return migrate::finish_interrupted(record_, *target_, production, who, fresh, lock_timeout_ms);
}

Result<Production> Deployment::production(std::string_view name, std::uint64_t revision) const {
    if (!target_ || revision != 0) return record_.production(name, revision);
    auto state = read_target(record_, *target_, name, {});
    if (!state) return tl::unexpected<Failure>(std::move(state.error()));
    if (!state->live.there) return nothing_there(*target_);
    return whole_production(record_, *state, name);
}

Result<DeployedSides> Deployment::sides(std::string_view production) const {
    DeployedSides sides;
    if (!target_) {
        auto read = record_.read(production, {});
        if (!read) return tl::unexpected<Failure>(std::move(read.error()));
        sides.revision = read->revision;
        sides.digest_key = read->form.digest_key();
        sides.is_there = read->revision != 0;
    }
    std::optional<TargetState> state;
    if (target_) {
        auto read = read_target(record_, *target_, production, {});
        if (!read) return tl::unexpected<Failure>(std::move(read.error()));
        state = std::move(*read);
        sides.revision = state->stored.revision;
        sides.digest_key = state->held.digest_key();
        sides.is_there = state->live.there;
        auto deployed = whole_production(record_, *state, production);
        if (!deployed) return tl::unexpected<Failure>(std::move(deployed.error()));
        sides.deployed = std::move(*deployed);
    }
    if (sides.revision == 0) return sides;
    if (state && state->unfinished == Unfinished::reached) {  // only the revision of it is missing
        auto reached = whole_production(record_, *state, production);
        if (!reached) return tl::unexpected<Failure>(std::move(reached.error()));
        sides.last_applied = std::move(*reached);
        return sides;
    }
    auto last = record_.production(production);
    if (!last) return tl::unexpected<Failure>(std::move(last.error()));
    sides.last_applied = std::move(*last);
    if (target_) return sides;
    auto deployed = record_.production(production);
    if (!deployed) return tl::unexpected<Failure>(std::move(deployed.error()));
    sides.deployed = std::move(*deployed);
    return sides;
}

Result<std::vector<std::string>> Deployment::productions() const {
    auto names = record_.productions();
    if (!names || !target_) return names;
    auto there = target_->productions();
    if (!there) return there;
    names->insert(names->end(), there->begin(), there->end());
    std::sort(names->begin(), names->end());
    names->erase(std::unique(names->begin(), names->end()), names->end());
    return names;
}

Result<DeployedStatus> Deployment::status(std::string_view production) const {
    auto status = record_.status(production);
    if (!status || !target_) return status;
    const auto holder = target_->holder();
    if (!holder) return status;
    status->lock_held = true;
    status->lock_holder = *holder;
    return status;
}

}  // namespace millwright::migrate
