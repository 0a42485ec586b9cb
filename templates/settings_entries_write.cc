// Puts the entries of a part into the settings files that hold most of what is like them.
#include <algorithm>
#include <array>

#include "graph/utf8.h"
#include "settings/edit.h"
#include "settings/toml_format.h"
#include "templates/scaffold.h"
#include "templates/settings_entries.h"

namespace millwright::templates {
namespace {

using settings::SettingsEdit;
using settings::SettingsPath;
using settings::TomlValue;

constexpr std::array<std::string_view, 4> item_kinds{"service", "process", "operation", "component"};

/// The settings files of a project while entries are added.
class EntryWriter {
public:
    EntryWriter(const Project& project, FileChanges& changes, bool force)
        : project_(project), changes_(changes), force_(force) {}

    Result<bool> open() {
        const Sources& sources = project_.reading.sources;
        for (std::uint32_t source = 1; source <= sources.size(); ++source) {
            const std::string& name = sources[source].name();
            if (name.ends_with(".scenario.toml")) continue;
            auto text = changes_.text(name);
            if (!text) return tl::unexpected<Failure>(text.error());
            auto edit = SettingsEdit::of(name, text->value_or(""));
            if (!edit) return tl::unexpected<Failure>(std::move(edit.error()));
            before_.push_back(edit->text());
            texts_.push_back(std::move(*edit));
        }
        return true;
    }

    Result<bool> put(const SettingsEntry& entry) {
        const SettingsPath path = entry.path();
        for (SettingsEdit& text : texts_) {
            if (!text.has(path)) continue;
            if (entry.kind == "secrets" || text.says(path, entry.members)) return true;
            if (force_) return text.put(path, entry.members);
            return fail_in_file(
                FailureKind::refused, Code::name_taken, text.name(),
                "the " + entry.kind + " " + in_quotes(entry.name) + " is there already, and is another one",
                "choose another name, or replace it with --force");
        }
        return texts_[text_of(entry.kind)].put(path, entry.members);
    }

    Result<bool> connect(const Connection& connection, const std::string& to) {
        const std::string role(name_of(connection.role));
        const SettingsPath item{{role}, {key_of(connection.item)}};
        for (SettingsEdit& text : texts_) {
            if (text.has(item)) return connect_in(text, item, connection.setting, to);
        }
        return fail(FailureKind::environment, Code::unknown_name, {},
                    "there is no " + role + " " + in_quotes(connection.item));
    }

    /// What was in canonical style before is so again.
    Result<bool> close() {
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if (texts_[i].text() == before_[i]) continue;
            const bool canonical = settings::formatted_toml(before_[i]) == before_[i];
            auto done = changes_.set(texts_[i].name(),
                                     canonical ? settings::formatted_toml(texts_[i].text()) : texts_[i].text());
            if (!done) return done;
        }
        return true;
    }

private:
    std::size_t count(std::size_t text, const std::string& kind) const { return texts_[text].size({{kind}}); }
    std::size_t items(std::size_t text) const {
        std::size_t all = 0;
        for (const std::string_view kind : item_kinds) all += count(text, std::string(kind));
        return all;
    }

    /// The text with most tables of the kind, without any the one with most items; the first of several.
    std::size_t text_of(const std::string& kind) const {
        std::size_t best = 0;
        std::size_t best_items = 0;
        for (std::size_t i = 1; i < texts_.size(); ++i) {
            if (count(i, kind) > count(best, kind)) best = i;
            if (items(i) > items(best_items)) best_items = i;
        }
        const bool like_items = kind != "secrets" && kind != "story" && kind != "schedule";
        return count(best, kind) == 0 && like_items ? best_items : best;
    }

    /// The key of the table of an item.
    std::string key_of(const std::string& item) const {
        for (const Item& each : project_.production->items) {
            if (each.name == item) return std::string(each.key.empty() ? each.name : each.key);
        }
        return item;
    }

    static Result<bool> connect_in(SettingsEdit& text, const SettingsPath& item, const std::string& setting,
                                   const std::string& to) {
        SettingsPath path = item;
        path.push_back({"targets"});
        path.push_back({setting});
        if (!text.has(path)) return text.set_member(path, to);
        const auto value = text.value(path);
        const auto* name = value ? std::get_if<std::string>(&value->is) : nullptr;
        const auto* names = value ? std::get_if<TomlValue::Array>(&value->is) : nullptr;
        if (name != nullptr) return *name == to ? Result<bool>(true) : text.set(path, TomlValue::Array{*name, to});
        if (names == nullptr) {
            return fail_in_file(FailureKind::input, Code::bad_value, text.name(),
                                in_quotes(to_text(path)) + " names no items", "change it by hand");
        }
        const bool known = std::any_of(names->begin(), names->end(), [&](const TomlValue& each) {
            const auto* text_of_it = std::get_if<std::string>(&each.is);
            return text_of_it != nullptr && *text_of_it == to;
        });
        return known ? Result<bool>(true) : text.append(path, to);
    }

    const Project& project_;
    FileChanges& changes_;
    bool force_;
    std::vector<SettingsEdit> texts_;
    std::vector<std::string> before_;
};

}  // namespace

Result<bool> write_settings(const Part& part, const PartRequest& request, const Project& project,
                            FileChanges& changes) {
    EntryWriter writer(project, changes, request.force);
    Result<bool> done = writer.open();
    for (const SettingsEntry& entry : settings_entries(part)) {
        if (done) done = writer.put(entry);
    }
    for (const Connection& connection : part.connections) {
        if (done && !part.components.empty()) done = writer.connect(connection, part.components.front().name);
    }
    return done ? writer.close() : done;
}

}  // namespace millwright::templates
