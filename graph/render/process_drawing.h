// What the parts of a process's picture (what starts it, its steps, its handlers) draw on, and what they all look up.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/check/declared_messages.h"
#include "graph/render/picture.h"
#include "graph/render/process_picture.h"
#include "graph/routes.h"

namespace millwright::render {

/// A process, or a schedule with steps of its own; one of the two.
struct Subject {
    const Item* item = nullptr;
    ItemId id{};
    const Schedule* schedule = nullptr;

    const Behaviour* behaviour() const { return item != nullptr && item->behaviour ? &*item->behaviour : nullptr; }
    Text name() const { return item != nullptr ? item->name : schedule->name; }
};

class ProcessDrawing {
public:
    ProcessDrawing(const Production& all, const Subject& of, const ProcessPictureOptions& how);

    const Production& production;
    const Subject subject;
    const ProcessPictureOptions& options;
    const ItemIndex items;
    const Routes routes;
    const check::DeclaredMessages messages;
    Picture picture;

    /// A new node. A key that there is already gets a number.
    std::uint32_t add(Look look, std::string key, std::string_view title, Place place = {});
    /// The node of that key, made where there is none: ends, what does not exist, items.
    std::uint32_t once(Look look, const std::string& key, std::string_view title, Place place = {});
    std::uint32_t missing(std::string_view kind, Text name, std::string line);
    std::uint32_t item(Text name);
    /// A message that comes in.
    std::uint32_t message(Text name);
    /// nowhere: there is none.
    std::uint32_t find(const std::string& key) const;
    /// The end that is fine, or the other.
    std::uint32_t end(bool failed);
    /// What stands for the process as such; triggers lead to it.
    std::uint32_t process();
    bool has_process() const { return process_ != nowhere; }
    /// Whether another means it by that name.
    bool is_called(Text name) const { return !name.empty() && name == subject.name(); }

    void line(std::uint32_t node, std::string text) {
        if (!text.empty()) picture.nodes[node].lines.push_back(std::move(text));
    }
    /// The reference is valid until the next edge.
    PictureEdge& edge(std::uint32_t from, std::uint32_t to, Line line, std::string label = {}, Place place = {});
    void detail(std::uint32_t node, std::string_view section, std::string_view name, std::string value, Place place,
                std::uint32_t leads_to = nowhere);

    /// The names in a target setting of the process; nullptr where it has no such setting.
    const Setting* target(Text setting) const;
    struct TargetWords {
        std::string items;  ///< "OrderBook", "Nowhere, which does not exist"
        std::string whole;  ///< with the setting: "Ledger (OrderBook)", "Inventory"
        bool leads = false;
    };
    /// A target setting of the process and what it names.
    const TargetWords& target_words(Text setting);
    Look look_of_message(Text name) const;

    static constexpr std::uint32_t nowhere = 0xFFFFFFFFU;

private:
    std::unordered_map<std::string, std::uint32_t> by_key_;
    std::unordered_map<std::string, std::uint32_t> times_;  // a key was wanted again
    std::unordered_map<Text, const Setting*> targets_;
    std::unordered_map<Text, TargetWords> target_words_;
    std::uint32_t process_ = nowhere;
};

/// What starts it and who sends to it.
void draw_starts(ProcessDrawing& drawing);
void draw_steps(ProcessDrawing& drawing);
void draw_handlers(ProcessDrawing& drawing);
/// What the ends say, when all else is drawn.
void draw_ends(ProcessDrawing& drawing);
/// Where it can send, for a process that says nothing else.
void draw_targets(ProcessDrawing& drawing);

void add_step_details(ProcessDrawing& drawing, std::uint32_t node, const Step& step);
void add_handler_details(ProcessDrawing& drawing, std::uint32_t node, const Handler& handler);
void add_process_details(ProcessDrawing& drawing, std::uint32_t node);

}  // namespace millwright::render
