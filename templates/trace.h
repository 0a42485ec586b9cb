// Follows a message through the handlers that settings declare: what a scenario has to expect. Behaviour that is not
// declared ends the way; steps and process managers on it are not followed.
#pragma once

#include <deque>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "templates/draft.h"

namespace millwright::templates {

class Trace {
public:
    explicit Trace(const Draft& draft) : draft_(draft) {}

    /// A message goes from one item to another, and on from there.
    void send(const std::string& from, const std::string& to, const std::string& message, const PartBody& body,
              Interaction mode);
    /// An item has got a message.
    void receive(const std::string& item, const std::string& message, const PartBody& body);
    /// A step of an item sends what it sends, if its condition holds.
    void step(const Item& item, const Step& step, const std::string& started_with, const PartBody& body);
    /// Follows what was sent without waiting.
    void run();

    std::vector<std::pair<std::string, std::string>> edges;  ///< in order
    std::vector<std::string> messages;                       ///< one for each edge
    /// Why what happens is not known to the end: "\"Audit\" has steps"; empty: it is.
    std::string doubt;
    bool waits = false;  ///< a process manager that got the first message waits for events

private:
    struct Arrival {
        std::string item, message;
        PartBody body;
    };
    const Handler* handler_for(const Item& item, const std::string& message, const PartBody& body);
    void handle(const Item& item, const Handler& handler, const std::string& message, const PartBody& body);
    void send_by(const Item& item, const Send& send, const std::string& message, const PartBody& body);
    bool holds(const Expression& when, const PartBody& body);
    PartBody made_by(Range<Assignment> with, const PartBody& received, bool passed_on) const;
    void send_to_all(const Item& item, Text setting, const std::string& message, const PartBody& body,
                     Interaction mode);

    const Draft& draft_;
    std::deque<Arrival> later_;
    unsigned depth_ = 0;
};

}  // namespace millwright::templates
