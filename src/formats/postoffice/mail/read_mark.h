// Which bit of a mailbag header says that the message was read. It is not documented; what is, is that the KEY file
// counts the unread messages. So a bit is believed when its count agrees with the same number of every KEY file.
// Source: docs/formats/postoffice-mail.md 7.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "formats/postoffice/mail/choice.h"
#include "formats/postoffice/mail/mailbag.h"

namespace restante::postoffice {

struct ReadMark {
    std::size_t offset = 0;  // in the header
    std::uint8_t mask = 1;   // one bit
    bool set_is_read = true;

    bool operator==(const ReadMark&) const = default;
    [[nodiscard]] std::string describe() const;
};

// Every bit of the bytes of a header whose meaning is not known, both ways.
[[nodiscard]] const std::vector<ReadMark>& read_marks();
[[nodiscard]] bool is_read(const MailbagHeader& header, const ReadMark& mark);

// One mailbag whose deleted headers are known.
struct ReadMarkSample {
    Bytes key{};                               // borrowed, kKeySize bytes
    std::vector<const MailbagHeader*> live{};  // borrowed
};

constexpr std::size_t kLeastReadMarkMailbags = 8;  // with read and unread messages: fewer agree by chance

// Indices into read_marks(). A mailbag speaks for a bit when the number of unread messages it gives stands in the KEY,
// at the place that fits most mailbags, and against it when another number stands there; a mailbag that is all read or
// all unread by it proves nothing. `bitmap_offset`: of the deleted headers, where no number can stand.
[[nodiscard]] VariantChoice choose_read_mark(const std::vector<ReadMarkSample>& samples, std::size_t bitmap_offset);

// What all the marks that stand say; nothing when none does, or they disagree.
[[nodiscard]] std::optional<bool> agreed_read(const MailbagHeader& header, const std::vector<std::size_t>& standing);

}  // namespace restante::postoffice
