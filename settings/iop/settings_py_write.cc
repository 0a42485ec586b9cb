#include "settings/iop/settings_py.h"

namespace millwright::settings {

Result<std::string> write_settings_py(const Production& production, PythonStyle) {
    return fail(FailureKind::input, Code::not_available_yet, production.place, "writing Python is being built");
}

}  // namespace millwright::settings
