// The text of a file as UTF-8, in whatever encoding the file is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "settings/reading.h"

namespace millwright::settings::iris {

struct DecodedText {
    std::string text;
    std::string from;  ///< the encoding that it was in, "UTF-16LE"; empty: it was UTF-8 and is as it was
};

/// A text that is UTF-8 stays as it is. Others are UTF-16 (told by its mark, or by the zero bytes of its first two
/// letters), what the declaration of an XML text says, else Windows-1252. What is no character of the encoding becomes
/// U+FFFD. A declaration that says another encoding than UTF-8 says UTF-8 afterwards. Text with zero bytes that is not
/// UTF-16 stays as it is, too.
DecodedText decoded(std::string bytes);

/// Adds the text of a file to the sources, decoded, and tells where that was necessary (MW807).
std::uint32_t add_decoded(std::string name, std::string bytes, Reading& reading);

}  // namespace millwright::settings::iris
