#include <filesystem>

#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/output_file.h"
#include "settings/iris/class_rest.h"
#include "settings/settings_toml.h"

namespace millwright::cli {
namespace {

class Import final : public Invocation {
public:
    void declare(OptionTable& options) override {
        options.arguments("PATH", paths_, true, "classes, XML or JSON exports, settings.py, or folders of them");
        options.value("-o,--output", output_, "FILE", "where settings.toml goes (default: standard output)");
        options.flag("--force", force_, "replace FILE when it exists");
        input_.declare(options);
    }

    ExitStatus run(Console& console) override {
        std::vector<settings::Reading> readings;
        ExitStatus status = ExitStatus::fine;
        for (const std::string& path : paths_) {
            auto reading = read_input(console, path, input_);
            if (!reading) return console.failed(reading.error());
            console.findings(reading->findings, reading->sources);
            if (!reading->readable || (input_.strict && reading->findings.has_errors())) status = ExitStatus::no;
            readings.push_back(std::move(*reading));
        }
        return status == ExitStatus::fine ? write(console, readings) : status;
    }

private:
    ExitStatus write(Console& console, std::vector<settings::Reading>& readings) {
        settings::Reading* source = nullptr;
        for (settings::Reading& reading : readings) {
            if (reading.productions.empty()) continue;
            if (source != nullptr) return console.misused("the paths hold several productions", "import one at a time");
            source = &reading;
        }
        if (source == nullptr) return console.misused("there is no production in these paths");
        const auto production = chosen_production(*source, input_.production);
        if (!production) return console.failed(production.error(), source->sources);
        const settings::Format format = format_of(**production, *source);
        if (format == settings::Format::python) return write_python(console, **production, *source);
        if (format != settings::Format::settings_toml) return write_commented(console, **production, *source);
        const auto text = settings::write_production(**production, format);
        if (!text) return console.failed(text.error(), source->sources);
        return write_output(console, output_, *text, force_);
    }

    /// Of the file that it stands in: a folder may hold several kinds.
    static settings::Format format_of(const Production& production, const settings::Reading& reading) {
        if (reading.format == settings::Format::settings_toml) return reading.format;
        return settings::detect_format(std::string(reading.sources.name_of(production.place)), {})
            .value_or(reading.format);
    }

    ExitStatus write_commented(Console& console, const Production& production, settings::Reading& source) {
        console.findings(settings::iris::left_out_of_settings(production, source.sources), source.sources);
        const auto index = static_cast<std::size_t>(&production - source.productions.data());
        return write_output(console, output_, settings::write_imported_settings(source.productions[index], source),
                            force_);
    }

    /// A settings.py says more than the production.
    ExitStatus write_python(Console& console, const Production& production, const settings::Reading& source) {
        const std::string folder = std::filesystem::path(output_).parent_path().generic_string();
        console.findings(settings::left_out_of_settings_toml(production, source), source.sources);
        return write_output(console, output_, settings::write_settings_toml(production, source, folder), force_);
    }

    std::vector<std::string> paths_;
    std::string output_;
    bool force_ = false;
    InputOptions input_;
};

}  // namespace

const Command import_command{
    "import",
    "write settings.toml from other formats",
    "A Host setting all of whose names are items becomes a target; where some name is missing, the setting\n"
    "stays a setting, with a comment. What rules, BPL and code send is told in comments, for settings have no words\n"
    "for it.\n\n"
    "Examples\n"
    "  millwright import src/Demo/Production.cls -o settings.toml\n"
    "  millwright import src/ --production Demo.Production -o settings.toml\n"
    "  millwright import export.json\n"
    "  millwright import settings.py -o settings.toml\n",
    [] { return std::unique_ptr<Invocation>(new Import); },
};

}  // namespace millwright::cli
