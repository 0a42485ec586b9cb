#include "migrate/postgres.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <utility>

#include "migrate/postgres_errors.h"
#include "migrate/postgres_library.h"
#include "migrate/postgres_values.h"

namespace millwright::migrate {
namespace {

/// A connection of libpq that is ended when it goes away.
class Link {
public:
    Link(std::shared_ptr<const PostgresLibrary> library, PGconn* made, PostgresPlace where)
        : pq(std::move(library)), connection(made), place(std::move(where)) {}
    ~Link() { pq->PQfinish(connection); }
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    bool lost() const { return pq->PQstatus(connection) != CONNECTION_OK; }
    std::string message() const { return pq->PQerrorMessage(connection); }

    const std::shared_ptr<const PostgresLibrary> pq;
    PGconn* const connection;
    const PostgresPlace place;
};

/// What a statement gave; may be nothing at all.
class Answer {
public:
    Answer(const Link& link, PGresult* result) : link_(&link), result_(result) {}
    Answer(Answer&& other) noexcept : link_(other.link_), result_(std::exchange(other.result_, nullptr)) {}
    Answer& operator=(Answer&& other) noexcept {
        std::swap(link_, other.link_);
        std::swap(result_, other.result_);
        return *this;
    }
    ~Answer() { link_->pq->PQclear(result_); }

    PGresult* get() const { return result_; }
    ExecStatusType status() const { return link_->pq->PQresultStatus(result_); }
    std::string field(int which) const {
        const char* text = result_ != nullptr ? link_->pq->PQresultErrorField(result_, which) : nullptr;
        return text != nullptr ? text : "";
    }
    bool fine() const {
        const ExecStatusType now = status();
        return now == PGRES_COMMAND_OK || now == PGRES_TUPLES_OK || now == PGRES_EMPTY_QUERY;
    }
    tl::unexpected<Failure> failure() const {
        const std::string state = field(PG_DIAG_SQLSTATE);
        const std::string text = field(PG_DIAG_MESSAGE_PRIMARY);
        if (state.empty() && link_->lost()) return postgres_connection_lost(link_->place, link_->message());
        return postgres_failure(link_->place, state, text.empty() ? link_->message() : text);
    }

private:
    const Link* link_;
    PGresult* result_;
};

/// Longer than a statement of ours ever takes: a server that stands still behind a connection that lives is given up.
constexpr int patience_ms = 180'000;

/// Waits until the next result can be taken without waiting.
void wait_for_answer(const Link& link) {
    while (!link.lost() && link.pq->PQisBusy(link.connection) != 0) {
        struct pollfd socket {};
        socket.fd = link.pq->PQsocket(link.connection);
        socket.events = POLLIN;
        const int ready = poll(&socket, 1, patience_ms);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) shutdown(socket.fd, SHUT_RDWR);  // libpq finds it closed
        if (link.pq->PQconsumeInput(link.connection) == 0) return;
    }
}

/// The last result of what was sent, or the one that wants data.
Answer answer_to(const Link& link, int sent) {
    Answer last(link, nullptr);
    while (sent == 1) {
        wait_for_answer(link);
        Answer next(link, link.pq->PQgetResult(link.connection));
        if (next.get() == nullptr) break;
        last = std::move(next);
        if (last.status() == PGRES_COPY_IN) break;
    }
    return last;
}

Answer answer_to(const Link& link, const std::string& statements) {
    return answer_to(link, link.pq->PQsendQuery(link.connection, statements.c_str()));
}

/// "?" and "?2" as "$1" and "$2". There are no question marks in texts of our statements.
std::string numbered(std::string_view statement) {
    std::string result;
    int next = 0;
    for (std::size_t i = 0; i < statement.size(); ++i) {
        if (statement[i] != '?') {
            result += statement[i];
            continue;
        }
        const bool given = i + 1 < statement.size() && statement[i + 1] >= '0' && statement[i + 1] <= '9';
        result += given ? "$" : "$" + std::to_string(++next);
    }
    return result;
}

class PostgresStatement final : public Statement {
public:
    PostgresStatement(const Link& link, std::string_view statement)
        : link_(link), statement_(numbered(statement)), answer_(link, nullptr) {}

    void bind(int parameter, std::uint64_t number) override {
        std::string bytes;
        append_big_endian(bytes, number, 8);
        set(parameter, PostgresType::number, std::move(bytes));
    }
    void bind_text(int parameter, std::string_view text) override {
        set(parameter, PostgresType::text, std::string(text));
    }
    void bind_bytes(int parameter, std::string_view bytes) override {
        set(parameter, PostgresType::bytes, std::string(bytes));
    }
    void bind_null(int parameter) override { set(parameter, PostgresType::bytes, {}, true); }
    void bind_texts(int parameter, std::vector<std::string_view> values) override {
        set(parameter, PostgresType::text_array, array_of(PostgresType::text, values));
    }
    void bind_bytes_each(int parameter, std::vector<std::string_view> values) override {
        set(parameter, PostgresType::bytes_array, array_of(PostgresType::bytes, values));
    }

    Result<bool> step() override {
        if (answer_.get() == nullptr) {
            answer_ = run();
            if (!answer_.fine()) return answer_.failure();
            row_ = -1;
        }
        return ++row_ < link_.pq->PQntuples(answer_.get());
    }
    void reset() override { answer_ = Answer(link_, nullptr); }

    std::uint64_t number(int column) const override { return from_big_endian(text(column)); }
    std::string_view text(int column) const override {
        const char* bytes = link_.pq->PQgetvalue(answer_.get(), row_, column);
        return {bytes, static_cast<std::size_t>(link_.pq->PQgetlength(answer_.get(), row_, column))};
    }
    bool is_null(int column) const override { return link_.pq->PQgetisnull(answer_.get(), row_, column) != 0; }

private:
    struct Parameter {
        PostgresType type = PostgresType::text;
        std::string bytes;
        bool null = true;
    };

    void set(int parameter, PostgresType type, std::string bytes, bool null = false) {
        const auto index = static_cast<std::size_t>(parameter - 1);
        if (parameters_.size() <= index) parameters_.resize(index + 1);
        parameters_[index] = {type, std::move(bytes), null};
    }

    Answer run() const {
        std::vector<Oid> types;
        std::vector<const char*> values;
        std::vector<int> lengths;
        for (const Parameter& each : parameters_) {
            types.push_back(static_cast<Oid>(each.type));
            values.push_back(each.null ? nullptr : each.bytes.data());
            lengths.push_back(static_cast<int>(each.bytes.size()));
        }
        const std::vector<int> binary(parameters_.size(), 1);
        const int sent =
            link_.pq->PQsendQueryParams(link_.connection, statement_.c_str(), static_cast<int>(parameters_.size()),
                                        types.data(), values.data(), lengths.data(), binary.data(), 1);
        return answer_to(link_, sent);
    }

    const Link& link_;
    std::string statement_;
    std::vector<Parameter> parameters_;
    Answer answer_;
    int row_ = -1;
};

/// COPY FROM STDIN in binary.
class PostgresRowWriter final : public RowWriter {
public:
    PostgresRowWriter(const Link& link, int columns) : link_(link), columns_(columns) {
        buffer_.append("PGCOPY\n\377\r\n\0", 11);
        append_big_endian(buffer_, 0, 4);  // flags
        append_big_endian(buffer_, 0, 4);  // no more header
        begin_row();
    }
    ~PostgresRowWriter() override {
        if (open_) (void)end("given up");
    }
    PostgresRowWriter(const PostgresRowWriter&) = delete;
    PostgresRowWriter& operator=(const PostgresRowWriter&) = delete;

    void number(std::uint64_t number) override {
        append_big_endian(buffer_, 8, 4);
        append_big_endian(buffer_, number, 8);
    }
    void text(std::string_view text) override { append_counted(buffer_, text); }
    void bytes(std::string_view bytes) override { append_counted(buffer_, bytes); }
    void null() override { append_counted_null(buffer_); }
    Result<bool> end_row() override {
        constexpr std::size_t enough = 1U << 16U;
        if (buffer_.size() >= enough) {
            if (auto sent = send(); !sent) return sent;
        }
        begin_row();
        return true;
    }
    Result<bool> finish() override {
        buffer_.resize(buffer_.size() - 2);  // of the row that does not come
        append_big_endian(buffer_, 0xFFFFU, 2);
        if (auto sent = send(); !sent) return sent;
        return end(nullptr);
    }

private:
    void begin_row() { append_big_endian(buffer_, static_cast<std::uint64_t>(columns_), 2); }

    Result<bool> send() {
        const int sent = link_.pq->PQputCopyData(link_.connection, buffer_.data(), static_cast<int>(buffer_.size()));
        buffer_.clear();
        if (sent == 1) return true;
        open_ = false;
        return drained(true);
    }
    Result<bool> end(const char* error) {
        open_ = false;
        const int ended = link_.pq->PQputCopyEnd(link_.connection, error);
        return drained(ended != 1);
    }
    /// Takes what the server said, to the end.
    Result<bool> drained(bool failed) {
        wait_for_answer(link_);
        Answer first(link_, link_.pq->PQgetResult(link_.connection));
        while (Answer(link_, link_.pq->PQgetResult(link_.connection)).get() != nullptr && !link_.lost()) continue;
        if (failed || !first.fine()) return first.failure();
        return true;
    }

    const Link& link_;
    int columns_;
    std::string buffer_;
    bool open_ = true;
};

/// Types and endings of tables as PostgreSQL has them. Texts sort bytewise, as keys do everywhere.
std::string translated(std::string_view definitions) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> words{{
        {") STRICT, WITHOUT ROWID", ")"},
        {") STRICT", ")"},
        {"INTEGER", "bigint"},
        {"TEXT", "text COLLATE \"C\""},
        {"BLOB", "bytea"},
        {"x''", "''"},
    }};
    std::string result;
    while (!definitions.empty()) {
        std::size_t taken = 0;
        for (const auto& [ours, theirs] : words) {
            if (!definitions.starts_with(ours)) continue;
            result += theirs;
            taken = ours.size();
            break;
        }
        if (taken == 0) result += definitions[0];
        definitions.remove_prefix(taken == 0 ? 1 : taken);
    }
    return result;
}

/// Limits for one transaction, so that a machine that is gone or stands still keeps neither the lock nor a connection.
/// Milliseconds, but for those of TCP, which are seconds and a count.
constexpr std::string_view limits =
    "SET LOCAL statement_timeout=600000; SET LOCAL lock_timeout=30000; "
    "SET LOCAL idle_in_transaction_session_timeout=60000; SET LOCAL tcp_keepalives_idle=30; "
    "SET LOCAL tcp_keepalives_interval=10; SET LOCAL tcp_keepalives_count=3; SET LOCAL tcp_user_timeout=60000";

class PostgresConnection final : public Sql {
public:
    PostgresConnection(std::unique_ptr<Link> link, const std::string& schema, const std::string& application_name)
        : link_(std::move(link)),
          // Last of all the schema of temporary tables, which would else be looked in first.
          names_("SET LOCAL search_path=" + quoted_identifier(schema) + ", pg_temp; SET LOCAL application_name='" +
                 application_name + "'; ") {}

    Result<bool> run(std::string_view statements) override {
        const Answer answer = answer_to(*link_, std::string(statements));
        if (!answer.fine()) return answer.failure();
        return true;
    }
    Result<bool> define(std::string_view statements) override { return run(translated(statements)); }
    Result<std::unique_ptr<Statement>> prepare(std::string_view statement) override {
        return std::make_unique<PostgresStatement>(*link_, statement);
    }
    Result<std::unique_ptr<RowWriter>> write_rows(std::string_view table, std::string_view columns) override {
        const std::string copy =
            "COPY " + std::string(table) + "(" + std::string(columns) + ") FROM STDIN (FORMAT binary)";
        const Answer answer = answer_to(*link_, copy);
        if (answer.status() != PGRES_COPY_IN) return answer.failure();
        int count = 1;
        for (const char sign : columns) count += sign == ',' ? 1 : 0;
        return std::make_unique<PostgresRowWriter>(*link_, count);
    }
    Result<bool> begin(bool will_write) override {
        if (!will_write) {
            return run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; " + names_ + std::string(limits));
        }
        // What was committed must survive a crash of the server, also where its own setting does not care.
        return run("BEGIN ISOLATION LEVEL READ COMMITTED; " + names_ + std::string(limits) +
                   "; SELECT pg_catalog.set_config('synchronous_commit', 'on', true) "
                   "WHERE pg_catalog.current_setting('synchronous_commit')='off'");
    }
    Result<bool> commit() override {
        const Answer answer = answer_to(*link_, std::string("COMMIT"));
        // Also when the server said that it ends the connection: it may have committed before.
        if (link_->lost()) {
            return fail_in_file(FailureKind::environment, Code::outcome_unknown, link_->place.place,
                                "the connection was cut during the commit: " + in_one_line(link_->message()) + " (" +
                                    link_->place.words + ")",
                                "all of it took place or nothing; see which with: millwright status");
        }
        if (!answer.fine()) return answer.failure();
        if (std::string_view(link_->pq->PQcmdStatus(answer.get())) == "COMMIT") return true;
        return postgres_failure(link_->place, "", "the transaction was rolled back");
    }
    void rollback() override {
        if (link_->lost() || link_->pq->PQtransactionStatus(link_->connection) == PQTRANS_IDLE) return;
        (void)answer_to(*link_, std::string("ROLLBACK"));
    }

private:
    std::unique_ptr<Link> link_;
    std::string names_;
};

/// Given where neither the address nor the surroundings say anything. Seconds, but for the last, which are milliseconds:
/// a server that is gone is noticed within a minute.
constexpr std::array<std::pair<const char*, const char*>, 6> defaults{{
    {"connect_timeout", "10"},
    {"keepalives_idle", "30"},
    {"keepalives_interval", "10"},
    {"keepalives_count", "3"},
    {"tcp_user_timeout", "60000"},
    {"fallback_application_name", "millwright"},
}};

class Options {
public:
    Options(const PostgresLibrary& library, PQconninfoOption* options) : library_(library), options_(options) {}
    ~Options() { library_.PQconninfoFree(options_); }
    Options(const Options&) = delete;
    Options& operator=(const Options&) = delete;

    PQconninfoOption* begin() const { return options_; }
    std::string value(std::string_view keyword) const {
        for (PQconninfoOption* each = options_; each != nullptr && each->keyword != nullptr; ++each) {
            if (each->keyword == keyword && each->val != nullptr) return each->val;
        }
        return {};
    }

private:
    const PostgresLibrary& library_;
    PQconninfoOption* options_;
};

/// libpq's words up to where it begins to quote from the address, which may hold a password.
std::string without_quotations(std::string_view message) {
    return in_one_line(message.substr(0, message.find_first_of(":\"")));
}

Result<std::unique_ptr<Link>> connected(std::shared_ptr<const PostgresLibrary> pq, const PostgresAddress& address) {
    char* message = nullptr;
    const Options given(*pq, pq->PQconninfoParse(address.url.c_str(), &message));
    if (given.begin() == nullptr) {
        const std::string why = message != nullptr ? without_quotations(message) : "out of memory";
        pq->PQfreemem(message);
        return fail_in_file(FailureKind::environment, Code::bad_value, address.shown,
                            "the address cannot be understood: " + why,
                            "write postgresql://USER@HOST:PORT/DATABASE, with other signs than letters and digits as "
                            "%XX");
    }
    const Options surroundings(*pq, pq->PQconndefaults());
    std::vector<const char*> keywords;
    std::vector<const char*> values;
    const auto add = [&](const char* keyword, const char* value) {
        keywords.push_back(keyword);
        values.push_back(value);
    };
    for (const PQconninfoOption* each = given.begin(); each->keyword != nullptr; ++each) {
        if (each->val != nullptr) add(each->keyword, each->val);
    }
    for (const auto& [keyword, value] : defaults) {
        if (given.value(keyword).empty() && surroundings.value(keyword).empty()) add(keyword, value);
    }
    add("client_encoding", "UTF8");
    add(nullptr, nullptr);
    PGconn* connection = pq->PQconnectdbParams(keywords.data(), values.data(), 0);
    const auto text = [](const char* found) { return "\"" + std::string(found != nullptr ? found : "") + "\""; };
    PostgresPlace place{address.shown, "server " + text(pq->PQhost(connection)) + " port " +
                                           text(pq->PQport(connection)) + ", database " + text(pq->PQdb(connection)) +
                                           ", user " + text(pq->PQuser(connection))};
    return std::make_unique<Link>(std::move(pq), connection, std::move(place));
}

}  // namespace

std::string quoted_identifier(std::string_view name) {
    std::string quoted = "\"";
    for (const char sign : name) quoted += sign == '"' ? std::string("\"\"") : std::string(1, sign);
    return quoted + "\"";
}

Result<std::unique_ptr<Sql>> connect_postgres(const PostgresAddress& address, const std::string& application_name) {
    auto library = load_postgres_library(address.shown);
    if (!library) return tl::unexpected<Failure>(std::move(library.error()));
    auto link = connected(*library, address);
    if (!link) return tl::unexpected<Failure>(std::move(link.error()));
    if ((*link)->lost()) return no_postgres_connection((*link)->place, (*link)->message());
    // It would print on standard error.
    (*library)->PQsetNoticeReceiver((*link)->connection, [](void*, const PGresult*) {}, nullptr);
    const char* encoding = (*library)->PQparameterStatus((*link)->connection, "server_encoding");
    const std::string_view known = encoding != nullptr ? encoding : "";
    if (known != "UTF8" && known != "SQL_ASCII") {
        return fail_in_file(FailureKind::environment, Code::server_error, (*link)->place.place,
                            "the database has the encoding " + in_one_line(known) + ", which cannot hold every text (" +
                                (*link)->place.words + ")",
                            "nothing was done; use a database made with: createdb --encoding=UTF8 --template=template0 "
                            "NAME");
    }
    return std::make_unique<PostgresConnection>(std::move(*link), address.schema, application_name);
}

}  // namespace millwright::migrate
