#include "settings/scenario_body.h"

#include <algorithm>
#include <unordered_set>

#include "settings/foreign_text.h"
#include "settings/glob.h"
#include "settings/json_events.h"

namespace millwright::settings {
namespace {

using Kind = ScenarioValue::Kind;

Kind kind_of(TomlKind kind) {
    switch (kind) {
        case TomlKind::table: return Kind::table;
        case TomlKind::array: return Kind::array;
        case TomlKind::text: return Kind::text;
        case TomlKind::integer: return Kind::integer;
        case TomlKind::decimal: return Kind::decimal;
        case TomlKind::boolean: return Kind::boolean;
        case TomlKind::date: return Kind::date;
    }
    return Kind::text;
}

Kind kind_of(JsonKind kind, std::string_view text) {
    switch (kind) {
        case JsonKind::null: return Kind::absent;
        case JsonKind::boolean: return Kind::boolean;
        case JsonKind::number: return text.find_first_of(".eE") == text.npos ? Kind::integer : Kind::decimal;
        case JsonKind::text: return Kind::text;
        case JsonKind::object: return Kind::table;
        case JsonKind::array: return Kind::array;
    }
    return Kind::text;
}

/// Makes one value of a JSON document.
class BodyTaker final : public JsonTaker {
public:
    explicit BodyTaker(Reading& reading) : reading_(reading) {}

    void key(std::string_view name, Place place) override { key_ = {std::string(name), place}; }
    void scalar(std::string_view text, JsonKind kind, Place place) override {
        take({kind_of(kind, text), std::string(text), {}, place});
    }
    bool open(JsonKind kind, Place place) override {
        open_.push_back({{kind_of(kind, {}), {}, {}, place}, std::move(key_), {}});
        return true;
    }
    void close() override {
        Open done = std::move(open_.back());
        open_.pop_back();
        key_ = std::move(done.key);
        take(std::move(done.value));
    }
    void break_off() override {}

    ScenarioValue root;
    ScenarioFields fields;  ///< of the root, when it is an object
    std::size_t values = 0;

private:
    struct Open {
        ScenarioValue value;
        ScenarioName key;  ///< under which it stands
        std::unordered_set<std::string> names;
    };

    void take(ScenarioValue value) {
        ++values;
        if (open_.empty()) {
            root = std::move(value);
            return;
        }
        Open& holder = open_.back();
        const bool member = holder.value.kind == Kind::table;
        if (member && !holder.names.insert(key_.text).second) {
            reading_.findings.add(Code::duplicate_key, key_.place, shown(key_.text) + " is there a second time");
        } else if (member && open_.size() == 1) {
            fields.emplace_back(key_, std::move(value));
        } else {
            holder.value.members.push_back({member ? key_.text : std::string(), std::move(value)});
        }
    }

    Reading& reading_;
    ScenarioName key_;
    std::vector<Open> open_;
};

}  // namespace

ScenarioName scenario_name(const TomlNode& value) {
    return {std::string(value.text), value.place};
}

bool ScenarioBodies::within_bytes(Reading& reading, std::size_t size, Place place, const std::string& path) {
    const bool one = size > limits::scenario_bytes;
    bytes_ += size;
    if (!one && bytes_ <= limits::all_scenario_bytes) return true;
    const std::size_t most = one ? limits::scenario_bytes : limits::all_scenario_bytes;
    auto& finding = reading.findings.add(Code::too_large, place,
                                         (one ? shown(path) + " is" : "the scenarios and their bodies are together") +
                                             " larger than " + std::to_string(most / limits::mebibyte) + " MiB");
    if (!place.known()) finding.in_file(path);
    return false;
}

bool ScenarioBodies::within_values(Reading& reading, std::size_t more, Place place) {
    values_ += more;
    if (values_ <= limits::scenario_values) return true;
    if (too_many_) return false;
    too_many_ = true;
    reading.findings.add(Code::too_many, place,
                         "the bodies of the scenarios hold more than " + std::to_string(limits::scenario_values) +
                             " values; what follows is left out");
    return false;
}

ScenarioValue ScenarioBodies::value(ReaderState& state, NodeId id) {
    const TomlNode node = state[id];
    ScenarioValue value{kind_of(node.kind), {}, {}, node.place};
    if (!within_values(state.reading, 1, node.place)) return value;
    if (value.kind == Kind::table || value.kind == Kind::array) {
        for (const NodeId child : state.tree.children(id)) {
            value.members.push_back({std::string(state.tree.key(child)), this->value(state, child)});
        }
    } else if (value.kind == Kind::integer) {
        value.text = plain_integer(node.text);
    } else {
        value.text = std::string(node.text);
        if (value.kind == Kind::decimal) std::erase(value.text, '_');
    }
    return value;
}

ScenarioFields ScenarioBodies::fields(ReaderState& state, NodeId table) {
    ScenarioFields fields;
    for (const NodeId child : state.tree.children(table)) {
        const TomlNode node = state[child];
        fields.emplace_back(ScenarioName{std::string(node.key), node.key_place}, value(state, child));
    }
    return fields;
}

ScenarioBody ScenarioBodies::read(ReaderState& state, NodeId table) {
    ScenarioBody body;
    if (table == no_node) return body;
    body.place = state[table].place;
    const NodeId file = state.tree.find(table, "file");
    const bool alone = file != no_node && state[table].first == file && state.tree.next(file) == no_node;
    // Messages may have a field of that name; its values seldom end so.
    if (!alone || state[file].kind != TomlKind::text || !state[file].text.ends_with(".json")) {
        body.fields = fields(state, table);
        return body;
    }
    body.file = scenario_name(state[file]);
    body.fields = read_file(state, state[file]);
    return body;
}

bool ScenarioBodies::can_be_read(ReaderState& state, const std::string& path, const TomlNode& file) {
    const std::string name = shown(files_.display_name(path));
    const auto real = files_.real_path(path);
    const std::string real_folder = files_.real_path(folder_).value_or(folder_);
    if (file.text.starts_with('/') || !is_below(path, folder_) || (real && !is_below(*real, real_folder))) {
        state
            .report(Code::outside_project, file.place,
                    "body file " + shown(file.text) + " is not in the folder of the scenarios")
            .advise("copy it beside the scenario and name it relative to that");
        return false;
    }
    const FileKind kind = files_.kind(path);
    if (kind == FileKind::file) return true;
    const char* what = kind == FileKind::missing  ? "there is no file "
                       : kind == FileKind::folder ? "this is a folder: "
                                                  : "this is no regular file: ";
    state.report(Code::cannot_read, file.place, what + name).advise("body files are named relative to the scenario");
    return false;
}

ScenarioFields ScenarioBodies::read_file(ReaderState& state, const TomlNode& file) {
    const std::string path = path_from(folder_, file.text);
    if (!can_be_read(state, path, file)) return {};
    const auto [known, is_new] = known_.try_emplace(path);
    if (is_new) {
        auto text = files_.read(path);
        if (!text) {
            const Diagnostic& why = *text.error().diagnostics.begin();
            state.report(why.code, file.place, why.message);
            return {};
        }
        if (!within_bytes(state.reading, text->size(), file.place, path)) return {};
        known->second = read_json(state.reading, path, std::move(*text));
    }
    return within_values(state.reading, known->second.values, file.place) ? known->second.fields : ScenarioFields{};
}

/// What is wrong with a body does not make the settings unreadable.
ScenarioBodies::Body ScenarioBodies::read_json(Reading& reading, const std::string& path, std::string text) {
    const bool readable = reading.readable;
    const auto source = reading.sources.add(files_.display_name(path), std::move(text));
    BodyTaker taker(reading);
    reading.readable = true;
    if (check_is_text(source, reading)) settings::read_json(source, taker, reading);
    const bool sound = reading.readable;
    reading.readable = readable;
    if (!sound) return {};
    if (taker.root.kind != Kind::table) {
        reading.findings.add(Code::wrong_type, taker.root.place, "a body has to be a JSON object")
            .advise("write {\"field\": value}");
    }
    return {std::move(taker.fields), taker.values};
}

}  // namespace millwright::settings
