// Two pictures in one: what is the same, what changes, and that nothing is lost.
#include <catch2/catch.hpp>

#include "graph/render/dot.h"
#include "graph/render/picture.h"

using namespace millwright;

namespace {

PictureNode node(std::string key, std::string title, std::vector<std::string> lines = {}, Look look = Look::send) {
    PictureNode made;
    made.key = std::move(key);
    made.title = std::move(title);
    made.lines = std::move(lines);
    made.look = look;
    return made;
}

PictureEdge edge(std::uint32_t source, std::uint32_t target, std::string label = {}, Line line = Line::flow) {
    PictureEdge made;
    made.source = source;
    made.target = target;
    made.label = std::move(label);
    made.line = line;
    return made;
}

Picture picture(std::vector<PictureNode> nodes, std::vector<PictureEdge> edges) {
    Picture made;
    made.of = PictureOf::process;
    made.title = "P";
    made.nodes = std::move(nodes);
    made.edges = std::move(edges);
    return made;
}

std::string told(const Picture& whole) {
    std::string text;
    for (const PictureNode& each : whole.nodes) {
        text += std::string(name_of(each.change)) + (each.is_before ? "-" : "") + " " + each.key +
                (each.was.empty() ? "" : " was " + each.was) + "\n";
        for (const std::string& change : each.changes) text += "  " + change + "\n";
    }
    for (const PictureEdge& each : whole.edges) {
        text += std::string(name_of(each.change)) + (each.is_before ? "-" : "") + " " + whole.nodes[each.source].key +
                " " + each.label + "> " + whole.nodes[each.target].key + "\n";
        for (const std::string& change : each.changes) text += "  " + change + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("a picture merged with itself has no change and loses nothing") {
    const Picture one = picture({node("step/a", "a", {"x", "x"}), node("step/b", "b")},
                                {edge(0, 1), edge(0, 1), edge(1, 0, "again", Line::branch)});
    CHECK(told(merged(one, one, {})) ==
          " step/a\n step/b\n step/a > step/b\n step/a > step/b\n step/b again> step/a\n");
    CHECK(merged(one, one, {}).has_changes);
    CHECK(told(merged(Picture{}, Picture{}, {})).empty());
}

TEST_CASE("what comes is added, what goes is removed and stays with its edges") {
    const Picture before = picture({node("step/a", "a"), node("step/b", "b")}, {edge(0, 1)});
    const Picture after = picture({node("step/c", "c"), node("step/a", "a")}, {edge(1, 0)});
    CHECK(told(merged(before, after, {})) ==
          "added step/c\n step/a\nremoved- step/b\nadded step/a > step/c\nremoved- step/a > step/b\n");
    const Picture alone = merged(Picture{}, after, {"old", "new", {}, {}});
    CHECK(told(alone) == "added step/c\nadded step/a\nadded step/a > step/c\n");
    CHECK(alone.before_label == "old");
    const Picture gone = merged(before, Picture{}, {});
    CHECK(told(gone) == "removed- step/a\nremoved- step/b\nremoved- step/a > step/b\n");
    CHECK(gone.title == "P");
    CHECK(gone.of == PictureOf::process);
}

TEST_CASE("lines that differ are told as what they were and are") {
    const Picture before = picture({node("step/a", "a", {"timeout 30s", "sends A to B", "gone"}), node("step/b", "b")},
                                   {edge(0, 1), edge(0, 1, "x")});
    Picture after = before;
    after.nodes[0].lines = {"sends A to C", "may fail", "timeout 5m"};
    after.nodes[0].look = Look::human_task;
    after.edges[0].condition = "amount > 1";
    after.edges[1].messages = {"M"};
    CHECK(told(merged(before, after, {})) ==
          "changed step/a\n  kind send → human_task\n  timeout 30s → 5m\n  sends A to B → C\n  was: gone\n  new: may "
          "fail\n"
          " step/b\n"
          "changed step/a > step/b\n  always → when amount > 1\nchanged step/a x> step/b\n  new: M\n");
}

TEST_CASE("which lines stand in changes too is known, and dot text shows them once") {
    const std::string was(60, 'a');
    Picture before = picture({node("step/a", "a", {"timeout 30s", "gives x", was}), node("step/b", "b")}, {edge(0, 1)});
    before.of = PictureOf::process;
    before.edges[0].condition = "amount > 500";
    Picture after = before;
    const std::string is(60, 'b');
    after.nodes[0].lines = {"gives x", "timeout 5m", "class " + is};
    before.nodes[0].lines[2] = "class " + was;
    after.edges[0].condition = "amount > 300";
    const Picture both = merged(before, after, {});
    CHECK(both.nodes[0].told == std::vector<std::uint32_t>{1, 2});
    CHECK(both.nodes[1].told.empty());
    CHECK(both.edges[0].condition_told);
    const std::string dot = dot_text(both);
    const auto times = [&](const std::string& text) {
        std::size_t count = 0;
        for (std::size_t at = dot.find(text); at != std::string::npos; at = dot.find(text, at + 1)) ++count;
        return count;
    };
    CHECK(times(">gives x</FONT>") == 1);
    CHECK(times(">timeout 30s → 5m</FONT>") == 1);
    CHECK(times(">timeout 5m</FONT>") == 0);
    // What would be cut on one line stands on two.
    CHECK(times(">class " + was + "</FONT>") == 1);
    CHECK(times(">→ " + is + "</FONT>") == 1);
    CHECK(times(">when amount &gt; 300<") == 0);
}

TEST_CASE("what an older and a newer line both begin and end with is said once") {
    const auto change = [](const char* was, const char* is) {
        return merged(picture({node("x", "x", {was})}, {}), picture({node("x", "x", {is})}, {}), {})
            .nodes[0]
            .changes.at(0);
    };
    CHECK(change("up to 3 times, every 1s", "up to 5 times, every 1s") == "up to 3 → 5 times, every 1s");
    CHECK(change("a b c", "a b") == "a b c → a b");
    CHECK(change("a b", "a b c") == "a b → a b c");
    CHECK(change("a x x", "a x") == "a x x → a x");
    CHECK(change("a", "a b a") == "a → a b a");
    CHECK(change("a  b", "a b") == "a  b → a b");
    CHECK(change("a", "b") == "was: a");
}

TEST_CASE("a renamed step is moved, by its key or by its name, with what else changes in it") {
    const Picture before =
        picture({node("step/a", "a", {"timeout 1s"}), node("join/a", ""), node("step/b", "b")}, {edge(0, 2)});
    const Picture after =
        picture({node("step/b", "b", {"timeout 2s"}), node("join/b", ""), node("step/c", "c")}, {edge(0, 2)});
    const std::string wanted =
        "moved step/b was a\n  timeout 1s → 2s\nmoved join/b\nmoved step/c was b\n step/b > step/c\n";
    CHECK(told(merged(before, after, {{}, {}, {{"a", "b"}, {"b", "c"}}, {}})) == wanted);
    CHECK(told(merged(before, after,
                      {{}, {}, {{"step/a", "step/b"}, {"step/b", "step/c"}, {"join/a", "join/b"}}, {}})) == wanted);
}

TEST_CASE("notes of the overlay belong to nodes by key, and to steps by name") {
    const Picture one = picture({node("step/a", "a"), node("a", "a"), node("compensation/a", "a")}, {});
    CHECK(told(merged(one, one, {{}, {}, {}, {{"a", {"note"}}, {"compensation/a", {"other"}}}})) ==
          "changed step/a\n  note\nchanged a\n  note\nchanged compensation/a\n  other\n");
}

TEST_CASE("details of both sides stand in a changed node, and lead where they led") {
    Picture before = picture({node("step/gone", "gone"), node("step/a", "a")}, {});
    before.nodes[1].details = {{"Step", "kind", "send", {}}, {"Flow", "then", "gone", {}, false, 0}};
    Picture after = picture({node("step/a", "a")}, {});
    after.nodes[0].details = {{"Step", "kind", "send", {}}, {"Step", "timeout", "5m", {}}};
    const Picture whole = merged(before, after, {});
    REQUIRE(whole.nodes.size() == 2);
    const auto& details = whole.nodes[0].details;
    REQUIRE(details.size() == 3);
    CHECK_FALSE(details[0].is_before);
    CHECK(details[2].value == "gone");
    CHECK(details[2].is_before);
    CHECK(details[2].node == 1);
}

TEST_CASE("keys that come twice lose nothing") {
    const Picture before = picture({node("x", "1"), node("x", "2")}, {edge(0, 1)});
    const Picture after = picture({node("x", "1")}, {});
    CHECK(told(merged(before, after, {})) == " x\nremoved- x\nremoved- x > x\n");
}
