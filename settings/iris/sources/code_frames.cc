#include "settings/iris/sources/code_frames.h"

#include <algorithm>

#include "settings/iris/member_line.h"
#include "settings/iris/sources/python_components.h"

namespace millwright::settings::iris {
namespace {

void add_methods(CodeUnit& unit) {
    for (const Inherited<MethodSource>& each : unit.lineage->methods()) {
        // What a proxy's own methods send is what the code in the other language says.
        if (each.member->generated || is_language_proxy(each.owner->name)) continue;
        CodeFrame& frame = unit.frames.emplace_back();
        frame.unit = &unit;
        frame.method = each.member;
        frame.owner = each.owner;
        frame.passage = each.member->body;
        unit.by_name.try_emplace(each.member->name, &frame);
    }
}

bool in_lineage(const Lineage& lineage, std::string_view name) {
    return std::any_of(lineage.classes().begin(), lineage.classes().end(), [&](const ClassSource* each) {
        return each->name == name ||
               (name.find('.') == std::string_view::npos && each->name.size() > name.size() &&
                each->name.ends_with(name) && each->name[each->name.size() - name.size() - 1] == '.');
    });
}

/// Whether the word at `at`, before a `(`, is a method of the class that the code belongs to.
bool calls_own(const CodeFrame& frame, const Code& code, std::uint32_t at) {
    const TokenList& tokens = code.tokens();
    if (at == 0) return false;
    if (tokens.is(at - 1, "..")) return true;
    if (!tokens.is(at - 1, ".") || at < 2) return false;
    if (is_self(frame, tokens[at - 2])) return true;
    if (!tokens.is(at - 2, ")")) return false;
    const std::uint32_t open = code.match(at - 2);
    if (open == 0) return false;
    const std::string named = class_at(code, open - 1);
    return !named.empty() && in_lineage(*frame.unit->lineage, named);
}

}  // namespace

const Code& CodeFrame::code() {
    if (!code_) code_ = std::make_unique<Code>(is_objectscript() ? text() : std::string_view());
    return *code_;
}

Place CodeFrame::place(TokenRange range) {
    if (!own_text.empty() || range.empty()) return own_place;
    const std::vector<Token>& tokens = code().tokens().tokens;
    return passage.place(tokens[range.begin].begin, tokens[range.end - 1].end);
}

std::optional<std::size_t> CodeFrame::argument(std::string_view name) const {
    if (method == nullptr) return std::nullopt;
    const auto found = std::find_if(method->arguments.begin(), method->arguments.end(),
                                    [&](const ArgumentSource& each) { return each.name == name; });
    if (found == method->arguments.end()) return std::nullopt;
    return static_cast<std::size_t>(found - method->arguments.begin());
}

CodeFrame* CodeUnit::method(std::string_view name) {
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
}

CodeFrame* CodeUnit::above(const CodeFrame& frame) {
    bool passed = false;
    for (CodeFrame& each : frames) {
        if (passed && frame.method != nullptr && each.method->name == frame.method->name) return &each;
        passed = passed || &each == &frame;
    }
    return nullptr;
}

void CodeUnit::index() {
    indexed_ = true;
    for (CodeFrame& frame : frames) {
        const Code& code = frame.code();
        const TokenList& tokens = code.tokens();
        for (std::uint32_t at = 0; at + 1 < tokens.size(); ++at) {
            if (tokens.tokens[at].kind != TokenKind::word || !tokens.is(at + 1, "(")) continue;
            if (same_word(tokens[at], "##super")) {
                if (CodeFrame* called = above(frame)) super_calls_[called].push_back({&frame, at + 1});
            } else if (calls_own(frame, code, at)) {
                calls_[std::string(tokens[at])].push_back({&frame, at + 1});
            } else if (tokens[at] == "ProcessInput" && at > 0 && tokens.is(at - 1, ".")) {
                // A service made by Ens.Director hands its arguments on, the hint of a target among them.
                calls_["OnProcessInput"].push_back({&frame, at + 1});
            }
        }
    }
}

std::vector<CallSite> CodeUnit::callers(CodeFrame& frame) {
    if (!indexed_) index();
    std::vector<CallSite> all = frame.callers;
    if (frame.method == nullptr) return all;
    if (method(frame.method->name) == &frame) {
        const auto found = calls_.find(frame.method->name);
        if (found != calls_.end()) all.insert(all.end(), found->second.begin(), found->second.end());
    }
    const auto super = super_calls_.find(&frame);
    if (super != super_calls_.end()) all.insert(all.end(), super->second.begin(), super->second.end());
    return all;
}

const std::vector<CodeUnit::Assignment>& CodeUnit::assignments(const std::string& key) {
    const auto [at, is_new] = assignments_.try_emplace(key);
    if (!is_new) return at->second;
    // Most methods need not be cut into commands for a few properties; for many it is cheaper than looking through all
    // texts again for each.
    constexpr std::size_t few = 200;
    const bool look_first = assignments_.size() < few;
    const std::string_view name = std::string_view(key).substr(2);
    for (CodeFrame& frame : frames) {
        if (look_first && frame.text().find(name) == std::string_view::npos) continue;
        for (const Definition& each : frame.code().definitions(key)) at->second.push_back({&frame, &each});
    }
    return at->second;
}

CodeFrames::CodeFrames(const Lineage& from, SourceTree& tree) : tree_(tree) {
    component_.lineage = &from;
    add_methods(component_);
}

CodeUnit* CodeFrames::unit(std::string_view class_name, const ClassSource& asker) {
    const ClassSource* found = tree_.find(class_name, asker_of(asker));
    if (found == nullptr) return nullptr;
    const auto own = component_.lineage->classes();
    if (std::find(own.begin(), own.end(), found) != own.end()) return &component_;
    const auto [at, is_new] = others_.try_emplace(found);
    CodeUnit& made = at->second;
    if (is_new) {
        made.own_lineage = std::make_unique<const Lineage>(*found, tree_);
        made.lineage = made.own_lineage.get();
        made.is_component = false;
        add_methods(made);
    }
    return &made;
}

CodeFrame& CodeFrames::expression(CodeUnit& unit, const ClassSource& owner, const Passage& passage) {
    CodeFrame& made = expressions_.emplace_back();
    made.unit = &unit;
    made.owner = &owner;
    made.passage = passage;
    return made;
}

CodeFrame& CodeFrames::expression(CodeUnit& unit, const ClassSource& owner, std::string text, Place place) {
    CodeFrame& made = expressions_.emplace_back();
    made.unit = &unit;
    made.owner = &owner;
    made.own_text = std::move(text);
    made.own_place = place;
    return made;
}

std::string CodeFrames::full_name(const std::string& written, const ClassSource& asker) {
    if (written.empty() || written.find('.') != std::string::npos) return written;
    if (const ClassSource* found = tree_.find(written, asker_of(asker))) return found->name;
    return written.starts_with('%') ? "%Library." + written.substr(1) : std::string();
}

std::string class_at(const Code& code, std::uint32_t at) {
    const TokenList& tokens = code.tokens();
    if (at >= tokens.size() || !same_word(tokens[at], "##class") || !tokens.is(at + 1, "(")) return {};
    std::string name = code.text_of(code.inside(at + 1));
    std::erase_if(name, [](char c) { return c == ' ' || c == '"'; });
    return name;
}

bool is_self(const CodeFrame& frame, std::string_view token) {
    return same_word(token, "$this") || same_word(token, "##this") || (frame.in_process && token == "process");
}

}  // namespace millwright::settings::iris
