#include "templates/template_text.h"

#include <algorithm>
#include <exception>
#include <kainjow/mustache.hpp>
#include <sstream>

#include "graph/utf8.h"

namespace millwright::templates {
namespace {

namespace ms = kainjow::mustache;

// Far above what templates need, and low enough that a hostile one costs neither the stack, nor the memory, nor the day.
constexpr std::size_t most_bytes = 256UL * 1024;
constexpr std::size_t most_open_sections = 64;
constexpr std::size_t most_written = 64UL * 1024 * 1024;

/// What ends a template that writes too much.
struct TooMuch {};

ms::data data_of(const TemplateFields& fields);

struct DataOf {
    ms::data operator()(const std::string& text) const { return ms::data(text); }
    ms::data operator()(bool shown) const { return ms::data(shown); }
    ms::data operator()(const std::vector<TemplateFields>& repeated) const {
        ms::list list;
        for (const TemplateFields& each : repeated) list.push_back(data_of(each));
        return ms::data(list);
    }
};

ms::data data_of(const TemplateFields& fields) {
    ms::data data;
    for (const TemplateField& each : fields.all) data.set(each.name, std::visit(DataOf{}, each.value));
    return data;
}

/// Looks names up from the inside out, and remembers the first one that nothing has: mustache itself passes over it.
/// Throws TooMuch when what is written could be more than `most_written`: each time a section is shown counts as the whole
/// template.
class Names final : public ms::basic_context<std::string> {
public:
    Names(const ms::data& all, std::size_t template_bytes) : template_bytes_(template_bytes) { stack_.push_back(&all); }

    void push(const ms::data* data) override {
        count(template_bytes_);
        stack_.push_back(data);
    }
    void pop() override { stack_.pop_back(); }
    const ms::data* get(const std::string& name) const override {
        if (name == ".") return stack_.back();
        for (auto each = stack_.rbegin(); each != stack_.rend(); ++each) {
            const ms::data* found = (*each)->is_object() ? (*each)->get(name) : nullptr;
            if (found == nullptr) continue;
            if (found->is_string()) count(found->string_value().size());
            return found;
        }
        if (unknown_.empty()) unknown_ = name.empty() ? "(empty)" : name;
        return nullptr;
    }
    const ms::data* get_partial(const std::string& name) const override {
        if (unknown_.empty()) unknown_ = "> " + name;
        return nullptr;
    }
    const std::string& unknown() const { return unknown_; }

private:
    void count(std::size_t bytes) const {
        written_ += bytes;
        if (written_ > most_written) throw TooMuch();
    }

    std::size_t template_bytes_;
    mutable std::size_t written_ = 0;
    std::vector<const ms::data*> stack_;
    mutable std::string unknown_;
};

/// Stands for a line end that mustache is not to see: it drops the empty line behind a section. No byte of UTF-8.
constexpr char kept_line_end = '\xFF';

/// Whether a line holds nothing but one tag that writes nothing itself: of a section, or a comment.
bool stands_alone(std::string_view line) {
    constexpr std::string_view blanks = " \t\r";
    const std::size_t begin = line.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return false;
    line = line.substr(begin, line.find_last_not_of(blanks) + 1 - begin);
    const bool of_section = line.starts_with("{{#") || line.starts_with("{{^") || line.starts_with("{{/");
    return (of_section || line.starts_with("{{!")) && line.find("}}") == line.size() - 2;
}

/// The text as mustache gets it. Lines that stand alone leave nothing behind: their line ends become comments, so that
/// lines are still counted. With other delimiters the text is left to mustache.
std::string prepared(const std::string& text) {
    if (text.find("{{=") != std::string::npos) return text;
    std::string out;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        const bool last = end == std::string::npos;
        const std::string_view line = std::string_view(text).substr(begin, last ? end : end - begin);
        if (stands_alone(line)) {
            out += line.substr(line.find('{'), line.rfind('}') + 1 - line.find('{'));
            if (!last) out += "{{!\n}}";
        } else {
            out += line;
            if (!last) out += kept_line_end;
        }
        begin = last ? text.size() : end + 1;
    }
    return out;
}

std::string line_of(const std::string& text, std::size_t offset) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
    const auto is_line_end = [](char each) { return each == '\n' || each == kept_line_end; };
    return std::to_string(std::count_if(text.begin(), end, is_line_end) + 1);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

struct Tag {
    std::size_t at = 0;
    char kind = 0;          ///< '#', '^', '/', '>', '!', '='; 0: a field
    std::string_view name;  ///< of '=': the new delimiters
};

/// The tags in their order, as mustache finds them.
class Tags {
public:
    explicit Tags(std::string_view text) : text_(text) {}

    /// Nothing at the end, and where a tag is not closed.
    std::optional<Tag> next() {
        Tag tag;
        tag.at = text_.find(begin_, next_);
        if (tag.at == std::string_view::npos) return std::nullopt;
        std::size_t from = tag.at + begin_.size();
        const bool three = begin_ == "{{" && end_ == "}}" && from < text_.size() && text_[from] == '{';
        const std::string_view end = three ? "}}}" : end_;
        if (three) ++from;
        const std::size_t to = text_.find(end, from);
        if (to == std::string_view::npos) return std::nullopt;
        next_ = to + end.size();
        tag.name = trimmed(text_.substr(from, to - from));
        const char first = tag.name.empty() ? '\0' : tag.name.front();
        if (first == '=' || (!three && std::string_view("#^/>!&").find(first) != std::string_view::npos)) {
            tag.kind = first == '&' ? '\0' : first;
            tag.name = trimmed(tag.name.substr(1));
        }
        if (tag.kind == '=') set_delimiters(tag.name);
        return tag;
    }

private:
    /// "| |=": those that are not well-formed are refused by mustache.
    void set_delimiters(std::string_view both) {
        both = trimmed(both.substr(0, both.size() - (both.ends_with('=') ? 1 : 0)));
        const std::size_t space = both.find(' ');
        if (space == std::string_view::npos) return;
        begin_ = both.substr(0, space);
        end_ = both.substr(both.find_first_not_of(' ', space));
    }

    std::string_view text_;
    std::string_view begin_ = "{{", end_ = "}}";
    std::size_t next_ = 0;
};

/// How many sections are open at once: mustache goes down into them with the stack.
std::size_t most_open(std::string_view text) {
    std::size_t open = 0;
    std::size_t most = 0;
    Tags tags(text);
    while (const auto tag = tags.next()) {
        if (tag->kind == '#' || tag->kind == '^') most = std::max(most, ++open);
        if (tag->kind == '/' && open > 0) --open;
    }
    return most;
}

/// Where a tag with that name stands first; the beginning where it is not to be found.
std::size_t tag_named(std::string_view text, std::string_view name) {
    const bool partial = name.starts_with("> ");
    if (partial) name.remove_prefix(2);
    Tags tags(text);
    while (const auto tag = tags.next()) {
        const bool looks_up = partial ? tag->kind == '>' : tag->kind == 0 || tag->kind == '#' || tag->kind == '^';
        if (looks_up && tag->name == name) return tag->at;
    }
    return 0;
}

tl::unexpected<Failure> bad_template(const std::string& file, const std::string& line, const std::string& message,
                                     const std::string& hint) {
    return fail_in_file(FailureKind::environment, Code::bad_template, file + ":" + line, message, hint);
}

/// "Unclosed tag at 17" with a line instead of an offset.
tl::unexpected<Failure> not_well_formed(const std::string& file, const std::string& text, std::string message) {
    std::string line = "1";
    if (const std::size_t at = message.rfind(" at "); at != std::string::npos) {
        line = line_of(text, static_cast<std::size_t>(std::strtoull(message.c_str() + at + 4, nullptr, 10)));
        message.erase(at);
    }
    return bad_template(file, line, "the template is not well-formed: " + printable(message),
                        "close every {{ with }}, and every {{#section}} with {{/section}}");
}

/// What is wrong with a text before mustache sees it.
std::optional<tl::unexpected<Failure>> refused(const std::string& file, const std::string& text) {
    if (text.size() > most_bytes) {
        return bad_template(file, "1", "the template is larger than " + std::to_string(most_bytes / 1024) + " KiB",
                            "write what is this long into a module, and import it");
    }
    if (const std::size_t bad = first_invalid_utf8(text); bad != std::string::npos) {
        return bad_template(file, line_of(text, bad), "the template is not UTF-8", "save it as UTF-8");
    }
    if (most_open(text) > most_open_sections) {
        return bad_template(file, "1",
                            "more than " + std::to_string(most_open_sections) + " sections are open in each other",
                            "close every {{#section}} with {{/section}}");
    }
    return std::nullopt;
}

Result<std::string> filled(const std::string& file, const std::string& template_text, const TemplateFields& fields) {
    if (auto failure = refused(file, template_text)) return std::move(*failure);
    const std::string text = prepared(template_text);
    try {
        ms::mustache mustache(text);
        if (!mustache.is_valid()) return not_well_formed(file, text, mustache.error_message());
        mustache.set_custom_escape([](const std::string& value) { return value; });
        const ms::data all = data_of(fields);
        Names names(all, text.size());
        std::ostringstream out;
        mustache.render(names, out);
        if (names.unknown().empty()) {
            std::string result = out.str();
            std::replace(result.begin(), result.end(), kept_line_end, '\n');
            return result;
        }
        return bad_template(file, line_of(text, tag_named(text, names.unknown())),
                            "the template uses " + in_quotes(names.unknown()) + ", which is none of its fields",
                            "`millwright new --list` shows the fields of every template");
    } catch (const TooMuch&) {
        return bad_template(file, "1",
                            "the template writes more than " + std::to_string(most_written / 1024 / 1024) + " MiB",
                            "show a list in itself only where every pair is wanted");
    } catch (const std::exception&) {
        return not_well_formed(file, text, "it ends inside of a tag");
    }
}

}  // namespace

TemplateFields& TemplateFields::set(std::string name, TemplateValue value) {
    all.push_back({std::move(name), std::move(value)});
    return *this;
}

TemplateSet::TemplateSet(std::vector<TemplateFile> built_in, Replacement replacement)
    : built_in_(std::move(built_in)), replacement_(std::move(replacement)) {}

Result<std::string> TemplateSet::fill(const std::string& name, const TemplateFields& fields) const {
    if (replacement_) {
        const auto replaced = replacement_(name);
        if (!replaced) return tl::unexpected<Failure>(replaced.error());
        if (*replaced) return filled(".millwright/templates/" + name, **replaced, fields);
    }
    const auto found =
        std::find_if(built_in_.begin(), built_in_.end(), [&](const TemplateFile& each) { return each.name == name; });
    if (found == built_in_.end()) {
        return fail(FailureKind::environment, Code::bad_template, {}, "there is no template " + in_quotes(name));
    }
    return filled(name, std::string(found->text), fields);
}

}  // namespace millwright::templates
