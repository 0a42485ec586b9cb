// Items whose class is a proxy for code in another language that no reader of that language has read: what their settings
// hand to it, and what plain forms of Java and C# tell.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "settings/iris/sources/gateway_code.h"
#include "settings/iris/sources/source_tree.h"

namespace millwright::settings::iris {

class GatewayComponents {
public:
    explicit GatewayComponents(SourceTree& tree) : tree_(tree) {}

    /// Adds routes to item number `item` of production number `production`. `settings` is the name of the Host setting
    /// with lines `Attribute=value`: "%settings", "%remoteSettings". `class_name` is that of the class in Java or C#
    /// ("dc.rmq.KafkaService"); empty: it is known that it is neither. A line all of whose names are items is a route, as
    /// it is for a Host setting, and the code of the class tells how it is used.
    void read(std::size_t production, std::size_t item, const std::string& settings, const std::string& class_name);

private:
    const std::vector<std::string>& code_files();
    std::vector<std::string> files_with(std::string_view class_name, const std::string& asker);
    GatewayClass code_of(const std::string& class_name, const std::string& asker);
    std::optional<std::uint32_t> source_of(const std::string& path);
    void report_unknown(const Item& item, const GatewaySend& send);

    SourceTree& tree_;
    std::optional<std::vector<std::string>> code_files_;           ///< .java and .cs below the folders
    std::map<std::string, std::optional<std::uint32_t>> sources_;  ///< those that were read
    std::set<Place> told_;                                         ///< sends that were reported
};

}  // namespace millwright::settings::iris
