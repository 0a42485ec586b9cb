// Productions of InterSystems IRIS as XML: a bare <Production>, or an <Export> with one or several classes that hold
// productions in their XData.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/result.h"
#include "settings/reading.h"

namespace millwright::settings {

/// Adds every production of the XML text `source` of `reading` to it, and what is wrong with it. XML without a production
/// makes the reading unreadable.
void read_iris_xml(std::uint32_t source, const ReadOptions& options, Reading& reading);

/// `base` brought up to the production, byte for byte the same where nothing differs; a bare <Production> when `base` is
/// empty. Of several productions in `base` the one of the same name is meant. Fails as write_iris_class does.
Result<std::string> write_iris_xml(const Production& production, std::string_view base);

}  // namespace millwright::settings
