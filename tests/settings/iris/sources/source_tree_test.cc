#include "settings/iris/sources/source_tree.h"

#include <catch2/catch.hpp>
#include <set>

#include "settings/formats.h"
#include "tests/settings/iris/read.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::settings;
using namespace millwright::settings::iris;
using millwright::test::MemoryFiles;

namespace {

using Texts = std::map<std::string, std::string>;

/// A tree over files in memory.
struct Grown {
    explicit Grown(Texts texts) : files(std::move(texts)), scan(scan_folder("", files, options)) {
        tree = std::make_unique<SourceTree>(scan, files, options, reading);
    }
    /// The path of the class that is found, or "".
    std::string path(std::string_view name, const Asker& asker = {}) {
        const ClassSource* found = tree->find(name, asker);
        return found == nullptr ? std::string() : found->path;
    }
    std::string macro(std::string_view name, std::string_view user) {
        const ClassSource* from = tree->find(user, {});
        REQUIRE(from != nullptr);
        return tree->macro(name, *from).value_or("(none)");
    }

    MemoryFiles files;
    ReadOptions options;
    Reading reading;
    FolderScan scan;
    std::unique_ptr<SourceTree> tree;
};

std::string class_text(const std::string& name, const std::string& members = {}) {
    return "Class " + name + " Extends %RegisteredObject\n{\n\n" + members + "\n}\n";
}

const std::string parameter = "Parameter A = 1;\n";

Asker from(std::string path, std::string package = {}, std::vector<std::string> imports = {}) {
    return {std::move(path), std::move(package), std::move(imports), {}};
}

/// Files of classes can be read once only.
class VanishingFiles final : public Files {
public:
    explicit VanishingFiles(Texts texts) : files_(std::move(texts)) {}

    Result<std::string> read(const std::string& path) const override {
        const bool vanished = !path.ends_with("P.cls") && !read_.insert(path).second;
        return vanished ? test::MemoryFiles().read(path) : files_.read(path);
    }
    Listing list(const std::string& folder, unsigned levels = all_levels) const override {
        return files_.list(folder, levels);
    }
    FileKind kind(const std::string& path) const override { return files_.kind(path); }
    std::optional<std::string> real_path(const std::string& path) const override { return path; }
    std::string display_name(const std::string& path) const override { return path; }

private:
    test::MemoryFiles files_;
    mutable std::set<std::string> read_;
};

}  // namespace

TEST_CASE("a class is read when it is asked for, and once") {
    Grown grown({{"src/A.cls", class_text("Demo.A", parameter)}, {"src/B.cls", class_text("Demo.B")}});
    CHECK(grown.reading.sources.size() == 0);
    const ClassSource* found = grown.tree->find("Demo.A", {});
    REQUIRE(found != nullptr);
    CHECK(found->name == "Demo.A");
    CHECK(found->path == "src/A.cls");
    CHECK(found->parameters.size() == 1);
    CHECK(grown.tree->find("Demo.A", {}) == found);
    CHECK(grown.reading.sources.size() == 1);
    CHECK(grown.tree->find("Demo.C", {}) == nullptr);
    CHECK(grown.tree->find("", {}) == nullptr);
    CHECK(grown.tree->has("Demo.B"));
    CHECK_FALSE(grown.tree->has("Demo.C"));
    CHECK(grown.reading.sources.size() == 1);
}

TEST_CASE("a name without package is completed by who asks") {
    Grown grown({{"a/Router.cls", class_text("Demo.Sub.Router")},
                 {"b/Router.cls", class_text("Demo.Router")},
                 {"c/Router.cls", class_text("Other.Router")},
                 {"d/Router.cls", class_text("User.Router")},
                 {"e/Lone.cls", class_text("Far.Away.Lone")},
                 {"f/Plain.cls", class_text("Plain")},
                 {"g/S.cls", class_text("%Library.Special")}});
    CHECK(grown.path("Router", from("x.cls", "Demo.Sub")) == "a/Router.cls");
    CHECK(grown.path("Router", from("x.cls", "Demo")) == "b/Router.cls");
    CHECK(grown.path("Router", from("x.cls", "None", {"Missing", "Other"})) == "c/Router.cls");
    CHECK(grown.path("Router", from("x.cls")) == "d/Router.cls");
    CHECK(grown.path("Lone", from("x.cls")) == "e/Lone.cls");
    CHECK(grown.path("Plain") == "f/Plain.cls");
    CHECK(grown.path("User.Plain") == "f/Plain.cls");
    CHECK(grown.path("%Special", from("x.cls", "Demo")) == "g/S.cls");
    CHECK(grown.path("Sub.Router", from("x.cls", "Demo")).empty());
}

TEST_CASE("packages around the asker's come after User, and a short name that several have is not guessed") {
    Grown grown({{"a/R.cls", class_text("Demo.R")}, {"b/R.cls", class_text("Other.R")}});
    CHECK(grown.path("R", from("x.cls", "Demo.Sub.Deep")) == "a/R.cls");
    CHECK(grown.path("R", from("x.cls", "Third")).empty());
}

TEST_CASE("of several files with a class the nearest counts, which is told once") {
    Grown grown({{"new/src/A.cls", class_text("Demo.A", parameter)},
                 {"old/src/A.cls", class_text("Demo.A")},
                 {"old/src/B.cls", class_text("Demo.B")}});
    CHECK(grown.path("Demo.A", from("old/src/B.cls")) == "old/src/A.cls");
    CHECK(grown.path("Demo.A", from("new/src/P.cls")) == "new/src/A.cls");
    REQUIRE(grown.reading.findings.size() == 1);
    const Diagnostic& told = *grown.reading.findings.begin();
    CHECK(told.code == Code::class_in_several_files);
    CHECK(told.severity == Severity::note);
    CHECK(told.file == "old/src/B.cls");
    CHECK(told.message == "class \"Demo.A\" is in several files; the one in \"old/src/A.cls\" counts");
    REQUIRE(told.notes.size() == 1);
    CHECK(told.notes.front().message == "another one is in \"new/src/A.cls\"");
}

TEST_CASE("copies of a class are no finding, in another form neither") {
    const std::string body = "Method Run() As %Status\n{\n    Quit 1\n}\n";
    std::string windows;
    for (const char c : class_text("Demo.A", body)) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const std::string exported =
        "<?xml version=\"1.0\"?>\n<Export>\n<Class name=\"Demo.A\">\n<Super>%RegisteredObject</Super>\n"
        "<Method name=\"Run\">\n<ReturnType>%Status</ReturnType>\n<Implementation><![CDATA[\n    Quit 1\n]]>"
        "</Implementation>\n</Method>\n</Class>\n</Export>\n";
    Grown grown({{"a/A.cls", class_text("Demo.A", body)}, {"b/A.cls", windows}, {"a/A.xml", exported}});
    CHECK(grown.path("Demo.A", from("a/P.cls")) == "a/A.cls");
    CHECK(grown.reading.findings.empty());
}

TEST_CASE("a file that only seemed to hold a class does not keep another from being found") {
    const std::string not_there = "<Export><!-- <Class name=\"Demo.A\"> --></Export>";
    Grown grown({{"a/A.xml", not_there}, {"b/A.cls", class_text("Demo.A")}});
    CHECK(grown.path("Demo.A", from("a/P.cls")) == "b/A.cls");
    CHECK(grown.reading.findings.empty());
}

TEST_CASE("what was generated from another class has no code of its own") {
    Grown grown(Texts{{"A.cls",
                       "Class Demo.A Extends X [ GeneratedBy = Demo.B.CLS ]\n{\n\nParameter P = 1;\n\n"
                       "Method Run()\n{\n    Do ..SendRequestSync(\"X\")\n}\n\n}\n"}});
    const ClassSource* found = grown.tree->find("Demo.A", {});
    REQUIRE(found != nullptr);
    CHECK(found->generated_by == "Demo.B.CLS");
    CHECK(found->parameters.size() == 1);
    CHECK(found->methods.empty());
}

TEST_CASE("sources are decoded, and lose their mark") {
    Grown grown({{"A.cls", "\xEF\xBB\xBF" + class_text("Demo.A")}, {"B.cls", "/// \xF6\n" + class_text("Demo.B")}});
    REQUIRE(grown.tree->find("Demo.A", {}) != nullptr);
    CHECK(grown.tree->find("Demo.A", {})->place.begin == 6);
    CHECK(grown.reading.findings.empty());
    CHECK(grown.path("Demo.B") == "B.cls");
    CHECK(test::findings_of(grown.reading) == "warning MW807 1:5 the text is not UTF-8; it is read as Windows-1252\n");
}

TEST_CASE("a file that vanished is told, and another one counts") {
    Grown grown(Texts{{"b/A.cls", class_text("Demo.A")}});
    grown.scan.files.insert(grown.scan.files.begin(), {"a/A.cls", FileContent::classes, false, {"Demo.A"}});
    grown.tree = std::make_unique<SourceTree>(grown.scan, grown.files, grown.options, grown.reading);
    CHECK(grown.path("Demo.A", from("a/P.cls")) == "b/A.cls");
    REQUIRE(grown.reading.findings.size() == 1);
    CHECK(grown.reading.findings.begin()->severity == Severity::warning);
    CHECK(grown.reading.findings.begin()->code == Code::cannot_read);
}

TEST_CASE("a class whose file vanishes after it was looked at is not said to be missing too") {
    const VanishingFiles files({{"src/P.cls",
                                 "Class Demo.P Extends Ens.Production\n{\nXData ProductionDefinition\n{\n"
                                 "<Production Name=\"Demo.P\">\n<Item Name=\"a\" ClassName=\"Demo.A\"/>\n"
                                 "<Item Name=\"b\" ClassName=\"B\"/>\n</Production>\n}\n}\n"},
                                {"src/A.cls", class_text("Demo.A")},
                                {"src/B.cls", class_text("Demo.B")}});
    const auto reading = read_input("src", files, {});
    REQUIRE(reading);
    std::string told;
    for (const Diagnostic& each : reading->findings) told += name_of(each.code) + (" " + each.message) + "\n";
    CHECK(told == "MW001 there is no src/A.cls\nMW001 there is no src/B.cls\n");
}

TEST_CASE("a macro is found in the includes of a class, of its superclasses, and in those that they include") {
    Grown grown({{"cls/A.cls", "Include Demo.Names\n\nClass Demo.A Extends Demo.Base\n{\n}\n"},
                 {"cls/Base.cls", "Include (%occStatus, Base)\n\nClass Demo.Base\n{\n}\n"},
                 {"cls/B.cls", class_text("Demo.B")},
                 {"inc/Demo/Names.inc", "#include Further\n#define Router \"Demo Router\"\n"},
                 {"inc/Other/Names.inc", "#define Router \"wrong\"\n"},
                 {"inc/Further.INC", "#include Demo.Names\n#define Lab \"Lab\"\n"},
                 {"inc/x.inc", "ROUTINE Base [Type=INC]\n#define Pager \"Pager\"\n"},
                 {"inc/Base.inc", "ROUTINE Base [Type=INC]\n#define Pager \"Pager\"\n"}});
    CHECK(grown.macro("Router", "Demo.A") == "\"Demo Router\"");
    CHECK(grown.macro("$$$Router", "Demo.A") == "\"Demo Router\"");
    CHECK(grown.macro("Lab", "Demo.A") == "\"Lab\"");
    CHECK(grown.macro("Pager", "Demo.A") == "\"Pager\"");
    CHECK(grown.macro("Router", "Demo.Base") == "(none)");
    CHECK(grown.macro("Router", "Demo.B") == "(none)");
    CHECK(grown.macro("OK", "Demo.A") == "(none)");
}
