#include "templates/catalog.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "tests/support/template_files.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

/// The tags of a template: of sections with "#", their fields behind their names: "handlers", "handlers.method". A field
/// of a section may also be one around it.
class Tags {
public:
    explicit Tags(std::string_view text) {
        for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
            const std::size_t end = text.find("}}", at);
            add(text.substr(at + 2, end - at - 2));
            at = end + 2;
        }
    }

    /// Each tag as all the names that it may mean, the innermost first.
    const std::set<std::vector<std::string>>& all() const { return all_; }

private:
    void add(std::string_view tag) {
        const char sign = tag.front();
        if (std::string_view("#^/&!").find(sign) != std::string_view::npos) tag.remove_prefix(1);
        while (tag.starts_with(' ')) tag.remove_prefix(1);
        while (tag.ends_with(' ')) tag.remove_suffix(1);
        if (sign == '!') return;
        if (sign == '/') return sections_.pop_back();
        if (tag != ".") all_.insert(meanings(std::string(tag)));
        if (sign == '#' || sign == '^') sections_.emplace_back(tag);
    }

    /// Sections that only show or hide do not change what names mean, so every part of the way may be left out.
    std::vector<std::string> meanings(const std::string& name) const {
        std::vector<std::string> ways{""};
        for (const std::string& section : sections_) {
            const std::size_t known = ways.size();
            for (std::size_t i = 0; i < known; ++i) ways.push_back(ways[i] + section + ".");
        }
        const auto depth = [](const std::string& way) { return std::count(way.begin(), way.end(), '.'); };
        std::stable_sort(ways.begin(), ways.end(), [&](const auto& a, const auto& b) { return depth(a) > depth(b); });
        for (std::string& way : ways) way += name;
        return ways;
    }

    std::vector<std::string> sections_;
    std::set<std::vector<std::string>> all_;
};

std::set<std::string> fields_of(const TemplateInfo& file) {
    std::set<std::string> names;
    for (const FieldInfo& field : file.fields) names.emplace(field.name);
    return names;
}

}  // namespace

TEST_CASE("the templates of the catalog are those of the program, in alphabetical order") {
    std::vector<std::string> listed;
    for (const TemplateInfo& each : all_templates()) listed.emplace_back(each.name);
    std::vector<std::string> there;
    const test::BuiltInTemplates files;
    const TemplateSet set = files.set();
    for (const TemplateFile& each : set.built_in()) there.emplace_back(each.name);
    CHECK(listed == there);
}

TEST_CASE("every field that a template uses is listed, and every field listed is used") {
    const test::BuiltInTemplates files;
    const TemplateSet set = files.set();
    for (const TemplateFile& file : set.built_in()) {
        INFO(file.name);
        const TemplateInfo* info = find_template(file.name);
        REQUIRE(info != nullptr);
        const auto listed = fields_of(*info);
        CHECK(listed.size() == info->fields.size());
        std::set<std::string> used;
        const Tags tags(file.text);
        for (const auto& meanings : tags.all()) {
            INFO(meanings.front());
            const auto known =
                std::find_if(meanings.begin(), meanings.end(), [&](const auto& name) { return listed.contains(name); });
            CHECK(known != meanings.end());
            if (known != meanings.end()) used.insert(*known);
        }
        CHECK(used == listed);
    }
}

TEST_CASE("every kind and every template says what it is for") {
    CHECK(all_kinds().size() == 8);
    for (const KindInfo& kind : all_kinds()) {
        CHECK_FALSE(kind.purpose.empty());
        CHECK(kind.example.starts_with("millwright new " + std::string(name_of(kind.kind)) + " "));
    }
    for (const TemplateInfo& file : all_templates()) {
        INFO(file.name);
        CHECK_FALSE(file.purpose.empty());
        CHECK_FALSE(file.kinds.empty());
        for (const FieldInfo& field : file.fields) CHECK_FALSE(field.doc.empty());
    }
    CHECK(find_template("no/such.py") == nullptr);
}
