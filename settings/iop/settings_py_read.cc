#include <nlohmann/json.hpp>

#include "settings/foreign_text.h"
#include "settings/iop/python_questions.h"
#include "settings/iop/python_report.h"
#include "settings/iop/python_talk.h"
#include "settings/iop/settings_py.h"
#include "settings/limits.h"

namespace millwright::settings {
namespace {

void fail(std::uint32_t source, Reading& reading, std::string message, std::string hint) {
    reading.readable = false;
    reading.findings.add(Code::python_not_available, {}, std::move(message))
        .in_file(reading.sources[source].name())
        .advise(std::move(hint));
}

}  // namespace

void read_settings_py(std::uint32_t source, const std::string& path, const Files& files, const ReadOptions& options,
                      Reading& reading) {
    if (!check_is_text(source, reading)) return;
    if (reading.sources[source].text().size() > limits::module_bytes) {
        unreadable(reading, Code::too_large, {}, "the settings are larger than 16 MiB")
            .in_file(reading.sources[source].name());
        return;
    }
    const bool trust = options.python && options.python->trust;
    iop::PythonQuestions questions(source, path, files, options, reading);
    auto talk = iop::talk_to_python({{"path", path}, {"trust", trust}}, trust, questions, options);
    if (!talk.failure.empty()) return fail(source, reading, std::move(talk.failure), std::move(talk.hint));
    std::string wrong;
    if (iop::read_python_report(talk.report, source, options, reading, wrong)) return;
    fail(source, reading, "the reader's answer is not understood: " + wrong, "report this as a mistake of Millwright");
}

}  // namespace millwright::settings
