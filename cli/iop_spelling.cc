#include "cli/iop_spelling.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace millwright::cli {
namespace {

struct Spelling {
    std::string_view iop;
    std::string_view ours;
};

/// Words that choose the command.
constexpr std::array<Spelling, 50> commands{{
    {"-m", "migrate"},
    {"-M", "migrate"},
    {"--migrate", "migrate"},
    {"--plan", "plan"},
    {"--review-plan", "review"},
    {"--apply-plan", "apply"},
    {"--verify-plan", "verify"},
    {"--rollback-backup", "rollback"},
    {"-e", "export"},
    {"--export", "export"},
    {"-l", "list"},
    {"--list", "list"},
    {"-d", "default"},
    {"--default", "default"},
    {"-s", "start"},
    {"--start", "start"},
    {"-S", "stop"},
    {"--stop", "stop"},
    {"-k", "kill"},
    {"--kill", "kill"},
    {"-r", "restart"},
    {"--restart", "restart"},
    {"-x", "status"},
    {"--status", "status"},
    {"-u", "update"},
    {"--update", "update"},
    {"-L", "log"},
    {"--log", "log"},
    {"-q", "queue"},
    {"--queue", "queue"},
    {"-t", "send"},
    {"--test", "send"},
    {"-i", "init"},
    {"--init", "init"},
    {"--bindings", "bindings"},
    {"--unbind", "unbind"},
    {"-v", "--version"},
    {"-h", "--help"},
}};

/// Options that are spelled differently here.
constexpr std::array<Spelling, 3> options{{
    {"--explain", "--dry-run"},
    {"--strict-production-validation", "--warnings-as-errors"},
    {"--force-local", "--force-local"},
}};

template <std::size_t Size>
const Spelling* find(const std::array<Spelling, Size>& table, std::string_view word) {
    const auto* found =
        std::find_if(table.begin(), table.end(), [&](const Spelling& each) { return each.iop == word; });
    return found == table.end() || found->iop.empty() ? nullptr : found;
}

/// "--migrate=FILE" as two words.
void split_at_equals(std::vector<std::string>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::size_t equals = words[i].find('=');
        if (equals == std::string::npos || find(commands, std::string_view(words[i]).substr(0, equals)) == nullptr)
            continue;
        std::string value = words[i].substr(equals + 1);
        words[i].resize(equals);
        words.insert(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(value));
        return;
    }
}

/// `-e NAME` exports the production of that name; our `export` takes a file, which a name with a known ending is.
void name_production(std::vector<std::string>& words, std::size_t at) {
    static constexpr std::array<std::string_view, 5> endings{".toml", ".cls", ".xml", ".json", ".py"};
    if (at >= words.size() || words[at].starts_with('-') || words[at].find('/') != std::string::npos) return;
    const auto ends = [&](std::string_view ending) { return words[at].ends_with(ending); };
    if (std::any_of(endings.begin(), endings.end(), ends)) return;
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(at), "--production");
}

/// What `iop --export` can write, and what writes it here.
struct ExportFormat {
    std::string_view iop;
    std::string_view command;
    std::string_view ours;
};
constexpr std::array<ExportFormat, 3> export_formats{{
    {"class", "export", "python-class"},
    {"graph", "render", "json"},
    {"mermaid", "render", "mermaid"},
}};

/// `-e [NAME] --format graph` draws; without a format, and without a file that tells one, it is JSON.
std::string exporting_command(std::vector<std::string>& words) {
    constexpr std::string_view format_is = "--format=";
    std::string command = "export";
    bool told = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        told = told || words[i] == "-o" || words[i].starts_with("--output");
        const bool joined = words[i].starts_with(format_is);
        if (!joined && words[i] != "--format") continue;
        told = true;
        if (joined) {
            std::string value = words[i].substr(format_is.size());
            words[i].resize(format_is.size() - 1);
            words.insert(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(value));
        }
        if (i + 1 == words.size()) continue;
        const auto* known = std::find_if(export_formats.begin(), export_formats.end(),
                                         [&](const ExportFormat& each) { return each.iop == words[i + 1]; });
        if (known == export_formats.end()) continue;
        command = known->command;
        words[i + 1] = known->ours;
    }
    if (!told) words.insert(words.end(), {"--format", "json"});
    return command;
}

}  // namespace

std::vector<std::string> from_iop_spelling(std::vector<std::string> words) {
    if (words.empty() || !words.front().starts_with('-')) return words;
    split_at_equals(words);
    const auto chosen =
        std::find_if(words.begin(), words.end(), [](const std::string& word) { return find(commands, word); });
    if (chosen == words.end()) return words;
    std::string command(find(commands, *chosen)->ours);
    const auto after = words.erase(chosen) - words.begin();
    const auto at = static_cast<std::size_t>(after);
    if (command == "rollback" && (at >= words.size() || words[at].starts_with('-'))) {
        words.insert(words.begin() + after, "");  // the backup has no default, and an empty word is refused
    }
    for (std::string& word : words) {
        if (const Spelling* option = find(options, word)) word = option->ours;
    }
    if (command == "export") {
        name_production(words, at);
        command = exporting_command(words);
    }
    words.insert(words.begin(), command);
    return words;
}

}  // namespace millwright::cli
