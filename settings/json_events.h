// A JSON text as a sequence of events with places: one reader for all that is read from JSON. No input makes it crash, and
// nesting has a limit.
#pragma once

#include <cstdint>
#include <string_view>

#include "settings/reading.h"

namespace millwright::settings {

enum class JsonKind : std::uint8_t { null, boolean, number, text, object, array };

/// Takes the events of one document.
class JsonTaker {
public:
    JsonTaker() = default;
    JsonTaker(const JsonTaker&) = delete;
    JsonTaker& operator=(const JsonTaker&) = delete;
    virtual ~JsonTaker() = default;

    /// The key of the member that comes next; its place is that between the quotes.
    virtual void key(std::string_view name, Place place) = 0;
    /// `text` is the value of a text, else the word as written; it is valid during the call.
    virtual void scalar(std::string_view text, JsonKind kind, Place place) = 0;
    /// An object or array; the place is that of its bracket. Says whether it wants what is inside; if not, the events up to
    /// its end are kept from it, its `close` too.
    virtual bool open(JsonKind kind, Place place) = 0;
    virtual void close() = 0;
    /// The text ends or breaks off here; a finding follows.
    virtual void break_off() = 0;
};

/// Reads a source of the reading, which is UTF-8 (see check_is_text). What is not well-formed, or nested too deep, makes the
/// reading unreadable.
void read_json(std::uint32_t source, JsonTaker& taker, Reading& reading);

}  // namespace millwright::settings
