// The messages of a Python reader's report, named so that each name means one class.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "settings/iop/report_productions.h"

namespace millwright::settings::iop {

struct ReportedClasses;

class ReportedMessages {
public:
    /// Adds to the production the messages that components of its items handle or send. `component_of` has for each item
    /// the number of its component, if it is known.
    ReportedMessages(const ReportedClasses& classes, const std::vector<std::optional<std::size_t>>& component_of,
                     ReportContext& context, Production& production);

    /// What the production calls the message of a handler or a send; "" where it is not known.
    Text name_of(const ReportNode& node) const;

private:
    void add_reported(const ReportNode& node, std::size_t number, bool alone);
    void add_unknown(std::string_view name, Place place);
    void add(const Message& message);
    void note(const Message& message);
    std::vector<Field> fields_of(const ReportNode& node);

    ReportContext& context_;
    Production& production_;
    std::size_t count_;
    std::map<std::size_t, Text> names_;                            ///< by the number of the message
    std::map<std::string_view, Text, std::less<>> unknown_names_;  ///< by what the code calls it
    std::map<std::string_view, Text, std::less<>> by_name_;        ///< all messages of the production
    std::map<std::string_view, Text, std::less<>> by_class_;
};

}  // namespace millwright::settings::iop
