#include "cli/output_file.h"

#include <filesystem>

#include "graph/utf8.h"
#include "settings/system.h"

namespace millwright::cli {

ExitStatus write_output(Console& console, const std::string& path, std::string_view document, bool replace) {
    if (path.empty()) {
        console.out(document);
        return ExitStatus::fine;
    }
    std::error_code error;
    if (!replace && std::filesystem::exists(path, error)) {
        auto failure = fail_in_file(FailureKind::refused, Code::cannot_write, path, "the file exists already",
                                    "add --force to replace it");
        return console.failed(failure.value());
    }
    if (const auto written = settings::write_file_atomically(path, document); !written) {
        return console.failed(written.error());
    }
    console.remark("wrote " + printable(path));
    return ExitStatus::fine;
}

}  // namespace millwright::cli
