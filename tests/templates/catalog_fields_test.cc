// Does the code fill in what the catalog lists? Every template gets each field of it once more, as a section that writes
// nothing: a field that is not filled in stops the template.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "templates/catalog.h"
#include "templates/scaffold.h"
#include "tests/support/memory_files.h"
#include "tests/support/template_files.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

constexpr const char* settings_text = R"(format = 1

[production]
name = "Demo.Orders"

[message.Order]
fields = { id = "string", size = "int?" }

[message.Reject]
kind = "command"
fields = { id = "string" }

[message.Placed]
kind = "event"
stream = "order"
fields = { id = "string" }

[message.Done]
kind = "event"
stream = "order"
fields = { id = "string" }

[operation.Keep]
class = "Demo.Keep"
accepts = ["Order", "Reject"]
raises = { Reject = ["Done"] }
)";

/// "{{#handlers}}{{#method}}{{/method}}{{/handlers}}"
std::string probe(std::string_view field) {
    const std::string name(field.substr(0, field.find('.')));
    const std::string inner = name.size() == field.size() ? "" : probe(field.substr(name.size() + 1));
    return "{{#" + name + "}}" + inner + "{{/" + name + "}}";
}

/// The built-in templates with probes; remembers which were filled.
class Probed {
public:
    Probed() : plain_(files_.set()) {
        for (const TemplateFile& file : plain_.built_in()) texts_[std::string(file.name)] = file.text;
    }

    TemplateSet set() {
        return files_.set([this](const std::string& name) -> Result<std::optional<std::string>> {
            const TemplateInfo* info = find_template(name);
            if (info == nullptr) return std::nullopt;
            filled_.insert(name);
            std::string text = texts_.at(name);
            for (const FieldInfo& field : info->fields) text += probe(field.name);
            return text;
        });
    }

    const std::set<std::string>& filled() const { return filled_; }

private:
    test::BuiltInTemplates files_;
    TemplateSet plain_;
    std::map<std::string, std::string> texts_;
    std::set<std::string> filled_;
};

PartRequest asked(PartKind kind, std::string name, Language language) {
    PartRequest request;
    request.kind = kind;
    request.name = std::move(name);
    request.language = language;
    return request;
}

/// One request for every template there is.
std::vector<PartRequest> requests(Language language) {
    std::vector<PartRequest> all;
    PartRequest message = asked(PartKind::message, "Note", language);
    message.fields = {{"text", "string"}, {"more", "string?"}};
    all.push_back(message);
    PartRequest operation = asked(PartKind::operation, "Mail", language);
    operation.on = {"Order"};
    operation.settings = {{"Server", "mail"}};
    all.push_back(operation);
    for (const Inlet inlet : {Inlet::polling, Inlet::file, Inlet::http}) {
        PartRequest service = asked(PartKind::service, "Inbox" + std::to_string(static_cast<int>(inlet)), language);
        service.inlet = inlet;
        service.emits = {"Order"};
        service.targets = {{"Output", "Keep"}};
        all.push_back(service);
    }
    PartRequest router = asked(PartKind::process, "Router", language);
    router.on = {"Order"};
    router.targets = {{"First", "Keep"}, {"Second", "Keep"}};
    all.push_back(router);
    PartRequest steps = asked(PartKind::process, "Steps", language);
    steps.on = {"Order"};
    steps.targets = {{"Keep", "Keep"}};
    steps.steps = {"book=Keep", "pause:wait=2h", "keep=Keep"};
    steps.compensate = {{"book", "Reject"}};
    all.push_back(steps);
    PartRequest manager = asked(PartKind::process, "Manager", language);
    manager.correlate = "id";
    manager.start = {"Placed"};
    manager.end = {"Done"};
    manager.targets = {{"Keep", "Keep"}};
    manager.send = {{"Placed.Keep", "Reject"}};
    all.push_back(manager);
    return all;
}

void fill_all(Language language, Probed& probed) {
    const test::MemoryFiles files(std::map<std::string, std::string>{{"settings.toml", settings_text}});
    const auto project = read_project("settings.toml", files, {}, "");
    REQUIRE(project);
    for (const PartRequest& request : requests(language)) {
        FileChanges changes(files);
        const auto added = add_part(request, *project, files, probed.set(), changes);
        INFO(name_of(language) << " " << request.name);
        if (!added) FAIL(added.error().diagnostics.begin()->file + ": " + added.error().diagnostics.begin()->message);
    }
}

}  // namespace

TEST_CASE("every field of the catalog is filled in") {
    Probed probed;
    fill_all(Language::python, probed);
    fill_all(Language::objectscript, probed);
    const test::MemoryFiles nothing;
    for (const std::string ci : {"github", "gitlab"}) {
        PartRequest production = asked(PartKind::production, "Demo.Whole", Language::python);
        production.ci = ci;
        FileChanges changes(nothing);
        const auto added = add_production(production, nothing, probed.set(), changes);
        if (!added) FAIL(added.error().diagnostics.begin()->file + ": " + added.error().diagnostics.begin()->message);
    }
    for (const TemplateInfo& file : all_templates()) {
        INFO(file.name);
        CHECK(probed.filled().contains(std::string(file.name)));
    }
}
