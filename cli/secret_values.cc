#include "cli/secret_values.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include "graph/utf8.h"

namespace millwright::cli {
namespace {

constexpr std::size_t longest_value = 64UL * 1024;

/// Why there is no value, and what to do about it; without a reason there is one.
struct Missing {
    std::string reason;
    std::string hint;
};

/// A file that is open for reading.
class OpenFile {
public:
    /// Never waits for a writer, as a FIFO would.
    explicit OpenFile(const std::string& path)
        : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    bool good() const { return descriptor_ >= 0; }
    bool regular() const {
        struct stat status {};
        return ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
    }
    /// At most as much as `text` has room for; nothing after an error.
    std::optional<std::size_t> read(std::string& text) const {
        std::size_t length = 0;
        while (length < text.size()) {
            const ssize_t got = ::read(descriptor_, text.data() + length, text.size() - length);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return std::nullopt;
            if (got == 0) break;
            length += static_cast<std::size_t>(got);
        }
        return length;
    }

private:
    int descriptor_;
};

/// Reads the file into `value`, whose memory is never moved on the way: what moves leaves copies behind.
Missing read_file(const std::string& path, const std::string& shown, std::string& value) {
    const auto failed = [&] {
        return Missing{shown + " cannot be read: " + std::generic_category().message(errno),
                       "put the value there, and give read permission"};
    };
    const OpenFile file(path);
    if (!file.good()) return failed();
    if (!file.regular()) return {shown + " is not a file", "name a file that holds the value and nothing else"};
    wipe(value);
    // With its line end a value of full length still fits; one byte more shows that it is longer.
    value.resize(longest_value + 3);
    const auto length = file.read(value);
    if (!length) return failed();
    value.resize(*length);
    if (value.ends_with('\n')) value.pop_back();
    if (value.ends_with('\r') && *length > value.size()) value.pop_back();
    return {};
}

/// What is wrong with a value as such; `source` says where it came from.
Missing unfit(const std::string& value, const std::string& source) {
    if (value.empty()) return {source + " is empty", "put the value there"};
    if (value.size() > longest_value) return {source + " holds more than 64 KiB", "a secret is a short text"};
    if (value.find('\0') != std::string::npos) return {source + " holds a NUL byte", "a secret is a text"};
    if (first_invalid_utf8(value) != std::string::npos)
        return {source + " is not UTF-8", "a secret is a text; encode other bytes as base64, say"};
    return {};
}

Missing from_environment(const Surroundings& surroundings, const std::string& name, std::string& value) {
    auto found = surroundings.environment(name);
    if (!found) return {printable(name) + " is not set", "set it: export " + printable(name) + "=..."};
    value.swap(*found);
    return unfit(value, printable(name));
}

Missing from_file(const settings::Reading& reading, const settings::SecretDeclaration& declared, std::string& value) {
    const auto folder = std::filesystem::path(reading.sources.name_of(declared.source)).parent_path();
    const std::string path = (folder / declared.file).lexically_normal().string();
    Missing missing = read_file(path, printable(path), value);
    return missing.reason.empty() ? unfit(value, printable(path)) : missing;
}

/// A text whose memory is overwritten when it goes.
struct Wiped {
    std::string text;
    ~Wiped() { wipe(text); }
};

void find_secret(const Surroundings& surroundings, const settings::Reading& reading, const UsedSecret& used,
                 FoundSecrets& found) {
    const std::string name(used.name);
    const auto same = [&](const settings::SecretDeclaration& each) { return each.name == name; };
    const auto declared = std::find_if(reading.secrets.begin(), reading.secrets.end(), same);
    if (surroundings.keep_no_core) surroundings.keep_no_core();
    Wiped value;
    Missing missing{"it is not declared", "declare it under [secrets]"};
    if (declared != reading.secrets.end()) {
        missing = declared->file.empty() ? from_environment(surroundings, declared->env, value.text)
                                         : from_file(reading, *declared, value.text);
    }
    if (missing.reason.empty()) {
        found.values.emplace(name, SecretValue(std::move(value.text)));
        return;
    }
    found.missing.push_back({name, used.place, std::move(missing.reason), std::move(missing.hint)});
}

}  // namespace

FoundSecrets find_secrets(const Surroundings& surroundings, const settings::Reading& reading,
                          const std::vector<const Production*>& productions) {
    FoundSecrets found;
    std::vector<std::string_view> asked;
    for (const Production* production : productions) {
        for (const UsedSecret& used : production->secrets) {
            if (std::find(asked.begin(), asked.end(), used.name) != asked.end()) continue;
            asked.push_back(used.name);
            find_secret(surroundings, reading, used, found);
        }
    }
    return found;
}

FoundSecrets find_secrets(const Surroundings& surroundings, const migrate::Deployment& deployment,
                          const settings::Reading& reading, const std::vector<const Production*>& productions) {
    return deployment.remembers_secrets() ? find_secrets(surroundings, reading, productions) : FoundSecrets{};
}

Diagnostics as_errors(const std::vector<MissingSecret>& missing) {
    Diagnostics errors;
    for (const MissingSecret& each : missing) {
        errors
            .add(Code::secret_missing, each.place,
                 "there is no value of the secret " + in_quotes(each.name) + ": " + each.reason)
            .advise(each.hint);
    }
    return errors;
}

Diagnostics as_notes(const std::vector<MissingSecret>& missing) {
    Diagnostics notes;
    for (const MissingSecret& each : missing) {
        notes
            .add(Code::secret_missing, each.place,
                 "cannot compare the secret " + in_quotes(each.name) + ": " + each.reason)
            .as(Severity::note)
            .advise(each.hint);
    }
    return notes;
}

}  // namespace millwright::cli
