#include "migrate/postgres_address.h"

#include <array>

#include "graph/secret.h"
#include "graph/utf8.h"

namespace millwright::migrate {
namespace {

constexpr std::string_view our_parameter = "schema=";
constexpr std::string_view default_schema = "millwright";
constexpr std::size_t most_bytes = 48;

tl::unexpected<Failure> bad(const std::string& message, const std::string& hint) {
    return fail(FailureKind::environment, Code::bad_value, {}, message, hint);
}

/// Where the parameters begin, behind '?'; or the end. A password may hold '?', too.
std::size_t parameters_of(std::string_view url) {
    const std::size_t begin = url.find("://") + 3;
    const std::size_t after_host = url.find('/', begin);
    const std::size_t at = url.substr(0, after_host).find('@', begin);
    const std::size_t question = url.find('?', at == std::string_view::npos ? begin : at);
    return question == std::string_view::npos ? url.size() : question + 1;
}

int hex_digit(char sign) {
    if (sign >= '0' && sign <= '9') return sign - '0';
    if (sign >= 'a' && sign <= 'f') return sign - 'a' + 10;
    if (sign >= 'A' && sign <= 'F') return sign - 'A' + 10;
    return -1;
}

std::string decoded(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        if (low >= 0) {
            result += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

bool is_schema_name(std::string_view name) {
    return !name.empty() && name.size() <= most_bytes && !name.starts_with("pg_") && name != "information_schema" &&
           name.find('\0') == std::string_view::npos && first_invalid_utf8(name) == std::string_view::npos;
}

}  // namespace

Result<PostgresAddress> postgres_address(std::string_view url) {
    PostgresAddress address;
    address.shown = without_password(url);
    address.schema = default_schema;
    if (!url.starts_with("postgresql://") && !url.starts_with("postgres://")) {
        return bad("\"" + printable(address.shown) + "\" is no address of a PostgreSQL server",
                   "write store = \"postgresql://USER@HOST/DATABASE\"");
    }
    const std::size_t begin = parameters_of(url);
    address.url = url.substr(0, begin);
    bool first = true;
    for (std::string_view rest = url.substr(begin); !rest.empty();) {
        const std::string_view parameter = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), parameter.size() + 1));
        if (parameter.starts_with(our_parameter)) {
            address.schema = decoded(parameter.substr(our_parameter.size()));
            continue;
        }
        address.url += (first ? "" : "&") + std::string(parameter);
        first = false;
    }
    if (first && begin < url.size()) address.url.pop_back();
    if (!is_schema_name(address.schema)) {
        return bad(in_quotes(address.schema) + " cannot be the schema of a registry",
                   "choose a name of 1 to " + std::to_string(most_bytes) +
                       " bytes that does not begin with \"pg_\", such as schema=" + std::string(default_schema));
    }
    return address;
}

}  // namespace millwright::migrate
