#include "templates/names.h"

#include <algorithm>
#include <cctype>
#include <span>

#include "graph/ascii.h"
#include "graph/utf8.h"
#include "templates/python_types.h"

namespace millwright::templates {
namespace {

using ascii::is_digit;
using ascii::is_letter;
using ascii::is_lower;
using ascii::is_upper;
using ascii::lower;
using ascii::upper;

/// Whether a word begins at `at`: "orderRouter" and "HTTPServer" have two words each.
bool begins_word(std::string_view name, std::size_t at) {
    if (at == 0 || !is_upper(name[at])) return false;
    if (is_lower(name[at - 1]) || is_digit(name[at - 1])) return true;
    return is_upper(name[at - 1]) && at + 1 < name.size() && is_lower(name[at + 1]);
}

std::string join(const std::vector<std::string>& words, char between) {
    std::string all;
    for (const std::string& word : words) {
        if (!all.empty()) all += between;
        all += word;
    }
    return all;
}

bool has(std::span<const std::string_view> words, std::string_view name) {
    return std::find(words.begin(), words.end(), name) != words.end();
}

constexpr std::string_view python_soft_keywords[] = {"_", "case", "match", "type"};

// What generated modules use, or what no module can do without.
constexpr std::string_view python_builtins[] = {
    "bool",  "bytes",    "dict",      "float",       "frozenset", "int",         "isinstance", "len",
    "list",  "map",      "object",    "print",       "range",     "set",         "str",        "super",
    "tuple", "property", "Exception", "classmethod", "Decimal",   "Literal",     "Optional",   "UUID",
    "date",  "datetime", "timedelta", "dataclass",   "field",     "staticmethod"};

// Names that the modules of components import.
constexpr std::string_view iop_names[] = {"BusinessService",
                                          "PollingBusinessService",
                                          "BusinessProcess",
                                          "BusinessOperation",
                                          "InboundAdapter",
                                          "OutboundAdapter",
                                          "DuplexService",
                                          "DuplexProcess",
                                          "DuplexOperation",
                                          "Message",
                                          "PickleMessage",
                                          "PydanticMessage",
                                          "PersistentMessage",
                                          "Production",
                                          "target",
                                          "setting",
                                          "handler"};

// Members of the base classes of components, of IoP and of Ens.Host.
/// Properties of the base classes of components, and those that processes with steps have.
constexpr std::string_view objectscript_members[] = {"adapter",
                                                     "alertgroups",
                                                     "alertonerror",
                                                     "alertretrygraceperiod",
                                                     "businesspartner",
                                                     "failuretimeout",
                                                     "inactivitytimeout",
                                                     "queuecountalert",
                                                     "queuewaitalert",
                                                     "replycodeactions",
                                                     "retry",
                                                     "retryinterval",
                                                     "stepposition",
                                                     "stepsdone",
                                                     "suspendmessage",
                                                     "throttledelay"};

constexpr std::string_view component_members[] = {"on_init",
                                                  "on_message",
                                                  "on_tear_down",
                                                  "on_connected",
                                                  "on_poll",
                                                  "on_process_input",
                                                  "on_request",
                                                  "on_response",
                                                  "on_complete",
                                                  "on_task",
                                                  "on_keepalive",
                                                  "send_request_sync",
                                                  "send_request_async",
                                                  "send_request_async_ng",
                                                  "send_multi_request_sync",
                                                  "send_generator_request",
                                                  "get_adapter_type",
                                                  "get_info",
                                                  "log_info",
                                                  "log_warning",
                                                  "log_error",
                                                  "log_alert",
                                                  "log_assert",
                                                  "log_to_console",
                                                  "logger",
                                                  "trace",
                                                  "reply",
                                                  "set_timer",
                                                  "set_wait_for",
                                                  "adapter",
                                                  "Adapter",
                                                  "name",
                                                  "iris_handle",
                                                  "buffer",
                                                  "business_host",
                                                  "business_host_python",
                                                  "on_reply",
                                                  "iris",
                                                  "SETTINGS",
                                                  "ADAPTER",
                                                  "INVOCATION",
                                                  "Adapters",
                                                  "OnMessage",
                                                  "OnRequest",
                                                  "OnInit",
                                                  "OnTearDown",
                                                  "OnProcessInput",
                                                  "SendRequestSync",
                                                  "SendRequestAsync",
                                                  "DISPATCH"};

// Members of a dataclass of iop, and what its methods call themselves.
constexpr std::string_view python_message_members[] = {"self", "cls", "to_dict", "from_dict"};

/// Names of ObjectScript that differ only in capital letters are the same.
std::string in_small_letters(std::string_view name) {
    std::string out;
    for (const char each : name) out += static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
    return out;
}

tl::unexpected<Failure> unusable(std::string message, std::string hint) {
    return fail(FailureKind::environment, Code::unusable_name, {}, std::move(message), std::move(hint));
}

/// A text that can be tried instead: an identifier made of its letters and digits.
std::string suggestion(const std::string& made, const std::string& name) {
    return made.empty() || made == name ? std::string{} : "try " + in_quotes(made);
}

}  // namespace

std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words;
    bool inside = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool counts = is_letter(name[i]) || is_digit(name[i]);
        if (counts && (!inside || begins_word(name, i))) words.emplace_back();
        if (counts) words.back() += lower(name[i]);
        inside = counts;
    }
    return words;
}

std::string snake_case(std::string_view name) {
    return join(words_of(name), '_');
}

std::string in_words(std::string_view name) {
    return join(words_of(name), ' ');
}

std::string camel_case(std::string_view name) {
    std::string all;
    bool inside = false;
    for (const char c : name) {
        const bool counts = is_letter(c) || is_digit(c);
        if (counts) all += inside ? c : upper(c);
        inside = counts;
    }
    return all;
}

bool is_identifier(std::string_view name) {
    return !name.empty() && !is_digit(name.front()) &&
           std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

std::string_view last_part(std::string_view name) {
    const std::size_t point = name.rfind('.');
    return point == std::string_view::npos ? name : name.substr(point + 1);
}

std::string complaint_about_member(std::string_view name, Language language) {
    if (!is_identifier(name)) return "is not made of letters, digits and _, beginning with a letter";
    if (name.front() == '_' || name.ends_with("__"))
        return "begins or ends with _, which means something to the engine";
    if (is_python_keyword(name)) return "is a keyword of Python";
    if (language == Language::objectscript && name.front() == '%') return "begins with %";
    return {};
}

Result<bool> check_setting_name(const std::string& name, Language language, std::string_view what) {
    std::string complaint = complaint_about_member(name, language);
    if (complaint.empty() && has(component_members, name)) complaint = "is a member of every component already";
    const bool objectscript = language == Language::objectscript;
    // Values can be given to settings that every component has; a target cannot take their place.
    const bool is_target = what != "setting";
    if (complaint.empty() && objectscript && is_target && has(objectscript_members, in_small_letters(name)))
        complaint = "is a property of every such component already";
    if (complaint.empty() && objectscript && name.find('_') != std::string::npos)
        complaint = "has an underscore, which no property of ObjectScript may have";
    if (complaint.empty() && has(iop_names, name)) complaint = "is a name that components import";
    if (complaint.empty()) return true;
    std::string made = camel_case(name);
    const std::string word = what == "setting" ? "Setting" : "Target";
    if (made == name || has(component_members, made)) made += word;
    if (!made.empty() && is_digit(made.front())) made = word + made;
    return unusable(std::string(what) + " " + in_quotes(name) + " " + complaint, suggestion(made, name));
}

Result<bool> check_field_name(const std::string& name, Language language) {
    std::string complaint = complaint_about_member(name, language);
    if (complaint.empty() && has(python_message_members, name)) complaint = "is a member of every message already";
    if (complaint.empty()) return true;
    std::string made = snake_case(name);
    if (made == name) made += "_value";
    if (!made.empty() && is_digit(made.front())) made = "field_" + made;
    return unusable("field " + in_quotes(name) + " " + complaint, suggestion(made, name));
}

namespace {

/// Why no class can have that name; empty when one can.
std::string complaint_about_class(std::string_view name, Language language) {
    if (name.empty()) return "is empty";
    if (name.size() > 100) return "is longer than 100 characters";
    if (name.find_first_of("/\\") != std::string_view::npos) return "contains a path separator";
    if (language == Language::objectscript && name.find('_') != std::string_view::npos && is_identifier(name))
        return "has an underscore, which no class of ObjectScript may have";
    if (!is_identifier(name)) return "is not made of letters and digits, beginning with a letter";
    if (name.front() == '_') return "begins with _, which says that it is private";
    if (language == Language::objectscript) return {};
    if (is_python_keyword(name)) return "is a keyword of Python";
    if (has(python_soft_keywords, name)) return "is a soft keyword of Python";
    if (has(python_builtins, name)) return "would hide what Python or its library calls so";
    if (has(iop_names, name)) return "would hide what iop calls so";
    return {};
}

/// "OrderRouter" for "order-router", "ClassProcess" for "class".
std::string usable_class(PartKind kind, const std::string& name, Language language) {
    std::string made = camel_case(name.substr(0, 60));
    const std::string word = kind == PartKind::production ? "Demo" : camel_case(name_of(kind));
    if (made.empty() || is_digit(made.front())) made = word + made;
    if (!complaint_about_class(made, language).empty() || made == name) made += word;
    return made;
}

/// Stories, schedules and scenarios are no classes; their names are keys of settings, and of files.
std::string complaint_about_key(std::string_view name) {
    if (words_of(name).empty()) return "has no letter and no digit";
    if (name.size() > 100) return "is longer than 100 characters";
    if (name.find_first_of("/\\") != std::string_view::npos) return "contains a path separator";
    if (printable(name) != name) return "contains characters that are not seen";
    return {};
}

std::string usable_key(const std::string& name) {
    std::string made;
    for (const std::string& word : words_of(name.substr(0, 60))) made += (made.empty() ? "" : "-") + word;
    return made;
}

bool is_class(PartKind kind) {
    return kind == PartKind::service || kind == PartKind::process || kind == PartKind::operation ||
           kind == PartKind::message;
}

Result<bool> check_production_name(const std::string& name, Language language) {
    std::string made;
    std::string complaint;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        const std::string part = name.substr(begin, end - begin);
        const std::string wrong = complaint_about_class(part, language);
        if (complaint.empty() && !wrong.empty()) complaint = in_quotes(part) + " in it " + wrong;
        made += (made.empty() ? "" : ".") + (wrong.empty() ? part : usable_class(PartKind::production, part, language));
        begin = end + 1;
    }
    if (complaint.empty()) return true;
    return unusable("production " + in_quotes(name) + ": " + complaint, suggestion(made, name));
}

}  // namespace

Result<bool> check_part_name(PartKind kind, const std::string& name, Language language) {
    if (kind == PartKind::production) return check_production_name(name, language);
    const std::string what = std::string(name_of(kind)) + " " + in_quotes(name) + " ";
    if (!is_class(kind)) {
        const std::string complaint = complaint_about_key(name);
        if (complaint.empty()) return true;
        return unusable(what + complaint, suggestion(usable_key(name), name));
    }
    const std::string complaint = complaint_about_class(name, language);
    if (complaint.empty()) return true;
    return unusable(what + complaint, suggestion(usable_class(kind, name, language), name));
}

}  // namespace millwright::templates
