// Reading and writing one field of one record through its layout. Every access is checked against the record given,
// which may be shorter than the layout says.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/postoffice/records/layout.h"

namespace restante::postoffice {

// The cipher of docs/formats/postoffice.md, given by who calls: each function returns as many bytes as it gets.
struct FieldCipher {
    std::function<ByteVector(Bytes)> decode{}, encode{};
};

// truncated: the record is too short.
Result<Bytes> field_bytes(const Field& field, Bytes record);
// What stands in front of the NUL, in the postoffice's code page. bad_value: no kind of text, no NUL at all, or
// obfuscated text without a cipher.
Result<std::string> read_text(const Field& field, Bytes record, const FieldCipher& cipher = {});
// Of byte, word, dword and flag. bad_value: another kind.
Result<std::uint32_t> read_number(const Field& field, Bytes record);
// Of a dword or hexid text; nothing when the text is empty. bad_value: other bytes than digits stand there.
Result<std::optional<std::uint32_t>> read_hexid(const Field& field, Bytes record);

// bad_value: the text with its NUL does not fit, or the kind is none of text. Pads with NUL.
Result<void> write_text(const Field& field, MutableBytes record, std::string_view text, const FieldCipher& cipher = {});
// Of every kind that holds a number, hexid text too. bad_value: it does not fit.
Result<void> write_number(const Field& field, MutableBytes record, std::uint32_t value);

[[nodiscard]] std::string hexid_text(std::uint32_t hexid);                      // "0000002E"
[[nodiscard]] std::optional<std::uint32_t> hexid_value(std::string_view text);  // exactly eight digits, either case

}  // namespace restante::postoffice
