// What an expression of ObjectScript may be when its code runs: names that it says itself, settings, and what cannot be
// told. Only what is certain is taken; the rest is unknown.
#pragma once

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "settings/iris/sources/code_frames.h"
#include "settings/iris/sources/source_send.h"

namespace millwright::settings::iris {

struct CodeValue {
    enum class Kind : std::uint8_t {
        text,
        setting,  ///< the value of the property `text`, or a piece of it
        list,     ///< of $ListBuild: `elements`; of $ListFromString: the pieces of the property `text`
        unknown,
    };
    Kind kind = Kind::unknown;
    std::string text;
    bool in_pieces = false;  ///< of a setting: one piece of it
    unsigned piece = 0;      ///< which, from 1; 0: any
    std::string delimiter;
    std::vector<CodeValue> elements;
    Place place;
};
using CodeValues = std::vector<CodeValue>;

class ValueReader {
public:
    explicit ValueReader(CodeFrames& frames) : frames_(frames) {}

    CodeValues values(CodeFrame& frame, TokenRange range);
    std::vector<SendTarget> targets(CodeFrame& frame, TokenRange range);

    /// Of a property of the object: its setting, and what code of the class assigns to it.
    CodeValues property(CodeUnit& unit, const std::string& name, Place place);
    CodeValues parameter(CodeUnit& unit, std::string_view name);

    /// Whether the last values() came to an argument of this frame.
    bool used_arguments(const CodeFrame& frame) const { return used_arguments_.count(&frame) > 0; }
    /// What was spent on one send does not count for the next, but for the whole class.
    void begin_send() {
        used_arguments_.clear();
        send_steps_ = 0;
    }
    void mark_used(const CodeFrame& frame) { used_arguments_.insert(&frame); }

    /// The calls that give the frame's arguments: one when it is bound to it.
    std::vector<CallSite> callers(CodeFrame& frame);
    /// The argument of that number at a call; an empty range where it is left out.
    static TokenRange argument_at(const CallSite& call, std::size_t number);
    /// The call in whose arguments a token stands, and the argument's number.
    static std::pair<std::uint32_t, std::size_t> call_around(const Code& code, std::uint32_t at);
    /// Not so when what has been looked at is enough.
    bool spend(std::size_t steps);

    CodeFrames& frames() { return frames_; }

private:
    using Function = CodeValues (ValueReader::*)(CodeFrame&, const std::vector<TokenRange>&);
    struct NamedFunction {
        std::string_view name;
        std::string_view abbreviation;
        Function read;
    };
    static const NamedFunction functions[];

    CodeValues operand(CodeFrame& frame, TokenRange range);
    CodeValues joined(CodeFrame& frame, const std::vector<TokenRange>& parts);
    CodeValues word(CodeFrame& frame, TokenRange range);
    CodeValues own_member(CodeFrame& frame, TokenRange range, std::uint32_t at);
    CodeValues of_class(CodeFrame& frame, TokenRange range);
    CodeValues function(CodeFrame& frame, TokenRange range);
    CodeValues macro(CodeFrame& frame, TokenRange range);
    CodeValues variable(CodeFrame& frame, const std::string& key, TokenRange range);
    CodeValues argument(CodeFrame& frame, std::string_view name);
    CodeValues looked_up(CodeFrame& frame, std::uint32_t open);
    CodeValues result(CodeFrame& called);
    CodeValues defined(CodeFrame& frame, const Definition& definition);
    CodeValues called(CodeFrame& frame, const Definition& definition);
    CodeValues assigned(CodeUnit& unit, const std::string& key);
    bool is_setting(const CodeUnit& unit, std::string_view name) const;

    CodeValues get(CodeFrame& frame, const std::vector<TokenRange>& arguments);
    CodeValues select(CodeFrame& frame, const std::vector<TokenRange>& arguments);
    CodeValues case_of(CodeFrame& frame, const std::vector<TokenRange>& arguments);
    CodeValues piece(CodeFrame& frame, const std::vector<TokenRange>& arguments);
    CodeValues list_from_string(CodeFrame& frame, const std::vector<TokenRange>& arguments);
    CodeValues list_build(CodeFrame& frame, const std::vector<TokenRange>& arguments);
    CodeValues list_element(CodeFrame& frame, const std::vector<TokenRange>& arguments);
    CodeValues strip(CodeFrame& frame, const std::vector<TokenRange>& arguments);
    CodeValues translate(CodeFrame& frame, const std::vector<TokenRange>& arguments);
    CodeValues order(CodeFrame& frame, const std::vector<TokenRange>& arguments);
    CodeValues property_of(CodeFrame& frame, const std::vector<TokenRange>& arguments);
    CodeValues parameter_of(CodeFrame& frame, const std::vector<TokenRange>& arguments);

    std::optional<std::string> constant(CodeFrame& frame, TokenRange range);
    CodeValue unknown(CodeFrame& frame, TokenRange range);

    CodeFrames& frames_;
    std::size_t steps_ = 0;
    std::size_t send_steps_ = 0;
    unsigned depth_ = 0;
    std::set<const CodeFrame*> used_arguments_;
    /// What is being worked out: what leads back to itself adds nothing.
    std::set<std::tuple<const void*, std::string, std::uint32_t>> active_;
};

/// Adds those that are not there yet.
void add_values(CodeValues& to, CodeValues more);

/// The piece of that number of a text or a setting, or any of them; nothing where a text has no such piece.
CodeValues some_piece(const CodeValue& of, const std::string& delimiter, std::optional<unsigned> number);

/// Values as targets: at most one that is unknown, which is the whole expression as it is written.
std::vector<SendTarget> send_targets(const CodeValues& values, std::string written, Place place);

}  // namespace millwright::settings::iris
