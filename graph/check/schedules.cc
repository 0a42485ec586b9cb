// Schedules and triggers by time: when they fire, what they start, how long that may take.
#include "graph/check/step_list.h"
#include "graph/cron.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

constexpr Duration default_timeout{3'600'000};
constexpr std::int64_t milliseconds_of_minute = 60'000;

class Schedules {
public:
    Schedules(Checked& checked, const KnownNames& processes)
        : checked_(checked),
          processes_(processes),
          refused_(checked.reported(Code::out_of_range) || checked.reported(Code::bad_duration)) {}

    void check(const Schedule& schedule) {
        const std::string name = "schedule " + in_quotes(schedule.name);
        check_timing(schedule, name);
        check_work(schedule, name);
        check_zone(schedule.timezone, nearer(schedule.timezone_place, schedule.place), name);
        if (!schedule.timeout) {
            checked_.found
                .add(Code::schedule_without_timeout, schedule.place,
                     name + " has no time-out; what it starts may take " + to_text(default_timeout))
                .advise("write how long it may take: timeout = \"10m\"");
        }
    }

    void check_trigger(const Item& item, const Trigger& trigger) {
        const std::string name = "the trigger of " + in_quotes(item.name);
        if (trigger.kind == TriggerKind::cron) {
            check_cron(trigger.subject, trigger.place, name);
            check_zone(trigger.to, nearer(trigger.to_place, trigger.place), name);
        } else if (trigger.kind == TriggerKind::every) {
            check_every(trigger.every, trigger.place, name);
        }
    }

private:
    void check_timing(const Schedule& schedule, const std::string& name) {
        // An interval that reading has refused is not missing.
        if (schedule.cron.empty() && !schedule.every && refused_) return;
        if (schedule.cron.empty() != schedule.every.has_value()) {
            checked_.found
                .add(Code::schedule_timing, nearer(schedule.every ? schedule.cron_place : Place{}, schedule.place),
                     name +
                         (schedule.every ? " has both cron and every" : " has neither cron nor every: it never fires"))
                .advise(schedule.every ? "keep one of them" : "write cron = \"30 1 * * *\" or every = \"5m\"");
            return;
        }
        const Place place = nearer(schedule.cron_place, schedule.place);
        std::optional<Duration> interval = schedule.every;
        if (schedule.every) {
            if (!check_every(*schedule.every, place, name)) return;
        } else {
            const auto cron = check_cron(schedule.cron, place, name);
            const auto gap = cron ? shortest_gap_in_minutes(*cron) : std::nullopt;
            if (!gap) return;
            interval = Duration{*gap * milliseconds_of_minute};
        }
        check_overlap(schedule, name, *interval);
    }

    bool check_every(Duration every, Place place, const std::string& name) {
        if (every > Duration{}) return true;
        checked_.found.add(Code::schedule_timing, place, name + " fires every 0s, without an end")
            .advise("write how often: every = \"5m\"");
        return false;
    }

    /// The cron that was read, unless something is wrong with it.
    std::optional<Cron> check_cron(Text text, Place place, const std::string& name) {
        const auto cron = parse_cron(text);
        if (!cron) {
            checked_.found.add(Code::bad_cron, part_of(place, text, cron.error()), name + ": " + cron.error().message)
                .advise(cron.error().hint);
            return std::nullopt;
        }
        if (ever_comes(*cron)) return *cron;
        checked_.found
            .add(Code::date_that_never_comes, place,
                 name + " waits for a date that never comes: none of its months has such a day")
            .advise("choose another day or month; the last days of months differ");
        return std::nullopt;
    }

    /// The bytes of a value that a problem is about, where the value stands in its source as it is, in quotes.
    static Place part_of(Place place, Text text, const CronProblem& problem) {
        if (!place.known() || place.end - place.begin != text.size() + 2 || problem.begin == problem.end) return place;
        return {place.source, place.begin + 1 + problem.begin, place.begin + 1 + problem.end};
    }

    void check_overlap(const Schedule& schedule, const std::string& name, Duration interval) {
        const Duration timeout = schedule.timeout.value_or(default_timeout);
        if (schedule.overlap != Overlap::allow || timeout <= interval) return;
        checked_.found
            .add(Code::timeout_longer_than_interval, schedule.timeout ? schedule.timeout_place : schedule.place,
                 name + " fires again after " + to_text(interval) + ", may take " + to_text(timeout) +
                     " and allows overlap: its runs may pile up")
            .advise("give it a shorter time-out, or overlap = \"skip\"");
    }

    void check_work(const Schedule& schedule, const std::string& name) {
        const std::string key = "`process` of " + name;
        check_process_name(checked_, processes_, key, schedule.process, nearer(schedule.process_place, schedule.place));
        if (schedule.process.empty() != schedule.steps.empty()) return;
        const bool both = !schedule.process.empty();
        checked_.found
            .add(Code::schedule_without_work, schedule.place,
                 name + (both ? " has both a process and steps of its own" : " has neither a process nor steps"))
            .advise(both ? "keep one of them"
                         : "write process = \"PROCESS\", or add [[schedule." + toml_key(schedule.name) + ".step]]");
    }

    void check_zone(Text zone, Place place, const std::string& name) {
        const Zones* zones = checked_.options.zones;
        if (zones == nullptr || zone.empty() || zone == "UTC") return;
        if (!zones->available()) return report_no_zones(place);
        if (zones->exists(zone)) return;
        if (zone_names_.empty()) {
            zone_texts_ = zones->names();
            for (const std::string& each : zone_texts_) zone_names_.add(each, {});
        }
        auto& finding = report_unknown(checked_, Code::unknown_zone, place, name, "time zone", zone);
        zone_names_.suggest(checked_, finding, zone, "write a name as \"Europe/London\" or \"UTC\"");
    }

    void report_no_zones(Place place) {
        if (zones_reported_) return;
        zones_reported_ = true;
        checked_.found.add(Code::zones_not_available, place, "this machine has no time zones, so none is checked")
            .advise("install the tz database (tzdata)");
    }

    Checked& checked_;
    const KnownNames& processes_;
    bool refused_;
    std::vector<std::string> zone_texts_;
    KnownNames zone_names_;  // into zone_texts_
    bool zones_reported_ = false;
};

}  // namespace

void check_schedules(Checked& checked, const KnownNames& processes) {
    const Production& production = checked.production;
    Schedules schedules(checked, processes);
    for (const Schedule& each : production.schedules) schedules.check(each);
    if (production.triggers.empty()) return;
    for (const Item& item : production.items) {
        if (!item.behaviour) continue;
        for (const Trigger& each : slice(production.triggers, item.behaviour->triggers)) {
            schedules.check_trigger(item, each);
        }
    }
}

}  // namespace millwright::check
