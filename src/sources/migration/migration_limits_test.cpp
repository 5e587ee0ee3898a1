// What is too large to be held in memory: docs/limits.md.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "sources/migration/message_content.h"
#include "sources/migration/migration_source.h"
#include "sources/migration/set_check.h"

namespace restante::sources::migration {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSectionColumns = "Type,Length,Encoding,Islast,Name,Position,Format\r\n";

class MigrationLimits : public ::testing::Test {
protected:
    void SetUp() override { fs::create_directories(directory_); }
    void TearDown() override { fs::remove_all(directory_); }
    void write(const std::string& name, const std::string& content) const {
        std::ofstream(directory_ / name, std::ios::binary) << content;
    }
    // Rows of messages with the columns Folder, To and Body.
    std::unique_ptr<Source> opened(const std::string& rows, const std::string& secondary) const {
        write("SET.PKL", "1252\r\n\r\nFilename,Filetype\r\nSET.PRI,Primary\r\nSET.SEC,Secondary\r\n");
        write("SET.PRI", "MAILMESSAGE,MS:A/B/C\r\nFolder,To,Body\r\n" + rows);
        write("SET.SEC", std::string(kSectionColumns) + secondary);
        auto source = open_source((directory_ / "SET.PKL").string(), {});
        EXPECT_TRUE(source) << source.error().describe();
        return std::move(*source);
    }
    static std::ptrdiff_t count(const Findings& findings, MessageId id) {
        return std::ranges::count(findings.list(), id, &Finding::id);
    }

    fs::path directory_ = fs::temp_directory_path() / ("restante-migration-limits-" + std::to_string(::getpid()));
};

std::string pointer_row(const std::string& folder, const std::string& to, std::size_t offset) {
    return folder + "," + to + ",#SET.SEC(" + std::to_string(offset) + ")\r\n";
}

// Of 4096 sections a row reads 4095 behind the first: 24 rows, and 1,720 sections of the next.
TEST_F(MigrationLimits, ManyRowsThatPointToTheSameSections) {
    std::string secondary = "Body,0,,FALSE,,,\r\n\r\n";
    for (int i = 0; i < 4094; ++i) secondary += "Attachment,0,,FALSE,a,,\r\n\r\n";
    secondary += "Attachment,0,,TRUE,a,,\r\n\r\n";
    std::string rows;
    for (int i = 0; i < 27; ++i) rows += pointer_row("Inbox", "", kSectionColumns.size());
    const auto source = opened(rows, secondary);
    const auto mailbox = *source->open_mailbox(0);
    for (std::size_t i = 0; i < 27; ++i) {
        const std::size_t expected = i < 24 ? 4095 : i == 24 ? 100'000 - 24 * 4095 : 0;
        EXPECT_EQ(mailbox->read_message(0, i)->attachments.size(), expected) << i;
        EXPECT_EQ(count(mailbox->findings(), MessageId::limit_work), i < 24 ? 0 : 1) << i;
        EXPECT_EQ(count(mailbox->findings(), MessageId::migration_data_cut), i < 24 ? 0 : static_cast<int>(i) - 23)
            << i;
    }
}

// Who looks at messages again, as the wizard does, sees what he saw before.
TEST_F(MigrationLimits, WhatIsReadAgainIsReadWithTheWholeBudget) {
    std::string secondary = "Body,0,,FALSE,,,\r\n\r\n";
    for (int i = 0; i < 4094; ++i) secondary += "Attachment,0,,FALSE,a,,\r\n\r\n";
    secondary += "Attachment,0,,TRUE,a,,\r\n\r\n";
    std::string rows;
    for (int i = 0; i < 2; ++i) rows += pointer_row("Inbox", "", kSectionColumns.size());
    const auto source = opened(rows, secondary);
    const auto mailbox = *source->open_mailbox(0);
    for (int pass = 0; pass < 20; ++pass)
        for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(mailbox->read_message(0, i)->attachments.size(), 4095U) << pass;
    EXPECT_TRUE(mailbox->findings().empty());
}

// A pointer into a section of another message is found among 64; of more nothing is said.
TEST_F(MigrationLimits, SixtyFourPointersIntoASectionAreFollowed) {
    for (const std::size_t pointers : {64U, 65U}) {
        const std::size_t data = kSectionColumns.size() + std::string_view("Body,200,,TRUE,,,\r\n").size();
        std::string text(pointers - 1, 'x');
        text += "Body,5,,TRUE,,,\r\nother\r\n";
        text.resize(200, 'x');
        std::string rows = pointer_row("Inbox", "", kSectionColumns.size());
        for (std::size_t i = 0; i < pointers; ++i) rows += pointer_row("Inbox", "", data + i);
        const auto source = opened(rows, "Body,200,,TRUE,,,\r\n" + text + "\r\n");
        const auto mailbox = *source->open_mailbox(0);
        ASSERT_TRUE(mailbox->read_message(0, 0));
        EXPECT_EQ(count(mailbox->findings(), MessageId::migration_pointers_overlap), pointers == 64 ? 1 : 0);
    }
}

TEST_F(MigrationLimits, FieldsOf64MebibytesAreEnough) {
    const std::string to = "#SET.SEC(" + std::to_string(kSectionColumns.size()) + ")";
    for (const std::size_t size : {67'108'864U, 67'108'865U}) {
        std::string people = "A [MS:A/B/C]";
        people.resize(size, ' ');
        const auto source =
            opened("Inbox," + to + ",\r\n", "Other," + std::to_string(size) + ",,TRUE,,,\r\n" + people + "\r\n");
        const auto mailbox = *source->open_mailbox(0);
        EXPECT_EQ(mailbox->read_message(0, 0)->to.size(), size == 67'108'864U ? 1U : 0U) << size;
        EXPECT_EQ(count(mailbox->findings(), MessageId::migration_value_ignored), size == 67'108'864U ? 0 : 1) << size;
    }
}

TEST_F(MigrationLimits, PackingListsOf16MebibytesAreEnough) {
    std::string list = "1252\r\n\r\nFilename,Filetype\r\nSET.PRI,Primary\r\n";
    write("SET.PRI", "MAILMESSAGE,MS:A/B/C\r\nFolder,Subject,Body\r\nInbox,hello,\r\n");
    for (const std::size_t size : {16'777'216U, 16'777'217U}) {
        list.resize(size, '\n');
        write("SET.PKL", list);
        const auto source = open_migration_source((directory_ / "SET.PKL").string(), {});
        ASSERT_EQ(source.has_value(), size == 16'777'216U) << size;
        if (!source) {
            EXPECT_EQ(source.error().code, Errc::too_large);
        }
    }
}

// Of a list of a mebibyte sixteen rows are read.
TEST_F(MigrationLimits, ManyRowsThatPointToTheSameLongField) {
    std::string people = "A [MS:A/B/C]";
    people.resize(std::size_t{1024} * 1024, ' ');
    std::string rows;
    const std::string to = "#SET.SEC(" + std::to_string(kSectionColumns.size()) + ")";
    for (int i = 0; i < 18; ++i) rows += "Inbox," + to + ",\r\n";
    const auto source = opened(rows, "Other,1048576,,TRUE,,,\r\n" + people + "\r\n");
    const auto mailbox = *source->open_mailbox(0);
    for (std::size_t i = 0; i < 18; ++i) {
        EXPECT_EQ(mailbox->read_message(0, i)->to.size(), i < 16 ? 1U : 0U) << i;
        EXPECT_EQ(count(mailbox->findings(), MessageId::limit_work), i < 16 ? 0 : 1) << i;
        EXPECT_EQ(count(mailbox->findings(), MessageId::migration_value_ignored),
                  i < 16 ? 0 : static_cast<int>(i) - 15);
    }
}

// A path of 32 names of four letters costs 528 times a string and its letters.
TEST_F(MigrationLimits, ManyFoldersDeepInOneAnother) {
    const auto path = [](std::size_t first) {
        std::string text = std::to_string(1000 + first);
        for (int i = 1; i < 32; ++i) text += "\\name";
        return text;
    };
    // Room for folders, and bytes that nothing points to: they make the set a large one.
    constexpr std::pair<std::size_t, std::size_t> kCases[] = {{1 << 20, 0}, {4 << 20, 1 << 20}};
    for (const auto& [room, unused] : kCases) {
        const std::size_t fits = room / (528 * (sizeof(std::string) + 4));
        std::string rows;
        for (std::size_t i = 0; i < fits + 2; ++i) rows += pointer_row(path(i), "", kSectionColumns.size());
        const auto source = opened(rows, "Body,0,,TRUE,,,\r\n\r\n" + std::string(unused, 'x'));
        EXPECT_EQ(count(source->findings(), MessageId::limit_count), 1);
        const auto mailbox = *source->open_mailbox(0);
        const auto& folders = mailbox->folders();
        EXPECT_EQ(folders.size(), fits * 32 + 2);
        for (std::size_t i = fits - 1; i < fits + 2; ++i) {
            const auto whole = std::ranges::find(folders, std::vector<std::string>{path(i)}, &model::Folder::path);
            EXPECT_EQ(whole != folders.end(), i >= fits) << i;
        }
    }
    EXPECT_EQ(most_folder_bytes(512 * 1024), 2U << 20);
}

TEST_F(MigrationLimits, APrimaryFileOfMoreThanTwoGibibytesIsNotRead) {
    write("SET.PKL", "1252\r\n\r\nFilename,Filetype\r\nLARGE.PRI,Primary\r\nSET.PRI,Primary\r\n");
    write("SET.PRI", "MAILMESSAGE,MS:A/B/C\r\nFolder,Subject,Body\r\nInbox,the other file,\r\n");
    write("LARGE.PRI", "");
    fs::resize_file(directory_ / "LARGE.PRI", 2'147'483'649);  // a hole
    const auto source = open_source((directory_ / "SET.PKL").string(), {});
    ASSERT_TRUE(source) << source.error().describe();
    const Findings& findings = (*source)->findings();
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::migration_file_missing);
    EXPECT_EQ(findings.list()[0].item, "LARGE.PRI");
    ASSERT_EQ((*source)->mailbox_count(), 1U);
    EXPECT_EQ((*(*source)->open_mailbox(0))->message_count(0), 1U);
}

// Says only whether anybody wanted to have it.
class UnreadText final : public ByteSource {
public:
    explicit UnreadText(std::uint64_t size) : size_(size) {}
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        asked += into.size();
        return fail(Errc::io, "not to be read", offset);
    }
    mutable std::uint64_t asked = 0;

private:
    std::uint64_t size_;
};

TEST_F(MigrationLimits, APrimaryFileAloneOfMoreThanTwoGibibytesIsNotChecked) {
    Findings findings;
    const UnreadText most(2'147'483'649U);
    EXPECT_EQ(check_primary(most, 1252, findings).error().code, Errc::too_large);
    EXPECT_EQ(most.asked, 0U);
}

TEST_F(MigrationLimits, ATextOfMoreThan256MebibytesIsAnAttachment) {
    for (const std::uint64_t size : {268'435'456U, 268'435'457U}) {
        const auto text = std::make_shared<UnreadText>(size);
        exchange::DataSections sections;
        exchange::DataSection& section = sections.list.emplace_back();
        section.kind = exchange::DataKind::body;
        section.data = text;
        model::Message message;
        Findings findings;
        add_content(sections, *CodePage::numbered(1252), "Inbox/0", message, findings);
        EXPECT_EQ(text->asked, size == 268'435'456U ? size : 0) << size;
        ASSERT_EQ(message.attachments.size(), 1U) << size;
        EXPECT_EQ(message.attachments[0].name, "message.txt");
        EXPECT_EQ(message.attachments[0].data->size(), size);
        EXPECT_TRUE(findings.empty()) << size;
    }
}

}  // namespace
}  // namespace restante::sources::migration
