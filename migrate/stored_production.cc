#include "migrate/stored_production.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>

#include "graph/utf8.h"
#include "migrate/describe.h"
#include "migrate/item_body.h"

namespace millwright::migrate {
namespace {

using nlohmann::json;

/// Reads the members of a JSON object into a thing, by the lists of describe.h. What is missing keeps its default; a
/// member of a wrong type makes it not ok.
class BodyReader {
public:
    BodyReader(Production& production, const json& node) : production_(production), node_(node) {
        ok_ = node.is_object();
    }

    bool ok() const { return ok_; }

    void operator()(std::string_view name, Text& text) {
        if (const json* found = member(name)) text = kept(*found);
    }
    void operator()(std::string_view name, Expression& expression) {
        expression.foreign = foreign_name(name) != name && member(foreign_name(name)) != nullptr;
        (*this)(expression.foreign ? foreign_name(name) : name, expression.text);
    }
    void operator()(std::string_view name, bool& truth, bool standard = false) {
        truth = standard;
        const json* found = member(name);
        if (found == nullptr) return;
        if (found->is_boolean())
            truth = found->get<bool>();
        else
            ok_ = false;
    }
    void operator()(std::string_view name, Duration& duration, Duration standard) {
        std::optional<Duration> read;
        (*this)(name, read);
        duration = read.value_or(standard);
    }
    void operator()(std::string_view name, std::optional<Duration>& duration) {
        Text text;
        (*this)(name, text);
        if (member(name) == nullptr) return;
        duration = parse_duration(text);
        if (!duration) ok_ = false;
    }
    void operator()(std::string_view name, std::uint32_t& number, std::uint32_t standard) {
        number = standard;
        const json* found = member(name);
        if (found == nullptr) return;
        if (found->is_number_unsigned() && found->get<std::uint64_t>() <= UINT32_MAX)
            number = found->get<std::uint32_t>();
        else
            ok_ = false;
    }
    void operator()(std::string_view name, double& number, double standard) {
        number = standard;
        const json* found = member(name);
        if (found == nullptr) return;
        if (found->is_number())
            number = found->get<double>();
        else
            ok_ = false;
    }
    template <class Word, class Words>
    requires std::is_enum_v<Word>
    void operator()(std::string_view name, Word& word, const Words& words, Word standard = Word{}) {
        word = standard;
        Text text;
        (*this)(name, text);
        if (text.empty()) return;
        const auto at = std::find(words.begin(), words.end(), text);
        if (at == words.end())
            ok_ = false;
        else
            word = static_cast<Word>(at - words.begin());
    }
    void operator()(std::string_view name, Range<NameRef>& range) {
        std::vector<NameRef> names;
        for (const json& each : list(name)) names.push_back({kept(each), {}});
        range = append(production_.names, std::move(names));
    }
    template <class Thing>
    void operator()(std::string_view name, Range<Thing>& range) {
        std::vector<Thing> things;
        for (const json& each : list(name)) things.push_back(read<Thing>(each));
        range = append(all_of<Thing>(production_), std::move(things));
    }
    void operator()(std::string_view name, Field& field) { nested(name, field); }
    void operator()(std::string_view name, Retry& retry) { nested(name, retry); }
    void operator()(std::string_view name, Satisfies& satisfies) { nested(name, satisfies); }

    template <class Thing>
    Thing read(const json& node) {
        Thing thing;
        BodyReader reader(production_, node);
        if (reader.ok_) describe(reader, thing);
        ok_ = ok_ && reader.ok_;
        return thing;
    }

    void flag(std::string_view name, Flag& flag) {
        Text text;
        (*this)(name, text);
        if (!text.empty()) flag = Flag::read(text, production_.texts);
    }
    void attributes(Range<Attribute>& range) { (*this)("attributes", range); }
    void settings(Range<Setting>& range);

private:
    const json* member(std::string_view name) {
        if (!node_.is_object()) return nullptr;
        const auto at = node_.find(name);
        return at == node_.end() ? nullptr : &*at;
    }
    const json& list(std::string_view name) {
        static const json none = json::array();
        const json* found = member(name);
        if (found == nullptr) return none;
        if (found->is_array()) return *found;
        ok_ = false;
        return none;
    }
    Text kept(const json& text) {
        if (text.is_string()) return production_.texts.keep(text.get_ref<const std::string&>());
        ok_ = false;
        return {};
    }
    template <class Thing>
    void nested(std::string_view name, Thing& thing) {
        if (const json* found = member(name)) thing = read<Thing>(*found);
    }
    Setting setting(const json& node);

    Production& production_;
    const json& node_;
    bool ok_ = true;
};

Setting BodyReader::setting(const json& node) {
    BodyReader reader(production_, node);
    Setting setting;
    Text digest;
    Text reference;
    reader("name", setting.name);
    reader("scope", setting.scope);
    reader("value", setting.value);
    reader("digest", digest);
    reader("template", reference);
    if (!digest.empty()) {
        setting.value = production_.texts.keep(digest_placeholder(digest));
        reader.ok_ = reader.ok_ && placeholder_digest(setting.value);
    } else if (!reference.empty()) {
        setting.value = reference;
    }
    setting.refers_to_secret = !digest.empty() || !reference.empty();
    ok_ = ok_ && reader.ok_;
    return setting;
}

void BodyReader::settings(Range<Setting>& range) {
    std::vector<Setting> settings;
    for (const json& each : list("settings")) settings.push_back(setting(each));
    const json* targets = member("targets");
    if (targets != nullptr && !targets->is_object()) ok_ = false;
    if (targets != nullptr && targets->is_object()) {
        for (const auto& [name, names] : targets->items()) {
            Setting target;
            target.scope = "Host";
            target.name = production_.texts.keep(name);
            target.target = TargetOrigin::declared;
            std::string value;
            std::vector<NameRef> references;
            if (!names.is_array()) ok_ = false;
            for (const json& each : names) {
                references.push_back({kept(each), {}});
                if (references.size() > 1) value += ',';
                value += references.back().name;
            }
            target.value = production_.texts.keep(value);
            target.names = append(production_.names, std::move(references));
            settings.push_back(target);
        }
    }
    range = append(production_.settings, std::move(settings));
}

class Assembler {
public:
    explicit Assembler(std::string_view name) { production_.name = production_.texts.keep(name); }

    bool add(Entry& entry, const json& node);
    Production take() { return std::move(production_); }

private:
    bool add_production(const json& node);
    bool add_item(const json& node, std::string_view suffix);
    std::uint32_t item_for(std::string_view suffix);

    template <class Thing>
    bool add_to(std::vector<Thing>& all, Entry& entry, const json& node) {
        BodyReader reader(production_, node);
        entry.index = static_cast<std::uint32_t>(all.size());
        all.push_back(reader.read<Thing>(node));
        return reader.ok();
    }
    bool add_declared(Entry& entry, const json& node, std::string_view suffix);
    bool add_process(Entry& entry, const json& node, std::string_view suffix);
    bool add_declared_name(Entry& entry, const json& node, DeclaredKind kind);
    bool add_protection(Entry& entry, const json& node);
    bool add_secret(Entry& entry, const json& node);

    Production production_;
    std::unordered_map<std::string, std::uint32_t> items_;  ///< by the key without its kind: "/X", "2/X"
};

bool Assembler::add_production(const json& node) {
    BodyReader reader(production_, node);
    reader("name", production_.name);
    reader("actor_pool_size", production_.actor_pool_size);
    reader("description", production_.description);
    reader.flag("testing_enabled", production_.testing_enabled);
    reader.flag("log_general_trace_events", production_.log_general_trace_events);
    reader.attributes(production_.production_attributes);
    reader.settings(production_.production_settings);
    if (!production_.description.empty()) production_.description_presence = Presence::present;
    return reader.ok();
}

bool Assembler::add_item(const json& node, std::string_view suffix) {
    BodyReader reader(production_, node);
    Item item;
    reader("name", item.name);
    reader("class", item.class_name);
    reader("category", item.category);
    reader("comment", item.comment);
    reader("schedule", item.schedule);
    reader("pool_size", item.pool_size);
    reader.flag("enabled", item.enabled);
    reader.flag("foreground", item.foreground);
    reader.flag("log_trace_events", item.log_trace_events);
    reader.attributes(item.attributes);
    reader.settings(item.settings);
    item.role = role_of_class(item.class_name);
    items_.emplace(suffix, static_cast<std::uint32_t>(production_.items.size()));
    production_.items.push_back(item);
    return reader.ok();
}

/// The item that an entry is about; a new one where the item itself was not fetched.
std::uint32_t Assembler::item_for(std::string_view suffix) {
    const auto [at, added] = items_.emplace(suffix, static_cast<std::uint32_t>(production_.items.size()));
    if (added) {
        Item item;
        item.name = production_.texts.keep(suffix.substr(suffix.find('/') + 1));
        production_.items.push_back(item);
    }
    return at->second;
}

bool Assembler::add_declared(Entry& entry, const json& node, std::string_view suffix) {
    BodyReader reader(production_, node);
    const auto declared = reader.read<Declared>(node);
    entry.index = item_for(suffix);
    Item& item = production_.items[entry.index];
    item.role = declared.role;
    item.adapter = declared.adapter;
    item.emits = declared.emits;
    item.accepts = declared.accepts;
    item.replies = declared.replies;
    item.raises = declared.raises;
    item.description = declared.description;
    return reader.ok();
}

bool Assembler::add_process(Entry& entry, const json& node, std::string_view suffix) {
    BodyReader reader(production_, node);
    const auto behaviour = reader.read<Behaviour>(node);
    entry.index = item_for(suffix);
    production_.items[entry.index].behaviour = behaviour;
    return reader.ok();
}

bool Assembler::add_declared_name(Entry& entry, const json& node, DeclaredKind kind) {
    const bool ok = add_to(production_.declared_names, entry, node);
    production_.declared_names.back().kind = kind;
    return ok;
}

bool Assembler::add_protection(Entry& entry, const json& node) {
    const bool ok = add_to(production_.protections, entry, node);
    const bool process = name_of_key(entry.key).starts_with("process/");
    production_.protections.back().kind = process ? ProtectedKind::process : ProtectedKind::item;
    return ok;
}

bool Assembler::add_secret(Entry& entry, const json& node) {
    const bool ok = add_to(production_.secrets, entry, node);
    const UsedSecret& secret = production_.secrets.back();
    return ok && secret.name == name_of_key(entry.key) && Digest::from_hex(secret.digest);
}

bool Assembler::add(Entry& entry, const json& node) {
    const std::string_view kind = kind_of_key(entry.key);
    const std::string_view suffix = entry.key.substr(kind.size());
    if (kind == "production") {
        entry.index = 0;
        return add_production(node);
    }
    if (kind == "item") {
        entry.index = static_cast<std::uint32_t>(production_.items.size());
        return add_item(node, suffix);
    }
    if (kind == "declared") return add_declared(entry, node, suffix);
    if (kind == "process") return add_process(entry, node, suffix);
    if (kind == "message") return add_to(production_.messages, entry, node);
    if (kind == "schedule") return add_to(production_.schedules, entry, node);
    if (kind == "story") return add_to(production_.stories, entry, node);
    if (kind == "entity") return add_to(production_.entities, entry, node);
    if (kind == "default_setting") return add_to(production_.default_settings, entry, node);
    if (kind == "protect") return add_protection(entry, node);
    if (kind == "secret") return add_secret(entry, node);
    if (kind == "channel") return add_declared_name(entry, node, DeclaredKind::channel);
    if (kind == "surface") return add_declared_name(entry, node, DeclaredKind::surface);
    if (kind == "role") return add_declared_name(entry, node, DeclaredKind::role);
    if (kind == "intent") return add_declared_name(entry, node, DeclaredKind::intent);
    return false;
}

}  // namespace

Result<Production> production_from_entries(std::string_view name, std::span<Entry> entries) {
    Assembler assembler(name);
    // Items first: what is declared about an item joins it.
    for (const bool items : {true, false}) {
        for (Entry& entry : entries) {
            if (entry.body.empty() || (kind_of_key(entry.key) == "item") != items) continue;
            const json node = json::parse(entry.body, nullptr, false);
            const bool is_text = first_invalid_utf8(entry.key) == std::string_view::npos;
            if (is_text && node.is_object() && assembler.add(entry, node)) continue;
            return fail(FailureKind::environment, Code::state_damaged, {},
                        "the entry \"" + printable(entry.key) + "\" is not what this version of Millwright writes",
                        "restore the state from a backup, or from the revision before");
        }
    }
    return assembler.take();
}

}  // namespace millwright::migrate
