// A letter as the postoffice stores it: MAI, ATT, and the message inside a folder file.
#pragma once

#include <cstdint>
#include <string>

#include "base/byte_sink.h"
#include "forge/letter.h"
#include "forge/office.h"

namespace restante::forge {

[[nodiscard]] std::string message_path(std::uint32_t number);     // "MAI/MA2/00000062.MAI"
[[nodiscard]] std::string attachment_path(std::uint32_t number);  // "ATT/AT1/00000061.ATT"

// `first_attachment`: number of the first ATT file; 0: attachments are inside the message, as in folder files.
Result<ByteVector> message_bytes(const Office& office, const Letter& letter, std::uint32_t first_attachment,
                                 std::size_t references);

// The whole file below the cipher, in pieces.
Result<void> write_attachment(const Office& office, const Attachment& attachment, ByteSink& sink);

}  // namespace restante::forge
