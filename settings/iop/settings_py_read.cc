#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "graph/utf8.h"
#include "settings/conversation.h"
#include "settings/foreign_text.h"
#include "settings/iop/python_questions.h"
#include "settings/iop/python_report.h"
#include "settings/iop/settings_py.h"
#include "settings/limits.h"

extern char** environ;

namespace millwright::settings {
namespace {

constexpr std::string_view boot_module = "boot";
constexpr std::string_view modules_question = R"({"ask": "modules"})";
constexpr std::string_view install_hint =
    "install Python 3.8 or later (apt-get install python3), or name one with MILLWRIGHT_PYTHON";

/// One settings.py being read by a program that was started for it.
class PythonReading {
public:
    PythonReading(std::uint32_t source, const std::string& path, const Files& files, const ReadOptions& options,
                  Reading& reading)
        : source_(source), path_(path), files_(files), options_(options), reading_(reading) {}

    void run() {
        if (!options_.python) return fail("this program was built without a reader of Python", {});
        iop::PythonQuestions questions(source_, path_, files_, options_, reading_);
        const auto answer = [&](std::string_view line) {
            if (line == modules_question) return std::optional(modules());
            auto reply = questions.answer(line);
            if (!reply) report_ = line;
            return reply;
        };
        const auto talk = converse(partner(), request(), answer, limits());
        if (!talk)
            return fail("Python is needed to read it: " + talk.error().diagnostics.begin()->message, install_hint);
        if (talk->end != ConversationEnd::agreed) return report_end(*talk);
        take_report();
    }

private:
    const PythonReader& python() const { return *options_.python; }

    ConversationPartner partner() const {
        std::vector<std::string> arguments{python().program, "-B"};
        // What is executed may need the packages that are installed; the reader itself does not.
        if (!python().trust) arguments.insert(arguments.end(), {"-s", "-S"});
        arguments.insert(arguments.end(), {"-c", module_text(boot_module)});
        return {std::move(arguments), environment()};
    }

    std::string module_text(std::string_view name) const {
        for (const PythonReader::Module& each : python().modules) {
            if (each.name == name) return each.text;
        }
        return {};
    }

    /// Nothing in it makes Python behave otherwise than by itself; what is executed has all that the user has.
    std::vector<std::string> environment() const {
        static constexpr std::array<std::string_view, 4> dropped{"PYTHON", "LC_", "LANG=", "LANGUAGE="};
        std::vector<std::string> all{"PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1", "LC_ALL=C.UTF-8"};
        for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
            const std::string_view own(*entry);
            const auto begins = [&](std::string_view name) { return own.starts_with(name); };
            const bool set_already =
                begins("PYTHONHASHSEED=") || begins("PYTHONDONTWRITEBYTECODE=") || begins("LC_ALL=");
            const bool drops = !python().trust && std::any_of(dropped.begin(), dropped.end(), begins);
            if (!set_already && !drops) all.emplace_back(own);
        }
        return all;
    }

    ConversationLimits limits() const {
        ConversationLimits limits;
        limits.may_write_files = python().trust;
        if (python().trust) limits.memory = 0;
        return limits;
    }

    static std::string line_of(const nlohmann::json& message) {
        return message.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    }

    std::string request() const {
        std::error_code ignored;
        nlohmann::json request{{"path", path_},
                               {"trust", python().trust},
                               {"cwd", std::filesystem::current_path(ignored).generic_string()}};
        const PythonReader::Compiled& compiled = python().compiled;
        if (!compiled.modules.empty()) request["compiled"] = {{"magic", compiled.magic}, {"modules", compiled.modules}};
        return line_of(request);
    }

    /// What boot.py asks for when it cannot take the compiled modules.
    std::string modules() const {
        nlohmann::json modules = nlohmann::json::array();
        for (const PythonReader::Module& each : python().modules) {
            if (each.name != boot_module) modules.push_back({{"name", each.name}, {"text", each.text}});
        }
        return line_of({{"modules", std::move(modules)}});
    }

    void fail(std::string message, std::string_view hint) {
        reading_.readable = false;
        reading_.findings.add(Code::python_not_available, {}, std::move(message))
            .in_file(reading_.sources[source_].name())
            .advise(std::string(hint));
    }

    /// The program has gone without a report.
    void report_end(const Conversation& talk) {
        const std::string who = "the reader of Python (" + printable(python().program) + ") ";
        const std::string said = last_line(talk.err);
        if (talk.end == ConversationEnd::out_of_time) return fail(who + "was stopped: it took too long", trust_hint());
        if (talk.end == ConversationEnd::line_too_long) return fail(who + "was stopped: it said too much", {});
        if (talk.end == ConversationEnd::killed) {
            return fail(who + (talk.status == SIGXCPU || talk.status == SIGKILL
                                   ? "was stopped: it took too much time or memory"
                                   : "was killed by signal " + std::to_string(talk.status)),
                        trust_hint());
        }
        if (said.find("MemoryError") != std::string::npos) return fail(who + "needs too much memory", trust_hint());
        fail(who + "ended with status " + std::to_string(talk.status) + (said.empty() ? "" : ": " + said), {});
    }

    std::string_view trust_hint() const {
        return python().trust ? "with --trust the settings are executed: do they end?" : "";
    }

    static std::string last_line(std::string_view text) {
        while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
        const std::size_t begin = text.rfind('\n');
        return printable(text.substr(begin == std::string_view::npos ? 0 : begin + 1).substr(0, 300));
    }

    void take_report() {
        const nlohmann::json old =
            report_.size() < 100 ? nlohmann::json::parse(report_, nullptr, false) : nlohmann::json();
        if (old.is_object() && old.contains("too_old") && old["too_old"].is_string()) {
            return fail("Python " + printable(old["too_old"].get<std::string>()) + " (" + printable(python().program) +
                            ") is too old to read it",
                        install_hint);
        }
        std::string wrong;
        if (iop::read_python_report(report_, source_, options_, reading_, wrong)) return;
        fail("the reader's answer is not understood: " + wrong, "report this as a mistake of Millwright");
    }

    std::uint32_t source_;
    const std::string& path_;
    const Files& files_;
    const ReadOptions& options_;
    Reading& reading_;
    std::string report_;
};

}  // namespace

void read_settings_py(std::uint32_t source, const std::string& path, const Files& files, const ReadOptions& options,
                      Reading& reading) {
    if (!check_is_text(source, reading)) return;
    if (reading.sources[source].text().size() > limits::module_bytes) {
        unreadable(reading, Code::too_large, {}, "the settings are larger than 16 MiB")
            .in_file(reading.sources[source].name());
        return;
    }
    PythonReading(source, path, files, options, reading).run();
}

}  // namespace millwright::settings
