#include "graph/render/process_picture.h"

#include <algorithm>

#include "graph/render/process_drawing.h"
#include "graph/render/process_lines.h"
#include "graph/render/style.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

using render::ProcessDrawing;
using render::Subject;

/// The process of that name (one that runs, where there are several), else the schedule with steps.
Subject subject_named(const Production& production, std::string_view name) {
    Subject subject;
    for (std::size_t i = 0; i < production.items.size(); ++i) {
        const Item& item = production.items[i];
        if (item.name != name || item.role != Role::process) continue;
        if (subject.item != nullptr && (subject.item->enabled.on(true) || !item.enabled.on(true))) continue;
        subject.item = &item;
        subject.id = ItemId(i);
    }
    if (subject.item != nullptr) return subject;
    for (const Schedule& each : production.schedules) {
        if (each.name == name && !each.steps.empty()) {
            subject.schedule = &each;
            break;
        }
    }
    return subject;
}

tl::unexpected<Failure> unknown(const Production& production, std::string_view name) {
    for (const Schedule& each : production.schedules) {
        if (each.name != name || each.process.empty()) continue;
        return fail(FailureKind::environment, Code::unknown_name, {},
                    "schedule " + in_quotes(name) + " has no steps of its own",
                    "it starts " + in_quotes(each.process) + ", which can be drawn");
    }
    const auto item = std::find_if(production.items.begin(), production.items.end(),
                                   [&](const Item& each) { return each.name == name; });
    if (item != production.items.end()) {
        const bool vowel = item->role == Role::operation;
        return fail(
            FailureKind::environment, Code::unknown_name, {},
            in_quotes(name) + " is " + (vowel ? "an " : "a ") + std::string(name_of(item->role)) + ", not a process",
            "draw what is around it with --focus");
    }
    std::vector<std::string_view> names;
    for (const Item& each : production.items) {
        if (each.role == Role::process) names.push_back(each.name);
    }
    for (const Schedule& each : production.schedules) {
        if (!each.steps.empty()) names.push_back(each.name);
    }
    const std::string_view lacks = names.empty() ? ": it has no process" : "";
    return fail(FailureKind::environment, Code::unknown_name, {},
                in_quotes(production.name) + " has no process " + in_quotes(name) + std::string(lacks),
                did_you_mean(name, names));
}

std::string caption_of(const ProcessDrawing& drawing) {
    const Behaviour* behaviour = drawing.subject.behaviour();
    const std::size_t steps = behaviour != nullptr
                                  ? behaviour->steps.count
                                  : (drawing.subject.schedule != nullptr ? drawing.subject.schedule->steps.count : 0);
    std::vector<std::string> said;
    if (behaviour != nullptr && !behaviour->handlers.empty()) {
        said.push_back(counted(behaviour->handlers.count, "handler"));
        if (behaviour->handlers.count > 1) {
            said.emplace_back(behaviour->route == RouteChoice::first ? "the first that fits is run"
                                                                     : "every one that fits is run");
        }
        if (!behaviour->streams.empty()) {
            const std::string streams = render::listed(drawing.production.of(behaviour->streams));
            said.push_back("streams " + render::shortened(streams, 2 * render::name_columns));
        }
    }
    if (steps != 0) said.push_back(counted(steps, "step"));
    if (behaviour != nullptr && !behaviour->compensations.empty()) {
        said.push_back(counted(behaviour->compensations.count, "compensation"));
    }
    if (said.empty()) said.emplace_back("declares neither handlers nor steps");
    if (drawing.subject.item != nullptr && !drawing.subject.item->enabled.on(true)) said.emplace_back("disabled");
    std::string text;
    for (const std::string& each : said) text += (text.empty() ? "" : ", ") + each;
    return text;
}

}  // namespace

Result<Picture> process_picture(const Production& production, std::string_view process,
                                const ProcessPictureOptions& options) {
    const Subject subject = subject_named(production, process);
    if (subject.item == nullptr && subject.schedule == nullptr) return unknown(production, process);
    ProcessDrawing drawing(production, subject, options);
    const std::string_view kind = subject.item != nullptr ? ", a process of " : ", a schedule of ";
    drawing.picture.title = std::string(subject.name()) + std::string(kind) + std::string(production.name);
    render::draw_starts(drawing);
    const Behaviour* behaviour = subject.behaviour();
    const bool behaves = subject.schedule != nullptr ||
                         (behaviour != nullptr && (!behaviour->handlers.empty() || !behaviour->steps.empty()));
    if (behaviour != nullptr) render::draw_handlers(drawing);
    if (subject.schedule != nullptr || behaviour != nullptr) render::draw_steps(drawing);
    if (!behaves) render::draw_targets(drawing);
    render::draw_ends(drawing);
    if (drawing.has_process()) render::add_process_details(drawing, drawing.process());
    drawing.picture.caption = caption_of(drawing);
    return std::move(drawing.picture);
}

}  // namespace millwright
