#include "cli/render_options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "cli/deployed_input.h"
#include "graph/calendar.h"
#include "graph/duration.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

constexpr double longest_layout = 86'400;

tl::unexpected<Failure> misuse(std::string message, std::string hint) {
    return fail(FailureKind::environment, Code::usage, {}, std::move(message), std::move(hint));
}

/// Whether an option was given.
using Given = bool (*)(const RenderOptions&);

bool has_focus(const RenderOptions& o) {
    return !o.focus.empty();
}
bool has_process(const RenderOptions& o) {
    return !o.process.empty();
}
bool has_store(const RenderOptions& o) {
    return !o.deployment.store.empty();
}
bool has_against(const RenderOptions& o) {
    return !o.against.empty();
}

/// What makes no sense together, or alone.
struct Rule {
    std::string_view option;
    Given given;
    bool needs;  ///< else it excludes
    std::string_view other;
    Given other_given;
    std::string_view hint;
};
constexpr std::string_view needs_focus = "add --focus ITEM: it says where from";
constexpr std::string_view whole_process = "a picture of a process has its own parts: leave one of the two out";
constexpr std::array<Rule, 16> rules{{
    {"--depth", [](const RenderOptions& o) { return !o.depth.empty(); }, true, "--focus", has_focus, needs_focus},
    {"--up", [](const RenderOptions& o) { return o.up; }, true, "--focus", has_focus, needs_focus},
    {"--down", [](const RenderOptions& o) { return o.down; }, true, "--focus", has_focus, needs_focus},
    {"--context", [](const RenderOptions& o) { return !o.context.empty(); }, true, "--changed",
     [](const RenderOptions& o) { return o.changed; }, "add --changed: it is about what is around changes"},
    {"--from", [](const RenderOptions& o) { return !o.from.empty(); }, true, "--process", has_process,
     "only pictures of processes show when schedules come next"},
    {"--store", has_store, true, "--deployed or --revision",
     [](const RenderOptions& o) { return o.deployed || !o.revision.empty(); },
     "settings and their deployments are not asked then, so there is nothing else to draw"},
    {"--store", has_store, false, "--diff",
     [](const RenderOptions& o) { return (o.diff || o.changed) && o.revision.empty(); },
     "write --revision 3..5 for what changed there"},
    {"--process", has_process, false, "--focus", has_focus, whole_process},
    {"--process", has_process, false, "--role", [](const RenderOptions& o) { return !o.roles.empty(); }, whole_process},
    {"--process", has_process, false, "--category", [](const RenderOptions& o) { return !o.categories.empty(); },
     whole_process},
    {"--process", has_process, false, "--message", [](const RenderOptions& o) { return !o.messages.empty(); },
     whole_process},
    {"--process", has_process, false, "--origin", [](const RenderOptions& o) { return !o.origins.empty(); },
     whole_process},
    {"--process", has_process, false, "--collapse", [](const RenderOptions& o) { return !o.collapse.empty(); },
     whole_process},
    {"--process", has_process, false, "--changed", [](const RenderOptions& o) { return o.changed; },
     "--diff shows what changes in it"},
    {"--against", has_against, false, "--deployed", [](const RenderOptions& o) { return o.deployed; },
     "settings are compared with one of them: leave the other out"},
    {"--against", has_against, false, "--revision", [](const RenderOptions& o) { return !o.revision.empty(); },
     "revisions are compared with each other: write --revision 3..5"},
}};

std::optional<Failure> broken_rule(const RenderOptions& options) {
    for (const Rule& rule : rules) {
        if (!rule.given(options) || rule.other_given(options) == rule.needs) continue;
        const std::string option(rule.option);
        const std::string other(rule.other);
        return misuse(rule.needs ? option + " means nothing without " + other
                                 : option + " and " + other + " exclude each other",
                      std::string(rule.hint))
            .value();
    }
    return std::nullopt;
}

std::optional<std::uint32_t> whole_number(const std::string& text) {
    std::uint32_t number = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || rest != end) return std::nullopt;
    return number;
}

/// How far: a number of routes, or `otherwise` where none is given.
Result<std::uint32_t> distance(std::string_view option, const std::string& text, std::uint32_t otherwise) {
    if (text.empty()) return otherwise;
    if (text == "all") return any_depth;
    if (const auto number = whole_number(text)) return *number;
    return misuse(std::string(option) + " " + in_quotes(text) + " is no number of routes",
                  "write a number such as 2, or all");
}

Result<double> seconds(const std::string& text) {
    if (text.empty()) return RenderRequest{}.layout_seconds;
    double number = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc{} && rest == end && std::isfinite(number) && number > 0 && number <= longest_layout)
        return number;
    if (const auto duration = parse_duration(text); duration && duration->milliseconds > 0) {
        return std::min(static_cast<double>(duration->milliseconds) / 1000, longest_layout);
    }
    return misuse("--layout-timeout " + in_quotes(text) + " is no number of seconds",
                  "write a number such as 60, or 5m, at most a day");
}

Result<std::optional<std::int64_t>> moment(const std::string& text) {
    if (text.empty()) return std::optional<std::int64_t>();
    const auto read = read_moment(text);
    if (read) return std::optional(read->milliseconds / 1000);
    return misuse("--from " + in_quotes(text) + " is no moment", "write it as 2026-01-31T10:00:00Z");
}

/// "3" or "3..5": from (0: from what was before it) and to.
Result<bool> read_revisions(const RenderOptions& options, RenderRequest& request) {
    const std::string& text = options.revision;
    const std::size_t dots = text.find("..");
    const bool range = dots != std::string::npos;
    const std::string first = range ? text.substr(0, dots) : std::string();
    const std::string last = range ? text.substr(dots + 2) : text;
    if (range && (first.empty() || last.empty())) {
        return misuse("--revision " + in_quotes(text) + " has only one end", "write both, such as 3..5");
    }
    const auto revision = revision_number(last);
    if (!revision) return tl::unexpected(revision.error());
    request.revision = *revision;
    request.from = range || options.diff || options.changed ? DrawnFrom::revisions : DrawnFrom::revision;
    if (request.from == DrawnFrom::revision) return true;
    request.earlier = request.revision - 1;
    if (!range || first == "0") {
        if (range) request.earlier = 0;
        return true;
    }
    const auto earlier = revision_number(first);
    if (!earlier) return tl::unexpected(earlier.error());
    request.earlier = *earlier;
    return true;
}

Result<bool> read_sides(const RenderOptions& options, RenderRequest& request) {
    if (!options.revision.empty()) return read_revisions(options, request);
    if (!options.against.empty())
        request.from = DrawnFrom::against;
    else if (options.diff || options.changed)
        request.from = DrawnFrom::change;
    else if (options.deployed)
        request.from = DrawnFrom::deployed;
    return true;
}

/// The value whose name this is; choices were checked already.
template <class Value>
Value named(std::string_view word, std::size_t count) {
    for (std::size_t i = 0; i + 1 < count; ++i) {
        if (name_of(static_cast<Value>(i)) == word) return static_cast<Value>(i);
    }
    return static_cast<Value>(count - 1);
}

constexpr std::size_t role_count = static_cast<std::size_t>(Role::component) + 1;
constexpr std::size_t origin_count = static_cast<std::size_t>(Origin::runtime) + 1;

template <class Value>
std::vector<std::string> all_names(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.emplace_back(name_of(static_cast<Value>(i)));
    return names;
}

Collapse collapse_of(std::string_view word) {
    return word == "category" ? Collapse::category
           : word == "role"   ? Collapse::role
           : word == "none"   ? Collapse::none
                              : Collapse::automatic;
}

Result<bool> read_view(const RenderOptions& options, ViewOptions& view) {
    for (const std::string& word : options.roles) view.roles.push_back(named<Role>(word, role_count));
    for (const std::string& word : options.origins) view.origins.push_back(named<Origin>(word, origin_count));
    view.categories = options.categories;
    view.messages = options.messages;
    view.focus = options.focus;
    const auto depth = distance("--depth", options.depth, view.depth);
    if (!depth) return tl::unexpected(depth.error());
    view.depth = *depth;
    if (options.up != options.down) view.direction = options.up ? Direction::up : Direction::down;
    view.changed_only = options.changed;
    const auto context = distance("--context", options.context, view.context);
    if (!context) return tl::unexpected(context.error());
    view.context = *context;
    view.collapse = collapse_of(options.collapse);
    return true;
}

}  // namespace

void RenderOptions::declare(OptionTable& options) {
    input.declare_file(options);
    options.value("-o,--output", output, "OUT", "where the picture goes (default: standard output)");
    options.choice("--format", format, {"svg", "png", "pdf", "dot", "mermaid", "json", "html"},
                   "what is drawn (default: by OUT's ending, else dot)");
    options.values("--focus", focus, "ITEM", "only this item and what is around it");
    options.value("--depth", depth, "N|all", "how many routes away from the focus (default: 1)");
    options.flag("--up", up, "of the focus only what leads to it");
    options.flag("--down", down, "of the focus only where it leads");
    options.choices("--role", roles, all_names<Role>(role_count), "only items of this role");
    options.values("--category", categories, "NAME", "only items of this category");
    options.values("--message", messages, "TYPE", "only routes that carry this message, and their ends");
    options.choices("--origin", origins, all_names<Origin>(origin_count), "only routes of this origin");
    options.choice("--collapse", collapse, {"category", "role", "none"},
                   "one node for each (default: by itself in large pictures)");
    options.value("--process", process, "NAME", "the steps and handlers of one process instead");
    options.value("--from", from, "TIME", "when the next times of schedules are counted from (default: now)");
    options.flag("--diff", diff, "show what changes: the settings against what is deployed");
    options.value("--against", against, "REF|FILE|DIR", "the same against a git commit or another input");
    options.flag("--changed", changed, "the same, and only what changes");
    options.value("--context", context, "N|all", "with what is around it: how many routes (default: 1)");
    options.flag("--deployed", deployed, "draw what is deployed instead of what the settings say");
    options.value("--revision", revision, "N|A..B",
                  "draw what was deployed as of N; with --diff what N changed; A to B");
    options.choice("--theme", theme, {"auto", "light", "dark"}, "colours of svg, png and pdf (default: auto)");
    options.value("--layout-timeout", layout_timeout, "SECONDS", "how long the layout may take (default: 20)");
    deployment.declare(options);
    deployment.declare_store(options);
}

Result<RenderRequest> understood(const RenderOptions& options) {
    if (auto failure = broken_rule(options)) return tl::unexpected(std::move(*failure));
    RenderRequest request;
    if (const auto done = read_sides(options, request); !done) return tl::unexpected(done.error());
    if (const auto done = read_view(options, request.view); !done) return tl::unexpected(done.error());
    const auto limit = seconds(options.layout_timeout);
    if (!limit) return tl::unexpected(limit.error());
    request.layout_seconds = *limit;
    const auto from = moment(options.from);
    if (!from) return tl::unexpected(from.error());
    request.moment = *from;
    if (options.theme == "dark") request.theme = Theme::dark;
    if (options.theme == "light") request.theme = Theme::light;
    return request;
}

}  // namespace millwright::cli
