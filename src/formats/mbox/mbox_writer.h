// mboxrd: messages in one file, each begun by a From_ line; in the message every line that looks like one, with any
// number of ">" before it, gets one more. Nothing is lost: the reader takes one away.
//
// Source: docs/targets/files.md (mbox).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_sink.h"
#include "base/local_time.h"

namespace restante::mbox {

// "From sender Wed Aug 30 10:11:12 1995\n". `sender` is an addr-spec; blanks and controls in it become "-", an empty
// one "MAILER-DAEMON". `utc` is the time of arrival.
void append_from_line(std::string_view sender, const LocalTime& utc, std::string& into);

// Quotes what passes through, whatever the pieces. Used for one message: from begin() to end().
class QuotingSink final : public ByteSink {
public:
    explicit QuotingSink(ByteSink& out) : out_(out) {}

    Result<void> begin(std::string_view sender, const LocalTime& utc);
    Result<void> append(Bytes bytes) override;
    // The line end the message may lack, and the blank line.
    Result<void> end();

private:
    Result<void> forward(std::string_view text);

    ByteSink& out_;
    std::string held_;  // begin of a line that may yet turn out to be a From_ line
    bool at_line_start_ = true;
    std::string from_line_;
};

}  // namespace restante::mbox
