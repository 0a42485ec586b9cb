#include "graph/layout/layout.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "graph/layout/child.h"
#include "graph/render/dot.h"
#include "graph/render/svg.h"
#include "tests/support/folder.h"
#include "tests/support/pictures.h"
#include "tests/support/production_text.h"

using namespace millwright;
using namespace millwright::layout;
using test::production_of;

namespace {

// AddressSanitizer has its address space from the beginning, and ends a process that it can give no memory.
#ifdef __SANITIZE_ADDRESS__
constexpr bool memory_can_be_limited = false;
#else
constexpr bool memory_can_be_limited = true;
#endif

Result<std::string> drawn(const Production& production, PictureFormat format = PictureFormat::svg,
                          const LayoutLimits& limits = {}) {
    const Routes routes(production);
    const Picture picture = picture_of(view_of(production, routes));
    auto result = lay_out(dot_text(picture), format, limits);
    if (result && format == PictureFormat::svg) return finished_svg(std::move(*result), picture, Theme::automatic);
    return result;
}

std::string svg_of(const Production& production) {
    const auto picture = drawn(production);
    REQUIRE(picture.has_value());
    return *picture;
}

std::string message_of(const Result<std::string>& result) {
    return result ? "fine" : result.error().diagnostics.begin()->message;
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("a picture as svg has title, description and names as text") {
    const auto read =
        production_of("production Demo.Orders\nservice OrderFile -> Output: Orders\noperation Orders shop.Orders\n");
    const std::string svg = svg_of(read.production);
    CHECK(holds(svg, " role=\"img\" "));
    CHECK(holds(svg, "<title id=\"picture-title\">Production Demo.Orders</title>\n<desc id=\"picture-desc\">"));
    CHECK(holds(svg, ">OrderFile</text>"));
    CHECK(holds(svg, ">shop.Orders</text>"));
    CHECK(holds(svg, ">Output</text>"));
    CHECK(holds(svg, "font-family=\"DejaVu Sans,Verdana,sans-serif\""));
    CHECK(svg.ends_with("</svg>\n"));
}

TEST_CASE("png and pdf") {
    const auto read = production_of("service A -> Output: B\noperation B\n");
    const auto png = drawn(read.production, PictureFormat::png);
    REQUIRE(png.has_value());
    CHECK(png->starts_with("\x89PNG"));
    const auto pdf = drawn(read.production, PictureFormat::pdf);
    REQUIRE(pdf.has_value());
    CHECK(pdf->starts_with("%PDF"));
}

TEST_CASE("the same picture twice, and whatever the order of the file") {
    const auto one = production_of("service A -> Output: B, C; Other: C\noperation B\noperation C\n");
    const auto other = production_of("operation C\noperation B\nservice A -> Other: C; Output: C, B\n");
    CHECK(svg_of(one.production) == svg_of(one.production));
    CHECK(svg_of(one.production) == svg_of(other.production));
}

TEST_CASE("nothing, and one item") {
    CHECK(holds(svg_of(production_of("").production), "0 items, 0 routes"));
    CHECK(holds(svg_of(production_of("service A\n").production), "1 item, 0 routes"));
}

TEST_CASE("names that mean something to Graphviz, XML or a terminal") {
    for (const std::string name : {"a\"b<c>|{d}\\n%",
                                   "<b>",
                                   "<b>x</b>",
                                   "&amp;",
                                   "\\",
                                   "\\\\",
                                   "a\\",
                                   "\\N\\G\\E",
                                   "%",
                                   "%1",
                                   "",
                                   " ",
                                   "node",
                                   "subgraph",
                                   "a:b:c",
                                   "a\nb\tc",
                                   "\x1b[31m",
                                   "-->",
                                   "]]>",
                                   "1.5",
                                   "{a|b}",
                                   "'",
                                   "Ünïcödé 名前",
                                   "<TABLE>",
                                   "a;b,c",
                                   "]",
                                   "//",
                                   "/* x",
                                   "#"}) {
        CAPTURE(name);
        auto read = production_of("service A -> Output: B\noperation B\noperation A\n");
        for (Item& item : read.production.items) {
            item.name = name;
            item.class_name = name;
            item.category = name;
        }
        read.production.name = name;
        for (Setting& setting : read.production.settings) setting.name = name;
        for (NameRef& each : read.production.names) each.name = name;
        const auto picture = drawn(read.production);
        CHECK(message_of(picture) == "fine");
    }
}

TEST_CASE("every look, line and change, and hostile texts everywhere") {
    for (const auto& [name, picture] : test::sample_pictures()) {
        CAPTURE(name);
        for (const Theme theme : {Theme::automatic, Theme::dark}) {
            const auto drawing = lay_out(dot_text(picture, {theme, nullptr}), PictureFormat::svg, {});
            REQUIRE(message_of(drawing) == "fine");
            const std::string svg = finished_svg(*drawing, picture, theme);
            // Lines that hold rows together are not drawn.
            CHECK(count(svg, "class=\"node ") == picture.nodes.size());
            CHECK(count(svg, "class=\"edge ") == picture.edges.size());
            CHECK(count(svg, "<title") == 1 + picture.nodes.size() + picture.edges.size());
            CHECK_FALSE(holds(svg, "<script"));
            CHECK_FALSE(holds(svg, "\x1b"));
        }
    }
}

TEST_CASE("hostile texts as png and pdf") {
    for (const std::string& text :
         {test::hostile_names().front(), std::string("\x1b[31m<b>\\N"), std::string(3000, '"')}) {
        const std::string dot = dot_text(test::picture_of_a_text(text));
        CHECK(message_of(lay_out(dot, PictureFormat::png, {})) == "fine");
        CHECK(message_of(lay_out(dot, PictureFormat::pdf, {})) == "fine");
    }
}

TEST_CASE("a hostile name is shown as it is") {
    auto read = production_of("service A -> Output: B\noperation B\n");
    read.production.items[0].name = "a\"b<c>|{d}\\n%";
    read.production.items[1].name = "<b>";
    const std::string svg = svg_of(read.production);
    CHECK(holds(svg, ">a&quot;b&lt;c&gt;|{d}\\n%</text>"));
    CHECK(holds(svg, ">&lt;b&gt;</text>"));
}

TEST_CASE("very long names are cut") {
    auto read = production_of("service A -> Output: B\noperation B\n");
    const std::string name(100'000, '"');
    read.production.items[0].name = name;
    read.production.items[0].class_name = name;
    read.production.name = name;
    CHECK(holds(svg_of(read.production), "…</text>"));
}

TEST_CASE("text that is no graph is a failure with what Graphviz says") {
    const auto result = lay_out("digraph { a -> ", PictureFormat::svg, {});
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().kind == FailureKind::environment);
    const Diagnostic& finding = *result.error().diagnostics.begin();
    CHECK(finding.code == Code::layout_failed);
    REQUIRE_FALSE(finding.notes.empty());
    CHECK(holds(finding.notes.front().message, "syntax error"));
    CHECK_FALSE(lay_out("", PictureFormat::svg, {}).has_value());
}

TEST_CASE("a layout that takes too long is stopped") {
    std::string text = "digraph {";
    for (int i = 0; i < 20'000; ++i)
        text += std::to_string(i * 7919 % 5000) + "->" + std::to_string(i * 104729 % 5000) + ";";
    const auto start = std::chrono::steady_clock::now();
    const auto result = lay_out(text + "}", PictureFormat::svg, {0.3, std::size_t{2} << 30U});
    CHECK(message_of(result) == "Graphviz did not finish the layout in 0.3 seconds");
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
    CHECK_FALSE(lay_out("digraph {}", PictureFormat::svg, {0, std::size_t{2} << 30U}).has_value());
}

TEST_CASE("a layout that needs too much memory is a failure") {
    std::string text = "digraph {";
    for (int i = 0; i < 50'000; ++i) text += "a" + std::to_string(i) + ";";
    const auto result = lay_out(text + "}", PictureFormat::svg, {20, std::size_t{8} << 20U});
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().diagnostics.begin()->code == Code::layout_failed);
}

TEST_CASE("a layout that is stopped is told apart from one that fails") {
    std::string text = "digraph {";
    for (int i = 0; i < 20'000; ++i)
        text += std::to_string(i * 7919 % 5000) + "->" + std::to_string(i * 104729 % 5000) + ";";
    CHECK(layout_of(text + "}", PictureFormat::svg, {0.2, std::size_t{2} << 30U}).stopped);
    if (memory_can_be_limited) {
        const auto poor = layout_of(text + "}", PictureFormat::svg, {20, std::size_t{8} << 20U});
        CHECK(poor.stopped);
        CHECK(message_of(poor.picture) == "Graphviz needed more than 8 MiB of memory");
    }
    CHECK_FALSE(layout_of("digraph {", PictureFormat::svg, {}).stopped);
    CHECK_FALSE(layout_of("digraph {}", PictureFormat::svg, {}).stopped);
    CHECK(waitpid(-1, nullptr, WNOHANG) == -1);  // nobody is left behind
}

TEST_CASE("Graphviz without its plugins is a failure that says what to install") {
    const test::Folder folder;
    ::setenv("GVBINDIR", folder.path().c_str(), 1);
    const auto dot = lay_out("digraph { a -> b }", PictureFormat::svg, {});
    const auto placed = lay_out("digraph { layout=nop2; a [pos=\"0,0\"] }", PictureFormat::png, {});
    ::unsetenv("GVBINDIR");
    for (const auto& result : {dot, placed}) {
        REQUIRE_FALSE(result.has_value());
        const Diagnostic& finding = *result.error().diagnostics.begin();
        CHECK(finding.message == "Graphviz is installed without what it draws with");
        CHECK(holds(finding.hint, "libgvc6"));
    }
    CHECK(lay_out("digraph { a -> b }", PictureFormat::svg, {}).has_value());
}

TEST_CASE("what is placed already is only drawn") {
    const std::string text =
        "digraph { layout=nop2; label=Caption; node [shape=box, width=1, height=0.5]; a [pos=\"100,200\"]; b "
        "[pos=\"500,50\"];"
        "a -> b [pos=\"e,464,50 136,200 300,200 300,50 457,50\"]; b -> b [pos=\"e,536,44 536,56 566,62 566,44 "
        "543,44\"] }";
    const auto svg = lay_out(text, PictureFormat::svg, {});
    REQUIRE(svg.has_value());
    CHECK(holds(*svg, "d=\"M72,-168C236,-168 236,-18 393,-18\""));
    CHECK(holds(*svg, ">Caption</text>"));
    CHECK(holds(*svg, "points=\"390,-21.5 400,-18 390,-14.5 390,-21.5\""));
}

TEST_CASE("an image that would have too many pixels has fewer, or is refused; a page stays one that can be shown") {
    const auto apart = [](int points) {
        const std::string far = std::to_string(points);
        return "digraph { layout=nop2; node [shape=box]; a [pos=\"0,0\"]; b [pos=\"" + far + "," + far + "\"] }";
    };
    const auto side_of = [](const std::string& png) {
        std::uint32_t side = 0;
        for (std::size_t i = 16; i < 20; ++i) side = side << 8U | static_cast<unsigned char>(png.at(i));
        return side;
    };
    const auto usual = lay_out(apart(3'000), PictureFormat::png, {});
    REQUIRE(usual.has_value());
    CHECK(side_of(*usual) >= 4'000);
    const auto fewer = lay_out(apart(10'000), PictureFormat::png, {});
    REQUIRE(fewer.has_value());
    CHECK(side_of(*fewer) > 7'000);
    CHECK(side_of(*fewer) <= 8'100);
    const auto refused = lay_out(apart(20'000), PictureFormat::png, {});
    CHECK(message_of(refused) ==
          "the picture of 20054 x 20036 points is too large for PNG: its text could not be read");
    CHECK(refused.error().diagnostics.begin()->notes.empty());
    const auto pdf = lay_out(apart(30'000), PictureFormat::pdf, {});
    REQUIRE(pdf.has_value());
    const std::size_t box = pdf->find("/MediaBox [ 0 0 ");
    REQUIRE(box != std::string::npos);
    CHECK(std::atof(pdf->c_str() + box + 16) <= 14'400);
    CHECK(std::atof(pdf->c_str() + box + 16) > 14'000);
}

TEST_CASE("a child does not outlive the process that started it") {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const pid_t starter = ::fork();
    if (starter == 0) {
        run_in_child(
            [&]() -> std::string {
                const pid_t self = ::getpid();
                if (::write(ends[1], &self, sizeof self) != sizeof self) std::_Exit(1);
                while (true) ::pause();
            },
            60, std::size_t{1} << 30U);
        std::_Exit(0);
    }
    ::close(ends[1]);
    pid_t child = 0;
    REQUIRE(::read(ends[0], &child, sizeof child) == sizeof child);
    ::kill(starter, SIGKILL);
    ::waitpid(starter, nullptr, 0);
    // Only the child still holds the other end; it is closed when it ends.
    char none = 0;
    pollfd end{ends[0], POLLIN, 0};
    REQUIRE(::poll(&end, 1, 10'000) == 1);
    CHECK(::read(ends[0], &none, 1) == 0);
    ::close(ends[0]);
}

TEST_CASE("how a child ends is told") {
    const auto memory = std::size_t{1} << 30U;
    CHECK(run_in_child([] { return std::string(300'000, 'x'); }, 10, memory).out.size() == 300'000);
    const auto crashed = run_in_child(
        []() -> std::string {
            ::raise(SIGKILL);
            return {};
        },
        10, memory);
    CHECK(crashed.ending == Ending::crashed);
    CHECK(crashed.detail == SIGKILL);
    CHECK(run_in_child([]() -> std::string { std::abort(); }, 10, memory).ending == Ending::crashed);
    CHECK(run_in_child([]() -> std::string { throw 1; }, 10, memory).ending == Ending::failed);
    CHECK(run_in_child([]() -> std::string { throw std::runtime_error("why"); }, 10, memory).messages == "why\n");
    const auto greedy = run_in_child([] { return std::string(std::size_t{2} << 30U, 'x'); }, 10, memory);
    CHECK(greedy.ending == (memory_can_be_limited ? Ending::out_of_memory : Ending::failed));
    CHECK(run_in_child([]() -> std::string { std::_Exit(7); }, 10, memory).detail == 7);
    const auto late = run_in_child(
        []() -> std::string {
            while (true) {
            }
        },
        0.1, memory);
    CHECK(late.ending == Ending::timed_out);
    CHECK(late.out.empty());
}
