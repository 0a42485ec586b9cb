// The tables of scenarios (*.scenario.toml) behind settings/keys.h, row by row. Included by keys.cc alone.
#pragma once

#include <array>

#include "settings/keys.h"

namespace millwright::settings::key_tables {

inline constexpr std::array scenario_file{
    KeyInfo{"scenario", KeyType::tables, "", "[{ name = \"a\" }]", "The scenarios.", {}, "scenario"},
};

inline constexpr std::array scenario{
    KeyInfo{"name", KeyType::name, "", "\"an order is accepted\"", "What is shown, in words.", {}, {}, true},
    KeyInfo{"settings", KeyType::name, "\"settings.toml\"", "\"orders.toml\"",
            "The settings that it is about, relative to its own file."},
    KeyInfo{"send",
            KeyType::table_or_tables,
            "",
            "{ to = \"P\", message = \"M\" }",
            "What is sent, or several things.",
            {},
            "scenario_send",
            true},
    KeyInfo{"given",
            KeyType::table_or_tables,
            "[]",
            "[{ item = \"X\", fail_times = 2 }]",
            "What items, people and other systems do.",
            {},
            "scenario_given"},
    KeyInfo{
        "expect", KeyType::table, "", "{ status = \"completed\" }", "What has to come of it.", {}, "scenario_expect"},
};

inline constexpr std::array scenario_send{
    KeyInfo{"to", KeyType::name, "", "\"P\"", "The item that gets it.", {}, {}, true},
    KeyInfo{"message", KeyType::name, "", "\"M\"", "The message; left out for a process that is started by hand."},
    KeyInfo{"body", KeyType::body, "", "{ id = \"7\" }",
            "Fields of the message, or inputs of the process; or { file = \"NAME.json\" }."},
    KeyInfo{"at", KeyType::duration, "\"0s\"", "\"10m\"", "When, counted from the beginning."},
};

inline constexpr std::array scenario_given{
    KeyInfo{"item", KeyType::name, "", "\"X\"", "The item that does it."},
    KeyInfo{"step", KeyType::name, "", "\"review\"", "Or the step that ends so."},
    KeyInfo{"on", KeyType::name, "", "\"M\"", "item: the message that it does it on; left out: on each."},
    KeyInfo{"raises", KeyType::name, "", "\"E\"", "item: the event that it raises."},
    KeyInfo{"reply", KeyType::name, "", "\"R\"", "item: the message that it replies."},
    KeyInfo{"with", KeyType::body, "", "{ id = \"7\" }",
            "Fields of what is raised or replied; others come from the message received where it has them."},
    KeyInfo{"outcome", KeyType::name, "", "\"approve\"", "step: what the person chooses."},
    KeyInfo{"fails", KeyType::boolean, "false", "true", "Whether it fails each time."},
    KeyInfo{"fail_times", KeyType::times, "", "2", "How often it fails before it works."},
    KeyInfo{"after", KeyType::duration, "\"0s\"", "\"2h\"", "How long it takes."},
};

inline constexpr std::array scenario_expect{
    KeyInfo{"edges", KeyType::pairs, "[]", "[[\"P\", \"X\"]]", "What is sent from item to item, in order."},
    KeyInfo{"path", KeyType::names, "[]", "[\"P\", \"X\"]",
            "The same as items one after the other, from the item sent to."},
    KeyInfo{"messages", KeyType::names, "[]", "[\"M\"]", "Messages that are sent."},
    KeyInfo{"status", KeyType::word, "", "\"completed\"", "How the process ends.",
            "created running suspended waiting awaiting_callback failed aborted completed compensated"},
    KeyInfo{"attempts", KeyType::map_of_times, "{}", "{ book = 3 }", "How often steps are tried."},
    KeyInfo{"state", KeyType::values, "{}", "{ id = \"7\" }", "What the process has kept at the end."},
    KeyInfo{"compensations", KeyType::names, "[]", "[\"refund\"]", "The compensations that run, in order."},
    KeyInfo{"skipped", KeyType::names, "[]", "[\"E\"]", "Events that nothing takes."},
    KeyInfo{"replies", KeyType::names, "[]", "[\"R\"]", "What is replied."},
    KeyInfo{"elapsed_at_most", KeyType::duration, "", "\"5m\"", "How long all of it may take."},
    KeyInfo{"nothing_else", KeyType::boolean, "false", "true", "Whether nothing but this may be sent."},
};

inline constexpr std::array scenario_given_needs{KeyNeed{"on", "item"}, KeyNeed{"raises", "item"},
                                                 KeyNeed{"reply", "item"}, KeyNeed{"with", "item"},
                                                 KeyNeed{"outcome", "step"}};

inline constexpr std::array all_of_scenarios{
    TableInfo{"scenario_file", "the file", "", scenario_file},
    TableInfo{"scenario", "a scenario", "", scenario},
    TableInfo{"scenario_send", "send", "", scenario_send},
    TableInfo{"scenario_given", "given", "", scenario_given, "item step", scenario_given_needs},
    TableInfo{"scenario_expect", "expect", "", scenario_expect},
};

}  // namespace millwright::settings::key_tables
