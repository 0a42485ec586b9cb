// Reading TOML against toml11 alone over the same text, growth over three sizes, and texts that are meant to hurt.
//     bench_toml [RUNS]        default: 15
// Every figure is a median; what is compared takes turns, each run in a process of its own, so that a busy machine slows
// both and memory can be told apart. 10,000 items are three times the largest production known to its users to hurt; of
// 334 bytes an item, as generate.py makes them.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <toml.hpp>
#include <vector>

#include "settings/formats.h"
#include "settings/toml_text.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

/// Of one reading: seconds by the clock and of the processors, and what the process holds more at its highest than before.
struct Cost {
    double wall = 0;
    double processor = 0;
    double bytes = 0;
    bool sound = false;
};

using Way = std::function<bool(const std::string&)>;

bool library_alone(const std::string& text) {
    std::istringstream in(text);
    return toml::parse(in, "settings.toml").is_table();
}

Way ours(TomlReading way) {
    return [way](const std::string& text) {
        TomlTree tree;
        Diagnostics findings;
        return read_toml(tree, text, 1, findings, way).sound;
    };
}

bool production(const std::string& text) {
    const test::MemoryFiles files((std::map<std::string, std::string>()));
    return read_text("settings.toml", text, Format::settings_toml, files, {}).readable;
}

double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](timeval at) {
        return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024;
}

Cost measured(const Way& way, const std::string& text) {
    Cost cost;
    const double bytes = peak_bytes();
    const double processor = processor_seconds();
    const auto began = std::chrono::steady_clock::now();
    cost.sound = way(text);
    cost.wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    cost.processor = processor_seconds() - processor;
    cost.bytes = peak_bytes() - bytes;
    return cost;
}

/// In a child: what one reading leaves behind in the allocator is no help to the next.
Cost in_a_child(const Way& way, const std::function<std::string()>& make_text) {
    int ends[2];
    if (pipe(ends) != 0) std::exit(1);
    const pid_t child = fork();
    if (child == 0) {
        const Cost cost = measured(way, make_text());
        _exit(write(ends[1], &cost, sizeof cost) == sizeof cost ? 0 : 1);
    }
    Cost cost;
    close(ends[1]);
    const bool got = read(ends[0], &cost, sizeof cost) == sizeof cost;
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (!got || status != 0) std::exit(1);
    return cost;
}

double median(std::vector<double> all) {
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

struct Row {
    std::string name;
    Way way;
    std::vector<Cost> costs = {};

    double of(double Cost::*figure) const {
        std::vector<double> all;
        for (const Cost& cost : costs) all.push_back(cost.*figure);
        return median(all);
    }
};

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text(std::filesystem::file_size(file), '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    return text;
}

std::filesystem::path generated(const std::filesystem::path& folder, std::size_t items) {
    const auto file = folder / (std::to_string(items) + ".toml");
    const std::string script = MILLWRIGHT_SOURCE_DIR "/tests/bench/generate.py";
    const std::string command =
        "python3 '" + script + "' " + std::to_string(items) + " toml -o '" + file.string() + "'";
    if (std::system(command.c_str()) != 0) std::exit(1);
    return file;
}

/// Ratios are medians of the ratios of turns.
double ratio(const Row& row, const Row& base, double Cost::*figure) {
    std::vector<double> all;
    for (std::size_t i = 0; i < row.costs.size(); ++i) all.push_back(row.costs[i].*figure / (base.costs[i].*figure));
    return median(all);
}

void against_the_library(const std::filesystem::path& file, int runs) {
    const auto bytes = static_cast<double>(std::filesystem::file_size(file));
    std::vector<Row> rows{
        {"toml11 alone", library_alone},
        {"one thread (aim: 1.0)", ours({true, true, 1})},
        {"as it comes (aim on two cores: 0.6)", ours({})},
        {"one thread, every slice by toml11", ours({true, false, 1})},
        {"two threads, every slice by toml11", ours({true, false, 2})},
        {"up to the production", production},
    };
    const std::string text = text_of(file);
    for (int i = 0; i < runs; ++i) {
        for (Row& row : rows) row.costs.push_back(in_a_child(row.way, [&] { return text; }));
    }
    std::printf("%-40s %10s %7s %12s %7s %15s\n", "10,000 items", "wall ms", "ratio", "processor ms", "ratio",
                "bytes/text byte");
    for (const Row& row : rows) {
        std::printf("%-40s %10.1f %7.3f %12.1f %7.3f %15.1f\n", row.name.c_str(), row.of(&Cost::wall) * 1e3,
                    ratio(row, rows.front(), &Cost::wall), row.of(&Cost::processor) * 1e3,
                    ratio(row, rows.front(), &Cost::processor), row.of(&Cost::bytes) / bytes);
    }
}

void growth(const std::filesystem::path& folder, int runs) {
    std::printf("\n%-40s %12s %12s %15s   (aim: 11 times)\n", "growth, one thread", "processor ms", "times",
                "bytes/text byte");
    double before = 0;
    for (const std::size_t items : {1'000U, 10'000U, 100'000U}) {
        const auto file = generated(folder, items);
        Row row{std::to_string(items) + " items", ours({true, true, 1})};
        for (int i = 0; i < runs; ++i) row.costs.push_back(in_a_child(row.way, [&] { return text_of(file); }));
        const double seconds = row.of(&Cost::processor);
        std::printf("%-40s %12.1f %12.1f %15.1f\n", row.name.c_str(), seconds * 1e3, before > 0 ? seconds / before : 0,
                    row.of(&Cost::bytes) / static_cast<double>(std::filesystem::file_size(file)));
        before = seconds;
    }
}

std::string lines(std::size_t count, const std::function<std::string(const std::string&)>& line) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += line(std::to_string(i));
    return text;
}

struct Hostile {
    const char* name;
    std::string text;
};

std::vector<Hostile> hostile_texts() {
    const auto same = [](const char* text) { return [text](const std::string&) { return std::string(text); }; };
    return {
        {"inline table of 10,000 keys",
         "a = {" + lines(10'000, [](auto n) { return "k" + n + " = 1, "; }) + "z = 1}\n"},
        {"the same with one dotted key",
         "a = {" + lines(10'000, [](auto n) { return "k" + n + " = 1, "; }) + "z.z = 1}\n"},
        {"one-line array of 100,000 numbers", "a = [" + lines(100'000, same("1,")) + "]\n"},
        {"the same below a dotted key", "a.b = [" + lines(100'000, same("1,")) + "]\n"},
        {"20,000 texts in a line", "a = [" + lines(20'000, same("\"\\\"a\\\\\", '#', ")) + "]\n"},
        {"arrays nested 100,000 deep", "a = " + lines(100'000, same("[")) + "\n"},
        {"a key of 100,000 parts", "a" + lines(100'000, same(".a")) + " = 1\n"},
        {"10,000 lines without a value", lines(10'000, same("x = \n"))},
        {"10,000 arrays that are not closed", lines(10'000, same("a = [ 1,\n"))},
        {"10,000 texts that are not closed", lines(10'000, same("a = \"\"\"\n\n'''\n"))},
        {"100,000 keys that come twice", lines(100'000, [](auto n) { return "a" + n + " = 1\n"; }) +
                                             lines(100'000, [](auto n) { return "a" + n + " = 1\n"; })},
        {"100,000 tables at the root", lines(100'000, [](auto n) { return "[t" + n + "]\n"; })},
        {"100,000 tables below one table", lines(100'000, [](auto n) { return "[p.P.x" + n + ".y]\na = 1\n"; })},
        {"100,000 tables that come back",
         lines(100'000, [](auto n) { return "[p." + n + "]\n[q." + n + "]\n"; }) + "[p.0.x]\n"},
        {"100,000 tables of an array", lines(100'000, same("[[a]]\nb = 1\n[a.c]\n"))},
        {"100,000 dotted keys in a table", lines(100'000, [](auto n) { return "a.k" + n + " = 1\n"; })},
        {"100,000 comments", lines(100'000, same("# \"\n")) + "a.b = 1\n"},
    };
}

void hostile() {
    std::printf("\n%-40s %12s %12s   (aim: a fraction of a second)\n", "texts that are meant to hurt", "processor ms",
                "");
    for (const Hostile& each : hostile_texts()) {
        const Cost cost = in_a_child(ours({true, true, 1}), [&] { return each.text; });
        std::printf("%-40s %12.1f %12s\n", each.name, cost.processor * 1e3, cost.sound ? "read" : "refused");
    }
}

}  // namespace

int main(int count, char** words) {
    const int runs = count > 1 ? std::max(1, std::atoi(words[1])) : 15;
    std::string name = (std::filesystem::temp_directory_path() / "millwright-bench-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) return 1;
    const std::filesystem::path folder(name);
    against_the_library(generated(folder, 10'000), runs);
    growth(folder, runs);
    hostile();
    std::filesystem::remove_all(folder);
}
