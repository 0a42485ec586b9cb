#include "migrate/store.h"

namespace millwright::migrate {

OpenStore& OpenStore::operator=(OpenStore&& other) noexcept {
    if (this == &other) return *this;
    transaction.reset();
    sql = std::move(other.sql);
    lock = std::move(other.lock);
    if (other.transaction) transaction.emplace(std::move(*other.transaction));
    return *this;
}

Result<OpenStore> OpenStore::begin(std::unique_ptr<Sql> sql, bool will_write, std::unique_ptr<HeldLock> lock) {
    OpenStore opened;
    opened.lock = std::move(lock);
    opened.sql = std::move(sql);
    if (!opened.sql) return opened;
    auto transaction = Transaction::begin(*opened.sql, will_write);
    if (!transaction) return tl::unexpected<Failure>(std::move(transaction.error()));
    opened.transaction.emplace(std::move(*transaction));
    return opened;
}

}  // namespace millwright::migrate
