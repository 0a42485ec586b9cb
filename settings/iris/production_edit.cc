#include "settings/iris/production_edit.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "graph/utf8.h"
#include "settings/iris/item_attributes.h"
#include "settings/iris/production_text.h"
#include "settings/iris/setting_match.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr std::size_t items_looked_at_for_layout = 50;

/// An element with the places of what is directly in it.
struct Parts {
    std::size_t begin = 0;
    std::size_t start_tag_end = 0;
    std::size_t content_end = 0;
    std::size_t end = 0;
    bool empty_tag = false;
    std::vector<XmlToken> children;  // begin to end of the whole element
};

Parts parts_of(std::string_view text, std::size_t begin) {
    XmlScanner scanner(text, begin);
    const XmlToken start = scanner.next();
    Parts parts{begin, start.end, start.end, start.end, start.part == XmlPart::empty_tag, {}};
    if (parts.empty_tag) return parts;
    while (true) {
        XmlToken token = scanner.next();
        if (token.part == XmlPart::end_tag) {
            parts.content_end = token.begin;
            parts.end = token.end;
            return parts;
        }
        if (token.part == XmlPart::end_of_text || token.part == XmlPart::cut_off) return parts;
        if (token.part != XmlPart::start_tag && token.part != XmlPart::empty_tag) continue;
        if (token.part == XmlPart::start_tag) token.end = scanner.skip_element().end;
        parts.children.push_back(token);
    }
}

/// A child to be put in; `after` is the element that it follows, or the start tag.
struct NewChild {
    std::size_t after_begin = 0;
    std::size_t after_end = 0;
    std::string indent;
    std::string text;
};

std::string as_wrapped(std::string text, Wrapping wrapping) {
    if (wrapping == Wrapping::none) return text;
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (wrapping == Wrapping::cdata) {
            out += c;
            if (c == '>' && at >= 2 && text[at - 1] == ']' && text[at - 2] == ']') {
                out.pop_back();
                out += "]]><![CDATA[>";
            }
        } else if (c == '&' || c == '<' || c == '>') {
            out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;";
        } else {
            out += c;
        }
    }
    return out;
}

/// An attribute that is there and empty means what an absent one means.
template <class Table, class Thing>
bool same_as_default(const Table& attribute, const Thing& a, const Thing& b) {
    static const Thing usual{};
    const auto meaning = [&](const Thing& thing) {
        const Text value = attribute.value_in(thing);
        return value.empty() ? attribute.value_in(usual) : value;
    };
    return meaning(a) == meaning(b);
}

class Editor {
public:
    Editor(const FoundProduction& found, std::string_view base, const Production& wanted, Edits& edits)
        : old_(found.production),
          element_(found.element),
          wanted_(wanted),
          edits_(edits),
          text_(found.element.xml.text()) {
        if (base.find("\r\n") != std::string_view::npos) layout_.line_end = "\r\n";
        find_layout();
    }

    Result<bool> run() {
        edit_start_tag();
        std::vector<NewChild> added;
        edit_simple_children(added);
        edit_own_settings(added);
        edit_items(added);
        insert(whole(), "Production", line_indent(element_.begin).value_or(""), added);
        return speakable_.result();
    }

private:
    Parts whole() const {
        return {element_.begin, element_.start_tag_end, element_.content_end, element_.end, element_.empty_tag, {}};
    }

    void put(std::size_t begin, std::size_t end, std::string text) {
        const auto stretch = element_.xml.in_source(begin, end);
        if (stretch.mixed) speakable_.divided(wanted_.place);
        edits_.replace(stretch.begin, stretch.end, as_wrapped(std::move(text), stretch.wrapping));
    }

    // Lines and indentation.

    /// The blanks before `at`, if nothing else stands before it on its line.
    std::optional<std::string> line_indent(std::size_t at) const {
        std::size_t begin = at;
        while (begin > 0 && (text_[begin - 1] == ' ' || text_[begin - 1] == '\t')) --begin;
        if (begin == 0 || text_[begin - 1] != '\n') return std::nullopt;
        return std::string(text_.substr(begin, at - begin));
    }

    std::vector<ProductionChild> children_of_kind(ChildKind kind) const {
        std::vector<ProductionChild> found;
        for (const ProductionChild& child : element_.children) {
            if (child.kind == kind) found.push_back(child);
        }
        return found;
    }

    void find_layout() {
        items_ = children_of_kind(ChildKind::item);
        const std::string own = line_indent(element_.begin).value_or("");
        layout_.item_indent = own + "  ";
        if (!element_.children.empty()) {
            const auto indent = line_indent(element_.children.front().begin);
            if (indent) layout_.item_indent = *indent;
        }
        std::string unit = "  ";
        if (layout_.item_indent.starts_with(own) && layout_.item_indent.size() > own.size()) {
            unit = layout_.item_indent.substr(own.size());
        }
        layout_.setting_indent = layout_.item_indent + unit;
        for (std::size_t i = 0; i < std::min(items_.size(), items_looked_at_for_layout); ++i) {
            const Parts item = parts_of(text_, items_[i].begin);
            if (item.children.empty()) continue;
            const auto indent = line_indent(item.children.front().begin);
            if (!indent) continue;
            layout_.setting_indent = *indent;
            return;
        }
    }

    /// Takes out an element, with its line when it has that for itself.
    void remove(std::size_t begin, std::size_t end) {
        const auto indent = line_indent(begin);
        std::size_t after = end;
        while (after < text_.size() && (text_[after] == ' ' || text_[after] == '\t' || text_[after] == '\r')) ++after;
        const bool alone = indent && after < text_.size() && text_[after] == '\n';
        if (alone) return put(begin - indent->size(), after + 1, "");
        put(begin, end, "");
    }

    void insert(const Parts& parent, std::string_view name, const std::string& parent_indent,
                const std::vector<NewChild>& added) {
        if (added.empty()) return;
        const std::string closing_line = layout_.line_end + parent_indent;
        if (parent.empty_tag) {
            std::string content = ">";
            for (const NewChild& each : added) content += layout_.line_end + each.indent + each.text;
            std::size_t slash = parent.start_tag_end - 2;
            while (slash > 0 && is_xml_space(text_[slash - 1])) --slash;
            return put(slash, parent.start_tag_end, content + closing_line + "</" + std::string(name) + ">");
        }
        bool lines = false;
        for (const NewChild& each : added) {
            const bool after_start_tag = each.after_end == parent.start_tag_end;
            const bool own_line = after_start_tag || line_indent(each.after_begin).has_value();
            lines = lines || own_line;
            put(each.after_end, each.after_end, own_line ? layout_.line_end + each.indent + each.text : each.text);
        }
        const std::string_view content = text_.substr(parent.start_tag_end, parent.content_end - parent.start_tag_end);
        if (lines && content.find('\n') == std::string_view::npos)
            put(parent.content_end, parent.content_end, closing_line);
    }

    // Attributes.

    /// Sets an attribute of the tag that begins at `begin`; a new one goes behind the last of `before` that is there.
    void set_attribute(std::size_t begin, const std::vector<XmlAttribute>& present, std::string_view name,
                       std::string_view value, std::span<const std::string_view> before) {
        const auto named = [&](std::string_view wanted) {
            return std::find_if(present.begin(), present.end(), [&](const auto& each) { return each.name == wanted; });
        };
        if (const auto there = named(name); there != present.end()) {
            return put(there->value_begin, there->value_end, attribute_value_text(value, text_[there->value_end]));
        }
        std::size_t at = begin + 1;
        while (at < text_.size() && !is_xml_space(text_[at]) && text_[at] != '>' && text_[at] != '/') ++at;
        for (const std::string_view earlier : before) {
            const auto there = named(earlier);
            if (there != present.end()) at = std::max(at, there->value_end + 1);
        }
        put(at, at, attribute_text(name, value));
    }

    void remove_attribute(std::size_t begin, const std::vector<XmlAttribute>& present, std::string_view name) {
        for (std::size_t i = 0; i < present.size(); ++i) {
            if (present[i].name != name) continue;
            std::size_t from = present[i].begin;
            while (from > begin && is_xml_space(text_[from - 1])) --from;
            put(from, present[i].value_end + 1, "");
        }
    }

    void edit_further_attributes(std::size_t begin, const std::vector<XmlAttribute>& present,
                                 std::span<const Attribute> old, std::span<const Attribute> wanted) {
        for (const Attribute& each : wanted) {
            const Attribute* was = find_attribute(old, each.name);
            if (was != nullptr && was->value == each.value) continue;
            std::vector<std::string_view> before;
            for (const XmlAttribute& there : present) before.push_back(there.name);
            std::size_t hint = 0;
            const std::size_t index = index_in(item_attributes, each.name, hint);
            if (index < item_attributes.size()) before = names_before(index);
            set_attribute(begin, present, each.name, each.value, before);
        }
        for (const Attribute& each : old) {
            if (find_attribute(wanted, each.name) == nullptr) remove_attribute(begin, present, each.name);
        }
    }

    static const Attribute* find_attribute(std::span<const Attribute> all, std::string_view name) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
        return found == all.end() ? nullptr : &*found;
    }

    static bool same_attributes(std::span<const Attribute> a, std::span<const Attribute> b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Attribute& x, const Attribute& y) {
            return x.name == y.name && x.value == y.value;
        });
    }

    static std::vector<std::string_view> names_before(std::size_t index) {
        std::vector<std::string_view> names;
        for (std::size_t i = 0; i < index; ++i) names.push_back(item_attributes[i].name);
        return names;
    }

    // The production itself.

    void edit_start_tag() {
        const auto present = attributes_of_tag(text_, element_.begin);
        std::vector<std::string_view> before;
        for (const ProductionAttribute& each : production_attributes) {
            const Text value = each.value_in(wanted_);
            if (value != each.value_in(old_) && !same_as_default(each, old_, wanted_)) {
                speakable_.text(value, wanted_.place, std::string(each.name) + " of the production");
                set_attribute(element_.begin, present, each.name, value, before);
            }
            before.push_back(each.name);
        }
        const auto old = old_.of(old_.production_attributes);
        const auto wanted = wanted_.of(wanted_.production_attributes);
        if (same_attributes(old, wanted)) return;
        speakable_.attributes(wanted, "the production");
        edit_further_attributes(element_.begin, present, old, wanted);
    }

    void set_content(std::size_t begin, std::string_view value) {
        const Parts parts = parts_of(text_, begin);
        if (!parts.empty_tag) return put(parts.start_tag_end, parts.content_end, content_text(value, layout_));
        XmlScanner scanner(text_, begin);
        const std::string name(scanner.next().name);
        std::size_t slash = parts.start_tag_end - 2;
        while (slash > 0 && is_xml_space(text_[slash - 1])) --slash;
        put(slash, parts.start_tag_end, ">" + content_text(value, layout_) + "</" + name + ">");
    }

    /// Null, absent and empty are the same to the engine.
    void edit_simple_children(std::vector<NewChild>& added) {
        edit_simple_child(ChildKind::description, "Description", old_.description, wanted_.description, added);
        edit_simple_child(ChildKind::actor_pool_size, "ActorPoolSize", old_.actor_pool_size, wanted_.actor_pool_size,
                          added);
    }

    void edit_simple_child(ChildKind kind, std::string_view name, Text old, Text wanted, std::vector<NewChild>& added) {
        const auto there = children_of_kind(kind);
        if (!there.empty()) last_kept_ = there.front();
        if (old == wanted) return;
        speakable_.text(wanted, wanted_.place, std::string(name) + " of the production");
        if (!there.empty()) return set_content(there.front().begin, wanted);
        const std::string tag(name);
        added.push_back(after_last_kept("<" + tag + ">" + content_text(wanted, layout_) + "</" + tag + ">"));
    }

    NewChild after_last_kept(std::string text) const {
        if (last_kept_) return {last_kept_->begin, last_kept_->end, layout_.item_indent, std::move(text)};
        return {element_.begin, element_.start_tag_end, layout_.item_indent, std::move(text)};
    }

    void edit_own_settings(std::vector<NewChild>& added) {
        const auto there = children_of_kind(ChildKind::setting);
        const auto old = old_.of(old_.production_settings);
        const auto wanted = wanted_.of(wanted_.production_settings);
        const SettingMatch match(old, wanted);
        for (std::size_t i = 0; i < there.size(); ++i) {
            if (!match.kept(i)) remove(there[i].begin, there[i].end);
            if (match.kept(i) && (!last_kept_ || there[i].begin > last_kept_->begin)) last_kept_ = there[i];
        }
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const auto was = match.of(i);
            if (was && same_value(old[*was], wanted[i])) continue;
            speakable_.setting(wanted[i], "the production");
            if (was) set_content(there[*was].begin, wanted[i].value);
            if (!was) added.push_back(after_last_kept(setting_text(wanted[i], layout_)));
        }
    }

    // Items.

    void edit_items(std::vector<NewChild>& added) {
        const ItemIndex index(old_);
        std::vector<std::uint32_t> next(old_.items.size(), 0);  // by the first item of a name: how many are matched
        std::vector<bool> kept(old_.items.size(), false);
        std::vector<const Item*> fresh;
        for (const Item& item : wanted_.items) {
            const auto same_name = index.all(item.name);
            const std::uint32_t turn = same_name.empty() ? 0 : next[same_name.front().index()]++;
            if (turn >= same_name.size()) {
                fresh.push_back(&item);
                continue;
            }
            const std::size_t old = same_name[turn].index();
            kept[old] = true;
            edit_item(items_[old].begin, old_.items[old], item);
        }
        edit_renamed(index, kept, fresh);
        for (std::size_t i = 0; i < items_.size(); ++i) {
            if (!kept[i]) remove(items_[i].begin, items_[i].end);
            if (kept[i] && (!last_kept_ || items_[i].begin > last_kept_->begin)) last_kept_ = items_[i];
        }
        for (const Item* item : fresh) {
            speakable_.item(wanted_, *item);
            added.push_back(after_last_kept(item_text(wanted_, *item, layout_)));
        }
    }

    /// [[moved]] items stay where they are, under their new names.
    void edit_renamed(const ItemIndex& index, std::vector<bool>& kept, std::vector<const Item*>& fresh) {
        const auto stands = [&](const Item* item) {
            for (const Moved& moved : wanted_.moved) {
                if (moved.kind != MovedKind::item || moved.to != item->name) continue;
                const ItemId old = index.find(moved.from);
                if (!old.valid() || kept[old.index()]) continue;
                kept[old.index()] = true;
                edit_item(items_[old.index()].begin, old_[old], *item);
                return true;
            }
            return false;
        };
        fresh.erase(std::remove_if(fresh.begin(), fresh.end(), stands), fresh.end());
    }

    void edit_item(std::size_t begin, const Item& old, const Item& wanted) {
        edit_item_attributes(begin, old, wanted);
        const auto before = old_.of(old.settings);
        const auto after = wanted_.of(wanted.settings);
        const auto same = [](const Setting& a, const Setting& b) { return same_key(a, b) && same_value(a, b); };
        if (std::equal(before.begin(), before.end(), after.begin(), after.end(), same)) return;
        edit_settings(begin, before, after, wanted);
    }

    void edit_item_attributes(std::size_t begin, const Item& old, const Item& wanted) {
        const auto differs = [&](const ItemAttribute& each) {
            return each.in_model() && each.value_in(old) != each.value_in(wanted) &&
                   !same_as_default(each, old, wanted);
        };
        const auto further = wanted_.of(wanted.attributes);
        const bool same_further = same_attributes(old_.of(old.attributes), further);
        if (same_further && std::none_of(item_attributes.begin(), item_attributes.end(), differs)) return;
        const auto present = attributes_of_tag(text_, begin);
        const std::string what = "item \"" + std::string(wanted.name) + "\"";
        for (std::size_t i = 0; i < item_attributes.size(); ++i) {
            const ItemAttribute& each = item_attributes[i];
            if (!differs(each)) continue;
            if (each.text == &Item::class_name) speakable_.class_of(wanted);
            speakable_.text(each.value_in(wanted), wanted.place, what);
            set_attribute(begin, present, each.name, each.value_in(wanted), names_before(i));
        }
        if (same_further) return;
        speakable_.attributes(further, what);
        edit_further_attributes(begin, present, old_.of(old.attributes), further);
    }

    void edit_settings(std::size_t begin, std::span<const Setting> old, std::span<const Setting> wanted,
                       const Item& item) {
        const Parts parts = parts_of(text_, begin);
        std::vector<XmlToken> there;
        for (const XmlToken& child : parts.children) {
            if (child.name == "Setting") there.push_back(child);
        }
        const SettingMatch match(old, wanted);
        NewChild place{begin, parts.start_tag_end, layout_.setting_indent, {}};
        for (std::size_t i = 0; i < there.size(); ++i) {
            if (!match.kept(i)) {
                remove(there[i].begin, there[i].end);
                continue;
            }
            place = {there[i].begin, there[i].end, line_indent(there[i].begin).value_or(""), {}};
        }
        std::vector<NewChild> added;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const auto was = match.of(i);
            if (was && same_value(old[*was], wanted[i])) continue;
            speakable_.setting(wanted[i], "item \"" + std::string(item.name) + "\"");
            if (was) set_content(there[*was].begin, wanted[i].value);
            if (was) continue;
            place.text = setting_text(wanted[i], layout_);
            added.push_back(place);
        }
        insert(parts, "Item", line_indent(begin).value_or(layout_.item_indent), added);
    }

    const Production& old_;
    const ProductionElement& element_;
    const Production& wanted_;
    Edits& edits_;
    std::string_view text_;
    Layout layout_;
    Speakable speakable_;
    std::vector<ProductionChild> items_;
    std::optional<ProductionChild> last_kept_;
};

}  // namespace

std::string Edits::apply(std::string_view base) {
    std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    std::string out;
    std::size_t at = 0;
    for (const Edit& edit : edits_) {
        out.append(base.substr(at, edit.begin - at));
        out += edit.text;
        at = edit.end;
    }
    out.append(base.substr(at));
    return out;
}

Result<bool> edit_production(const FoundProduction& found, std::string_view base, const Production& wanted,
                             Edits& edits) {
    return Editor(found, base, wanted, edits).run();
}

Result<bool> check_edited(const Reading& again, const Production& wanted) {
    const auto is_wanted = [&](const Production& each) {
        return each.name == wanted.name && each.items.size() == wanted.items.size() &&
               each.settings.size() == wanted.settings.size();
    };
    if (again.readable && std::any_of(again.productions.begin(), again.productions.end(), is_wanted)) return true;
    Failure failure;
    failure.diagnostics
        .add(Code::not_understood, wanted.place,
             "the text to be changed is too unusual: changed, it would not read back as \"" + printable(wanted.name) +
                 "\"")
        .as(Severity::error)
        .advise("write it to a new file");
    return tl::unexpected<Failure>(std::move(failure));
}

}  // namespace millwright::settings::iris
