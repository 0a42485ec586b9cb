// The lines of a component: curves between neighbouring layers, and for what leads further straight tracks between the layers
// and around the blocks, shared by what leads to the same node.
#include <algorithm>
#include <cstdlib>

#include "graph/render/placing.h"
#include "graph/render/placing_tracks.h"

namespace millwright::placing {
namespace {

constexpr Length narrowest_channel = 70;
constexpr Length widest_channel = 180;
/// Beside a block there is room for tracks only.
constexpr Length outer_channel = 44;
constexpr Length between_blocks = 40;
constexpr Length corner = 8;

/// A line that runs around: channel, gutter, perhaps a second gutter, channel. Channels are left of each layer of a block,
/// and right of the last; gutters are above and below the blocks.
struct Run {
    std::size_t link = 0;
    std::uint64_t key = 0;  ///< runs of the same key share tracks
    std::size_t from_channel = 0;
    std::size_t to_channel = 0;
    std::size_t from_gutter = 0;
    std::size_t to_gutter = 0;
    bool direct = false;  ///< one channel, no gutter
};

struct Channel {
    Tracks tracks;
    Length climb = 0;  ///< of the steepest curve through it
    bool outer = false;
    Length x = 0;

    Length width() const {
        if (outer) return tracks.count() == 0 ? 0 : outer_channel + tracks.width();
        return std::clamp(climb / 3, narrowest_channel, widest_channel) + tracks.width();
    }
    Length track_x(std::uint64_t key) const {
        return x + (width() - tracks.width()) / 2 + tracks.track_of(key) * track_gap;
    }
};

struct Gutter {
    Tracks tracks;
    Length y = 0;

    Length height() const { return tracks.count() == 0 ? 0 : 2 * corner + tracks.width(); }
    Length track_y(std::uint64_t key) const { return y + corner + tracks.track_of(key) * track_gap; }
};

/// A line through corners, rounded, as control points. Corners that lie on each other are one.
std::vector<Spot> rounded(const std::vector<Spot>& corners) {
    std::vector<Spot> points;
    for (const Spot& spot : corners) {
        if (points.empty() || points.back().x != spot.x || points.back().y != spot.y) points.push_back(spot);
    }
    const auto toward = [](const Spot& from, const Spot& to) {
        const Length length = std::abs(to.x - from.x) + std::abs(to.y - from.y);
        const Length step = std::min(corner, length / 2);
        const auto sign = [](Length value) { return Length{value > 0} - Length{value < 0}; };
        return Spot{from.x + sign(to.x - from.x) * step, from.y + sign(to.y - from.y) * step};
    };
    std::vector<Spot> path{points.front()};
    const auto add = [&](const Spot& first, const Spot& second, const Spot& end) {
        path.insert(path.end(), {first, second, end});
    };
    const auto add_straight = [&](const Spot& end) {
        const Spot middle{(path.back().x + end.x) / 2, (path.back().y + end.y) / 2};
        add(middle, middle, end);
    };
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        add_straight(toward(points[i], points[i - 1]));
        add(points[i], points[i], toward(points[i], points[i + 1]));
    }
    add_straight(points.back());
    return path;
}

class Routing {
public:
    Routing(const Component& component, const Layers& layers, const Folding& folding)
        : component_(component), layers_(layers), folding_(folding) {}

    Drawn draw() {
        add_channels();
        add_runs();
        for (Channel& channel : channels_) channel.tracks.assign();
        margin_.assign();
        set_columns();
        for (const Run& run : runs_) add_to_gutters(run);
        for (Gutter& gutter : gutters_) gutter.tracks.assign();
        set_rows();
        for (std::uint32_t node = 0; node < layers_.nodes; ++node) drawn_.centres.push_back(centre(node));
        draw_curves();
        for (const Run& run : runs_) drawn_.paths[run.link] = path(run);
        return std::move(drawn_);
    }

private:
    const Block& block(std::uint32_t cell) const { return folding_.blocks[folding_.block_of[cell]]; }
    std::size_t channel_left_of(std::uint32_t cell) const {
        return first_channel_[folding_.block_of[cell]] + layers_.layer_of[cell] - block(cell).first_layer;
    }
    std::size_t column_of(std::uint32_t cell) const { return channel_left_of(cell) - folding_.block_of[cell]; }
    Length height(std::uint32_t cell) const { return folding_.y[cell]; }
    Length width(std::uint32_t cell) const { return layers_.is_bend(cell) ? 0 : component_.sizes[cell].width; }

    void add_channels() {
        for (const Block& block : folding_.blocks) {
            first_channel_.push_back(channels_.size());
            channels_.resize(channels_.size() + block.layers.size() + 1);
            channels_[first_channel_.back()].outer = true;
            channels_.back().outer = true;
            tallest_ = std::max(tallest_, block.height);
        }
        for (const Link& joint : layers_.joints) {
            Length& climb = channels_[channel_left_of(joint.to)].climb;
            climb = std::max(climb, std::abs(height(joint.from) - height(joint.to)));
        }
        gutters_.resize(folding_.rows ? folding_.blocks.size() + 1 : 2);
    }

    void add_runs() {
        std::vector<std::uint32_t> leaving(layers_.nodes);
        std::vector<std::uint32_t> arriving(layers_.nodes);
        for (std::size_t i = 0; i < component_.links.size(); ++i) {
            if (layers_.far[i] == 0) continue;
            ++leaving[component_.links[i].from];
            ++arriving[component_.links[i].to];
        }
        for (std::size_t i = 0; i < component_.links.size(); ++i) {
            if (layers_.far[i] == 0) continue;
            const Link& link = component_.links[i];
            Run run = run_of(i);
            const bool by_target = arriving[link.to] >= leaving[link.from];
            run.key = by_target ? 2 * std::uint64_t{link.to} : 2 * std::uint64_t{link.from} + 1;
            add_to_channels(run);
            runs_.push_back(run);
        }
    }

    Run run_of(std::size_t number) const {
        const Link& link = component_.links[number];
        Run run;
        run.link = number;
        run.from_channel = channel_left_of(link.from) + 1;
        run.to_channel = channel_left_of(link.to);
        const std::uint32_t from = folding_.block_of[link.from];
        const std::uint32_t to = folding_.block_of[link.to];
        run.direct = from == to && run.from_channel == run.to_channel;
        if (folding_.rows && from != to) {
            run.from_gutter = from + std::size_t{1};
            run.to_gutter = to;
            return run;
        }
        const Length down = folding_.rows ? 2 * block(link.from).height : 2 * tallest_;
        const Length above = height(link.from) + height(link.to);
        run.from_gutter = (folding_.rows ? from : 0U) + (above <= down - above ? 0U : 1U);
        run.to_gutter = run.from_gutter;
        return run;
    }

    /// Where a gutter is, as seen from a block: above all of it or below.
    Length edge(std::uint32_t cell, std::size_t gutter) const {
        const bool below = folding_.rows ? gutter > folding_.block_of[cell] : gutter == 1;
        return below ? tallest_ + 1 : -1;
    }

    void add_to_channels(const Run& run) {
        const Link& link = component_.links[run.link];
        if (run.direct) {
            channels_[run.from_channel].tracks.add(run.key, height(link.from), height(link.to));
            return;
        }
        channels_[run.from_channel].tracks.add(run.key, height(link.from), edge(link.from, run.from_gutter));
        channels_[run.to_channel].tracks.add(run.key, height(link.to), edge(link.to, run.to_gutter));
        if (run.from_gutter != run.to_gutter) {
            const auto row = [&](std::size_t gutter) { return static_cast<Length>(gutter) * tallest_; };
            margin_.add(run.key, row(run.from_gutter), row(run.to_gutter));
        }
    }

    void set_columns() {
        const Length margin = margin_.count() == 0 ? 0 : margin_.width() + 2 * corner;
        Length x = margin;
        for (std::size_t i = 0; i < folding_.blocks.size(); ++i) {
            if (folding_.rows) x = margin;
            if (!folding_.rows && i > 0) x += between_blocks;
            for (std::size_t layer = 0; layer < folding_.blocks[i].layers.size(); ++layer) {
                Channel& channel = channels_[first_channel_[i] + layer];
                channel.x = x;
                Length widest = 0;
                for (const std::uint32_t cell : folding_.blocks[i].layers[layer])
                    widest = std::max(widest, width(cell));
                columns_.push_back({x + channel.width(), widest});
                x += channel.width() + widest;
            }
            Channel& last = channels_[first_channel_[i] + folding_.blocks[i].layers.size()];
            last.x = x;
            x += last.width();
            drawn_.width = std::max(drawn_.width, x);
        }
    }

    Length margin_x(const Run& run) const { return corner + margin_.track_of(run.key) * track_gap; }
    Length from_x(const Run& run) const { return channels_[run.from_channel].track_x(run.key); }
    Length to_x(const Run& run) const { return channels_[run.to_channel].track_x(run.key); }

    void add_to_gutters(const Run& run) {
        if (run.direct) return;
        if (run.from_gutter == run.to_gutter) {
            gutters_[run.from_gutter].tracks.add(run.key, from_x(run), to_x(run));
            return;
        }
        gutters_[run.from_gutter].tracks.add(run.key, from_x(run), margin_x(run));
        gutters_[run.to_gutter].tracks.add(run.key, margin_x(run), to_x(run));
    }

    void set_rows() {
        Length y = 0;
        for (std::size_t i = 0; i < gutters_.size(); ++i) {
            gutters_[i].y = y;
            y += gutters_[i].height();
            if (i + 1 == gutters_.size()) break;
            if (i > 0) y += between_blocks;
            top_.push_back(y);
            y += folding_.rows ? folding_.blocks[i].height : tallest_;
            if (folding_.rows && i + 2 < gutters_.size()) y += between_blocks / 2;
        }
        drawn_.height = y;
    }

    Spot centre(std::uint32_t cell) const {
        const auto& [x, width] = columns_[column_of(cell)];
        const Length top = top_[folding_.rows ? folding_.block_of[cell] : 0];
        return {x + width / 2, top + folding_.y[cell]};
    }

    /// Where lines end at the cell: a bend is as wide as its column.
    Spot left_of(std::uint32_t cell) const {
        const Spot middle = centre(cell);
        if (layers_.is_bend(cell)) return {columns_[column_of(cell)].first, middle.y};
        return {middle.x - width(cell) / 2, middle.y};
    }
    Spot right_of(std::uint32_t cell) const {
        const Spot middle = centre(cell);
        const auto& [x, widest] = columns_[column_of(cell)];
        if (layers_.is_bend(cell)) return {x + widest, middle.y};
        return {middle.x + width(cell) / 2, middle.y};
    }

    void draw_curves() {
        drawn_.paths.resize(component_.links.size());
        for (std::size_t i = 0; i < component_.links.size(); ++i) {
            if (layers_.far[i] != 0) continue;
            std::vector<Spot>& path = drawn_.paths[i];
            path.push_back(right_of(component_.links[i].from));
            for (std::uint32_t bend = 0; bend < layers_.bends(component_, i); ++bend) {
                const std::uint32_t cell = layers_.first_bend[i] + bend;
                curve_to(path, left_of(cell));
                path.insert(path.end(), {path.back(), right_of(cell), right_of(cell)});
            }
            curve_to(path, left_of(component_.links[i].to));
        }
    }

    static void curve_to(std::vector<Spot>& path, const Spot& end) {
        const Spot start = path.back();
        const Length half = (end.x - start.x) / 2;
        path.insert(path.end(), {{start.x + half, start.y}, {end.x - half, end.y}, end});
    }

    std::vector<Spot> path(const Run& run) const {
        const Spot start = right_of(component_.links[run.link].from);
        const Spot end = left_of(component_.links[run.link].to);
        const Length out = from_x(run);
        if (run.direct) return rounded({start, {out, start.y}, {out, end.y}, end});
        const Length in = to_x(run);
        const Length first = gutters_[run.from_gutter].track_y(run.key);
        if (run.from_gutter == run.to_gutter) {
            return rounded({start, {out, start.y}, {out, first}, {in, first}, {in, end.y}, end});
        }
        const Length second = gutters_[run.to_gutter].track_y(run.key);
        const Length side = margin_x(run);
        return rounded(
            {start, {out, start.y}, {out, first}, {side, first}, {side, second}, {in, second}, {in, end.y}, end});
    }

    const Component& component_;
    const Layers& layers_;
    const Folding& folding_;
    std::vector<std::size_t> first_channel_;  ///< by block
    std::vector<Channel> channels_;
    std::vector<Gutter> gutters_;
    Tracks margin_;  ///< left of rows
    std::vector<Run> runs_;
    std::vector<std::pair<Length, Length>> columns_;  ///< left border and width of each layer of each block
    std::vector<Length> top_;                         ///< of each row
    Length tallest_ = 0;
    Drawn drawn_;
};

}  // namespace

Drawn drawn(Component component) {
    const std::vector<Link> given = component.links;
    const Layers whole = layered(component);
    Layers layers = whole;
    Folding folding = folded(component, layers);
    Drawn drawn = Routing(component, layers, folding).draw();
    const std::size_t bands = folding.rows ? 1 : folding.blocks.size();
    if (bands > 1 &&
        (10 * drawn.width > 2 * best_shape * drawn.height || 20 * drawn.width < best_shape * drawn.height)) {
        // Tracks took more room than is known before, or less.
        const auto square = static_cast<Length>(bands * bands);
        layers = whole;
        folding = folded(component, layers, root_of(square * best_shape * drawn.height, 10 * drawn.width));
        drawn = Routing(component, layers, folding).draw();
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (given[i].from != component.links[i].from) std::reverse(drawn.paths[i].begin(), drawn.paths[i].end());
    }
    return drawn;
}

}  // namespace millwright::placing
