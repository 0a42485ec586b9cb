#include "migrate/file_target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include "graph/utf8.h"
#include "migrate/fault_point.h"
#include "migrate/lock.h"
#include "settings/files.h"
#include "settings/formats.h"
#include "settings/iop/production_json_edit.h"
#include "settings/system.h"

namespace millwright::migrate {
namespace {

using settings::Format;

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string name_of_file(const std::string& path) {
    return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

tl::unexpected<Failure> environment(Code code, const std::string& path, std::string message, std::string hint) {
    auto failure = fail_in_file(FailureKind::environment, code, path, std::move(message), std::move(hint));
    failure.value().diagnostics.last().as(Severity::error);
    return failure;
}

tl::unexpected<Failure> unwritable(const std::string& path, const std::string& what) {
    const std::string reason = strerror(errno);
    return environment(Code::cannot_write, path, what + ": " + reason,
                       "nothing was changed; make room or give write permission, then try again");
}

tl::unexpected<Failure> moved(const std::string& path, const std::string& what) {
    return fail_in_file(FailureKind::refused, Code::deployed_moved, path, what,
                        "nothing was changed; look at the difference again");
}

/// The errors of a text that cannot be understood, each with its line; there is no place in them, because the text is not
/// one of those that settings were read from.
Failure unreadable(const std::string& path, const settings::Reading& reading) {
    Failure failure;
    for (const Diagnostic& each : reading.findings) {
        if (each.severity != Severity::error) continue;
        std::string where = path;
        if (each.place.known()) {
            const LineColumn at = reading.sources.locate(each.place);
            where += ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
        }
        failure.diagnostics.add(each.code, {}, each.message).as(Severity::error).in_file(where).advise(each.hint);
    }
    if (failure.diagnostics.empty()) {
        failure.diagnostics.add(Code::no_production, {}, "the file cannot be understood").in_file(path);
    }
    return failure;
}

/// A file that is closed at the end of its scope.
class OpenFile {
public:
    explicit OpenFile(int number) : number_(number) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }
    bool write(std::string_view text) const {
        while (!text.empty()) {
            const ssize_t put = ::write(number_, text.data(), text.size());
            if (put < 0 && errno == EINTR) continue;
            if (put < 0) return false;
            text.remove_prefix(static_cast<std::size_t>(put));
        }
        return true;
    }
    bool sync() const { return ::fsync(number_) == 0; }
    bool close() {
        const int number = std::exchange(number_, -1);
        return ::close(number) == 0;
    }

private:
    int number_;
};

bool sync_folder(const std::string& folder) {
    const OpenFile opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Some file systems cannot sync a folder and say EINVAL; nothing better can be had there.
    return opened.number() >= 0 && (opened.sync() || errno == EINVAL);
}

/// What is said of each kind of file that a production may be deployed as.
struct KindOfFile {
    Format format;
    std::string_view after;
};
constexpr std::array<KindOfFile, 3> kinds{{
    {Format::iris_class, "the file was edited; compile the class to make it work"},
    {Format::iris_xml, "the file was edited; import it into the engine to make it work"},
    {Format::production_json, "the file was edited; import it with iop to make it work"},
}};

class ProductionFile final : public Target {
public:
    /// `path` as the user names it, `file` where its links lead.
    ProductionFile(std::string url, std::string path, std::string file, const KindOfFile& kind)
        : url_(std::move(url)), path_(std::move(path)), file_(std::move(file)), kind_(kind) {
        beside_ = folder_of(file_) + "/.millwright";
    }

    const std::string& url() const override { return url_; }
    std::string place() const override { return path_; }
    std::string_view before_words() const override { return "the file is edited; no engine is contacted"; }
    std::string_view after_words() const override { return kind_.after; }
    Engine engine() const override { return {"IRIS", true, false}; }

    Result<Live> read(std::string_view production) const override {
        struct stat about {};
        if (::stat(file_.c_str(), &about) != 0 && errno == ENOENT) return Live{};
        auto text = settings::read_file(file_);
        if (!text) return tl::unexpected<Failure>(std::move(text.error()));
        return understood(std::move(*text), production);
    }

    Result<Live> understood(std::string text, std::string_view production) const override {
        auto reading = read_text(text);
        if (!reading) return tl::unexpected<Failure>(std::move(reading.error()));
        const auto same = [&](const Production& each) { return each.name == production; };
        auto& all = reading->productions;
        const auto found = std::find_if(all.begin(), all.end(), same);
        if (found == all.end()) return other_production(all, production);
        if (std::find_if(found + 1, all.end(), same) != all.end()) {
            return environment(Code::not_understood, path_,
                               "the file holds two productions that are named " + in_quotes(production),
                               "take one of them out");
        }
        Live live;
        live.there = true;
        live.production = std::move(*found);
        live.text = std::move(text);
        return live;
    }

    Result<std::vector<std::string>> productions() const override {
        struct stat about {};
        if (::stat(file_.c_str(), &about) != 0 && errno == ENOENT) return std::vector<std::string>();
        auto text = settings::read_file(file_);
        if (!text) return tl::unexpected<Failure>(std::move(text.error()));
        auto reading = read_text(*text);
        if (!reading) return tl::unexpected<Failure>(std::move(reading.error()));
        std::vector<std::string> names;
        for (const Production& each : reading->productions) names.emplace_back(each.name);
        std::sort(names.begin(), names.end());
        return names;
    }

    std::string cannot_hold(const Setting& setting) const override {
        if (!setting.refers_to_secret) return {};
        return "the value of a secret would stand in the file: give the item Credentials instead, or set it by hand in "
               "System Default Settings";
    }
    std::string cannot_hold(const Item& item) const override {
        if (!item.class_name.empty()) return {};
        return "it has no class, and an engine needs one to run it";
    }

    Result<std::unique_ptr<HeldLock>> lock(const Who& who, std::uint32_t timeout_ms) override {
        if (auto made = settings::make_private_folder(beside_); !made) {
            return tl::unexpected<Failure>(std::move(made.error()));
        }
        return take_file_lock(own("lock"), who, timeout_ms);
    }
    std::optional<std::string> holder() const override { return file_lock_holder(own("lock")); }

    std::string backup_folder() const override { return beside_ + "/backups"; }
    std::string document_name() const override { return name_of_file(file_); }
    std::string record_path() const { return own("db"); }

    Result<std::string> edited(const Live& live, const Production& wanted) const override {
        settings::WriteOptions options;
        if (live.text) options.base = *live.text;
        auto text = kind_.format == Format::production_json && live.text
                        ? settings::edit_production_json(live.production, wanted, *live.text)
                        : settings::write_production(wanted, kind_.format, options);
        if (text) return text;
        for (Diagnostic& each : text.error().diagnostics) {
            each.place = {};
            each.as(Severity::error).in_file(path_);
        }
        return text;
    }

    Result<bool> write(const Live& live, const std::string& text) override { return replace(live.text, text); }

    Result<bool> restore(const Live& live, const std::string& text) override {
        if (live.text) return replace(text, *live.text);
        if (auto same = still(text); !same) return same;
        if (::unlink(file_.c_str()) != 0 || !sync_folder(folder_of(file_))) {
            return unwritable(path_, "the new file cannot be removed");
        }
        return true;
    }

private:
    std::string own(std::string_view ending) const {
        return beside_ + "/" + name_of_file(file_) + "." + std::string(ending);
    }

    Result<settings::Reading> read_text(const std::string& text) const {
        settings::Reading reading = settings::read_text(path_, text, kind_.format, settings::DiskFiles(), {});
        if (!reading.readable) return tl::unexpected<Failure>(unreadable(path_, reading));
        return reading;
    }

    tl::unexpected<Failure> other_production(const std::vector<Production>& all, std::string_view wanted) const {
        std::string names;
        for (const Production& each : all) names += (names.empty() ? "" : ", ") + in_quotes(each.name);
        return environment(Code::no_production, path_,
                           "the file holds the production " + names + ", and not " + in_quotes(wanted),
                           "name the production alike in both, or another file in the deployment");
    }

    /// Refuses when the file is not, byte for byte, what was read (nothing: there was none).
    Result<bool> still(const std::optional<std::string>& text) const {
        struct stat about {};
        const bool there = ::stat(file_.c_str(), &about) == 0;
        if (!text && !there) return true;
        if (!text) return moved(path_, "the file was created by something else in the meantime");
        if (!there) return moved(path_, "the file was removed by something else in the meantime");
        auto now = settings::read_file(file_);
        if (!now) return tl::unexpected<Failure>(std::move(now.error()));
        if (*now == *text) return true;
        return moved(path_, "the file was changed by something else in the meantime");
    }

    Result<bool> may_write(const struct stat& about) const {
        if ((about.st_mode & 0222U) != 0 && ::access(file_.c_str(), W_OK) == 0) return true;
        return environment(Code::cannot_write, path_, "the file is read-only",
                           "nothing was changed; give write permission (chmod u+w), then try again");
    }

    Result<bool> replace(const std::optional<std::string>& old, const std::string& text) {
        struct stat about {};
        const bool there = ::stat(file_.c_str(), &about) == 0;
        if (there) {
            if (auto may = may_write(about); !may) return may;
        }
        const std::string growing = own("new");
        if (auto filled = fill(growing, text, there ? &about : nullptr); !filled) return filled;
        fault_point("new file synced");
        auto same = still(old);
        if (!same) return ::unlink(growing.c_str()), same;
        if (!put(growing, old.has_value())) {
            auto failed = unwritable(path_, "the file cannot be replaced");
            ::unlink(growing.c_str());
            return failed;
        }
        fault_point("file renamed");
        if (!sync_folder(folder_of(file_))) return unwritable(path_, "the file's folder cannot be synced");
        return true;
    }

    Result<bool> fill(const std::string& growing, const std::string& text, const struct stat* like) const {
        ::unlink(growing.c_str());  // of an apply that was killed
        OpenFile file(::open(growing.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        const bool opened = file.number() >= 0;
        const bool kept = opened && keep_rights(file.number(), like);
        if (kept && file.write(text) && file.sync() && file.close()) return true;
        auto failed = unwritable(path_, "the new text cannot be written");
        if (opened) ::unlink(growing.c_str());
        return failed;
    }

    /// The owner stays where the user may say so; permissions stay.
    static bool keep_rights(int file, const struct stat* like) {
        if (like == nullptr) return true;
        if (::fchown(file, like->st_uid, like->st_gid) != 0 && errno != EPERM) return false;
        return ::fchmod(file, like->st_mode & 07777U) == 0;
    }

    bool put(const std::string& growing, bool over) const {
        if (over) return ::rename(growing.c_str(), file_.c_str()) == 0;
        // Whoever makes the file at this very moment keeps it.
        if (::renameat2(AT_FDCWD, growing.c_str(), AT_FDCWD, file_.c_str(), RENAME_NOREPLACE) == 0) return true;
        return errno == EINVAL && ::rename(growing.c_str(), file_.c_str()) == 0;
    }

    std::string url_;
    std::string path_;
    std::string file_;
    std::string beside_;
    const KindOfFile& kind_;
};

/// Where the links of `path` lead: the file itself, or the folder's path and the name of a file that is to be made.
Result<std::string> followed(const std::string& path) {
    const auto real = [](const std::string& name) {
        const std::unique_ptr<char, decltype(&std::free)> found(::realpath(name.c_str(), nullptr), &std::free);
        return found ? std::string(found.get()) : std::string();
    };
    std::string file = real(path);
    if (!file.empty()) return file;
    const int reason = errno;
    struct stat about {};
    if (::lstat(path.c_str(), &about) == 0) {
        return environment(Code::cannot_read, path, std::string("the link leads nowhere: ") + strerror(reason),
                           "make the file that it should lead to, or name another one");
    }
    const std::string folder = real(folder_of(path));
    if (!folder.empty() && ::stat(folder.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) {
        return folder + "/" + name_of_file(path);
    }
    return environment(Code::cannot_read, path, "the folder of the file is not there: " + printable(folder_of(path)),
                       "make it, or correct the file of the deployment");
}

}  // namespace

Result<FileTarget> file_target(std::string url, const std::string& path) {
    const auto format = settings::detect_format(path, {});
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&](const KindOfFile& each) { return format == each.format; });
    if (kind == kinds.end()) {
        return environment(Code::bad_value, path, "a production is deployed as a .cls, .xml or .json file",
                           "write file = \"file:src/Demo/Production.cls\"");
    }
    auto file = followed(path);
    if (!file) return tl::unexpected<Failure>(std::move(file.error()));
    auto target = std::make_unique<ProductionFile>(std::move(url), path, std::move(*file), *kind);
    FileTarget opened;
    opened.record_path = target->record_path();
    opened.target = std::move(target);
    return opened;
}

}  // namespace millwright::migrate
