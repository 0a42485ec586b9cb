#include "settings/iris/sources/send_binding.h"

#include <algorithm>

#include "graph/check/families.h"
#include "graph/suggest.h"
#include "graph/utf8.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

/// Bytes of an expression that are shown.
constexpr std::size_t most_shown = 120;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

/// In one line, blanks joined, and not too long.
std::string shortened(std::string_view expression) {
    std::string line;
    for (const char c : trimmed(expression)) {
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (blank && line.ends_with(' ')) continue;
        line += blank ? ' ' : c;
        if (line.size() > most_shown + 4) break;
    }
    if (line.size() <= most_shown) return line;
    std::size_t end = most_shown;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    return line.substr(0, end) + "...";
}

/// The names in a setting's value: split at the delimiter, or its whole value; of a piece only that one.
std::vector<std::string_view> names_in(std::string_view value, const SendTarget& target) {
    std::vector<std::string_view> pieces;
    if (target.delimiter.empty()) {
        pieces.push_back(trimmed(value));
    } else {
        for (std::size_t end = 0; end != std::string_view::npos;) {
            end = value.find(target.delimiter);
            pieces.push_back(trimmed(value.substr(0, end)));
            if (end != std::string_view::npos) value.remove_prefix(end + target.delimiter.size());
        }
    }
    if (target.piece == 0) {
        std::erase(pieces, std::string_view());
        return pieces;
    }
    if (target.piece > pieces.size() || pieces[target.piece - 1].empty()) return {};
    return {pieces[target.piece - 1]};
}

/// Values that are no names: references to system default settings and to variables, patterns.
bool is_reference(std::string_view name) {
    return name.starts_with('@') || name == "*" || name.find("${") != std::string_view::npos;
}

}  // namespace

SendBinding::SendBinding(SourceTree& tree, Production& production, const HostSettings& settings, ToldOfSends& told)
    : tree_(tree), production_(production), settings_(settings), told_(told), index_(production) {
    for (const Item& each : production.items) item_names_.push_back(each.name);
}

void SendBinding::add(const Host& host, const SourceSends& all) {
    for (const SourceSend& each : all.sends) add(host, each);
    for (const SwitchedOff& each : all.switched_off) {
        if (!told_.places.insert(each.place).second) continue;
        tree_.reading()
            .findings.add(Code::switched_off, each.place, each.what + " is switched off: nothing is sent by it")
            .advise("switch it on, or take it out");
    }
}

void SendBinding::add(const Host& host, const SourceSend& send) {
    for (const SendTarget& target : send.targets) {
        if (production_.found.size() > limits::entries) return;
        add_target({host, send, target});
    }
}

void SendBinding::add_target(const Sending& sending) {
    const SendTarget& target = sending.target;
    const Place place = target.place.known() ? target.place : sending.send.place;
    if (target.kind == TargetKind::setting) return add_setting(sending);
    if (target.kind == TargetKind::unknown) return add_dynamic(sending, target.text, place);
    const std::string_view name = trimmed(target.text);
    // The engine serves these itself where no item does.
    if (name.empty() || (check::is_internal_name(name) && !is_item(name))) return;
    FoundRoute route;
    route.target = production_.texts.keep(name);
    route.origin = sending.send.origin;
    route.place = place;
    add_route(sending, route);
}

void SendBinding::add_setting(const Sending& sending) {
    const HostSetting setting = settings_.find(sending.host, sending.target.text);
    if (!setting.expression.empty()) return add_dynamic(sending, setting.expression, setting.place);
    const bool all = sending.target.piece == 0 && setting.own != nullptr && setting.own->is_target();
    if (!all) return add_names(sending, setting);
    // The setting's own routes are there; these say what travels on them.
    FoundRoute route;
    route.target_setting = setting.own->name;
    route.origin = sending.send.origin;
    route.place = sending.send.place;
    add_route(sending, route);
}

void SendBinding::add_names(const Sending& sending, const HostSetting& setting) {
    const bool of_class = setting.from == HostSetting::From::class_default;
    for (const std::string_view name : names_in(setting.value, sending.target)) {
        if (is_reference(name)) continue;
        // What a setting says is reported here; what a class says with everything that its code says.
        if (!of_class && !is_item(name)) {
            report_setting(sending, setting, name);
            continue;
        }
        FoundRoute route;
        route.target_setting = production_.texts.keep(sending.target.text);
        route.target = production_.texts.keep(name);
        route.origin = of_class ? Origin::default_value : Origin::setting;
        route.place = setting.place;
        add_route(sending, route);
    }
}

void SendBinding::report_setting(const Sending& sending, const HostSetting& setting, std::string_view name) {
    // Of these the checks say it.
    const bool checked =
        setting.own != nullptr && (setting.own->is_target() || check::is_target_like(setting.own->name));
    if (checked || check::is_internal_name(name) || !told_.places.insert(setting.place).second) return;
    auto& finding = tree_.reading().findings.add(
        Code::sent_to_no_item, setting.place,
        "setting " + in_quotes(sending.target.text) + " of " + in_quotes(sending.host.item.name) +
            ", through which its code sends, names " + in_quotes(name) + ", and no item is called that");
    if (told_.places.size() * item_names_.size() <= limits::comparisons) {
        finding.advise(did_you_mean(name, item_names_));
    }
    if (finding.hint.empty()) finding.advise("add the item, or name one that there is");
}

void SendBinding::add_dynamic(const Sending& sending, std::string_view expression, Place place) {
    const std::string shown = shortened(expression);
    FoundRoute route;
    route.dynamic = production_.texts.keep(shown.empty() ? "?" : shown);
    route.origin = sending.send.origin;
    route.place = place;
    if (told_.places.insert(place).second) {
        const std::string& inside = sending.send.inside;
        tree_.reading()
            .findings
            .add(Code::dynamic_send, place,
                 (inside.empty() ? "the code of " + in_quotes(sending.host.item.name) : inside) +
                     " sends to an item that only running would tell: " + printable(shown))
            .advise("send through a target setting, so that the production says where it goes");
    }
    add_route(sending, route);
}

void SendBinding::add_route(const Sending& sending, FoundRoute route) {
    const SourceSend& send = sending.send;
    route.mode = send.mode;
    if (!send.when.empty()) route.when = {production_.texts.keep(send.when), send.when_place, false, true};
    if (send.messages.empty()) return routes_.add(route);
    for (const std::string& message : send.messages) {
        route.message = production_.texts.keep(message);
        routes_.add(route);
    }
}

bool SendBinding::names_items(std::string_view value) const {
    const auto names = split_names(value);
    return !names.empty() && std::all_of(names.begin(), names.end(), [&](auto name) { return is_item(name); });
}

/// Whether the class of the item has that setting. Of a class that is not among the sources only those who wrote the
/// default setting know it: they named the item or the class then.
bool SendBinding::has_setting(const Host& host, Text name) const {
    if (host.lineage != nullptr && host.lineage->property(name)) return true;
    const DefaultSetting* setting = settings_.default_of(host, name);
    const bool meant = setting != nullptr && (setting->item != "*" || setting->class_name != "*");
    return meant && check::is_target_like(name);
}

void SendBinding::add_default_settings(const Host& host) {
    for (const Text name : settings_.default_names()) {
        if (!has_setting(host, name)) continue;
        const HostSetting setting = settings_.find(host, name);
        if (setting.from != HostSetting::From::default_setting || !names_items(setting.value)) continue;
        for (const std::string_view each : split_names(setting.value)) {
            // What the code sends there tells more.
            if (routes_.leads_to(name, each)) continue;
            FoundRoute route;
            route.target_setting = name;
            route.target = production_.texts.keep(each);
            route.origin = Origin::setting;
            route.place = setting.place;
            routes_.add(route);
        }
    }
}

}  // namespace millwright::settings::iris
