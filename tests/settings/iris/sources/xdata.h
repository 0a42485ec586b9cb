// A class with one XData, and what is read of its sends as text: one line for each.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "settings/iris/sources/bpl_sends.h"
#include "settings/iris/sources/rule_sends.h"
#include "tests/settings/iris/read.h"
#include "tests/support/memory_files.h"

namespace millwright::test {

/// Classes by hand, beside those of a folder.
class XDataWorld {
public:
    /// `files` stand in the folder "src": name to text.
    explicit XDataWorld(const std::map<std::string, std::string>& files = {})
        : files_(in_folder(files)),
          scan_(settings::iris::scan_folder("src", files_, options_)),
          tree_(scan_, files_, options_, reading_) {}

    settings::iris::SourceTree& tree() { return tree_; }
    const settings::Reading& reading() const { return reading_; }

    /// `text` is the whole content of the XData.
    settings::iris::ClassSource class_with(const std::string& name, const std::string& data, std::string text) {
        const std::uint32_t source = reading_.sources.add("input", std::move(text));
        const std::string_view all = reading_.sources[source].text();
        settings::iris::ClassSource made;
        made.name = name;
        made.xdata.push_back({data, {source, all, 0, all.size()}, {}});
        return made;
    }
    /// `text` is the content of an element <Data> of an XML export.
    settings::iris::ClassSource exported(const std::string& name, const std::string& data, std::string text) {
        settings::iris::ClassSource made = class_with(name, data, std::move(text));
        const std::uint32_t source = reading_.sources.size();
        const std::string_view all = reading_.sources[source].text();
        made.xdata[0].content = settings::iris::Passage::of_element(source, all, 0, all.size());
        return made;
    }

    settings::iris::SourceSends of_rule(const std::string& xml) {
        return settings::iris::rule_sends(class_with("Demo.Rules", "RuleDefinition", xml), tree_);
    }
    settings::iris::SourceSends of_process(const settings::iris::ClassSource& process) {
        return settings::iris::bpl_sends(settings::iris::Lineage(process, tree_), tree_);
    }
    settings::iris::SourceSends of_process(const std::string& xml) {
        return of_process(class_with("Demo.Process", "BPL", xml));
    }
    /// A class of the folder.
    const settings::iris::ClassSource& class_named(const std::string& name) {
        const auto* found = tree_.find(name, {});
        if (found == nullptr) throw std::runtime_error("no class " + name);
        return *found;
    }
    std::string text_at(Place place) const { return std::string(reading_.sources.text_of(place)); }

private:
    static std::map<std::string, std::string> in_folder(const std::map<std::string, std::string>& files) {
        std::map<std::string, std::string> all;
        for (const auto& [name, text] : files) all["src/" + name] = text;
        return all;
    }

    settings::Reading reading_;
    settings::ReadOptions options_;
    MemoryFiles files_;
    settings::iris::FolderScan scan_;
    settings::iris::SourceTree tree_;
};

/// "A", "..A", "?@context.A"
inline std::string target_text(const settings::iris::SendTarget& target) {
    static constexpr const char* before[] = {"", "..", "?"};
    return before[static_cast<std::size_t>(target.kind)] + target.text;
}

/// `A,..B async Demo.Message when X = 1` in lines, `off: ...` for what is switched off.
inline std::string sends_text(const settings::iris::SourceSends& sends) {
    std::string out;
    for (const settings::iris::SourceSend& each : sends.sends) {
        std::string line;
        for (const auto& target : each.targets) line += (line.empty() ? "" : ",") + target_text(target);
        line += each.mode == Interaction::async ? " async" : " sync";
        for (const std::string& message : each.messages) line += " " + message;
        if (!each.when.empty()) line += " when " + each.when;
        out += line + "\n";
    }
    for (const settings::iris::SwitchedOff& each : sends.switched_off) out += "off: " + each.what + "\n";
    return out;
}

}  // namespace millwright::test
