#include "cli/inputs.h"

#include <algorithm>
#include <filesystem>

#include "cli/embedded.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

constexpr std::string_view default_file = "settings.toml";
constexpr std::string_view default_python_file = "settings.py";

std::string names_of(const settings::Reading& reading) {
    std::string names;
    for (const Production& each : reading.productions) names += (names.empty() ? "" : ", ") + in_quotes(each.name);
    return names;
}

/// The reader of Python, to be run with what MILLWRIGHT_PYTHON names.
std::shared_ptr<const settings::PythonReader> python_reader(const Console& console, bool trust) {
    auto reader = std::make_shared<settings::PythonReader>(embedded_python_reader());
    reader->trust = trust;
    if (auto program = console.surroundings().environment("MILLWRIGHT_PYTHON"); program && !program->empty()) {
        reader->program = std::move(*program);
    }
    return reader;
}

/// The production whose XML has that Name while its class is called otherwise: MW022 tells, at the Name and at the class.
const Production* named_in_xml(const settings::Reading& reading, std::string_view name) {
    for (const Diagnostic& each : reading.findings) {
        if (each.code != Code::conflicting_keys || each.notes.empty()) continue;
        if (reading.sources.text_of(each.place) != name) continue;
        const auto found = std::find_if(reading.productions.begin(), reading.productions.end(),
                                        [&](const Production& one) { return one.place == each.notes.front().place; });
        if (found != reading.productions.end()) return &*found;
    }
    return nullptr;
}

bool missing(const Failure& failure) {
    return failure.kind == FailureKind::environment && !failure.diagnostics.empty() &&
           failure.diagnostics.begin()->code == Code::cannot_read;
}

}  // namespace

void InputOptions::declare_file(OptionTable& options) {
    options.argument("FILE", file, false, "what to read (default: the nearest settings.toml, else settings.py)");
    declare(options);
}

void InputOptions::declare(OptionTable& options) {
    options.values("--sources", sources, "DIR", "a folder with the sources of the items' classes");
    options.values("--var", variables, "NAME=VALUE", "set a variable of the settings");
    options.value("--production", production, "NAME", "the one production that is meant");
    options.flag("--strict", strict, "refuse what is not understood in a foreign format");
    options.flag("--allow-outside", allow_outside, "let includes leave the project's folder");
    options.flag("--trust", trust, "execute settings in Python, with stand-ins for IoP");
}

std::string nearest_file(std::string_view name) {
    namespace fs = std::filesystem;
    std::error_code error;
    std::string up;
    for (fs::path folder = fs::current_path(error); !error; folder = folder.parent_path()) {
        if (fs::is_regular_file(folder / name, error)) return up + std::string(name);
        if (fs::exists(folder / ".git", error) || folder == folder.root_path()) break;
        up += "../";
    }
    return {};
}

Result<std::string> input_file(Console& console, const InputOptions& options) {
    if (!options.file.empty()) return options.file;
    std::string found = nearest_file(default_file);
    if (found.empty()) found = nearest_file(default_python_file);
    if (found.empty()) {
        return fail(FailureKind::environment, Code::cannot_read, {},
                    "no FILE given, and no settings.toml here or above", "name a file, or make a settings.toml");
    }
    console.remark("using " + found);
    return found;
}

Result<settings::ReadOptions> read_options(Console& console, const InputOptions& options) {
    settings::ReadOptions result;
    for (const std::string& variable : options.variables) {
        const std::size_t equals = variable.find('=');
        if (equals == 0 || equals == std::string::npos) {
            return fail(FailureKind::environment, Code::usage, {},
                        "--var " + in_quotes(variable) + " is not NAME=VALUE");
        }
        result.variables[variable.substr(0, equals)] = variable.substr(equals + 1);
    }
    for (const std::string& folder : options.sources) {
        std::error_code error;
        if (std::filesystem::exists(folder, error)) continue;
        return fail(FailureKind::environment, Code::cannot_read, {},
                    "--sources " + in_quotes(folder) + ": there is no such folder");
    }
    result.environment = console.surroundings().environment;
    result.strict = options.strict;
    result.allow_outside = options.allow_outside;
    result.python = python_reader(console, options.trust);
    result.sources = options.sources;
    return result;
}

Result<settings::Reading> read_input(Console& console, const std::string& file, const InputOptions& options,
                                     const settings::Files& files, const std::string& overlay) {
    auto how = read_options(console, options);
    if (!how) return tl::unexpected(std::move(how.error()));
    how->overlay = overlay;
    const auto progress = console.progress();
    how->progress = [&](std::string_view what, std::size_t done, std::size_t all) { progress->show(what, done, all); };
    const std::int64_t begin = console.surroundings().milliseconds();
    auto reading = settings::read_input(file, files, *how);
    console.detail("read " + files.display_name(file) + " in " +
                   std::to_string(console.surroundings().milliseconds() - begin) + " ms");
    return reading;
}

Result<settings::Reading> read_input(Console& console, const std::string& file, const InputOptions& options) {
    return read_input(console, file, options, settings::DiskFiles{});
}

Result<settings::Reading> read_against(Console& console, const std::string& against, const std::string& file,
                                       const InputOptions& options, const std::string& overlay) {
    std::error_code error;
    if (std::filesystem::exists(against, error)) {
        return read_input(console, against, options, settings::DiskFiles{}, overlay);
    }
    auto files = settings::GitFiles::at(against);
    if (!files) return tl::unexpected(std::move(files.error()));
    InputOptions of_commit = options;
    of_commit.trust = false;
    auto reading = read_input(console, file, of_commit, *files, overlay);
    if (!reading && missing(reading.error())) {
        console.remark(files->display_name(file) + " does not exist: everything is new");
        return settings::Reading{};
    }
    if (options.trust && reading && reading->format == settings::Format::python) {
        console.remark(files->display_name(file) + " is read without --trust: only files on disk are executed");
    }
    return reading;
}

bool code_was_read(const settings::Reading& reading) {
    return reading.format == settings::Format::python ||
           std::any_of(reading.productions.begin(), reading.productions.end(),
                       [](const Production& each) { return !each.found.empty(); });
}

Result<std::vector<const Production*>> chosen_productions(const settings::Reading& reading, const std::string& name) {
    std::vector<const Production*> chosen;
    std::vector<std::string_view> names;
    for (const Production& each : reading.productions) {
        if (name.empty() || each.name == name) chosen.push_back(&each);
        names.push_back(each.name);
    }
    if (const Production* one = chosen.empty() && !name.empty() ? named_in_xml(reading, name) : nullptr) {
        return std::vector{one};
    }
    if (chosen.empty() && !name.empty()) {
        std::string hint = did_you_mean(name, names);
        if (hint.empty()) hint = "there is " + names_of(reading);
        return fail_in_file(FailureKind::environment, Code::usage, reading.file,
                            "no production named " + in_quotes(name), std::move(hint));
    }
    return chosen;
}

Result<const Production*> chosen_production(const settings::Reading& reading, const std::string& name) {
    auto chosen = chosen_productions(reading, name);
    if (!chosen) return tl::unexpected(std::move(chosen.error()));
    if (chosen->size() == 1) return chosen->front();
    if (chosen->empty()) {
        // CLASSES alone are good settings: only a command that needs a production cannot do anything with them.
        const bool registers = !reading.python.registrations.empty() || !reading.python.schemas.empty();
        return fail_in_file(registers ? FailureKind::environment : FailureKind::input, Code::no_production,
                            reading.file, "there is no production in it");
    }
    if (!name.empty()) {
        return fail_in_file(FailureKind::environment, Code::usage, reading.file,
                            std::to_string(chosen->size()) + " productions are called " + in_quotes(name),
                            "name the file that holds the one you mean");
    }
    return fail_in_file(FailureKind::environment, Code::usage, reading.file,
                        "there are " + std::to_string(chosen->size()) + " productions: " + names_of(reading),
                        "choose one with --production NAME");
}

}  // namespace millwright::cli
