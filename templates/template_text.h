// The one door to mustache: fills template texts. Nothing is escaped: values come in as code.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "graph/result.h"

namespace millwright::templates {

struct TemplateFields;

/// What a field of a template holds: a text, whether a section is shown, or one set of fields for each time it is.
using TemplateValue = std::variant<std::string, bool, std::vector<TemplateFields>>;

struct TemplateField {
    std::string name;
    TemplateValue value;
};

struct TemplateFields {
    std::vector<TemplateField> all;

    TemplateFields& set(std::string name, TemplateValue value);
};

/// A built-in template file: "python/process.py" and its text.
struct TemplateFile {
    std::string_view name;
    std::string_view text;
};

/// The templates of a run: the built-in ones, and those of the project that replace them.
class TemplateSet {
public:
    using Replacement = std::function<Result<std::optional<std::string>>(const std::string& name)>;

    /// `replacement` gives the text of .millwright/templates/NAME where there is one.
    TemplateSet(std::vector<TemplateFile> built_in, Replacement replacement = {});

    /// The text of a template, filled. Fails (environment, bad_template) with the file and line when a replaced template
    /// uses a field that it does not have, or is not well-formed. `name` is one of templates/files.
    Result<std::string> fill(const std::string& name, const TemplateFields& fields) const;

    const std::vector<TemplateFile>& built_in() const { return built_in_; }

private:
    std::vector<TemplateFile> built_in_;
    Replacement replacement_;
};

}  // namespace millwright::templates
