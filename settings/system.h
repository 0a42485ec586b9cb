// The file system and other programs, without surprises: whole files, atomic writes, programs run without a shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"

namespace millwright::settings {

/// Reads a whole file; a failure (environment) names it and says why: missing, a folder, no permission, too large.
Result<std::string> read_file(const std::string& path);

/// Writes beside the file, syncs, and renames over it, so that a reader sees the old or the new text and a failure, an
/// interruption or a kill leaves the old one and nothing else. Keeps the permissions of a file that exists; a new one has those of `mode` that the umask leaves. A symbolic
/// link is followed.
Result<bool> write_file_atomically(const std::string& path, std::string_view text, unsigned mode = 0666);

/// Makes a folder and those above it that are missing, for their owner only, durably. Fine when it is there already.
Result<bool> make_private_folder(const std::string& path);
/// Gives a folder another name beside it, durably. Fails when the name is taken.
Result<bool> rename_folder(const std::string& from, const std::string& to);

struct ProgramOutput {
    int exit_status = 0;
    std::string out;
    std::string err;
};

/// Runs a program found on PATH with these arguments and no standard input, and waits for it. `environment` holds
/// NAME=VALUE entries that replace or join its environment. A failure (environment) means that it could not be started.
Result<ProgramOutput> run_program(const std::vector<std::string>& arguments,
                                  const std::vector<std::string>& environment = {});

}  // namespace millwright::settings
