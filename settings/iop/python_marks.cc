#include "settings/iop/python_marks.h"

namespace millwright::settings {
namespace {

/// Whether a line begins with that name: at the top of a module it is given a value there.
bool names_at_line_start(std::string_view text, std::string_view name) {
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        const char next = at + name.size() < text.size() ? text[at + name.size()] : '\n';
        const bool whole = next == ' ' || next == '=' || next == ':' || next == '.' || next == '\t' || next == '+';
        if (whole && (at == 0 || text[at - 1] == '\n')) return true;
    }
    return false;
}

}  // namespace

bool is_python_settings(std::string_view text) {
    return defines_productions(text) || names_at_line_start(text, "CLASSES") || names_at_line_start(text, "SCHEMAS");
}

bool defines_productions(std::string_view text) {
    return names_at_line_start(text, "PRODUCTIONS");
}

}  // namespace millwright::settings
