// What is wrong, where, and what to do about it: the one form in which every part of Millwright reports findings.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "graph/codes.h"
#include "graph/source.h"

namespace millwright {

/// A related place, or only a sentence when the place is not known.
struct Note {
    Place place;
    std::string message;
};

struct Diagnostic {
    Code code;
    Severity severity;
    Place place;
    std::string file;     ///< names the file when there is no place in it (a missing file, say); else empty
    std::string message;  ///< one line; names the thing and what is wrong with it
    std::string hint;     ///< what to type; may be empty
    std::vector<Note> notes;

    Diagnostic& note(Place at, std::string text) {
        notes.push_back({at, std::move(text)});
        return *this;
    }
    Diagnostic& advise(std::string text) {
        hint = std::move(text);
        return *this;
    }
    Diagnostic& as(Severity level) {
        severity = level;
        return *this;
    }
    Diagnostic& in_file(std::string name) {
        file = std::move(name);
        return *this;
    }
};

struct SeverityCounts {
    std::size_t error = 0;
    std::size_t warning = 0;
    std::size_t note = 0;
};

/// Findings in the order in which they were made; `sorted` gives the order in which they are shown.
class Diagnostics {
public:
    /// Adds a finding with the code's default severity. The reference stays valid until the next call of `merge`.
    Diagnostic& add(Code code, Place place, std::string message);
    void add(Diagnostic diagnostic) { all_.push_back(std::move(diagnostic)); }
    void merge(Diagnostics&& other);
    /// The finding added last; there is one.
    Diagnostic& last() { return all_.back(); }

    bool empty() const { return all_.empty(); }
    std::size_t size() const { return all_.size(); }
    auto begin() const { return all_.begin(); }
    auto end() const { return all_.end(); }
    auto begin() { return all_.begin(); }
    auto end() { return all_.end(); }

    SeverityCounts counts() const;
    bool has_errors() const { return counts().error != 0; }
    /// By source in the order of reading, then by place, then by code; those without a place first.
    std::vector<const Diagnostic*> sorted() const;

private:
    std::deque<Diagnostic> all_;
};

}  // namespace millwright
