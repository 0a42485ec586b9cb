// Productions for tests of migrate, made in a few words.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/production.h"

namespace millwright::test {

struct SettingWords {
    std::string_view scope;
    std::string_view name;
    std::string_view value;
};

class Model {
public:
    explicit Model(std::string_view name = "Demo.Orders") { production.name = text(name); }

    Text text(std::string_view words) { return production.texts.keep(words); }

    /// Adds an item with all its settings. A value with ${secret: in it refers to a secret.
    Item& item(std::string_view name, std::string_view class_name, std::initializer_list<SettingWords> settings = {},
               Role role = Role::component) {
        std::vector<Setting> all;
        for (const SettingWords& words : settings) all.push_back(setting(words));
        Item item;
        item.name = text(name);
        item.class_name = text(class_name);
        item.role = role;
        item.settings = append(production.settings, std::move(all));
        production.items.push_back(item);
        return production.items.back();
    }

    Setting setting(const SettingWords& words) {
        Setting made;
        made.scope = text(words.scope);
        made.name = text(words.name);
        made.value = text(words.value);
        made.refers_to_secret = words.value.find("${secret:") != std::string_view::npos;
        return made;
    }

    Model& production_setting(const SettingWords& words) {
        std::vector<Setting> all(production.of(production.production_settings).begin(),
                                 production.of(production.production_settings).end());
        all.push_back(setting(words));
        production.production_settings = append(production.settings, std::move(all));
        return *this;
    }

    Range<NameRef> names(std::initializer_list<std::string_view> words) {
        std::vector<NameRef> all;
        for (const std::string_view word : words) all.push_back({text(word), {}});
        return append(production.names, std::move(all));
    }

    /// Types end with '?' where the field may be absent.
    Range<Field> fields(std::initializer_list<std::pair<std::string_view, std::string_view>> words) {
        std::vector<Field> all;
        for (auto [name, type] : words) {
            const bool optional = type.ends_with('?');
            if (optional) type.remove_suffix(1);
            all.push_back({text(name), text(type), optional, {}});
        }
        return append(production.fields, std::move(all));
    }

    Message& message(std::string_view name,
                     std::initializer_list<std::pair<std::string_view, std::string_view>> words) {
        Message message;
        message.name = text(name);
        message.fields = fields(words);
        production.messages.push_back(message);
        return production.messages.back();
    }

    Range<Step> steps(std::initializer_list<std::string_view> words) {
        std::vector<Step> all;
        for (const std::string_view word : words) {
            Step step;
            step.name = text(word);
            all.push_back(step);
        }
        return append(production.steps, std::move(all));
    }

    Model& moved(std::string_view from, std::string_view to, MovedKind kind = MovedKind::item) {
        production.moved.push_back({kind, text(from), text(to), {}});
        return *this;
    }

    Model& protect(std::string_view name, ProtectedKind kind = ProtectedKind::item) {
        production.protections.push_back({kind, text(name), {}});
        return *this;
    }

    /// Target settings are found, as every reader does last.
    Production take() {
        recognise_targets(production);
        return std::move(production);
    }

    Production production;
};

}  // namespace millwright::test
