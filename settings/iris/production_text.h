// Writes productions and their parts as XML text, in the layout of real exports.
#pragma once

#include <string>
#include <string_view>

#include "graph/production.h"
#include "graph/result.h"
#include "settings/reading.h"

namespace millwright::settings::iris {

/// How a text that is changed lays out its lines.
struct Layout {
    std::string line_end = "\n";
    std::string item_indent = "  ";
    std::string setting_indent = "    ";
};

/// `<Production ...>` to `</Production>`, without a line end. Fails (input) on what XML cannot say.
Result<std::string> production_text(const Production& production);

/// Parts. They are written whatever they hold; what must not be written is found by `Speakable`.
std::string item_text(const Production& production, const Item& item, const Layout& layout);
std::string setting_text(const Setting& setting, const Layout& layout);
/// The content of an element: in CDATA, as exports have it, where that reads better.
std::string content_text(std::string_view text, const Layout& layout);
/// ` Name="value"`, and the value alone for a quote that is there already.
std::string attribute_text(std::string_view name, std::string_view value);
std::string attribute_value_text(std::string_view value, char quote);

/// Collects why parts of a production cannot be written.
class Speakable {
public:
    /// `what` names the thing in messages: "item \"X\"".
    void text(std::string_view value, Place place, std::string_view what);
    void attributes(std::span<const Attribute> attributes, std::string_view what);
    void setting(const Setting& setting, std::string_view owner);
    /// An item to be written whole: it also needs a class.
    void item(const Production& production, const Item& item);
    void class_of(const Item& item);
    /// A text to be changed that stands partly in CDATA and partly not.
    void divided(Place place);
    /// True, or the failure with everything that was found.
    Result<bool> result();

private:
    Diagnostics found_;
};

/// Class names end at a blank or brace in a class text, so only letters, digits and dots are taken.
Result<bool> check_class_name(const Production& production);

/// The findings of a base text that could not be read, as a failure; their places are of no use to the caller.
Failure without_places(Reading&& reading);

}  // namespace millwright::settings::iris
