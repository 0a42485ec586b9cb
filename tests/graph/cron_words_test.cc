#include "graph/cron_words.h"

#include <catch2/catch.hpp>
#include <utility>

using namespace millwright;

TEST_CASE("what a cron text says, in words") {
    const std::pair<const char*, const char*> cases[] = {
        {"30 1 * * 1-5", "at 01:30, Monday to Friday"},
        {"0 6,18 * * *", "at 06:00 and 18:00"},
        {"@daily", "at 00:00"},
        {"* * * * *", "every minute"},
        {"*/5 * * * *", "every 5 minutes"},
        {"0 * * * *", "every hour"},
        {"7 * * * *", "every hour at :07"},
        {"0 */6 * * *", "every 6 hours"},
        {"0 6 1 1,7 *", "at 06:00 on day 1, in January and July"},
        {"0 6 1,15 * MON", "at 06:00 on day 1 and 15 or Monday"},
        {"0 6 * * 0,3,6", "at 06:00, Sunday, Wednesday and Saturday"},
        {"0 0 1-7 3-5 *", "at 00:00 on day 1 to 7, in March to May"},
        {"0 6 * * 1-7", "at 06:00"},
    };
    for (const auto& [cron, words] : cases) {
        INFO(cron);
        CHECK(cron_words(cron) == words);
    }
}

TEST_CASE("no words for what is no cron, and for what words would not make shorter") {
    for (const char* each :
         {"", "whenever", "0 25 * * *", "1,2,3 4,5 * * *", "0 6 */2 * *", "*/7 * * * *", "5 */6 * * 1"}) {
        INFO(each);
        const std::string words = cron_words(each);
        CHECK(words == (std::string_view(each) == "5 */6 * * 1" ? "at 00:05, 06:05, 12:05 and 18:05, Monday" : ""));
    }
}
