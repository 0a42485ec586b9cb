// Writes JSON text with keys in the order given: every machine-readable output and the canonical form are made with it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace millwright {

/// Appends `text` as a JSON string with quotes. Bytes that are not UTF-8 become U+FFFD, so that the output is always JSON.
/// These bytes are digested: they are the same in every version.
void append_json_string(std::string& out, std::string_view text);

/// A streaming writer: nesting is the caller's business and asserted. `indent` 0 writes everything on one line
/// without blanks. In its strings nothing can steer a terminal: what `printable` escapes is \uXXXX.
class JsonText {
public:
    explicit JsonText(int indent = 2) : indent_(indent) {}

    JsonText& begin_object() { return open('{'); }
    JsonText& end_object() { return close('}'); }
    JsonText& begin_array() { return open('['); }
    JsonText& end_array() { return close(']'); }
    JsonText& key(std::string_view name);

    JsonText& value(std::string_view text);
    JsonText& value(const char* text) { return value(std::string_view(text)); }
    JsonText& value(bool truth);
    JsonText& value(std::uint64_t number);
    JsonText& null();
    /// JSON text that is inserted as it is.
    JsonText& raw(std::string_view json);

    template <class Value>
    JsonText& member(std::string_view name, const Value& content) {
        return key(name).value(content);
    }

    /// The text so far; complete when every bracket is closed. Pretty text ends without a line end.
    const std::string& text() const { return out_; }
    std::string take() { return std::move(out_); }

private:
    JsonText& open(char bracket);
    JsonText& close(char bracket);
    void separate();
    void new_line();

    int indent_;
    std::string out_;
    std::vector<bool> has_elements_;  // one for each open bracket
    bool after_key_ = false;
};

}  // namespace millwright
