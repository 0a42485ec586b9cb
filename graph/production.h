// A production: the one model that every format is read into and written from. Flat vectors, indexed by typed ids and
// ranges; values, not pointers.
//
// What may be in it: anything that a file can say, wrong or not, because checks must be able to report it. Item names may
// be empty, come twice or contain any character; targets may name nothing; pool sizes may be words. What the types
// exclude: a range that leaves its vector, text that is not UTF-8 (readers refuse it), the value of a secret (only
// references get in; see Setting::refers_to_secret).
#pragma once

#include <optional>
#include <vector>

#include "graph/ids.h"
#include "graph/process.h"
#include "graph/source.h"
#include "graph/text.h"

namespace millwright {

/// A truth value as an engine writes it. 1, yes, on and 0, no, off are read as true and false; other words are kept (in
/// lower case) so that they can be reported.
class Flag {
public:
    Flag() = default;
    constexpr Flag(bool truth) : text_(truth ? "true" : "false") {}
    /// `store` keeps a word that is neither.
    static Flag read(std::string_view text, TextStore& store);

    /// "true", "false", "" (present and empty), or a word that is neither.
    Text text() const { return text_; }
    bool is_boolean() const { return text_ == "true" || text_ == "false"; }
    /// Empty and wrong words count as `otherwise`.
    bool on(bool otherwise) const { return is_boolean() ? text_ == "true" : otherwise; }

private:
    Text text_ = "false";
};

/// How a setting's value was written, so that settings.toml gets back what it had. Not part of the production's meaning.
enum class ValueForm : std::uint8_t { text, number, boolean };

/// Who says that a setting is a target setting.
enum class TargetOrigin : std::uint8_t {
    none,      ///< it is an ordinary setting
    declared,  ///< `targets` of settings.toml
    setting,   ///< a Host setting all of whose names are items
};

/// Null and absent are the same to every engine, but IoP's plan tells them apart.
enum class Presence : std::uint8_t { absent, null, present };

/// A setting of an item or of the production. A target setting is a Host setting whose value names items.
struct Setting {
    Text scope;  ///< "Host", "Adapter", "Production", or what the engine calls it
    Text name;
    Text value;            ///< as the engine has it; of a target setting the names, as they came ("A, B")
    Range<NameRef> names;  ///< of a target setting: the items it names, in order
    Place place;
    ValueForm form = ValueForm::text;
    TargetOrigin target = TargetOrigin::none;
    /// The value contains ${secret:NAME}; a literal `${` in it is then written `$${`.
    bool refers_to_secret = false;
    /// Whether an empty value was written; formats without the difference leave it absent. It is none to an engine.
    Presence empty_text = Presence::absent;
    Text description = {};  ///< of an entry of `other_settings`; no engine holds it

    bool is_target() const { return target != TargetOrigin::none; }
};

/// An attribute of an item or production element that has no meaning here and is kept.
struct Attribute {
    Text name;
    Text value;
    Place place;
};

enum class Role : std::uint8_t { service, process, operation, component };

/// `replies = { received = reply }`; `received` is empty for `replies = "Message"`.
struct Reply {
    Text received;
    Text reply;
    Place place;
};

/// `raises = { command = [event] }`, one entry for each event.
struct Raise {
    Text command;
    Text event;
    Place place;
};

/// Who says that a route is there.
enum class Origin : std::uint8_t { declared, default_value, setting, rule, bpl, source, runtime };

/// A send that was found in the code or the rules of an item's class, beside what its settings and its behaviour say. It
/// is what the code does: no deployment holds it, and nothing compares it.
struct FoundRoute {
    Text target_setting;  ///< through which it goes; empty: the code names the item itself
    Text target;          ///< the item; empty: those that the target setting names
    /// Where it goes as the code says it, when only running would tell: it is no route then, and has neither of the above.
    Text dynamic;
    Origin origin = Origin::source;
    Text message;  ///< its class by name; empty: not known
    Expression when;
    Interaction mode = Interaction::sync;
    Place place;
};

struct Item {
    Text name;
    Text key;  ///< the table key in settings.toml where it differs from the name; else empty
    Role role = Role::component;
    Text class_name;
    Text category;
    Text comment;
    Text schedule;
    Text pool_size = "1";
    Flag enabled = true;
    Flag foreground = false;
    Flag log_trace_events = false;
    Range<Setting> settings;  ///< all scopes, target settings included, in the order of the file
    Range<Attribute> attributes;

    Text adapter;
    Range<NameRef> emits;
    Range<NameRef> accepts;
    Range<Reply> replies;
    Range<Raise> raises;
    Range<FoundRoute> found;
    Text description;
    std::optional<Behaviour> behaviour;  ///< processes that declare handlers or steps

    Place place;        ///< of its name
    Place class_place;  ///< of its class; unknown where none is given
};

enum class MessageKind : std::uint8_t { request, event, command };

struct Message {
    Text name;
    MessageKind kind = MessageKind::request;
    Text class_name;
    Text stream;
    Range<Field> fields;
    Text description;
    Place place;
};

enum class MovedKind : std::uint8_t { item, message, process, step, target };

struct Moved {
    MovedKind kind = MovedKind::item;
    Text from;
    Text to;
    Place place;
    Text description = {};
};

enum class ProtectedKind : std::uint8_t { item, process };

struct Protection {
    ProtectedKind kind = ProtectedKind::item;
    Text name;
    Place place;
};

/// `[[default_setting]]`; "*" for any.
struct DefaultSetting {
    Text production;
    Text item;
    Text class_name;
    Text setting;
    Text value;
    Place place;
    Text description = {};
};

/// A secret that settings of the production refer to.
struct UsedSecret {
    Text name;
    Text
        digest;  ///< of its value, as the deployment remembers it: 64 hexadecimal digits; empty where that is not known
    Place place;  ///< of its declaration
};

using ItemId = Id<Item>;
using MessageId = Id<Message>;
using SettingId = Id<Setting>;

struct Production {
    TextStore texts;  ///< owns every Text below

    Text name;
    Flag testing_enabled = false;
    Flag log_general_trace_events = false;
    Text actor_pool_size = "2";
    Text description;
    Presence description_presence = Presence::absent;
    Range<Setting> production_settings;  ///< ShutdownTimeout and its like, in the engine's names and units
    Range<Attribute> production_attributes;
    Place place;               ///< of its name
    Text file_description;     ///< what settings say of themselves, before the first table
    Text protect_description;  ///< of [protect]

    std::vector<Item> items;  ///< in the order of the file
    std::vector<Message> messages;
    std::vector<Schedule> schedules;
    std::vector<Story> stories;
    std::vector<Entity> entities;
    std::vector<DeclaredName> declared_names;
    std::vector<Moved> moved;
    std::vector<Protection> protections;
    std::vector<DefaultSetting> default_settings;
    std::vector<UsedSecret> secrets;  ///< sorted by name, each once

    std::vector<Setting> settings;
    std::vector<Attribute> attributes;
    std::vector<NameRef> names;
    std::vector<Reply> replies;
    std::vector<Raise> raises;
    std::vector<FoundRoute> found;
    std::vector<Field> fields;
    std::vector<Handler> handlers;
    std::vector<Send> sends;
    std::vector<Assignment> assignments;
    std::vector<Correlation> correlations;
    std::vector<Step> steps;
    std::vector<Effect> effects;
    std::vector<Outcome> outcomes;
    std::vector<Satisfies> satisfied;
    std::vector<Compensation> compensations;
    std::vector<Trigger> triggers;
    std::vector<Output> outputs;
    std::vector<Unless> exceptions;
    std::vector<Transition> transitions;

    const Item& operator[](ItemId id) const { return items[id.index()]; }
    Item& operator[](ItemId id) { return items[id.index()]; }

    std::span<const Setting> of(Range<Setting> range) const { return slice(settings, range); }
    std::span<const Attribute> of(Range<Attribute> range) const { return slice(attributes, range); }
    std::span<const NameRef> of(Range<NameRef> range) const { return slice(names, range); }
    std::span<const Reply> of(Range<Reply> range) const { return slice(replies, range); }
    std::span<const Raise> of(Range<Raise> range) const { return slice(raises, range); }
    std::span<const FoundRoute> of(Range<FoundRoute> range) const { return slice(found, range); }
    std::span<const Field> of(Range<Field> range) const { return slice(fields, range); }
    std::span<const Handler> of(Range<Handler> range) const { return slice(handlers, range); }
    std::span<const Send> of(Range<Send> range) const { return slice(sends, range); }
    std::span<const Assignment> of(Range<Assignment> range) const { return slice(assignments, range); }
    std::span<const Correlation> of(Range<Correlation> range) const { return slice(correlations, range); }
};

/// "service", "process", "operation", "component"
Text name_of(Role role);

/// The role that an engine's class name tells: by the ending of its last part, for the families of classes that keep to
/// the convention (Python., Ens., EnsLib., IOP.); otherwise component. The routing engines of EnsLib are processes.
Role role_of_class(std::string_view class_name);

/// Items by name. Made once for a production whose items no longer change, and which outlives it.
class ItemIndex {
public:
    explicit ItemIndex(const Production& production);

    /// The first item of that name, or an invalid id.
    ItemId find(std::string_view name) const;
    /// All items of that name, in the order of the file.
    std::span<const ItemId> all(std::string_view name) const;

private:
    struct Group {
        Text name;
        Range<ItemId> items;  // in by_name_
    };
    /// Part of the hash stands in the slot itself: most look-ups are of texts that are no names, and end there.
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t group = 0;  // index + 1; 0: free
    };
    /// The slot of that name, or the free one where it would be.
    std::size_t slot_of(std::string_view name, std::size_t hash) const;

    std::vector<ItemId> by_name_;  // grouped by name, in the order of the file
    std::vector<Group> groups_;
    std::vector<Slot> slots_;  // open addressing
};

/// The names in a target setting's value: split at commas, trimmed, empty ones left out.
std::vector<std::string_view> split_names(std::string_view value);

/// Makes target settings of those Host settings that can be nothing else: name without a leading '%', value not empty,
/// every name an item of this production. Settings that are target settings already stay as they are. Every reader calls
/// it once, last.
void recognise_targets(Production& production);

}  // namespace millwright
