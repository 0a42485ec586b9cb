// The report of the Python reader as a tree that may be wrong in every way: whoever asks for something of another shape
// gets nothing, and the report is marked as not understood.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/production.h"

namespace millwright::settings::iop {

/// A value with its place. Views into the report.
struct ReportValue {
    std::string_view text;
    Place place;
    ValueForm form = ValueForm::text;
    std::string_view environment;              ///< the variable whose value it is, whole; empty: none
    std::optional<std::string_view> fallback;  ///< taken where the variable is not set
};

/// What all nodes of a report share.
struct ReportShape {
    const Sources& sources;
    std::string wrong{};  ///< the first thing of a wrong shape, in words; empty: none

    void expect(std::string_view key, std::string_view what);
};

/// An object of the report. Absent members and those that are null count as empty.
class ReportNode {
public:
    ReportNode(const nlohmann::json& json, ReportShape& shape) : json_(&json), shape_(&shape) {}

    bool has(std::string_view key) const { return member(key) != nullptr; }
    std::string_view text(std::string_view key) const;
    bool flag(std::string_view key, bool otherwise = false) const;
    std::int64_t number(std::string_view key) const;
    /// Only places that lie in their sources get through.
    Place place(std::string_view key) const;
    std::optional<ReportValue> value(std::string_view key) const;
    std::vector<ReportValue> values(std::string_view key) const;
    std::vector<std::string_view> texts(std::string_view key) const;
    std::vector<ReportNode> objects(std::string_view key) const;
    std::optional<ReportNode> object(std::string_view key) const;
    /// An index into a list of that size.
    std::optional<std::size_t> index(std::string_view key, std::size_t size) const;
    std::vector<std::size_t> indices(std::string_view key, std::size_t size) const;

private:
    const nlohmann::json* member(std::string_view key) const;
    /// The elements of a list; none for what is no list.
    std::vector<const nlohmann::json*> elements(std::string_view key) const;
    Place place_in(std::string_view key, const nlohmann::json& json) const;
    std::optional<ReportValue> value_in(std::string_view key, const nlohmann::json& json) const;

    const nlohmann::json* json_;
    ReportShape* shape_;
};

}  // namespace millwright::settings::iop
