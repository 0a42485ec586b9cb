// What the Python reader asks for: files and folders of the project, and variables of the environment.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "settings/files.h"
#include "settings/reading.h"

namespace millwright::settings::iop {

/// Answers the questions of share/python_reader/program.py. Every file that is read becomes a source of the reading; what
/// keeps one from being read is a finding. Only files below the folder of the settings, below the working directory and in
/// the git repository that holds the settings are read, unless the options allow others.
class PythonQuestions {
public:
    /// `source` is the settings themselves, which came from `path`.
    PythonQuestions(std::uint32_t source, const std::string& path, const Files& files, const ReadOptions& options,
                    Reading& reading);
    /// What is not below one of `folders` is not there, and nothing is said about that.
    PythonQuestions(const std::vector<std::string>& folders, const Files& files, const ReadOptions& options,
                    Reading& reading);

    /// The answer to a line that asks; nothing for another line.
    std::optional<std::string> answer(std::string_view line);

private:
    std::string read(const std::string& path);
    std::string read_new(const std::string& path);
    std::string list(const std::string& folder) const;
    std::string kind(const std::string& path) const;
    std::string refused(Code code, const std::string& path, const std::string& why, const std::string& hint);
    bool may_read(const std::string& path) const;

    const Files& files_;
    const ReadOptions& options_;
    Reading& reading_;
    std::vector<std::string> roots_;              ///< real paths of the folders whose files are read
    bool only_roots_ = false;                     ///< whatever the options allow
    std::map<std::string, std::string> answers_;  ///< to questions for files, by path
    std::size_t bytes_ = 0;
};

}  // namespace millwright::settings::iop
