// Makes routes of an item of what the sources say about its class: a name is a route, a setting is what it is for this item.
#pragma once

#include <set>
#include <span>
#include <string>

#include "settings/found_routes.h"
#include "settings/iris/sources/host_settings.h"
#include "settings/iris/sources/source_send.h"

namespace millwright::settings::iris {

/// What was said already about sends: a class has many items, and each place is spoken of once.
struct ToldOfSends {
    std::set<Place> places;
};

/// Binds the sends of the items of one production.
class SendBinding {
public:
    /// Findings go to the tree's reading.
    SendBinding(SourceTree& tree, Production& production, const HostSettings& settings, ToldOfSends& told);

    void add(const Host& host, const SourceSend& send);
    void add(const Host& host, const SourceSends& all);
    /// Routes by system default settings that name items, whatever the code says.
    void add_default_settings(const Host& host);
    /// Gives the item the routes that were added for it.
    void move_to(Item& item) { routes_.move_to(production_, item); }

private:
    /// A send to one of its targets.
    struct Sending {
        const Host& host;
        const SourceSend& send;
        const SendTarget& target;
    };

    void add_target(const Sending& sending);
    void add_setting(const Sending& sending);
    void add_names(const Sending& sending, const HostSetting& setting);
    void add_dynamic(const Sending& sending, std::string_view expression, Place place);
    void add_route(const Sending& sending, FoundRoute route);
    void report_setting(const Sending& sending, const HostSetting& setting, std::string_view name);
    bool is_item(std::string_view name) const { return index_.find(name).valid(); }
    bool has_setting(const Host& host, Text name) const;
    bool names_items(std::string_view value) const;

    SourceTree& tree_;
    Production& production_;
    const HostSettings& settings_;
    ToldOfSends& told_;
    ItemIndex index_;
    std::vector<std::string_view> item_names_;
    FoundRoutes routes_;
};

}  // namespace millwright::settings::iris
