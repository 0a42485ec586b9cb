// Classes put together member by member, and what their code sends in a line each.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "settings/iris/sources/code_sends.h"
#include "tests/support/memory_files.h"

namespace millwright::test {

namespace iris = settings::iris;

class CodeClass {
public:
    explicit CodeClass(std::string name = "Demo.Component") {
        made_.name = std::move(name);
        made_.path = "Component.cls";
    }

    /// Arguments as "pTarget As %String = \"X\", Output pOut": name, type and default.
    CodeClass& method(std::string name, std::string body, std::string arguments = "", std::string returns = "%Status") {
        iris::MethodSource method;
        method.name = std::move(name);
        method.returns = std::move(returns);
        for (std::size_t at = 0; at < arguments.size();) {
            const std::size_t end = std::min(arguments.find(", ", at), arguments.size());
            method.arguments.push_back(argument(arguments.substr(at, end - at)));
            at = end + 2;
        }
        method.body = passage(std::move(body));
        made_.methods.push_back(std::move(method));
        return *this;
    }
    CodeClass& python(std::string name, std::string body, std::string arguments = "") {
        method(std::move(name), std::move(body), std::move(arguments));
        made_.methods.back().language = "python";
        return *this;
    }
    CodeClass& generator(std::string name, std::string body) {
        method(std::move(name), std::move(body));
        made_.methods.back().generated = true;
        return *this;
    }
    CodeClass& expression(std::string name, std::string body) {
        method(std::move(name), std::move(body));
        made_.methods.back().expression = true;
        return *this;
    }
    CodeClass& property(std::string name, std::string type = "%String", std::string initial = "") {
        iris::PropertySource property;
        property.name = std::move(name);
        property.type = std::move(type);
        if (!initial.empty()) property.initial = passage(std::move(initial));
        made_.properties.push_back(std::move(property));
        return *this;
    }
    CodeClass& parameter(std::string name, std::string value, bool expression = false) {
        iris::ParameterSource parameter;
        parameter.name = std::move(name);
        parameter.value = std::move(value);
        parameter.expression = expression;
        made_.parameters.push_back(std::move(parameter));
        return *this;
    }

    /// "sync A 'Demo.Request'" for every send: items as they are, settings as ..Name or ..Name[2], unknown as ?text.
    std::string sends() {
        return with_lineage(
            [](const iris::Lineage& from, iris::SourceTree& tree) { return lines(iris::code_sends(from, tree)); });
    }
    std::string sends_of(const std::string& code) {
        return with_lineage([&](const iris::Lineage& from, iris::SourceTree& tree) {
            return lines(iris::code_sends_of(passage(code), from, tree));
        });
    }
    std::string targets(const std::string& expression) {
        return with_lineage([&](const iris::Lineage& from, iris::SourceTree& tree) {
            return text_of(iris::targets_of(passage(expression), from, tree));
        });
    }
    std::string constant(const std::string& expression) {
        return with_lineage([&](const iris::Lineage& from, iris::SourceTree& tree) {
            return iris::constant_of(passage(expression), from, tree).value_or("(nothing)");
        });
    }
    iris::SourceSends found() {
        iris::SourceSends all;
        with_lineage([&](const iris::Lineage& from, iris::SourceTree& tree) {
            all = iris::code_sends(from, tree);
            return std::string();
        });
        return all;
    }

    static std::string text_of(const std::vector<iris::SendTarget>& targets) {
        std::string text;
        for (const iris::SendTarget& each : targets) {
            if (!text.empty()) text += "|";
            if (each.kind == iris::TargetKind::unknown) text += "?";
            if (each.kind == iris::TargetKind::setting) text += "..";
            text += each.text;
            const bool pieces = each.kind == iris::TargetKind::setting && !each.delimiter.empty();
            if (pieces) text += "[" + each.delimiter + (each.piece > 0 ? std::to_string(each.piece) : "*") + "]";
        }
        return text;
    }
    static std::string lines(const iris::SourceSends& sends) {
        std::string text;
        for (const iris::SourceSend& each : sends.sends) {
            if (!text.empty()) text += "; ";
            text += each.mode == Interaction::sync ? "sync " : "async ";
            text += text_of(each.targets);
            for (std::size_t at = 0; at < each.messages.size(); ++at)
                text += (at == 0 ? " <" : ",") + each.messages[at];
            if (!each.messages.empty()) text += ">";
        }
        return text;
    }

private:
    template <class Ask>
    std::string with_lineage(Ask ask) {
        settings::Reading reading;
        const MemoryFiles files;
        const settings::ReadOptions options;
        const iris::FolderScan scanned;
        iris::SourceTree tree(scanned, files, options, reading);
        const iris::Lineage from(made_, tree);
        return ask(from, tree);
    }
    iris::Passage passage(std::string text) {
        const std::string& kept = texts_.emplace_back(std::move(text));
        return {1, kept, 0, kept.size()};
    }
    static iris::ArgumentSource argument(std::string text) {
        iris::ArgumentSource made;
        const std::size_t equals = text.find(" = ");
        if (equals != std::string::npos) {
            made.fallback = text.substr(equals + 3);
            text.resize(equals);
        }
        const std::size_t as = text.find(" As ");
        if (as != std::string::npos) {
            made.type = text.substr(as + 4);
            text.resize(as);
        }
        if (text.starts_with("Output ")) {
            made.output = true;
            text = text.substr(7);
        }
        made.name = text;
        return made;
    }

    iris::ClassSource made_;
    std::deque<std::string> texts_;
};

/// What one method sends.
inline std::string sends_of(const std::string& body, const std::string& arguments = "") {
    return CodeClass().method("OnRequest", body, arguments).sends();
}

}  // namespace millwright::test
