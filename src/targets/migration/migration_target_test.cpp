#include "targets/migration/migration_target.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

#include "base/file_content_test.h"
#include "formats/exchange/packing_list.h"
#include "formats/exchange/secondary_file.h"
#include "model/item_id.h"

namespace restante::targets {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

model::Mailbox mailbox_named(const std::string& name) {
    model::Mailbox mailbox;
    mailbox.name = name;
    mailbox.address = "MS:ACME/HQ/" + name;
    return mailbox;
}

model::Message letter(const std::string& subject) {
    model::Message message;
    message.id = "86000001";
    message.subject = subject;
    message.body = "søster\r\n";
    return message;
}

model::Attachment attachment_of(const std::string& name, ByteSourcePointer data) {
    model::Attachment attachment;
    attachment.name = name;
    attachment.data = std::move(data);
    return attachment;
}

ByteSourcePointer memory(std::string_view text) {
    return std::make_shared<const MemoryBytes>(ByteVector(as_bytes(text).begin(), as_bytes(text).end()));
}

// Can be read to its middle.
class HalfBytes final : public ByteSource {
public:
    [[nodiscard]] std::uint64_t size() const override { return 1024 * 1024; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        if (offset + into.size() > size() / 2) return fail(Errc::io, "the disk is scratched", offset);
        std::ranges::fill(into, 'x');
        return {};
    }
};

class MigrationTargetTest : public ::testing::Test {
protected:
    void TearDown() override { fs::remove_all(place_); }

    [[nodiscard]] std::string path(const std::string& name) const { return (place_ / name).string(); }
    Result<std::unique_ptr<Target>> prepared(const std::string& parameters = {}, bool overwrite = false) const {
        TargetOptions options;
        options.overwrite = overwrite;
        auto target = TRY(open_target("migration:" + place_.string() + parameters, options));
        TRY_VOID(target->prepare({}, {}));
        return target;
    }
    Result<void> deliver(Target& target, const model::Mailbox& mailbox, const std::vector<model::Message>& messages) {
        auto writer = TRY(target.open_mailbox(mailbox, losses_));
        model::Folder folder;
        folder.path = {"Inbox"};
        folder.role = model::FolderRole::inbox;
        TRY_VOID(writer->begin_folder(folder));
        for (const model::Message& message : messages)
            TRY(writer->add_message(message, "Inbox/0", model::item_id(mailbox, folder, message)));
        TRY_VOID(writer->end_folder());
        return writer->finish(Findings());
    }
    // One run with these mailboxes, each with one letter.
    // A mailbox with a message in it that is not finished yet.
    std::unique_ptr<MailboxWriter> begun(Target& target) {
        auto writer = *target.open_mailbox(mailbox_named("JDOE"), losses_);
        model::Folder folder;
        folder.path = {"Inbox"};
        EXPECT_TRUE(writer->begin_folder(folder).has_value());
        EXPECT_TRUE(writer->add_message(letter("one"), "item", std::string(32, 'a')).has_value());
        return writer;
    }
    Result<void> run(const Names& mailboxes, const std::string& parameters = {}) {
        auto target = TRY(prepared(parameters));
        for (const std::string& name : mailboxes) TRY_VOID(deliver(*target, mailbox_named(name), {letter("one")}));
        return target->finish();
    }
    [[nodiscard]] exchange::PackingList list() const {
        const std::string text = test_files::content_of(path("restante.pkl"));
        const auto read = exchange::read_packing_list(as_bytes(text));
        return read ? *read : exchange::PackingList();
    }
    [[nodiscard]] std::map<std::string, std::string> snapshot() const {
        std::map<std::string, std::string> files;
        for (const auto& entry : fs::directory_iterator(place_))
            files[entry.path().filename().string()] = test_files::content_of(entry.path());
        return files;
    }
    [[nodiscard]] std::size_t count(MessageId id) const {
        return static_cast<std::size_t>(std::ranges::count(losses_.list(), id, &Finding::id));
    }

    fs::path place_ = fs::temp_directory_path() / ("restante-migration-target-" + std::to_string(::getpid()));
    Findings losses_;
};

TEST_F(MigrationTargetTest, MailboxesOfEarlierRunsStayInThePackingList) {
    ASSERT_TRUE(run({"JDOE", "jdoe", "ANN"}).has_value());
    EXPECT_EQ(list().primary, (Names{"ANN.PRI", "JDOE.PRI", "JDOE~2.PRI"}));
    EXPECT_EQ(list().secondary, (Names{"ANN.SEC", "JDOE.SEC", "JDOE~2.SEC"}));
    const auto before = snapshot();
    ASSERT_TRUE(run({"jdoe"}).has_value());  // keeps the name of its files
    EXPECT_TRUE(snapshot() == before);
    ASSERT_TRUE(run({"BOB"}).has_value());
    EXPECT_EQ(list().primary, (Names{"ANN.PRI", "BOB.PRI", "JDOE.PRI", "JDOE~2.PRI"}));
}

TEST_F(MigrationTargetTest, AnUnfinishedMailboxIsNotInTheSet) {
    {
        auto target = *prepared();
        auto writer = begun(*target);
        EXPECT_TRUE(list().primary.empty());  // while it is being written
        writer.reset();
        ASSERT_TRUE(target->finish().has_value());
    }
    EXPECT_EQ(snapshot().size(), 1U);
    EXPECT_EQ(list().code_page, 1252);
    EXPECT_TRUE(list().primary.empty());
    ASSERT_TRUE(run({"JDOE"}).has_value());
    EXPECT_EQ(list().primary, Names{"JDOE.PRI"});
}

TEST_F(MigrationTargetTest, AMailboxBegunAnewHasOneSet) {
    auto target = *prepared();
    begun(*target).reset();
    ASSERT_TRUE(deliver(*target, mailbox_named("JDOE"), {letter("one")}).has_value());
    ASSERT_TRUE(target->finish().has_value());
    EXPECT_EQ(list().primary, Names{"JDOE.PRI"});
}

TEST_F(MigrationTargetTest, PrepareWritesNothingAndRefusesWhatIsNotOurs) {
    ASSERT_TRUE(prepared().has_value());
    EXPECT_FALSE(fs::exists(place_));
    fs::create_directories(place_);
    std::ofstream(path("JDOE.PRI")) << "mine";
    EXPECT_EQ(prepared().error().code, Errc::exists);
    EXPECT_TRUE(prepared({}, true).has_value());
    EXPECT_EQ(test_files::content_of(path("JDOE.PRI")), "mine");
    fs::remove(path("JDOE.PRI"));
    ASSERT_TRUE(run({"JDOE"}).has_value());
    EXPECT_EQ(prepared("?codepage=850").error().code, Errc::exists);
    EXPECT_TRUE(prepared("?codepage=1252").has_value());
}

TEST_F(MigrationTargetTest, ParametersAreChecked) {
    for (const char* wrong : {"?codepage=65001", "?codepage=x", "?codepage=4711", "?page=850"}) {
        const auto refused = prepared(wrong);
        ASSERT_FALSE(refused.has_value()) << wrong;
        EXPECT_EQ(refused.error().code, Errc::usage) << wrong;
    }
}

TEST_F(MigrationTargetTest, DataThatCannotBeReadIsCutAndTheFileStaysWhole) {
    model::Message message = letter("cut");
    message.attachments = {attachment_of("half.bin", std::make_shared<const HalfBytes>()),
                           attachment_of("none.bin", nullptr), attachment_of("whole.txt", memory("whole"))};
    auto target = *prepared();
    ASSERT_TRUE(deliver(*target, mailbox_named("JDOE"), {message, letter("next")}).has_value());
    EXPECT_EQ(count(MessageId::migration_attachment_cut), 1U);
    EXPECT_EQ(count(MessageId::migration_attachment_no_data), 1U);
    const auto file = memory(test_files::content_of(path("JDOE.SEC")));
    const auto sections = exchange::read_data_sections(file, 50, *CodePage::numbered(1252));
    ASSERT_TRUE(sections.has_value());
    EXPECT_EQ(sections->broken, "");
    ASSERT_EQ(sections->list.size(), 4U);
    EXPECT_EQ(sections->list[1].length, 512U * 1024U);
    EXPECT_EQ(sections->list[2].length, 0U);
    EXPECT_EQ(sections->list[3].name, "whole.txt");
}

TEST_F(MigrationTargetTest, SchedulesAreKnownByTheirContent) {
    model::Message message = letter("schedule");
    message.attachments = {attachment_of("ADA.SC2", memory("SCHEDULE+2 EXPORT VERSION 103\r\n")),
                           attachment_of("BOB.SC2", memory("something else"))};
    auto target = *prepared();
    ASSERT_TRUE(deliver(*target, mailbox_named("JDOE"), {message}).has_value());
    const auto file = memory(test_files::content_of(path("JDOE.SEC")));
    const auto sections = exchange::read_data_sections(file, 50, *CodePage::numbered(1252));
    ASSERT_EQ(sections->list.size(), 3U);
    EXPECT_EQ(sections->list[1].kind, exchange::DataKind::schedule);
    EXPECT_EQ(sections->list[2].kind, exchange::DataKind::attachment);
}

TEST_F(MigrationTargetTest, B21CharactersThePageDoesNotHaveAreCounted) {
    auto target = *prepared("?codepage=850");
    ASSERT_TRUE(deliver(*target, mailbox_named("JDOE"), {letter("日本")}).has_value());
    ASSERT_EQ(count(MessageId::migration_characters_lost), 1U);
    EXPECT_EQ(losses_.list().front().text, "2 that code page 850 does not have");
    EXPECT_NE(test_files::content_of(path("JDOE.SEC")).find("s\x9Bster"), std::string::npos);
}

TEST_F(MigrationTargetTest, WhatItHoldsCanBeReadBack) {
    ASSERT_TRUE(run({"JDOE", "ANN"}).has_value());
    const auto ids = [&] {
        Names found;
        auto target = *prepared();
        EXPECT_TRUE(target
                        ->read_back({mailbox_named("JDOE")},
                                    [&](const StoredItem& item) -> Result<void> {
                                        EXPECT_EQ(item.place, "JDOE.SEC(50)");
                                        found.push_back(item.item_id);
                                        return {};
                                    })
                        .has_value());
        return found;
    };
    EXPECT_EQ(ids().size(), 1U);
    // A row that is gone, whatever our own list says.
    std::string rows = test_files::content_of(path("JDOE.PRI"));
    rows.resize(rows.find("Body\r\n") + 6);
    std::ofstream(path("JDOE.PRI"), std::ios::binary) << rows;
    EXPECT_TRUE(ids().empty());
}

}  // namespace
}  // namespace restante::targets
