// The methods that one class has, each with its code, and who calls whom among them: what the values in them are worked
// out with. Code is cut into commands when somebody asks for it.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "settings/iris/sources/lineage.h"
#include "settings/iris/sources/objectscript_code.h"

namespace millwright::settings::iris {

struct CodeFrame;
struct CodeUnit;

/// The arguments that a method is called with.
struct CallSite {
    CodeFrame* from = nullptr;
    std::uint32_t open = 0;  ///< the `(`
    std::uint32_t skip = 0;  ///< arguments before those of the method: $method(object, "Name", ...)
};

/// A piece of code in which variables have one meaning: a method, or an expression by itself.
struct CodeFrame {
    CodeUnit* unit = nullptr;
    const MethodSource* method = nullptr;  ///< nullptr: code that is no method
    const ClassSource* owner = nullptr;    ///< whose package and includes complete the names in it
    Passage passage;
    std::string own_text;  ///< of what stands in no source as it is: the value of a parameter, a macro
    Place own_place;
    CodeFrame* around = nullptr;         ///< of a macro: where it is used, whose other macros it may name
    bool in_process = false;             ///< code of BPL, in which `process` is the object itself
    std::vector<CallSite> callers;       ///< from outside of its unit
    std::optional<CallSite> bound;       ///< only this call is looked at, of all
    std::vector<std::string> handed_in;  ///< arguments that are the component itself

    const Code& code();
    std::string_view text() const { return own_text.empty() ? passage.text() : std::string_view(own_text); }
    bool is_objectscript() const {
        return method == nullptr || method->language == "objectscript" || method->language == "cache";
    }
    Place place(TokenRange range);
    /// Number of the argument of that name; nothing: it has none.
    std::optional<std::size_t> argument(std::string_view name) const;

private:
    std::unique_ptr<Code> code_;
};

/// A class with its methods.
struct CodeUnit {
    std::unique_ptr<const Lineage> own_lineage;
    const Lineage* lineage = nullptr;
    bool is_component = true;  ///< `..` is the component; else another class, which it calls
    std::deque<CodeFrame> frames;
    std::unordered_map<std::string_view, CodeFrame*> by_name;  ///< of several of one name the first

    /// The method that a call by that name reaches; nullptr: it is not among the sources.
    CodeFrame* method(std::string_view name);
    /// The method that ##super in it calls.
    CodeFrame* above(const CodeFrame& frame);
    /// All calls of the method from this unit, and those from outside that are known.
    std::vector<CallSite> callers(CodeFrame& frame);
    /// Where its methods assign to a property, "..Name".
    using Assignment = std::pair<CodeFrame*, const Definition*>;
    const std::vector<Assignment>& assignments(const std::string& key);

private:
    void index();
    bool indexed_ = false;
    std::map<std::string, std::vector<CallSite>, std::less<>> calls_;
    std::map<const CodeFrame*, std::vector<CallSite>> super_calls_;
    std::map<std::string, std::vector<Assignment>> assignments_;
};

class CodeFrames {
public:
    CodeFrames(const Lineage& from, SourceTree& tree);

    CodeUnit& component() { return component_; }
    SourceTree& tree() { return tree_; }
    /// Of another class; nullptr: it is not among the sources.
    CodeUnit* unit(std::string_view class_name, const ClassSource& asker);
    /// Code that is no method, with the meaning of names that `like` has.
    CodeFrame& expression(CodeUnit& unit, const ClassSource& owner, const Passage& passage);
    CodeFrame& expression(CodeUnit& unit, const ClassSource& owner, std::string text, Place place);
    /// The class as it is known: completed where it is among the sources; "" where it has no package and is not.
    std::string full_name(const std::string& written, const ClassSource& asker);

private:
    SourceTree& tree_;
    CodeUnit component_;
    std::map<const ClassSource*, CodeUnit> others_;
    std::deque<CodeFrame> expressions_;
};

/// The class of `##class(Demo.Tool)` whose word stands at `at`; "" where none does.
std::string class_at(const Code& code, std::uint32_t at);

/// `$this`, `##this`, and `process` in BPL.
bool is_self(const CodeFrame& frame, std::string_view token);

}  // namespace millwright::settings::iris
