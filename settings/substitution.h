// ${name}, ${name:-default}, ${env:NAME}, ${env:NAME:-default} and ${secret:name} in the text values of settings.toml. A
// default is text that may hold references itself; it is looked at only where it is needed.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "settings/reading.h"
#include "settings/toml_text.h"

namespace millwright::settings {

/// Resolves what the texts of a tree refer to, in place. References to secrets stay as they are, and the node is marked;
/// inside [deployment.X] references to the environment stay, too, and a literal `${` is still written `$${` there.
/// Not touched: keys, [variables], [secrets].
class Substitution {
public:
    Substitution(TomlTree& tree, NodeId root, const ReadOptions& options, Reading& reading);

    void run();

private:
    /// What the texts of a part of the tree may refer to.
    enum class Rules { plain, secrets, deployment };

    /// A part of a text: literal text, or a reference that stays.
    struct Piece {
        bool reference = false;
        std::string text;
    };
    using Pieces = std::vector<Piece>;

    void check_names(std::string_view table) const;
    void check_given() const;
    void check_unused();
    void walk(NodeId id, Rules rules, unsigned depth);
    void resolve(NodeId id, Rules rules);
    static void add(const Piece& piece, Pieces& out);
    bool pieces_of(std::string_view text, Place place, Rules rules, Pieces& out);
    bool nested(std::string_view text, Place place, Rules rules, Pieces& out);
    bool reference(std::string_view inside, Place place, Rules rules, Pieces& out);
    bool variable(std::string_view inside, Place place, Rules rules, Pieces& out);
    bool given_value(std::string_view name, std::string_view value, Place place, Pieces& out);
    std::optional<std::string> value_from_outside(const std::string& name);
    bool no_variable(std::string_view name, Place place);
    bool declared_variable(const std::string& name, NodeId value, Place place, Rules rules, Pieces& out);
    bool report_cycle(const std::string& name, Place place);
    bool environment_variable(std::string_view inside, Place place, Rules rules, Pieces& out);
    bool environment_of_deployment(std::string_view name, const std::string_view* otherwise, Place place, Pieces& out);
    bool secret(std::string_view inside, Place place, Rules rules, Pieces& out);
    bool compose(const Pieces& pieces, Place place, Rules rules, std::string& text, bool& refers);
    bool too_long(Place place);
    bool wrong(Code code, Place place, std::string message, std::string hint = {});

    TomlTree& tree_;
    NodeId root_;
    const ReadOptions& options_;
    Reading& reading_;
    std::map<std::string, NodeId, std::less<>> variables_;
    std::set<std::string, std::less<>> secrets_;
    std::map<std::string, Pieces, std::less<>> resolved_;
    std::set<std::string, std::less<>> failed_;
    std::set<std::string, std::less<>> reported_;  ///< variables that refer to themselves
    std::set<std::pair<Code, Place>> wrong_;
    std::set<std::string, std::less<>> asked_for_;
    std::vector<std::string> resolving_;
    std::size_t nested_ = 0;      ///< defaults inside of defaults
    std::size_t compared_ = 0;    ///< names, for hints
    bool only_checking_ = false;  ///< what is not used: the environment need not have it
    bool too_long_ = false;       ///< reported already
    Place used_at_;               ///< the text that is being resolved
    std::size_t length_ = 0;      ///< of what all variables resolved to, against texts that grow without bounds
};

/// A text that stands for itself after substitution: `${` becomes `$${`.
std::string escape_references(std::string_view text);

}  // namespace millwright::settings
