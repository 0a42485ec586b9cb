// What must hold of any text that can be read, for fuzz targets: writing changes nothing, editing gives what is wanted.
#pragma once

#include <cstdlib>
#include <iostream>

#include "tests/settings/iris/model_text.h"
#include "tests/settings/iris/read.h"

namespace millwright::test {

using Writer = Result<std::string> (*)(const Production&, std::string_view);

inline void must(bool holds, const char* what, const std::string& text) {
    if (holds) return;
    std::cerr << what << "\n" << text << std::endl;
    std::abort();
}

/// Editors leave "A, B" where "A,B" is wanted.
inline std::string comparable(const Production& production) {
    std::string out = model_text(production, true);
    for (std::size_t at = out.find('['); at != std::string::npos; at = out.find('[', at + 1)) {
        while (at + 1 < out.size() &&
               (out[at + 1] == ' ' || out[at + 1] == ',' || out[at + 1] == '\t' || out[at + 1] == '\n')) {
            out.erase(at + 1, 1);
        }
    }
    for (std::size_t at = out.find_first_of(" ,\t\n\r"); at != std::string::npos;
         at = out.find_first_of(" ,\t\n\r", at)) {
        out.erase(at, 1);
    }
    return out;
}

/// Whether every finding's place is in the text.
inline void check_places(const settings::Reading& reading) {
    const std::size_t size = reading.sources[1].text().size();
    for (const Diagnostic& each : reading.findings) {
        must(each.place.begin <= each.place.end && each.place.end <= size, "a place outside of the text", each.message);
    }
    for (const Production& production : reading.productions) {
        for (const Item& item : production.items) {
            must(item.place.begin <= item.place.end && item.place.end <= size, "an item outside of the text",
                 std::string(item.name));
        }
        for (const Setting& setting : production.settings) {
            must(setting.place.begin <= setting.place.end && setting.place.end <= size, "a setting outside of the text",
                 std::string(setting.name));
        }
    }
}

inline bool usable(const settings::Reading& reading) {
    return reading.readable && !reading.findings.has_errors() && !reading.productions.empty();
}

inline void check_round_trips(const settings::Reading& reading, Reader read, Writer write) {
    check_places(reading);
    if (!usable(reading)) return;
    const std::string text(reading.sources[1].text());
    for (const Production& production : reading.productions) {
        const auto same = write(production, text);
        // Of two productions of one name the first is meant.
        if (reading.productions.size() == 1) must(same && *same == text, "writing changed the text", same.value_or(""));
        const auto anew = write(production, "");
        if (!anew) continue;
        const auto again = read_with(read, *anew);
        must(again.readable && again.productions.size() == 1, "what was written cannot be read", *anew);
        must(model_text(again.productions[0], true) == model_text(production, true), "what was written differs",
             model_text(production) + *anew);
    }
}

inline void check_edit(const settings::Reading& base, const settings::Reading& wanted, Reader read, Writer write) {
    check_places(base);
    if (!usable(base) || !usable(wanted) || base.productions.size() != 1) return;
    const auto edited = write(wanted.productions[0], base.sources[1].text());
    if (!edited) return;
    const auto again = read_with(read, *edited);
    must(again.readable && again.productions.size() == 1, "what was edited cannot be read", *edited);
    must(comparable(again.productions[0]) == comparable(wanted.productions[0]), "what was edited differs",
         model_text(wanted.productions[0], true) + *edited + model_text(again.productions[0], true));
}

}  // namespace millwright::test
