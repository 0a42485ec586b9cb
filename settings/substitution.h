// ${name}, ${name:-default}, ${env:NAME} and ${secret:name} in the text values of settings.toml.
#pragma once

#include <map>
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

    void walk(NodeId id, Rules rules, unsigned depth);
    void resolve(NodeId id, Rules rules);
    bool pieces_of(std::string_view text, Place place, Rules rules, Pieces& out);
    bool reference(std::string_view inside, Place place, Rules rules, Pieces& out);
    bool variable(std::string_view inside, Place place, Rules rules, Pieces& out);
    bool declared_variable(const std::string& name, NodeId value, Place place, Rules rules, Pieces& out);
    bool environment_variable(std::string_view inside, Place place, Pieces& out);
    bool secret(std::string_view inside, Place place, Rules rules, Pieces& out);
    bool compose(const Pieces& pieces, Place place, Rules rules, std::string& text, bool& refers);
    bool wrong(Code code, Place place, std::string message, std::string hint = {});

    TomlTree& tree_;
    NodeId root_;
    const ReadOptions& options_;
    Reading& reading_;
    std::map<std::string, NodeId, std::less<>> variables_;
    std::set<std::string, std::less<>> secrets_;
    std::map<std::string, Pieces, std::less<>> resolved_;
    std::set<std::string, std::less<>> failed_;
    std::vector<std::string> resolving_;
    std::size_t length_ = 0;  ///< of what all variables resolved to, against texts that grow without bounds
};

/// A text that stands for itself after substitution: `${` becomes `$${`.
std::string escape_references(std::string_view text);

/// The names of the secrets that a text with references refers to.
std::vector<std::string_view> secrets_in(std::string_view text);

}  // namespace millwright::settings
