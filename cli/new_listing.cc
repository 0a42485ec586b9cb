#include "cli/new_listing.h"

#include <algorithm>

#include "cli/new_options.h"

namespace millwright::cli {
namespace {

using templates::FieldInfo;
using templates::KindInfo;
using templates::PartKind;
using templates::TemplateInfo;

constexpr std::size_t width = 116;
constexpr std::size_t kind_column = 14;
constexpr std::size_t field_column = 30;

/// Words set in lines that are not too long, each behind `indent` blanks.
std::string wrapped(const std::vector<std::string>& words, std::size_t indent) {
    std::string text;
    std::string line(indent, ' ');
    for (const std::string& word : words) {
        if (line.size() > indent && line.size() + word.size() > width) {
            text += line + '\n';
            line.assign(indent, ' ');
        }
        line += (line.size() > indent ? "  " : "") + word;
    }
    return text + line + '\n';
}

std::string in_column(std::string_view left, std::size_t column, std::string_view right) {
    const std::string gap(left.size() + 2 > column ? 2 : column - left.size(), ' ');
    return std::string(left) + gap + std::string(right) + '\n';
}

std::string text_of(const KindInfo& kind) {
    return in_column("  " + std::string(name_of(kind.kind)), kind_column, kind.purpose) +
           std::string(kind_column, ' ') + std::string(kind.example) + '\n' +
           wrapped(NewOptions::of_kind(kind.kind), kind_column);
}

std::string text_of(const TemplateInfo& file) {
    std::string text = in_column("  " + std::string(file.name), field_column, file.purpose);
    for (const FieldInfo& field : file.fields) {
        text += in_column("    " + std::string(field.name), field_column, field.doc);
    }
    return text;
}

bool belongs_to(const TemplateInfo& file, PartKind kind) {
    return std::find(file.kinds.begin(), file.kinds.end(), kind) != file.kinds.end();
}

}  // namespace

std::string listing_of_parts(std::optional<PartKind> wanted) {
    std::string kinds;
    for (const KindInfo& kind : templates::all_kinds()) {
        if (!wanted || kind.kind == *wanted) kinds += (kinds.empty() ? "" : "\n") + text_of(kind);
    }
    std::string files;
    for (const TemplateInfo& file : templates::all_templates()) {
        if (!wanted || belongs_to(file, *wanted)) files += "\n" + text_of(file);
    }
    std::string text = "Kinds of parts\n" + kinds;
    if (files.empty()) return text;
    return text +
           "\nTemplates, in mustache, and their fields; a.b is the field b of each a\n"
           "A file .millwright/templates/NAME beside the settings replaces NAME; `millwright new --show NAME` prints "
           "it.\n" +
           files;
}

}  // namespace millwright::cli
