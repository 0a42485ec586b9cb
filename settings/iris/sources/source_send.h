// A send as the source of a component says it: where it goes is a name, a setting, or something that only running tells.
// It belongs to a class; what becomes of it for an item of that class, with its settings, is told elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/production.h"

namespace millwright::settings::iris {

enum class TargetKind : std::uint8_t {
    item,     ///< `text` is an item's name
    setting,  ///< `text` is a property of the class: the item's Host setting, else the property's default, tells
    unknown,  ///< `text` is the expression as written, in one line
};

struct SendTarget {
    TargetKind kind = TargetKind::unknown;
    std::string text;
    /// Of a setting: which of the names in its value, from 1; 0: any of them.
    unsigned piece = 0;
    /// Of a setting: what stands between the names in its value; "" where its whole value is one name.
    std::string delimiter = ",";
    Place place;
};

struct SourceSend {
    std::vector<SendTarget> targets;  ///< one or several: it goes to each, or to one of them
    Origin origin = Origin::source;   ///< rule, bpl or source
    Interaction mode = Interaction::sync;
    std::vector<std::string> messages;  ///< full class names; empty: not known
    std::string when;                   ///< the condition as its world writes it, in one line; empty: none
    Place when_place;
    Place place;         ///< of the call, the send
    std::string inside;  ///< for messages: `method "OnRequest"`, `rule "Demo.Rules"`, `call "Ask"`
};

/// Something that would send, and is switched off where it stands: a disabled rule, a disabled activity.
struct SwitchedOff {
    std::string what;  ///< `rule "rule 2"`, `<call> "Ask"`
    Place place;
};

/// What the sources of one class, rule or process say.
struct SourceSends {
    std::vector<SourceSend> sends;
    std::vector<SwitchedOff> switched_off;
};

}  // namespace millwright::settings::iris
