#include "settings/iris/sources/decomposed_production.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "graph/utf8.h"
#include "settings/foreign_text.h"
#include "settings/iris/production_xml.h"
#include "settings/iris/sources/encoding.h"
#include "settings/iris/sources/project_documents.h"

namespace millwright::settings::iris {
namespace {

std::string folder_name(std::string_view path) {
    const std::string_view folder = path.substr(0, std::min(path.rfind('/'), path.size()));
    return std::string(folder.substr(folder.rfind('/') + 1));
}

/// What is wrong with a part does not keep the rest from being read.
template <class Read>
void with_warnings_only(Reading& reading, const Read& read) {
    Diagnostics found;
    std::swap(found, reading.findings);
    const bool readable = std::exchange(reading.readable, true);
    read();
    std::swap(found, reading.findings);
    if (!reading.readable) {
        for (Diagnostic& each : found) {
            if (each.severity == Severity::error) each.as(Severity::warning);
        }
    }
    reading.readable = readable;
    reading.findings.merge(std::move(found));
}

/// The parts of one production.
struct Gathered {
    std::string path;  ///< of the first file
    Place place;       ///< of the first part
    std::vector<ProductionPart> settings;
    std::vector<ProductionPart> items;
};

class Assembly {
public:
    Assembly(const ReadOptions& options, Reading& reading) : options_(options), reading_(reading) {}

    DecomposedProduction of(const std::string& name, Gathered gathered) {
        for (ProductionPart& each : gathered.settings) read_settings(each, name);
        Production& production = made_.production;
        if (production.name.empty()) production.name = production.texts.keep(name);
        if (!production.place.known()) production.place = gathered.place;
        for (ProductionPart& each : gathered.items) {
            with_warnings_only(reading_,
                               [&] { read_item(std::move(each.xml), each.begin, production, reading_, options_); });
        }
        made_.path = std::move(gathered.path);
        return std::move(made_);
    }

private:
    void read_settings(ProductionPart& part, const std::string& name) {
        const Place place = part.xml.place(part.begin, part.begin + 1);
        if (made_.has_settings) {
            reading_.findings
                .add(Code::duplicate_key, place,
                     "production " + in_quotes(name) + " has a second file of its own settings; the first counts")
                .as(Severity::warning)
                .note(made_.production.place, "the first one");
            return;
        }
        with_warnings_only(reading_, [&] {
            ProductionElement element;
            if (!find_parts(element, std::move(part.xml), part.begin, reading_, options_)) return;
            made_.production = read_production(element, {name, place}, reading_, options_);
            made_.has_settings = true;
        });
    }

    const ReadOptions& options_;
    Reading& reading_;
    DecomposedProduction made_;
};

using ItemKey = std::pair<Text, Text>;

ItemKey key_of(const Item& item) {
    return {item.name, item.class_name};
}

bool same_settings(const Production& a, const Item& one, const Production& b, const Item& other) {
    const auto left = a.of(one.settings);
    const auto right = b.of(other.settings);
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const Setting& x, const Setting& y) {
        return x.scope == y.scope && x.name == y.name && x.value == y.value;
    });
}

bool same_item(const Production& a, const Item& one, const Production& b, const Item& other) {
    const auto words = [](const Item& item) {
        return std::tuple(item.category, item.comment, item.schedule, item.pool_size, item.enabled.text(),
                          item.foreground.text(), item.log_trace_events.text());
    };
    return words(one) == words(other) && same_settings(a, one, b, other);
}

/// Copies from one production to another, text by text.
class Copy {
public:
    Copy(const Production& from, Production& to) : from_(from), to_(to) {}

    Item item(const Item& original) {
        Item made = original;
        for (Text Item::*each :
             {&Item::name, &Item::class_name, &Item::category, &Item::comment, &Item::schedule, &Item::pool_size}) {
            made.*each = keep(original.*each);
        }
        for (Flag Item::*each : {&Item::enabled, &Item::foreground, &Item::log_trace_events}) {
            made.*each = flag(original.*each);
        }
        made.settings = settings(original.settings);
        made.attributes = attributes(original.attributes);
        return made;
    }

    void own_settings() {
        to_.testing_enabled = flag(from_.testing_enabled);
        to_.log_general_trace_events = flag(from_.log_general_trace_events);
        to_.actor_pool_size = keep(from_.actor_pool_size);
        to_.description = keep(from_.description);
        to_.description_presence = from_.description_presence;
        to_.production_settings = settings(from_.production_settings);
        to_.production_attributes = attributes(from_.production_attributes);
        to_.place = from_.place;
    }

private:
    Text keep(Text text) { return to_.texts.keep(text); }
    Flag flag(Flag original) { return Flag::read(original.text(), to_.texts); }

    Range<Setting> settings(Range<Setting> range) {
        std::vector<Setting> made;
        for (const Setting& each : from_.of(range)) {
            Setting setting = each;
            setting.scope = keep(each.scope);
            setting.name = keep(each.name);
            setting.value = keep(each.value);
            setting.names = {};
            setting.target = TargetOrigin::none;
            made.push_back(setting);
        }
        return append(to_.settings, std::move(made));
    }

    Range<Attribute> attributes(Range<Attribute> range) {
        std::vector<Attribute> made;
        for (const Attribute& each : from_.of(range)) made.push_back({keep(each.name), keep(each.value), each.place});
        return append(to_.attributes, std::move(made));
    }

    const Production& from_;
    Production& to_;
};

/// The items of both, in the order of the class, then of the parts.
class Merge {
public:
    Merge(const Production& of_class, DecomposedProduction& parts)
        : class_(of_class), parts_(parts.production), copy_(of_class, parts.production) {}

    void items() {
        for (std::size_t i = 0; i < parts_.items.size(); ++i) known_.emplace(key_of(parts_.items[i]), i);
        for (const Item& each : class_.items) add(each);
        for (std::size_t i = 0; i < parts_.items.size(); ++i) {
            if (!placed_.contains(i)) items_.push_back(parts_.items[i]);
        }
        parts_.items = std::move(items_);
    }

    void own_settings() { copy_.own_settings(); }

    void report(Reading& reading) const {
        if (told_.empty()) return;
        Diagnostic& finding =
            reading.findings
                .add(Code::conflicting_keys, class_.place,
                     "production " + in_quotes(class_.name) + " is in a class and in parts, and they differ")
                .as(Severity::warning)
                .advise("the parts count; items that only the class has are kept");
        for (const Note& each : told_) finding.note(each.place, each.message);
    }

private:
    void add(const Item& item) {
        const auto part = known_.find(key_of(item));
        if (part == known_.end()) {
            told_.push_back({item.place, "item " + in_quotes(item.name) + " is in the class only"});
            items_.push_back(copy_.item(item));
        } else if (placed_.insert(part->second).second) {
            const Item& own = parts_.items[part->second];
            if (!same_item(class_, item, parts_, own)) {
                told_.push_back({item.place, "item " + in_quotes(item.name) + " is another one in the class"});
            }
            items_.push_back(own);
        }
    }

    const Production& class_;
    Production& parts_;
    Copy copy_;
    std::map<ItemKey, std::size_t> known_;
    std::set<std::size_t> placed_;
    std::vector<Item> items_;
    std::vector<Note> told_;
};

}  // namespace

std::vector<DecomposedProduction> read_decomposed(const std::vector<std::string>& paths, const Files& files,
                                                  const ReadOptions& options, Reading& reading) {
    std::vector<std::string> names;  // in the order in which they are met
    std::map<std::string, Gathered> gathered;
    for (const std::string& path : paths) {
        auto text = files.read(path);
        if (!text) {
            for (Diagnostic& each : text.error().diagnostics) reading.findings.add(each.as(Severity::warning));
            continue;
        }
        const auto source = add_decoded(files.display_name(path), std::move(*text), reading);
        ProductionParts found = find_parts_of_production(source, options, reading);
        if (found.parts.empty()) continue;
        const std::string name = found.production.empty() ? folder_name(path) : found.production;
        const auto [at, is_new] = gathered.try_emplace(name);
        if (is_new) {
            names.push_back(name);
            at->second.path = path;
            const ProductionPart& first = found.parts.front();
            at->second.place = first.xml.place(first.begin, first.begin + 1);
        }
        for (ProductionPart& each : found.parts) {
            (each.is_item ? at->second.items : at->second.settings).push_back(std::move(each));
        }
    }
    std::vector<DecomposedProduction> productions;
    for (const std::string& name : names) {
        productions.push_back(Assembly(options, reading).of(name, std::move(gathered[name])));
    }
    return productions;
}

Production complete(DecomposedProduction parts, const Production* of_class, Reading& reading) {
    if (of_class != nullptr) {
        Merge merge(*of_class, parts);
        merge.items();
        if (!parts.has_settings) merge.own_settings();
        merge.report(reading);
    } else if (!parts.has_settings) {
        reading.findings
            .add(Code::missing_key, parts.production.place,
                 "the own settings of production " + in_quotes(parts.production.name) + " are not among its parts")
            .as(Severity::warning)
            .advise("they are in a file ProdStgs-*.xml beside those of its items");
    }
    recognise_targets(parts.production);
    return std::move(parts.production);
}

}  // namespace millwright::settings::iris
