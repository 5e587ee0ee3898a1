// Small things that several rules of the checker need: values of a message, and how findings show values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formats/mmf/check_state.h"
#include "formats/mmf/date_record.h"
#include "formats/mmf/list_object.h"

namespace restante::mmf {

// Of longer values only the start is taken: summaries hold 127 bytes of text.
constexpr std::uint32_t kMostOfValue = 1024 * 1024;

// The attributes a summary is built from, copied out of the message, the first of each id; what cannot be read is left
// out.
[[nodiscard]] std::vector<ListElement> summary_values(CheckState& state, ListReader& message);

// Text of a message with everything but printable ASCII as \xHH, so that a finding is valid UTF-8 whatever it quotes;
// cut after 127 bytes.
[[nodiscard]] std::string shown(const std::string& raw);
[[nodiscard]] std::string shown(const DateRecord& date);
[[nodiscard]] std::string shown(std::uint32_t number);  // hexadecimal

}  // namespace restante::mmf
