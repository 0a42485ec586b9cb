#include "cli/selecting.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "graph/suggest.h"
#include "graph/utf8.h"
#include "migrate/plan_text.h"

namespace millwright::cli {
namespace {

constexpr std::size_t most_listed = 8;

std::string listed(const std::vector<std::string_view>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most_listed); ++i) {
        text += (i > 0 ? ", " : "") + in_quotes(names[i]);
    }
    if (names.size() > most_listed) text += " and " + std::to_string(names.size() - most_listed) + " more";
    return text;
}

std::string option_text(const std::string& option, const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += " " + in_quotes(name);
    return text.empty() ? text : " " + option + text;
}

/// "2 to add, 1 to remove"; only what there is.
std::string left_out_text(const migrate::PlanCounts& counts) {
    std::string text;
    const auto add = [&](std::size_t count, const char* words) {
        if (count > 0) text += (text.empty() ? "" : ", ") + std::to_string(count) + words;
    };
    add(counts.add, " to add");
    add(counts.change, " to change");
    add(counts.remove, " to remove");
    add(counts.move, " to move");
    return text.empty() ? "nothing" : text;
}

/// What a name that is no item is answered.
tl::unexpected<Failure> no_such_item(const std::string& name, const std::vector<std::string_view>& known) {
    std::string hint = did_you_mean(name, known);
    std::error_code error;
    if (hint.empty() && std::filesystem::exists(name, error)) {
        hint = "write FILE before --only and --except: they take all names that follow";
    }
    if (hint.empty() && !known.empty()) hint = "there are " + listed(known);
    return fail(FailureKind::environment, Code::no_such_item, {}, "no item named " + in_quotes(name), std::move(hint));
}

Result<bool> check(const SelectionOptions& options, const std::set<std::string_view>& known) {
    for (const auto* names : {&options.chosen.only, &options.chosen.except}) {
        for (const std::string& name : *names) {
            if (known.count(name) == 0) return no_such_item(name, {known.begin(), known.end()});
        }
    }
    return true;
}

}  // namespace

void SelectionOptions::declare(OptionTable& options) {
    options.list("--only", chosen.only, "ITEM...", "only these items and what they depend on");
    options.list("--except", chosen.except, "ITEM...", "all but these items and what depends on them");
    options.flag("--skip-unsupported", chosen.skip_unsupported,
                 "leave out what the deployment cannot hold; then the exit status is 1");
}

Result<bool> check_names(const SelectionOptions& options, const std::vector<const settings::Reading*>& readings) {
    std::set<std::string_view> known;
    for (const settings::Reading* reading : readings) {
        for (const Production& production : reading->productions) {
            for (const Item& item : production.items) known.insert(item.name);
            for (const Moved& moved : production.moved) known.insert({moved.from, moved.to});
        }
    }
    return check(options, known);
}

Result<bool> choose_parts(const SelectionOptions& options, const Desired& desired,
                          std::vector<migrate::Planned>& planned, FoundSecrets& secrets) {
    if (options.chosen.empty()) return true;
    std::set<std::string_view> known;
    for (std::size_t i = 0; i < planned.size(); ++i) {
        const auto names = migrate::choosable(planned[i].deployed.form, planned[i].desired, *desired.productions[i]);
        known.insert(names.begin(), names.end());
    }
    if (auto all = check(options, known); !all) return all;
    for (std::size_t i = 0; i < planned.size(); ++i) {
        migrate::choose_part(planned[i], *desired.productions[i], options.chosen);
    }
    const auto idle = [&](const MissingSecret& missing) {
        return std::none_of(planned.begin(), planned.end(), [&](const migrate::Planned& each) {
            const auto& names = each.plan.not_compared;
            return std::find(names.begin(), names.end(), missing.name) != names.end();
        });
    };
    secrets.missing.erase(std::remove_if(secrets.missing.begin(), secrets.missing.end(), idle), secrets.missing.end());
    return true;
}

std::string chosen_text(const migrate::ChosenPart& chosen) {
    if (chosen.is_all()) return {};
    std::string text = "Chosen:" + option_text("--only", chosen.only) + option_text("--except", chosen.except) +
                       (chosen.without_unsupported ? " --skip-unsupported" : "") +
                       "; left out: " + left_out_text(chosen.left_out) + ".\n";
    for (const std::string& words : chosen.words) text += "  " + words + "\n";
    return text + "\n";
}

}  // namespace millwright::cli
