// What a cron text says, in words.
#pragma once

#include <string>
#include <string_view>

namespace millwright {

/// "at 01:30, Monday to Friday", "every 5 minutes", "at 06:00 on day 1, in January and July". "" for what is no cron, and
/// for one that words would not make shorter.
std::string cron_words(std::string_view cron);

}  // namespace millwright
