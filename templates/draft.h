// A part while it is being worked out: the request and the project it is made of, what was decided so far, and all that is
// wrong with it. Kinds of parts are worked out by the functions of work_out.h.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/check/declared_messages.h"
#include "templates/part.h"
#include "templates/project.h"

namespace millwright::templates {

/// An option with its key taken apart: `--with OrderRequest.Rejected.reason='none'`.
struct KeyedOption {
    std::string option;   ///< as a message quotes it: "--with Rejected.reason"
    std::string message;  ///< empty: for every message
    std::string subject;  ///< the target setting or step
    std::string field;    ///< of --with
    std::string value;
    bool used = false;
};

class KeyedOptions {
public:
    KeyedOptions(std::string_view option, const std::vector<Given>& given, bool with_field);

    /// The value for a target setting or step when that message is received: what names the message counts first.
    const KeyedOption* find(std::string_view message, std::string_view subject);
    /// All of a target setting or step, of each field the one that counts.
    std::vector<const KeyedOption*> all(std::string_view message, std::string_view subject);
    const std::vector<KeyedOption>& options() const { return options_; }
    bool names_message(std::string_view message, std::string_view subject) const;

private:
    std::vector<KeyedOption> options_;
};

class Draft {
public:
    Draft(const PartRequest& request, const Project& project);

    const PartRequest& request;
    const Project& project;
    const Production& production;  ///< an empty one where the project has none that can be read
    Language language;
    Part part;
    KeyedOptions when, send, with;
    /// Events by the new operation that is to raise them, and the command that it raises them for.
    std::map<std::string, std::map<std::string, std::vector<std::string>>> raised;

    /// Adds a problem; what kind of failure it is, its code says.
    Diagnostic& refuse(Code code, std::string message, std::string hint = {});
    bool take(Result<bool> checked);
    void remark(std::string sentence);
    bool has_problems() const { return !problems_.empty(); }
    Result<Part> finish();

    // What is there already.

    /// Whether the names of items are known: not with a settings.py.
    bool knows_items() const { return project.production != nullptr; }
    const Item* find_item(std::string_view name) const;
    std::vector<std::string_view> item_names() const;
    const Message* find_declared(std::string_view name) const { return declared_.find(name); }

    // Messages.

    /// The message of that name, made if it is nowhere, in the order of first use. Null, with a problem, when no message
    /// can have that name.
    PartMessage* use_message(const std::string& name, MessageKind kind = MessageKind::request);
    /// The same for a message that is declared and is to be another one.
    PartMessage* replace_message(const std::string& name, MessageKind kind);
    const PartMessage* known_message(std::string_view name) const;
    /// Says that --field without a message means this one.
    void give_fields_to(std::string_view message) { meant_ = message; }
    bool has_meant() const { return !meant_.empty(); }
    bool is_new(const PartMessage& message) const { return !message.in_settings && !message.in_code; }
    /// --field of one message, read.
    std::vector<PartField> fields_given(std::string_view message);

    // Classes.

    /// "processes.OrderRouter": the class of a new component or message. `own` is for the part that was asked for.
    std::string class_for(PartKind kind, const std::string& class_name, bool own);
    /// Where a new class goes, as a path below the root; "" in ObjectScript.
    std::string module_for(PartKind kind, bool own) const;
    /// Whether the module of that kind of part has such a class (not a function or import).
    const PythonClass* class_in_module(PartKind kind, std::string_view class_name, bool own) const;
    bool has_class(PartKind kind, const std::string& class_name, bool own) const;
    /// False, with problems, when --module names nothing that can be imported.
    bool check_module();
    /// The class of the part asked for, with module; problems when it cannot be, or is there already.
    std::string own_class();

    // Expressions.

    /// Reads an expression of an option and checks it; nothing, with problems, when something is wrong with it.
    std::optional<PartExpression> condition(const std::string& option, const std::string& text,
                                            const ConditionScope& scope);
    std::optional<PartExpression> value(const std::string& option, const std::string& text, const ConditionScope& scope,
                                        const FieldType& field, const PartExpression* when);
    /// Fields of a message as names of expressions. Records inside of it are found among all messages.
    ConditionScope scope_of(std::vector<PartField> fields, bool open = false) const;

private:
    bool is_asked_for(std::string_view message) const;
    std::string class_of_message(const std::string& name);
    bool agree(const PartMessage& message, const std::vector<PartField>& given);
    bool find_in_code(PartMessage& message);
    PartMessage* find_used(std::string_view name);
    void read_fields();
    void report_unused();
    void report_problem(Code code, const std::string& option, const std::string& text, const ConditionProblem& problem);

    Production none_;
    ItemIndex index_;
    check::DeclaredMessages declared_;
    std::deque<PartMessage> messages_;
    std::string meant_;
    bool own_name_ok_ = true;
    struct GivenField {
        std::string message;
        PartField field;
        std::string option;
        bool used = false;
    };
    std::vector<GivenField> fields_;
    Diagnostics problems_;
    FailureKind failure_ = FailureKind::input;
};

/// A text as an expression; it is one.
PartExpression expression(std::string text);

/// "shop.processes" of "shop/processes.py", counted from the longest folder that modules are imported from.
std::string import_name_of(const Project& project, const std::string& path);

}  // namespace millwright::templates
