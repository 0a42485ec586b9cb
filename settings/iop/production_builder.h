// Makes productions of the events of a JSON document, in whatever order its keys come.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "settings/json_events.h"
#include "settings/reading.h"
#include "settings/repeated_text.h"

namespace millwright::settings::iop {

class ProductionBuilder final : public JsonTaker {
public:
    ProductionBuilder(const ReadOptions& options, Reading& reading) : options_(options), reading_(reading) {}

    void key(std::string_view name, Place place) override;
    void scalar(std::string_view text, JsonKind kind, Place place) override;
    bool open(JsonKind kind, Place place) override;
    void close() override;
    /// What was found in the production that is open is reported.
    void break_off() override;

private:
    enum class Frame : std::uint8_t { documents, document, production, items, item, settings, setting };
    struct MemberKey {
        std::string name;
        Place place;
    };
    struct Scalar {
        std::string_view text;
        JsonKind kind;
        Place place;
    };

    bool open_at_root(JsonKind kind, Place place);
    bool open_member(Frame list, Frame single, JsonKind kind, Place place);
    bool open_in_list(Frame element, JsonKind kind, Place place);
    bool wrong_element(Frame element, JsonKind kind, Place place);
    bool open_production(JsonKind kind, Place place);
    bool enter(Frame frame);

    void production_member(const Scalar& value);
    void item_member(const Scalar& value);
    void setting_member(const Scalar& value);
    void close_production();
    void close_item();
    void close_setting();
    void close_document();
    void settle_name();
    void check_repeated(std::vector<Attribute>& attributes);

    bool first_time(std::uint32_t& seen, std::size_t bit);
    void keep_attribute(std::vector<Attribute>& attributes, const Scalar& value);
    bool wrong_type(std::string_view wanted, JsonKind kind, Place place);
    void unknown_member(std::string_view owner);
    void note_flag(std::string_view attribute, const Flag& flag, const std::string& subject, Place place);
    std::string item_subject() const;
    Text keep(std::string_view text) { return repeated_.keep(text, production_.texts); }
    Text add(std::string_view text) { return production_.texts.add(text); }

    const ReadOptions& options_;
    Reading& reading_;
    std::vector<Frame> frames_;
    MemberKey key_;

    // The production that is open, with its findings: only at its end it is known whether it is one.
    Production production_;
    RepeatedText repeated_;
    MemberKey production_key_;
    Diagnostics findings_;
    bool shape_is_wrong_ = false;
    std::uint32_t production_seen_ = 0;
    bool production_is_empty_ = true;
    std::vector<Setting> own_settings_;
    std::vector<Attribute> own_attributes_;
    std::vector<MemberKey> document_keys_;

    Item item_;
    Place item_begin_;
    bool holds_item_ = false;
    std::uint32_t item_seen_ = 0;
    std::vector<Setting> item_settings_;
    std::vector<Attribute> item_attributes_;

    Setting setting_;
    std::uint32_t setting_seen_ = 0;
    Place setting_begin_;
};

}  // namespace millwright::settings::iop
