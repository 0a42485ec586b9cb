#include "templates/settings_py_text.h"

#include <algorithm>
#include <cctype>

#include "templates/names.h"

namespace millwright::templates {
namespace {

constexpr std::string_view hl7_class = "EnsLib.HL7.Service.TCPService";

/// The name of an environment variable for a secret: "MAIL_PASSWORD".
std::string variable_of(std::string_view secret) {
    std::string out = snake_case(secret);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::toupper(c); });
    return out;
}

bool reads_environment(const std::vector<Given>& settings) {
    return std::any_of(settings.begin(), settings.end(), [](const Given& each) {
        return each.value.find("${secret:") != std::string::npos || each.value.find("${env:") != std::string::npos;
    });
}

}  // namespace

void SettingsPyPlaces::add(const std::string& place, std::string line) {
    for (auto& [name, lines] : all_) {
        if (name != place) continue;
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
        return;
    }
    all_.push_back({place, {std::move(line)}});
}

std::vector<std::string> SettingsPyPlaces::lines() const {
    std::vector<std::string> out;
    for (const auto& [place, lines] : all_) {
        if (!out.empty()) out.emplace_back();
        out.push_back("# " + place);
        out.insert(out.end(), lines.begin(), lines.end());
    }
    return out;
}

std::string SettingsPyPart::literal(std::string_view text) const {
    std::string out(1, scan.quote);
    for (const char each : text) {
        switch (each) {
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (each == scan.quote || each == '\\') out += '\\';
                out += each;
        }
    }
    return out + scan.quote;
}

std::string SettingsPyPart::value(std::string_view text) const {
    std::vector<std::string> parts;
    std::string plain;
    const auto end_plain = [&] {
        if (!plain.empty()) parts.push_back(literal(plain));
        plain.clear();
    };
    while (!text.empty()) {
        const std::size_t end = text.find('}');
        const std::size_t prefix = text.starts_with("${secret:") ? 9 : text.starts_with("${env:") ? 6 : 0;
        if (prefix != 0 && end != std::string_view::npos) {
            end_plain();
            const std::string_view name = text.substr(prefix, end - prefix);
            parts.push_back("os.environ[" + literal(prefix == 9 ? variable_of(name) : std::string(name)) + "]");
            text.remove_prefix(end + 1);
            continue;
        }
        // `$${` stands for `${`.
        if (text.starts_with("$${")) text.remove_prefix(1);
        plain += text.front();
        text.remove_prefix(1);
    }
    if (parts.empty() || !plain.empty()) parts.push_back(literal(plain));
    std::string out;
    for (const std::string& each : parts) out += (out.empty() ? "" : " + ") + each;
    return out;
}

std::string SettingsPyPart::dictionary(const std::vector<Given>& settings) const {
    std::string out = "{";
    for (const Given& each : settings) {
        out += (out.size() == 1 ? "" : ", ") + literal(each.key) + ": " + value(each.value);
    }
    return out + "}";
}

bool SettingsPyPart::is_python(const Component& component) const {
    return part.language == Language::python && component.has_code();
}

std::string SettingsPyPart::engine_class(const Component& component) {
    return component.class_name.empty() ? std::string(hl7_class) : component.class_name;
}

std::string SettingsPyPart::class_in_file(const Component& component) const {
    const std::string module = module_of_class(component.class_name);
    const std::string name(last_part(component.class_name));
    for (const PythonImport& each : scan.outline.imports) {
        if (each.module != module) continue;
        if (each.name.empty()) return (each.alias.empty() ? module : each.alias) + "." + name;
        if (each.name == name && !each.alias.empty()) return each.alias;
    }
    return name;
}

std::string SettingsPyPart::class_in_file(const Connection& connection) const {
    const std::string name(last_part(connection.class_name));
    const auto& names = scan.outline.names;
    return std::find(names.begin(), names.end(), name) == names.end() ? std::string() : name;
}

void SettingsPyPart::import_class(const Component& component) const {
    const std::string module = module_of_class(component.class_name);
    const std::string name(last_part(component.class_name));
    if (!is_python(component) || module.empty()) return;
    for (const PythonImport& each : scan.outline.imports) {
        if (each.module == module && (each.name.empty() || each.name == "*" || each.name == name)) return;
    }
    places.add(place_of_imports(), "from " + module + " import " + name);
}

void SettingsPyPart::import_os() const {
    const bool there = std::any_of(scan.outline.imports.begin(), scan.outline.imports.end(),
                                   [](const PythonImport& each) { return each.module == "os" && each.name.empty(); });
    const bool needed = std::any_of(part.components.begin(), part.components.end(), [](const Component& each) {
        return reads_environment(each.settings) || reads_environment(each.adapter_settings);
    });
    if (needed && !there) places.add(place_of_imports(), "import os");
}

void SettingsPyPart::import_from_iop(const std::string& name) const {
    std::string module = "iop";
    for (const PythonImport& each : scan.outline.imports) {
        if (each.name == name || (each.name == "*" && each.module == "iop")) return;
        if (each.name == "Production") module = each.module;
    }
    places.add(place_of_imports(), "from " + module + " import " + name);
}

std::string comma_list(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& each : names) out += (out.empty() ? "" : ",") + each;
    return out;
}

std::string module_of_class(const std::string& class_name) {
    const std::size_t point = class_name.rfind('.');
    return point == std::string::npos ? std::string() : class_name.substr(0, point);
}

}  // namespace millwright::templates
