#include "settings/iris/sources/gateway_components.h"

#include <algorithm>
#include <set>

#include "graph/utf8.h"
#include "settings/found_routes.h"
#include "settings/iop/setting_lines.h"
#include "settings/iris/sources/gateway_code.h"
#include "settings/iris/sources/host_settings.h"
#include "settings/iris/sources/nearest.h"
#include "settings/iris/sources/python_files.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

/// Files that are looked into for a class that is not called as its file is: C# has such.
constexpr std::size_t most_looked_into = 500;

bool is_code(std::string_view path) {
    return path.ends_with(".java") || path.ends_with(".cs");
}

/// "a/KafkaService.java": the name that a file of Java gives its class.
std::string_view stem_of(std::string_view path) {
    path.remove_prefix(path.rfind('/') + 1);
    return path.substr(0, path.rfind('.'));
}

/// The routes of one item.
class ItemRoutes {
public:
    ItemRoutes(SourceTree& tree, Production& production, Item& item, const std::string& settings)
        : production_(production), item_(item), settings_(settings), host_settings_(tree, production) {
        for (const Item& each : production.items) names_.insert(each.name);
        const HostSetting lines = host_settings_.find({item}, settings);
        text_ = lines.value;
        place_ = lines.place;
    }

    /// False when only running the code would tell where it goes.
    bool add(const GatewaySend& send) {
        bool told = false;
        for (const std::string& field : send.fields) told = add_field(send, field) || told;
        if (told) return true;
        for (const std::string& literal : send.literals) {
            add(made({}, literal, Origin::source, send.mode, send.place));
            told = told || !literal.empty();
        }
        if (told || !send.place.known()) return true;
        FoundRoute route = made({}, {}, Origin::source, send.mode, send.place);
        route.dynamic = production_.texts.keep(send.expression);
        add(route);
        return false;
    }

    /// Lines that name items, as far as no send was found that takes them.
    void add_lines() {
        for (const iop::SettingLine& line : iop::setting_lines(text_)) {
            const auto names = split_names(line.value);
            const auto is_item = [&](std::string_view each) { return names_.contains(each); };
            if (names.empty() || !std::all_of(names.begin(), names.end(), is_item)) continue;
            for (const std::string_view each : names) {
                if (!through_settings_.contains(each)) {
                    add(made(settings_, each, Origin::setting, Interaction::sync, place_));
                }
            }
        }
    }

    void finish() { found_.move_to(production_, item_); }

private:
    /// A send that takes what a line, or a Host setting, says.
    bool add_field(const GatewaySend& send, const std::string& field) {
        const auto names = split_names(iop::value_in_lines(text_, field));
        for (const std::string_view each : names) {
            add(made(settings_, each, Origin::setting, send.mode, place_));
            through_settings_.insert(std::string(each));
        }
        if (!names.empty()) return true;
        const Setting* own = host_settings_.find({item_}, field).own;
        if (own == nullptr || !own->is_target()) return false;
        add(made(field, {}, Origin::source, send.mode, send.place));
        return true;
    }

    FoundRoute made(std::string_view setting, std::string_view target, Origin origin, Interaction mode, Place place) {
        FoundRoute route;
        route.target_setting = production_.texts.keep(setting);
        route.target = production_.texts.keep(target);
        route.origin = origin;
        route.mode = mode;
        route.place = place;
        return route;
    }

    void add(const FoundRoute& route) {
        if (route.target.empty() && route.target_setting.empty() && route.dynamic.empty()) return;
        found_.add(route);
    }

    Production& production_;
    Item& item_;
    const std::string& settings_;
    std::set<std::string_view> names_;
    HostSettings host_settings_;
    std::string text_;
    Place place_;
    std::set<std::string, std::less<>> through_settings_;
    FoundRoutes found_;
};

}  // namespace

const std::vector<std::string>& GatewayComponents::code_files() {
    if (code_files_) return *code_files_;
    std::set<std::string> all;
    for (const std::string& folder : given_sources(tree_)) {
        for (const std::string& path : tree_.files().list(folder).files) {
            if (is_code(path)) all.insert(path);
        }
    }
    return code_files_.emplace(all.begin(), all.end());
}

std::optional<std::uint32_t> GatewayComponents::source_of(const std::string& path) {
    const auto [known, is_new] = sources_.try_emplace(path);
    if (!is_new) return known->second;
    auto text = tree_.files().read(path);
    if (!text || text->size() > limits::module_bytes || first_invalid_utf8(*text) != std::string::npos) {
        return std::nullopt;
    }
    known->second = tree_.reading().sources.add(tree_.files().display_name(path), std::move(*text));
    return known->second;
}

/// The files that may hold the class, the likeliest first.
std::vector<std::string> GatewayComponents::files_with(std::string_view class_name, const std::string& asker) {
    std::vector<std::string> paths;
    for (const std::string& each : code_files()) {
        if (stem_of(each) == class_name) paths.push_back(each);
    }
    for (const std::string& each : code_files()) {
        const bool others = paths.empty() || stem_of(paths.front()) != class_name;
        if (others && each.ends_with(".cs") && paths.size() < most_looked_into) paths.push_back(each);
    }
    const auto from = parts_of_path(asker);
    std::vector<std::pair<Nearness, std::string>> order;
    for (std::string& each : paths) {
        const Nearness near = nearness(parts_of_path(each), from);
        order.emplace_back(near, std::move(each));
    }
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::transform(order.begin(), order.end(), paths.begin(), [](auto& each) { return std::move(each.second); });
    return paths;
}

GatewayClass GatewayComponents::code_of(const std::string& class_name, const std::string& asker) {
    const std::string own = class_name.substr(class_name.rfind('.') + 1);
    if (own.empty()) return {};
    for (const std::string& each : files_with(own, asker)) {
        const auto source = source_of(each);
        if (!source) continue;
        const std::string_view text = tree_.reading().sources[*source].text();
        if (text.find(own) == std::string_view::npos) continue;
        GatewayClass read = read_gateway_class(*source, text, own);
        if (read.found) return read;
    }
    return {};
}

void GatewayComponents::report_unknown(const Item& item, const GatewaySend& send) {
    if (!send.place.known() || !told_.insert(send.place).second) return;
    tree_.reading().findings.add(Code::dynamic_send, send.place,
                                 "the code of " + in_quotes(item.name) +
                                     " sends to an item that only running it would tell: " + send.expression);
}

void GatewayComponents::read(std::size_t production_number, std::size_t item_number, const std::string& settings,
                             const std::string& class_name) {
    Reading& reading = tree_.reading();
    Production& production = reading.productions[production_number];
    Item& item = production.items[item_number];
    const std::string asker = item.place.known() ? reading.sources[item.place.source].name() : std::string();
    ItemRoutes routes(tree_, production, item, settings);
    for (const GatewaySend& send : code_of(class_name, asker).sends) {
        if (!routes.add(send)) report_unknown(item, send);
    }
    routes.add_lines();
    routes.finish();
}

}  // namespace millwright::settings::iris
