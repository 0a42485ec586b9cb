// The messages of a part as ObjectScript classes: their names, their properties, and where class files lie.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "templates/objectscript_expression.h"
#include "templates/part.h"
#include "templates/project.h"

namespace millwright::templates {

struct MessageClass {
    std::string class_name;
    std::vector<PartField> fields;
    std::vector<std::string> properties;  ///< of the fields, in their order
};

/// All messages that a part may speak of: its own, those of the settings that it nests, and the ones that the steps of its
/// processes start with by hand.
class MessageClasses {
public:
    MessageClasses(const Part& part, const Project& project);

    /// Messages that the fields of these are made of, directly or not, in the order of first use.
    std::vector<std::string> nested_in(const std::vector<PartMessage>& messages) const;
    const MessageClass* find(std::string_view message) const;
    /// Ens.Request for a message that nobody declares.
    std::string class_of(std::string_view message) const;
    /// The property of a field; of a class that exists, the one that it has.
    std::string property(std::string_view message, std::string_view field) const;
    std::optional<FieldType> type_of(std::string_view message, std::string_view field) const;
    /// What the names of an expression mean that is about a message held by `holder`.
    ObjectScriptScope scope_of(const std::string& message, const std::string& holder) const;

private:
    void add(std::string name, std::string class_name, std::vector<PartField> fields, const Project& project);

    std::map<std::string, MessageClass, std::less<>> classes_;
};

/// The message that starts steps: the trigger, else one made of the inputs, "NAMERequest".
std::string start_message(const Component& process);

/// The file of a class below the project's root: "src/Demo/OrderRouter.cls", or as the project's other classes lie.
std::string class_path(const Project& project, std::string_view class_name);

}  // namespace millwright::templates
