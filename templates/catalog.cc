#include "templates/catalog.h"

#include <array>
#include <vector>

#include "templates/catalog_files.h"

namespace millwright::templates {
namespace {

constexpr std::array kinds{
    KindInfo{PartKind::production, "a whole project in a folder of its own: settings, components, tests, README, CI",
             "millwright new production Demo.Orders --ci gitlab"},
    KindInfo{PartKind::service, "brings messages in: by polling, from files, over HTTP, or HL7v2 over TCP",
             "millwright new service Inbox --inlet file --emit OrderRequest --target Output=OrderProcess"},
    KindInfo{
        PartKind::process, "decides: routes by conditions, runs steps, or follows events as a process manager",
        "millwright new process OrderRouter --target Accepted=AcceptedOperation --target Rejected=RejectedOperation "
        "--on OrderRequest"},
    KindInfo{PartKind::operation, "acts outside: the only place for databases, mail, files and other services",
             "millwright new operation Mail --on RejectedOrder --from OrderProcess.Rejected"},
    KindInfo{PartKind::message, "what is sent: a class with fields, and its declaration",
             "millwright new message RejectedOrder --field reason=string --field 'amount=decimal?'"},
    KindInfo{PartKind::schedule, "starts a process, or runs steps of its own, at certain times",
             "millwright new schedule nightly --cron '30 1 * * 1-5' --timezone Europe/London --process NightlyReport"},
    KindInfo{PartKind::story, "what somebody wants to happen, to be compared with what processes do",
             "millwright new story ST-003 --title 'An order is booked' --then 'the order is booked'"},
    KindInfo{PartKind::scenario, "an example of what happens to a message, run by `millwright test`",
             "millwright new scenario no_id --to OrderProcess --on OrderRequest --body order_id="},
};

}  // namespace

std::span<const KindInfo> all_kinds() {
    return kinds;
}

std::span<const TemplateInfo> all_templates() {
    static const std::vector<TemplateInfo> all = [] {
        std::vector<TemplateInfo> files;
        for (const auto part : {objectscript_templates(), production_templates(), python_templates()}) {
            files.insert(files.end(), part.begin(), part.end());
        }
        return files;
    }();
    return all;
}

const TemplateInfo* find_template(std::string_view name) {
    for (const TemplateInfo& each : all_templates()) {
        if (each.name == name) return &each;
    }
    return nullptr;
}

}  // namespace millwright::templates
