#include "templates/catalog_files.h"

namespace millwright::templates {
namespace {

constexpr std::array of_productions{PartKind::production};

constexpr std::array name{FieldInfo{"production", "the production's name"}};
constexpr std::array language{FieldInfo{"python", "shown for productions in Python"}};
constexpr auto readme = joined_fields(name, language,
                                      std::array{
                                          FieldInfo{"sources", "the folder of the classes, where there are any"},
                                          FieldInfo{"ci", "shown where there is a pipeline"},
                                          FieldInfo{"ci_file", "the file of the pipeline"},
                                      });

constexpr auto settings =
    joined_fields(name, std::array{FieldInfo{"description", "what it is for, as a text of TOML"}});

constexpr std::array files{
    TemplateInfo{"production/README.md", "what the project is, and its commands", of_productions, readme},
    TemplateInfo{"production/github.yml", "checks of every change with GitHub Actions", of_productions, language},
    TemplateInfo{"production/gitignore", "what is not kept in version control", of_productions, language},
    TemplateInfo{"production/gitlab-ci.yml", "checks of every change with GitLab CI", of_productions, language},
    TemplateInfo{"production/settings.toml", "the settings that the components are added to", of_productions, settings},
};

}  // namespace

std::span<const TemplateInfo> production_templates() {
    return files;
}

}  // namespace millwright::templates
