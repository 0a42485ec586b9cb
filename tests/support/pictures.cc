#include "tests/support/pictures.h"

namespace millwright::test {
namespace {

constexpr std::size_t line_count = static_cast<std::size_t>(Line::message) + 1;

PictureNode node_of(Look look, std::string title, std::vector<std::string> lines = {}) {
    PictureNode node;
    node.key = title;
    node.look = look;
    node.title = std::move(title);
    node.lines = std::move(lines);
    return node;
}

PictureNode changed(PictureNode node, Change change, std::vector<std::string> changes = {}) {
    node.change = change;
    node.is_before = change == Change::removed;
    node.changes = std::move(changes);
    return node;
}

PictureEdge edge_of(std::uint32_t source, std::uint32_t target, std::string label, Line line = Line::sync,
                    Change change = Change::none) {
    PictureEdge edge;
    edge.source = source;
    edge.target = target;
    edge.line = line;
    edge.label = std::move(label);
    edge.change = change;
    edge.is_before = change == Change::removed;
    return edge;
}

Picture picture_named(PictureOf of, std::string title, std::string caption) {
    Picture picture;
    picture.of = of;
    picture.title = std::move(title);
    picture.caption = std::move(caption);
    return picture;
}

}  // namespace

const std::vector<std::string>& hostile_names() {
    static const std::vector<std::string> names{"a\"b<c>|{d}\\n%",
                                                "<b>",
                                                "<b>x</b>",
                                                "&amp;",
                                                "&#39;",
                                                "\\",
                                                "\\\\",
                                                "a\\",
                                                "\\N\\G\\E\\L\\T\\H",
                                                "%",
                                                "%1",
                                                "%%{init: {}}%%",
                                                "",
                                                " ",
                                                "node",
                                                "subgraph",
                                                "end",
                                                "click n0 call x()",
                                                "graph TD",
                                                "style",
                                                ":::x",
                                                "@{shape: x}",
                                                "a:b:c",
                                                "a\nb\tc",
                                                "\x1b[31m",
                                                "-->",
                                                "-- x -->",
                                                "]]>",
                                                "1.5",
                                                "{a|b}",
                                                "'",
                                                "`x`",
                                                "#quot;",
                                                "#35;",
                                                "---",
                                                "Ünïcödé 名前のある長いサービス",
                                                "<TABLE>",
                                                "a;b,c",
                                                "]",
                                                "\"]",
                                                "//",
                                                "/* x",
                                                "#",
                                                "javascript:alert(1)",
                                                "<script>alert(1)</script>",
                                                "\xE2\x80\xAE"
                                                "abc",
                                                "\xFF",
                                                "$$x^2$$",
                                                "*bold* _it_",
                                                "1. list",
                                                "12) list",
                                                "+ item",
                                                "* item",
                                                "# heading",
                                                "> quoted",
                                                "===",
                                                "_it_",
                                                "snake_case_name",
                                                "__init__",
                                                "~~gone~~",
                                                "[a](b)",
                                                "![a](b)",
                                                "https://example.org/x",
                                                "www.example.org",
                                                "someone@example.org",
                                                "    code",
                                                "fa:fa-car",
                                                "- item",
                                                std::string(3000, 'x'),
                                                std::string(300, '"')};
    return names;
}

Picture picture_of_all_looks(PictureOf of) {
    Picture picture = picture_named(of, "Every look", "every look, every line");
    for (std::size_t i = 0; i < 2 * look_count; ++i) {
        const Look look = static_cast<Look>(i % look_count);
        const std::string_view nth = i < look_count ? "" : " 2";
        picture.nodes.push_back(node_of(look, std::string(name_of(look)) + std::string(nth), {"shop.Class"}));
        picture.nodes.back().pale = i >= look_count;
    }
    for (std::uint32_t i = 0; i + 1 < picture.nodes.size(); ++i) {
        if (i % 7 == 6) continue;
        const Line line = static_cast<Line>(i % line_count);
        picture.edges.push_back(edge_of(i, i + 1, std::string(name_of(line)), line));
        picture.edges.back().messages = {"Order", "Refund", "Return"};
    }
    return picture;
}

Picture picture_of_a_change() {
    Picture picture = picture_named(PictureOf::items, "Demo.Orders", "7 items, 6 routes, 1 missing target");
    picture.has_changes = true;
    picture.before_label = "origin/main";
    picture.after_label = "settings.toml";
    picture.nodes = {
        node_of(Look::service, "OrderFile", {"shop.OrderFile"}),
        changed(node_of(Look::service, "OrderQueue", {"shop.OrderQueue"}), Change::added),
        changed(node_of(Look::process, "OrderProcess", {"shop.OrderProcess"}), Change::changed,
                {"pool size 1 → 4", "timeout 30 → 60", "Password changes", "category", "comment"}),
        changed(node_of(Look::operation, "Accepted", {"shop.Accepted"}), Change::changed, {"enabled: yes → no"}),
        changed(node_of(Look::operation, "OldBook", {"shop.Book"}), Change::removed),
        changed(node_of(Look::operation, "Archive", {"shop.Archive"}), Change::moved),
        changed(node_of(Look::component, "Alerts", {"shop.Alerts"}), Change::none),
        node_of(Look::missing, "Nowhere", {"does not exist"}),
    };
    picture.nodes[3].pale = true;
    picture.nodes[5].was = "Store";
    picture.edges = {
        edge_of(0, 2, "Output"),
        edge_of(1, 2, "Output", Line::async, Change::added),
        edge_of(2, 3, "Accepted", Line::sync, Change::changed),
        edge_of(2, 4, "Book", Line::sync, Change::removed),
        edge_of(2, 5, "Archive", Line::async, Change::moved),
        edge_of(2, 7, "Fallback", Line::missing, Change::added),
    };
    picture.edges[2].messages = {"Order"};
    return picture;
}

Picture picture_of_groups() {
    Picture picture = picture_named(PictureOf::items, "Demo.Large", "1,200 items in 3 groups, 830 routes");
    picture.nodes = {
        node_of(Look::group, "Billing", {"300 services, 100 processes"}),
        node_of(Look::group, "Orders", {"400 processes"}),
        node_of(Look::group, "Warehouse", {"400 operations", "2 changed"}),
        node_of(Look::service, "Alone", {"shop.Alone"}),
    };
    picture.edges = {edge_of(0, 1, "812 routes"), edge_of(1, 2, "12 routes", Line::async), edge_of(3, 1, "6 routes"),
                     edge_of(1, 0, "1 route")};
    picture.edges[0].routes = 812;
    picture.edges[1].routes = 12;
    picture.edges[2].routes = 6;
    return picture;
}

Picture picture_of_a_text(const std::string& text) {
    Picture picture = picture_named(PictureOf::items, text, "2 items, 1 route");
    picture.has_changes = true;
    picture.before_label = picture.after_label = text;
    for (const Look look : {Look::service, Look::operation, Look::decision}) {
        picture.nodes.push_back(changed(node_of(look, text, {text}), Change::moved, {text}));
        picture.nodes.back().was = picture.nodes.back().category = text;
    }
    picture.edges = {edge_of(0, 1, text), edge_of(1, 2, text, Line::branch)};
    picture.edges[0].messages = {text, text, text};
    picture.edges[0].condition = text;
    return picture;
}

Picture picture_of_a_process() {
    Picture picture = picture_named(PictureOf::process, "OrderFulfilment, a process of Demo.Orders", "9 steps");
    picture.nodes = {
        node_of(Look::start, "OrderPlaced", {"starts an instance"}),
        node_of(Look::call, "reserve", {"Inventory: ReserveStock", "2 retries"}),
        node_of(Look::decision, "large?"),
        node_of(Look::human_task, "approve", {"managers, within 2 days"}),
        node_of(Look::fork, ""),
        node_of(Look::send, "ship", {"Shipping: CreateShipment"}),
        node_of(Look::side_effect, "notify", {"mail to the customer"}),
        node_of(Look::fork, ""),
        node_of(Look::wait, "wait for delivery", {"at most 5 days"}),
        node_of(Look::complete, "complete"),
        node_of(Look::failed, "failed"),
        node_of(Look::compensation, "release", {"Inventory: ReleaseStock"}),
    };
    picture.edges = {
        edge_of(0, 1, "", Line::flow),
        edge_of(1, 2, "", Line::flow),
        edge_of(2, 3, "amount > 1000", Line::branch),
        edge_of(2, 4, "else", Line::branch),
        edge_of(3, 4, "approved", Line::branch),
        edge_of(3, 10, "rejected", Line::failure),
        edge_of(4, 5, "", Line::flow),
        edge_of(4, 6, "", Line::flow),
        edge_of(5, 7, "", Line::flow),
        edge_of(6, 7, "", Line::flow),
        edge_of(7, 8, "", Line::flow),
        edge_of(8, 9, "", Line::flow),
        edge_of(8, 10, "too late", Line::failure),
        edge_of(1, 11, "", Line::undo),
    };
    return picture;
}

std::vector<NamedPicture> sample_pictures() {
    std::vector<NamedPicture> pictures{
        {"nothing", picture_named(PictureOf::items, "Demo.Empty", "0 items, 0 routes")},
        {"looks of items", picture_of_all_looks(PictureOf::items)},
        {"looks of processes", picture_of_all_looks(PictureOf::process)},
        {"a change", picture_of_a_change()},
        {"groups", picture_of_groups()},
        {"a process", picture_of_a_process()},
    };
    Picture one = picture_named(PictureOf::items, "Demo.One", "1 item, 0 routes");
    one.nodes = {node_of(Look::process, "Alone")};
    pictures.push_back({"one node", one});
    for (const std::string& name : hostile_names())
        pictures.push_back({"hostile " + name.substr(0, 40), picture_of_a_text(name)});
    return pictures;
}

}  // namespace millwright::test
