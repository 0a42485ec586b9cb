// A folder with a state file for one test, a production to put into it, and the values that the command line would pass.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "migrate/lock.h"
#include "migrate/registry.h"
#include "migrate/sqlite_store.h"
#include "tests/migrate/model.h"

namespace millwright::test {

/// Of the first finding.
inline Code code_of(const Failure& failure) {
    return failure.diagnostics.begin()->code;
}

inline migrate::Who who() {
    return {"ann", "desk", 7, "2026-01-02T03:04:05Z", "millwright test"};
}

/// Another `number`, another apply id; identity and digest key stay.
inline migrate::Fresh fresh(std::uint8_t number = 1) {
    migrate::Fresh values;
    values.identity.fill(number == 9 ? 9 : 1);
    values.digest_key.bytes.fill(5);
    values.apply_id.fill(number);
    return values;
}

class StateFolder {
public:
    StateFolder() {
        // In memory where that can be had: hundreds of durable applies would wait for the disk.
        const std::filesystem::path memory = "/dev/shm";
        const bool quick = access(memory.c_str(), W_OK) == 0;
        const std::filesystem::path base = quick ? memory : std::filesystem::temp_directory_path();
        std::string name = (base / "millwright-test-XXXXXX").string();
        if (mkdtemp(name.data()) != nullptr) path_ = name;
    }
    ~StateFolder() {
        std::error_code ignored;
        std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
        std::filesystem::remove_all(path_, ignored);
    }
    StateFolder(const StateFolder&) = delete;
    StateFolder& operator=(const StateFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::string file() const { return (path_ / "state.db").string(); }
    migrate::Registry registry() const { return migrate::Registry(migrate::sqlite_store("sqlite:state.db", file())); }
    Result<std::unique_ptr<migrate::HeldLock>> lock() const {
        return migrate::take_file_lock(file() + ".lock", who(), 0);
    }
    std::string bytes() const {
        std::ifstream stream(file(), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void write(const std::string& bytes) const { std::ofstream(file(), std::ios::binary) << bytes; }

private:
    std::filesystem::path path_;
};

/// Three items, a message, a process with handlers.
inline Production orders() {
    Model model;
    model.item("Files", "Demo.Files", {{"Adapter", "FilePath", "/in"}, {"Host", "Output", "Router"}}, Role::service);
    Item& router = model.item("Router", "Demo.Router", {{"Host", "Good", "Mail"}}, Role::process);
    router.accepts = model.names({"Order"});
    Behaviour behaviour;
    behaviour.steps = model.steps({"one", "two"});
    router.behaviour = behaviour;
    model.item("Mail", "Demo.Mail", {{"Adapter", "SMTPServer", "mail"}}, Role::operation);
    model.message("Order", {{"id", "string"}, {"amount", "decimal?"}});
    return model.take();
}

inline Result<migrate::Applied> applied(migrate::Registry& registry, const Production& production,
                                        const migrate::ApplyOptions& options = {}, std::uint8_t number = 1) {
    auto planned = migrate::plan_migration(registry, production, migrate::Holds::everything, fresh(number));
    if (!planned) return tl::unexpected<Failure>(std::move(planned.error()));
    return registry.apply(planned->plan, planned->rows, who(), fresh(number), options);
}

}  // namespace millwright::test
