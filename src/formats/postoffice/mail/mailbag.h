// Mailbag headers (MBG, 116 bytes each): who wrote what when, and which MAI file holds it.
// Source: dump of Q108027: docs/formats/postoffice-mail.md 6. Texts are in the code page of the postoffice.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_writer.h"
#include "base/bytes.h"
#include "base/finding.h"
#include "base/local_time.h"

namespace restante::postoffice {

constexpr std::size_t kMailbagHeaderSize = 116;
constexpr std::size_t kMaximumMailbagHeaders = 4096;  // as many as the bitmap of a KEY has bits (Q119088)

namespace mailbag_offset {
constexpr std::size_t kSender = 0x02;
constexpr std::size_t kSubject = 0x0D;
constexpr std::size_t kTime = 0x36;
constexpr std::size_t kMessage = 0x43;
constexpr std::size_t kMessageSize = 0x4E;
constexpr std::size_t kLifetime = 0x58;
}  // namespace mailbag_offset
constexpr std::size_t kSenderSize = 11, kSubjectSize = 41, kMessageNameSize = 9;  // with NUL

struct MailbagHeader {
    std::string sender{};             // at most 10 characters; a hint only, From of the message decides
    std::string subject{};            // at most 40
    std::optional<LocalTime> time{};  // when it was delivered, as the delivering program's clock showed
    std::string message{};            // base name of the MAI: eight hexadecimal digits; in inbound queues of a P1
    std::uint32_t size = 0;           // of the message (inferred)
    std::uint16_t lifetime = 0;       // hours (inferred); 24 as a rule
    // The whole record. What is not named above is not known: bytes 0, 1, 42h, 4Ch, 52h to 57h, 5Ah to 73h.
    std::array<std::uint8_t, kMailbagHeaderSize> raw{};

    bool operator==(const MailbagHeader&) const = default;
};

[[nodiscard]] bool is_message_name(std::string_view name);  // eight upper-case hexadecimal digits

// One header a record, in order, damaged ones included, with findings; a partial last one is ignored. `item` names the
// file in findings.
[[nodiscard]] std::vector<MailbagHeader> read_mailbag(Bytes file, Findings& findings, std::string_view item = {});

// The fields over what `raw` holds. Texts that are too long are cut.
void write_mailbag_header(ByteWriter& writer, const MailbagHeader& header);

}  // namespace restante::postoffice
