#include "settings/iris/sources/source_messages.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace millwright::settings::iris {
namespace {

struct TypeName {
    std::string_view type;  ///< without the package %Library
    std::string_view field;
};

constexpr std::array<TypeName, 24> field_types{{
    {"BigInt", "int"},        {"Binary", "bytes"},          {"Boolean", "bool"},       {"Currency", "decimal"},
    {"Date", "date"},         {"DateTime", "datetime"},     {"Decimal", "decimal"},    {"Double", "decimal"},
    {"EnumString", "string"}, {"Float", "decimal"},         {"GUID", "uuid"},          {"Integer", "int"},
    {"Name", "string"},       {"Numeric", "decimal"},       {"PosixTime", "datetime"}, {"RawString", "string"},
    {"SmallInt", "int"},      {"String", "string"},         {"Text", "string"},        {"TimeStamp", "datetime"},
    {"TinyInt", "int"},       {"UniqueIdentifier", "uuid"}, {"VarString", "string"},   {"Varchar", "string"},
}};

/// Classes of the engine that take no message by themselves.
constexpr std::array<std::string_view, 6> plain_operations{"Ens.BusinessOperation", "Ens.BusinessService",
                                                           "%RegisteredObject",     "%Library.RegisteredObject",
                                                           "%Library.Base",         "%Base"};

bool is_plain(const Lineage& lineage) {
    const auto outside = lineage.outside();
    return std::all_of(outside.begin(), outside.end(), [](const std::string& each) {
        return std::find(plain_operations.begin(), plain_operations.end(), each) != plain_operations.end();
    });
}

class Messages {
public:
    Messages(SourceTree& tree, Production& production, const std::vector<ItemSource>& items, const Asker& asker)
        : tree_(tree), production_(production), items_(items), asker_(asker) {}

    void add() {
        for (const Message& each : production_.messages) {
            declared_.insert(each.name);
            declared_.insert(each.class_name);
        }
        collect();
        for (const auto& [name, lineage] : classes_) add_message(name, *lineage);
        for (const ItemSource& each : items_) {
            Item& item = production_[each.item];
            if (item.behaviour || !is_plain(*each.lineage)) continue;
            if (item.role == Role::operation) add_accepted(item, *each.taken);
            if (item.role == Role::service) add_emitted(item);
        }
    }

private:
    using Classes = std::map<Text, std::unique_ptr<Lineage>, std::less<>>;

    Text keep(std::string_view text) { return production_.texts.keep(text); }

    void collect() {
        for (const Item& item : production_.items) {
            for (const FoundRoute& each : production_.of(item.found)) {
                if (!each.message.empty()) sent_.insert(each.message);
            }
        }
        for (const Text each : sent_) add_class(each);
        for (const ItemSource& each : items_) {
            if (production_[each.item].role == Role::service) continue;
            for (const TakenMessage& taken : *each.taken) {
                add_class(taken.message);
                if (!taken.reply.empty()) add_class(taken.reply);
            }
        }
    }

    void add_class(std::string_view name) {
        if (name.empty() || declared_.contains(name) || classes_.contains(name)) return;
        const ClassSource* found = tree_.find(name, asker_);
        if (found == nullptr || found->name != name) return;
        classes_.emplace(keep(name), std::make_unique<Lineage>(*found, tree_));
    }

    void add_message(Text name, const Lineage& lineage) {
        Message message;
        message.name = name;
        message.class_name = name;
        message.place = lineage.own().place;
        message.fields = append(production_.fields, fields_of(lineage));
        production_.messages.push_back(message);
        declared_.insert(name);
    }

    /// Those of the classes above it first, as the engine lays them out.
    std::vector<Field> fields_of(const Lineage& lineage) {
        std::vector<Field> fields;
        std::set<std::string_view> seen;
        const auto classes = lineage.classes();
        for (auto each = classes.rbegin(); each != classes.rend(); ++each) {
            for (const PropertySource& property : (*each)->properties) {
                if (!seen.insert(property.name).second) continue;
                Field field;
                field.name = keep(property.name);
                field.type = keep(type_of(property, **each));
                field.optional = !property.required;
                field.place = property.place;
                fields.push_back(field);
            }
        }
        return fields;
    }

    std::string type_of(const PropertySource& property, const ClassSource& owner) {
        std::string_view type = property.type;
        type = type.substr(0, type.find_first_of("( \t"));
        const std::string element = element_type(type, owner);
        if (!property.collection) return element;
        return (property.array ? "map<" : "list<") + element + ">";
    }

    std::string element_type(std::string_view type, const ClassSource& owner) {
        if (type.empty()) return "string";
        if (type.starts_with('%')) {
            type.remove_prefix(type.starts_with("%Library.") ? 9 : 1);
            const auto known = std::find_if(field_types.begin(), field_types.end(),
                                            [&](const TypeName& each) { return each.type == type; });
            return std::string(known == field_types.end() ? "any" : known->field);
        }
        const ClassSource* found = tree_.find(type, asker_of(owner));
        const bool message = found != nullptr && (classes_.contains(found->name) || declared_.contains(found->name));
        return message ? found->name : "any";
    }

    /// All that it takes must be known, or nobody can tell what else it does.
    void add_accepted(Item& item, const std::vector<TakenMessage>& taken) {
        if (taken.empty() || !item.accepts.empty()) return;
        std::vector<NameRef> accepts;
        std::vector<Reply> replies;
        for (const TakenMessage& each : taken) {
            if (!declared_.contains(each.message)) return;
            accepts.push_back({keep(each.message), each.place});
            if (!declared_.contains(each.reply)) continue;
            replies.push_back({keep(each.message), keep(each.reply), each.place});
        }
        add_descendants(accepts);
        item.accepts = append(production_.names, std::move(accepts));
        if (item.replies.empty()) item.replies = append(production_.replies, std::move(replies));
    }

    /// What is sent as a class below one that is accepted is accepted too.
    void add_descendants(std::vector<NameRef>& accepts) const {
        const std::size_t own = accepts.size();
        for (const Text sent : sent_) {
            const auto found = classes_.find(sent);
            if (found == classes_.end()) continue;
            const auto end = accepts.begin() + static_cast<std::ptrdiff_t>(own);
            if (std::any_of(accepts.begin(), end, [&](const NameRef& each) { return each.name == sent; })) continue;
            const auto above =
                std::find_if(accepts.begin(), end, [&](const NameRef& each) { return found->second->is_a(each.name); });
            if (above != end) accepts.push_back({sent, Place(above->place)});
        }
    }

    /// With a send of something that is not known nobody can tell what is emitted.
    void add_emitted(Item& item) {
        if (!item.emits.empty()) return;
        std::vector<NameRef> emits;
        std::set<Text> seen;
        for (const FoundRoute& each : production_.of(item.found)) {
            if (!declared_.contains(each.message)) return;
            if (seen.insert(each.message).second) emits.push_back({each.message, each.place});
        }
        item.emits = append(production_.names, std::move(emits));
    }

    SourceTree& tree_;
    Production& production_;
    const std::vector<ItemSource>& items_;
    const Asker& asker_;
    std::set<Text, std::less<>> declared_;  ///< names and classes of messages
    std::set<Text> sent_;
    Classes classes_;  ///< of messages that are added, by their names
};

}  // namespace

void add_messages(SourceTree& tree, Production& production, const std::vector<ItemSource>& items, const Asker& asker) {
    Messages(tree, production, items, asker).add();
}

}  // namespace millwright::settings::iris
