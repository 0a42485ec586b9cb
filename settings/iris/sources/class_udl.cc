#include "settings/iris/sources/class_udl.h"

#include <array>

#include "graph/utf8.h"
#include "settings/iris/body_end.h"
#include "settings/iris/class_walk.h"
#include "settings/iris/sources/declaration.h"

namespace millwright::settings::iris {
namespace {

class UdlClass {
public:
    UdlClass(const Passage& whole, Diagnostics& findings)
        : whole_(whole), text_(whole.text()), findings_(findings), walker_(text_) {}

    std::optional<ClassSource> read(const std::string& path) {
        const bool found = walker_.find_class();
        if (walker_.name().empty()) return std::nullopt;
        class_.path = path;
        class_.name = walker_.name();
        class_.place = whole_.place(walker_.name_begin(), walker_.name_begin() + walker_.name().size());
        read_directives();
        read_head();
        if (found) read_members();
        class_.cut_off = walker_.cut_off();
        report();
        return std::move(class_);
    }

private:
    using Reader = void (UdlClass::*)(const MemberText&);

    void read_directives() {
        for (const ClassDirective& each : walker_.directives()) {
            const auto names = read_names(whole_.part(each.begin, each.end));
            if (same_word(each.word, "Include"))
                class_.includes.insert(class_.includes.end(), names.begin(), names.end());
            if (same_word(each.word, "Import")) class_.imports.insert(class_.imports.end(), names.begin(), names.end());
        }
    }

    /// `Extends (A, B) [ GeneratedBy = X.CLS ]`
    void read_head() {
        const std::size_t begin = walker_.name_begin() + walker_.name().size();
        const Passage head = trimmed(whole_.part(begin, walker_.head_end()));
        const std::size_t bracket = find_outside(head.text(), 0, head.text().size(), "[");
        constexpr std::string_view extends = "Extends";
        if (same_word(head.text().substr(0, extends.size()), extends)) {
            class_.supers = read_names(head.part(extends.size(), bracket));
        }
        const auto keywords = keywords_at(head, bracket);
        class_.generated_by = keyword_value(keywords, "GeneratedBy").text();
        class_.rightmost_first = same_word(keyword_value(keywords, "Inheritance").text(), "right");
    }

    void read_members() {
        while (auto member = walker_.next()) {
            walker_.pass_body(*member);
            if (const Reader reader = reader_of(member->kind)) (this->*reader)(*member);
        }
    }

    static Reader reader_of(MemberKind kind) {
        switch (kind) {
            case MemberKind::class_method:
            case MemberKind::method: return &UdlClass::read_method;
            case MemberKind::parameter: return &UdlClass::read_parameter;
            case MemberKind::property: return &UdlClass::read_property;
            case MemberKind::xdata: return &UdlClass::read_xdata;
            default: return nullptr;
        }
    }

    Place place_of(const MemberText& member) const {
        return whole_.place(member.name_begin, member.name_begin + member.name.size());
    }
    Passage head_of(const MemberText& member) const { return trimmed(whole_.part(member.head, member.head_end)); }

    /// Of what stands in brackets, which begin at `bracket` or not at all.
    static std::vector<DeclaredKeyword> keywords_at(const Passage& head, std::size_t bracket) {
        if (bracket >= head.text().size()) return {};
        const std::size_t end = find_outside(head.text(), bracket + 1, head.text().size(), "]");
        return read_keywords(head.part(bracket + 1, end));
    }

    /// The type after "As", from there to `end`.
    static Passage declared_type(const Passage& head, std::size_t begin, std::size_t end) {
        const Passage declared = trimmed(head.part(begin, end));
        if (!same_word(declared.text().substr(0, 2), "As")) return declared.part(0, 0);
        return trimmed(declared.part(2, declared.text().size()));
    }

    void read_method(const MemberText& member) {
        MethodSource method;
        method.name = member.name;
        method.place = place_of(member);
        method.class_method = member.kind == MemberKind::class_method;
        const Passage head = head_of(member);
        const std::size_t size = head.text().size();
        std::size_t arguments_end = 0;
        if (head.text().starts_with('(')) {
            arguments_end = find_outside(head.text(), 1, size, ")");
            method.arguments = read_arguments(head.part(1, arguments_end));
            ++arguments_end;
        }
        const std::size_t bracket = find_outside(head.text(), arguments_end, size, "[");
        method.returns = without_parameters(declared_type(head, arguments_end, bracket)).text();
        const auto keywords = keywords_at(head, bracket);
        set_language(method, keyword_value(keywords, "Language").text(), keyword_value(keywords, "CodeMode").text());
        method.body = whole_.part(member.body, member.body_end);
        class_.methods.push_back(std::move(method));
    }

    void read_parameter(const MemberText& member) {
        ParameterSource parameter;
        parameter.name = member.name;
        parameter.place = place_of(member);
        const Passage head = head_of(member);
        const std::size_t size = head.text().size();
        const std::size_t equals = find_outside(head.text(), 0, size, "=");
        const std::size_t bracket = find_outside(head.text(), 0, equals, "[");
        const Passage type = declared_type(head, 0, bracket);
        if (equals < size) set_value(parameter, trimmed(head.part(equals + 1, size)), type.text());
        class_.parameters.push_back(std::move(parameter));
    }

    static void set_value(ParameterSource& parameter, const Passage& written, std::string_view type) {
        const Passage bare = without_braces(written);
        const bool braces = bare.text().size() != written.text().size();
        parameter.expression = braces || same_word(type, "COSEXPRESSION");
        parameter.value = braces ? std::string(bare.text()) : without_quotes(written.text());
        const bool quotes = !braces && written.text().size() >= 2 && written.text().starts_with('"');
        if (!written.empty()) parameter.place = quotes ? written.place(1, written.text().size() - 1) : bare.place();
    }

    void read_property(const MemberText& member) {
        PropertySource property;
        property.name = member.name;
        property.place = place_of(member);
        const Passage head = head_of(member);
        const std::size_t bracket = find_outside(head.text(), 0, head.text().size(), "[");
        Passage type = declared_type(head, 0, bracket);
        for (const std::string_view collection : {"list", "array"}) {
            if (!same_word(type.text().substr(0, collection.size()), collection)) continue;
            const Passage of = trimmed(type.part(collection.size(), type.text().size()));
            if (of.text().size() < 3 || !same_word(of.text().substr(0, 2), "of") || is_word(of.text()[2])) continue;
            set_collection(property, collection);
            type = trimmed(of.part(2, of.text().size()));
            break;
        }
        property.type = without_parameters(type).text();
        const auto keywords = keywords_at(head, bracket);
        set_collection(property, keyword_value(keywords, "Collection").text());
        property.required = has_keyword(keywords, "Required");
        property.initial = without_braces(keyword_value(keywords, "InitialExpression"));
        class_.properties.push_back(std::move(property));
    }

    void read_xdata(const MemberText& member) {
        class_.xdata.push_back({std::string(member.name), whole_.part(member.body, member.body_end), place_of(member)});
    }

    void report() {
        const std::string name = "class " + in_quotes(class_.name);
        for (const OddText& each : walker_.oddities()) {
            const Place place = whole_.place(each.begin, each.end);
            const std::string member = in_quotes(each.member.substr(0, 100));
            switch (each.kind) {
                case Oddity::unknown_member:
                    findings_.add(Code::not_understood, place, name + " holds " + member + ", which begins no member");
                    break;
                case Oddity::unclosed_head:
                    findings_.add(
                        Code::not_understood, place,
                        "the declaration of " + member + " in " + name + " does not end before the next member");
                    break;
                case Oddity::unclosed_body:
                    findings_.add(
                        Code::not_understood, place,
                        "the braces of " + member + " in " + name + " do not match; it is read up to the next member");
                    break;
                case Oddity::closed_early:
                    findings_.add(Code::not_understood, place,
                                  name + " ends here, but members follow; they are read as well");
                    break;
            }
        }
        if (class_.cut_off) {
            findings_
                .add(Code::truncated, class_.place, "the text ends before " + name + " does; what is there is read")
                .as(Severity::warning);
        }
    }

    const Passage whole_;
    std::string_view text_;
    Diagnostics& findings_;
    ClassWalker walker_;
    ClassSource class_;
};

}  // namespace

std::optional<ClassSource> read_udl_class(const Passage& whole, const std::string& path, Diagnostics& findings) {
    return UdlClass(whole, findings).read(path);
}

}  // namespace millwright::settings::iris
