// Takes an mboxrd file apart piece by piece: nothing but the start of one line is ever kept.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "base/bytes.h"

namespace restante::mbox {

class MessageSplitter {
public:
    struct Parts {
        std::function<void()> begin{};         // a From_ line was met
        std::function<void(Bytes)> content{};  // unquoted, without the blank line behind the message
        std::function<void()> end{};
    };
    explicit MessageSplitter(Parts parts) : parts_(std::move(parts)) {}

    // What stands before the first From_ line is dropped.
    void feed(Bytes bytes);
    void finish();

private:
    void decide_line_start(char next);
    void take(std::string_view text);
    void end_message();

    Parts parts_;
    std::string start_;       // of the line, while it may still become ">>From "
    bool deciding_ = true;    // at the start of a line
    bool from_line_ = false;  // the rest of a From_ line passes
    bool in_message_ = false;
    bool blank_before_ = true;   // a From_ line may follow
    bool held_newline_ = false;  // a blank line that may be the one behind the message
};

}  // namespace restante::mbox
