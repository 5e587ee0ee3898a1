#include "formats/tnef/compressed_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace restante::tnef {
namespace {

// The examples of [MS-OXRTFCP] 3.1.1 and 3.1.2.
const ByteVector kHelloWorld{0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xf1,
                             0xc5, 0xc7, 0xa7, 0x03, 0x00, 0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32,
                             0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62,
                             0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0};
const ByteVector kCrossing{0x1a, 0x00, 0x00, 0x00, 0x1c, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xe2, 0xd4, 0x4b,
                           0x51, 0x41, 0x00, 0x04, 0x20, 0x57, 0x58, 0x59, 0x5a, 0x0d, 0x6e, 0x7d, 0x01, 0x0e, 0xb0};

TEST(CompressedText, PublishedExamples) {
    const auto hello = unpack_text(kHelloWorld);
    ASSERT_TRUE(hello);
    EXPECT_EQ(as_text(hello->text), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    EXPECT_TRUE(hello->checksum_fits);
    const auto crossing = unpack_text(kCrossing);
    ASSERT_TRUE(crossing);
    EXPECT_EQ(as_text(crossing->text), "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
    EXPECT_TRUE(crossing->checksum_fits);
}

TEST(CompressedText, DamageIsSeenAndWhatIsThereKept) {
    ByteVector damaged = kHelloWorld;
    damaged[35] ^= 1;
    EXPECT_FALSE(unpack_text(damaged)->checksum_fits);
    damaged.resize(40);
    const auto cut = unpack_text(damaged);
    ASSERT_TRUE(cut);
    EXPECT_FALSE(cut->checksum_fits);
    EXPECT_TRUE(as_text(cut->text).starts_with("{\\rtf1\\ansi"));
    EXPECT_EQ(unpack_text(ByteVector(10)).error().code, Errc::truncated);
    EXPECT_EQ(unpack_text(ByteVector(20)).error().code, Errc::bad_magic);
}

TEST(CompressedText, SizesAreBounded) {
    ByteVector bomb = kHelloWorld;
    bomb[7] = 0x7F;
    EXPECT_EQ(unpack_text(bomb).error().code, Errc::too_large);
    bomb[7] = 0, bomb[4] = 5;  // the text may not grow past what was announced
    EXPECT_EQ(unpack_text(bomb)->text.size(), 5U);
}

RC_GTEST_PROP(CompressedTextProperty, RoundTrips, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::element('a', 'b', '\\', '{', ' '));
    for (const ByteVector& packed : {pack_text(as_bytes(text)), store_text(as_bytes(text))}) {
        const auto back = unpack_text(packed);
        RC_ASSERT(back && back->checksum_fits);
        RC_ASSERT(as_text(back->text) == text);
    }
}

TEST(CompressedText, LongTextsWrapTheDictionary) {
    std::string text;
    for (int i = 0; i < 2000; ++i) text += std::to_string(i * i) + "\\par ";
    const auto back = unpack_text(pack_text(as_bytes(text)));
    ASSERT_TRUE(back);
    EXPECT_TRUE(back->checksum_fits);
    EXPECT_EQ(as_text(back->text), text);
}

}  // namespace
}  // namespace restante::tnef
