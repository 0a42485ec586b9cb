#include "settings/foreign_text.h"
#include "settings/iop/settings_py.h"

namespace millwright::settings {

void read_settings_py(std::uint32_t source, const std::string&, const Files&, const ReadOptions&, Reading& reading) {
    unreadable(reading, Code::python_not_available, {source, 0, 0}, "reading Python is being built");
}

}  // namespace millwright::settings
