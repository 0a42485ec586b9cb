// Prints the schema of settings.toml, or with the argument "scenario" that of scenarios: tests/schema/settings_schema.py
// writes them to share/schema.
#include <iostream>
#include <string_view>

#include "settings/schema.h"

int main(int count, char** arguments) {
    const bool scenario = count > 1 && std::string_view(arguments[1]) == "scenario";
    std::cout << (scenario ? millwright::settings::scenario_schema() : millwright::settings::settings_schema());
}
