#include "cli/render_input.h"

#include <algorithm>

#include "cli/comparison.h"
#include "graph/secret.h"
#include "graph/utf8.h"
#include "migrate/renames.h"

namespace millwright::cli {
namespace {

class Reader {
public:
    Reader(Console& console, const RenderOptions& options, const RenderRequest& request, bool json, DrawnInput& into)
        : console_(console), options_(options), request_(request), json_(json), into_(into) {}

    ExitStatus read() {
        switch (request_.from) {
            case DrawnFrom::settings: return settings();
            case DrawnFrom::deployed:
            case DrawnFrom::revision: return deployed();
            case DrawnFrom::change: return change();
            case DrawnFrom::against: return against();
            case DrawnFrom::revisions: break;
        }
        return revisions();
    }

private:
    ExitStatus settings() {
        const auto file = input_file(console_, options_.input);
        if (!file) return console_.failed(file.error());
        auto reading = read_for_deployment(console_, *file, options_.input, options_.deployment);
        if (!reading) return console_.failed(reading.error());
        into_.desired.reading = std::move(*reading);
        const settings::Reading& read = into_.desired.reading;
        if (!read.readable) return console_.unreadable(read.findings, read.sources, json_);
        return choose(read.findings);
    }

    /// The one production of the settings that is meant.
    ExitStatus choose(const Diagnostics& findings) {
        const settings::Reading& reading = into_.desired.reading;
        console_.findings(findings, reading.sources);
        const auto production = chosen_production(reading, options_.input.production);
        if (!production) return console_.failed(production.error(), reading.sources);
        into_.production = *production;
        into_.sources.after = &reading.sources;
        return ExitStatus::fine;
    }

    ExitStatus open() {
        auto input = open_deployed(console_, options_.input, options_.deployment, json_);
        if (!input) return console_.failed(input.error());
        if (input->productions.size() != 1) {
            return console_.misused("there are several productions", "choose one with --production NAME");
        }
        into_.deployed = std::move(*input);
        return ExitStatus::fine;
    }

    ExitStatus stored(std::uint64_t revision, Production& production) {
        auto found = into_.deployed->opened.production(into_.deployed->productions.front(), revision);
        if (!found) {
            // What has to be there to be drawn is no mere note.
            for (Diagnostic& each : found.error().diagnostics) each.as(Severity::error);
            return console_.failed(found.error());
        }
        production = std::move(*found);
        return ExitStatus::fine;
    }

    ExitStatus deployed() {
        ExitStatus status = open();
        if (status == ExitStatus::fine) status = stored(request_.revision, into_.stored);
        into_.production = &into_.stored;
        into_.sources.after = &no_texts_;
        return status;
    }

    static std::string revision_label(std::uint64_t revision) {
        return revision == 0 ? "nothing" : "revision " + std::to_string(revision);
    }

    ExitStatus revisions() {
        ExitStatus status = open();
        if (status == ExitStatus::fine) status = stored(request_.revision, into_.stored);
        if (status == ExitStatus::fine && request_.earlier != 0) status = stored(request_.earlier, into_.stored_before);
        if (status != ExitStatus::fine) return status;
        const bool new_as_a_whole = request_.earlier == 0;
        if (!new_as_a_whole) migrate::infer_moves(into_.stored_before, into_.stored);
        into_.production = &into_.stored;
        into_.sources = {&no_texts_, &no_texts_};
        into_.change =
            migrate::picture_change(new_as_a_whole ? nullptr : &into_.stored_before, migrate::Holds::everything,
                                    into_.stored, migrate::Holds::everything, {});
        return labelled(revision_label(request_.earlier), revision_label(request_.revision), new_as_a_whole);
    }

    ExitStatus read_settings(bool without_deployment) {
        const ExitStatus status =
            read_desired(console_, options_.input, options_.deployment, json_, into_.desired, without_deployment);
        return status == ExitStatus::fine ? choose(into_.desired.findings) : status;
    }

    migrate::Holds holds() const { return holds_of(into_.desired.reading.format); }

    /// The production of the other side that is compared with the chosen one: the only one there, or that of its name.
    const Production* counterpart() const {
        const auto& others = into_.older.productions;
        const bool only = options_.input.production.empty() && others.size() == 1;
        const auto found = std::find_if(others.begin(), others.end(), [&](const Production& each) {
            return only || each.name == into_.production->name;
        });
        return found == others.end() ? nullptr : &*found;
    }

    ExitStatus against() {
        if (const ExitStatus status = read_settings(true); status != ExitStatus::fine) return status;
        const Desired& desired = into_.desired;
        auto older = read_against(console_, options_.against, desired.file, options_.input, desired.deployment.name);
        if (!older) return console_.failed(older.error());
        into_.older = std::move(*older);
        if (!into_.older.readable) return console_.unreadable(into_.older.findings, into_.older.sources, json_);
        console_.findings(into_.older.findings, into_.older.sources);
        into_.sources.before = &into_.older.sources;
        const Production* other = counterpart();
        into_.change = migrate::picture_change(other, holds_of(into_.older.format), *into_.production, holds(),
                                               {&into_.older.sources, &desired.reading.sources});
        return labelled(options_.against, desired.file, other == nullptr);
    }

    ExitStatus change() {
        if (const ExitStatus status = read_settings(false); status != ExitStatus::fine) return status;
        Desired& desired = into_.desired;
        const auto opened = open_deployment(desired.deployment);
        if (!opened) return console_.failed(opened.error(), desired.reading.sources);
        const Surroundings& surroundings = console_.surroundings();
        const FoundSecrets secrets = find_secrets(surroundings, *opened, desired.reading, {into_.production});
        const auto planned = opened->plan(*into_.production, holds(), fresh_values(surroundings), secrets.values);
        if (!planned) return console_.failed(planned.error(), desired.reading.sources);
        console_.findings_of_plan(planned->plan.findings, desired.reading.sources);
        if (const std::size_t unknown = planned->plan.not_compared.size(); unknown != 0) {
            console_.remark(std::to_string(unknown) + (unknown == 1 ? " secret has" : " secrets have") +
                            " no value here and cannot be compared");
        }
        const PictureSources sources{&desired.reading.sources, nullptr};
        if (planned->deployed.form.entries().empty()) return nothing_yet(sources);
        auto whole = opened->production(into_.production->name);
        if (!whole) return console_.failed(whole.error(), desired.reading.sources);
        into_.stored_before = std::move(*whole);
        into_.sources = {&desired.reading.sources, &no_texts_};
        into_.change = migrate::picture_change(*planned, into_.stored_before, *into_.production, holds(),
                                               {nullptr, &desired.reading.sources});
        const std::string revision =
            opened->target() == nullptr ? revision_label(planned->plan.base_revision) : "state";
        return labelled("deployed " + revision, desired.file, false);
    }

    ExitStatus nothing_yet(const PictureSources& sources) {
        console_.remark("nothing is deployed yet in " + printable(without_password(into_.desired.deployment.url)) +
                        ": everything is new; to compare with a commit use --against REF");
        into_.sources = sources;
        into_.change = migrate::picture_change(nullptr, holds(), *into_.production, holds(), {nullptr, sources.after});
        return labelled("nothing", into_.desired.file, true);
    }

    /// What the sides are called; and what the picture leaves out of the change is said.
    ExitStatus labelled(std::string before, std::string after, bool all_new) {
        migrate::PictureChange& change = *into_.change;
        change.items.before = std::move(before);
        change.items.after = std::move(after);
        if (change.after_part) {
            into_.production = &*change.after_part;
            console_.remark("one of the two holds only items and their settings: nothing else is compared or drawn");
        }
        const std::size_t others = change.not_of_items;
        if (others != 0 && !all_new && options_.process.empty()) {
            console_.remark(std::to_string(others) + (others == 1 ? " change is" : " changes are") +
                            " of no item and not in the picture: " + elsewhere());
        }
        return ExitStatus::fine;
    }

    /// What shows the whole change.
    std::string elsewhere() const {
        if (request_.from == DrawnFrom::revisions) return "`millwright history N` shows all";
        return request_.from == DrawnFrom::against ? "`millwright diff` shows all"
                                                   : "`millwright migrate --dry-run` shows all";
    }

    Console& console_;
    const RenderOptions& options_;
    const RenderRequest& request_;
    const bool json_;
    DrawnInput& into_;
    const Sources& no_texts_ = into_.older.sources;
};

}  // namespace

ExitStatus read_drawn(Console& console, const RenderOptions& options, const RenderRequest& request, bool json,
                      DrawnInput& into) {
    return Reader(console, options, request, json, into).read();
}

}  // namespace millwright::cli
