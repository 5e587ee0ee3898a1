#include "formats/postoffice/mail/mai_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "formats/postoffice/mail/data_element.h"
#include "formats/postoffice/mail/mai_message.h"
#include "formats/postoffice/mail/samples_test.h"

namespace restante::postoffice {
namespace {

MaiMessage large_message() {
    MaiMessage message;
    message.vendor = {{0x31, 300}, {0x32, 2}, {0x33, 10}, {0x37, 10}};
    message.from = {{.text = "NET1/DATA3/Admin", .name = "Administrator"}};
    for (int number = 300; number > 0; --number)
        message.to.push_back({.text = fmt::format("NET1/DATA3/{:03}", number), .trailer = {1}});
    message.date = LocalTime{1993, 10, 8, 16, 25, 0};
    message.subject = "This is the subject";
    message.text = std::string(300, 't');
    return message;
}

Result<MaiFile> read_whole(const ByteVector& bytes, Findings& findings) {
    const MemoryBytes source(bytes);
    return read_mai(source, {0, bytes.size()}, findings);
}

// What we write is, byte for byte, what the original programs wrote, as far as that was ever printed.
TEST(MaiFile, WrittenLikeTheDumpOfQ104423) {
    MaiMessage message = large_message();
    ByteVector bytes = *compose_mai(message, {});
    message.text = std::string(300 + 0x1BF7 - bytes.size(), 't');
    bytes = *compose_mai(message, {});
    ASSERT_EQ(bytes.size(), 0x1BF7U);
    EXPECT_EQ(to_hex(Bytes(bytes).first(0x0B)), "4d83001bf2017f05312002");
    const ByteVector dump = mail_samples::bytes("mai-q104423-0x0b.bin");
    EXPECT_EQ(to_hex(Bytes(bytes).subspan(0x0B, dump.size())), to_hex(dump));
}

TEST(MaiFile, TheDumpItselfReadsAsFarAsItGoes) {
    ByteVector bytes{0x4D, 0x83, 0x00, 0x1B, 0xF2, 0x01, 0x7F, 0x05, 0x31, 0x20, 0x02};
    const ByteVector dump = mail_samples::bytes("mai-q104423-0x0b.bin");
    bytes.insert(bytes.end(), dump.begin(), dump.end());
    Findings findings;
    const auto file = read_whole(bytes, findings);
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->cut);
    EXPECT_EQ(file->vendor_integer(vendor_item::kReferenceCount), 300U);
    const MaiMessage message = interpret_mai(*file, {}, findings);
    ASSERT_EQ(message.to.size(), 3U);
    EXPECT_EQ(message.to[2].text, "NET1/DATA3/298");
    EXPECT_EQ(message.from.at(0).name, "Administrator");
    ASSERT_FALSE(findings.empty());
    EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_message_cut);
}

TEST(MaiFile, AMessageWithoutIdIsRead) {
    Findings findings;
    const auto file =
        read_whole(write_mai({{.code = element_code::kVendor, .qualifier = 0x31, .children = {integer_node(1, 2)}},
                              {.code = element_code::kField, .qualifier = 4, .children = {string_node(ByteVector(9))}}},
                             std::nullopt, 4),
                   findings);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->message_id, std::nullopt);
    EXPECT_EQ(file->vendor_integer(0x31), 1U);
    EXPECT_EQ(file->fields.size(), 2U);
    EXPECT_TRUE(findings.empty());
}

ElementNode text_field(std::size_t elements) {
    ElementNode field{.code = element_code::kField, .qualifier = mail_field::kText};
    field.children.resize(elements, string_node(ByteVector(1, std::uint8_t{'x'})));
    return field;
}

TEST(MaiFile, FourThousandFieldsAreEnough) {
    for (const std::size_t count : {4096U, 4097U}) {
        Findings findings;
        const auto file = read_whole(write_mai(std::vector<ElementNode>(count, text_field(1))), findings);
        ASSERT_TRUE(file) << count;
        EXPECT_EQ(file->fields.size(), 4096U) << count;
        ASSERT_EQ(findings.total(), count - 4096) << count;
        if (count == 4096) continue;
        EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_message_damaged);
        EXPECT_EQ(file->unread.size(), 1U);
    }
}

TEST(MaiFile, FieldsOf4MebibytesAreHeldInMemory) {
    constexpr std::size_t kHeader = 5;  // of the string in the field
    for (const std::size_t size : {4'194'304U, 4'194'305U}) {
        const std::size_t larger = size == 4'194'304U ? 0 : 1;
        Findings findings;
        ElementNode to{.code = element_code::kField, .qualifier = mail_field::kTo};
        to.children.push_back(string_node(ByteVector(size - kHeader, std::uint8_t{'x'})));
        const ElementNode vendor{.code = element_code::kVendor, .qualifier = 0x38, .data = ByteVector(size)};
        const auto file = read_whole(write_mai({to, vendor}), findings);
        ASSERT_TRUE(file) << size;
        ASSERT_EQ(file->fields.size(), 2U) << size;
        for (const MailField& field : file->fields) {
            EXPECT_EQ(field.loaded, larger == 0) << size;
            EXPECT_EQ(field.contents.size, size);
        }
        const MaiMessage message = interpret_mai(*file, {}, findings);
        EXPECT_EQ(message.unproved.size(), larger) << size;
        EXPECT_EQ(message.unknown, std::vector<std::size_t>{1}) << size;  // it may hold an attachment
        EXPECT_EQ(std::ranges::count(findings.list(), MessageId::postoffice_field_unproved, &Finding::id), larger);
    }
}

TEST(MaiFile, AFieldOfMoreElementsThanAreReadIsDamaged) {
    for (const std::size_t count : {100'000U, 100'001U}) {
        Findings findings;
        const auto file = read_whole(write_mai({text_field(count)}), findings);
        ASSERT_TRUE(file) << count;
        ASSERT_EQ(file->fields.size(), 1U) << count;
        EXPECT_EQ(file->fields[0].node.children.size(), 100'000U) << count;
        EXPECT_EQ(file->fields[0].damaged, count > 100'000) << count;
        ASSERT_EQ(findings.total(), count - 100'000) << count;
        if (count > 100'000) {
            EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_message_damaged);
        }
    }
}

// Tells how much of it was read.
class CountedBytes final : public ByteSource {
public:
    explicit CountedBytes(ByteVector bytes) : bytes_(std::move(bytes)) {}
    [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        read_bytes += into.size();
        return bytes_.read(offset, into);
    }
    mutable std::uint64_t read_bytes = 0;

private:
    MemoryBytes bytes_;
};

// Behind the damage stand ten thousand fields that all reach to the end, and hold the ones behind them.
TEST(MaiFile, TheSearchBehindDamageEndsAfter4Mebibytes) {
    constexpr std::size_t kSize = 1'000'000, kMessageHead = 5;
    ByteWriter writer;
    const auto head = [&](std::uint8_t code) {
        const auto length = static_cast<std::uint32_t>(kSize - writer.size() - kMessageHead);
        for (const std::uint32_t byte :
             {std::uint32_t{code}, 0x83U, length >> 16U, length >> 8U & 0xFFU, length & 0xFFU})
            writer.le(static_cast<std::uint8_t>(byte));
    };
    head(element_code::kMessage);
    writer.bytes(ByteVector{element_code::kVendor, 5, 0x31, 0x20, 2, 1, 2, 0xFF});
    for (int i = 0; i < 10'000; ++i) {
        head(element_code::kField);
        writer.le(std::uint8_t{mail_field::kText});
    }
    writer.zeros(kSize - writer.size());
    const CountedBytes bytes(std::move(writer).take());
    Findings findings;
    const auto file = read_mai(bytes, {0, bytes.size()}, findings);
    ASSERT_TRUE(file);
    ASSERT_FALSE(findings.empty());
    EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_message_damaged);
    EXPECT_GT(bytes.read_bytes, 2'000'000U) << "it was looked for";
    EXPECT_LT(bytes.read_bytes, 4'194'304U + 4 * kSize) << "heads of fields count besides";
}

TEST(MaiFile, WhatIsNoMessageIsRefused) {
    Findings findings;
    for (const ByteVector& bytes : {ByteVector{}, ByteVector{0x4D}, ByteVector(100, 0), ByteVector(100, 'x')})
        EXPECT_FALSE(read_whole(bytes, findings)) << bytes.size();
}

TEST(MaiFile, FieldsHaveNames) {
    EXPECT_EQ(mail_field_name(element_code::kField, 0x11), "Date");
    EXPECT_EQ(mail_field_name(element_code::kField, 0x26), "Obsoletes");
    EXPECT_EQ(mail_field_name(element_code::kField, 0x20), "References");
    EXPECT_EQ(mail_field_name(element_code::kField, 0x09), "field 09h");
    EXPECT_EQ(mail_field_name(element_code::kVendor, 0x31), "vendor 31h");
    EXPECT_EQ(mail_field_name(element_code::kDate, std::nullopt), "element 28h");
}

TEST(MaiFile, ACutFileGivesWhatIsThere) {
    const ByteVector bytes = *compose_mai(large_message(), {});
    for (std::size_t size = 12; size < bytes.size(); size += 97) {
        Findings findings;
        const auto file =
            read_whole(ByteVector(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)), findings);
        ASSERT_TRUE(file) << size;
        EXPECT_FALSE(findings.empty());
        const MaiMessage message = interpret_mai(*file, {}, findings);
        EXPECT_EQ(message.from.size(), size > 0x50 ? 1U : message.from.size()) << size;
        const std::size_t whole = size <= 0x50 ? 0 : std::min<std::size_t>((size - 0x4D) / 22, 300);
        EXPECT_GE(message.to.size(), whole) << size;
    }
}

// One byte of the message is overwritten: no more than the field it is in, and its neighbour, are lost.
TEST(MaiFile, OneOverwrittenByteCostsOneField) {
    MaiMessage message = large_message();
    message.to.resize(3);
    message.cc = message.bcc = message.from;
    const ByteVector bytes = *compose_mai(message, {});
    Findings none;
    const auto whole = read_whole(bytes, none);
    ASSERT_TRUE(whole && none.empty());
    for (std::size_t at = 0; at < bytes.size(); ++at)
        for (const int value :
             {0x00, 0x01, 0x02, 0x4C, 0x4D, 0x7F, 0x80, 0x84, 0xFF, bytes[at] ^ 1, bytes[at] ^ 0x10}) {
            ByteVector damaged = bytes;
            damaged[at] = static_cast<std::uint8_t>(value);
            Findings findings;
            const auto file = read_whole(damaged, findings);
            ASSERT_TRUE(file) << at << " " << value;
            std::size_t kept = 0;
            for (const MailField& field : whole->fields)
                kept += static_cast<std::size_t>(std::ranges::any_of(file->fields, [&](const MailField& other) {
                    return other.whole == field.whole && other.node == field.node;
                }));
            EXPECT_GE(kept + 2, whole->fields.size()) << "byte " << at << " = " << value;
        }
}

RC_GTEST_PROP(MaiFileProperty, AnyBytesEnd, (ByteVector bytes)) {
    ByteVector message =
        write_mai({{.code = element_code::kVendor, .qualifier = 0x31, .children = {integer_node(1, 2)}}});
    message.insert(message.end(), bytes.begin(), bytes.end());
    Findings findings;
    const auto file = read_whole(message, findings);
    RC_ASSERT(file.has_value());
    for (const MailField& field : file->fields) RC_ASSERT(field.whole.offset + field.whole.size <= message.size());
}

}  // namespace
}  // namespace restante::postoffice
