#include "graph/report/source_line.h"

#include <algorithm>

#include "graph/display_width.h"
#include "graph/secret.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

constexpr std::size_t most_columns = 110;
constexpr std::size_t columns_before_caret = 50;
constexpr std::size_t tab_stop = 4;
/// Bytes of a line that are looked at on each side of the place, however long the line is.
constexpr std::size_t most_bytes = 600;
/// Bytes of the line before those that may hold the name of a value among them.
constexpr std::size_t look_back = 4096;

/// Something shown as one piece: a character, its escape, or "(secret)".
struct Piece {
    std::string shown;
    std::size_t begin = 0;  // offsets in the source
    std::size_t end = 0;
    std::size_t width = 0;
};

struct Window {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t line_begin = 0;
    bool cut_before = false;
    bool cut_after = false;
};

std::size_t character_start(std::string_view text, std::size_t at) {
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
    return at;
}

Window window_of(const Source& source, Place place) {
    const std::string_view text = source.text();
    const std::string_view line = source.line_at(place.begin);
    const auto line_begin = static_cast<std::size_t>(line.data() - text.data());
    const std::size_t line_end = line_begin + line.size();
    Window window{line_begin, line_end, line_begin};
    if (place.begin > line_begin + most_bytes) {
        window.begin = character_start(text, place.begin - most_bytes);
        window.cut_before = true;
    }
    if (line_end > place.begin + most_bytes) {
        window.end = character_start(text, place.begin + most_bytes);
        window.cut_after = true;
    }
    return window;
}

std::vector<Extent> secrets_in(const std::vector<Extent>& of_text, std::string_view text, Window window, Place place,
                               bool hide_place) {
    const std::size_t nearest = window.begin - std::min(window.begin, look_back);
    const std::size_t begin = character_start(text, std::max(window.line_begin, nearest));
    std::vector<Extent> secrets = secret_values_in_line(of_text, text, {begin, window.end});
    if (!hide_place) return secrets;
    const std::size_t end = std::clamp<std::size_t>(place.end, place.begin, window.end);
    if (looks_like_clear_secret(text.substr(place.begin, end - place.begin), "x")) return secrets;
    secrets.push_back({place.begin, end});
    std::sort(secrets.begin(), secrets.end(), [](Extent a, Extent b) { return a.begin < b.begin; });
    return secrets;
}

Piece piece_at(std::string_view text, std::size_t at, std::size_t end, std::size_t column) {
    if (text[at] == '\t') {
        const std::size_t width = tab_stop - column % tab_stop;
        return {std::string(width, ' '), at, at + 1, width};
    }
    const Cluster cluster = first_cluster(text.substr(at, end - at));
    std::string shown = printable(text.substr(at, cluster.bytes));
    const std::size_t width = shown.size() == cluster.bytes ? cluster.width : display_width(shown);
    return {std::move(shown), at, at + cluster.bytes, width};
}

std::vector<Piece> pieces_of(std::string_view text, Window window, const std::vector<Extent>& secrets) {
    std::vector<Piece> pieces;
    std::size_t column = 0;
    auto secret = secrets.begin();
    for (std::size_t at = window.begin; at < window.end;) {
        while (secret != secrets.end() && secret->end <= at) ++secret;
        Piece piece;
        if (secret != secrets.end() && secret->begin <= at) {
            piece = {std::string(masked_secret), at, std::min(secret->end, window.end), masked_secret.size()};
        } else {
            const std::size_t end = secret != secrets.end() ? std::min(secret->begin, window.end) : window.end;
            piece = piece_at(text, at, end, column);
        }
        at = piece.end;
        column += piece.width;
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

/// Takes pieces away on both sides until the rest fits, the caret in view.
Window cut_to_fit(std::vector<Piece>& pieces, std::size_t caret, Window window) {
    std::size_t first = std::min(caret, pieces.size());
    for (std::size_t width = 0; first > 0 && width + pieces[first - 1].width <= columns_before_caret; --first) {
        width += pieces[first - 1].width;
    }
    std::size_t total = 0;
    for (const Piece& piece : pieces) total += piece.width;
    if (total <= most_columns) first = 0;
    std::size_t last = first;
    for (std::size_t width = 0; last < pieces.size() && width + pieces[last].width <= most_columns; ++last) {
        width += pieces[last].width;
    }
    window.cut_before = window.cut_before || first > 0;
    window.cut_after = window.cut_after || last < pieces.size();
    pieces = std::vector<Piece>(pieces.begin() + static_cast<std::ptrdiff_t>(first),
                                pieces.begin() + static_cast<std::ptrdiff_t>(last));
    return window;
}

}  // namespace

MarkedLine marked_line(const Source& source, const std::vector<Extent>& secrets, Place place, bool hide_place) {
    const std::string_view text = source.text();
    if (place.begin > text.size()) return {};
    Window window = window_of(source, place);
    std::vector<Piece> pieces = pieces_of(text, window, secrets_in(secrets, text, window, place, hide_place));
    const auto caret =
        std::find_if(pieces.begin(), pieces.end(), [&](const Piece& each) { return each.end > place.begin; });
    window = cut_to_fit(pieces, static_cast<std::size_t>(caret - pieces.begin()), window);

    MarkedLine line;
    line.shown = true;
    if (window.cut_before) {
        line.text = "…";
        line.caret = " ";
    }
    std::size_t marked = 0;
    for (const Piece& piece : pieces) {
        line.text += piece.shown;
        if (piece.end <= place.begin)
            line.caret.append(piece.width, ' ');
        else if (piece.begin < place.end)
            marked += piece.width;
    }
    line.caret += '^';
    if (marked > 1) line.caret.append(marked - 1, '~');
    if (window.cut_after) line.text += "…";
    return line;
}

}  // namespace millwright
