#include "migrate/deployments.h"

#include <array>

#include "graph/utf8.h"
#include "migrate/postgres_store.h"
#include "migrate/sqlite_store.h"

namespace millwright::migrate {
namespace {

using Opener = Result<std::unique_ptr<Store>> (*)(std::string_view url, std::string_view rest,
                                                  const std::string& folder);

Result<std::unique_ptr<Store>> open_sqlite(std::string_view url, std::string_view rest, const std::string& folder) {
    std::string path(rest);
    if (!path.starts_with('/') && !folder.empty() && folder != ".") path = folder + "/" + path;
    return sqlite_store(std::string(url), std::move(path));
}

Result<std::unique_ptr<Store>> open_postgres(std::string_view url, std::string_view, const std::string&) {
    return postgres_store(url);
}

/// A scheme without an opener comes with a later version.
struct Scheme {
    std::string_view prefix;
    Opener open;
};
constexpr std::array<Scheme, 6> schemes{{
    {"sqlite:", open_sqlite},
    {"postgresql:", open_postgres},
    {"postgres:", open_postgres},
    {"https:", nullptr},
    {"http:", nullptr},
    {"file:", nullptr},
}};

}  // namespace

Result<Deployment> open_deployment(std::string_view url, const std::string& folder) {
    for (const Scheme& scheme : schemes) {
        if (!url.starts_with(scheme.prefix)) continue;
        if (scheme.open == nullptr) {
            return fail(FailureKind::environment, Code::not_available_yet, {},
                        "deployments of the kind \"" + std::string(scheme.prefix) + "\" are not available yet",
                        "use a store = \"sqlite:PATH\"");
        }
        const std::string_view rest = url.substr(scheme.prefix.size());
        if (rest.empty()) {
            return fail(FailureKind::environment, Code::bad_value, {}, "\"" + printable(url) + "\" names no file",
                        "write store = \"sqlite:.millwright/state.db\"");
        }
        auto store = scheme.open(url, rest, folder);
        if (!store) return tl::unexpected<Failure>(std::move(store.error()));
        return Deployment(Registry(std::move(*store)));
    }
    return fail(FailureKind::environment, Code::bad_value, {},
                "\"" + printable(url) + "\" is not a deployment that Millwright knows",
                "write store = \"sqlite:.millwright/state.db\"");
}

}  // namespace millwright::migrate
