// A class with what it inherits, as far as its superclasses are among the sources.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
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

template <class Member>
using MembersByName = std::unordered_map<std::string_view, Inherited<Member>>;

class Lineage {
public:
    /// The class and all classes above it, each once, in the order in which members are inherited: a superclass with all
    /// that is above it comes before the next one, from the left, or from the right where the class says so. At most
    /// limits::superclasses.
    Lineage(const ClassSource& from, SourceTree& tree);

    const ClassSource& own() const { return *classes_.front(); }
    std::span<const ClassSource* const> classes() const { return classes_; }

    /// Whether the class has an ancestor of that full name, or is it; library classes ("Ens.BusinessProcessBPL") count as far
    /// as a class among the sources names them.
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
    void add_outside(const ClassSource& from, const std::string& super);

    std::vector<const ClassSource*> classes_;
    std::vector<std::string> outside_;
    std::vector<std::string> perhaps_;  // what those of `outside_` without package are called in an imported one
    // Filled when somebody asks; a Lineage is not shared between threads.
    mutable std::optional<MembersByName<MethodSource>> methods_;
    mutable std::optional<MembersByName<PropertySource>> properties_;
    mutable std::optional<MembersByName<ParameterSource>> parameters_;
    mutable std::optional<MembersByName<XDataSource>> xdata_;
};

}  // namespace millwright::settings::iris
