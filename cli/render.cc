#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "cli/command.h"
#include "cli/deployed_input.h"
#include "cli/embedded.h"
#include "cli/inputs.h"
#include "cli/output_file.h"
#include "graph/layout/layout.h"
#include "graph/render/dot.h"
#include "graph/render/json.h"
#include "graph/render/mermaid.h"
#include "graph/render/svg.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

using layout::PictureFormat;

Result<std::string> laid_out(const View& view, PictureFormat format) {
    const Picture picture = picture_of(view);
    DotStyle style;
    std::optional<Placement> placement;
    if (is_placed_here(picture)) style.placement = &placement.emplace(placed(picture));
    auto drawn = layout::lay_out(dot_text(picture, style), format, {});
    if (drawn && format == PictureFormat::svg) return finished_svg(std::move(*drawn), picture, Theme::automatic);
    return drawn;
}

/// What can be drawn, by name and by ending.
struct Drawing {
    std::string_view format;
    std::string_view ending;
    bool binary;
    Result<std::string> (*draw)(const View&, const Production&, const Sources&);
};

Result<std::string> page(const View& view, const Production& production, const Sources& sources) {
    const DetailsOf details{&production, nullptr};
    const Picture picture = picture_of(view, &details);
    auto svg = layout::lay_out(dot_text(picture), PictureFormat::svg, {});
    if (!svg) return tl::make_unexpected(svg.error());
    return html_page(picture, finished_svg(std::move(*svg), picture, Theme::automatic), {&sources, nullptr},
                     embedded_viewer());
}

constexpr std::array<Drawing, 7> drawings{{
    {"html", ".html", false, page},
    {"svg", ".svg", false,
     [](const View& view, const Production&, const Sources&) { return laid_out(view, PictureFormat::svg); }},
    {"png", ".png", true,
     [](const View& view, const Production&, const Sources&) { return laid_out(view, PictureFormat::png); }},
    {"pdf", ".pdf", true,
     [](const View& view, const Production&, const Sources&) { return laid_out(view, PictureFormat::pdf); }},
    {"dot", ".dot", false,
     [](const View& view, const Production&, const Sources&) {
         return Result<std::string>(dot_text(picture_of(view)));
     }},
    {"mermaid", ".mmd", false,
     [](const View& view, const Production&, const Sources&) { return mermaid_text(picture_of(view)); }},
    {"json", ".json", false,
     [](const View& view, const Production&, const Sources& sources) {
         return Result<std::string>(render_json(view, {&sources, nullptr}));
     }},
}};

class Render final : public Invocation {
public:
    void declare(OptionTable& options) override {
        input_.declare_file(options);
        options.value("-o,--output", output_, "OUT", "where the picture goes (default: standard output)");
        options.choice("--format", format_, {"svg", "png", "pdf", "dot", "mermaid", "json", "html"},
                       "what is drawn (default: by OUT's ending, else dot)");
        options.flag("--deployed", from_deployed_, "draw what is deployed instead of what the settings say");
        deployed_.declare(options);
    }

    ExitStatus run(Console& console) override {
        const auto drawing = chosen_drawing();
        if (!drawing) return console.failed(drawing.error());
        if (output_.empty() && (*drawing)->binary && console.surroundings().out_is_terminal) {
            return console.misused("a picture cannot be shown on a terminal", "name a file with -o");
        }
        if (from_deployed_) return draw_deployed(console, **drawing);
        const auto file = input_file(console, input_);
        if (!file) return console.failed(file.error());
        const auto reading = read_for_deployment(console, *file, input_, deployed_);
        if (!reading) return console.failed(reading.error());
        if (!reading->readable) {
            return console.unreadable(reading->findings, reading->sources, (*drawing)->format == "json");
        }
        console.findings(reading->findings, reading->sources);
        const auto production = chosen_production(*reading, input_.production);
        if (!production) return console.failed(production.error(), reading->sources);
        return draw(console, **drawing, **production, reading->sources);
    }

private:
    Result<const Drawing*> chosen_drawing() const {
        const std::string ending = std::filesystem::path(output_).extension().string();
        const auto matches = [&](const Drawing& each) {
            return format_.empty() ? each.ending == ending : each.format == format_;
        };
        const auto* found = std::find_if(drawings.begin(), drawings.end(), matches);
        if (found != drawings.end()) return found;
        if (output_.empty()) return &drawings[4];
        return fail(FailureKind::environment, Code::unknown_format, {},
                    "the ending of " + in_quotes(output_) + " tells no picture",
                    "use .svg .png .pdf .dot .mmd .json or .html, or add --format");
    }

    ExitStatus draw_deployed(Console& console, const Drawing& drawing) const {
        const auto input = open_deployed(console, input_, deployed_, drawing.format == "json");
        if (!input) return console.failed(input.error());
        if (input->productions.size() != 1) {
            return console.misused("there are several productions", "choose one with --production NAME");
        }
        const auto production = input->opened.production(input->productions.front());
        if (!production) return console.failed(production.error());
        return draw(console, drawing, *production, input->reading.sources);
    }

    ExitStatus draw(Console& console, const Drawing& drawing, const Production& production,
                    const Sources& sources) const {
        const Routes routes(production);
        const View view = view_of(production, routes);
        const auto picture = drawing.draw(view, production, sources);
        if (!picture) return console.failed(picture.error(), sources);
        return write_output(console, output_, *picture, true);
    }

    InputOptions input_;
    DeploymentOptions deployed_;
    std::string output_;
    std::string format_;
    bool from_deployed_ = false;
};

}  // namespace

const Command render_command{
    "render",
    "draw the production",
    "Left to right: services, processes, operations. Graphviz lays pictures out in a process of its own.\n\n"
    "Examples\n"
    "  millwright render -o production.svg\n"
    "  millwright render src/Demo/Production.cls --format mermaid\n"
    "  millwright render settings.toml | dot -Tpng > production.png\n",
    [] { return std::unique_ptr<Invocation>(new Render); },
};

}  // namespace millwright::cli
