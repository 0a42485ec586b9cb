#include "settings/toml_text.h"

#include <algorithm>
#include <exception>
#include <span>
#include <string>
#include <system_error>
#include <thread>
#include <toml.hpp>

#include "graph/utf8.h"
#include "settings/limits.h"
#include "settings/toml_key.h"
#include "settings/toml_names.h"
#include "settings/toml_plain.h"
#include "settings/toml_scan.h"

namespace millwright::settings {
namespace {

using Value = toml::basic_value<toml::discard_comments>;
using Region = toml::detail::region;

/// Bytes [begin, end) of the whole text.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// Turns what the library read of one slice into nodes.
class Conversion {
public:
    /// `names` holds the members of the root, also those that come from other slices.
    Conversion(TomlTree& tree, DefinedKeys& names, std::string_view text, std::uint32_t source, std::uint32_t base)
        : tree_(tree), names_(names), text_(text), source_(source), base_(base) {}

    /// Appends the members of a table to `holder`, in the order of the text. `depth` counts the names above them.
    void members(const Value::table_type& table, NodeId holder, std::uint32_t depth) {
        std::vector<std::pair<Span, const Value::table_type::value_type*>> ordered;
        ordered.reserve(table.size());
        for (const auto& member : table) ordered.emplace_back(span_of(member.second), &member);
        std::sort(ordered.begin(), ordered.end(),
                  [](const auto& a, const auto& b) { return a.first.begin < b.first.begin; });
        for (const auto& [span, member] : ordered) {
            const Span key = key_of(span, member->second, depth);
            const Text name = keep_key(member->first, key);
            DefinedKey* known = depth == 0 ? &names_.entry(holder, {name, key.begin, key.end}) : nullptr;
            if (known != nullptr && known->defined != Defined::absent && member->second.is_table()) {
                // [service.A] and [service.B] were parsed apart.
                members(member->second.as_table(), known->table, 1);
                continue;
            }
            const NodeId child = node(member->second, span, depth + 1);
            tree_.set_key(child, name, place(key));
            tree_.append(holder, child);
            if (known != nullptr) {
                known->defined = Defined::header;
                known->table = child;
            }
        }
    }

private:
    NodeId node(const Value& value, Span span, std::uint32_t depth) {
        TomlNode made;
        made.place = made.key_place = place(span);
        const std::string_view written = text_.substr(span.begin, span.end - span.begin);
        switch (value.type()) {
            case toml::value_t::table: made.kind = TomlKind::table; break;
            case toml::value_t::array: made.kind = TomlKind::array; break;
            case toml::value_t::string: made.kind = TomlKind::text; break;
            case toml::value_t::integer: made.kind = TomlKind::integer; break;
            case toml::value_t::floating: made.kind = TomlKind::decimal; break;
            case toml::value_t::boolean: made.kind = TomlKind::boolean; break;
            default: made.kind = TomlKind::date; break;
        }
        made.text = value.is_string() ? keep_text(value.as_string().str, written) : written;
        if (value.is_table() || value.is_array()) made.text = {};
        const NodeId id = tree_.add(made);
        if (value.is_table()) members(value.as_table(), id, depth);
        if (value.is_array()) {
            for (const Value& each : value.as_array()) tree_.append(id, node(each, span_of(each), depth));
        }
        return id;
    }

    Span span_of(const Value& value) const {
        const auto* region = dynamic_cast<const Region*>(toml::detail::get_region(value));
        if (region == nullptr) return {base_, base_};
        const auto offset = [&](auto at) { return base_ + static_cast<std::uint32_t>(at - region->begin()); };
        const auto size = static_cast<std::uint32_t>(text_.size());
        return {std::min(offset(region->first()), size), std::min(offset(region->last()), size)};
    }

    Place place(Span span) const { return {source_, span.begin, span.end}; }

    /// A view into the text where the value stands in it as it is.
    Text keep_text(const std::string& value, std::string_view written) {
        if (written.size() == value.size() + 2 && written.substr(1, value.size()) == value) {
            return written.substr(1, value.size());
        }
        return tree_.texts.keep(value);
    }
    Text keep_key(const std::string& key, Span span) {
        const std::string_view written = text_.substr(span.begin, span.end - span.begin);
        if (written == key) return written;
        return keep_text(key, written);
    }

    /// The library does not say where keys stand. The name of a table with a header, or of one made by a dotted key, is a
    /// part of what it calls the table's place; the key of any other value stands before it.
    Span key_of(Span span, const Value& value, std::uint32_t depth) {
        const char first = span.begin < text_.size() ? text_[span.begin] : '\0';
        const bool header = first == '[' && (value.is_table() || is_array_of_tables(value));
        if (header) return part_of(span.begin, depth);
        if (value.is_table() && first != '{') return dotted_part(span);
        return key_before(span.begin);
    }
    bool is_array_of_tables(const Value& value) const {
        if (!value.is_array() || value.as_array().empty() || !value.as_array().front().is_table()) return false;
        return text_[span_of(value.as_array().front()).begin] == '[';
    }
    Span part_of(std::uint32_t header, std::uint32_t index) {
        std::uint32_t at = header;
        while (at < text_.size() && text_[at] == '[') ++at;
        if (read_key(text_, at, tree_.texts, parts_) || index >= parts_.size()) return {header, header + 1};
        return {parts_[index].begin, parts_[index].end};
    }
    Span dotted_part(Span dotted) {
        std::uint32_t at = dotted.begin;
        if (read_key(text_, at, tree_.texts, parts_)) return dotted;
        return {dotted.begin, parts_.back().end};
    }
    Span key_before(std::uint32_t value) const {
        const auto blank = [&](std::uint32_t at) { return text_[at] == ' ' || text_[at] == '\t' || text_[at] == '='; };
        std::uint32_t end = value;
        while (end > base_ && blank(end - 1)) --end;
        if (end == base_) return {value, value};
        std::uint32_t begin = end - 1;
        const char quote = text_[begin];
        if (quote == '"' || quote == '\'') {
            while (begin > base_ && (text_[begin - 1] != quote || escaped(begin - 1))) --begin;
            return {begin == base_ ? begin : begin - 1, end};
        }
        while (begin > base_ && is_bare_key_character(text_[begin - 1])) --begin;
        return {begin, end};
    }
    bool escaped(std::uint32_t at) const {
        if (text_[at] != '"') return false;
        std::uint32_t slashes = 0;
        while (at > base_ + slashes && text_[at - slashes - 1] == '\\') ++slashes;
        return slashes % 2 == 1;
    }

    TomlTree& tree_;
    DefinedKeys& names_;
    std::string_view text_;
    std::uint32_t source_;
    std::uint32_t base_;
    std::vector<KeyPart> parts_;
};

/// The first line of what the library says, without its own names.
std::string plain_message(const char* said) {
    std::string_view line(said);
    line = line.substr(0, line.find('\n'));
    if (const std::size_t colon = line.find("toml::"); colon != std::string_view::npos) {
        const std::size_t end = line.find(": ", colon);
        if (end != std::string_view::npos) line.remove_prefix(end + 2);
    }
    if (line.starts_with("[error] ")) line.remove_prefix(8);
    while (!line.empty() && (line.back() == ' ' || line.back() == '.' || line.back() == ':')) line.remove_suffix(1);
    return line.empty() ? "this is not TOML" : printable(line.substr(0, 300));
}

/// Where the library says that it stopped, as an offset of the whole text.
std::uint32_t offset_of(const toml::source_location& where, std::string_view slice, std::uint32_t base) {
    std::size_t at = 0;
    for (std::uint_least32_t line = 1; line < where.line(); ++line) {
        const std::size_t end = slice.find('\n', at);
        if (end == std::string_view::npos) break;
        at = end + 1;
    }
    at = std::min(at + (where.column() > 0 ? where.column() - 1 : 0), slice.empty() ? 0 : slice.size() - 1);
    return base + static_cast<std::uint32_t>(at);
}

/// The text of a slice as the library gets it: comments blanked, a line feed at the end.
std::vector<char> letters_of(std::string_view text, const TomlSlice& slice, const TomlScan& scan) {
    std::vector<char> letters(text.begin() + slice.begin, text.begin() + slice.end);
    auto comment = std::lower_bound(scan.comments.begin(), scan.comments.end(), slice.begin,
                                    [](const auto& each, std::uint32_t at) { return each.first < at; });
    for (; comment != scan.comments.end() && comment->second <= slice.end; ++comment) {
        std::fill(letters.begin() + (comment->first - slice.begin), letters.begin() + (comment->second - slice.begin),
                  ' ');
    }
    if (slice.begin == 0 && text.starts_with(byte_order_mark))
        std::fill_n(letters.begin(), byte_order_mark.size(), ' ');
    if (!letters.empty() && letters.back() != '\n') letters.push_back('\n');
    return letters;
}

/// What is read, and what the scan knows of it.
struct Input {
    std::string_view text;
    std::uint32_t source = 0;
    const TomlScan& scan;
};

/// Slices of one text, read into one tree.
struct Part {
    TomlTree& tree;
    NodeId root;
    std::span<const TomlSlice> slices;
    Diagnostics& findings;
    DefinedKeys names;  ///< the members of the root
    bool sound = true;
};

/// Parses one slice with the library; false when it refuses it.
bool parse_slice(Part& part, const Input& input, const TomlSlice& slice) {
    const std::string_view own = input.text.substr(slice.begin, slice.end - slice.begin);
    const auto report = [&](std::uint32_t at, std::string message) {
        part.findings.add(Code::syntax, Place{input.source, at, at + 1}, std::move(message));
        return false;
    };
    try {
        // A short name, because the library copies it for every character that it reads.
        toml::detail::location location(std::string(), letters_of(input.text, slice, input.scan));
        const auto parsed = toml::detail::parse_toml_file<Value>(location);
        if (!parsed) {
            const toml::source_location where(location);
            return report(offset_of(where, own, slice.begin), plain_message(parsed.unwrap_err().c_str()));
        }
        Conversion(part.tree, part.names, input.text, input.source, slice.begin)
            .members(parsed.unwrap().as_table(), part.root, 0);
        return true;
    } catch (const toml::exception& error) {
        return report(offset_of(error.location(), own, slice.begin), plain_message(error.what()));
    } catch (const std::exception& error) {
        return report(slice.begin, plain_message(error.what()));
    }
}

void read_part(Part& part, const Input& input) {
    PlainReader plain(part.tree, part.root, part.names, input.text, input.source);
    for (const TomlSlice& slice : part.slices) {
        if (slice.sound && slice.plain) {
            plain.read(slice);
        } else if (!slice.sound || !parse_slice(part, input, slice)) {
            part.sound = false;
        }
    }
}

/// Joins what was read of the second half to what was read of the first, as `Conversion::members` does for slices.
void join(Part& part, NodeId second) {
    TomlTree& tree = part.tree;
    NodeId next = no_node;
    for (NodeId child = tree[second].first; child != no_node; child = next) {
        next = tree.next(child);
        const DefinedKey& known = part.names.entry(part.root, {tree.key(child), 0, 0});
        if (known.defined == Defined::absent || tree.kind(child) != TomlKind::table) {
            tree.append(part.root, child);
            continue;
        }
        NodeId next_member = no_node;
        for (NodeId member = tree[child].first; member != no_node; member = next_member) {
            next_member = tree.next(member);
            tree.append(known.table, member);
        }
    }
}

/// About how long a slice takes: the library needs as long for a byte as the plain reader for thirty.
std::size_t cost_of(const TomlSlice& slice) {
    return static_cast<std::size_t>(slice.end - slice.begin) * (slice.plain ? 1 : 30);
}

/// Where the slices are divided so that both halves take about as long; 0 when one thread does it as quickly.
std::size_t middle_of(std::span<const TomlSlice> slices, unsigned threads) {
    constexpr std::size_t worth_a_thread = 1'000'000;
    if (threads == 1 || (threads == 0 && std::thread::hardware_concurrency() == 1)) return 0;
    std::size_t whole = 0;
    for (const TomlSlice& slice : slices) whole += cost_of(slice);
    if (threads == 0 && whole < worth_a_thread) return 0;
    std::size_t before = 0;
    std::size_t middle = 0;
    while (middle < slices.size() && before + cost_of(slices[middle]) <= whole / 2) before += cost_of(slices[middle++]);
    return middle;
}

/// Reads the second half beside the first. False when no thread could be had; nothing was read then.
bool read_in_two(Part& part, std::size_t middle, const Input& input) {
    TomlTree other_tree;
    Diagnostics other_findings;
    other_tree.set_source(input.source, input.text);
    Part other{other_tree, other_tree.add({}), part.slices.subspan(middle), other_findings, {}};
    other_tree.reserve(input.scan.values / 2);
    std::thread second;
    try {
        second = std::thread([&] { read_part(other, input); });
    } catch (const std::system_error&) {
        return false;
    }
    part.slices = part.slices.first(middle);
    read_part(part, input);
    second.join();
    part.sound = part.sound && other.sound;
    part.findings.merge(std::move(other_findings));
    join(part, part.tree.adopt(std::move(other_tree)));
    return true;
}

}  // namespace

TomlText read_toml(TomlTree& tree, std::string_view text, std::uint32_t source, Diagnostics& findings,
                   TomlReading way) {
    const auto scan = scan_toml(text, source, findings, way);
    if (!scan) return {};
    if (scan->values > limits::values) {
        findings
            .add(Code::too_many, Place{source, 0, 0},
                 "there are more than " + std::to_string(limits::values) + " values in the file")
            .advise("divide it: include = [\"parts/*.toml\"]");
        return {};
    }
    tree.reserve(scan->values + 16);
    tree.set_source(source, text);
    TomlNode root;
    root.place = root.key_place = Place{source, 0, 0};
    Part part{tree, tree.add(root), scan->slices, findings, {}};
    const Input input{text, source, *scan};
    const std::size_t middle = middle_of(scan->slices, way.threads);
    if (middle == 0 || !read_in_two(part, middle, input)) read_part(part, input);
    return {part.root, part.sound};
}

}  // namespace millwright::settings
