#include "settings/iop/wanted_components.h"

#include <map>
#include <nlohmann/json.hpp>

#include "graph/utf8.h"
#include "settings/iop/python_questions.h"
#include "settings/iop/python_report.h"
#include "settings/iop/python_talk.h"

namespace millwright::settings::iop {
namespace {

using nlohmann::json;

json json_of(const PythonWay& way) {
    if (!way.settings.empty()) return {{"settings", way.settings}, {"name", way.registered}};
    return {{"module", way.module}, {"class", way.class_name}, {"path", way.path}, {"loose", way.loose}};
}

json json_of(const WantedComponent& wanted) {
    json ways = json::array();
    for (const PythonWay& each : wanted.ways) ways.push_back(json_of(each));
    return ways;
}

/// Items of one class are asked for once.
json request_for(const std::vector<WantedComponent>& wanted, std::vector<ReportedItem>& items) {
    json all = json::array();
    std::map<std::string, std::size_t> numbers;
    for (const WantedComponent& each : wanted) {
        json ways = json_of(each);
        const auto text = ways.dump(-1, ' ', true, json::error_handler_t::replace);
        const auto [known, is_new] = numbers.try_emplace(text, all.size());
        if (is_new) all.push_back(std::move(ways));
        items.push_back({each.production, each.item, known->second});
    }
    return {{"wanted", std::move(all)}};
}

const Item& item_of(const ReportedItem& each, const Reading& reading) {
    return reading.productions[each.production].items[each.item];
}

void fail(const std::vector<ReportedItem>& items, Reading& reading, std::string message, std::string hint) {
    const std::string more = items.size() == 1 ? "" : " and " + std::to_string(items.size() - 1) + " more";
    reading.findings
        .add(Code::python_not_available, item_of(items.front(), reading).place,
             "the Python of " + in_quotes(item_of(items.front(), reading).name) + more +
                 " is not read: " + std::move(message))
        .advise(std::move(hint))
        .as(Severity::warning);
}

void report_missing(const WantedComponent& wanted, Reading& reading) {
    const PythonWay& way = wanted.ways.back();
    const Item& item = reading.productions[wanted.production].items[wanted.item];
    if (!way.settings.empty()) return report_class_not_found(item, not_registered(way.registered), reading);
    report_class_not_found(item, "the module " + in_quotes(way.module) + " has no class " + in_quotes(way.class_name),
                           reading);
}

}  // namespace

std::vector<bool> read_wanted_components(const std::vector<WantedComponent>& wanted,
                                         const std::vector<std::string>& folders, const Files& files,
                                         const ReadOptions& options, Reading& reading) {
    std::vector<bool> known(wanted.size(), false);
    if (wanted.empty()) return known;
    std::vector<ReportedItem> items;
    json request = request_for(wanted, items);
    PythonQuestions questions(folders, files, options, reading);
    auto talk = talk_to_python(std::move(request), false, questions, options);
    if (!talk.failure.empty()) {
        fail(items, reading, std::move(talk.failure), std::move(talk.hint));
        return known;
    }
    std::string wrong;
    const auto told = read_wanted_report(talk.report, items, options, reading, wrong);
    if (!wrong.empty()) {
        fail(items, reading, "the reader's answer is not understood: " + wrong,
             "report this as a mistake of Millwright");
    }
    for (std::size_t i = 0; i < told.size(); ++i) {
        known[i] = told[i] == WantedClass::known;
        if (told[i] == WantedClass::missing) report_missing(wanted[i], reading);
    }
    return known;
}

void report_class_not_found(const Item& item, std::string_view why, Reading& reading) {
    reading.findings
        .add(Code::class_not_found, item.class_place.known() ? item.class_place : item.place,
             "nothing is known of what " + in_quotes(item.name) + " handles and sends: " + std::string(why))
        .as(Severity::warning);
}

std::string not_registered(std::string_view class_name) {
    return "no settings register " + in_quotes(class_name) + ", and no module of Python is like it";
}

}  // namespace millwright::settings::iop
