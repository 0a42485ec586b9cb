// One request to the reader of Python (share/python_reader): the program is started, gets what it asks for, says its
// report, and is gone.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "settings/iop/python_questions.h"
#include "settings/reading.h"

namespace millwright::settings::iop {

/// What came of it: a report, or why there is none.
struct PythonTalk {
    std::string report;   ///< one line of JSON; whether it is understood is for others to say
    std::string failure;  ///< why there is no report, for a message; empty: there is one
    std::string hint;     ///< of the failure; may be empty
};

/// `request` gets the working directory and the reader's own modules. With `trust` the reader may execute what it reads.
PythonTalk talk_to_python(nlohmann::json request, bool trust, PythonQuestions& questions, const ReadOptions& options);

}  // namespace millwright::settings::iop
