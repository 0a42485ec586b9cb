#include "graph/report/json.h"

namespace millwright {
namespace {

void write_text(JsonText& json, std::string_view key, std::string_view text) {
    json.key(key);
    if (text.empty())
        json.null();
    else
        json.value(text);
}

void write_line_column(JsonText& json, std::string_view line_key, std::string_view column_key, const Sources& sources,
                       Place place) {
    if (!place.known()) {
        json.key(line_key).null();
        json.key(column_key).null();
        return;
    }
    const LineColumn at = sources.locate(place);
    json.member(line_key, std::uint64_t{at.line});
    json.member(column_key, std::uint64_t{at.column});
}

void write_note(JsonText& json, const Note& note, const Sources& sources) {
    json.begin_object();
    json.member("message", note.message);
    write_text(json, "file", sources.name_of(note.place));
    write_line_column(json, "line", "column", sources, note.place);
    json.end_object();
}

void write_diagnostic(JsonText& json, const Diagnostic& diagnostic, const Sources& sources) {
    const Place place = diagnostic.place;
    json.begin_object();
    json.member("code", name_of(diagnostic.code));
    json.member("severity", name_of(diagnostic.severity));
    json.member("message", diagnostic.message);
    write_text(json, "file", place.known() ? sources.name_of(place) : std::string_view(diagnostic.file));
    write_line_column(json, "line", "column", sources, place);
    write_line_column(json, "end_line", "end_column", sources, {place.source, place.end, place.end});
    write_text(json, "hint", diagnostic.hint);
    json.key("notes").begin_array();
    for (const Note& note : diagnostic.notes) write_note(json, note, sources);
    json.end_array().end_object();
}

}  // namespace

void write_diagnostics(JsonText& json, const Diagnostics& diagnostics, const Sources& sources) {
    json.begin_array();
    for (const Diagnostic* each : diagnostics.sorted()) write_diagnostic(json, *each, sources);
    json.end_array();
}

std::string diagnostics_json(const Diagnostics& diagnostics, const Sources& sources) {
    const SeverityCounts counts = diagnostics.counts();
    JsonText json;
    json.begin_object();
    json.member("format_version", "1.0");
    json.member("valid", counts.error == 0);
    json.key("counts").begin_object();
    json.member("error", std::uint64_t{counts.error});
    json.member("warning", std::uint64_t{counts.warning});
    json.member("note", std::uint64_t{counts.note});
    json.end_object();
    json.key("diagnostics");
    write_diagnostics(json, diagnostics, sources);
    json.end_object();
    return json.take() + "\n";
}

}  // namespace millwright
