#include "formats/postoffice/mail/attachment_file.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>
#include <string>

#include "base/byte_writer.h"
#include "base/failing_bytes_test.h"

namespace restante::postoffice {
namespace {

using namespace std::string_literals;

ByteVector noise(std::size_t size, std::uint32_t state) {
    ByteVector bytes;
    for (std::size_t i = 0; i < size; ++i, state = state * 1664525U + 1013904223U)
        bytes.push_back(static_cast<std::uint8_t>(state >> 24U));
    return bytes;
}

ByteVector joined(std::string_view head, std::size_t size, std::string_view tail = {}) {
    ByteWriter writer;
    writer.text(head);
    writer.bytes(noise(size, static_cast<std::uint32_t>(size)));
    writer.text(tail);
    return std::move(writer).take();
}

ByteVector tnef_stream(std::size_t size) {
    ByteWriter writer;
    writer.le(std::uint32_t{0x223E9F78});
    writer.le(std::uint16_t{1});
    for (std::uint32_t i = 0; i < 3; ++i) {
        const ByteVector data = noise(size, i + 1);
        std::uint16_t sum = 0;
        for (const std::uint8_t byte : data) sum = static_cast<std::uint16_t>(sum + byte);
        writer.le(std::uint8_t{1});
        writer.le(std::uint32_t{0x00069003});
        writer.le(static_cast<std::uint32_t>(data.size()));
        writer.bytes(data);
        writer.le(sum);
    }
    return std::move(writer).take();
}

ByteVector macintosh_file() {
    ByteVector bytes(128 + 700, 0x5A);
    std::fill_n(bytes.begin(), 128, std::uint8_t{0});
    bytes[1] = 6;
    std::ranges::copy(as_bytes("Report"), bytes.begin() + 2);
    std::ranges::copy(as_bytes("WDBNMSWD"), bytes.begin() + 65);
    bytes[85] = 700 >> 8;
    bytes[86] = 700 & 0xFF;
    return bytes;
}

ByteVector letter(std::size_t size) {
    std::string text;
    while (text.size() < size) text += "Please find the figures for the last quarter below. Regards, Bob\r\n";
    text.resize(size);
    const Bytes bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

struct Kind {
    AttachmentKind kind;
    ByteVector bytes;
    bool whole;
};

std::vector<Kind> kinds(std::size_t size) {
    return {{AttachmentKind::tnef, tnef_stream(size), true},
            {AttachmentKind::zip, joined("PK\x03\x04", size, "PK\x05\x06"s + std::string(18, '\0')), true},
            {AttachmentKind::pdf, joined("%PDF-1.2\n", size, "%%EOF\n"), true},
            {AttachmentKind::ole_storage, joined("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", size), false},
            {AttachmentKind::executable, joined("MZ\x50\0\x02\0\0\0\x04\0"s, 2000 + size), false},
            {AttachmentKind::macbinary, macintosh_file(), false},
            {AttachmentKind::text, letter(size), true}};
}

TEST(AttachmentFile, KindsAreKnownAndProved) {
    for (const auto& [kind, bytes, whole] : kinds(3000)) {
        const auto proof = prove_attachment(MemoryBytes(bytes));
        ASSERT_TRUE(proof);
        EXPECT_EQ(name_of(proof->kind), name_of(kind));
        EXPECT_EQ(proof->whole, whole) << name_of(kind);
        EXPECT_FALSE(proof->broken) << name_of(kind);
        EXPECT_EQ(prove_attachment(MemoryBytes(encoded(bytes)))->kind, AttachmentKind::unknown) << name_of(kind);
    }
    ByteVector cut = tnef_stream(100);
    cut.resize(200);
    EXPECT_TRUE(prove_attachment(MemoryBytes(cut))->broken);
    for (const ByteVector& bytes : {ByteVector{}, ByteVector{'M', 'Z'}, noise(5000, 3), ByteVector(500, 0)})
        EXPECT_EQ(prove_attachment(MemoryBytes(bytes))->kind, AttachmentKind::unknown);
}

std::vector<ByteSourcePointer> stored_files(const std::vector<Kind>& plain, const CipherVariant& variant) {
    std::vector<ByteSourcePointer> files;
    for (const Kind& kind : plain) files.push_back(std::make_shared<MemoryBytes>(encoded(kind.bytes, variant)));
    return files;
}

// Files that prove themselves to their end tell every variant from the others.
TEST(AttachmentFile, EveryHiddenVariantIsFound) {
    std::vector<Kind> plain = kinds(30'000);
    for (const std::size_t size : {2100U, 9000U, 20'000U})
        plain.push_back({AttachmentKind::tnef, tnef_stream(size), true});
    for (const CipherVariant& variant : cipher_variants()) {
        const auto files = stored_files(plain, variant);
        const auto choice = choose_attachment_cipher(files);
        for (std::size_t i = 0; i < files.size(); ++i) {
            const ReadAttachment read = read_attachment(files[i], choice.standing);
            ASSERT_TRUE(read.deciphered) << variant.describe();
            EXPECT_EQ(*read_all(*read.bytes, 1'000'000), plain[i].bytes) << variant.describe();
        }
    }
}

RC_GTEST_PROP(AttachmentFileProperty, HiddenVariantsAreReadRightOrNotAtAll, ()) {
    const CipherVariant variant = *rc::gen::elementOf(cipher_variants());
    const std::vector<Kind> all = kinds(*rc::gen::inRange<std::size_t>(30, 3000));
    std::vector<Kind> plain =
        *rc::gen::container<std::vector<Kind>>(*rc::gen::inRange<std::size_t>(0, 5), rc::gen::elementOf(all));
    if (*rc::gen::arbitrary<bool>()) plain.push_back({AttachmentKind::unknown, noise(500, 9), false});
    const auto files = stored_files(plain, variant);
    const VariantChoice choice = choose_attachment_cipher(files);
    for (std::size_t i = 0; i < files.size(); ++i) {
        const ReadAttachment read = read_attachment(files[i], choice.standing);
        const ByteVector bytes = *read_all(*read.bytes, 1'000'000);
        if (read.deciphered && !read.disputed) RC_ASSERT(bytes == plain[i].bytes);
        if (!read.deciphered) RC_ASSERT(bytes == encoded(plain[i].bytes, variant));
    }
}

TEST(AttachmentFile, NothingProvedIsLeftAsStored) {
    const auto choice = choose_attachment_cipher({});
    EXPECT_TRUE(choice.standing.empty());
    const auto file = std::make_shared<MemoryBytes>(noise(100, 1));
    EXPECT_FALSE(read_attachment(file, choice.standing).deciphered);
    EXPECT_TRUE(choose_attachment_cipher({file, file, file}).standing.empty());
}

TEST(AttachmentFile, OneThatCannotBeReadSaysNothing) {
    const CipherVariant& variant = cipher_variants()[1];
    auto files = stored_files(kinds(700), variant);
    const auto standing = choose_attachment_cipher(files).standing;
    ASSERT_FALSE(standing.empty());
    for (const std::size_t place : {std::size_t{0}, files.size() / 2, files.size()}) {
        const ByteVector stored = *read_all(*files.front(), 1'000'000);
        auto with_bad = files;
        with_bad.insert(with_bad.begin() + static_cast<std::ptrdiff_t>(place),
                        std::make_shared<FailingBytes>(stored, std::vector<std::size_t>{stored.size() - 1}));
        EXPECT_EQ(choose_attachment_cipher(with_bad).standing, standing) << place;
    }
}

}  // namespace
}  // namespace restante::postoffice
