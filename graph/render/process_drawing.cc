#include "graph/render/process_drawing.h"

#include <algorithm>
#include <array>

#include "graph/render/process_lines.h"

namespace millwright::render {
namespace {

constexpr std::array<Look, 4> role_looks{Look::service, Look::process, Look::operation, Look::component};

}  // namespace

ProcessDrawing::ProcessDrawing(const Production& all, const Subject& of, const ProcessPictureOptions& how)
    : production(all), subject(of), options(how), items(all), routes(all), messages(all) {
    picture.of = PictureOf::process;
    if (subject.item == nullptr) return;
    for (const Setting& each : production.of(subject.item->settings)) {
        if (each.is_target()) targets_.emplace(each.name, &each);
    }
}

std::uint32_t ProcessDrawing::add(Look look, std::string key, std::string_view title, Place place) {
    const auto index = static_cast<std::uint32_t>(picture.nodes.size());
    if (!by_key_.emplace(key, index).second) {
        std::string another;
        do {
            another = key + "#" + std::to_string(++times_[key] + 1);
        } while (!by_key_.emplace(another, index).second);
        key = std::move(another);
    }
    PictureNode& node = picture.nodes.emplace_back();
    node.look = look;
    node.key = std::move(key);
    node.title = title;
    node.place = place;
    return index;
}

std::uint32_t ProcessDrawing::find(const std::string& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nowhere : found->second;
}

std::uint32_t ProcessDrawing::once(Look look, const std::string& key, std::string_view title, Place place) {
    const std::uint32_t found = find(key);
    return found != nowhere ? found : add(look, key, title, place);
}

std::uint32_t ProcessDrawing::missing(std::string_view kind, Text name, std::string line_text) {
    const std::string key = "missing/" + std::string(kind) + "/" + std::string(name);
    if (const std::uint32_t found = find(key); found != nowhere) return found;
    const std::uint32_t node = add(Look::missing, key, name);
    line(node, std::move(line_text));
    return node;
}

std::uint32_t ProcessDrawing::item(Text name) {
    const ItemId id = items.find(name);
    if (!id) return missing("item", name, "no such item");
    const Item& found = production[id];
    const std::uint32_t node =
        once(role_looks[static_cast<std::size_t>(found.role)], "item/" + std::string(name), name, found.place);
    picture.nodes[node].pale = !found.enabled.on(true);
    picture.nodes[node].category = found.category;
    return node;
}

std::uint32_t ProcessDrawing::end(bool failed) {
    return failed ? once(Look::failed, "end/failed", "failed") : once(Look::complete, "end/complete", "complete");
}

std::uint32_t ProcessDrawing::process() {
    if (process_ != nowhere) return process_;
    const Behaviour* behaviour = subject.behaviour();
    Text title = behaviour != nullptr ? behaviour->title : Text();
    if (subject.schedule != nullptr) title = subject.schedule->title;
    const Place place = subject.item != nullptr ? subject.item->place : subject.schedule->place;
    const Look look = subject.item != nullptr ? Look::process : Look::schedule;
    process_ = add(look, "process", title.empty() ? subject.name() : title, place);
    if (subject.item != nullptr) picture.nodes[process_].pale = !subject.item->enabled.on(true);
    return process_;
}

PictureEdge& ProcessDrawing::edge(std::uint32_t from, std::uint32_t to, Line line_of, std::string label, Place place) {
    PictureEdge& made = picture.edges.emplace_back();
    made.source = from;
    made.target = to;
    made.line = line_of;
    made.label = std::move(label);
    made.place = place;
    made.pale = picture.nodes[from].pale || picture.nodes[to].pale;
    return made;
}

void ProcessDrawing::detail(std::uint32_t node, std::string_view section, std::string_view name, std::string value,
                            Place place, std::uint32_t leads_to) {
    if (!options.details || value.empty()) return;
    Detail& made = picture.nodes[node].details.emplace_back();
    made.section = section;
    made.name = name;
    made.value = std::move(value);
    made.place = place;
    made.node = leads_to;
}

const Setting* ProcessDrawing::target(Text setting) const {
    const auto found = targets_.find(setting);
    return found == targets_.end() ? nullptr : found->second;
}

const ProcessDrawing::TargetWords& ProcessDrawing::target_words(Text setting) {
    const auto [found, is_new] = target_words_.try_emplace(setting);
    TargetWords& words = found->second;
    if (!is_new || setting.empty()) return words;
    const Setting* targets = target(setting);
    if (targets == nullptr) {
        // A schedule has no target settings.
        words.items = words.whole =
            std::string(setting) + (subject.item == nullptr ? "" : ", which is no target setting");
        return words;
    }
    const auto names = production.of(targets->names);
    words.leads = std::all_of(names.begin(), names.end(), [&](const NameRef& each) { return items.find(each.name); });
    const std::string text = names.empty() ? std::string("nobody") : listed(names);
    const std::string_view lacks = words.leads ? "" : ", which does not exist";
    words.items = text + std::string(lacks);
    words.whole = text == setting ? words.items : std::string(setting) + " (" + text + ")" + std::string(lacks);
    return words;
}

std::uint32_t ProcessDrawing::message(Text name) {
    const std::string key = "message/" + std::string(name);
    if (const std::uint32_t found = find(key); found != nowhere) return found;
    const Message* declared = messages.find(name);
    const std::uint32_t node = add(look_of_message(name), key, name == "*" ? "anything else" : name,
                                   declared == nullptr ? Place{} : declared->place);
    if (declared == nullptr) return node;
    line(node, said({"on stream ", declared->stream}));
    detail(node, "Message", "fields", field_words(production.of(declared->fields)), declared->place);
    detail(node, "Message", "description", std::string(declared->description), declared->place);
    return node;
}

Look ProcessDrawing::look_of_message(Text name) const {
    const Message* message = messages.find(name);
    if (message == nullptr || message->kind == MessageKind::request) return Look::message;
    return message->kind == MessageKind::event ? Look::event : Look::command;
}

}  // namespace millwright::render
