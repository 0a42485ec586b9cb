// The texts that were read, and places in them. A place is three numbers; line and column are computed only when
// somebody wants to see them.
#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace millwright {

/// Bytes [begin, end) of one source; `source` 0 means "no place". Sources are limited to 4 GiB.
struct Place {
    std::uint32_t source = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    bool known() const { return source != 0; }
    auto operator<=>(const Place&) const = default;
};

/// Both count from 1; a column counts bytes, as compilers do.
struct LineColumn {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

/// One text with the name that the user gave it.
class Source {
public:
    Source(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {}

    const std::string& name() const { return name_; }
    std::string_view text() const { return text_; }
    /// The text itself is never changed after it was added.
    LineColumn locate(std::uint32_t offset) const;
    /// The whole line that holds `offset`, without its line end.
    std::string_view line_at(std::uint32_t offset) const;

private:
    const std::vector<std::uint32_t>& line_starts() const;

    std::string name_;
    std::string text_;
    mutable std::vector<std::uint32_t> line_starts_;  // filled on first use; a Source is not shared between threads
};

/// All sources of one run. References stay valid while sources are added.
class Sources {
public:
    /// Returns the number that places use for this source (from 1).
    std::uint32_t add(std::string name, std::string text);
    const Source& operator[](std::uint32_t number) const { return sources_[number - 1]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(sources_.size()); }

    /// The name of a place's source, or "" for no place.
    std::string_view name_of(Place place) const;
    LineColumn locate(Place place) const;
    /// The text that a place covers.
    std::string_view text_of(Place place) const;

private:
    std::deque<Source> sources_;
};

}  // namespace millwright
