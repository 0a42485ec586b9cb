#include "settings/iop/python_talk.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "graph/utf8.h"
#include "settings/conversation.h"

extern char** environ;

namespace millwright::settings::iop {
namespace {

constexpr std::string_view boot_module = "boot";
constexpr std::string_view modules_question = R"({"ask": "modules"})";
constexpr std::string_view install_hint =
    "install Python 3.8 or later (apt-get install python3), or name one with MILLWRIGHT_PYTHON";

std::string line_of(const nlohmann::json& message) {
    return message.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

std::string last_line(std::string_view text) {
    while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
    const std::size_t begin = text.rfind('\n');
    return printable(text.substr(begin == std::string_view::npos ? 0 : begin + 1).substr(0, 300));
}

/// The program that is talked to.
class Talk {
public:
    Talk(const PythonReader& python, bool trust) : python_(python), trust_(trust) {}

    PythonTalk hold(nlohmann::json request, PythonQuestions& questions) {
        const auto answer = [&](std::string_view line) {
            if (line == modules_question) return std::optional(modules());
            auto reply = questions.answer(line);
            if (!reply) report_ = line;
            return reply;
        };
        const auto talk = converse(partner(), completed(std::move(request)), answer, limits());
        if (!talk) {
            return failed("Python is needed to read it: " + talk.error().diagnostics.begin()->message, install_hint);
        }
        return talk->end == ConversationEnd::agreed ? report() : ended(*talk);
    }

private:
    static PythonTalk failed(std::string message, std::string_view hint) {
        return {{}, std::move(message), std::string(hint)};
    }

    ConversationPartner partner() const {
        std::vector<std::string> arguments{python_.program, "-B"};
        // What is executed may need the packages that are installed; the reader itself does not.
        if (!trust_) arguments.insert(arguments.end(), {"-s", "-S"});
        arguments.insert(arguments.end(), {"-c", module_text(boot_module)});
        return {std::move(arguments), environment()};
    }

    std::string module_text(std::string_view name) const {
        for (const PythonReader::Module& each : python_.modules) {
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
            const bool drops = !trust_ && std::any_of(dropped.begin(), dropped.end(), begins);
            if (!set_already && !drops) all.emplace_back(own);
        }
        return all;
    }

    ConversationLimits limits() const {
        ConversationLimits limits;
        limits.may_write_files = trust_;
        if (trust_) limits.memory = 0;
        return limits;
    }

    std::string completed(nlohmann::json request) const {
        std::error_code ignored;
        request["cwd"] = std::filesystem::current_path(ignored).generic_string();
        const PythonReader::Compiled& compiled = python_.compiled;
        if (!compiled.modules.empty()) request["compiled"] = {{"magic", compiled.magic}, {"modules", compiled.modules}};
        return line_of(request);
    }

    /// What boot.py asks for when it cannot take the compiled modules.
    std::string modules() const {
        nlohmann::json modules = nlohmann::json::array();
        for (const PythonReader::Module& each : python_.modules) {
            if (each.name != boot_module) modules.push_back({{"name", each.name}, {"text", each.text}});
        }
        return line_of({{"modules", std::move(modules)}});
    }

    /// The program has gone without a report.
    PythonTalk ended(const Conversation& talk) const {
        const std::string who = "the reader of Python (" + printable(python_.program) + ") ";
        const std::string said = last_line(talk.err);
        if (talk.end == ConversationEnd::out_of_time) {
            return failed(who + "was stopped: it took too long", trust_hint());
        }
        if (talk.end == ConversationEnd::line_too_long) return failed(who + "was stopped: it said too much", {});
        if (talk.end == ConversationEnd::killed) {
            return failed(who + (talk.status == SIGXCPU || talk.status == SIGKILL
                                     ? "was stopped: it took too much time or memory"
                                     : "was killed by signal " + std::to_string(talk.status)),
                          trust_hint());
        }
        if (said.find("MemoryError") != std::string::npos) return failed(who + "needs too much memory", trust_hint());
        return failed(who + "ended with status " + std::to_string(talk.status) + (said.empty() ? "" : ": " + said), {});
    }

    std::string_view trust_hint() const { return trust_ ? "with --trust the settings are executed: do they end?" : ""; }

    PythonTalk report() {
        const nlohmann::json old =
            report_.size() < 100 ? nlohmann::json::parse(report_, nullptr, false) : nlohmann::json();
        if (old.is_object() && old.contains("too_old") && old["too_old"].is_string()) {
            return failed("Python " + printable(old["too_old"].get<std::string>()) + " (" + printable(python_.program) +
                              ") is too old to read it",
                          install_hint);
        }
        return {std::move(report_), {}, {}};
    }

    const PythonReader& python_;
    bool trust_;
    std::string report_;
};

}  // namespace

PythonTalk talk_to_python(nlohmann::json request, bool trust, PythonQuestions& questions, const ReadOptions& options) {
    if (!options.python) return {{}, "this program was built without a reader of Python", {}};
    return Talk(*options.python, trust).hold(std::move(request), questions);
}

}  // namespace millwright::settings::iop
