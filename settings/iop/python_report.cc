#include "settings/iop/python_report.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "graph/secret.h"
#include "graph/utf8.h"
#include "settings/found_routes.h"
#include "settings/iop/report_components.h"
#include "settings/iop/report_node.h"
#include "settings/iop/report_productions.h"

namespace millwright::settings::iop {
namespace {

constexpr int known_format = 1;

/// What is not understood in Python, and with --strict refused.
constexpr std::array<Code, 4> refused_when_strict{Code::python_syntax, Code::python_dynamic,
                                                  Code::python_module_missing, Code::class_not_found};

std::optional<Severity> severity_named(std::string_view name) {
    for (const Severity each : {Severity::error, Severity::warning, Severity::note}) {
        if (name_of(each) == name) return each;
    }
    return std::nullopt;
}

void read_finding(const ReportNode& node, ReportContext& context, ReportShape& shape, bool softly = false) {
    const auto code = code_named(node.text("code"));
    if (!code) return shape.expect("code", "a code");
    Diagnostic& finding =
        context.reading.findings.add(*code, context.known(node.place("place")), printable(node.text("message")));
    if (const auto severity = severity_named(node.text("severity"))) finding.as(*severity);
    const bool refused =
        std::find(refused_when_strict.begin(), refused_when_strict.end(), *code) != refused_when_strict.end();
    if (softly && finding.severity == Severity::error) finding.as(Severity::warning);
    if (context.options.strict && refused && finding.severity == Severity::warning) finding.as(Severity::error);
    finding.advise(printable(node.text("hint")));
    for (const ReportNode& each : node.objects("notes"))
        finding.note(each.place("place"), printable(each.text("message")));
}

/// The classes and schemas that are registered, and the folders in which they are looked for.
void read_registered(const ReportNode& report, ReportContext& context) {
    PythonSources& python = context.reading.python;
    python.place = {context.source, 0, 0};
    const auto add_folder = [&](std::string_view folder, Place place) {
        const auto same = [&](const PythonSources::Entry& each) { return each.text == folder; };
        if (folder.empty() || std::any_of(python.path.begin(), python.path.end(), same)) return;
        python.path.push_back({std::string(folder), context.known(place)});
    };
    for (const ReportValue& each : report.values("path")) add_folder(each.text, each.place);
    for (const ReportNode& each : report.objects("classes")) {
        const Place place = context.known(each.place("place"));
        const std::string name(each.text("name"));
        const std::string target(each.text("target"));
        const std::string production(each.text("production"));
        python.registrations.push_back({name, target, std::string(each.text("kind")), production, place});
        if (!production.empty()) continue;
        if (each.text("form") == "class") python.classes.push_back({name, target, place});
        add_folder(each.text("path"), place);
    }
    for (const ReportNode& each : report.objects("schemas")) {
        python.schemas.push_back({std::string(each.text("target")), context.known(each.place("place"))});
    }
    for (const ReportNode& each : report.objects("validation")) {
        python.issues.push_back({std::string(each.text("production")), std::string(each.text("kind")),
                                 std::string(each.text("path")), std::string(each.text("message")),
                                 std::string(each.text("suggestion")), context.known(each.place("place"))});
    }
}

void report_clear_secret(ReportContext& context, Place place, const std::string& what) {
    context.reading.findings
        .add(Code::clear_text_secret, context.known(place),
             what + " of REMOTE_SETTINGS is in clear text, and is not kept")
        .advise("take it from the environment: os.environ[\"IOP_PASSWORD\"]");
}

/// REMOTE_SETTINGS as the deployment "remote". A password in clear text is reported and not kept.
void read_remote(const ReportNode& remote, ReportContext& context) {
    static constexpr std::array<std::string_view, 6> options{"username",      "password", "namespace",
                                                             "remote_folder", "package",  "verify_ssl"};
    Deployment deployment;
    deployment.name = "remote";
    deployment.kind = DeploymentKind::iris;
    deployment.place = context.known({});
    if (const auto url = remote.value("url")) {
        deployment.url = reference_or_text(*url);
        deployment.place = context.known(url->place);
        if (holds_secret(url->text)) {
            report_clear_secret(context, url->place, "the url");
            deployment.url = without_password(deployment.url);
        }
    }
    for (const std::string_view option : options) {
        const auto value = remote.value(option);
        if (!value || (value->text.empty() && value->environment.empty())) continue;
        const bool clear =
            option == "password" && (value->environment.empty() || !value->fallback.value_or("").empty());
        if (clear) report_clear_secret(context, value->place, "the password");
        if (clear && value->environment.empty()) continue;
        if (option == "password" && !value->environment.empty()) context.secret_variables.emplace(value->environment);
        ReportValue kept = *value;
        if (clear) kept.fallback.reset();
        deployment.options.emplace(option, reference_or_text(kept));
    }
    context.reading.deployments.push_back(std::move(deployment));
}

void read_productions(const ReportNode& report, const ReportedClasses& classes, ReportContext& context) {
    const std::size_t first = context.reading.productions.size();
    for (const ReportNode& each : report.objects("productions")) note_secret_variables(each, context);
    for (const ReportNode& each : report.objects("productions")) {
        Production production = read_reported_production(each, context);
        ComponentOfItem component_of;
        for (const ReportNode& item : each.objects("items")) {
            component_of.push_back(item.index("component", classes.components.size()));
        }
        read_reported_behaviour(component_of, classes, context, production);
        context.reading.productions.push_back(std::move(production));
    }
    report_unknown_sends(classes, context);
    report_sends_to_no_item(context.reading, first);
}

/// What code handles is no declaration that somebody sends it: that nobody does is no finding. And what was found in code
/// may be more than was found: it does not keep anybody from deploying.
void soften_checks_of_declarations(ReportContext& context) {
    context.reading.check_levels.emplace(name_of(Code::message_never_sent), Severity::off);
    context.reading.check_levels.emplace(name_of(Code::message_not_accepted), Severity::warning);
}

void read_report(const ReportNode& report, ReportContext& context, ReportShape& shape) {
    if (report.number("format") != known_format) shape.expect("format", std::to_string(known_format));
    for (const ReportNode& each : report.objects("findings")) read_finding(each, context, shape);
    read_registered(report, context);
    soften_checks_of_declarations(context);
    if (const auto remote = report.object("remote")) read_remote(*remote, context);
    read_productions(report, ReportedClasses(report), context);
    Reading& reading = context.reading;
    if (!report.flag("readable", true)) {
        reading.readable = false;
        if (!reading.findings.has_errors()) shape.expect("findings", "why the settings are not readable");
    }
    if (!reading.productions.empty() || !reading.readable || reading.findings.has_errors()) return;
    const bool registers = !reading.python.registrations.empty() || !reading.python.schemas.empty();
    auto& finding = reading.findings.add(Code::no_production, context.known({}), "the settings hold no production");
    finding.advise("a production is in PRODUCTIONS = [...]");
    if (registers) finding.as(Severity::note);
    if (!registers) reading.readable = false;
}

std::optional<unsigned> escaped_unit(std::string_view text) {
    unsigned unit = 0;
    if (text.size() < 6 || !text.starts_with("\\u")) return std::nullopt;
    const auto read = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
    return read.ptr == text.data() + 6 ? std::optional(unit) : std::nullopt;
}

/// Python has texts with halves of characters in them, which no other text can have: JSON with such an escape would be
/// refused as a whole.
std::string without_lone_surrogates(std::string_view json) {
    std::string out(json);
    for (std::size_t at = out.find('\\'); at < out.size(); at = out.find('\\', at)) {
        const std::string_view rest = std::string_view(out).substr(at);
        const unsigned unit = escaped_unit(rest).value_or(0);
        if (unit < 0xD800 || unit > 0xDFFF) {
            at += 2;
            continue;
        }
        const unsigned next = rest.size() > 6 ? escaped_unit(rest.substr(6)).value_or(0) : 0;
        const bool pair = unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF;
        if (!pair) out.replace(at + 2, 4, "fffd");
        at += pair ? 12 : 6;
    }
    return out;
}

nlohmann::json parsed(std::string_view report, std::string& wrong) {
    nlohmann::json json = nlohmann::json::parse(without_lone_surrogates(report), nullptr, false);
    if (!json.is_object()) wrong = json.is_discarded() ? "it is no JSON" : "it is no object";
    return json;
}

/// The reader says {"report": ...}, so that nobody takes it for a question.
const nlohmann::json& report_in(const nlohmann::json& json) {
    const auto inner = json.find("report");
    return inner != json.end() && inner->is_object() ? *inner : json;
}

/// What was found wrong in the code is no error of productions that are no Python.
void read_wanted(const ReportNode& report, const ReportedClasses& classes,
                 const std::map<std::size_t, ComponentOfItem>& component_of, const ReadOptions& options,
                 Reading& reading, ReportShape& shape) {
    if (component_of.empty()) return;
    const auto source_of = [&](std::size_t production) { return reading.productions[production].place.source; };
    for (const auto& [number, components] : component_of) {
        ReportContext context{source_of(number), options, reading};
        read_reported_behaviour(components, classes, context, reading.productions[number]);
    }
    ReportContext context{source_of(component_of.begin()->first), options, reading};
    for (const ReportNode& each : report.objects("findings")) read_finding(each, context, shape, true);
    if (reading.format != Format::settings_toml) soften_checks_of_declarations(context);
    report_unknown_sends(classes, context);
    report_sends_to_no_item(reading, component_of.begin()->first);
}

/// What a reading held before a report was added to it.
class Before {
public:
    explicit Before(Reading& reading)
        : reading_(reading),
          productions_(reading.productions.size()),
          deployments_(reading.deployments.size()),
          secrets_(reading.secrets.size()),
          python_(reading.python) {
        std::swap(findings_, reading.findings);
    }
    /// The findings of the report follow those that there were.
    void add_report() {
        findings_.merge(std::move(reading_.findings));
        reading_.findings = std::move(findings_);
    }
    void forget_report() {
        reading_.productions.resize(productions_);
        reading_.deployments.resize(deployments_);
        reading_.secrets.resize(secrets_);
        reading_.python = std::move(python_);
        reading_.findings = std::move(findings_);
    }

private:
    Reading& reading_;
    std::size_t productions_;
    std::size_t deployments_;
    std::size_t secrets_;
    PythonSources python_;
    Diagnostics findings_;
};

}  // namespace

std::vector<WantedClass> read_wanted_report(std::string_view report, const std::vector<ReportedItem>& items,
                                            const ReadOptions& options, Reading& reading, std::string& wrong) {
    const nlohmann::json json = parsed(report, wrong);
    if (!json.is_object()) return {};
    ReportShape shape{reading.sources};
    const ReportNode whole(report_in(json), shape);
    if (whole.number("format") != known_format) shape.expect("format", std::to_string(known_format));
    const ReportedClasses classes(whole);
    const std::vector<ReportNode> wanted = whole.objects("wanted");
    std::map<std::size_t, ComponentOfItem> component_of;
    std::vector<WantedClass> told;
    for (const ReportedItem& each : items) {
        if (each.wanted >= wanted.size()) shape.expect("wanted", "as long as what was asked for");
        if (!shape.wrong.empty()) break;
        const ReportNode& found = wanted[each.wanted];
        ComponentOfItem& all = component_of[each.production];
        all.resize(reading.productions[each.production].items.size());
        all[each.item] = found.index("component", classes.components.size());
        const bool missing = found.text("why") == "class";
        told.push_back(all[each.item] ? WantedClass::known
                                      : (missing ? WantedClass::missing : WantedClass::unreadable));
    }
    if (shape.wrong.empty()) read_wanted(whole, classes, component_of, options, reading, shape);
    wrong = std::move(shape.wrong);
    return told;
}

bool read_python_report(std::string_view report, std::uint32_t source, const ReadOptions& options, Reading& reading,
                        std::string& wrong) {
    const nlohmann::json json = parsed(report, wrong);
    if (!json.is_object()) return false;
    ReportShape shape{reading.sources};
    ReportContext context{source, options, reading};
    Before before(reading);
    read_report(ReportNode(report_in(json), shape), context, shape);
    const bool understood = shape.wrong.empty();
    if (understood) before.add_report();
    if (!understood) before.forget_report();
    wrong = std::move(shape.wrong);
    return understood;
}

}  // namespace millwright::settings::iop
