#include "cli/command.h"
#include "cli/deployed_input.h"
#include "cli/export_in_place.h"
#include "cli/inputs.h"
#include "cli/output_file.h"
#include "graph/utf8.h"
#include "settings/iop/settings_py.h"

namespace millwright::cli {
namespace {

using settings::Format;

bool is_python(Format format) {
    return format == Format::python || format == Format::python_class;
}

/// An engine takes a reference to a secret for the value itself; Python looks up what is in the environment.
Diagnostics references_left(const Production& production, Format format, const settings::Reading& beside) {
    Diagnostics found;
    for (const Item& item : production.items) {
        for (const Setting& setting : production.of(item.settings)) {
            if (!setting.refers_to_secret) continue;
            if (is_python(format) && is_in_environment(setting, beside)) continue;
            found.add(Code::secret_left_as_reference, setting.place,
                      "setting " + in_quotes(setting.name) + " of " + in_quotes(item.name) +
                          " refers to a secret, and is written as the reference: an engine takes it for the value");
        }
    }
    return found;
}

class Export final : public Invocation {
public:
    void declare(OptionTable& options) override {
        input_.declare_file(options);
        options.choice("--format", format_, {"toml", "xml", "iris-class", "json", "python", "python-class"},
                       "what is written (default: by OUT's ending)");
        options.value("-o,--output", output_, "OUT", "where it goes (default: standard output)");
        options.flag("--force", force_, "replace OUT when it exists, whatever it holds");
        options.flag("--deployed", from_deployed_, "what is deployed instead of what the settings say");
        options.value("--revision", revision_, "N", "what was deployed as revision N");
        deployed_.declare(options);
        deployed_.declare_store(options);
    }

    ExitStatus run(Console& console) override {
        const auto format = chosen_format();
        if (!format) return console.failed(format.error());
        if (from_deployed_ || !revision_.empty() || !deployed_.store.empty()) return export_deployed(console, *format);
        if (console.iop_spelling() && input_.file.empty()) {
            // `iop` would ask the engine.
            const std::string iris = named_live_iris(console, deployed_);
            if (!iris.empty()) return console.failed(live_iris_not_available(iris).value());
        }
        const auto file = input_file(console, input_);
        if (!file && console.iop_spelling()) {
            console.remark("a production can be exported from a file; from a live IRIS not yet in this version");
        }
        if (!file) return console.failed(file.error());
        const auto reading = read_for_deployment(console, *file, input_, deployed_);
        if (!reading) return console.failed(reading.error());
        console.findings(reading->findings, reading->sources);
        if (!reading->readable) return ExitStatus::no;
        const auto production = chosen_production(*reading, input_.production);
        if (!production) return console.failed(production.error(), reading->sources);
        settings::WriteOptions options;
        // Written in the format that it was read from, a document keeps every byte that need not change.
        const Place place = (*production)->place;
        if (*format == reading->format && *format != Format::settings_toml && place.known()) {
            options.base = reading->sources[place.source].text();
        }
        return write(console, **production, *format, options, *reading);
    }

private:
    Result<Format> chosen_format() const {
        if (!format_.empty()) return *settings::format_named(format_);
        if (output_.empty()) {
            return fail(FailureKind::environment, Code::usage, {}, "export needs --format or -o",
                        "write --format toml, xml, iris-class, json, python or python-class");
        }
        const auto format = settings::detect_format(output_, {});
        if (format) return *format;
        return fail(FailureKind::environment, Code::unknown_format, {},
                    "the ending of " + in_quotes(output_) + " tells no format",
                    "add --format toml, xml, iris-class, json, python or python-class");
    }

    ExitStatus export_deployed(Console& console, Format format) {
        const auto revision = revision_number(revision_);
        if (!revision) return console.failed(revision.error());
        const auto input = open_deployed(console, input_, deployed_);
        if (!input) return console.failed(input.error());
        if (input->productions.size() != 1) {
            return console.misused("there are several productions", "choose one with --production NAME");
        }
        const auto production = input->opened.production(input->productions.front(), *revision);
        if (!production) return console.failed(production.error());
        return write(console, *production, format, {}, input->reading);
    }

    ExitStatus write(Console& console, const Production& production, Format format, settings::WriteOptions options,
                     const settings::Reading& beside) const {
        const auto there = there_already(format, production);
        if (!there) return console.failed(there.error());
        options.beside = &beside;
        const auto text =
            *there ? edited_text(**there, format, production) : settings::write_production(production, format, options);
        if (!text) return console.failed(text.error(), beside.sources);
        if (format != Format::settings_toml) {
            Diagnostics found = references_left(production, format, beside);
            if (is_python(format)) {
                found.merge(settings::left_out_of_settings_py(production, &beside));
            }
            console.findings(found, beside.sources);
        }
        if (*there) return deliver(console, **there, *text);
        return write_output(console, output_, *text, force_);
    }

    Result<std::optional<EditedFile>> there_already(Format format, const Production& production) const {
        if (output_.empty() || force_) return std::optional<EditedFile>();
        return file_to_edit(output_, format, production.name);
    }

    static ExitStatus deliver(Console& console, const EditedFile& file, const std::string& text) {
        if (text == file.text) {
            console.remark("nothing to change in " + printable(file.path));
            return ExitStatus::fine;
        }
        if (const auto written = write_edited(file, text); !written) {
            return console.failed(written.error());
        }
        console.remark("edited " + printable(file.path));
        return ExitStatus::fine;
    }

    InputOptions input_;
    DeploymentOptions deployed_;
    std::string format_;
    std::string output_;
    std::string revision_;
    bool force_ = false;
    bool from_deployed_ = false;
};

}  // namespace

const Command export_command{
    "export",
    "write a production in another format",
    "Where OUT is a class or an XML export that holds the production, it is edited in place: what does\n"
    "not differ keeps its bytes, methods and comments too.\n\n"
    "Examples\n"
    "  millwright export settings.toml -o src/Demo/Production.cls\n"
    "  millwright export Production.cls --format json\n"
    "  millwright export settings.toml --format python-class -o settings.py\n"
    "  millwright export --revision 3 --format toml\n",
    [] { return std::unique_ptr<Invocation>(new Export); },
};

}  // namespace millwright::cli
