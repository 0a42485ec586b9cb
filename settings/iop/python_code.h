// Python source as people lay it out: literals, and calls that stay on one line where they fit.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace millwright::settings::iop {

/// The text as a Python literal, in double quotes unless single ones need fewer escapes. What cannot be seen, or would
/// steer what is around it, is escaped.
std::string python_literal(std::string_view text);

/// Whether Python's str(int(text)) is the text again, and it is short enough to be a count rather than a key.
bool is_python_count(std::string_view text);

/// An expression with what stands before it. A leaf has a text, and may have pieces that are the same text over several
/// lines; anything else has brackets and parts.
struct PythonCode {
    std::string prefix;  ///< `name = `, `pool_size=`, `"Path": `
    std::string text;
    std::vector<std::string> pieces;
    std::string open;  ///< "prod.service(", "{"
    std::vector<PythonCode> parts;
    std::string close;
    bool tuple = false;  ///< one part alone has a comma behind it

    static PythonCode leaf(std::string text) { return {{}, std::move(text), {}, {}, {}, {}, false}; }
    static PythonCode brackets(std::string open, std::string close) {
        return {{}, {}, {}, std::move(open), {}, std::move(close), false};
    }
    PythonCode with_prefix(std::string before) && {
        prefix = std::move(before);
        return std::move(*this);
    }
};

/// A text; a long one can be divided after line ends and blanks.
PythonCode python_text(std::string_view text);

/// Appends the code, indented by so many columns, with `behind` ("," or "") and a line end.
void append_python(std::string& out, const PythonCode& code, std::size_t indent, std::string_view behind);

/// A comment of one or several lines.
void append_python_comment(std::string& out, std::string_view text, std::size_t indent);

/// Names for variables and classes: each once, none that is a word of Python or a function of everybody's.
class PythonNames {
public:
    /// A name that others must not get.
    void reserve(const std::string& name);
    /// In small letters with underscores, "hl7_in" of "HL7 In". `kind` ("service") serves where nothing is left, or what
    /// is left means something.
    std::string variable(std::string_view name, std::string_view kind);
    /// "ShopProduction" of "Shop.Production", "Orders" of "Demo.Orders".
    std::string class_name(std::string_view name);
    /// The name itself where it is free, else with a number.
    std::string unique(std::string name);
    /// Whether it is a word of Python, or one that everybody uses.
    static bool is_word(std::string_view name);

private:
    std::unordered_set<std::string> taken_;
    std::unordered_map<std::string, std::size_t> last_number_;  // of a name that came more than once
};

}  // namespace millwright::settings::iop
