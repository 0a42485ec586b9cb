#include "settings/iop/production_builder.h"

#include <algorithm>

#include "graph/utf8.h"
#include "settings/foreign_text.h"
#include "settings/iris/item_attributes.h"

namespace millwright::settings::iop {
namespace {

// Bits of what was seen of a production, behind those of its attributes.
constexpr std::size_t seen_description = production_attributes.size();
constexpr std::size_t seen_actor_pool_size = seen_description + 1;
constexpr std::size_t seen_settings = seen_description + 2;
constexpr std::size_t seen_items = seen_description + 3;
// Of an item, behind those of its attributes; of a setting.
constexpr std::size_t seen_item_settings = item_attributes.size();
constexpr std::size_t seen_target = 0;
constexpr std::size_t seen_name = 1;
constexpr std::size_t seen_text = 2;

/// The form in which a JSON value was written.
ValueForm form_of(JsonKind kind) {
    if (kind == JsonKind::number) return ValueForm::number;
    return kind == JsonKind::boolean ? ValueForm::boolean : ValueForm::text;
}

std::string_view name_of(JsonKind kind) {
    static constexpr std::array<std::string_view, 6> names{"null", "true or false", "a number",
                                                           "text", "an object",     "a list"};
    return names[static_cast<std::size_t>(kind)];
}

bool is_scalar(JsonKind kind) {
    return kind != JsonKind::object && kind != JsonKind::array;
}

}  // namespace

void ProductionBuilder::key(std::string_view name, Place place) {
    key_.name = name;
    key_.place = place;
}

bool ProductionBuilder::enter(Frame frame) {
    frames_.push_back(frame);
    switch (frame) {
        case Frame::production:
            production_ = Production{};
            repeated_ = {};
            production_key_ = key_;
            production_seen_ = 0;
            production_is_empty_ = true;
            own_settings_.clear();
            own_attributes_.clear();
            break;
        case Frame::item:
            item_ = Item{};
            item_seen_ = 0;
            holds_item_ = true;
            item_settings_.clear();
            item_attributes_.clear();
            break;
        case Frame::setting:
            setting_ = Setting{};
            setting_.scope = holds_item_ ? "Host" : "Production";
            setting_seen_ = 0;
            break;
        default: break;
    }
    return true;
}

bool ProductionBuilder::open(JsonKind kind, Place place) {
    if (frames_.empty()) return open_at_root(kind, place);
    switch (frames_.back()) {
        case Frame::documents: return open_in_list(Frame::document, kind, place);
        case Frame::document: return open_production(kind, place);
        case Frame::production:
            production_is_empty_ = false;
            if (key_.name == "Item" && first_time(production_seen_, seen_items)) {
                return open_member(Frame::items, Frame::item, kind, place);
            }
            if (key_.name == "Setting" && first_time(production_seen_, seen_settings)) {
                return open_member(Frame::settings, Frame::setting, kind, place);
            }
            production_member({{}, kind, place});
            return false;
        case Frame::items: return open_in_list(Frame::item, kind, place);
        case Frame::item:
            if (key_.name == "Setting" && first_time(item_seen_, seen_item_settings)) {
                return open_member(Frame::settings, Frame::setting, kind, place);
            }
            item_member({{}, kind, place});
            return false;
        case Frame::settings: return open_in_list(Frame::setting, kind, place);
        case Frame::setting: setting_member({{}, kind, place}); return false;
    }
    return false;
}

bool ProductionBuilder::open_at_root(JsonKind kind, Place) {
    return enter(kind == JsonKind::array ? Frame::documents : Frame::document);
}

bool ProductionBuilder::open_member(Frame list, Frame single, JsonKind kind, Place place) {
    if (kind == JsonKind::array) return enter(list);
    return open_in_list(single, kind, place);
}

bool ProductionBuilder::open_in_list(Frame element, JsonKind kind, Place place) {
    if (kind != JsonKind::object) return wrong_element(element, kind, place);
    if (element == Frame::item) item_begin_ = place;
    if (element == Frame::setting) setting_begin_ = place;
    return enter(element);
}

bool ProductionBuilder::wrong_element(Frame element, JsonKind kind, Place place) {
    if (element == Frame::document) {
        unreadable(reading_, Code::wrong_type, place,
                   "there should be an object with productions, not " + std::string(name_of(kind)));
        return false;
    }
    findings_.add(Code::wrong_type, place,
                  std::string(element == Frame::item ? "\"Item\"" : "\"Setting\"") + " should hold objects, not " +
                      std::string(name_of(kind)));
    shape_is_wrong_ = true;
    return false;
}

bool ProductionBuilder::open_production(JsonKind kind, Place place) {
    if (kind == JsonKind::object) {
        shape_is_wrong_ = false;
        return enter(Frame::production);
    }
    if (key_.name == "Production") {
        unreadable(reading_, Code::wrong_type, place,
                   "\"Production\" should be an object, not " + std::string(name_of(kind)));
    } else {
        not_understood(reading_, options_, key_.place, in_quotes(key_.name) + " is no production");
    }
    return false;
}

void ProductionBuilder::scalar(std::string_view text, JsonKind kind, Place place) {
    const Scalar value{text, kind, place};
    const Frame frame = frames_.empty() ? Frame::documents : frames_.back();
    switch (frame) {
        case Frame::documents: wrong_element(Frame::document, kind, place); return;
        case Frame::document: open_production(kind, place); return;
        case Frame::production:
            production_is_empty_ = false;
            production_member(value);
            return;
        case Frame::item: item_member(value); return;
        case Frame::setting: setting_member(value); return;
        case Frame::items: wrong_element(Frame::item, kind, place); return;
        case Frame::settings: wrong_element(Frame::setting, kind, place); return;
    }
}

// Members.

bool ProductionBuilder::first_time(std::uint32_t& seen, std::size_t bit) {
    const std::uint32_t mask = std::uint32_t{1} << bit;
    if ((seen & mask) != 0) {
        findings_.add(Code::duplicate_key, key_.place, in_quotes(key_.name) + " comes twice in one object");
    }
    seen |= mask;
    return true;
}

bool ProductionBuilder::wrong_type(std::string_view wanted, JsonKind kind, Place place) {
    findings_.add(Code::wrong_type, place,
                  in_quotes(key_.name) + " should be " + std::string(wanted) + ", not " + std::string(name_of(kind)));
    shape_is_wrong_ = true;
    return false;
}

void ProductionBuilder::unknown_member(std::string_view owner) {
    findings_
        .add(Code::not_understood, key_.place,
             in_quotes(key_.name) + " of " + std::string(owner) + " is not understood")
        .as(options_.strict ? Severity::error : Severity::warning);
}

void ProductionBuilder::keep_attribute(std::vector<Attribute>& attributes, const Scalar& value) {
    attributes.push_back({keep(std::string_view(key_.name).substr(1)), keep(value.text), value.place});
}

void ProductionBuilder::note_flag(std::string_view attribute, const Flag& flag, const std::string& subject,
                                  Place place) {
    std::string wrong = complaint_about_flag(attribute, flag, subject);
    if (!wrong.empty()) findings_.add(Code::not_a_boolean, place, std::move(wrong)).as(Severity::warning);
}

void ProductionBuilder::production_member(const Scalar& value) {
    const std::string_view name = key_.name;
    std::size_t hint = 0;
    const std::size_t index =
        name.starts_with('@') ? index_in(production_attributes, name.substr(1), hint) : production_attributes.size();
    const bool known = index < production_attributes.size() || name == "Description" || name == "ActorPoolSize";
    const bool list = name == "Item" || name == "Setting";
    if (known && !is_scalar(value.kind)) return static_cast<void>(wrong_type("text", value.kind, value.place));
    if (list) {
        first_time(production_seen_, name == "Item" ? seen_items : seen_settings);
        if (value.kind != JsonKind::null) wrong_type("a list of objects", value.kind, value.place);
    } else if (index < production_attributes.size()) {
        first_time(production_seen_, index);
        const ProductionAttribute& attribute = production_attributes[index];
        if (attribute.flag != nullptr) {
            production_.*attribute.flag = Flag::read(value.text, production_.texts);
            return note_flag(attribute.name, production_.*attribute.flag, "the production", value.place);
        }
        production_.*attribute.text = keep(value.text);
        production_.place = value.place;
    } else if (name == "Description") {
        first_time(production_seen_, seen_description);
        production_.description = keep(value.text);
        production_.description_presence = value.kind == JsonKind::null ? Presence::null : Presence::present;
    } else if (name == "ActorPoolSize") {
        first_time(production_seen_, seen_actor_pool_size);
        production_.actor_pool_size = keep(value.text);
        std::string wrong = complaint_about_number(name, value.text, "the production");
        if (!wrong.empty()) findings_.add(Code::not_a_number, value.place, std::move(wrong)).as(Severity::warning);
    } else if (name.starts_with('@') && name.size() > 1 && is_scalar(value.kind)) {
        keep_attribute(own_attributes_, value);
    } else {
        unknown_member("the production");
    }
}

std::string ProductionBuilder::item_subject() const {
    return item_.name.empty() ? "an item" : "item " + in_quotes(item_.name);
}

void ProductionBuilder::item_member(const Scalar& value) {
    const std::string_view name = key_.name;
    if (name == "Setting") {
        first_time(item_seen_, seen_item_settings);
        if (value.kind != JsonKind::null) wrong_type("a list of objects", value.kind, value.place);
        return;
    }
    if (!name.starts_with('@') || name.size() == 1) return unknown_member(item_subject());
    std::size_t hint = 0;
    const std::size_t index = index_in(item_attributes, name.substr(1), hint);
    const bool in_model = index < item_attributes.size() && item_attributes[index].in_model();
    if (!is_scalar(value.kind)) {
        if (in_model) wrong_type("text", value.kind, value.place);
        if (!in_model) unknown_member(item_subject());
        return;
    }
    if (!in_model) return keep_attribute(item_attributes_, value);
    first_time(item_seen_, index);
    const ItemAttribute& attribute = item_attributes[index];
    if (attribute.flag != nullptr) {
        item_.*attribute.flag = Flag::read(value.text, production_.texts);
        if ((item_.*attribute.flag).is_boolean()) return;
        return note_flag(attribute.name, item_.*attribute.flag, item_subject(), value.place);
    }
    item_.*attribute.text = attribute.text == &Item::name ? add(value.text) : keep(value.text);
    if (attribute.text == &Item::name) item_.place = value.place;
    if (attribute.text == &Item::class_name) item_.class_place = value.place;
    if (attribute.text != &Item::pool_size || looks_like_number(value.text)) return;
    findings_.add(Code::not_a_number, value.place, complaint_about_number(attribute.name, value.text, item_subject()))
        .as(Severity::warning);
}

void ProductionBuilder::setting_member(const Scalar& value) {
    const std::string_view name = key_.name;
    const bool known = name == "@Target" || name == "@Name" || name == "#text";
    if (!known) return unknown_member("a setting");
    if (!is_scalar(value.kind)) return static_cast<void>(wrong_type("text", value.kind, value.place));
    if (name == "@Target") {
        first_time(setting_seen_, seen_target);
        if (value.kind != JsonKind::null) setting_.scope = keep(value.text);
    } else if (name == "@Name") {
        first_time(setting_seen_, seen_name);
        setting_.name = keep(value.text);
        if (!setting_.place.known()) setting_.place = value.place;
    } else {
        first_time(setting_seen_, seen_text);
        setting_.value = add(value.text);
        setting_.form = form_of(value.kind);
        setting_.empty_text = value.kind == JsonKind::null ? Presence::null : Presence::present;
        setting_.place = value.place;
    }
}

// Ends.

void ProductionBuilder::close() {
    if (frames_.empty()) return;
    const Frame frame = frames_.back();
    frames_.pop_back();
    switch (frame) {
        case Frame::production: close_production(); break;
        case Frame::item: close_item(); break;
        case Frame::setting: close_setting(); break;
        case Frame::document: close_document(); break;
        default: break;
    }
}

void ProductionBuilder::close_setting() {
    if (setting_.name.empty()) {
        const Place here = setting_.place.known() ? setting_.place : setting_begin_;
        findings_.add(Code::missing_key, here,
                      "a setting of " + (holds_item_ ? item_subject() : "the production") + " has no \"@Name\"");
    }
    if (!setting_.place.known()) setting_.place = setting_begin_;
    // IoP makes text of Host and Adapter settings and keeps the others as they came.
    if (setting_.scope == "Host" || setting_.scope == "Adapter") setting_.form = ValueForm::text;
    (holds_item_ ? item_settings_ : own_settings_).push_back(setting_);
}

void ProductionBuilder::check_repeated(std::vector<Attribute>& attributes) {
    if (attributes.size() < 2) return;
    std::vector<const Attribute*> order;
    for (const Attribute& each : attributes) order.push_back(&each);
    std::stable_sort(order.begin(), order.end(), [](auto* a, auto* b) { return a->name < b->name; });
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (order[i]->name != order[i - 1]->name) continue;
        findings_
            .add(Code::duplicate_key, order[i]->place,
                 in_quotes("@" + std::string(order[i]->name)) + " comes twice in one object")
            .note(order[i - 1]->place, "it is here as well");
    }
}

void ProductionBuilder::close_item() {
    holds_item_ = false;
    if (item_.name.empty()) {
        if (!item_.place.known()) item_.place = item_begin_;
        findings_.add(Code::missing_key, item_.place, "an item has no \"@Name\"");
    }
    check_repeated(item_attributes_);
    item_.role = role_of_class(item_.class_name);
    item_.settings = append(production_.settings, std::move(item_settings_));
    item_.attributes = append(production_.attributes, std::move(item_attributes_));
    production_.items.push_back(item_);
    item_settings_.clear();
    item_attributes_.clear();
}

void ProductionBuilder::settle_name() {
    const bool key_names = production_key_.name != "Production";
    if (production_.name.empty() && key_names && !production_key_.name.empty()) {
        production_.name = keep(production_key_.name);
        production_.place = production_key_.place;
    } else if (production_.name.empty()) {
        production_.place = production_key_.place;
        findings_.add(Code::missing_key, production_key_.place, "the production has no \"@Name\"");
    } else if (key_names && production_.name != production_key_.name) {
        findings_
            .add(Code::conflicting_keys, production_.place,
                 "the production is named " + in_quotes(production_.name) + ", but its key " +
                     in_quotes(production_key_.name))
            .as(Severity::warning)
            .advise("the \"@Name\" counts")
            .note(production_key_.place, "its key");
    }
}

void ProductionBuilder::break_off() {
    if (production_key_.name != "Production" && production_seen_ == 0) return;
    reading_.findings.merge(std::move(findings_));
    findings_ = {};
}

void ProductionBuilder::close_production() {
    if (production_key_.name != "Production" && production_seen_ == 0 && !production_is_empty_) {
        not_understood(reading_, options_, production_key_.place,
                       in_quotes(production_key_.name) + " is no production");
        findings_ = {};
        return;
    }
    settle_name();
    check_repeated(own_attributes_);
    reading_.findings.merge(std::move(findings_));
    findings_ = {};
    if (shape_is_wrong_) reading_.readable = false;
    production_.production_settings = append(production_.settings, std::move(own_settings_));
    production_.production_attributes = append(production_.attributes, std::move(own_attributes_));
    recognise_targets(production_);
    document_keys_.push_back(production_key_);
    reading_.productions.push_back(std::move(production_));
    production_ = Production{};
    own_settings_.clear();
    own_attributes_.clear();
}

void ProductionBuilder::close_document() {
    std::stable_sort(document_keys_.begin(), document_keys_.end(),
                     [](const MemberKey& a, const MemberKey& b) { return a.name < b.name; });
    for (std::size_t i = 1; i < document_keys_.size(); ++i) {
        if (document_keys_[i].name != document_keys_[i - 1].name) continue;
        reading_.findings
            .add(Code::duplicate_key, document_keys_[i].place, in_quotes(document_keys_[i].name) + " comes twice")
            .note(document_keys_[i - 1].place, "it is here as well");
    }
    document_keys_.clear();
}

}  // namespace millwright::settings::iop
