#include <filesystem>

#include "cli/command.h"
#include "cli/output_file.h"
#include "cli/present.h"
#include "cli/render_drawing.h"
#include "cli/render_input.h"
#include "cli/render_options.h"
#include "graph/render/process_picture.h"
#include "graph/utf8.h"
#include "settings/system.h"

namespace millwright::cli {
namespace {

class Render final : public Invocation {
public:
    void declare(OptionTable& options) override { options_.declare(options); }

    ExitStatus run(Console& console) override {
        const auto request = understood(options_);
        if (!request) return console.failed(request.error());
        request_ = *request;
        const auto format = drawing_format(options_.format, options_.output);
        if (!format) return console.failed(format.error());
        format_ = *format;
        if (options_.output.empty() && format_->binary && console.surroundings().out_is_terminal) {
            return console.misused("a picture cannot be shown on a terminal", "name a file with -o");
        }
        if (!options_.theme.empty() && !format_->themed) {
            return console.misused("--theme means nothing for " + std::string(format_->name),
                                   "its colours are those of whoever shows it: leave --theme out");
        }
        DrawnInput input;
        const ExitStatus status = read_drawn(console, options_, request_, format_->name == "json", input);
        return status == ExitStatus::fine ? draw(console, input) : status;
    }

private:
    ExitStatus draw(Console& console, const DrawnInput& input) const {
        Subject subject;
        subject.sources = input.sources;
        if (options_.process.empty()) {
            auto view = view_of_items(input);
            if (!view) return console.failed(view.error());
            subject.view = std::move(*view);
            subject.details = {input.production, input.before()};
            tell_collapsed(console, *subject.view);
        } else {
            auto picture = picture_of_process(console, input);
            if (!picture) return console.failed(picture.error());
            subject.process = std::move(*picture);
        }
        return write(console, subject);
    }

    Result<View> view_of_items(const DrawnInput& input) const {
        const Routes routes(*input.production);
        if (!input.change) return chosen(view_of(*input.production, routes), request_.view);
        const Routes old_routes(input.change->before);
        const View both =
            merged(view_of(input.change->before, old_routes), view_of(*input.production, routes), input.change->items);
        return chosen(both, request_.view);
    }

    void tell_collapsed(Console& console, const View& view) const {
        if (!view.collapsed_by_itself) return;
        console.remark(counted(view.items(), "item") + " and " +
                       counted(view.drawn_routes() + view.inside_routes, "route") +
                       " are too many for one picture, so each node stands for several; " +
                       "--focus ITEM shows a part of them, --collapse none draws all");
    }

    Result<Picture> picture_of_process(const Console& console, const DrawnInput& input) const {
        const Present present = request_.moment ? Present(*request_.moment) : Present(console.surroundings());
        const ProcessPictureOptions how{present.clock(), format_->detailed};
        auto after = process_picture(*input.production, options_.process, how);
        if (!input.change) return after;
        const migrate::PictureChange& change = *input.change;
        const auto before = process_picture(change.before_by_newer_names(), options_.process, how);
        if (!after && !before) return after;
        Overlay overlay;
        overlay.before = change.items.before;
        overlay.after = change.items.after;
        if (const auto steps = change.moved_steps.find(options_.process); steps != change.moved_steps.end())
            overlay.moved = steps->second;
        return merged(before.value_or(Picture()), after.value_or(Picture()), overlay);
    }

    ExitStatus write(Console& console, const Subject& subject) const {
        const DrawingStyle style{request_.theme, {request_.layout_seconds}};
        const auto drawn = format_->draw(subject, style);
        if (drawn) return write_output(console, options_.output, *drawn, true);
        if (!format_->laid_out) return console.failed(drawn.error());
        return write_dot_instead(console, subject, style, drawn.error());
    }

    /// A picture that could not be laid out is not lost: another program may lay out its dot text.
    ExitStatus write_dot_instead(Console& console, const Subject& subject, const DrawingStyle& style,
                                 Failure failure) const {
        Diagnostic& diagnostic = failure.diagnostics.last();
        if (options_.output.empty()) {
            diagnostic.note({}, "nothing was written; --format dot writes its text, which another program may lay out");
            return console.failed(failure);
        }
        const std::string path = std::filesystem::path(options_.output).replace_extension(".dot").string();
        const auto written = settings::write_file_atomically(path, dot_of(subject, style));
        if (written) {
            diagnostic.note({},
                            "wrote its dot text to " + in_quotes(path) + " instead, which another program may lay out");
        } else {
            console.failed(written.error());
        }
        return console.failed(failure);
    }

    RenderOptions options_;
    RenderRequest request_;
    const DrawingFormat* format_ = nullptr;
};

}  // namespace

const Command render_command{
    "render",
    "draw the production",
    "Services, processes and operations from left to right, with their routes; or one process with its steps. A view\n"
    "shows a part of it, and --diff what changes. What is left out is counted in the picture.\n\n"
    "Examples\n"
    "  millwright render -o production.svg\n"
    "  millwright render -o production.html                    a page to look around in\n"
    "  millwright render --focus OrderProcess --depth 2 --down --format mermaid\n"
    "  millwright render --process OrderProcess -o process.svg\n"
    "  millwright render --against origin/main --changed -o change.png\n"
    "  millwright render --revision 3 --diff -o revision.svg\n"
    "  millwright render settings.toml | dot -Tpng > production.png\n",
    [] { return std::unique_ptr<Invocation>(new Render); },
};

}  // namespace millwright::cli
