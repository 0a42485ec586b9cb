// A store that passes everything on to another one, counts what is done between lock and commit, and can let the answer to
// a commit get lost.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "migrate/store.h"

namespace millwright::test {

/// What happened under the lock. Statements are those run (a parameter with many values counts as one), rows those given
/// and written.
struct Watched {
    std::uint64_t statements = 0;
    std::uint64_t rows_read = 0;
    std::uint64_t rows_written = 0;
    double seconds = 0;
    std::uint64_t connections = 0;

    /// What becomes of a commit whose answer is lost.
    enum class Commit : std::uint8_t { answered, done_unanswered, undone_unanswered };
    Commit commit = Commit::answered;
    bool settles = true;  ///< whether it can be seen afterwards what became of it
};

class WatchedStatement final : public migrate::Statement {
public:
    WatchedStatement(std::unique_ptr<migrate::Statement> real, Watched& watched)
        : real_(std::move(real)), watched_(watched) {}

    void bind(int parameter, std::uint64_t number) override { real_->bind(parameter, number); }
    void bind_text(int parameter, std::string_view text) override { real_->bind_text(parameter, text); }
    void bind_bytes(int parameter, std::string_view bytes) override { real_->bind_bytes(parameter, bytes); }
    void bind_null(int parameter) override { real_->bind_null(parameter); }
    void bind_texts(int parameter, std::vector<std::string_view> values) override {
        real_->bind_texts(parameter, std::move(values));
    }
    void bind_bytes_each(int parameter, std::vector<std::string_view> values) override {
        real_->bind_bytes_each(parameter, std::move(values));
    }
    Result<bool> step() override {
        if (!stepped_) ++watched_.statements;
        stepped_ = true;
        auto row = real_->step();
        if (row && *row) ++watched_.rows_read;
        return row;
    }
    void reset() override {
        stepped_ = false;
        real_->reset();
    }
    std::uint64_t number(int column) const override { return real_->number(column); }
    std::string_view text(int column) const override { return real_->text(column); }
    bool is_null(int column) const override { return real_->is_null(column); }

private:
    std::unique_ptr<migrate::Statement> real_;
    Watched& watched_;
    bool stepped_ = false;
};

class WatchedRowWriter final : public migrate::RowWriter {
public:
    WatchedRowWriter(std::unique_ptr<migrate::RowWriter> real, Watched& watched)
        : real_(std::move(real)), watched_(watched) {}

    void number(std::uint64_t number) override { real_->number(number); }
    void text(std::string_view text) override { real_->text(text); }
    void bytes(std::string_view bytes) override { real_->bytes(bytes); }
    void null() override { real_->null(); }
    Result<bool> end_row() override {
        ++watched_.rows_written;
        return real_->end_row();
    }
    Result<bool> finish() override { return real_->finish(); }

private:
    std::unique_ptr<migrate::RowWriter> real_;
    Watched& watched_;
};

/// With a transaction that has begun.
class WatchedSql final : public migrate::Sql {
public:
    WatchedSql(std::unique_ptr<migrate::Sql> real, migrate::Transaction transaction, Watched& watched)
        : real_(std::move(real)), transaction_(std::move(transaction)), watched_(watched) {}

    Result<bool> run(std::string_view statements) override { return ++watched_.statements, real_->run(statements); }
    Result<bool> define(std::string_view statements) override { return real_->define(statements); }
    Result<std::unique_ptr<migrate::Statement>> prepare(std::string_view statement) override {
        auto real = real_->prepare(statement);
        if (!real) return real;
        return std::make_unique<WatchedStatement>(std::move(*real), watched_);
    }
    Result<std::unique_ptr<migrate::RowWriter>> write_rows(std::string_view table, std::string_view columns) override {
        ++watched_.statements;
        auto real = real_->write_rows(table, columns);
        if (!real) return real;
        return std::make_unique<WatchedRowWriter>(std::move(*real), watched_);
    }
    Result<bool> begin(bool) override { return true; }
    Result<bool> commit() override {
        if (watched_.commit == Watched::Commit::undone_unanswered) {
            transaction_.rollback();
        } else {
            auto done = transaction_.commit();
            watched_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
            if (!done || watched_.commit == Watched::Commit::answered) return done;
        }
        return fail(FailureKind::environment, Code::outcome_unknown, {}, "the answer was lost");
    }
    void rollback() override { transaction_.rollback(); }

private:
    std::unique_ptr<migrate::Sql> real_;
    migrate::Transaction transaction_;
    Watched& watched_;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

class WatchedStore final : public migrate::Store {
public:
    WatchedStore(std::unique_ptr<migrate::Store> real, Watched& watched) : real_(std::move(real)), watched_(watched) {}

    const std::string& url() const override { return real_->url(); }
    std::string place() const override { return real_->place(); }
    Result<migrate::OpenStore> open_to_read() const override { return ++watched_.connections, real_->open_to_read(); }
    Result<migrate::OpenStore> open_to_write(const migrate::Who& who, std::uint32_t timeout_ms) override {
        ++watched_.connections;
        auto opened = real_->open_to_write(who, timeout_ms);
        if (!opened) return opened;
        auto sql = std::make_unique<WatchedSql>(std::move(opened->sql), std::move(*opened->transaction), watched_);
        return migrate::OpenStore::begin(std::move(sql), true, std::move(opened->lock));
    }
    Result<migrate::OpenStore> open_when_settled(const migrate::Who& who) const override {
        if (!watched_.settles) return fail(FailureKind::environment, Code::no_connection, {}, "no answer");
        return real_->open_when_settled(who);
    }
    Result<migrate::StoreHeader> header(migrate::Sql& sql) const override { return real_->header(sql); }
    Result<bool> mark(migrate::Sql& sql, std::uint64_t format) override { return real_->mark(sql, format); }
    Result<std::string> back_up(migrate::Sql& sql, std::uint64_t format) override {
        return real_->back_up(sql, format);
    }
    Result<bool> check() const override { return real_->check(); }
    std::optional<std::string> holder() const override { return real_->holder(); }

private:
    std::unique_ptr<migrate::Store> real_;
    Watched& watched_;
};

}  // namespace millwright::test
