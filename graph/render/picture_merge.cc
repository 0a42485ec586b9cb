#include <map>
#include <tuple>
#include <unordered_map>

#include "graph/render/picture.h"

namespace millwright {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;
constexpr std::string_view arrow = " → ";

/// "up to 3 times", "up to 5 times": "up to 3 → 5 times". Where one word differs, all others are said once.
std::string both(std::string_view was, std::string_view is) {
    const std::size_t shorter = std::min(was.size(), is.size());
    std::size_t head = 0;
    for (std::size_t i = 0; i < shorter && was[i] == is[i]; ++i) {
        if (was[i] == ' ') head = i + 1;
    }
    std::size_t tail = 0;
    for (std::size_t i = 1; i + head < shorter && was[was.size() - i] == is[is.size() - i]; ++i) {
        if (was[was.size() - i] == ' ') tail = i;
    }
    const std::string_view old_word = was.substr(head, was.size() - tail - head);
    const std::string_view new_word = is.substr(head, is.size() - tail - head);
    const auto is_word = [](std::string_view text) { return text.find(' ') == std::string_view::npos; };
    if (!is_word(old_word) || !is_word(new_word)) head = tail = 0;
    return std::string(was.substr(0, was.size() - tail)) + std::string(arrow) + std::string(is.substr(head));
}

std::string_view first_word(std::string_view line) {
    return line.substr(0, line.find(' '));
}

using Lines = std::vector<std::string>;

/// The lines of one (by index) that the other does not have as often, in their order.
std::vector<std::uint32_t> lacking(const Lines& lines, const Lines& others) {
    std::unordered_map<std::string_view, std::size_t> have;
    for (const std::string& each : others) ++have[each];
    std::vector<std::uint32_t> missing;
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        if (auto found = have.find(lines[i]); found != have.end() && found->second > 0)
            --found->second;
        else
            missing.push_back(i);
    }
    return missing;
}

/// Lines that begin with the same word are the older and the newer form of one thing. Gives which of `after` it told.
std::vector<std::uint32_t> tell_lines(const Lines& before, const Lines& after, Lines& changes) {
    std::vector<std::uint32_t> come = lacking(after, before);
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_word;  // the first one last
    for (std::size_t i = come.size(); i-- > 0;) by_word[first_word(after[come[i]])].push_back(come[i]);
    std::vector<bool> paired(after.size(), false);
    for (const std::uint32_t older : lacking(before, after)) {
        const std::string& line = before[older];
        auto& same = by_word[first_word(line)];
        if (same.empty()) {
            changes.push_back("was: " + line);
            continue;
        }
        changes.push_back(both(line, after[same.back()]));
        paired[same.back()] = true;
        same.pop_back();
    }
    for (const std::uint32_t newer : come) {
        if (!paired[newer]) changes.push_back("new: " + after[newer]);
    }
    return come;
}

class Merge {
public:
    Merge(const Picture& before, const Picture& after, const Overlay& overlay)
        : before_(before), after_(after), overlay_(overlay), made_(after) {}

    Picture run() {
        made_.has_changes = true;
        made_.before_label = overlay_.before;
        made_.after_label = overlay_.after;
        if (made_.title.empty()) made_.title = before_.title;
        if (made_.caption.empty()) made_.caption = before_.caption;
        if (after_.nodes.empty()) made_.of = before_.of;
        pair_nodes();
        merge_nodes();
        merge_edges();
        for (PictureNode& node : made_.nodes) {
            if (node.change == Change::none && !node.changes.empty()) node.change = Change::changed;
        }
        return std::move(made_);
    }

private:
    /// What overlays call it: by its key, or, of a step, by its name alone.
    static std::string_view name_in(std::string_view key) {
        const std::size_t slash = key.find('/');
        return slash == std::string_view::npos ? std::string_view() : key.substr(slash + 1);
    }

    std::string newer_key(const std::string& key) const {
        if (const auto found = overlay_.moved.find(key); found != overlay_.moved.end()) return found->second;
        const std::string_view name = before_.of == PictureOf::process ? name_in(key) : std::string_view();
        const auto found = name.empty() ? overlay_.moved.end() : overlay_.moved.find(name);
        if (found == overlay_.moved.end()) return key;
        return key.substr(0, key.size() - name.size()) + found->second;
    }

    void pair_nodes() {
        std::unordered_map<std::string_view, std::uint32_t> by_key;
        for (std::uint32_t i = 0; i < after_.nodes.size(); ++i) by_key.emplace(after_.nodes[i].key, i);
        now_.assign(before_.nodes.size(), none);
        then_.assign(after_.nodes.size(), none);
        const auto pair = [&](std::uint32_t older, const std::string& key) {
            const auto found = by_key.find(key);
            if (found == by_key.end() || then_[found->second] != none) return;
            now_[older] = found->second;
            then_[found->second] = older;
        };
        // What was renamed goes first: its new name may be an older one of something else.
        for (std::uint32_t i = 0; i < before_.nodes.size(); ++i) {
            const std::string key = newer_key(before_.nodes[i].key);
            if (key != before_.nodes[i].key) pair(i, key);
        }
        for (std::uint32_t i = 0; i < before_.nodes.size(); ++i) {
            if (now_[i] == none) pair(i, before_.nodes[i].key);
        }
        for (std::uint32_t& each : now_) {
            if (each != none) continue;
            each = static_cast<std::uint32_t>(made_.nodes.size());
            made_.nodes.push_back(before_.nodes[static_cast<std::size_t>(&each - now_.data())]);
        }
    }

    void merge_nodes() {
        for (std::uint32_t i = 0; i < made_.nodes.size(); ++i) {
            PictureNode& node = made_.nodes[i];
            if (i >= after_.nodes.size()) {
                node.change = Change::removed;
                node.is_before = true;
                for (Detail& each : node.details) older(each);
            } else if (then_[i] == none) {
                node.change = Change::added;
            } else {
                compare(before_.nodes[then_[i]], node);
            }
            add_notes(node);
        }
    }

    void older(Detail& detail) const {
        detail.is_before = true;
        if (detail.node != none) detail.node = now_[detail.node];
    }

    void compare(const PictureNode& was, PictureNode& node) {
        if (was.key != node.key) node.change = Change::moved;
        if (was.title != node.title) node.was = was.title;
        if (node.change != Change::moved && was.title != node.title)
            node.changes.push_back(both(was.title, node.title));
        if (was.look != node.look) {
            node.changes.push_back("kind " + std::string(name_of(was.look)) + std::string(arrow) +
                                   std::string(name_of(node.look)));
        }
        if (was.pale != node.pale) node.changes.emplace_back(node.pale ? "disabled" : "enabled");
        node.told = tell_lines(was.lines, node.lines, node.changes);
        add_older_details(was, node);
    }

    /// Those that the newer side does not have.
    void add_older_details(const PictureNode& was, PictureNode& node) const {
        using Said = std::tuple<std::string, std::string, std::string>;
        std::map<Said, std::size_t> have;
        for (const Detail& each : node.details) ++have[{each.section, each.name, each.value}];
        for (const Detail& each : was.details) {
            if (auto found = have.find({each.section, each.name, each.value});
                found != have.end() && found->second > 0) {
                --found->second;
                continue;
            }
            node.details.push_back(each);
            older(node.details.back());
        }
    }

    void add_notes(PictureNode& node) const {
        auto found = overlay_.notes.find(node.key);
        const bool is_step = made_.of == PictureOf::process && node.key.starts_with("step/");
        if (found == overlay_.notes.end() && is_step) found = overlay_.notes.find(name_in(node.key));
        if (found == overlay_.notes.end()) return;
        node.changes.insert(node.changes.end(), found->second.begin(), found->second.end());
    }

    using EdgeKey = std::tuple<std::uint32_t, std::uint32_t, Line, std::string_view>;

    void merge_edges() {
        std::map<EdgeKey, std::vector<std::uint32_t>> by_key;  // of the older edges, the first one last
        for (std::size_t i = before_.edges.size(); i-- > 0;) {
            const PictureEdge& edge = before_.edges[i];
            by_key[{now_[edge.source], now_[edge.target], edge.line, edge.label}].push_back(
                static_cast<std::uint32_t>(i));
        }
        std::vector<bool> kept(before_.edges.size(), false);
        for (std::size_t i = 0; i < after_.edges.size(); ++i) {
            const PictureEdge& edge = after_.edges[i];
            auto& same = by_key[{edge.source, edge.target, edge.line, edge.label}];
            if (same.empty()) {
                made_.edges[i].change = Change::added;
                continue;
            }
            kept[same.back()] = true;
            compare(before_.edges[same.back()], made_.edges[i]);
            same.pop_back();
        }
        for (std::size_t i = 0; i < before_.edges.size(); ++i) {
            if (kept[i]) continue;
            PictureEdge edge = before_.edges[i];
            edge.source = now_[edge.source];
            edge.target = now_[edge.target];
            edge.change = Change::removed;
            edge.is_before = true;
            made_.edges.push_back(std::move(edge));
        }
    }

    static void compare(const PictureEdge& was, PictureEdge& edge) {
        if (was.condition != edge.condition) {
            edge.changes.push_back(both(when(was), when(edge)));
            edge.condition_told = true;
        }
        edge.told = tell_lines(was.messages, edge.messages, edge.changes);
        const bool same = edge.changes.empty() && was.routes == edge.routes && was.pale == edge.pale;
        if (!same) edge.change = Change::changed;
    }

    static std::string when(const PictureEdge& edge) {
        return edge.condition.empty() ? std::string("always") : "when " + edge.condition;
    }

    const Picture& before_;
    const Picture& after_;
    const Overlay& overlay_;
    Picture made_;
    std::vector<std::uint32_t> now_;   // by older node, its index in what is made
    std::vector<std::uint32_t> then_;  // by newer node, the older one; none: there was none
};

}  // namespace

Picture merged(const Picture& before, const Picture& after, const Overlay& overlay) {
    return Merge(before, after, overlay).run();
}

}  // namespace millwright
