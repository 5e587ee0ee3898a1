// Takes an mbox file apart again: for tests, and to see what an earlier run left.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace restante::mbox {

struct MboxMessage {
    std::string from_line{};  // without its line end
    std::string content{};    // unquoted; without the blank line behind it
};

// All messages of an mboxrd file in memory. What stands before the first From_ line is dropped.
[[nodiscard]] std::vector<MboxMessage> read_messages(std::string_view file);

// Looks at a file piece by piece and calls back with the value of one header field of each message, without keeping
// more than one line. Lines longer than kLongestLine are looked at only up to there.
class HeaderScanner {
public:
    static constexpr std::size_t kLongestLine = 4096;
    HeaderScanner(std::string field_name, std::function<void(std::string_view)> found);
    void feed(Bytes bytes);
    void finish();  // a last line without line end

private:
    void take_line();

    std::string prefix_;  // "X-Restante-Item: "
    std::function<void(std::string_view)> found_;
    std::string line_;
    bool in_headers_ = false;
    bool after_blank_ = true;
};

}  // namespace restante::mbox
