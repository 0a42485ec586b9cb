#include <algorithm>
#include <set>

#include "settings/iop/python_values.h"

namespace millwright::settings::iop {
namespace {

constexpr std::string_view whole_module = ".*";

bool is_identifier(std::string_view name) {
    const auto fits = [](char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
           std::all_of(name.begin(), name.end(), fits);
}

bool is_module(std::string_view path) {
    while (true) {
        const std::size_t dot = path.find('.');
        const std::string_view part = path.substr(0, dot);
        if (!is_identifier(part) || PythonNames::is_word(part)) return false;
        if (dot == std::string_view::npos) return true;
        path.remove_prefix(dot + 1);
    }
}

/// "Python.shop.Orders" of "shop.Orders", as IoP names what stands for a class in the engine.
std::string proxy_name(std::string_view python_name) {
    std::string name = "Python." + std::string(python_name);
    name.erase(std::remove(name.begin(), name.end(), '_'), name.end());
    return name;
}

/// "settings" of "shop/settings.py".
std::string module_of_file(std::string_view file) {
    const std::string_view name = file.substr(file.rfind('/') + 1);
    return std::string(name.substr(0, name.find('.')));
}

}  // namespace

PythonClasses::PythonClasses(const Production& production, const Reading* beside, PythonNames& names) : names_(names) {
    if (beside == nullptr) return;
    const PythonSources& python = beside->python;
    own_module_ = module_of_file(beside->file);
    std::set<Text> used;
    for (const Item& item : production.items) used.insert(item.class_name);
    for (const auto& each : python.registrations) {
        const bool with_this = each.production == production.name;
        if (with_this || each.production.empty()) take(each, with_this && used.contains(each.engine_name));
    }
    for (const auto& each : python.classes) {
        take({each.engine_name, each.python_name, "component", {}, each.place}, used.contains(each.engine_name));
    }
    for (const auto& each : python.schemas) {
        if (std::string local = import(each.text); !local.empty()) schemas_.push_back(std::move(local));
    }
}

void PythonClasses::take(const PythonSources::Registration& registration, bool in_items) {
    const auto is_known = [&](const auto& each) { return each.first == registration.engine_name; };
    if (item_classes_.contains(registration.engine_name) ||
        std::any_of(registered_.begin(), registered_.end(), is_known))
        return;
    std::string local = import(registration.target);
    if (local.empty()) {
        lost_.push_back(registration);
    } else if (in_items && proxy_name(registration.target) == registration.engine_name) {
        item_classes_.emplace(registration.engine_name, std::move(local));
    } else {
        registered_.emplace_back(registration.engine_name, std::move(local));
    }
}

std::string PythonClasses::import(const std::string& target) {
    if (const auto known = imported_.find(target); known != imported_.end()) return known->second;
    const std::size_t dot = target.rfind('.');
    if (dot == std::string::npos) return {};
    const std::string module = target.substr(0, dot);
    const std::string name = target.substr(dot + 1);
    const bool whole = target.ends_with(whole_module);
    if (!is_module(module) || module == own_module_) return {};
    if (!whole && (!is_identifier(name) || PythonNames::is_word(name))) return {};
    std::string local = names_.unique(whole ? module.substr(module.rfind('.') + 1) : name);
    imported_.emplace(target, local);
    return local;
}

std::string PythonClasses::of(const Item& item) const {
    const auto found = item_classes_.find(item.class_name);
    return found == item_classes_.end() ? std::string() : found->second;
}

std::vector<std::string> PythonClasses::imports() const {
    std::map<std::string, std::set<std::string>> modules;
    std::vector<std::string> lines;
    for (const auto& [target, local] : imported_) {
        const std::size_t dot = target.rfind('.');
        const std::string module = target.substr(0, dot);
        const std::string name = target.substr(dot + 1);
        if (name != "*") {
            modules[module].insert(name == local ? name : name + " as " + local);
        } else {
            lines.push_back("import " + module + (module == local ? "" : " as " + local));
        }
    }
    for (const auto& [module, names] : modules) {
        std::string line = "from " + module + " import ";
        for (const std::string& name : names) line += (name == *names.begin() ? "" : ", ") + name;
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace millwright::settings::iop
