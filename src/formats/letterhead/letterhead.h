// The block of label lines that mail clients of the time wrote in front of the text of a message.
// Source: docs/formats/letterhead.md.
//
// A letter that only quotes such lines must never be taken for one: every line has to be as the form has it, from the
// first byte to the dashes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"

namespace restante::letterhead {

constexpr std::size_t kMostLines = 4096;   // a letterhead with more is none
constexpr std::size_t kFewestDashes = 10;  // below a letterhead of the Windows form
constexpr std::size_t kDosDashes = 78;     // below one of the DOS form, exactly

enum class Form : std::uint8_t { windows, dos };
enum class Priority : std::uint8_t { high, normal, low };

struct Letterhead {
    Form form = Form::windows;
    std::string_view language{};                  // of its labels, in English
    std::string message_class{};                  // as named in the first line; "" in the DOS form
    std::vector<std::string> from{}, to{}, cc{};  // one a line, without blanks at the ends; no empty ones
    std::vector<std::string> attachments{};       // likewise
    std::optional<std::string> subject{};         // "" when the label stands alone; absent above a second line
    std::optional<LocalTime> date{};              // absent in a form we do not know, or when there is no such day
    std::optional<Priority> priority{};           // absent without the label, or with a value we do not know
    std::string message_id{}, parent_id{}, conversation_id{};  // hexadecimal digits as written; "" when it is none
    std::size_t size = 0;  // bytes of the text it takes up, the line of dashes and its line end included
};

[[nodiscard]] std::string_view name_of(Form form);  // "Windows", "DOS"

// Nothing when the text, UTF-8 with line ends of any kind, does not begin with one.
[[nodiscard]] std::optional<Letterhead> read_letterhead(std::string_view text);

}  // namespace restante::letterhead
