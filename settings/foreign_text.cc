#include "settings/foreign_text.h"

#include "graph/utf8.h"
#include "settings/limits.h"

namespace millwright::settings {
namespace {

Place byte_at(std::uint32_t source, std::size_t offset) {
    return {source, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(offset + 1)};
}

}  // namespace

Diagnostic& unreadable(Reading& reading, Code code, Place place, std::string message) {
    reading.readable = false;
    return reading.findings.add(code, place, std::move(message));
}

bool check_is_text(std::uint32_t source, Reading& reading) {
    const std::string_view text = reading.sources[source].text();
    if (text.size() > limits::file_bytes) {
        unreadable(reading, Code::too_large, {}, "the text is larger than 512 MiB")
            .in_file(reading.sources[source].name());
        return false;
    }
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        unreadable(reading, Code::not_utf8, byte_at(source, 0), "the text is UTF-16; only UTF-8 is read")
            .advise("convert it: iconv -f UTF-16 -t UTF-8");
        return false;
    }
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
        unreadable(reading, Code::nul_byte, byte_at(source, nul), "a zero byte: this is no text");
        return false;
    }
    if (const std::size_t bad = first_invalid_utf8(text); bad != std::string_view::npos) {
        unreadable(reading, Code::not_utf8, byte_at(source, bad), "this byte is not UTF-8")
            .advise("convert the text to UTF-8: iconv -f LATIN1 -t UTF-8, if it is Latin-1");
        return false;
    }
    return true;
}

Diagnostic& not_understood(Reading& reading, const ReadOptions& options, Place place, std::string message) {
    return reading.findings.add(Code::not_understood, place, std::move(message))
        .as(options.strict ? Severity::error : Severity::warning);
}

}  // namespace millwright::settings
