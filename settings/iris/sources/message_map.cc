#include "settings/iris/sources/message_map.h"

#include <algorithm>
#include <array>
#include <set>

#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

/// Methods that the engine calls with a message, unless a message map names another.
constexpr std::array<std::string_view, 3> entry_points{"OnRequest", "OnMessage", "OnProcessInput"};

/// Types that any message may have.
constexpr std::array<std::string_view, 10> any_message{
    "Ens.Request",    "Ens.Response",        "Ens.Message",       "Ens.MessageBody",
    "%Persistent",    "%Library.Persistent", "%RegisteredObject", "%Library.RegisteredObject",
    "%SwizzleObject", "%Library.Base"};

/// The type without what stands in parentheses behind it.
std::string_view bare_type(std::string_view type) {
    type = type.substr(0, type.find('('));
    while (!type.empty() && is_xml_space(type.back())) type.remove_suffix(1);
    return type;
}

std::string full_name(std::string_view type, const ClassSource& owner, SourceTree& tree) {
    const std::string_view bare = bare_type(type);
    if (bare.empty()) return {};
    const ClassSource* found = tree.find(bare, asker_of(owner));
    return found == nullptr ? std::string(bare) : found->name;
}

bool may_be_anything(const TakenMessage& taken) {
    return taken.message.empty() ||
           std::find(any_message.begin(), any_message.end(), taken.message) != any_message.end();
}

/// What the method gives back in its first output argument.
std::string reply_of(const Inherited<MethodSource>& method, SourceTree& tree) {
    if (!method) return {};
    for (const ArgumentSource& each : method.member->arguments) {
        if (!each.output) continue;
        std::string reply = full_name(each.type, *method.owner, tree);
        return reply.starts_with('%') ? std::string() : reply;
    }
    return {};
}

/// An entry of a message map, as it is written.
struct MapItem {
    std::string_view message;
    std::string_view method;
    Place place;
};

/// The entries of a message map. What is broken in it ends the reading of it.
std::vector<MapItem> items_of(const Passage& map) {
    std::vector<MapItem> items;
    const std::string_view text = map.text();
    XmlScanner scanner(text);
    for (XmlToken token = scanner.next(); token.part != XmlPart::end_of_text; token = scanner.next()) {
        if (token.part == XmlPart::cut_off || token.part == XmlPart::broken) break;
        if (token.part != XmlPart::start_tag && token.part != XmlPart::empty_tag) continue;
        if (token.name == "MapItem") {
            for (const XmlAttribute& each : attributes_of_tag(text, token.begin)) {
                if (each.name != "MessageType") continue;
                const std::string_view message = text.substr(each.value_begin, each.value_end - each.value_begin);
                items.push_back({message, {}, map.place(each.value_begin, each.value_end)});
            }
        } else if (token.name == "Method" && !items.empty() && token.part == XmlPart::start_tag) {
            const std::size_t end = text.find('<', token.end);
            if (end == std::string_view::npos) break;
            std::string_view method = text.substr(token.end, end - token.end);
            while (!method.empty() && is_xml_space(method.front())) method.remove_prefix(1);
            while (!method.empty() && is_xml_space(method.back())) method.remove_suffix(1);
            items.back().method = method;
        }
    }
    return items;
}

class Taken {
public:
    Taken(const Lineage& from, SourceTree& tree) : from_(from), tree_(tree) {}

    std::vector<TakenMessage> read() {
        // The map of a class adds to those above it.
        for (const ClassSource* each : from_.classes()) {
            if (const XDataSource* map = each->data("MessageMap")) add_map(*map, *each);
        }
        for (const std::string_view name : entry_points) add_method(from_.method(name));
        if (const auto process = from_.data("BPL")) add_process(process);
        if (std::any_of(taken_.begin(), taken_.end(), may_be_anything)) taken_.clear();
        return std::move(taken_);
    }

private:
    void add(TakenMessage taken) {
        if (names_.insert(taken.message).second) taken_.push_back(std::move(taken));
    }

    void add_map(const XDataSource& map, const ClassSource& owner) {
        for (const MapItem& each : items_of(map.content)) {
            add({full_name(each.message, owner, tree_), reply_of(from_.method(each.method), tree_),
                 std::string(each.method), each.place});
        }
    }

    void add_method(const Inherited<MethodSource>& method) {
        if (!method || method.member->arguments.empty()) return;
        const ArgumentSource& first = method.member->arguments.front();
        add({full_name(first.type, *method.owner, tree_), reply_of(method, tree_), method.member->name, first.place});
    }

    /// `<process request="Demo.Request" response="Demo.Response">`
    void add_process(const Inherited<XDataSource>& process) {
        const Passage& content = process.member->content;
        const std::string_view text = content.text();
        XmlScanner scanner(text);
        XmlToken token = scanner.next();
        while (token.part == XmlPart::text || token.part == XmlPart::comment || token.part == XmlPart::instruction) {
            token = scanner.next();
        }
        if (token.part != XmlPart::start_tag || token.name != "process") return;
        TakenMessage taken;
        for (const XmlAttribute& each : attributes_of_tag(text, token.begin)) {
            const std::string_view value = text.substr(each.value_begin, each.value_end - each.value_begin);
            if (each.name == "request") {
                taken.message = full_name(value, *process.owner, tree_);
                taken.place = content.place(each.value_begin, each.value_end);
            } else if (each.name == "response") {
                taken.reply = full_name(value, *process.owner, tree_);
            }
        }
        add(std::move(taken));
    }

    const Lineage& from_;
    SourceTree& tree_;
    std::vector<TakenMessage> taken_;
    std::set<std::string> names_;
};

}  // namespace

std::vector<TakenMessage> taken_messages(const Lineage& from, SourceTree& tree) {
    return Taken(from, tree).read();
}

}  // namespace millwright::settings::iris
