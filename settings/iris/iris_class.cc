#include "settings/iris/iris_class.h"

#include <algorithm>
#include <optional>

#include "graph/utf8.h"
#include "settings/foreign_text.h"
#include "settings/iris/class_text.h"
#include "settings/iris/production_edit.h"
#include "settings/iris/production_text.h"
#include "settings/iris/production_xml.h"

namespace millwright::settings {
namespace {

using namespace iris;

Place place_in(std::uint32_t source, std::size_t begin, std::size_t length) {
    return {source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + length)};
}

void report_no_definition(const ClassText& found, std::uint32_t source, std::string_view text, Reading& reading) {
    const Place name = place_in(source, found.name_begin, found.name.size());
    if (found.name.empty()) {
        const std::size_t first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
        unreadable(reading, Code::no_production, place_in(source, first, first < text.size() ? 1 : 0),
                   "this is no class: there is no line \"Class NAME Extends ...\"");
    } else if (found.cut_off) {
        unreadable(reading, Code::truncated, place_in(source, text.size(), 0),
                   "the text ends before class \"" + printable(found.name) + "\" does")
            .note(name, "the class begins here");
    } else {
        unreadable(reading, Code::no_production, name,
                   "class \"" + printable(found.name) + "\" holds no production: it has no XData ProductionDefinition");
    }
}

void report_end(ClassEnd end, std::uint32_t source, std::size_t at, const ClassText& found, Reading& reading) {
    const std::string name = "class \"" + printable(found.name) + "\"";
    if (end == ClassEnd::cut_off) {
        unreadable(reading, Code::truncated, place_in(source, at, 0), "the text ends before " + name + " does")
            .note(place_in(source, found.name_begin, found.name.size()), "the class begins here")
            .advise("the XData and the class each end with }");
    } else if (end == ClassEnd::unexpected) {
        unreadable(reading, Code::syntax, place_in(source, at, 1),
                   "the XData of " + name + " should end with } after </Production>");
    }
}

std::optional<FoundProduction> find(std::uint32_t source, const ReadOptions& options, Reading& reading) {
    if (!check_is_text(source, reading)) return std::nullopt;
    const std::string_view text = reading.sources[source].text();
    const ClassText in_text = find_definition(text);
    if (!in_text.has_definition) {
        report_no_definition(in_text, source, text, reading);
        return std::nullopt;
    }
    FoundProduction found;
    found.around = {in_text.name, place_in(source, in_text.name_begin, in_text.name.size())};
    XmlText xml(source, text);
    std::size_t begin = in_text.content;
    if (!find_production_start(xml, begin, found.around, reading, options)) return std::nullopt;
    if (!find_parts(found.element, std::move(xml), begin, reading, options)) return std::nullopt;
    std::size_t end = found.element.end;
    report_end(check_end(text, end), source, end, in_text, reading);
    found.production = read_production(found.element, found.around, reading, options);
    return found;
}

Result<std::string> edited(const Production& production, std::string_view base) {
    Reading reading;
    auto found = find(reading.sources.add("the class to be changed", std::string(base)), {}, reading);
    if (!found || !reading.readable) return tl::unexpected<Failure>(without_places(std::move(reading)));
    Edits edits;
    if (auto done = edit_production(*found, base, production, edits); !done) return tl::unexpected(done.error());
    if (found->around.name != production.name) {
        if (auto legal = check_class_name(production); !legal) return tl::unexpected(legal.error());
        edits.replace(found->around.name_place.begin, found->around.name_place.end, std::string(production.name));
    }
    std::string text = edits.apply(base);
    Reading again;
    read_iris_class(again.sources.add("the changed class", text), {}, again);
    if (auto same = check_edited(again, production); !same) return tl::unexpected(same.error());
    return text;
}

}  // namespace

void read_iris_class(std::uint32_t source, const ReadOptions& options, Reading& reading) {
    auto found = find(source, options, reading);
    if (found) reading.productions.push_back(std::move(found->production));
}

Result<std::string> write_iris_class(const Production& production, std::string_view base) {
    if (!base.empty()) return edited(production, base);
    if (auto legal = check_class_name(production); !legal) return tl::unexpected(legal.error());
    auto definition = production_text(production);
    if (!definition) return definition;
    return "Class " + std::string(production.name) + " Extends Ens.Production\n{\n\nXData ProductionDefinition\n{\n" +
           *definition + "\n}\n\n}\n";
}

}  // namespace millwright::settings
