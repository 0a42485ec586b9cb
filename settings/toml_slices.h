// Where a TOML text may be cut so that its slices can be parsed alone, and what a line costs the TOML library.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "settings/toml_key.h"

namespace millwright::settings {

/// Pairs of names by their hashes alone, because a large file has one for each of its items. Two pairs with one hash are
/// taken for the same; that makes a text be read in one piece, never wrongly.
class PairSet {
public:
    /// False when it is there already.
    bool insert(std::uint64_t hash);

private:
    std::vector<std::uint64_t> slots_;  ///< 0: empty
    std::size_t used_ = 0;
};

/// A cut is allowed before a header whose first two parts differ from those of the header before it, as long as no table
/// with these two parts, and no table that holds them all, is written in two places.
/// The texts of the keys that it is shown must stay where they are.
class SliceCuts {
public:
    explicit SliceCuts(bool one_piece) : whole_(one_piece) {}

    /// A key before the first header.
    void note_root_key(const std::vector<KeyPart>& parts) { root_keys_.emplace(parts.front().text); }
    bool may_cut_before(const std::vector<KeyPart>& header);
    /// A table came back: what was cut must be read in one piece.
    bool one_piece_needed() const { return needed_; }

private:
    struct First {
        bool alone = false;     ///< a header of this one part was seen
        std::size_t slice = 0;  ///< the first slice that opens it
    };

    bool whole_;
    bool needed_ = false;
    std::size_t slice_ = 0;
    Text last_first_;
    std::uint64_t last_pair_ = 0;
    std::unordered_map<Text, First> firsts_;
    PairSet pairs_;
    std::unordered_set<Text> root_keys_;
};

/// The library needs time in the length of a line for each value in it. This keeps the sum linear in the text.
class LineCost {
public:
    explicit LineCost(std::string_view text) : text_(text), left_(limit()) {}

    /// Bytes that the library may go through for a text.
    std::size_t limit() const { return 64'000'000 + 256 * text_.size(); }

    /// Called for each value, in order.
    void add(std::size_t at);
    /// Called at the end of each slice; where the text became too expensive, if it did. A plain slice costs nothing.
    std::optional<std::size_t> end_slice(bool plain);

private:
    std::string_view text_;
    std::size_t left_;
    std::size_t slice_ = 0;  ///< what this slice costs
    std::optional<std::size_t> too_dear_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t before_ = 0;  ///< length of the line before, in which the library looks for comments
    bool started_ = false;
};

}  // namespace millwright::settings
