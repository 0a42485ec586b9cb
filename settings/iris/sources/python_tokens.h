// A method in embedded Python cut into names, strings and signs, line by line, without comments.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "settings/iris/sources/objectscript_code.h"

namespace millwright::settings::iris {

enum class PythonKind : std::uint8_t { name, string, number, sign };

struct PythonToken {
    std::uint32_t begin = 0;  ///< offsets in the text
    std::uint32_t end = 0;
    PythonKind kind = PythonKind::sign;
};

/// A logical line: what stands in brackets may go on over several.
struct PythonLine {
    std::uint32_t indent = 0;
    TokenRange tokens;
};

class PythonCode {
public:
    /// The text must outlive it.
    explicit PythonCode(std::string_view text);

    std::size_t size() const { return tokens_.size(); }
    std::string_view operator[](std::size_t at) const {
        return text_.substr(tokens_[at].begin, tokens_[at].end - tokens_[at].begin);
    }
    const PythonToken& token(std::size_t at) const { return tokens_[at]; }
    bool is(std::size_t at, std::string_view wanted) const { return at < tokens_.size() && (*this)[at] == wanted; }
    bool is_kind(std::size_t at, PythonKind kind) const { return at < tokens_.size() && tokens_[at].kind == kind; }
    const std::vector<PythonLine>& lines() const { return lines_; }
    std::uint32_t line_of(std::uint32_t token) const;

    /// The token after `at` and what it opens.
    std::uint32_t after(std::uint32_t at) const { return match_[at] > at ? match_[at] + 1 : at + 1; }
    /// Between a bracket and the one that closes it; empty where none does.
    TokenRange inside(std::uint32_t open) const { return {open + 1, match_[open] > open ? match_[open] : open + 1}; }
    std::vector<TokenRange> split(TokenRange range, std::string_view sign) const;
    /// Where that word or sign stands outside of brackets; `range.end` where it does not.
    std::uint32_t find(TokenRange range, std::string_view wanted) const;
    std::string text_of(TokenRange range) const;
    /// What a string says; nothing of bytes and of f-strings with a value in them.
    bool string_value(std::size_t at, std::string& value) const;

private:
    friend class PythonScanner;
    std::string_view text_;
    std::vector<PythonToken> tokens_;
    std::vector<PythonLine> lines_;
    std::vector<std::uint32_t> match_;
};

}  // namespace millwright::settings::iris
