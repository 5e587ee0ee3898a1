#include "formats/mmf/attachment_list.h"

#include <gtest/gtest.h>

namespace restante::mmf {
namespace {

TEST(AttachmentReference, KnownForm) {
    const AttachmentReference file{Oid{0x8ebc1387}, attachment_kind::kFile, 10, 32, 32, 0, {}};
    EXPECT_EQ(to_hex(write_attachment_reference(file)),
              "8713bc8e01000a000000200020000000"
              "0000");
    EXPECT_EQ(write_attachment_reference(file).size(), kAttachmentReferenceSize);
}

TEST(AttachmentReference, LongerElementsSurvive) {
    const AttachmentReference odd{Oid{1}, 9, kNoPosition, 1, 2, 0xFFFFFFFFU, {4, 5, 6}};
    EXPECT_EQ(*read_attachment_reference(write_attachment_reference(odd)), odd);
}

TEST(AttachmentReference, CutOffSaysWhere) {
    const ByteVector whole = write_attachment_reference({});
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_EQ(read_attachment_reference(Bytes(whole).first(length), 0x80).error().code, Errc::truncated);
}

}  // namespace
}  // namespace restante::mmf
