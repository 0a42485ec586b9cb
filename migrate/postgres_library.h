// libpq, PostgreSQL's client library, opened when it is first needed: to link it would cost every start of the program
// 8 ms, and its absence every command.
#pragma once

#include <libpq-fe.h>

#include <memory>

#include "graph/result.h"

namespace millwright::migrate {

/// The functions of libpq that are used here, by their own names.
struct PostgresLibrary {
    decltype(&::PQconninfoParse) PQconninfoParse;
    decltype(&::PQconndefaults) PQconndefaults;
    decltype(&::PQconninfoFree) PQconninfoFree;
    decltype(&::PQfreemem) PQfreemem;
    decltype(&::PQconnectdbParams) PQconnectdbParams;
    decltype(&::PQstatus) PQstatus;
    decltype(&::PQerrorMessage) PQerrorMessage;
    decltype(&::PQfinish) PQfinish;
    decltype(&::PQhost) PQhost;
    decltype(&::PQport) PQport;
    decltype(&::PQdb) PQdb;
    decltype(&::PQuser) PQuser;
    decltype(&::PQparameterStatus) PQparameterStatus;
    decltype(&::PQtransactionStatus) PQtransactionStatus;
    decltype(&::PQsetNoticeReceiver) PQsetNoticeReceiver;
    decltype(&::PQsendQuery) PQsendQuery;
    decltype(&::PQsendQueryParams) PQsendQueryParams;
    decltype(&::PQsocket) PQsocket;
    decltype(&::PQisBusy) PQisBusy;
    decltype(&::PQconsumeInput) PQconsumeInput;
    decltype(&::PQputCopyData) PQputCopyData;
    decltype(&::PQputCopyEnd) PQputCopyEnd;
    decltype(&::PQgetResult) PQgetResult;
    decltype(&::PQresultStatus) PQresultStatus;
    decltype(&::PQresultErrorField) PQresultErrorField;
    decltype(&::PQcmdStatus) PQcmdStatus;
    decltype(&::PQntuples) PQntuples;
    decltype(&::PQgetvalue) PQgetvalue;
    decltype(&::PQgetlength) PQgetlength;
    decltype(&::PQgetisnull) PQgetisnull;
    decltype(&::PQclear) PQclear;
};

/// Fails (environment, no_connection) where the library is not installed. `place` is what the message is about.
Result<std::shared_ptr<const PostgresLibrary>> load_postgres_library(const std::string& place);

}  // namespace millwright::migrate
