#include "formats/mbox/message_splitter.h"

#include <algorithm>
#include <string_view>

#include "formats/mbox/from_line.h"

namespace restante::mbox {

void MessageSplitter::take(std::string_view text) {
    if (!in_message_ || text.empty()) return;
    if (held_newline_) {
        held_newline_ = false;
        parts_.content(as_bytes("\n"));
    }
    parts_.content(as_bytes(text));
}

void MessageSplitter::end_message() {
    held_newline_ = false;
    if (in_message_) parts_.end();
    in_message_ = false;
}

// `next` is the byte behind start_; called until it is clear what the line is.
void MessageSplitter::decide_line_start(char next) {
    start_ += next;
    const std::size_t quotes = std::min(start_.find_first_not_of('>'), start_.size());
    const std::string_view word = std::string_view(start_).substr(quotes);
    if (word.size() < kFrom.size() && kFrom.starts_with(word) && next != '\n') return;
    deciding_ = false;
    if (word == kFrom && quotes == 0 && blank_before_) {
        end_message();
        in_message_ = true;
        from_line_ = true;
        parts_.begin();
    } else if (start_ == "\n") {
        if (in_message_ && held_newline_) parts_.content(as_bytes("\n"));
        held_newline_ = in_message_;
        deciding_ = true;
        blank_before_ = true;
    } else {
        take(word == kFrom && quotes > 0 ? std::string_view(start_).substr(1) : std::string_view(start_));
        deciding_ = next == '\n';
        blank_before_ = false;
    }
    start_.clear();
}

void MessageSplitter::feed(Bytes bytes) {
    std::string_view text = as_text(bytes);
    while (!text.empty()) {
        if (deciding_) {
            decide_line_start(text.front());
            text.remove_prefix(1);
            continue;
        }
        const std::size_t newline = text.find('\n');
        const std::size_t length = newline == std::string_view::npos ? text.size() : newline + 1;
        if (!from_line_) take(text.substr(0, length));
        text.remove_prefix(length);
        if (newline == std::string_view::npos) continue;
        from_line_ = false;
        deciding_ = true;
        // Directly behind a From_ line stands the message; one more From_ line there is its text.
        blank_before_ = false;
    }
}

void MessageSplitter::finish() {
    if (!start_.empty()) take(start_);
    start_.clear();
    end_message();
}

}  // namespace restante::mbox
