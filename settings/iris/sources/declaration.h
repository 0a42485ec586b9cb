// Reads what stands in the head of a member: arguments, types, keywords. As UDL writes it, and as the <FormalSpec> of an
// XML export does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "settings/iris/sources/class_source.h"
#include "settings/iris/sources/passage.h"

namespace millwright::settings::iris {

/// Without the white space around it.
Passage trimmed(const Passage& passage);

/// At commas outside of strings and of anything in parentheses or braces; trimmed. No elements in blank text.
std::vector<Passage> split_list(const Passage& list);

/// `InitialExpression = {expr}`, `Required`, `Not Final`.
struct DeclaredKeyword {
    Passage name;
    Passage value;  ///< as written; empty: none
};

/// Of what stands between '[' and ']'.
std::vector<DeclaredKeyword> read_keywords(const Passage& list);

/// The value of the keyword of that name, in any letter case; empty when it is not there.
Passage keyword_value(const std::vector<DeclaredKeyword>& keywords, std::string_view name);

bool has_keyword(const std::vector<DeclaredKeyword>& keywords, std::string_view name);

/// An expression that may stand in braces: without them.
Passage without_braces(const Passage& expression);

/// Text that may stand in quotes: without them, "" made one.
std::string without_quotes(std::string_view text);

/// "Demo.Request" of "Demo.Request(MAXLEN = 5)".
Passage without_parameters(const Passage& type);

/// `ByRef a As %String = "x"`, `Output b`, `c...`, and `&a:%String="x"`, `*b`.
std::vector<ArgumentSource> read_arguments(const Passage& list);

/// The keywords or elements Language and CodeMode of a method; empty: they are not there.
void set_language(MethodSource& method, std::string_view language, std::string_view code_mode);

/// "list" or "array"; empty: the property is no collection.
void set_collection(PropertySource& property, std::string_view collection);

/// "A", "B" of `(A, B)`, `A, B` and `A`.
std::vector<std::string> read_names(const Passage& list);

}  // namespace millwright::settings::iris
