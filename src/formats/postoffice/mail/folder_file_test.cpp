#include "formats/postoffice/mail/folder_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "formats/postoffice/mail/data_element.h"
#include "formats/postoffice/mail/mai_message.h"

namespace restante::postoffice {
namespace {

ByteVector folder_message(int number) {
    MaiMessage message;
    message.vendor = {{0x31, 1}, {0x32, 2}, {0x33, 10}, {0x37, 10}};
    message.from = {{.text = fmt::format("NET/PO/USER{}", number), .name = "Somebody"}};
    message.subject = fmt::format("Subject {}", number);
    message.text = fmt::format("Text of message {}\r\n", number);
    return *compose_mai(message, {});
}

Result<FolderFile> read_folder(const ByteVector& bytes, Findings& findings) {
    return read_folder_file(MemoryBytes(bytes), findings, "00000001.FLD");
}

std::string sender_of(const CarvedMessage& message) {
    Findings findings;
    const MaiMessage read = interpret_mai(message.file, {}, findings);
    return read.from.empty() ? "" : read.from.front().text;
}

TEST(FolderFile, MoreMessagesThanAnyFolderHoldsAreTold) {
    ByteVector bytes = write_folder_file(FolderKind::shared, {});
    for (int i = 0; i < 100'001; ++i) bytes.insert(bytes.end(), {0x7F, 0x05, 0x31, 0x20, 0x02});
    Findings findings;
    ASSERT_TRUE(read_folder(bytes, findings));
    const auto told = [](const Finding& finding) { return finding.id == MessageId::limit_count; };
    EXPECT_TRUE(std::ranges::any_of(findings.list(), told));
}

TEST(FolderFile, MessagesAreCarvedWhateverFramesThem) {
    for (const std::size_t gap : {0U, 1U, 4U, 40U}) {
        for (const std::uint8_t filler :
             {std::uint8_t{0}, std::uint8_t{0x4D}, std::uint8_t{0x7F}, std::uint8_t{0xFF}}) {
            ByteVector bytes = write_folder_file(FolderKind::shared, {});
            std::vector<std::uint64_t> begins;
            for (int i = 0; i < 3; ++i) {
                bytes.insert(bytes.end(), gap, filler);
                begins.push_back(bytes.size());
                const ByteVector message = folder_message(i);
                bytes.insert(bytes.end(), message.begin(), message.end());
            }
            bytes.insert(bytes.end(), gap, filler);
            Findings findings;
            const auto folder = read_folder(bytes, findings);
            ASSERT_TRUE(folder);
            EXPECT_EQ(folder->kind, FolderKind::shared);
            ASSERT_EQ(folder->messages.size(), 3U) << gap << " " << int{filler};
            for (std::size_t i = 0; i < 3; ++i) {
                EXPECT_EQ(folder->messages[i].offset, begins[i]);
                EXPECT_TRUE(folder->messages[i].intact);
                EXPECT_EQ(sender_of(folder->messages[i]), fmt::format("NET/PO/USER{}", i));
            }
            EXPECT_EQ(findings.total(), gap == 0 ? 0U : 1U);
            EXPECT_EQ(folder->rest.size(), gap == 0 ? 1U : 4U);
        }
    }
}

// The last byte of the length is 4Dh, what a message begins with.
TEST(FolderFile, ALengthThatLooksLikeABeginningIsNone) {
    MaiMessage message;
    message.vendor = {{0x31, 1}};
    message.subject = "Subject";
    ByteVector stored;
    for (std::size_t size = 200; size < 600 && (stored.size() < 6 || stored[4] != 0x4D); ++size) {
        message.text = std::string(size, 'x');
        stored = *compose_mai(message, {});
    }
    ASSERT_EQ(stored[4], 0x4D);
    ByteVector bytes = write_folder_file(FolderKind::shared, {stored});
    Findings findings;
    const auto folder = read_folder(bytes, findings);
    ASSERT_TRUE(folder);
    ASSERT_EQ(folder->messages.size(), 1U);
    EXPECT_EQ(folder->messages[0].offset, kEmptyFolderSize);
    EXPECT_TRUE(folder->messages[0].intact);
}

TEST(FolderFile, AnEmptyFolderHoldsNothing) {
    Findings findings;
    for (const FolderKind kind :
         {FolderKind::unknown, FolderKind::private_folder, FolderKind::group, FolderKind::shared}) {
        const auto folder = read_folder(write_folder_file(kind, {}), findings);
        ASSERT_TRUE(folder);
        EXPECT_EQ(name_of(folder->kind), name_of(kind));
        EXPECT_TRUE(folder->messages.empty());
    }
    EXPECT_TRUE(read_folder({}, findings)->messages.empty());
    EXPECT_TRUE(findings.empty());
}

// Whichever byte is overwritten: the other messages are all there.
TEST(FolderFile, OneOverwrittenByteCostsOneMessage) {
    const std::vector<ByteVector> messages{folder_message(0), folder_message(1), folder_message(2)};
    const ByteVector bytes = write_folder_file(FolderKind::group, messages);
    for (std::size_t at = 0; at < bytes.size(); ++at)
        for (const int value : {0x00, 0x01, 0x4C, 0x4D, 0x7F, 0x80, 0x82, 0xFF, bytes[at] ^ 1, bytes[at] ^ 0x20}) {
            ByteVector damaged = bytes;
            damaged[at] = static_cast<std::uint8_t>(value);
            Findings findings;
            const auto folder = read_folder(damaged, findings);
            ASSERT_TRUE(folder);
            std::size_t begin = static_cast<std::size_t>(kEmptyFolderSize);
            for (std::size_t i = 0; i < messages.size(); ++i) {
                const bool hit = at >= begin && at < begin + messages[i].size();
                const bool found = std::ranges::any_of(folder->messages, [&](const CarvedMessage& message) {
                    return message.offset == begin && message.intact &&
                           sender_of(message) == fmt::format("NET/PO/USER{}", i);
                });
                EXPECT_TRUE(hit || found) << "message " << i << ", byte " << at << " = " << value;
                begin += messages[i].size();
            }
        }
}

TEST(FolderFile, ADamagedLengthIsNotTrusted) {
    ByteVector bytes = write_folder_file(FolderKind::group, {folder_message(0), folder_message(1)});
    bytes[kEmptyFolderSize + 4] ^= 0x40;
    Findings findings;
    const auto folder = read_folder(bytes, findings);
    ASSERT_EQ(folder->messages.size(), 2U);
    EXPECT_FALSE(folder->messages[0].intact);
    EXPECT_EQ(sender_of(folder->messages[0]), "NET/PO/USER0");
    EXPECT_TRUE(folder->messages[1].intact);
    EXPECT_TRUE(std::ranges::any_of(findings.list(),
                                    [](const Finding& f) { return f.id == MessageId::postoffice_folder_damaged; }));
}

RC_GTEST_PROP(FolderFileProperty, AnyBytesEnd, (ByteVector before, ByteVector after)) {
    ByteVector bytes = before;
    const ByteVector message = folder_message(7);
    bytes.insert(bytes.end(), message.begin(), message.end());
    bytes.insert(bytes.end(), after.begin(), after.end());
    Findings findings;
    const auto folder = read_folder(bytes, findings);
    RC_ASSERT(folder.has_value());
    RC_ASSERT(std::ranges::any_of(
        folder->messages, [&](const CarvedMessage& found) { return found.offset == before.size() && found.intact; }));
}

}  // namespace
}  // namespace restante::postoffice
