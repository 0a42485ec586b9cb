#include "settings/iris/sources/bpl_sends.h"

#include <algorithm>
#include <array>
#include <deque>
#include <iterator>
#include <set>
#include <utility>

#include "graph/utf8.h"
#include "settings/iris/sources/bpl_values.h"
#include "settings/iris/sources/code_sends.h"
#include "settings/iris/sources/condition_path.h"
#include "settings/iris/sources/transformation.h"
#include "settings/iris/sources/xml_tree.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

constexpr std::string_view alert_item = "Ens.Alert";
constexpr std::string_view alert_message = "Ens.AlertRequest";

/// Classes of messages that say nothing about what is sent.
constexpr std::array general_messages{std::string_view("Ens.Request"), std::string_view("Ens.MessageBody"),
                                      std::string_view("%Persistent"), std::string_view("%Library.Persistent"),
                                      std::string_view("%RegisteredObject")};

bool is_general(std::string_view message) {
    return message.empty() ||
           std::find(general_messages.begin(), general_messages.end(), message) != general_messages.end();
}

/// An element whose inside runs only when something holds: what is said of it, and the attribute that says it.
struct Branch {
    std::string_view element;
    std::string_view before;
    std::string_view attribute;
    std::string_view behind = "";
    bool of_parent = false;
};
constexpr std::array branches{Branch{"true", "", "condition", "", true},
                              Branch{"false", "not (", "condition", ")", true},
                              Branch{"case", "", "condition"},
                              Branch{"default", "otherwise", ""},
                              Branch{"while", "while ", "condition"},
                              Branch{"until", "until ", "condition"},
                              Branch{"foreach", "for each ", "property"},
                              Branch{"catch", "on fault ", "fault"},
                              Branch{"catchall", "on any fault", ""},
                              Branch{"compensationhandler", "to compensate ", "name"}};

bool may_send(const Passage& code) {
    return code.text().find("SendRequest") != std::string_view::npos ||
           code.text().find("SendAlert") != std::string_view::npos;
}

std::string with_name(std::string what, std::string_view name) {
    return name.empty() ? what : what + " " + in_quotes(name);
}

class BplReader {
public:
    explicit BplReader(SourceTree& tree) : tree_(tree) {}

    SourceSends read(const Lineage& from) {
        read_process(from, {});
        while (!waiting_.empty()) {
            const Component next = std::move(waiting_.front());
            waiting_.pop_front();
            read_process(Lineage(*next.process, tree_), next.around);
        }
        return std::move(found_);
    }

private:
    /// A process that runs inside of the one that calls it.
    struct Component {
        const ClassSource* process;
        ConditionPath around;
    };

    void read_process(const Lineage& from, const ConditionPath& around) {
        const auto data = from.data("BPL");
        if (!data) return;
        const XmlTree xml(data.member->content, tree_);
        const BplValues values(xml, from, tree_);
        xml_ = &xml;
        values_ = &values;
        from_ = &from;
        asker_ = asker_of(*data.owner);
        path_ = around;
        walk(
            xml, [&](std::uint32_t element) { return enter(element); },
            [&](std::uint32_t element) {
                if (branch_of(element) != nullptr) path_.leave();
            });
        if (values.context_class() != nullptr) {
            const Lineage context(*values.context_class(), tree_);
            add_all(code_sends(context, tree_), "");
        }
    }

    const Branch* branch_of(std::uint32_t element) const {
        const auto found = std::find_if(branches.begin(), branches.end(),
                                        [&](const Branch& each) { return each.element == (*xml_)[element].name; });
        return found == branches.end() ? nullptr : &*found;
    }

    bool enter(std::uint32_t element) {
        const std::string_view name = (*xml_)[element].name;
        if (xml_->is_set(element, "disabled")) {
            switch_off(element);
            return false;
        }
        if (const Branch* branch = branch_of(element)) enter_branch(element, *branch);
        if (name == "call") add_call(element);
        if (name == "alert") add_alert(element);
        if (name == "code") add_code(element);
        return true;
    }

    void enter_branch(std::uint32_t element, const Branch& branch) {
        XmlValue value = xml_->value(branch.of_parent ? (*xml_)[element].parent : element, branch.attribute);
        if (value.text.empty()) value = xml_->value(element, "value");
        const std::string condition = in_one_line(value.text);
        const bool says_nothing = branch.before.empty() && always_holds(condition);
        std::string text(branch.before);
        text += condition;
        text += branch.behind;
        path_.enter(says_nothing ? std::string_view() : text,
                    value.text.empty() ? xml_->place(element) : xml_->place(value));
    }

    // What sends.

    void add_call(std::uint32_t element) {
        if (!has_room(element)) return;
        const XmlValue target = xml_->value(element, "target");
        std::vector<SendTarget> targets = values_->targets(target);
        if (targets.empty() || is_component(targets)) return;
        const Interaction mode = xml_->is_set(element, "async") ? Interaction::async : Interaction::sync;
        add(element, std::move(targets), mode, messages_of(element));
    }

    void add_alert(std::uint32_t element) {
        if (!has_room(element)) return;
        add(element, {{TargetKind::item, std::string(alert_item), 0, "", xml_->place(element)}}, Interaction::async,
            {std::string(alert_message)});
    }

    void add(std::uint32_t element, std::vector<SendTarget> targets, Interaction mode,
             std::vector<std::string> messages) {
        SourceSend send;
        targets_ += targets.size();
        send.targets = std::move(targets);
        send.origin = Origin::bpl;
        send.mode = mode;
        send.messages = std::move(messages);
        send.when = path_.text();
        send.when_place = path_.place();
        send.place = xml_->place(element);
        send.inside = with_name(std::string((*xml_)[element].name), xml_->attribute(element, "name"));
        found_.sends.push_back(std::move(send));
    }

    void add_code(std::uint32_t element) {
        for (const Passage& code : xml_->texts(element)) {
            if (!may_send(code) || !has_room(element)) continue;
            add_all(code_sends_of(code, *from_, tree_), with_name("code", xml_->attribute(element, "name")));
        }
    }

    /// Sends that were found in ObjectScript, at the place where the process runs it.
    void add_all(SourceSends sends, const std::string& inside) {
        for (SourceSend& each : sends.sends) {
            std::vector<SendTarget> targets;
            for (SendTarget& target : each.targets) {
                auto resolved = values_->resolved(std::move(target));
                std::move(resolved.begin(), resolved.end(), std::back_inserter(targets));
            }
            each.targets = std::move(targets);
            targets_ += each.targets.size();
            ConditionPath path = path_;
            path.enter(each.when, each.when_place);
            each.origin = Origin::bpl;
            each.when = path.text();
            each.when_place = path.place();
            if (!inside.empty()) each.inside = inside;
            found_.sends.push_back(std::move(each));
        }
        std::move(sends.switched_off.begin(), sends.switched_off.end(), std::back_inserter(found_.switched_off));
    }

    /// Whether the call is of a component: a process that is no item, and sends as if it stood here.
    bool is_component(const std::vector<SendTarget>& targets) {
        if (targets.size() != 1 || targets.front().kind != TargetKind::item) return false;
        const std::string& name = targets.front().text;
        const ClassSource* called = tree_.find(name, asker_);
        if (called == nullptr || called->name != name) return false;
        const auto data = Lineage(*called, tree_).data("BPL");
        if (!data) return false;
        const std::string component = root_attribute(data.member->content, "process", "component");
        if ((component != "1" && component != "true") || is_item(name)) return false;
        if (called != &from_->own() && components_.insert(called).second) waiting_.push_back({called, path_});
        return true;
    }

    bool is_item(std::string_view name) const {
        const auto& productions = tree_.reading().productions;
        return std::any_of(productions.begin(), productions.end(), [&](const Production& production) {
            return std::any_of(production.items.begin(), production.items.end(),
                               [&](const Item& item) { return item.name == name; });
        });
    }

    // What is sent.

    /// The type of the request; where it says nothing, that of the object that is sent as it is.
    std::vector<std::string> messages_of(std::uint32_t call) const {
        std::string message;
        each_child(*xml_, call, [&](std::uint32_t child) {
            if ((*xml_)[child].name != "request") return;
            message = xml_->attribute(child, "type");
            if (is_general(message)) {
                if (const std::string object = type_sent(child); !is_general(object)) message = object;
            }
        });
        if (message.empty()) return {};
        return {full_class_name(message, asker_, tree_)};
    }

    /// `<assign property="callrequest" value="request"/>`
    std::string type_sent(std::uint32_t request) const {
        std::string type;
        each_child(*xml_, request, [&](std::uint32_t child) {
            if ((*xml_)[child].name != "assign" || xml_->attribute(child, "property") != "callrequest") return;
            const std::string value = xml_->attribute(child, "value");
            constexpr std::string_view context = "context.";
            if (value == "request") type = xml_->attribute(0, "request");
            if (value.starts_with(context)) type = values_->type_of(std::string_view(value).substr(context.size()));
        });
        return type;
    }

    // What does not send.

    bool would_send(std::uint32_t element) const {
        const std::string_view name = (*xml_)[element].name;
        if (name != "code") return name == "call" || name == "alert";
        const std::vector<Passage> code = xml_->texts(element);
        return std::any_of(code.begin(), code.end(), may_send);
    }

    void switch_off(std::uint32_t element) {
        for (std::uint32_t each = element; each < (*xml_)[element].after; ++each) {
            if (!would_send(each)) continue;
            if (!has_room(element)) return;
            const std::string what = "<" + std::string((*xml_)[element].name) + ">";
            found_.switched_off.push_back({with_name(what, xml_->attribute(element, "name")), xml_->place(element)});
            return;
        }
    }

    bool has_room(std::uint32_t element) {
        if (targets_ + found_.switched_off.size() < limits::sends) return true;
        if (!std::exchange(full_, true)) {
            tree_.reading()
                .findings
                .add(Code::too_many, xml_->place(element),
                     "process " + in_quotes(from_->own().name) + " has more than " + std::to_string(limits::sends) +
                         " sends")
                .as(Severity::warning)
                .advise("the first ones are read");
        }
        return false;
    }

    SourceTree& tree_;
    SourceSends found_;
    std::size_t targets_ = 0;
    bool full_ = false;
    std::deque<Component> waiting_;
    std::set<const ClassSource*> components_;

    // Of the process that is being read.
    const XmlTree* xml_ = nullptr;
    const BplValues* values_ = nullptr;
    const Lineage* from_ = nullptr;
    Asker asker_;
    ConditionPath path_;
};

}  // namespace

SourceSends bpl_sends(const Lineage& from, SourceTree& tree) {
    return BplReader(tree).read(from);
}

}  // namespace millwright::settings::iris
