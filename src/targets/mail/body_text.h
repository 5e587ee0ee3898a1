// The text of a message: the stored body, with a mark wherever an attachment stood in it, and the particulars of a
// report where the message is one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/message.h"
#include "model/message_class.h"

namespace restante::targets::mail {

// Shown where an attachment stands: "<<BUDGET.XLS>>".
struct Mark {
    std::size_t position = 0;  // characters from the begin of the stored body
    std::string_view label{};  // between << and >>
};

// Puts the marks into `body` in the order of their positions; a blank at the position was only a place holder and
// gives way. Returns how many lay outside the text and were put at its end, each on a line of its own.
std::size_t place_marks(std::string_view body, std::vector<Mark> marks, std::string& into);

// For read receipts and non-delivery reports: a readable block with what their private attributes say, "" for other
// kinds. The old programs showed these through the text map of the class. docs/targets/mail.md, Reports
[[nodiscard]] std::string report_block(const model::Message& message, model::MessageKind kind);

}  // namespace restante::targets::mail
