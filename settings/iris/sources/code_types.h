// The classes that an object in a piece of ObjectScript may be of, as far as its source tells: what made it, and how it is
// declared.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "settings/iris/sources/code_values.h"

namespace millwright::settings::iris {

class TypeReader {
public:
    explicit TypeReader(ValueReader& values) : values_(values), frames_(values.frames()) {}

    /// Full names, each once; empty: not known. Classes that say nothing about a message (Ens.Request, %Persistent) are
    /// left out.
    std::vector<std::string> types(CodeFrame& frame, TokenRange range);

private:
    using Names = std::vector<std::string>;
    Names operand(CodeFrame& frame, TokenRange range);
    Names variable(CodeFrame& frame, const std::string& name, std::uint32_t statement);
    Names argument(CodeFrame& frame, std::string_view name);
    Names called(CodeFrame& frame, const Definition& definition);
    Names of_class(CodeFrame& frame, TokenRange range);
    Names returned(CodeUnit& unit, std::string_view method);
    Names own_member(CodeFrame& frame, TokenRange range, std::uint32_t at);
    Names property(const CodeUnit& unit, std::string_view name);
    Names member(CodeFrame& frame, TokenRange range);
    Names function(CodeFrame& frame, TokenRange range);
    Names declared(const std::string& type, const ClassSource& owner);

    ValueReader& values_;
    CodeFrames& frames_;
    unsigned depth_ = 0;
    std::set<std::pair<const void*, std::string>> active_;
};

/// Classes that anything may be: no message is told by them.
bool says_nothing(std::string_view class_name);

}  // namespace millwright::settings::iris
