#include "migrate/postgres_library.h"

#include <dlfcn.h>

#include "graph/utf8.h"

namespace millwright::migrate {
namespace {

constexpr const char* file_name = "libpq.so.5";

tl::unexpected<Failure> absent(const std::string& place) {
    const char* reason = dlerror();
    return fail_in_file(
        FailureKind::environment, Code::no_connection, place,
        "the client library of PostgreSQL cannot be loaded: " + printable(reason != nullptr ? reason : file_name),
        "install it (Debian: apt install libpq5), then try again");
}

/// Takes one function after the other, and remembers whether any was missing.
class Taker {
public:
    explicit Taker(void* library) : library_(library) {}

    template <class Function>
    void operator()(Function& into, const char* name) {
        into = reinterpret_cast<Function>(dlsym(library_, name));
        whole_ = whole_ && into != nullptr;
    }
    bool whole() const { return whole_; }

private:
    void* library_;
    bool whole_ = true;
};

bool take_all(PostgresLibrary& pq, void* library) {
    Taker take(library);
    take(pq.PQconninfoParse, "PQconninfoParse");
    take(pq.PQconndefaults, "PQconndefaults");
    take(pq.PQconninfoFree, "PQconninfoFree");
    take(pq.PQfreemem, "PQfreemem");
    take(pq.PQconnectdbParams, "PQconnectdbParams");
    take(pq.PQstatus, "PQstatus");
    take(pq.PQerrorMessage, "PQerrorMessage");
    take(pq.PQfinish, "PQfinish");
    take(pq.PQhost, "PQhost");
    take(pq.PQport, "PQport");
    take(pq.PQdb, "PQdb");
    take(pq.PQuser, "PQuser");
    take(pq.PQparameterStatus, "PQparameterStatus");
    take(pq.PQtransactionStatus, "PQtransactionStatus");
    take(pq.PQsetNoticeReceiver, "PQsetNoticeReceiver");
    take(pq.PQsendQuery, "PQsendQuery");
    take(pq.PQsendQueryParams, "PQsendQueryParams");
    take(pq.PQsocket, "PQsocket");
    take(pq.PQisBusy, "PQisBusy");
    take(pq.PQconsumeInput, "PQconsumeInput");
    take(pq.PQputCopyData, "PQputCopyData");
    take(pq.PQputCopyEnd, "PQputCopyEnd");
    take(pq.PQgetResult, "PQgetResult");
    take(pq.PQresultStatus, "PQresultStatus");
    take(pq.PQresultErrorField, "PQresultErrorField");
    take(pq.PQcmdStatus, "PQcmdStatus");
    take(pq.PQntuples, "PQntuples");
    take(pq.PQgetvalue, "PQgetvalue");
    take(pq.PQgetlength, "PQgetlength");
    take(pq.PQgetisnull, "PQgetisnull");
    take(pq.PQclear, "PQclear");
    return take.whole();
}

}  // namespace

Result<std::shared_ptr<const PostgresLibrary>> load_postgres_library(const std::string& place) {
    // Never closed: what it loads itself (OpenSSL, Kerberos) does not always survive that.
    void* library = dlopen(file_name, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return absent(place);
    auto functions = std::make_shared<PostgresLibrary>();
    if (!take_all(*functions, library)) return absent(place);
    return std::shared_ptr<const PostgresLibrary>(std::move(functions));
}

}  // namespace millwright::migrate
