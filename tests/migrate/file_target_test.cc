#include "migrate/file_target.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "migrate/deployment.h"
#include "migrate/deployments.h"
#include "settings/files.h"
#include "settings/formats.h"
#include "tests/migrate/state_folder.h"
#include "tests/support/corpus.h"

using namespace millwright;
using namespace millwright::migrate;
using namespace millwright::test;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

const std::string small_class =
    "/// A production.\n"
    "Class Demo.Small Extends Ens.Production [ Language = objectscript ]\n"
    "{\n"
    "\n"
    "XData ProductionDefinition\n"
    "{\n"
    "<Production Name=\"Demo.Small\">\n"
    "\t<!-- by hand -->\n"
    "\t<Item Name=\"Mail\"   ClassName=\"demo.Mail\" PoolSize=\"1\" Schedule=\"\">\n"
    "\t\t<Setting Target=\"Adapter\" Name=\"SMTPServer\"><![CDATA[mail & more]]></Setting>\n"
    "\t\t<Setting Target=\"Adapter\" Name=\"Password\">in the clear</Setting>\n"
    "\t\t<Setting Target=\"Host\" Name=\"Doubled\">1</Setting>\n"
    "\t\t<Setting Target=\"Host\" Name=\"Doubled\">2</Setting>\n"
    "\t</Item>\n"
    "</Production>\n"
    "}\n"
    "\n"
    "ClassMethod Hi() As %String\n"
    "{\n"
    "    quit \"<Item Name=\"\"Mail\"\">\" ; }\n"
    "}\n"
    "\n"
    "}\n";

/// A file in a folder of its own, and what is done with it as a deployment.
class DeployedFile {
public:
    explicit DeployedFile(const std::string& name, const std::string& text) : path_(folder_.path() / name) {
        write(path_, text);
    }

    const fs::path& path() const { return path_; }
    const fs::path& folder() const { return folder_.path(); }
    std::string text() const { return read(path_); }
    Deployment deployment() const {
        auto opened = open_deployment("file:" + path_.string(), "");
        REQUIRE(opened);
        return std::move(*opened);
    }
    /// The production that is in a text of the file's kind.
    static settings::Reading reading(const std::string& name, const std::string& text) {
        const auto format = settings::detect_format(name, text);
        return settings::read_text(name, text, *format, settings::DiskFiles(), {});
    }
    settings::Reading reading(const std::string& text) const { return reading(path_.string(), text); }

    Result<Planned> plan(const Production& desired) const {
        return deployment().plan(desired, Holds::engine, fresh(number_));
    }
    Result<Applied> apply(const Production& desired) {
        auto planned = plan(desired);
        if (!planned) return tl::unexpected<Failure>(std::move(planned.error()));
        return apply(*planned);
    }
    Result<Applied> apply(const Planned& planned) {
        ApplyOptions options;
        options.allow_destructive = true;
        return deployment().apply(planned, who(), fresh(number_++), options);
    }

private:
    StateFolder folder_;
    fs::path path_;
    std::uint8_t number_ = 1;
};

/// What is not the same in two texts: after their common beginning and before their common end.
struct Differing {
    std::string before;
    std::string after;
};

Differing differing(const std::string& before, const std::string& after) {
    std::size_t begin = 0;
    const std::size_t most = std::min(before.size(), after.size());
    while (begin < most && before[begin] == after[begin]) ++begin;
    std::size_t end = 0;
    while (end < most - begin && before[before.size() - 1 - end] == after[after.size() - 1 - end]) ++end;
    return {before.substr(begin, before.size() - begin - end), after.substr(begin, after.size() - begin - end)};
}

}  // namespace

TEST_CASE("Only the bytes of what changes are changed, and changed back they are what they were") {
    DeployedFile file("Small.cls", small_class);
    auto reading = file.reading(small_class);
    Production& wanted = reading.productions.front();
    wanted.settings[0].value = "mail & less";
    REQUIRE(file.apply(wanted));
    CHECK(file.text() == replaced(small_class, "mail & more", "mail & less"));
    const auto back = file.reading(small_class);
    REQUIRE(file.apply(back.productions.front()));
    CHECK(file.text() == small_class);
}

TEST_CASE("Line ends, a byte order mark, permissions and links stay") {
    std::string text = "\xEF\xBB\xBF";
    for (const char c : small_class) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
    DeployedFile file("Small.cls", text);
    fs::permissions(file.path(), fs::perms(0640));
    fs::create_directory(file.folder() / "links");
    const fs::path link = file.folder() / "links/Small.cls";
    fs::create_symlink("../Small.cls", link);
    auto reading = file.reading(text);
    reading.productions.front().items.front().pool_size = "4";
    auto deployment = open_deployment("file:" + link.string(), "");
    REQUIRE(deployment);
    auto planned = deployment->plan(reading.productions.front(), Holds::engine, fresh());
    REQUIRE(planned);
    REQUIRE(deployment->apply(*planned, who(), fresh()));
    CHECK(file.text() == replaced(text, "PoolSize=\"1\"", "PoolSize=\"4\""));
    CHECK(fs::is_symlink(link));
    CHECK((fs::status(file.path()).permissions() & fs::perms::mask) == fs::perms(0640));
    // The record is beside the file itself, whatever it is called by.
    CHECK(fs::exists(file.folder() / ".millwright/Small.cls.db"));
    CHECK(!fs::exists(file.folder() / "links/.millwright"));
}

TEST_CASE("A file that is not there is made whole") {
    DeployedFile file("Small.cls", small_class);
    const auto reading = file.reading(small_class);
    fs::remove(file.path());
    auto planned = file.plan(reading.productions.front());
    REQUIRE(planned);
    CHECK(planned->plan.operations.size() == 2);
    CHECK(!fs::exists(file.folder() / ".millwright"));
    REQUIRE(file.apply(*planned));
    CHECK(file.reading(file.text()).productions.front().items.size() == 1);
    CHECK(file.text().find("in the clear") != std::string::npos);
}

TEST_CASE("What changed the file in the meantime is not written over") {
    DeployedFile file("Small.cls", small_class);
    auto reading = file.reading(small_class);
    reading.productions.front().items.front().pool_size = "4";
    const auto planned = file.plan(reading.productions.front());
    REQUIRE(planned);
    SECTION("by another meaning") {
        const std::string other = replaced(small_class, "PoolSize=\"1\"", "PoolSize=\"9\"");
        write(file.path(), other);
        const auto applied = file.apply(*planned);
        REQUIRE(!applied);
        CHECK(code_of(applied.error()) == Code::deployed_moved);
        CHECK(file.text() == other);
    }
    SECTION("only in how it is written: that stays") {
        const std::string other = replaced(small_class, "/// A production.", "/// The production.");
        write(file.path(), other);
        REQUIRE(file.apply(*planned));
        CHECK(file.text() == replaced(other, "PoolSize=\"1\"", "PoolSize=\"4\""));
    }
    SECTION("removed") {
        fs::remove(file.path());
        CHECK(!file.apply(*planned));
        CHECK(!fs::exists(file.path()));
    }
}

TEST_CASE("Files that cannot be a deployment are refused with the reason") {
    DeployedFile file("Small.cls", small_class);
    const auto reading = file.reading(small_class);
    const auto code = [&](const std::string& text) {
        write(file.path(), text);
        const auto planned = file.plan(reading.productions.front());
        REQUIRE(!planned);
        CHECK(file.text() == text);
        return code_of(planned.error());
    };
    CHECK(code("") == Code::no_production);
    CHECK(code("no class") == Code::no_production);
    CHECK(code(small_class.substr(0, 300)) == Code::truncated);
    CHECK(code(std::string("\xFF\xFE", 2) + small_class) == Code::not_utf8);
    CHECK(code(replaced(replaced(small_class, "Demo.Small", "Demo.Other"), "Demo.Small", "Demo.Other")) ==
          Code::no_production);
    CHECK(code_of(open_deployment("file:" + file.folder().string(), "").error()) == Code::bad_value);
    fs::create_directory(file.folder() / "folder.cls");
    const auto folder = open_deployment("file:" + (file.folder() / "folder.cls").string(), "");
    REQUIRE(folder);
    CHECK(code_of(folder->plan(reading.productions.front(), Holds::engine, fresh()).error()) == Code::cannot_read);
    fs::create_symlink("nowhere.cls", file.folder() / "link.cls");
    CHECK(code_of(open_deployment("file:" + (file.folder() / "link.cls").string(), "").error()) == Code::cannot_read);
}

TEST_CASE("A read-only file is left alone, and nothing is open afterwards") {
    DeployedFile file("Small.cls", small_class);
    auto reading = file.reading(small_class);
    reading.productions.front().items.front().pool_size = "4";
    fs::permissions(file.path(), fs::perms(0444));
    const auto applied = file.apply(reading.productions.front());
    REQUIRE(!applied);
    CHECK(code_of(applied.error()) == Code::cannot_write);
    CHECK(file.text() == small_class);
    fs::permissions(file.path(), fs::perms(0644));
    auto deployment = file.deployment();
    const auto finished = deployment.finish_interrupted("Demo.Small", who(), fresh(8));
    REQUIRE(finished);
    CHECK(!finished->has_value());
    REQUIRE(file.apply(reading.productions.front()));
}

TEST_CASE("A secret's value has no place in a file") {
    DeployedFile file("Small.cls", small_class);
    auto reading = file.reading(small_class);
    Production& wanted = reading.productions.front();
    for (Setting& each : wanted.settings) {
        if (each.name != "Password") continue;
        each.value = "${secret:mail}";
        each.refers_to_secret = true;
    }
    wanted.items.front().pool_size = "4";
    const auto planned = file.plan(wanted);
    REQUIRE(planned);
    REQUIRE(planned->plan.operations.size() == 2);
    CHECK(planned->plan.operations[1].risk == Risk::unsupported);
    CHECK(planned->plan.operations[1].before.json == "\"(secret)\"");
    CHECK(planned->plan.operations[1].reason.find("Credentials") != std::string::npos);
    CHECK(!file.apply(*planned));
    CHECK(file.text() == small_class);
}

TEST_CASE("A renamed item stays where it is, with all that is in it") {
    DeployedFile file("Small.cls", small_class);
    auto reading = file.reading(small_class);
    Production& wanted = reading.productions.front();
    wanted.items.front().name = "Mail out";
    wanted.moved.push_back({MovedKind::item, "Mail", "Mail out", {}});
    const auto planned = file.plan(wanted);
    REQUIRE(planned);
    REQUIRE(planned->plan.operations.size() == 1);
    CHECK(planned->plan.operations[0].op_type == "move");
    REQUIRE(file.apply(*planned));
    CHECK(file.text() == replaced(small_class, "Name=\"Mail\"   ", "Name=\"Mail out\"   "));
}

TEST_CASE("What something else changed is told, and adopted when the settings say the same") {
    DeployedFile file("Small.cls", small_class);
    auto reading = file.reading(small_class);
    Production& wanted = reading.productions.front();
    wanted.items.front().pool_size = "4";
    REQUIRE(file.apply(wanted));
    const std::string edited = replaced(file.text(), "mail & more", "mail & others");
    write(file.path(), edited);
    const auto drifted = file.plan(wanted);
    REQUIRE(drifted);
    REQUIRE(drifted->plan.findings.size() == 1);
    CHECK(drifted->plan.findings.begin()->code == Code::drifted);
    CHECK(drifted->plan.operations.size() == 1);

    auto adopted = file.reading(edited);
    adopted.productions.front().items.front().pool_size = "5";
    const auto planned = file.plan(adopted.productions.front());
    REQUIRE(planned);
    CHECK(planned->plan.findings.empty());
    REQUIRE(file.apply(*planned));
    const auto sides = file.deployment().sides("Demo.Small");
    REQUIRE(sides);
    CHECK(sides->revision == 2);
    CHECK(canonical_form(sides->deployed, Holds::engine).fingerprint() ==
          canonical_form(sides->last_applied, Holds::engine).fingerprint());
}

TEST_CASE("Random edits leave the rest of a class as it is and read back as what was wanted") {
    std::mt19937 dice(7);
    for (int round = 0; round < 60; ++round) {
        DeployedFile file("Small.cls", small_class);
        auto reading = file.reading(small_class);
        Production& wanted = reading.productions.front();
        const auto random = [&](std::size_t below) { return static_cast<std::size_t>(dice()) % below; };
        static constexpr std::string_view values[]{"a<b>&\"'", "]]>", " blanks ", "x\ny", "\xC3\xA9\xE2\x82\xAC",
                                                   "${x}",     ""};
        for (Setting& each : wanted.settings) {
            if (random(2) == 0) each.value = values[random(std::size(values))];
        }
        Item& mail = wanted.items.front();
        if (random(2) == 0) mail.comment = values[random(2)];
        if (random(3) == 0) mail.class_name = "demo.Other";
        if (random(2) == 0) {
            Item added = mail;
            added.name = "Added & new";
            wanted.items.push_back(added);
        }
        if (random(4) == 0) wanted.items.erase(wanted.items.begin());
        const auto planned = file.plan(wanted);
        REQUIRE(planned);
        if (!planned->plan.has_changes()) continue;
        const auto applied = file.apply(*planned);
        INFO("round " << round << " " << (applied ? "" : applied.error().diagnostics.begin()->message));
        REQUIRE(applied);
        const std::string text = file.text();
        const auto again = file.reading(text);
        CHECK(canonical_form(again.productions.front(), Holds::engine).fingerprint() ==
              canonical_form(wanted, Holds::engine).fingerprint());
        const std::string head = small_class.substr(0, small_class.find("\n\t<!--"));
        const std::string tail = small_class.substr(small_class.find("</Production>"));
        CHECK(text.starts_with(head));
        CHECK(text.find("\n\t<!-- by hand -->\n") != std::string::npos);
        CHECK(text.ends_with(tail));
        const auto original = file.reading(small_class);
        REQUIRE(file.apply(original.productions.front()));
        CHECK(canonical_form(file.reading(file.text()).productions.front(), Holds::engine).fingerprint() ==
              canonical_form(original.productions.front(), Holds::engine).fingerprint());
    }
}

TEST_CASE("Every class and export of the corpus: one setting changed is one setting's bytes, changed back none") {
    const auto corpus = corpus_folder();
    if (!corpus) return skipped("MILLWRIGHT_CORPUS is not set");
    std::size_t tried = 0;
    for (const auto& entry : fs::recursive_directory_iterator(*corpus)) {
        const std::string ending = entry.path().extension().string();
        if (!entry.is_regular_file() || (ending != ".cls" && ending != ".xml")) continue;
        const std::string text = read(entry.path());
        if (text.find("<Production") == std::string::npos && text.find("&lt;Production") == std::string::npos) continue;
        auto reading = DeployedFile::reading(entry.path().string(), text);
        if (!reading.readable || reading.productions.size() != 1) continue;
        Production& wanted = reading.productions.front();
        const auto setting = std::find_if(wanted.settings.begin(), wanted.settings.end(), [](const Setting& each) {
            return !each.is_target() && !each.value.empty() && each.value.find('\n') == std::string_view::npos;
        });
        if (setting == wanted.settings.end()) continue;
        DeployedFile file("Production" + ending, text);
        setting->value = wanted.texts.keep(std::string(setting->value) + "1");
        INFO(entry.path().string());
        const auto applied = file.apply(wanted);
        INFO((applied ? "" : applied.error().diagnostics.begin()->message));
        REQUIRE(applied);
        const Differing found = differing(text, file.text());
        CHECK(found.before.find("Setting") == std::string::npos);
        CHECK(found.after.find('1') != std::string::npos);
        CHECK(found.after.find("Setting") == std::string::npos);
        const auto original = file.reading(text);
        REQUIRE(file.apply(original.productions.front()));
        CHECK(file.text() == text);
        ++tried;
    }
    CHECK(tried >= 8);
}
