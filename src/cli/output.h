// Standard output that tells when it could not be written, and standard error.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace restante::cli {

// Buffers; nothing more is written after the first failure. A reader that goes away (a closed pipe) fails quietly.
class Output {
public:
    void write(std::string_view text);
    void flush();
    [[nodiscard]] bool failed() const { return error_ != 0; }
    // Flushes; `code` when everything arrived, else 74 after a sentence on standard error.
    [[nodiscard]] int finish(int code);

private:
    std::string buffer_;
    int error_ = 0;  // errno
};

void write_error(std::string_view text);    // to standard error, as it is
void complain(std::string_view sentence);   // "restante: SENTENCE\n", in colour on a terminal
[[nodiscard]] bool error_is_terminal();     // and not a dumb one
[[nodiscard]] std::size_t error_columns();  // how wide that terminal is at this moment
[[nodiscard]] bool may_use_colour();        // a terminal, and NO_COLOR is not set
// What a terminal or a log may see of text that came out of a source: no control characters.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace restante::cli
