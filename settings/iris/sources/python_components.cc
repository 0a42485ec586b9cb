#include "settings/iris/sources/python_components.h"

#include <algorithm>
#include <array>
#include <map>

#include "graph/utf8.h"
#include "settings/iop/wanted_components.h"
#include "settings/iris/sources/gateway_components.h"
#include "settings/iris/sources/host_settings.h"
#include "settings/iris/sources/lineage.h"
#include "settings/iris/sources/python_files.h"

namespace millwright::settings::iris {
namespace {

constexpr std::string_view gateway_package = "EnsLib.PEX.";
constexpr std::array<std::string_view, 3> proxy_packages{"IOP.", "Grongier.PEX.", gateway_package};
/// The property that names the class in Python for which intersystems_pyprod has written a class of IRIS.
constexpr std::string_view generated_for = "PythonClassName";
constexpr std::array<std::string_view, 4> library_packages{"Ens.", "EnsLib.", "HS.", "%"};

bool begins_like(std::string_view name, const auto& packages) {
    return std::any_of(packages.begin(), packages.end(), [&](std::string_view each) { return name.starts_with(each); });
}

/// What an item's settings, and the defaults of its class, say of its class in Python.
struct Proxy {
    std::string module;
    std::string class_name;
    std::string classpaths;
    bool of_gateway = false;  ///< EnsLib.PEX: it may be Java or C# as well
};

class Items {
public:
    explicit Items(SourceTree& tree) : tree_(tree), files_(tree) {}

    void read(std::size_t first) {
        auto& productions = tree_.reading().productions;
        for (std::size_t i = first; i < productions.size(); ++i) {
            // A settings.py has told already what its items are made of.
            if (name_of_file(productions[i].place).ends_with(".py")) continue;
            const HostSettings settings(tree_, productions[i]);
            for (std::size_t k = 0; k < productions[i].items.size(); ++k) look_at(productions[i], settings, {i, k});
        }
        const auto known =
            iop::read_wanted_components(wanted_, given_sources(tree_), tree_.files(), tree_.options(), tree_.reading());
        for (std::size_t i = 0; i < known.size(); ++i) {
            if (known[i]) others_.erase({wanted_[i].production, wanted_[i].item});
        }
        GatewayComponents gateway(tree_);
        for (const auto& [where, other] : others_) gateway.read(where.first, where.second, other.settings, other.code);
    }

private:
    std::string name_of_file(Place place) const {
        return place.known() ? tree_.reading().sources[place.source].name() : std::string();
    }

    using ItemNumber = std::pair<std::size_t, std::size_t>;  ///< of a production, in it
    /// An item whose class may turn out to be no Python that is known.
    struct Other {
        std::string settings;
        std::string code;
    };

    void look_at(const Production& production, const HostSettings& settings, ItemNumber where) {
        const Item& item = production.items[where.second];
        if (item.class_name.empty()) return;
        const bool of_library = begins_like(item.class_name, library_packages);
        if (of_library && !begins_like(item.class_name, proxy_packages)) return;
        if (files_.empty() && !is_language_proxy(item.class_name) && !item.class_name.starts_with("Python.")) return;
        iop::WantedComponent wanted{where.first, where.second, ways_to(settings, item, where)};
        if (!wanted.ways.empty()) wanted_.push_back(std::move(wanted));
    }

    std::vector<iop::PythonWay> ways_to(const HostSettings& settings, const Item& item, ItemNumber where) {
        const std::string asker = name_of_file(item.place);
        const auto proxy = proxy_of(settings, item, asker);
        if (proxy) {
            const std::string dot = proxy->module.empty() ? "" : ".";
            others_[where] = {proxy->of_gateway ? "%remoteSettings" : "%settings",
                              proxy->of_gateway ? proxy->module + dot + proxy->class_name : std::string()};
            return proxy->module.empty() ? std::vector<iop::PythonWay>() : ways_of(*proxy, item, asker);
        }
        if (item.class_name.starts_with("Python.")) others_[where] = {"%settings", {}};
        auto ways = declared(item, asker);
        for (auto& each : files_.registered(item.class_name, asker)) ways.push_back(std::move(each));
        if (!item.class_name.starts_with("Python.")) return ways;
        for (auto& each : files_.of_proxy(item.class_name, asker)) ways.push_back(std::move(each));
        if (ways.empty() && !files_.empty()) {
            iop::report_class_not_found(item, iop::not_registered(item.class_name), tree_.reading());
        }
        return ways;
    }

    std::vector<iop::PythonWay> ways_of(const Proxy& proxy, const Item& item, const std::string& asker) {
        auto ways = files_.with_module(proxy.module, proxy.class_name, proxy.classpaths, asker);
        // Without any Python nobody has given its sources.
        if (ways.empty() && !proxy.of_gateway && !files_.empty()) {
            iop::report_class_not_found(item, "its module " + in_quotes(proxy.module) + " is not among the sources",
                                        tree_.reading());
        }
        return ways;
    }

    /// What `[python]` of settings.toml says.
    std::vector<iop::PythonWay> declared(const Item& item, const std::string& asker) const {
        const PythonSources& python = tree_.reading().python;
        const auto found = std::find_if(python.classes.begin(), python.classes.end(),
                                        [&](const auto& each) { return each.engine_name == item.class_name; });
        if (found == python.classes.end()) return {};
        const std::size_t dot = found->python_name.rfind('.');
        if (dot == std::string::npos) return {};
        std::string folders;
        for (const auto& each : python.path) folders += each.text + "|";
        return files_.with_module(found->python_name.substr(0, dot), found->python_name.substr(dot + 1), folders,
                                  asker);
    }

    std::optional<Proxy> proxy_of(const HostSettings& settings, const Item& item, const std::string& asker) {
        const std::size_t dot = std::min(item.class_name.rfind('.'), item.class_name.size());
        const std::string package(item.class_name.substr(0, dot));
        const ClassSource* own = tree_.find(item.class_name, {asker, package, {}, item.class_place});
        std::optional<Lineage> lineage;
        if (own != nullptr) lineage.emplace(*own, tree_);
        const auto is_gateway = [](std::string_view name) { return name.starts_with(gateway_package); };
        const auto value = [&](std::string_view name) {
            return settings.find({item, lineage ? &*lineage : nullptr}, name).value;
        };
        Proxy proxy;
        proxy.of_gateway = is_gateway(item.class_name) || (lineage && is_any(*lineage, is_gateway));
        const bool is_proxy =
            proxy.of_gateway || is_language_proxy(item.class_name) || (lineage && is_any(*lineage, is_language_proxy));
        const bool generated = !is_proxy && lineage && lineage->property(generated_for);
        if (!is_proxy && !generated) return std::nullopt;
        proxy.module = value(generated ? "PythonModuleOrScript" : "%module");
        proxy.class_name = value(generated ? generated_for : proxy.of_gateway ? "%remoteClassname" : "%classname");
        proxy.classpaths = value(proxy.of_gateway ? "%gatewayExtraClasspaths" : "%classpaths");
        const std::size_t last = proxy.class_name.rfind('.');
        if (last != std::string::npos) {
            if (proxy.module.empty()) proxy.module = proxy.class_name.substr(0, last);
            proxy.class_name.erase(0, last + 1);
        }
        if (proxy.class_name.empty()) return std::nullopt;
        return proxy;
    }

    static bool is_any(const Lineage& lineage, const auto& wanted) {
        const auto of_class = [&](const ClassSource* each) { return wanted(each->name); };
        return std::any_of(lineage.classes().begin(), lineage.classes().end(), of_class) ||
               std::any_of(lineage.outside().begin(), lineage.outside().end(), wanted);
    }

    SourceTree& tree_;
    PythonFiles files_;
    std::vector<iop::WantedComponent> wanted_;
    std::map<ItemNumber, Other> others_;
};

}  // namespace

bool is_language_proxy(std::string_view class_name) {
    return begins_like(class_name, proxy_packages);
}

void read_python_components(SourceTree& tree, std::size_t first) {
    Items(tree).read(first);
}

}  // namespace millwright::settings::iris
