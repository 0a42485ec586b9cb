#include "settings/conversation.h"

#include <signal.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "tests/support/folder.h"

using namespace millwright;
using namespace millwright::settings;
using namespace std::chrono_literals;

namespace {

ConversationPartner shell(const std::string& script) {
    return {{"sh", "-c", script}, {"PATH=/usr/bin:/bin"}};
}

/// Hears everything and says nothing back but empty lines.
struct Ear {
    std::vector<std::string> heard;
    Answer answer = [this](std::string_view line) {
        heard.emplace_back(line);
        return std::optional<std::string>("");
    };
};

Conversation talk_with(const std::string& script, const Answer& answer, const ConversationLimits& limits = {},
                       std::string first = "first") {
    auto talk = converse(shell(script), std::move(first), answer, limits);
    REQUIRE(talk);
    return std::move(*talk);
}

}  // namespace

TEST_CASE("each line of the program is answered") {
    std::vector<std::string> heard;
    const Answer answer = [&](std::string_view line) -> std::optional<std::string> {
        heard.emplace_back(line);
        if (line == "bye") return std::nullopt;
        return "<" + std::string(line) + ">";
    };
    const auto talk = talk_with("read a; echo got $a; read b; echo got $b; echo bye; sleep 100", answer);
    CHECK(talk.end == ConversationEnd::agreed);
    CHECK(heard == std::vector<std::string>{"got first", "got <got first>", "bye"});
}

TEST_CASE("a program that ends tells its status and what it complained of") {
    Ear ear;
    const auto talk = talk_with("echo a; echo trouble >&2; exit 7", ear.answer);
    CHECK(talk.end == ConversationEnd::exited);
    CHECK(talk.status == 7);
    CHECK(talk.err == "trouble\n");
    CHECK(ear.heard == std::vector<std::string>{"a"});
}

TEST_CASE("of many complaints the last are kept") {
    Ear ear;
    const auto talk = talk_with("i=0; while [ $i -lt 3000 ]; do echo line $i >&2; i=$((i+1)); done", ear.answer);
    CHECK(talk.err.size() <= 8 * 1024);
    CHECK(talk.err.ends_with("line 2999\n"));
}

TEST_CASE("much is said and heard at the same time without waiting for each other") {
    std::size_t lines = 0;
    const std::string reply(50'000, 'y');
    const Answer answer = [&](std::string_view) -> std::optional<std::string> {
        return ++lines == 200 ? std::nullopt : std::optional(reply);
    };
    // It says everything before it listens, and its pipe is full long before.
    const auto talk = talk_with("i=0; while [ $i -lt 200 ]; do echo line; i=$((i+1)); done; cat > /dev/null", answer,
                                {}, std::string(3'000'000, 'x'));
    CHECK(talk.end == ConversationEnd::agreed);
    CHECK(lines == 200);
}

TEST_CASE("a program that does not listen is no harm") {
    Ear ear;
    const auto talk = talk_with("exec 0<&-; echo a; sleep 0.1; echo b", ear.answer, {}, std::string(3'000'000, 'x'));
    CHECK(talk.end == ConversationEnd::exited);
    CHECK(ear.heard == std::vector<std::string>{"a", "b"});
}

TEST_CASE("what takes too long is stopped with all that it started") {
    const test::Folder folder;
    ConversationLimits limits;
    limits.wall = 300ms;
    limits.may_write_files = true;
    Ear ear;
    const auto begin = std::chrono::steady_clock::now();
    const auto talk = talk_with("(sleep 1; touch late) & echo a; sleep 100", ear.answer, limits);
    CHECK(talk.end == ConversationEnd::out_of_time);
    CHECK(std::chrono::steady_clock::now() - begin < 5s);
    std::this_thread::sleep_for(1200ms);
    CHECK_FALSE(std::filesystem::exists("late"));
}

TEST_CASE("a program that closes its output and stays is stopped as well") {
    ConversationLimits limits;
    limits.wall = 300ms;
    Ear ear;
    CHECK(talk_with("exec 1>&-; sleep 100", ear.answer, limits).end == ConversationEnd::out_of_time);
}

TEST_CASE("processor time has a limit") {
    ConversationLimits limits;
    limits.processor_seconds = 1;
    Ear ear;
    const auto talk = talk_with("while :; do :; done", ear.answer, limits);
    CHECK(talk.end == ConversationEnd::killed);
    CHECK((talk.status == SIGKILL || talk.status == SIGXCPU));
}

TEST_CASE("memory has a limit") {
    ConversationLimits limits;
    limits.memory = 512UL * 1024 * 1024;
    Ear ear;
    const auto talk =
        converse({{"python3", "-c", "x = bytearray(1 << 30); print(len(x))"}, {}}, "", ear.answer, limits);
    REQUIRE(talk);
    CHECK(ear.heard.empty());
    CHECK(talk->err.find("MemoryError") != std::string::npos);
}

TEST_CASE("files cannot be written unless that is allowed") {
    const test::Folder folder;
    Ear ear;
    talk_with("echo text > kept-out", ear.answer);
    CHECK((!std::filesystem::exists("kept-out") || std::filesystem::file_size("kept-out") == 0));
    ConversationLimits limits;
    limits.may_write_files = true;
    talk_with("echo text > let-in", ear.answer, limits);
    CHECK(std::filesystem::file_size("let-in") == 5);
}

TEST_CASE("a line without end is not kept") {
    ConversationLimits limits;
    limits.line = 100'000;
    Ear ear;
    CHECK(talk_with("head -c 10000000 /dev/zero", ear.answer, limits).end == ConversationEnd::line_too_long);
}

TEST_CASE("answers that nobody takes are not kept without an end") {
    ConversationLimits limits;
    limits.wall = 20s;
    limits.line = 4'000'000;
    std::size_t lines = 0;
    const Answer answer = [&](std::string_view) -> std::optional<std::string> {
        ++lines;
        return std::string(50'000, 'y');
    };
    CHECK(talk_with("yes", answer, limits).end == ConversationEnd::line_too_long);
    CHECK(lines < 200);
}

TEST_CASE("the program gets the environment that it is given and nothing else") {
    Ear ear;
    const auto talk = converse({{"env"}, {"ONLY=this"}}, "", ear.answer);
    REQUIRE(talk);
    CHECK(ear.heard == std::vector<std::string>{"ONLY=this"});
}

TEST_CASE("what is no program is a failure that names it") {
    const test::Folder folder;
    folder.put("text", "no program");
    Ear ear;
    for (const std::string program : {"no-such-program-at-all", "./text", "/", ""}) {
        const auto talk = converse({{program}, {}}, "", ear.answer);
        REQUIRE_FALSE(talk);
        CHECK(talk.error().kind == FailureKind::environment);
        CHECK(talk.error().diagnostics.begin()->message.find(program) != std::string::npos);
    }
    CHECK_FALSE(converse({{}, {}}, "", ear.answer));
    folder.put("script", "#!/no/such/interpreter\n");
    std::filesystem::permissions("script", std::filesystem::perms::owner_all);
    CHECK_FALSE(converse({{"./script"}, {}}, "", ear.answer));
}
