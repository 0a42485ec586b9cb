// Renames: what `[[moved]]` says, checked against both sides.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/diagnostic.h"
#include "graph/production.h"
#include "migrate/canonical.h"

namespace millwright::migrate {

/// A rename that is to be made now: `from` is there, `to` is not there yet.
struct Move {
    std::string_view from;
    std::string_view to;
    Place place;
};

class Moves {
public:
    /// Reports moved_from_gone for what is done already, moved_both_present for what contradicts.
    Moves(const CanonicalForm& before, const Production& after, const CanonicalForm& after_form, Diagnostics& findings);

    /// What an item of the older side is called on the newer one.
    std::string_view item(std::string_view before_name) const { return renamed(items_, before_name); }
    std::string_view message(std::string_view before_name) const { return renamed(messages_, before_name); }
    /// The same for a target setting of the item with this new name.
    std::string_view target(std::string_view item, std::string_view before_name) const;
    /// The same for a step of the process with this new name.
    std::string_view step(std::string_view process, std::string_view before_name) const;
    /// The entry that renames this step, or nullptr.
    const Move* of_step(std::string_view process, std::string_view before_name) const;
    /// The key that a key of the older side corresponds to.
    std::string key(std::string_view before_key) const;

    const Move* of_item(std::string_view before_name) const { return found(items_, before_name); }
    const Move* of_message(std::string_view before_name) const { return found(messages_, before_name); }
    bool empty() const { return items_.empty() && messages_.empty() && targets_.empty() && steps_.empty(); }

private:
    using Names = std::map<std::string_view, Move>;

    std::string default_setting_key(std::string_view name) const;
    static const Move* found(const Names& names, std::string_view name);
    static std::string_view renamed(const Names& names, std::string_view name);
    void read(Names& names, std::string_view kind, const std::vector<const Moved*>& all, const CanonicalForm& before,
              const CanonicalForm& after, Diagnostics& findings);
    static void add(Names& names, std::string_view kind, const Moved& moved, std::string_view to,
                    const CanonicalForm& before, const CanonicalForm& after, Diagnostics& findings);

    /// Parts of items by (item or "", from).
    using PartNames = std::map<std::pair<std::string_view, std::string_view>, Move>;

    static const Move* found(const PartNames& names, std::string_view owner, std::string_view name);

    Names items_;
    Names messages_;
    PartNames targets_;
    PartNames steps_;
};

/// The same things with the same texts, which stay the original's: it must outlive the copy. What is moved is left out.
Production copy_of(const Production& production);

/// The production with every reference to what is renamed by its new name: messages, target settings, steps and processes in
/// what items declare and do, in schedules and stories. Things keep their own names, and targets what they name (a
/// difference looks at both). The result has views into `before` and into the settings that the moves are of.
Production with_moves_followed(const Production& before, const Moves& moves);

}  // namespace millwright::migrate
