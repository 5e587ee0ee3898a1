// Attachment files (ATT): the bytes of one attachment, enciphered as a whole. Which variant of the cipher, if any, is
// shown by files whose kind proves their content. Source: docs/formats/postoffice-mail.md 8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/result.h"
#include "formats/postoffice/mail/choice.h"
#include "formats/postoffice/mail/string_cipher.h"

namespace restante::postoffice {

enum class AttachmentKind : std::uint8_t {
    unknown,
    tnef,        // WINMAIL.DAT
    executable,  // MZ
    zip,         // PK
    pdf,
    ole_storage,  // documents of Office 95 and later
    macbinary,
    text,
};

[[nodiscard]] std::string_view name_of(AttachmentKind kind);

struct AttachmentProof {
    AttachmentKind kind = AttachmentKind::unknown;
    bool whole = false;   // checked to its end: sums, directory, end mark, every byte of a text
    bool broken = false;  // the kind could be checked to its end, and failed
};

// What `plain` is, by its first bytes, and whether the rest of it bears that out. Errors: io only.
Result<AttachmentProof> prove_attachment(const ByteSource& plain);

// Indices into cipher_variants(), the most probable first. A file speaks for a variant under which it is of a known
// kind, more so when it is so to its end; and against it when it is of none under this one and of one under another.
// One that cannot be read says nothing. `files` must not hold null.
[[nodiscard]] VariantChoice choose_attachment_cipher(const std::vector<ByteSourcePointer>& files);

// The file as it was attached. When the variants that stand would not decipher it alike, the first one does, and single
// bytes may be wrong; when none stands the bytes are as stored.
struct ReadAttachment {
    ByteSourcePointer bytes{};
    bool deciphered = false;
    bool disputed = false;
};
[[nodiscard]] ReadAttachment read_attachment(const ByteSourcePointer& file, const std::vector<std::size_t>& standing);

}  // namespace restante::postoffice
