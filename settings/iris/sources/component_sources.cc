#include "settings/iris/sources/component_sources.h"

#include <map>
#include <memory>
#include <set>

#include "graph/suggest.h"
#include "graph/utf8.h"
#include "settings/found_routes.h"
#include "settings/iris/sources/bpl_sends.h"
#include "settings/iris/sources/code_sends.h"
#include "settings/iris/sources/host_kind.h"
#include "settings/iris/sources/rule_sends.h"
#include "settings/iris/sources/send_binding.h"
#include "settings/iris/sources/source_messages.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

std::string_view package_of(std::string_view class_name) {
    const std::size_t dot = class_name.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : class_name.substr(0, dot);
}

/// What a class says, whatever item is made of it.
struct ClassSays {
    ClassSays(const ClassSource& source, SourceTree& tree) : lineage(source, tree) {
        if (lineage.data("BPL")) process = bpl_sends(lineage, tree);
        code = code_sends(lineage, tree);
        taken = taken_messages(lineage, tree);
    }

    Lineage lineage;
    SourceSends process;
    SourceSends code;
    std::vector<TakenMessage> taken;
};

/// The classes and rules that items name, each read once.
class Classes {
public:
    explicit Classes(SourceTree& tree) : tree_(tree) {
        for (const ScannedFile& file : tree.scanned().files) {
            for (const std::string& each : file.classes) names_.push_back(each);
        }
        std::set<std::string_view> productions;
        for (const Production& each : tree.reading().productions) productions.insert(each.name);
        for (const std::string_view each : names_) {
            if (!productions.contains(each)) packages_.insert(package_of(each));
        }
    }

    /// nullptr when it is not among the sources.
    const ClassSays* find(std::string_view name, const Asker& asker) {
        const ClassSource* source = tree_.find(name, asker);
        if (source == nullptr) return nullptr;
        auto& says = classes_[source];
        if (!says) says = std::make_unique<ClassSays>(*source, tree_);
        return says.get();
    }

    const SourceSends& rule(const ClassSource& source) {
        const auto [found, is_new] = rules_.try_emplace(&source);
        if (is_new) found->second = rule_sends(source, tree_);
        return found->second;
    }

    /// A warning, if the sources hold other classes of its package: then it should be there too. Where they hold the
    /// class itself, its file could not be read, which has been told.
    void report_missing(const std::string& subject, std::string_view name, const Asker& asker) {
        const bool whole = name.find('.') != std::string_view::npos;
        const std::string_view package = whole ? package_of(name) : asker.package;
        if (name.empty() || is_library_class(name) || !packages_.contains(package)) return;
        if (tree_.has(whole ? std::string(name) : asker.package + "." + std::string(name))) return;
        if (!told_.insert(asker.place).second) return;
        auto& finding = tree_.reading().findings.add(
            Code::class_not_found, asker.place,
            subject + " " + in_quotes(name) + ", and no class among the sources is called that");
        compared_ += names_.size();
        if (compared_ <= limits::comparisons) finding.advise(did_you_mean(name, names_));
        if (finding.hint.empty()) finding.advise("add its file to the sources, or correct the name");
    }

private:
    SourceTree& tree_;
    std::vector<std::string_view> names_;
    std::set<std::string_view> packages_;
    std::map<const ClassSource*, std::unique_ptr<ClassSays>> classes_;
    std::map<const ClassSource*, SourceSends> rules_;
    std::set<Place> told_;
    std::size_t compared_ = 0;
};

/// The items of one production.
class ProductionSources {
public:
    ProductionSources(SourceTree& tree, Classes& classes, ToldOfSends& told, Production& production)
        : tree_(tree),
          classes_(classes),
          production_(production),
          settings_(tree, production),
          binding_(tree, production, settings_, told),
          // Settings of our own say themselves what there is beside routes.
          adds_messages_(tree.reading().format != Format::settings_toml) {}

    void read() {
        for (std::size_t i = 0; i < production_.items.size(); ++i) {
            read_item(ItemId(i));
            if (production_.found.size() > limits::entries) return report_too_many(production_.items[i]);
        }
        if (adds_messages_) add_messages(tree_, production_, sources_, asker(production_.place));
    }

private:
    Asker asker(Place place) const {
        return {
            std::string(tree_.reading().sources.name_of(place)), std::string(package_of(production_.name)), {}, place};
    }

    void read_item(ItemId id) {
        Item& item = production_[id];
        const Asker asking = asker(item.class_place.known() ? item.class_place : item.place);
        const ClassSays* says = item.class_name.empty() ? nullptr : classes_.find(item.class_name, asking);
        if (says == nullptr) {
            classes_.report_missing("item " + in_quotes(item.name) + " is made of", item.class_name, asking);
        } else {
            sources_.push_back({id, &says->lineage, &says->taken});
        }
        take_kind(item, says);
        const Host host{item, says == nullptr ? nullptr : &says->lineage};
        add_rule(host);
        if (says != nullptr) {
            binding_.add(host, says->process);
            binding_.add(host, says->code);
        }
        binding_.add_default_settings(host);
        binding_.move_to(item);
    }

    void take_kind(Item& item, const ClassSays* says) {
        if (item.role == Role::component) {
            item.role = says == nullptr ? role_of_library_class(item.class_name) : role_of(says->lineage);
        }
        if (adds_messages_ && says != nullptr && item.adapter.empty()) {
            item.adapter = production_.texts.keep(adapter_of(says->lineage, tree_));
        }
    }

    void add_rule(const Host& host) {
        const HostSetting name = rule_name(host);
        const auto names = split_names(name.value);
        if (names.size() != 1) return;
        const Asker asking = asker(name.place);
        const ClassSource* rule = tree_.find(names.front(), asking);
        if (rule == nullptr) {
            return classes_.report_missing("item " + in_quotes(host.item.name) + " goes by the rule", names.front(),
                                           asking);
        }
        if (!is_rule(*rule)) return;
        const bool sync = settings_.find(host, "ForceSyncSend").value == "1";
        for (SourceSend each : classes_.rule(*rule).sends) {
            if (sync) each.mode = Interaction::sync;
            binding_.add(host, each);
        }
        binding_.add(host, SourceSends{{}, classes_.rule(*rule).switched_off});
    }

    HostSetting rule_name(const Host& host) const {
        constexpr std::string_view setting = "BusinessRuleName";
        HostSetting name = settings_.find(host, setting);
        if (name.from != HostSetting::From::nowhere || host.lineage == nullptr) return name;
        if (const auto parameter = host.lineage->parameter(setting); parameter && !parameter.member->expression) {
            name.value = parameter.member->value;
            name.place = parameter.member->place;
        }
        return name;
    }

    void report_too_many(const Item& item) {
        tree_.reading().findings.add(
            Code::too_many, item.place,
            "there are more than " + std::to_string(limits::entries) + " sends in the sources; the rest is left out");
    }

    SourceTree& tree_;
    Classes& classes_;
    Production& production_;
    HostSettings settings_;
    SendBinding binding_;
    bool adds_messages_;
    std::vector<ItemSource> sources_;
};

}  // namespace

void read_component_sources(SourceTree& tree, std::size_t first) {
    Reading& reading = tree.reading();
    Classes classes(tree);
    ToldOfSends told;
    for (std::size_t i = first; i < reading.productions.size(); ++i) {
        ProductionSources(tree, classes, told, reading.productions[i]).read();
    }
    report_sends_to_no_item(reading, first);
}

}  // namespace millwright::settings::iris
