// Prints the schema of settings.toml: tests/schema/settings_schema.py writes it to share/schema.
#include <iostream>

#include "settings/schema.h"

int main() {
    std::cout << millwright::settings::settings_schema();
}
