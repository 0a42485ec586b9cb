#include "settings/iris/sources/lineage.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "settings/iris/member_line.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

template <class Member>
Inherited<Member> find_member(std::span<const ClassSource* const> classes, std::vector<Member> ClassSource::*members,
                              std::optional<MembersByName<Member>>& known, std::string_view name) {
    if (!known) {
        known.emplace();
        for (const ClassSource* each : classes) {
            for (const Member& member : each->*members)
                known->try_emplace(member.name, Inherited<Member>{&member, each});
        }
    }
    const auto found = known->find(name);
    return found == known->end() ? Inherited<Member>() : found->second;
}

/// Library classes as superclasses name them: without the package that they are known by.
std::string full_name(const std::string& written) {
    return written.starts_with('%') && written.find('.') == std::string::npos ? "%Library." + written.substr(1)
                                                                              : written;
}

/// `##super()` in any letter case; in Python super().
bool calls_super(const MethodSource& method) {
    constexpr std::string_view word = "super";
    const std::string_view text = method.body.text();
    if (method.language == "python") return text.find("super()") != std::string_view::npos;
    for (std::size_t at = text.find("##"); at != std::string_view::npos; at = text.find("##", at + 1)) {
        if (same_word(text.substr(at + 2, word.size()), word)) return true;
    }
    return false;
}

bool holds(std::span<const std::string> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Lineage::Lineage(const ClassSource& from, SourceTree& tree) {
    std::vector<const ClassSource*> waiting{&from};
    std::unordered_set<const ClassSource*> known;
    while (!waiting.empty() && classes_.size() < limits::superclasses) {
        const ClassSource& each = *waiting.back();
        waiting.pop_back();
        if (!known.insert(&each).second) continue;
        classes_.push_back(&each);
        std::vector<const ClassSource*> above;
        for (const std::string& super : each.supers) {
            const ClassSource* found = tree.find(super, asker_of(each));
            if (found == nullptr)
                add_outside(each, super);
            else
                above.push_back(found);
        }
        if (!each.rightmost_first) std::reverse(above.begin(), above.end());
        waiting.insert(waiting.end(), above.begin(), above.end());
    }
}

void Lineage::add_outside(const ClassSource& from, const std::string& super) {
    std::string name = full_name(super);
    if (outside_.size() >= limits::superclasses || holds(outside_, name)) return;
    if (name.find('.') == std::string::npos) {
        for (const std::string& package : from.imports) perhaps_.push_back(package + "." + name);
    }
    outside_.push_back(std::move(name));
}

bool Lineage::is_a(std::string_view class_name) const {
    return std::any_of(classes_.begin(), classes_.end(),
                       [&](const ClassSource* each) { return each->name == class_name; }) ||
           holds(outside_, class_name) || holds(perhaps_, class_name);
}

Inherited<MethodSource> Lineage::method(std::string_view name) const {
    return find_member(classes_, &ClassSource::methods, methods_, name);
}

Inherited<PropertySource> Lineage::property(std::string_view name) const {
    return find_member(classes_, &ClassSource::properties, properties_, name);
}

Inherited<ParameterSource> Lineage::parameter(std::string_view name) const {
    return find_member(classes_, &ClassSource::parameters, parameters_, name);
}

Inherited<XDataSource> Lineage::data(std::string_view name) const {
    return find_member(classes_, &ClassSource::xdata, xdata_, name);
}

std::vector<Inherited<MethodSource>> Lineage::methods() const {
    std::vector<Inherited<MethodSource>> all;
    std::unordered_map<std::string_view, const MethodSource*> overriding;  // the last taken of each name
    for (const ClassSource* each : classes_) {
        for (const MethodSource& method : each->methods) {
            const auto [other, is_new] = overriding.try_emplace(method.name, &method);
            if (!is_new && !calls_super(*other->second)) continue;
            other->second = &method;
            all.push_back({&method, each});
        }
    }
    return all;
}

}  // namespace millwright::settings::iris
