#include "templates/python_module.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "graph/utf8.h"
#include "templates/python_layout.h"
#include "templates/python_lines.h"

namespace millwright::templates {
namespace {

constexpr std::string_view usual_indent = "    ";

std::string_view folder_of(std::string_view module) {
    const std::size_t dot = module.rfind('.');
    return dot == std::string_view::npos ? std::string_view{} : module.substr(0, dot);
}

bool is_of_iop(const std::string& module) {
    return module == "iop" || module.starts_with("iop.") || module == "grongier.pex";
}

/// Modules that give the same names as another.
std::string usual_module(const std::string& module) {
    if (is_of_iop(module)) return "iop";
    return module == "typing_extensions" ? "typing" : module;
}

std::string with_line_ends(const std::string& text, bool crlf) {
    if (!crlf) return text;
    std::string out;
    for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return out;
}

std::string without_returns(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    return text;
}

/// Line ends before an offset, blanks in empty lines not counted; the beginning of the text counts as many.
std::size_t line_ends_before(std::string_view text, std::size_t offset) {
    std::size_t found = 0;
    for (; offset > 0; --offset) {
        const char c = text[offset - 1];
        if (c == '\n') ++found;
        if (c != '\n' && c != '\r') return found;
    }
    return 3;
}

bool begins_with_empty_line(std::string_view text) {
    return text.empty() || text.front() == '\n' || text.front() == '\r';
}

}  // namespace

PythonModule::PythonModule(std::string path, std::string import_name, std::string text, const std::string& docstring,
                           bool relative)
    : path_(std::move(path)), import_name_(std::move(import_name)), text_(std::move(text)), relative_(relative) {
    new_ = text_.find_first_not_of(" \t\r\n") == std::string::npos;
    if (new_) text_ = docstring;
    outline_ = outline_python(text_);
    for (const PythonImport& each : outline_.imports) {
        if (each.module.starts_with('.')) relative_ = true;
    }
}

tl::unexpected<Failure> PythonModule::not_understood(std::string message, std::string hint) const {
    return fail_in_file(FailureKind::input, Code::module_not_understood, path_, std::move(message), std::move(hint));
}

Result<bool> PythonModule::check() const {
    if (outline_.problem.empty()) return true;
    return not_understood("the module cannot be added to: " + outline_.problem,
                          "mend it, or name another one with --module");
}

// --- modules and how they are imported

/// ".messages" in shop.processes is shop.messages.
std::string PythonModule::resolved(const std::string& module) const {
    const std::size_t dots = std::min(module.find_first_not_of('.'), module.size());
    if (dots == 0) return module;
    std::string_view folder = import_name_;
    if (!path_.ends_with("__init__.py")) folder = folder_of(folder);
    for (std::size_t i = 1; i < dots; ++i) folder = folder_of(folder);
    const std::string rest = module.substr(dots);
    if (folder.empty() || rest.empty()) return std::string(folder) + rest;
    return std::string(folder) + "." + rest;
}

/// How a module of the project is written in an import here.
std::string PythonModule::written(const std::string& module) const {
    if (is_of_iop(module)) return module;
    for (const PythonImport& each : outline_.imports) {
        if (!each.name.empty() && same_module(each.module, module)) return each.module;
    }
    const std::string_view own = folder_of(import_name_);
    const bool beside = !own.empty() && folder_of(module) == own;
    return relative_ && beside ? module.substr(own.size()) : module;
}

/// A module beside this one may be imported without its package.
bool PythonModule::same_module(const std::string& written, const std::string& wanted) const {
    const std::string module = resolved(written);
    return usual_module(module) == usual_module(wanted) ||
           (module.find('.') == std::string::npos && wanted == std::string(folder_of(import_name_)) + "." + module);
}

/// Comments on order: of Python's library, installed, of the project.
int PythonModule::rank(const std::string& module) const {
    if (module == "__future__") return 0;
    if (module.starts_with('.')) return 3;
    const std::string first = module.substr(0, module.find('.'));
    if (is_python_library(first)) return 1;
    const std::string own = import_name_.substr(0, import_name_.find('.'));
    const bool plain = import_name_.find('.') == std::string::npos;
    return is_of_iop(module) || (!plain && first != own) ? 2 : 3;
}

/// The import that gives what is wanted already, and how it is then called.
const PythonImport* PythonModule::find_import(const PythonImport& wanted, std::string& spelled) const {
    for (const PythonImport& each : outline_.imports) {
        if (each.for_types || !same_module(each.module, wanted.module)) continue;
        if (each.name == wanted.name || each.name == "*") {
            spelled = each.name == "*" ? wanted.alias : each.alias;
            return &each;
        }
    }
    for (const PythonImport& each : outline_.imports) {
        if (each.for_types || !each.name.empty() || wanted.name.empty()) continue;
        if (same_module(each.module, wanted.module)) {
            spelled = each.alias + "." + wanted.name;
            return &each;
        }
    }
    return nullptr;
}

/// Adds what is missing; `names` says what is called otherwise here.
Result<bool> PythonModule::import_all(std::vector<PythonImport> imports, std::map<std::string, std::string>& names) {
    std::vector<PythonImport> missing;
    for (PythonImport& each : imports) {
        if (each.module == import_name_) continue;
        std::string spelled;
        if (find_import(each, spelled) != nullptr) {
            if (spelled != each.alias) names[each.alias] = spelled;
            continue;
        }
        const auto same = [&](const PythonImport& other) {
            return other.alias == each.alias && other.for_types && same_module(other.module, each.module);
        };
        const bool only_for_types = std::any_of(outline_.imports.begin(), outline_.imports.end(), same);
        const bool taken = std::find(outline_.names.begin(), outline_.names.end(), each.alias) != outline_.names.end();
        if (taken && !only_for_types) {
            return not_understood(in_quotes(each.alias) + " means something else in it than in " + each.module,
                                  "name another module with --module");
        }
        missing.push_back(std::move(each));
    }
    add_imports(std::move(missing));
    return true;
}

void PythonModule::add_imports(std::vector<PythonImport> missing) {
    // One line for each module, in the order of the groups, in each group modules as such before names of them.
    std::map<std::tuple<int, bool, std::string>, std::vector<std::string>> lines;
    for (const PythonImport& each : missing) {
        const std::string module = written(each.module);
        std::string name = each.name;
        if (!name.empty() && each.alias != name) name += " as " + each.alias;
        lines[{rank(module), !name.empty(), module}].push_back(name);
    }
    for (auto& [key, names] : lines) {
        const auto& [group, named, module] = key;
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        if (named && join_import(module, names)) continue;
        const std::string line = python_import(module, named ? names : std::vector<std::string>{});
        added_imports_.push_back(line);
        const PythonImport* before = nullptr;
        for (const PythonImport& each : outline_.imports) {
            if (each.end > 0 && rank(each.module) <= group) before = &each;
        }
        for (const PythonImport& each : outline_.imports) {
            if (each.end > 0 && each.module == module) before = &each;
        }
        if (before != nullptr) {
            insert(before->end, (rank(before->module) == group ? "" : "\n") + line);
        } else if (const auto top = first_import()) {
            insert(*top, line + "\n");
        } else {
            const std::size_t at = outline_.imports_end;
            const bool first = line_ends_before(text_, at) >= 3 || at == 0 || text_[at - 1] != '\n';
            const bool close = !begins_with_empty_line(std::string_view(text_).substr(at));
            insert(at, (first ? "" : "\n") + line + (close ? "\n" : ""));
        }
    }
}

/// Where the line of the first import begins.
std::optional<std::size_t> PythonModule::first_import() const {
    for (const PythonImport& each : outline_.imports) {
        if (each.end == 0) continue;
        const std::string words = (each.name.empty() ? "import " : "from ") + each.module;
        const std::size_t begin = text_.rfind(words, each.end);
        const bool whole = begin != std::string::npos && (begin == 0 || text_[begin - 1] == '\n');
        return whole ? std::optional<std::size_t>(begin) : std::nullopt;
    }
    return std::nullopt;
}

/// Whether there was an import of that module of ours, which has the names now, too.
bool PythonModule::join_import(const std::string& module, const std::vector<std::string>& names) {
    std::vector<std::string> all = names;
    std::size_t end = 0;
    for (const PythonImport& each : outline_.imports) {
        if (each.module == module && !each.name.empty()) end = std::max<std::size_t>(end, each.end);
    }
    for (const PythonImport& each : outline_.imports) {
        if (end == 0 || each.end != end || each.name.empty()) continue;
        all.push_back(each.alias == each.name ? each.name : each.name + " as " + each.alias);
    }
    const std::size_t begin = text_.rfind("from " + module + " import ", end);
    if (end == 0 || begin == std::string::npos) return false;
    const std::string before = without_returns(text_.substr(begin, end - begin));
    const bool ours = new_ || std::find(added_imports_.begin(), added_imports_.end(), before) != added_imports_.end();
    if (!ours) return false;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    added_imports_.push_back(python_import(module, all));
    text_.erase(begin, end - begin);
    insert(begin, added_imports_.back());
    return true;
}

// --- text

void PythonModule::insert(std::size_t offset, const std::string& text) {
    const bool crlf = text_.find("\r\n") != std::string::npos;
    std::string shown = with_line_ends(text, crlf);
    if (offset > 0 && text_[offset - 1] != '\n' && text_.compare(0, offset, byte_order_mark) != 0)
        shown = (crlf ? "\r\n" : "\n") + shown;
    text_.insert(offset, shown);
    outline_ = outline_python(text_);
}

/// With the indentation of the classes that are there.
std::string PythonModule::in_own_style(const std::string& text) const {
    std::string indent;
    for (const PythonClass& each : outline_.classes) {
        if (!each.indent.empty()) indent = each.indent;
    }
    if (indent.empty() || indent == usual_indent) return text;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        for (; text.compare(at, usual_indent.size(), usual_indent) == 0; at += usual_indent.size()) out += indent;
        out.append(text, at, end - at);
        at = end;
    }
    return out;
}

Result<bool> PythonModule::add(PythonClassText text, bool force) {
    if (auto sound = check(); !sound) return sound;
    std::map<std::string, std::string> names;
    const std::string before = text_;
    if (auto done = import_all(text.imports, names); !done) return done;
    const std::string code = in_own_style(with_python_names(text.text, names));
    const PythonClass* there = outline_.find_class(text.name);
    if (there == nullptr) {
        if (std::find(outline_.names.begin(), outline_.names.end(), text.name) != outline_.names.end()) {
            return not_understood(in_quotes(text.name) + " is something else than a class in it",
                                  "--class gives the new one another name");
        }
        return add_class(code);
    }
    const std::string shown = with_line_ends(code, text_.find("\r\n") != std::string::npos);
    if (text_.compare(there->begin, there->end - there->begin, shown) == 0) return true;
    if (!force) {
        text_ = before;
        outline_ = outline_python(text_);
        return fail_in_file(FailureKind::refused, Code::name_taken, path_,
                            "class " + in_quotes(text.name) + " is there already",
                            "--force replaces it, --class gives the new one another name");
    }
    text_.replace(there->begin, there->end - there->begin, shown);
    outline_ = outline_python(text_);
    return true;
}

Result<bool> PythonModule::add_class(const std::string& text) {
    const std::size_t at = outline_.classes_end;
    const std::size_t before = line_ends_before(text_, at);
    // A last line without an end gets one from `insert`.
    const std::size_t missing = before == 0 ? 2 : 3 - std::min<std::size_t>(before, 3);
    const bool at_end = at == text_.size();
    insert(at, std::string(missing, '\n') + text + (at_end ? "" : "\n\n"));
    return true;
}

Result<bool> PythonModule::add_target(const std::string& class_name, const std::string& setting) {
    if (auto sound = check(); !sound) return sound;
    const PythonClass* there = outline_.find_class(class_name);
    if (there == nullptr || (there->body == 0 && there->targets_end == 0)) {
        return not_understood("there is no class " + in_quotes(class_name) + " in it that a target can be added to",
                              "write " + setting + " = target() there yourself");
    }
    if (std::find(there->targets.begin(), there->targets.end(), setting) != there->targets.end()) return true;
    std::map<std::string, std::string> names;
    if (auto done = import_all({PythonImport{"iop", "target", "target"}}, names); !done) return done;
    there = outline_.find_class(class_name);
    const std::string line = there->indent + with_python_names(setting + " = target()", names) + "\n";
    if (there->targets_end > 0) {
        insert(there->targets_end, line);
        return true;
    }
    // Between the docstring and the methods, with an empty line on both sides.
    std::size_t at = there->body;
    const std::string_view rest = std::string_view(text_).substr(at);
    const bool apart = begins_with_empty_line(rest);
    insert(at, (apart ? "\n" + line : line + "\n"));
    return true;
}

// --- names

bool is_python_library(std::string_view module) {
    static constexpr std::string_view library[] = {
        "abc",         "argparse", "asyncio", "base64", "builtins", "collections", "contextlib", "csv",
        "dataclasses", "datetime", "decimal", "email",  "enum",     "functools",   "io",         "itertools",
        "json",        "logging",  "math",    "os",     "pathlib",  "random",      "re",         "smtplib",
        "string",      "sys",      "time",    "types",  "typing",   "unittest",    "urllib",     "uuid"};
    return std::find(std::begin(library), std::end(library), module.substr(0, module.find('.'))) != std::end(library);
}

std::string with_python_names(const std::string& text, const std::map<std::string, std::string>& names) {
    if (names.empty()) return text;
    std::string out;
    std::size_t copied = 0;
    PythonLines lines(text);
    while (const PythonLine* line = lines.next()) {
        const auto& tokens = line->tokens;
        const auto word = [&](std::size_t i) {
            return i < tokens.size() ? text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin) : std::string();
        };
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const auto found = names.find(word(i));
            const bool member = i > 0 && word(i - 1) == ".";
            const bool keyword = tokens[i].depth > 0 && word(i + 1) == "=";
            const bool annotated = i == 0 && word(1) == ":";
            if (found == names.end() || member || keyword || annotated) continue;
            out.append(text, copied, tokens[i].begin - copied);
            out += found->second;
            copied = tokens[i].end;
        }
    }
    return out + text.substr(copied);
}

std::vector<PythonImport> imports_of(const std::string& text, const std::vector<PythonImport>& others) {
    struct Known {
        std::string_view module, name;
    };
    static constexpr std::array<Known, 22> known = {{{"iop", "BusinessProcess"},
                                                     {"iop", "BusinessOperation"},
                                                     {"iop", "BusinessService"},
                                                     {"iop", "PollingBusinessService"},
                                                     {"iop", "Message"},
                                                     {"iop", "target"},
                                                     {"iop", "setting"},
                                                     {"iop", "handler"},
                                                     {"dataclasses", "dataclass"},
                                                     {"dataclasses", "replace"},
                                                     {"datetime", "date"},
                                                     {"datetime", "datetime"},
                                                     {"datetime", "timedelta"},
                                                     {"datetime", "timezone"},
                                                     {"decimal", "Decimal"},
                                                     {"typing", "Any"},
                                                     {"typing", "Literal"},
                                                     {"typing", "Optional"},
                                                     {"uuid", "UUID"},
                                                     {"json", ""},
                                                     {"os", ""},
                                                     {"re", ""}}};
    std::vector<PythonImport> candidates = others;
    for (const Known& each : known) {
        const std::string name(each.name.empty() ? each.module : each.name);
        candidates.push_back({std::string(each.module), std::string(each.name), name});
    }
    std::vector<PythonImport> used;
    for (PythonImport& each : candidates) {
        const auto same = [&](const PythonImport& other) { return other.alias == each.alias; };
        if (std::any_of(used.begin(), used.end(), same)) continue;
        if (with_python_names(text, {{each.alias, each.alias + "\x01"}}) != text) used.push_back(std::move(each));
    }
    return used;
}

}  // namespace millwright::templates
