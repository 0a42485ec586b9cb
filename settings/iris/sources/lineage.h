// A class with what it inherits, as far as its superclasses are among the sources.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "settings/iris/sources/class_source.h"
#include "settings/iris/sources/source_tree.h"

namespace millwright::settings::iris {

/// A member and the class that it stands in, which completes the names in it.
template <class Member>
struct Inherited {
    const Member* member = nullptr;
    const ClassSource* owner = nullptr;
    explicit operator bool() const { return member != nullptr; }
};

class Lineage {
public:
    /// The class and all classes above it, each once, the nearest first and leftmost superclasses before others.
    Lineage(const ClassSource& from, SourceTree& tree);

    const ClassSource& own() const { return *classes_.front(); }
    std::span<const ClassSource* const> classes() const { return classes_; }

    /// Whether the class has an ancestor of that full name, or is it; library classes ("Ens.BusinessProcessBPL") count.
    bool is_a(std::string_view class_name) const;
    /// Names of ancestors that are not among the sources, in order, each once.
    std::span<const std::string> outside() const { return outside_; }

    Inherited<MethodSource> method(std::string_view name) const;
    Inherited<PropertySource> property(std::string_view name) const;
    Inherited<ParameterSource> parameter(std::string_view name) const;
    Inherited<XDataSource> data(std::string_view name) const;
    /// All methods that instances have: overridden ones are left out, but for those that an overriding one calls with
    /// ##super. In the order of classes(), then of the file.
    std::vector<Inherited<MethodSource>> methods() const;

private:
    std::vector<const ClassSource*> classes_;
    std::vector<std::string> outside_;
};

}  // namespace millwright::settings::iris
