#include "formats/mmf/header.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/mmf/samples_test.h"

namespace restante::mmf {
namespace {

TEST(Header, ReadsTheEmptySample) {
    const ByteVector file = samples::bytes("empty");
    ASSERT_EQ(to_hex(Bytes(file).first(16)), "addeaf010fc0000f0000000000020000");
    const auto header = read_header(file);
    ASSERT_TRUE(header);
    EXPECT_EQ(header->version, version::kCurrent);
    EXPECT_EQ(header->capacity, 512);
    EXPECT_EQ(header->current_copy, 0);
    EXPECT_EQ(header->trees[0], (TreeHeader{0x200, 0x8E00, 13, 1, 11}));
    EXPECT_EQ(header->trees[1], (TreeHeader{0x4200, 0x8E00, 13, 1, 11}));
    EXPECT_EQ(header->language, "English (American)");
    EXPECT_EQ(header->created_by, (ProgramVersion{3, 0, 4006}));
    EXPECT_FALSE(header->wants_alternate_cipher());
}

TEST(Header, EverySampleIsWrittenAsItWasRead) {
    for (const std::string& name : samples::names()) {
        const ByteVector file = samples::bytes(name);
        const auto header = read_header(file);
        ASSERT_TRUE(header) << name;
        EXPECT_TRUE(std::ranges::equal(write_header(*header), Bytes(file).first(kHeaderSize))) << name;
    }
}

TEST(Header, KnowsVersionsAndCipher) {
    const struct {
        std::uint32_t version;
        std::uint16_t cipher;
        bool known, alternate;
    } cases[] = {
        {0x0F00C00C, 0, false, false}, {0x0F00C00D, 1, true, false},  {0x0F00C00E, 0, true, false},
        {0x0F00C00F, 1, true, false},  {0x0F00C010, 0, true, false},  {0x0F00C010, 2, true, true},
        {0x0F00C011, 1, false, false}, {0x12345678, 0, false, false},
    };
    for (const auto& one : cases) {
        Header header;
        header.version = one.version;
        header.cipher = one.cipher;
        EXPECT_EQ(header.known_version(), one.known) << one.version;
        EXPECT_EQ(header.wants_alternate_cipher(), one.alternate) << one.version;
    }
}

TEST(Header, ReplacesTheLanguageAndKeepsTheOldTail) {
    auto header = read_header(samples::bytes("empty"));
    ASSERT_TRUE(header);
    header->language = "German";
    const ByteVector bytes = write_header(*header);
    EXPECT_EQ(as_text(Bytes(bytes).subspan(0x90, 18)), std::string_view("German\0 (American)", 18));
    EXPECT_EQ(read_header(bytes)->language, "German");
}

TEST(Header, SaysWhatIsMissing) {
    const ByteVector file = samples::bytes("empty");
    EXPECT_EQ(read_header(Bytes(file).first(3)).error().code, Errc::truncated);
    const auto cut = read_header(Bytes(file).first(100));
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().code, Errc::truncated);
    EXPECT_EQ(cut.error().offset, 100U);
    EXPECT_EQ(read_header(ByteVector(512)).error().code, Errc::bad_magic);
}

RC_GTEST_PROP(Header, AnyBytesSurvive, ()) {
    auto bytes = *rc::gen::container<ByteVector>(kHeaderSize, rc::gen::arbitrary<std::uint8_t>());
    const ByteVector magic{0xAD, 0xDE, 0xAF, 0x01};
    std::ranges::copy(magic, bytes.begin());
    if (*rc::gen::arbitrary<bool>()) std::fill_n(bytes.begin() + 0x90, 0x80, std::uint8_t{'x'});
    const auto header = read_header(bytes);
    RC_ASSERT(header.has_value());
    RC_ASSERT(write_header(*header) == bytes);
}

}  // namespace
}  // namespace restante::mmf
