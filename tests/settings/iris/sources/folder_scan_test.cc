#include "settings/iris/sources/folder_scan.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "tests/support/folder.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::settings;
using namespace millwright::settings::iris;
using millwright::test::MemoryFiles;

namespace {

using Names = std::vector<std::string>;

ScannedFile look(const std::string& path, std::string_view text) {
    return look_at_file(path, text);
}

Names paths_of(const FolderScan& scan) {
    Names paths;
    for (const ScannedFile& each : scan.files) paths.push_back(each.path);
    return paths;
}

const std::string production = "XData ProductionDefinition\n{\n<Production Name=\"P\">\n</Production>\n}\n";

}  // namespace

TEST_CASE("a class is named by its line, past comments") {
    CHECK(look("a.cls", "Class Demo.A Extends B\n{\n}").classes == Names{"Demo.A"});
    CHECK(look("a.CLS",
               "\xEF\xBB\xBF"
               "Class %A{}")
              .classes == Names{"%A"});
    CHECK(look("a.cls", "Include X\r\n/// Class No\r\nCLASS\tDemo.A[ Abstract ]\r\n").classes == Names{"Demo.A"});
    CHECK(look("a.cls", "/* one\nClass No Extends X\n*/\n  Class A\n{").classes == Names{"A"});
    CHECK(look("a.cls", "// /* open\nClass A").classes == Names{"A"});
    CHECK(look("a.cls", "Class A\n{\n}\nClass B\n{}").classes == Names{"A"});
    CHECK(look("a.cls", "ClassMethod A\nClassA B\nclass").classes.empty());
    CHECK(look("a.cls", "ClassMethod A").content == FileContent::nothing);
    CHECK(look("a.cls", "Class Demo.A").content == FileContent::classes);
    CHECK(look("a.txt", "Class Demo.A").content == FileContent::nothing);
}

TEST_CASE("a production is told from a class that only speaks of one") {
    CHECK(look("p.cls", "Class P Extends Ens.Production {\n" + production + "}").content ==
          FileContent::production_class);
    CHECK(look("p.cls", "Class P {\n// <Production Name=...>\n}").content == FileContent::classes);
    CHECK(look("p.cls", "Class P {\nXData ProductionDefinition { <ProductionX/> }\n}").content == FileContent::classes);
    CHECK(look("p.cls", production).content == FileContent::production_class);
}

TEST_CASE("exports hold classes, productions, default settings or parts") {
    const auto classes = look("a.xml",
                              "<Export>\n<Class name=\"A\">\n</Class><Class\n abstract='1' name='B.C'/>"
                              "<Classes name=\"no\"/></Export>");
    CHECK(classes.classes == Names{"A", "B.C"});
    CHECK(classes.content == FileContent::classes);
    const auto with = look("a.XML", "<Export><Class name=\"A\"><XData><Data><![CDATA[<Production Name='A'>");
    CHECK(with.classes == Names{"A"});
    CHECK(with.content == FileContent::production_export);
    CHECK(look("a.xml", "<Data>&lt;Production Name='A'&gt;").content == FileContent::production_export);
    CHECK(look("a.xml", "<Production/>").content == FileContent::production_export);
    CHECK(look("a.xml", "<ProductionClassInExport>").content == FileContent::nothing);
    CHECK(look("a.xml", "<defaultSettings>\n<item/>").content == FileContent::default_settings);
    CHECK(look("a.esd", "<defaultSettings></defaultSettings>").content == FileContent::default_settings);
    CHECK(look("a.esd", "<Production/>").content == FileContent::nothing);
    const auto both = look("a.xml", "<Class name='A'/><Document><defaultSettings/></Document>");
    CHECK(both.content == FileContent::classes);
    CHECK(both.default_settings);
    const std::string part = "<Export><Document><ProjectTextDocument name=\"Settings:b\"><![CDATA[<Item/>";
    CHECK(look("x/Stgs-b949C.xml", part).content == FileContent::production_part);
    CHECK(look("x/b.xml", part).content == FileContent::production_part);
    CHECK(look("x/Stgs-b949C.xml", "<Other/>").content == FileContent::nothing);
}

TEST_CASE("JSON, Python and include files") {
    CHECK(look("a.json", "{\"ActorPoolSize\": 1}").content == FileContent::production_json);
    CHECK(look("a.json", "{\"x\": 1}").content == FileContent::nothing);
    CHECK(look("a.py", "PRODUCTIONS = []").content == FileContent::python_settings);
    CHECK(look("a.py", "x = 1").content == FileContent::python);
    CHECK(look("a.inc", "#define A 1").content == FileContent::include);
}

TEST_CASE("UTF-16 is looked into") {
    std::string text = "\xFF\xFE";
    for (const char c : std::string_view("Class Demo.A Extends B")) text += std::string{c, '\0'};
    CHECK(look("a.cls", text).classes == Names{"Demo.A"});
}

TEST_CASE("a folder is looked at in the order of its paths, without what belongs to others") {
    const MemoryFiles files({
        {"s/b/B.cls", "Class B"},
        {"s/a/A.cls", "Class A"},
        {"s/a/A.txt", "Class A"},
        {"s/node_modules/x/X.cls", "Class X"},
        {"s/a/node_modules/Y.cls", "Class Y"},
        {"s/a/none.cls", "nothing"},
        {"t/T.cls", "Class T"},
    });
    const FolderScan scan = scan_folder("s", files, {});
    CHECK(scan.folder == "s");
    CHECK(paths_of(scan) == Names{"s/a/A.cls", "s/b/B.cls"});
    CHECK(scan.left_out.empty());
    CHECK(scan_folder("gone", files, {}).files.empty());
}

TEST_CASE("a folder named node_modules may be looked at itself") {
    const MemoryFiles files(std::map<std::string, std::string>{{"node_modules/x/X.cls", "Class X"}});
    CHECK(paths_of(scan_folder("node_modules", files, {})) == Names{"node_modules/x/X.cls"});
}

namespace {

/// Of which some vanish after they were listed.
class VanishingFiles final : public Files {
public:
    explicit VanishingFiles(std::size_t count, bool threads) : threads_(threads) {
        for (std::size_t i = 0; i < count; ++i) names_.push_back("s/" + std::to_string(10'000 + i) + ".cls");
    }
    Result<std::string> read(const std::string& path) const override {
        if (path.ends_with("7.cls")) return fail_in_file(FailureKind::environment, Code::cannot_read, path, "gone");
        return "Class A" + path.substr(2, 5) + " Extends X\n";
    }
    Listing list(const std::string&, unsigned) const override { return {names_, {}}; }
    FileKind kind(const std::string&) const override { return FileKind::file; }
    std::optional<std::string> real_path(const std::string& path) const override { return path; }
    std::string display_name(const std::string& path) const override { return path; }
    bool for_several_threads() const override { return threads_; }

private:
    bool threads_;
    Names names_;
};

}  // namespace

TEST_CASE("files that vanish are told, and the rest is looked at, by one thread or several") {
    for (const bool threads : {false, true}) {
        const VanishingFiles files(1000, threads);
        ReadOptions options;
        std::size_t told = 0;
        std::size_t last = 0;
        const auto caller = std::this_thread::get_id();
        options.progress = [&](std::string_view what, std::size_t done, std::size_t all) {
            CHECK(what == "looking at files");
            CHECK(std::this_thread::get_id() == caller);
            CHECK(done > last);
            CHECK(all == 1000);
            last = done;
            ++told;
        };
        const FolderScan scan = scan_folder("s", files, options);
        REQUIRE(scan.files.size() == 900);
        REQUIRE(scan.left_out.size() == 100);
        CHECK(scan.left_out.front().file == "s/10007.cls");
        CHECK(scan.left_out.back().file == "s/10997.cls");
        CHECK(scan.files[8].path == "s/10009.cls");
        CHECK(scan.files[8].classes == Names{"A10009"});
        if (!threads) CHECK(told == 1000 / 64);
    }
}

TEST_CASE("links that lead in a circle do not") {
    const test::Folder folder;
    folder.put("s/a/A.cls", "Class A");
    std::filesystem::create_symlink("..", "s/a/up");
    std::filesystem::create_symlink("loop", "s/loop");
    std::filesystem::create_symlink("a/A.cls", "s/B.cls");
    std::filesystem::create_symlink("loop.cls", "s/loop.cls");
    CHECK(paths_of(scan_folder("s", DiskFiles{}, {})) == Names{"s/B.cls", "s/a/A.cls"});
}
