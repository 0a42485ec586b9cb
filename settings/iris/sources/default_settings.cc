#include "settings/iris/sources/default_settings.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "graph/ascii.h"
#include "graph/utf8.h"
#include "settings/foreign_text.h"
#include "settings/iris/sources/encoding.h"
#include "settings/iris/sources/nearest.h"
#include "settings/iris/xml_scan.h"
#include "settings/iris/xml_text.h"

namespace millwright::settings::iris {
namespace {

constexpr std::string_view any = "*";
constexpr std::size_t most_shown = 60;

/// One row of the table. What is not said is for any.
struct Row {
    std::string production{any};
    std::string item{any};
    std::string class_name{any};
    std::string setting{any};
    std::string value;
    std::string description;
    Place place;  ///< of the value, else of the row
};

struct Column {
    std::string_view name;
    std::string Row::*text = nullptr;  ///< none: it has no place in a production
};

constexpr std::array<Column, 7> columns{{
    {"production", &Row::production},
    {"item", &Row::item},
    {"class", &Row::class_name},
    {"setting", &Row::setting},
    {"value", &Row::value},
    {"description", &Row::description},
    {"deployable"},
}};

const Column* column_named(std::string_view name) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& each) {
        return std::equal(each.name.begin(), each.name.end(), name.begin(), name.end(),
                          [](char a, char b) { return a == ascii::lower(b); });
    });
    return found == columns.end() ? nullptr : &*found;
}

bool is_tag(const XmlToken& token) {
    return token.part == XmlPart::start_tag || token.part == XmlPart::empty_tag;
}

bool ends(const XmlToken& token) {
    return token.part == XmlPart::end_of_text || token.part == XmlPart::cut_off || token.part == XmlPart::broken;
}

class Table {
public:
    Table(std::uint32_t source, const ReadOptions& options, Reading& reading)
        : source_(source), options_(options), reading_(reading), text_(reading.sources[source].text()) {}

    std::vector<Row> read() {
        XmlScanner scanner(text_, text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
        bool inside = false;
        for (XmlToken token = scanner.next(); token.part != XmlPart::end_of_text; token = scanner.next()) {
            if (ends(token)) {
                report_end(token);
                break;
            }
            if (token.name == "defaultSettings") inside = token.part == XmlPart::start_tag;
            if (inside && is_tag(token) && token.name == "item" && !read_row(token, scanner)) break;
        }
        return std::move(rows_);
    }

private:
    Place place(std::size_t begin, std::size_t end) const {
        return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::min(end, text_.size()))};
    }

    void report_end(const XmlToken& token) {
        reading_.findings
            .add(token.part == XmlPart::cut_off ? Code::truncated : Code::syntax, place(token.begin, token.begin + 1),
                 "the default settings are cut off here, or are not well-formed XML; the rest is left out")
            .as(Severity::warning);
    }

    /// False when the text ends in it.
    bool read_row(const XmlToken& tag, XmlScanner& scanner) {
        Row row;
        row.place = place(tag.begin, tag.begin + 1 + tag.name.size());
        for (const XmlAttribute& each : attributes_of_tag(text_, tag.begin)) {
            take(row, each.name, each.value_begin, each.value_end);
        }
        if (tag.part == XmlPart::start_tag && !read_children(row, scanner)) return false;
        if (row.setting == any) {
            not_understood(reading_, options_, row.place, "a default setting without a name is left out");
        } else {
            rows_.push_back(std::move(row));
        }
        return true;
    }

    bool read_children(Row& row, XmlScanner& scanner) {
        for (XmlToken token = scanner.next(); token.part != XmlPart::end_tag || token.name != "item";
             token = scanner.next()) {
            if (ends(token) || token.part == XmlPart::end_tag) {
                report_end(token);
                return false;
            }
            if (token.part != XmlPart::start_tag) continue;
            const XmlToken end = scanner.skip_element();
            if (ends(end)) {
                report_end(end);
                return false;
            }
            take(row, token.name, token.end, end.begin);
        }
        return true;
    }

    void take(Row& row, std::string_view name, std::size_t begin, std::size_t end) {
        const Column* column = column_named(name);
        if (column == nullptr) {
            not_understood(reading_, options_, place(begin, end),
                           in_quotes(name.substr(0, most_shown)) + " of a default setting is not understood");
            return;
        }
        if (column->text == nullptr) return;
        const XmlText text(source_, text_, begin, end);
        const bool empty = text.text().empty();
        const bool is_key = column->text != &Row::value && column->text != &Row::description;
        if (!empty || !is_key) row.*column->text = text.text();
        if (column->text == &Row::value && !empty) row.place = place(begin, end);
    }

    std::uint32_t source_;
    const ReadOptions& options_;
    Reading& reading_;
    std::string_view text_;
    std::vector<Row> rows_;
};

struct TableFile {
    std::vector<std::string> parts;  ///< of its path
    std::vector<Row> rows;
};

/// Gives a production what is about it.
class Assignment {
public:
    Assignment(Production& production, Reading& reading) : production_(production), reading_(reading) {}

    void take(const std::vector<const TableFile*>& nearest_first) {
        for (const TableFile* file : nearest_first) {
            for (const Row& row : file->rows) {
                if (row.production == any || row.production == production_.name) add(row);
            }
        }
    }

private:
    using Key = std::array<std::string_view, 4>;

    void add(const Row& row) {
        const auto [at, is_new] = seen_.emplace(Key{row.production, row.item, row.class_name, row.setting}, &row);
        if (is_new) {
            TextStore& texts = production_.texts;
            production_.default_settings.push_back({texts.keep(row.production), texts.keep(row.item),
                                                    texts.keep(row.class_name), texts.keep(row.setting),
                                                    texts.keep(row.value), row.place, texts.keep(row.description)});
        } else if (at->second->value != row.value) {
            reading_.findings
                .add(Code::conflicting_keys, row.place,
                     "the default of setting " + in_quotes(row.setting) +
                         " is another one in a nearer file, which counts")
                .as(Severity::warning)
                .note(at->second->place, "the one that counts");
        }
    }

    Production& production_;
    Reading& reading_;
    std::map<Key, const Row*> seen_;
};

}  // namespace

void read_default_settings(const FolderScan& scanned, const Files& files, const ReadOptions& options,
                           Reading& reading) {
    std::vector<TableFile> tables;
    for (const ScannedFile& each : scanned.files) {
        if (!each.default_settings) continue;
        auto text = files.read(each.path);
        if (!text) {
            for (Diagnostic& why : text.error().diagnostics) reading.findings.add(why.as(Severity::warning));
            continue;
        }
        const std::string shown = files.display_name(each.path);
        const auto source = add_decoded(shown, std::move(*text), reading);
        tables.push_back({parts_of_path(shown), Table(source, options, reading).read()});
    }
    if (tables.empty()) return;
    for (Production& each : reading.productions) {
        const auto own = parts_of_path(reading.sources.name_of(each.place));
        std::vector<const TableFile*> order;
        for (const TableFile& table : tables) order.push_back(&table);
        std::stable_sort(order.begin(), order.end(), [&](const TableFile* a, const TableFile* b) {
            return nearness(a->parts, own) < nearness(b->parts, own);
        });
        Assignment(each, reading).take(order);
    }
}

}  // namespace millwright::settings::iris
