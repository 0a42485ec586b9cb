// What of a view is drawn.
#include <algorithm>

#include "graph/render/view_parts.h"

namespace millwright {
namespace {

using render::Marks;

template <class Value>
bool has(const std::vector<Value>& values, const Value& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

void keep_both(Marks& marks, const Marks& others) {
    for (std::size_t i = 0; i < marks.size(); ++i) marks[i] = marks[i] && others[i];
}

/// Whether routes carry one of some messages.
class Messages {
public:
    enum class Answer : std::uint8_t { no, yes, unknown };

    explicit Messages(const std::vector<std::string>& wanted) : wanted_(wanted.begin(), wanted.end()) {
        std::sort(wanted_.begin(), wanted_.end());
    }

    Answer on(const View& view, const ViewEdge& edge) const {
        if (wanted_.empty()) return Answer::yes;
        if (!edge.messages.empty()) return any(edge.messages, [](Text name) { return name; });
        const auto name = [](const NameRef& each) { return each.name; };
        const ViewNode& source = view.nodes[edge.source];
        const ViewNode& target = view.nodes[edge.target];
        if (!source.emits.empty()) return any(source.emits, name);
        return target.accepts.empty() ? Answer::unknown : any(target.accepts, name);
    }

private:
    template <class Names, class NameOf>
    Answer any(const Names& names, NameOf name_of) const {
        for (const auto& each : names) {
            const Text name = name_of(each);
            if (name == "*" || std::binary_search(wanted_.begin(), wanted_.end(), name)) return Answer::yes;
        }
        return Answer::no;
    }

    std::vector<std::string_view> wanted_;  // sorted
};

class Choice {
public:
    Choice(const View& whole, const ViewOptions& options) : whole_(whole), options_(options) {}

    View run() {
        follow_routes();
        focus_ = render::nodes_named(whole_, options_.focus);
        drawn_.assign(whole_.nodes.size(), true);
        keep_ends();
        if (!options_.focus.empty()) {
            keep_both(drawn_, render::around(whole_, followed_, focus_, options_.direction, options_.depth));
        }
        if (options_.changed_only) {
            keep_both(drawn_, render::around(whole_, followed_, what_changes(), Direction::both, options_.context));
        }
        keep_items();
        keep_missing();
        View view = started();
        add_nodes(view);
        add_edges(view);
        render::collapse(view, options_, focus_drawn_);
        return view;
    }

private:
    void follow_routes() {
        const Messages messages(options_.messages);
        followed_.reserve(whole_.edges.size());
        for (const ViewEdge& edge : whole_.edges) {
            bool follow = options_.origins.empty() || has(options_.origins, edge.origin);
            if (follow) {
                const Messages::Answer answer = messages.on(whole_, edge);
                if (answer == Messages::Answer::unknown) ++unknown_messages_;
                follow = answer == Messages::Answer::yes;
            }
            followed_.push_back(follow);
        }
    }

    Marks ends_of_followed(bool changed_only) const {
        Marks ends(whole_.nodes.size(), false);
        for (std::size_t i = 0; i < whole_.edges.size(); ++i) {
            const ViewEdge& edge = whole_.edges[i];
            if (!followed_[i] || (changed_only && edge.change == Change::none)) continue;
            ends[edge.source] = true;
            ends[edge.target] = true;
        }
        return ends;
    }

    void keep_ends() {
        if (!options_.messages.empty() || !options_.origins.empty()) keep_both(drawn_, ends_of_followed(false));
    }

    Marks what_changes() const {
        Marks marks = ends_of_followed(true);
        for (std::size_t i = 0; i < marks.size(); ++i) {
            if (whole_.nodes[i].change != Change::none) marks[i] = true;
        }
        return marks;
    }

    bool passes(const ViewNode& node) const {
        if (!options_.roles.empty() && !has(options_.roles, node.role)) return false;
        return options_.categories.empty() ||
               std::any_of(options_.categories.begin(), options_.categories.end(),
                           [&](const std::string& each) { return render::is_in_category(node, each); });
    }

    void keep_items() {
        for (std::size_t i = 0; i < drawn_.size(); ++i) {
            const ViewNode& node = whole_.nodes[i];
            drawn_[i] = focus_[i] || (drawn_[i] && (node.missing || passes(node)));
        }
    }

    /// A target that does not exist is there for the routes that lead to it.
    void keep_missing() {
        Marks named(whole_.nodes.size(), false);
        for (std::size_t i = 0; i < whole_.edges.size(); ++i) {
            const ViewEdge& edge = whole_.edges[i];
            if (followed_[i] && drawn_[edge.source]) named[edge.target] = true;
        }
        for (std::size_t i = 0; i < drawn_.size(); ++i) {
            if (whole_.nodes[i].missing && !focus_[i] && !named[i]) drawn_[i] = false;
        }
    }

    View started() const {
        View view;
        view.production = whole_.production;
        view.has_changes = whole_.has_changes;
        view.before_label = whole_.before_label;
        view.after_label = whole_.after_label;
        view.scope = render::scope_of(options_, unknown_messages_);
        return view;
    }

    void add_nodes(View& view) {
        place_of_.resize(drawn_.size());
        for (std::size_t i = 0; i < drawn_.size(); ++i) {
            const ViewNode& node = whole_.nodes[i];
            if (drawn_[i]) {
                place_of_[i] = static_cast<std::uint32_t>(view.nodes.size());
                view.nodes.push_back(node);
                focus_drawn_.push_back(focus_[i]);
                if (!node.missing) count(view.item_changes, node.change);
            } else if (!node.missing) {
                ++view.left_out_items;
                if (node.change != Change::none) ++view.left_out_changes;
            }
        }
    }

    void add_edges(View& view) const {
        for (std::size_t i = 0; i < whole_.edges.size(); ++i) {
            const ViewEdge& edge = whole_.edges[i];
            if (followed_[i] && drawn_[edge.source] && drawn_[edge.target]) {
                ViewEdge& kept = view.edges.emplace_back(edge);
                kept.source = place_of_[edge.source];
                kept.target = place_of_[edge.target];
                count(view.route_changes, edge.change);
            } else {
                ++view.left_out_routes;
                if (edge.change != Change::none) ++view.left_out_changes;
            }
        }
    }

    const View& whole_;
    const ViewOptions& options_;
    Marks followed_;  // by edge
    Marks focus_;     // by node
    Marks drawn_;     // by node
    Marks focus_drawn_;
    std::vector<std::uint32_t> place_of_;  // by node that is drawn
    std::size_t unknown_messages_ = 0;
};

}  // namespace

Result<View> chosen(const View& whole, const ViewOptions& options) {
    Diagnostics unknown;
    render::report_unknown_names(whole, options, unknown);
    if (!unknown.empty()) return tl::unexpected(Failure{FailureKind::environment, std::move(unknown)});
    return Choice(whole, options).run();
}

}  // namespace millwright
