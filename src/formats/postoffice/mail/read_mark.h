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

// What one mailbag whose deleted headers are known says: its key, and in how many of its live headers each bit is set.
// No header is kept, so that a large postoffice needs no more memory than a small one.
struct ReadMarkSample {
    ByteVector key{};  // without the bitmap
    std::size_t live = 0;
    std::vector<std::uint16_t>
        set_bits{};  // by half the index into read_marks(): both readings of a bit follow each other
};

// `live`: indices into `headers`. `bitmap_offset`: of the deleted headers in the key, where no number can stand. A key
// of another size is no witness; then there is no sample.
[[nodiscard]] std::optional<ReadMarkSample> read_mark_sample(Bytes key, const std::vector<MailbagHeader>& headers,
                                                             const std::vector<std::size_t>& live,
                                                             std::size_t bitmap_offset);

constexpr std::size_t kLeastReadMarkMailbags = 8;  // with read and unread messages: fewer agree by chance

// Indices into read_marks(). A mailbag speaks for a bit when the number of unread messages it gives stands in the KEY,
// at the place that fits most mailbags, and against it when another number stands there; a mailbag that is all read or
// all unread by it proves nothing.
[[nodiscard]] VariantChoice choose_read_mark(const std::vector<ReadMarkSample>& samples);

// What all the marks that stand say; nothing when none does, or they disagree.
[[nodiscard]] std::optional<bool> agreed_read(const MailbagHeader& header, const std::vector<std::size_t>& standing);

}  // namespace restante::postoffice
