#include "graph/report/text.h"

#include <algorithm>
#include <array>
#include <map>

#include "graph/report/source_line.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

constexpr std::string_view bold = "\033[1m";
constexpr std::string_view green = "\033[1;32m";
constexpr std::string_view plain = "\033[0m";

std::string_view colour_of(Severity severity) {
    static constexpr std::array<std::string_view, 4> colours{"", "\033[1;36m", "\033[1;35m", "\033[1;31m"};
    return colours[static_cast<std::size_t>(severity)];
}

class Writer {
public:
    Writer(const Sources& sources, const TextStyle& style) : sources_(sources), style_(style) {}

    void add(const Diagnostic& diagnostic) {
        if (const std::string where = location(diagnostic.place, diagnostic.file); !where.empty()) {
            paint(bold, where + ":");
            out_ += ' ';
        }
        paint(colour_of(diagnostic.severity),
              std::string(name_of(diagnostic.severity)) + " " + name_of(diagnostic.code) + ":");
        out_ += ' ';
        paint(bold, diagnostic.message);
        out_ += '\n';
        add_source_line(diagnostic);
        for (const Note& note : diagnostic.notes) add_note(note);
        if (diagnostic.hint.empty()) return;
        out_ += "  ";
        paint(green, "hint:");
        out_ += " " + diagnostic.hint + "\n";
    }

    std::string take() { return std::move(out_); }

private:
    std::string location(Place place, const std::string& file) const {
        if (!place.known()) return printable(file);
        const LineColumn at = sources_.locate(place);
        return printable(sources_.name_of(place)) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
    }

    void paint(std::string_view colour, std::string_view text) {
        if (style_.colour) out_ += colour;
        out_ += text;
        if (style_.colour) out_ += plain;
    }

    void add_source_line(const Diagnostic& diagnostic) {
        if (!diagnostic.place.known()) return;
        const bool about_secret = diagnostic.code == Code::clear_text_secret;
        const Source& source = sources_[diagnostic.place.source];
        const MarkedLine line = marked_line(source, secrets_of(diagnostic.place), diagnostic.place, about_secret);
        if (!line.shown) return;
        const std::string number = std::to_string(sources_.locate(diagnostic.place).line);
        const std::size_t margin = std::max<std::size_t>(5, number.size() + 1);
        out_ += std::string(margin - number.size(), ' ') + number + " | " + line.text + "\n";
        out_ += std::string(margin, ' ') + " | ";
        paint(green, line.caret);
        out_ += '\n';
    }

    /// A whole source is looked through once: a value may begin any number of lines before the one that is shown.
    const std::vector<Extent>& secrets_of(Place place) {
        const auto [found, is_new] = secrets_.try_emplace(place.source);
        if (is_new) found->second = secret_values_in(sources_[place.source].text());
        return found->second;
    }

    void add_note(const Note& note) {
        out_ += "  ";
        if (note.place.known()) {
            paint(bold, location(note.place, {}) + ":");
            out_ += ' ';
        }
        paint(colour_of(Severity::note), "note:");
        out_ += " " + note.message + "\n";
    }

    const Sources& sources_;
    const TextStyle& style_;
    std::map<std::uint32_t, std::vector<Extent>> secrets_;
    std::string out_;
};

void add_count(std::string& line, std::size_t count, std::string_view noun) {
    if (count == 0) return;
    if (!line.empty()) line += ", ";
    line += std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace

std::string diagnostics_text(const Diagnostics& diagnostics, const Sources& sources, const TextStyle& style) {
    Writer writer(sources, style);
    for (const Diagnostic* each : diagnostics.sorted()) writer.add(*each);
    return writer.take();
}

std::string summary_line(const SeverityCounts& counts) {
    std::string line;
    add_count(line, counts.error, "error");
    add_count(line, counts.warning, "warning");
    add_count(line, counts.note, "note");
    return line.empty() ? "no findings" : line;
}

}  // namespace millwright
