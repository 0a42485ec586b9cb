#include "migrate/deployments.h"

#include <array>

#include "graph/utf8.h"
#include "migrate/file_target.h"
#include "migrate/postgres_store.h"
#include "migrate/sqlite_store.h"

namespace millwright::migrate {
namespace {

using Opener = Result<std::unique_ptr<Store>> (*)(std::string_view url, std::string_view rest,
                                                  const std::string& folder);

std::string located(std::string_view rest, const std::string& folder) {
    std::string path(rest);
    if (!path.starts_with('/') && !folder.empty() && folder != ".") path = folder + "/" + path;
    return path;
}

Result<std::unique_ptr<Store>> open_sqlite(std::string_view url, std::string_view rest, const std::string& folder) {
    return sqlite_store(std::string(url), located(rest, folder));
}

Result<std::unique_ptr<Store>> open_postgres(std::string_view url, std::string_view, const std::string&) {
    return postgres_store(url);
}

/// A scheme without an opener comes with a later version.
struct Scheme {
    std::string_view prefix;
    Opener open;
};
constexpr std::string_view file_scheme = "file:";
constexpr std::array<Scheme, 5> schemes{{
    {"sqlite:", open_sqlite},
    {"postgresql:", open_postgres},
    {"postgres:", open_postgres},
    {"https:", nullptr},
    {"http:", nullptr},
}};

Result<std::unique_ptr<Store>> open_store(std::string_view url, const std::string& folder) {
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
        return scheme.open(url, rest, folder);
    }
    return fail(FailureKind::environment, Code::bad_value, {},
                "\"" + printable(url) + "\" is not a deployment that Millwright knows",
                "write store = \"sqlite:.millwright/state.db\"");
}

Result<Deployment> open_file(std::string_view url, const std::string& folder, std::string_view record) {
    const std::string_view rest = url.substr(file_scheme.size());
    auto opened = file_target(std::string(url), located(rest, folder));
    if (!opened) return tl::unexpected<Failure>(std::move(opened.error()));
    if (record.empty()) {
        auto store = sqlite_store("sqlite:" + opened->record_path, opened->record_path);
        return Deployment(Registry(std::move(store)), std::move(opened->target));
    }
    auto store = open_store(record, folder);
    if (!store) return tl::unexpected<Failure>(std::move(store.error()));
    return Deployment(Registry(std::move(*store)), std::move(opened->target));
}

}  // namespace

Result<Deployment> open_deployment(std::string_view url, const std::string& folder, std::string_view record) {
    if (url.starts_with(file_scheme)) return open_file(url, folder, record);
    auto store = open_store(url, folder);
    if (!store) return tl::unexpected<Failure>(std::move(store.error()));
    return Deployment(Registry(std::move(*store)));
}

}  // namespace millwright::migrate
