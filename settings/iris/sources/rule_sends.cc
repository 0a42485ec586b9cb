#include "settings/iris/sources/rule_sends.h"

#include <algorithm>
#include <array>
#include <deque>
#include <set>
#include <utility>

#include "graph/utf8.h"
#include "settings/iris/sources/condition_path.h"
#include "settings/iris/sources/host_kind.h"
#include "settings/iris/sources/lineage.h"
#include "settings/iris/sources/transformation.h"
#include "settings/iris/sources/xml_tree.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

/// A name in a list "A, B", and where it stands.
struct ListedName {
    std::string text;
    Place place;
};

std::vector<ListedName> listed_names(const XmlTree& xml, const XmlValue& value) {
    std::vector<ListedName> names;
    for (const std::string_view each : split_names(value.text)) {
        const auto at = static_cast<std::size_t>(each.data() - value.text.data());
        names.push_back({std::string(each), value.verbatim
                                                ? xml.passage().place(value.begin + at, value.begin + at + each.size())
                                                : xml.place(value)});
    }
    return names;
}

bool sends(std::string_view element) {
    return element == "send" || element == "delegate";
}

/// What an engine that takes only one class of messages takes.
std::vector<std::string> taken_by(std::string_view engine) {
    if (engine == "EnsLib.HL7.MsgRouter.RoutingEngine") return {"EnsLib.HL7.Message"};
    return {};
}

std::string_view package_of(std::string_view class_name) {
    const std::size_t dot = class_name.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : class_name.substr(0, dot);
}

/// `source = "A"`, `docName in ("A", "B")`; "" for a constraint that is open.
std::string constraint_text(const std::string& name, std::string_view value) {
    const auto values = split_names(value);
    if (values.empty()) return {};
    if (values.size() == 1) return name + " = " + in_quotes(values.front());
    std::string text = name + " in (";
    for (const std::string_view each : values) {
        if (each.data() != values.front().data()) text += ", ";
        text += in_quotes(each);
    }
    return text += ")";
}

class RuleReader {
public:
    explicit RuleReader(SourceTree& tree) : tree_(tree) {}

    SourceSends read(const ClassSource& first) {
        delegate_to(first, {}, {});
        while (!waiting_.empty()) {
            const Delegated next = std::move(waiting_.front());
            waiting_.pop_front();
            read_rule(next);
        }
        return std::move(found_);
    }

private:
    struct Delegated {
        const ClassSource* rule;
        ConditionPath around;
        std::vector<std::string> messages;
    };
    /// What an element that is open has to undo when it ends.
    struct Frame {
        bool condition = false;
        bool messages = false;
        unsigned whens = 0;  // of a rule: branches so far
        std::string name;    // of a rule, as messages call it
    };

    void delegate_to(const ClassSource& rule, ConditionPath around, std::vector<std::string> messages) {
        if (seen_.insert(&rule).second) waiting_.push_back({&rule, std::move(around), std::move(messages)});
    }

    void read_rule(const Delegated& next) {
        const Lineage lineage(*next.rule, tree_);
        const auto data = lineage.data("RuleDefinition");
        if (!data) return;
        const XmlTree xml(data.member->content, tree_);
        xml_ = &xml;
        rule_ = next.rule;
        asker_ = asker_of(*data.owner);
        path_ = next.around;
        messages_ = {next.messages};
        frames_ = {Frame{}};
        rules_ = 0;
        walk(
            xml, [&](std::uint32_t element) { return enter(element); }, [&](std::uint32_t) { leave(); });
    }

    bool enter(std::uint32_t element) {
        struct Kind {
            std::string_view name;
            void (RuleReader::*enter)(std::uint32_t, Frame&);
        };
        static constexpr std::array kinds{
            Kind{"ruleDefinition", &RuleReader::enter_definition},
            Kind{"ruleSet", &RuleReader::enter_rule_set},
            Kind{"rule", &RuleReader::enter_rule},
            Kind{"when", &RuleReader::enter_when},
            Kind{"otherwise", &RuleReader::enter_otherwise},
            Kind{"foreach", &RuleReader::enter_foreach},
            Kind{"send", &RuleReader::add_send},
            Kind{"delegate", &RuleReader::add_delegate},
        };
        const std::string_view name = (*xml_)[element].name;
        if (name == "rule") ++rules_;
        if (xml_->is_set(element, "disabled")) {
            switch_off(element);
            return false;
        }
        Frame frame;
        for (const Kind& each : kinds) {
            if (each.name == name) (this->*each.enter)(element, frame);
        }
        frames_.push_back(std::move(frame));
        return true;
    }

    void leave() {
        if (frames_.back().condition) path_.leave();
        if (frames_.back().messages) messages_.pop_back();
        frames_.pop_back();
    }

    void enter_condition(Frame& frame, std::string_view condition, Place place) {
        path_.enter(condition, place);
        frame.condition = true;
    }

    void enter_messages(Frame& frame, std::vector<std::string> messages) {
        messages_.push_back(std::move(messages));
        frame.messages = true;
    }

    void enter_definition(std::uint32_t element, Frame& frame) {
        if (messages_.back().empty()) enter_messages(frame, taken_by(xml_->attribute(element, "context")));
    }

    void enter_rule_set(std::uint32_t element, Frame& frame) {
        rules_ = 0;
        const XmlValue begin = xml_->value(element, "effectiveBegin");
        const XmlValue end = xml_->value(element, "effectiveEnd");
        std::string text = in_one_line(begin.text);
        if (!text.empty()) text.insert(0, "from ");
        if (const std::string until = in_one_line(end.text); !until.empty()) {
            text += (text.empty() ? "until " : " until ") + until;
        }
        enter_condition(frame, text, xml_->place(begin.text.empty() ? end : begin));
    }

    void enter_rule(std::uint32_t element, Frame& frame) {
        frame.name = rule_name(element);
        std::string text;
        Place place;
        std::vector<std::string> messages;
        each_child(*xml_, element, [&](std::uint32_t child) {
            if ((*xml_)[child].name != "constraint") return;
            const std::string name = xml_->attribute(child, "name");
            const XmlValue value = xml_->value(child, "value");
            const std::string constraint = constraint_text(name, value.text);
            if (constraint.empty()) return;
            if (!text.empty()) text += " and ";
            if (text.empty()) place = xml_->place(value);
            text += constraint;
            if (name != "msgClass") return;
            for (const std::string_view each : split_names(value.text)) {
                messages.push_back(full_class_name(each, asker_, tree_));
            }
        });
        enter_condition(frame, text, place);
        if (!messages.empty()) enter_messages(frame, std::move(messages));
    }

    void enter_when(std::uint32_t element, Frame& frame) {
        ++frames_.back().whens;
        const XmlValue condition = xml_->value(element, "condition");
        const std::string text = in_one_line(condition.text);
        enter_condition(frame, always_holds(text) ? std::string_view() : text, xml_->place(condition));
    }

    void enter_otherwise(std::uint32_t element, Frame& frame) {
        if (frames_.back().whens > 0) enter_condition(frame, "otherwise", xml_->place(element));
    }

    void enter_foreach(std::uint32_t element, Frame& frame) {
        const XmlValue path = xml_->value(element, "propertypath");
        if (!path.text.empty()) enter_condition(frame, "for each " + in_one_line(path.text), xml_->place(path));
    }

    void add_send(std::uint32_t element, Frame&) {
        SourceSend send;
        for (ListedName& each : listed_names(*xml_, xml_->value(element, "target"))) {
            const bool name = !each.text.starts_with('@');
            send.targets.push_back(
                {name ? TargetKind::item : TargetKind::unknown, std::move(each.text), 0, "", each.place});
        }
        if (send.targets.empty() || !has_room(element)) return;
        send.origin = Origin::rule;
        send.mode = Interaction::async;
        send.messages = messages_of(element);
        send.when = path_.text();
        send.when_place = path_.place();
        send.place = xml_->place(element);
        send.inside = "rule " + in_quotes(rule_->name);
        found_.sends.push_back(std::move(send));
    }

    void add_delegate(std::uint32_t element, Frame&) {
        XmlValue name = xml_->value(element, "rule");
        if (name.text.empty()) name = xml_->value(element, "ruleSet");
        if (name.text.empty()) return;
        const ClassSource* to = tree_.find(name.text, asker_);
        if (to == nullptr) {
            report_missing("rule", name.text, xml_->place(name));
        } else {
            delegate_to(*to, path_, messages_of(element));
        }
    }

    /// A list of transformations is a chain: the last one tells.
    std::vector<std::string> messages_of(std::uint32_t element) {
        const std::vector<ListedName> chain = listed_names(*xml_, xml_->value(element, "transform"));
        if (chain.empty()) return messages_.back();
        for (const ListedName& each : chain) {
            if (of_the_project(each.text) && tree_.find(each.text, asker_) == nullptr) {
                report_missing("transformation", each.text, each.place);
            }
        }
        const std::string made = transformed_class(chain.back().text, asker_, tree_);
        return made.empty() ? std::vector<std::string>{} : std::vector<std::string>{made};
    }

    /// Whether other classes of its package are among the sources: then it should be there too.
    bool of_the_project(std::string_view class_name) {
        if (packages_.empty()) {
            for (const ScannedFile& file : tree_.scanned().files) {
                for (const std::string& each : file.classes) packages_.insert(package_of(each));
            }
            packages_.insert(package_of(rule_->name));
        }
        const std::string_view package = package_of(class_name);
        return !package.empty() && !is_library_class(class_name) && packages_.count(package) > 0;
    }

    void report_missing(std::string_view what, const std::string& name, Place place) {
        if (!missing_.insert(name).second) return;
        tree_.reading()
            .findings
            .add(Code::class_not_found, place,
                 std::string(what) + " " + in_quotes(name) + ", which rule " + in_quotes(rule_->name) +
                     " names, is not among the sources")
            .as(Severity::warning)
            .advise("add its file to the sources, or correct the name");
    }

    void switch_off(std::uint32_t element) {
        const auto any = [&] {
            for (std::uint32_t each = element; each < (*xml_)[element].after; ++each) {
                if (sends((*xml_)[each].name)) return true;
            }
            return false;
        };
        if (!any() || !has_room(element)) return;
        const std::string_view name = (*xml_)[element].name;
        std::string what = name == "rule" ? rule_name(element) : "<" + std::string(name) + ">";
        const auto around =
            std::find_if(frames_.rbegin(), frames_.rend(), [](const Frame& f) { return !f.name.empty(); });
        if (name != "rule" && around != frames_.rend()) what += " in " + around->name;
        found_.switched_off.push_back({std::move(what) + " of " + in_quotes(rule_->name), xml_->place(element)});
    }

    /// As IRIS does, rules without a name are counted.
    std::string rule_name(std::uint32_t element) const {
        const std::string name = xml_->attribute(element, "name");
        return "rule " + (name.empty() ? std::to_string(rules_) : in_quotes(name));
    }

    bool has_room(std::uint32_t element) {
        if (found_.sends.size() + found_.switched_off.size() < limits::sends) return true;
        if (!std::exchange(full_, true)) {
            tree_.reading()
                .findings
                .add(Code::too_many, xml_->place(element),
                     "rule " + in_quotes(rule_->name) + " has more than " + std::to_string(limits::sends) + " sends")
                .as(Severity::warning)
                .advise("the first ones are read");
        }
        return false;
    }

    SourceTree& tree_;
    SourceSends found_;
    bool full_ = false;
    std::deque<Delegated> waiting_;
    std::set<const ClassSource*> seen_;
    std::set<std::string> missing_;
    std::set<std::string_view> packages_;

    // Of the rule that is being read.
    const XmlTree* xml_ = nullptr;
    const ClassSource* rule_ = nullptr;
    Asker asker_;
    ConditionPath path_;
    std::vector<std::vector<std::string>> messages_;
    std::vector<Frame> frames_;
    unsigned rules_ = 0;
};

}  // namespace

SourceSends rule_sends(const ClassSource& rule, SourceTree& tree) {
    return RuleReader(tree).read(rule);
}

bool is_rule(const ClassSource& from) {
    return from.data("RuleDefinition") != nullptr;
}

}  // namespace millwright::settings::iris
