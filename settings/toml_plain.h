// Reads the slices of a TOML text that hold only what nearly all settings are made of, some twenty times faster than the
// TOML library. The scan says which those are (TomlSlice::plain); tests hold both readings against each other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "settings/toml_names.h"
#include "settings/toml_scan.h"
#include "settings/toml_text.h"

namespace millwright::settings {

/// Judges nothing: what it gets has passed the scan.
class PlainReader {
public:
    /// `names` holds the members of `root`, also those that come from other slices.
    PlainReader(TomlTree& tree, NodeId root, DefinedKeys& names, std::string_view text, std::uint32_t source)
        : tree_(tree), root_(root), names_(names), text_(text), source_(source) {}

    /// Appends what a sound and plain slice holds below the root, in the order of the text.
    void read(const TomlSlice& slice);

private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void skip_blanks();
    NodeId header();
    NodeId open(const std::vector<KeyPart>& parts, bool array, Place header);
    void key_and_value(NodeId table);
    NodeId value();
    NodeId string_value();
    NodeId array();
    NodeId inline_table();
    NodeId close(NodeId made);
    NodeId word();
    NodeId add(TomlKind kind, std::uint32_t begin, Text text);

    TomlTree& tree_;
    NodeId root_;
    DefinedKeys& names_;
    std::string_view text_;
    std::uint32_t source_;
    DefinedKeys tables_;  ///< of this slice, below those in `names_`
    std::vector<KeyPart> parts_;
    std::string decoded_;
    std::uint32_t at_ = 0;
};

}  // namespace millwright::settings
