#include "tests/support/part_entries.h"

#include <stdexcept>

#include "templates/scaffold.h"
#include "tests/support/memory_files.h"

namespace millwright::test {

using namespace templates;

Project settings_project(const settings::Files& files) {
    Project project;
    project.settings = "settings.toml";
    project.declaration = Declaration::settings_toml;
    auto reading = settings::read_input(project.settings, files, {});
    if (!reading || !reading->readable || reading->productions.size() != 1) {
        throw std::invalid_argument("settings that cannot be read");
    }
    project.reading = std::move(*reading);
    project.production = &project.reading.productions.front();
    return project;
}

Texts with_entries(const Texts& texts, const Part& part, bool force) {
    const MemoryFiles files(texts);
    const Project project = settings_project(files);
    FileChanges changes(files);
    PartRequest request;
    request.force = force;
    const auto done = write_settings(part, request, project, changes);
    if (!done) return {{"refused", done.error().diagnostics.begin()->message}};
    Texts changed;
    for (const FileChange& each : changes.all()) changed[each.path] = each.after;
    return changed;
}

std::string with_entries(const std::string& text, const Part& part, bool force) {
    const Texts changed = with_entries(Texts{{"settings.toml", text}}, part, force);
    if (changed.contains("refused")) return "refused: " + changed.at("refused");
    return changed.empty() ? text : changed.at("settings.toml");
}

PartExpression part_expression(const std::string& text) {
    return {text, {}};
}

PartField part_field(const std::string& name, const std::string& type) {
    return {name, *parse_field_type(type)};
}

Component part_operation(const std::string& name, const std::string& class_name) {
    Component component;
    component.role = Role::operation;
    component.name = name;
    component.class_name = class_name;
    return component;
}

Part router_part() {
    Part part;
    PartMessage order;
    order.name = "Order";
    order.class_name = "messages.Order";
    order.fields = {part_field("id", "string"), part_field("total", "decimal?")};
    PartMessage refusal;
    refusal.name = "Refusal";
    refusal.kind = MessageKind::event;
    refusal.stream = "orders";
    refusal.class_name = "messages.Refusal";
    refusal.fields = {part_field("reason", "string")};
    part.messages = {order, refusal};
    Component process;
    process.name = "Router";
    process.class_name = "processes.Router";
    process.targets = {{"Accepted", {"Out"}}, {"Refused", {"Book", "Out"}}};
    PartHandler handler;
    handler.on = "Order";
    handler.method = "route_order";
    handler.sends = {{"Refused",
                      "Refusal",
                      part_expression("id == ''"),
                      {{"reason", part_expression("'no id'")}},
                      Interaction::async},
                     {"Accepted", "", std::nullopt, {}, Interaction::sync}};
    process.handlers = {handler};
    Component book;
    book.role = Role::operation;
    book.name = "Book";
    book.class_name = "operations.Book";
    PartHandler accepted;
    accepted.on = "Refusal";
    book.handlers = {accepted};
    book.adapter_settings = {{"Port", "8080"}, {"Password", "${secret:book}"}};
    part.components = {process, book};
    part.secrets = {"book"};
    part.connections = {{"In", Role::service, "Output", false, "services.In"}};
    return part;
}

}  // namespace millwright::test
