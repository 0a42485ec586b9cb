#include "settings/iris/sources/lineage.h"

#include <algorithm>

namespace millwright::settings::iris {
namespace {

template <class Member>
Inherited<Member> find_member(std::span<const ClassSource* const> classes, std::vector<Member> ClassSource::*members,
                              std::string_view name) {
    for (const ClassSource* each : classes) {
        for (const Member& member : each->*members) {
            if (member.name == name) return {&member, each};
        }
    }
    return {};
}

/// Library classes as superclasses name them: without the package that they are known by.
std::string full_name(const std::string& written) {
    return written.starts_with('%') && written.find('.') == std::string::npos ? "%Library." + written.substr(1)
                                                                              : written;
}

bool calls_super(const MethodSource& method) {
    return method.body.text().find("##super") != std::string_view::npos;
}

}  // namespace

Lineage::Lineage(const ClassSource& from, SourceTree& tree) {
    classes_.push_back(&from);
    for (std::size_t next = 0; next < classes_.size(); ++next) {
        const ClassSource& each = *classes_[next];
        std::size_t at = next + 1;
        for (const std::string& super : each.supers) {
            const ClassSource* found = tree.find(super, asker_of(each));
            if (found == nullptr) {
                const std::string name = full_name(super);
                if (std::find(outside_.begin(), outside_.end(), name) == outside_.end()) outside_.push_back(name);
            } else if (std::find(classes_.begin(), classes_.end(), found) == classes_.end()) {
                classes_.insert(classes_.begin() + static_cast<std::ptrdiff_t>(at++), found);
            }
        }
    }
}

bool Lineage::is_a(std::string_view class_name) const {
    return std::any_of(classes_.begin(), classes_.end(),
                       [&](const ClassSource* each) { return each->name == class_name; }) ||
           std::find(outside_.begin(), outside_.end(), class_name) != outside_.end();
}

Inherited<MethodSource> Lineage::method(std::string_view name) const {
    return find_member(classes_, &ClassSource::methods, name);
}

Inherited<PropertySource> Lineage::property(std::string_view name) const {
    return find_member(classes_, &ClassSource::properties, name);
}

Inherited<ParameterSource> Lineage::parameter(std::string_view name) const {
    return find_member(classes_, &ClassSource::parameters, name);
}

Inherited<XDataSource> Lineage::data(std::string_view name) const {
    return find_member(classes_, &ClassSource::xdata, name);
}

std::vector<Inherited<MethodSource>> Lineage::methods() const {
    std::vector<Inherited<MethodSource>> all;
    for (const ClassSource* each : classes_) {
        for (const MethodSource& method : each->methods) {
            const auto same = [&](const Inherited<MethodSource>& other) { return other.member->name == method.name; };
            const auto overriding = std::find_if(all.rbegin(), all.rend(), same);
            if (overriding == all.rend() || calls_super(*overriding->member)) all.push_back({&method, each});
        }
    }
    return all;
}

}  // namespace millwright::settings::iris
