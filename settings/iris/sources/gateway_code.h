// A class in Java or C# that an item of EnsLib.PEX is made of: where it sends, as far as plain forms tell. It is looked
// through word by word, comments and texts respected; nothing is parsed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/production.h"

namespace millwright::settings::iris {

/// A call of SendRequestSync or SendRequestAsync.
struct GatewaySend {
    std::vector<std::string> literals;  ///< texts that the target may be: in the call, or given to a variable there
    std::vector<std::string>
        fields;              ///< names that the target may come from: variables, fields, and what they are made of
    std::string expression;  ///< the target as it is written, in one line
    Interaction mode = Interaction::sync;
    Place place;  ///< of the expression
};

struct GatewayClass {
    bool found = false;  ///< there is a class of that name
    std::vector<GatewaySend> sends;
};

/// `text` is the whole of source number `source`.
GatewayClass read_gateway_class(std::uint32_t source, std::string_view text, std::string_view class_name);

}  // namespace millwright::settings::iris
