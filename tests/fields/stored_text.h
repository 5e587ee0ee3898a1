// Values of everything.py as a message file stores them.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

#include "base/bytes.h"

namespace restante::testing {

// In code page 1252, that of the stores made here.
[[nodiscard]] std::string stored_text(const nlohmann::json& text);
[[nodiscard]] ByteVector with_nul(const std::string& stored);
[[nodiscard]] ByteVector bytes_of_hex(const std::string& digits);
// "1995-08-30T10:11:12", also when there is no such date.
[[nodiscard]] ByteVector stored_date(const nlohmann::json& date);
// A list of addresses, with the null triple at its end.
[[nodiscard]] ByteVector stored_triples(const nlohmann::json& addresses);
// An integer of that many bytes, little-endian.
[[nodiscard]] ByteVector stored_integer(std::uint32_t value, std::size_t size);
// "00031234"
[[nodiscard]] std::uint32_t number_of_hex(const std::string& digits);

}  // namespace restante::testing
