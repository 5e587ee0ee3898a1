// One element of a message's attachment list: which object, and where it stands in the text.
// Source: docs/formats/mmf-records.md "Attachment lists".
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/mmf/oid.h"

namespace restante::mmf {

constexpr std::size_t kAttachmentReferenceSize = 18;  // bytes
constexpr std::uint32_t kNoPosition = 0xFFFFFFFFU;    // not in the text
constexpr std::uint32_t kMacBinary = 0x00000001U;     // in flags

namespace attachment_kind {
constexpr std::uint16_t kFile = 1, kOle = 2, kPicture = 3;
}  // namespace attachment_kind

// The element id beside it is the attachment number.
struct AttachmentReference {
    Oid object{};
    std::uint16_t kind = attachment_kind::kFile;
    std::uint32_t position = kNoPosition;  // character of the body, a blank stands there
    std::uint16_t width = 0, height = 0;   // of the rendering, unit unknown
    std::uint32_t flags = 0;
    ByteVector rest{};

    bool operator==(const AttachmentReference&) const = default;
};

// truncated.
Result<AttachmentReference> read_attachment_reference(Bytes element, std::uint64_t file_offset = 0);
[[nodiscard]] ByteVector write_attachment_reference(const AttachmentReference& reference);

}  // namespace restante::mmf
