#include "settings/iop/report_productions.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "graph/secret.h"
#include "graph/utf8.h"
#include "settings/iris/item_attributes.h"
#include "settings/repeated_text.h"
#include "settings/used_secrets.h"

namespace millwright::settings::iop {
namespace {

/// An attribute of an item or production, under the name that the report gives it.
struct ReportedName {
    std::string_view reported;
    std::string_view attribute;  ///< in the tables of attributes
};

constexpr std::array<ReportedName, 9> item_names{{
    {"name", "Name"},
    {"category", "Category"},
    {"class_name", "ClassName"},
    {"pool_size", "PoolSize"},
    {"enabled", "Enabled"},
    {"foreground", "Foreground"},
    {"comment", "Comment"},
    {"log_trace_events", "LogTraceEvents"},
    {"schedule", "Schedule"},
}};

constexpr std::array<ReportedName, 3> production_names{{
    {"name", "Name"},
    {"testing_enabled", "TestingEnabled"},
    {"log_general_trace_events", "LogGeneralTraceEvents"},
}};

constexpr std::array<std::string_view, 4> role_names{"service", "process", "operation", "component"};

bool is_switch(std::string_view value) {
    return value == "0" || value == "1" || value == "true" || value == "false";
}

/// Named like a secret, whatever the variable holds today.
bool comes_as_secret(std::string_view setting, const ReportValue& value) {
    if (value.environment.empty() || is_switch(value.text)) return false;
    return looks_like_clear_secret(setting, "?") || holds_secret(value.text);
}

class ProductionReader {
public:
    ProductionReader(const ReportNode& node, ReportContext& context) : node_(node), context_(context) {}

    Production read() {
        production_.place = context_.known(node_.place("place"));
        for (const ReportedName& each : production_names) read_attribute(each);
        read_fields();
        own_settings_.clear();
        read_settings(node_, "Production", {});
        production_.production_settings = append(production_.settings, std::move(own_settings_));
        production_.production_attributes = read_attributes(node_);
        for (const ReportNode& each : node_.objects("items")) read_item(each);
        recognise_targets(production_);
        list_secrets(production_, context_.reading.secrets);
        return std::move(production_);
    }

private:
    void read_attribute(const ReportedName& name) {
        const auto value = node_.value(name.reported);
        if (!value) return;
        std::size_t hint = 0;
        const ProductionAttribute& attribute =
            production_attributes[index_in(production_attributes, name.attribute, hint)];
        note_environment(*value, context_.known(value->place));
        if (attribute.flag != nullptr) {
            production_.*attribute.flag = Flag::read(value->text, production_.texts);
            return complain(Code::not_a_boolean, value->place,
                            complaint_about_flag(attribute.name, production_.*attribute.flag, "the production"));
        }
        production_.*attribute.text = keep(value->text);
        production_.place = context_.known(value->place);
    }

    void read_fields() {
        if (const auto value = node_.value("actor_pool_size")) {
            production_.actor_pool_size = keep(value->text);
            note_environment(*value, context_.known(value->place));
            complain(Code::not_a_number, value->place,
                     complaint_about_number("ActorPoolSize", value->text, "the production"));
        }
        if (const auto value = node_.value("description")) {
            production_.description = keep(value->text);
            note_environment(*value, context_.known(value->place));
            production_.description_presence = Presence::present;
        }
    }

    void read_item(const ReportNode& node) {
        Item item;
        item.place = context_.known(node.place("place"));
        for (const ReportedName& each : item_names) read_item_attribute(node, each, item);
        const auto role = std::find(role_names.begin(), role_names.end(), node.text("role"));
        item.role = role == role_names.end() ? Role::component : static_cast<Role>(role - role_names.begin());
        if (item.role == Role::component) item.role = role_of_class(item.class_name);
        if (const auto adapter = node.value("adapter")) item.adapter = keep(adapter->text);
        const auto routes = node.texts("routes");
        routes_.clear();
        routes_.insert(routes.begin(), routes.end());
        own_settings_.clear();
        read_settings(node, "Host", item.place);
        item.settings = append(production_.settings, std::move(own_settings_));
        item.attributes = read_attributes(node);
        production_.items.push_back(item);
    }

    void read_item_attribute(const ReportNode& node, const ReportedName& name, Item& item) {
        const auto value = node.value(name.reported);
        if (!value) return;
        std::size_t hint = 0;
        const ItemAttribute& attribute = item_attributes[index_in(item_attributes, name.attribute, hint)];
        const std::string subject = item.name.empty() ? "an item" : "item " + in_quotes(item.name);
        const Place place = value->place.known() ? value->place : item.place;
        note_environment(*value, place);
        if (attribute.flag != nullptr) {
            item.*attribute.flag = Flag::read(value->text, production_.texts);
            return complain(Code::not_a_boolean, place,
                            complaint_about_flag(attribute.name, item.*attribute.flag, subject));
        }
        item.*attribute.text = keep(value->text);
        if (attribute.text == &Item::name) item.place = place;
        if (attribute.text == &Item::class_name) item.class_place = place;
        if (attribute.text != &Item::pool_size || looks_like_number(value->text)) return;
        complain(Code::not_a_number, place, complaint_about_number(attribute.name, value->text, subject));
    }

    void complain(Code code, Place place, std::string message) {
        if (message.empty()) return;
        context_.reading.findings.add(code, context_.known(place), std::move(message)).as(Severity::warning);
    }

    void read_settings(const ReportNode& node, std::string_view scope, Place owner) {
        for (const ReportNode& each : node.objects("settings")) {
            const auto target = each.value("target");
            const auto name = each.value("name").value_or(ReportValue{});
            const auto value = each.value("value").value_or(ReportValue{});
            Setting setting;
            // IoP writes no target for those of the production itself.
            setting.scope = keep(target && (!target->text.empty() || owner.known()) ? target->text : scope);
            setting.name = keep(name.text);
            setting.place = value.place.known() ? value.place : name.place.known() ? name.place : context_.known(owner);
            setting.empty_text = Presence::present;
            take_value(value, setting);
            own_settings_.push_back(setting);
        }
    }

    void take_value(const ReportValue& value, Setting& setting) {
        if (context_.secret_variables.contains(value.environment)) {
            const std::string name = secret_of_variable(context_, value.environment, setting.place);
            setting.value = production_.texts.add("${secret:" + name + "}");
            setting.refers_to_secret = true;
            return;
        }
        setting.value = production_.texts.add(value.text);
        note_environment(value, setting.place);
        // IoP makes text of these and keeps the others as they came.
        const bool own = setting.scope == "Host" || setting.scope == "Adapter" || setting.scope == "Production";
        if (!own) setting.form = value.form;
        if (setting.scope == "Host" && routes_.contains(setting.name)) declare_target(setting);
    }

    /// What was the environment's is told to those who write the settings anew.
    void note_environment(const ReportValue& value, Place place) {
        if (value.environment.empty()) return;
        std::optional<std::string> fallback;
        if (value.fallback) fallback = std::string(*value.fallback);
        context_.reading.python.environment.push_back(
            {std::string(value.environment), std::move(fallback), std::string(value.text), place});
    }

    void declare_target(Setting& setting) {
        std::vector<NameRef> names;
        for (const std::string_view name : split_names(setting.value)) names.push_back({name, setting.place});
        if (names.empty()) return;
        setting.names = append(production_.names, std::move(names));
        setting.target = TargetOrigin::declared;
    }

    Range<Attribute> read_attributes(const ReportNode& node) {
        std::vector<Attribute> attributes;
        for (const ReportNode& each : node.objects("attributes")) {
            const auto name = each.value("name").value_or(ReportValue{});
            const auto value = each.value("value").value_or(ReportValue{});
            attributes.push_back({keep(name.text), keep(value.text), context_.known(value.place)});
        }
        return append(production_.attributes, std::move(attributes));
    }

    Text keep(std::string_view text) { return repeated_.keep(text, production_.texts); }

    const ReportNode& node_;
    ReportContext& context_;
    Production production_;
    RepeatedText repeated_;
    std::vector<Setting> own_settings_;
    std::set<std::string_view> routes_;  ///< settings of the item that were connected
};

std::string secret_name(std::string_view variable) {
    std::string name;
    for (const char c : variable) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && std::isalnum(byte) != 0) name += static_cast<char>(std::tolower(byte));
        if (byte >= 0x80 || std::isalnum(byte) == 0) name += '_';
    }
    return name;
}

}  // namespace

void note_secret_variables(const ReportNode& node, ReportContext& context) {
    for (const ReportNode& each : node.objects("settings")) {
        const auto name = each.value("name").value_or(ReportValue{});
        const auto value = each.value("value").value_or(ReportValue{});
        if (comes_as_secret(name.text, value)) context.secret_variables.emplace(value.environment);
    }
    for (const ReportNode& each : node.objects("items")) note_secret_variables(each, context);
}

std::string secret_of_variable(ReportContext& context, std::string_view variable, Place place) {
    auto& all = context.reading.secrets;
    const auto declared = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.env == variable; });
    if (declared != all.end()) return declared->name;
    std::string name = secret_name(variable);
    const auto taken = [&] {
        return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
    };
    while (taken()) name += '_';
    const Place known = context.known(place);
    all.push_back({name, std::string(variable), {}, {}, known, known});
    return name;
}

std::string reference_or_text(const ReportValue& value) {
    if (!value.environment.empty()) {
        std::string reference = "${env:" + std::string(value.environment);
        if (value.fallback) reference += ":-" + std::string(*value.fallback);
        return reference + "}";
    }
    std::string text(value.text);
    for (std::size_t at = text.find("${"); at != std::string::npos; at = text.find("${", at + 3))
        text.insert(at, 1, '$');
    return text;
}

Production read_reported_production(const ReportNode& node, ReportContext& context) {
    return ProductionReader(node, context).read();
}

}  // namespace millwright::settings::iop
