#include "cli/command.h"
#include "graph/codes.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

class Explain final : public Invocation {
public:
    void declare(OptionTable& options) override {
        options.argument("CODE", code_, false, "a code such as MW201; without it, all codes are listed");
    }

    ExitStatus run(Console& console) override {
        if (code_.empty()) return list(console);
        const auto code = code_named(code_);
        if (!code) {
            return console.misused(in_quotes(code_) + " is no code of a finding", "see `millwright explain`");
        }
        const CodeInfo& info = info_of(*code);
        console.out(name_of(*code) + " " + std::string(info.title) + " (" + std::string(name_of(info.severity)) +
                    ")\n\n");
        console.out_line(info.explanation);
        return ExitStatus::fine;
    }

private:
    static ExitStatus list(Console& console) {
        std::string text;
        for (const CodeInfo& info : all_codes()) {
            text += name_of(info.code) + "  " + std::string(name_of(info.severity));
            text += std::string(9 - name_of(info.severity).size(), ' ') + std::string(info.title) + '\n';
        }
        console.out(text);
        return ExitStatus::fine;
    }

    std::string code_;
};

}  // namespace

const Command explain_command{
    "explain",
    "say what a finding's code means",
    "Examples\n"
    "  millwright explain MW201\n"
    "  millwright explain\n",
    [] { return std::unique_ptr<Invocation>(new Explain); },
};

}  // namespace millwright::cli
