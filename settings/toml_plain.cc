#include "settings/toml_plain.h"

#include <algorithm>
#include <array>

#include "graph/utf8.h"
#include "settings/toml_number.h"

namespace millwright::settings {
void PlainReader::read(const TomlSlice& slice) {
    tables_.clear();
    at_ = slice.begin;
    if (at_ == 0 && text_.starts_with(byte_order_mark)) at_ = static_cast<std::uint32_t>(byte_order_mark.size());
    NodeId table = root_;
    for (skip_blanks(); at_ < slice.end; skip_blanks()) {
        if (here() == '[') {
            table = header();
        } else {
            key_and_value(table);
        }
    }
}

void PlainReader::skip_blanks() {
    while (at_ < text_.size()) {
        const char c = text_[at_];
        if (c == '#') {
            at_ = static_cast<std::uint32_t>(std::min(text_.find('\n', at_), text_.size()));
        } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            ++at_;
        } else {
            return;
        }
    }
}

NodeId PlainReader::header() {
    const std::uint32_t begin = at_;
    const bool array = text_[at_ + 1] == '[';
    at_ += array ? 2 : 1;
    read_key(text_, at_, tree_.texts, parts_);
    skip_blanks();
    at_ += array ? 2 : 1;
    return open(parts_, array, {source_, begin, at_});
}

NodeId PlainReader::open(const std::vector<KeyPart>& parts, bool array, Place header) {
    NodeId at = root_;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool makes_array = array && i + 1 == parts.size();
        DefinedKey& known = (i == 0 ? names_ : tables_).entry(at, parts[i]);
        if (known.defined == Defined::absent) {
            TomlNode made;
            made.kind = makes_array ? TomlKind::array : TomlKind::table;
            made.key = parts[i].text;
            made.key_place = {source_, parts[i].begin, parts[i].end};
            made.place = header;
            known.defined = Defined::header;
            known.table = tree_.add(made);
            tree_.append(at, known.table);
        }
        at = known.table;
        if (makes_array) {
            tree_.append(at, add(TomlKind::table, header.begin, {}));
        }
        // Headers below an array of tables belong to its last table so far.
        if (tree_.kind(at) == TomlKind::array) at = tree_.last(at);
    }
    return at;
}

void PlainReader::key_and_value(NodeId table) {
    read_key(text_, at_, tree_.texts, parts_);
    const KeyPart key = parts_.front();
    skip_blanks();
    ++at_;
    skip_blanks();
    const NodeId child = value();
    tree_.set_key(child, key.text, {source_, key.begin, key.end});
    tree_.append(table, child);
}

NodeId PlainReader::value() {
    switch (here()) {
        case '"':
        case '\'': return string_value();
        case '[': return array();
        case '{': return inline_table();
        default: return word();
    }
}

NodeId PlainReader::string_value() {
    const std::uint32_t begin = at_++;
    const char quote = text_[begin];
    bool escapes = false;
    for (; text_[at_] != quote; ++at_) {
        if (text_[at_] != '\\' || quote != '"') continue;
        escapes = true;
        ++at_;
    }
    Text inside = text_.substr(begin + 1, at_ - begin - 1);
    ++at_;
    if (escapes) {
        decoded_.clear();
        decode_basic_string(inside, decoded_);
        inside = tree_.texts.keep(decoded_);
    }
    return add(TomlKind::text, begin, inside);
}

NodeId PlainReader::array() {
    const std::uint32_t begin = at_++;
    const NodeId made = add(TomlKind::array, begin, {});
    for (skip_blanks(); here() != ']'; skip_blanks()) {
        tree_.append(made, value());
        skip_blanks();
        if (here() == ',') ++at_;
    }
    return close(made);
}

NodeId PlainReader::inline_table() {
    const std::uint32_t begin = at_++;
    const NodeId made = add(TomlKind::table, begin, {});
    for (skip_blanks(); here() != '}'; skip_blanks()) {
        key_and_value(made);
        skip_blanks();
        if (here() == ',') ++at_;
    }
    return close(made);
}

NodeId PlainReader::close(NodeId made) {
    tree_.set_end(made, ++at_);
    return made;
}

NodeId PlainReader::word() {
    const std::uint32_t begin = at_;
    const Text written = leading_word(text_.substr(at_));
    at_ += static_cast<std::uint32_t>(written.size());
    static constexpr std::array<TomlKind, 4> kinds{TomlKind::boolean, TomlKind::integer, TomlKind::decimal,
                                                   TomlKind::date};
    return add(kinds[static_cast<std::size_t>(kind_of_word(written))], begin, written);
}

/// A value that ends where the reader is; it has the place of its value until it gets a key.
NodeId PlainReader::add(TomlKind kind, std::uint32_t begin, Text text) {
    TomlNode made;
    made.kind = kind;
    made.text = text;
    made.place = made.key_place = {source_, begin, at_};
    return tree_.add(made);
}

}  // namespace millwright::settings
