#include "templates/catalog.h"

#include <algorithm>
#include <array>

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

constexpr std::array of_productions{PartKind::production};

constexpr std::array production_settings{
    FieldInfo{"production", "the production's name"},
};
constexpr std::array production_gitignore{
    FieldInfo{"python", "shown for productions in Python"},
};
constexpr std::array production_readme{
    FieldInfo{"production", "the production's name"},
    FieldInfo{"python", "shown for productions in Python"},
    FieldInfo{"sources", "the folder of the classes; empty in Python"},
    FieldInfo{"ci", "shown where there is a pipeline"},
    FieldInfo{"ci_file", "the file of the pipeline"},
};

constexpr std::array files{
    TemplateInfo{"production/README.md", "what the project is, and its commands", of_productions, production_readme},
    TemplateInfo{"production/github.yml", "checks of every change with GitHub Actions", of_productions,
                 production_gitignore},
    TemplateInfo{"production/gitignore", "what is not kept in version control", of_productions, production_gitignore},
    TemplateInfo{"production/gitlab-ci.yml", "checks of every change with GitLab CI", of_productions,
                 production_gitignore},
    TemplateInfo{"production/settings.toml", "the settings that the components are added to", of_productions,
                 production_settings},
};

}  // namespace

std::span<const KindInfo> all_kinds() {
    return kinds;
}

std::span<const TemplateInfo> all_templates() {
    return files;
}

const TemplateInfo* find_template(std::string_view name) {
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const TemplateInfo& each) { return each.name == name; });
    return found == files.end() ? nullptr : &*found;
}

}  // namespace millwright::templates
