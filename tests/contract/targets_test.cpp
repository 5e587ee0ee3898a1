#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/file_content_test.h"
#include "example_mail.h"
#include "target_contract.h"

namespace restante::testing {
namespace {

namespace fs = std::filesystem;

struct Delivered {
    std::size_t written = 0, already_there = 0;
};

struct FolderOfMail {
    model::Folder folder{};
    std::vector<model::Message> messages{};
};

std::string id_for(const model::Folder& folder, std::size_t index) {
    std::string key = folder.hidden ? "h" : "v";
    for (const std::string& name : folder.path) key += name + "\n";
    key += std::to_string(index);
    std::size_t hash = std::hash<std::string>{}(key);
    std::string id;
    for (std::size_t i = 0; i < 32; ++i) id += "0123456789abcdef"[(hash >> (4 * (i % 16))) & 15U];
    return id;
}

// Folders and bodies as they must come back.
std::string expected_body(const model::Message& message) {
    std::string body;
    const std::string stored = message.body.value_or("");
    for (std::size_t i = 0; i < stored.size(); ++i) {
        if (stored[i] == '\r') {
            body += '\n';
            if (i + 1 < stored.size() && stored[i + 1] == '\n') ++i;
        } else if (stored[i] == '\0') {
            body += "\xE2\x90\x80";
        } else {
            body += stored[i];
        }
    }
    return body;
}

// Holds a target to what it promises its journal.
class StrictJournal final : public targets::Journal {
public:
    Result<void> intend(std::span<const targets::JournalItem> items) override {
        for (const targets::JournalItem& one : items) intended_.insert(one.item_id);
        return {};
    }
    void settled(const std::string& item_id, Result<targets::Delivery> outcome) override {
        EXPECT_TRUE(intended_.contains(item_id)) << "was sent before it was on record";
        EXPECT_TRUE(settled_.insert(item_id).second) << "two answers for one item";
        EXPECT_TRUE(outcome.has_value()) << outcome.error().describe();
    }
    void expect(const std::string& item_id) { pending_.insert(item_id); }
    void mailbox_finished() const { EXPECT_EQ(settled_, pending_); }

private:
    std::set<std::string> intended_, settled_, pending_;
};

class TargetContract : public ::testing::TestWithParam<TargetUnderTest> {
protected:
    void SetUp() override {
        place_ =
            fs::temp_directory_path() / ("restante-contract-" + std::to_string(::getpid()) + "-" + GetParam().name);
        clear();
    }
    void TearDown() override { clear(); }
    void clear() const {
        fs::remove_all(place_);
        if (GetParam().clear) GetParam().clear(place());
    }

    [[nodiscard]] std::string place() const { return (place_ / "below" / "out").string(); }

    Result<Delivered> run(const std::vector<FolderOfMail>& mail, const std::string& place,
                          const targets::TargetOptions& options = {}) {
        Delivered delivered;
        const model::Mailbox mailbox = example_mailbox();
        auto target = TRY(GetParam().open(place, options));
        TRY_VOID(target->prepare({}, {mailbox}));
        losses_ = Findings();
        auto writer = TRY(target->open_mailbox(mailbox, losses_));
        StrictJournal journal;
        if (target->capabilities().stores_items) writer->set_journal(journal);
        for (const FolderOfMail& one : mail) {
            TRY_VOID(writer->begin_folder(one.folder));
            for (std::size_t i = 0; i < one.messages.size(); ++i) {
                const auto delivery = TRY(writer->add_message(one.messages[i], "item", id_for(one.folder, i)));
                ++(delivery.already_there ? delivered.already_there : delivered.written);
                hashes_[id_for(one.folder, i)] = delivery.sha256;
                if (delivery.pending) journal.expect(id_for(one.folder, i));
            }
            TRY_VOID(writer->end_folder());
        }
        TRY_VOID(writer->finish(Findings()));
        journal.mailbox_finished();
        writer.reset();
        TRY_VOID(target->finish());
        return delivered;
    }

    // What is there, file by file: to see whether a run changed anything.
    [[nodiscard]] std::map<std::string, std::string> snapshot() const {
        std::map<std::string, std::string> files;
        if (!fs::exists(place())) return files;
        for (const auto& entry : fs::recursive_directory_iterator(place())) {
            if (entry.is_regular_file()) files[entry.path().string()] = test_files::content_of(entry.path());
        }
        return files;
    }

    [[nodiscard]] std::map<std::vector<std::string>, std::vector<ReadMessage>> read_back() const {
        std::map<std::vector<std::string>, std::vector<ReadMessage>> folders;
        for (ReadFolder& folder : GetParam().read_back(place())) {
            auto& messages = folders[folder.path];
            std::move(folder.messages.begin(), folder.messages.end(), std::back_inserter(messages));
        }
        return folders;
    }

    fs::path place_;
    Findings losses_;
    std::map<std::string, std::string> hashes_;  // of the last run, by item id
};

TEST_P(TargetContract, PrepareWritesNothing) {
    auto target = GetParam().open(place(), {});
    ASSERT_TRUE(target.has_value());
    EXPECT_TRUE((*target)->prepare({}, {example_mailbox()}).has_value());
    EXPECT_FALSE(fs::exists(place_));
}

TEST_P(TargetContract, EmptyFolderStays) {
    ASSERT_TRUE(run({{example_folder({"Empty"}), {}}}, place()).has_value());
    EXPECT_TRUE(read_back().contains({"Empty"}));
}

TEST_P(TargetContract, OddMessagesComeBackComplete) {
    const std::vector<model::Message> messages = odd_messages();
    const auto delivered = run({{example_folder(), messages}}, place());
    ASSERT_TRUE(delivered.has_value()) << delivered.error().describe();
    EXPECT_EQ(delivered->written, messages.size());
    auto read = read_back()[{"Inbox"}];
    ASSERT_EQ(read.size(), messages.size());
    std::map<std::string, ReadMessage> by_id;
    for (const ReadMessage& message : read) by_id[message.item_id] = message;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const ReadMessage& message = by_id[id_for(example_folder(), i)];
        SCOPED_TRACE(messages[i].subject.value_or("").substr(0, 40));
        EXPECT_TRUE(message.read);
        if (messages[i].attachments.empty()) {
            std::string body = expected_body(messages[i]);
            if (!GetParam().keeps_final_line_end && message.body == body + "\n") body += '\n';
            EXPECT_EQ(message.body, body);
        }
        std::set<std::string> contents;
        for (const ReadAttachment& attachment : message.attachments) contents.insert(attachment.content);
        for (const model::Attachment& attachment : messages[i].attachments) {
            if (!attachment.data) continue;
            const ByteVector data = *read_all(*attachment.data, 1'000'000);
            EXPECT_TRUE(contents.contains(std::string(as_text(data)))) << attachment.name.value_or("");
        }
    }
}

TEST_P(TargetContract, LargeAttachment) {
    model::Message message = simple_message();
    message.attachments.resize(1);
    message.attachments[0].name = "large.bin";
    const std::string data = filler(50'000'000);
    message.attachments[0].data = bytes_of(data);
    ASSERT_TRUE(run({{example_folder(), {message}}}, place()).has_value());
    const auto read = read_back()[{"Inbox"}];
    ASSERT_EQ(read.size(), 1U);
    ASSERT_EQ(read[0].attachments.size(), 1U);
    EXPECT_TRUE(read[0].attachments[0].content == data);
}

TEST_P(TargetContract, OddFolderNames) {
    std::vector<FolderOfMail> mail;
    const std::vector<std::vector<std::string>> paths = {{"a/b"},
                                                         {"a"},
                                                         {"a", "b"},
                                                         {"A"},
                                                         {".."},
                                                         {"."},
                                                         {" x "},
                                                         {"CON"},
                                                         {"con.txt"},
                                                         {"%"},
                                                         {"%41"},
                                                         {"a.b"},
                                                         {"Übersicht"},
                                                         {"U\xCC\x88"
                                                          "bersicht"},
                                                         {"日本語"},
                                                         {"x\x01y"},
                                                         {"~root"},
                                                         {"&"},
                                                         {std::string(127, 'n')},
                                                         {std::string(250, 'L')},
                                                         {"cur"},
                                                         {"new"},
                                                         {"INBOX"},
                                                         {"restante-mailbox.json"},
                                                         {"Hidden"},
                                                         {"a%~2"}};
    for (const auto& path : paths) mail.push_back({example_folder(path), {simple_message("1", path.back())}});
    std::vector<std::string> deep;
    for (int level = 0; level < 30; ++level) {
        deep.push_back(std::string(100, 'd'));
        mail.push_back({example_folder(deep), {simple_message("1", std::to_string(level))}});
    }
    FolderOfMail hidden{example_folder({"a"}), {simple_message("1", "hidden")}};
    hidden.folder.hidden = true;
    for (int round = 0; round < 2; ++round) {
        const auto delivered = run(mail, place());
        ASSERT_TRUE(delivered.has_value()) << delivered.error().describe();
        auto read = read_back();
        EXPECT_EQ(read.size(), mail.size());
        for (const FolderOfMail& one : mail) {
            ASSERT_EQ(read[one.folder.path].size(), 1U) << model::display_path(one.folder);
            EXPECT_EQ(read[one.folder.path][0].item_id, id_for(one.folder, 0));
        }
        // In another order, the second run must find the same places.
        std::reverse(mail.begin(), mail.end());
    }
    ASSERT_TRUE(run({hidden}, place()).has_value());
    EXPECT_EQ(read_back()[{"a"}].size(), 2U);  // the visible and the hidden one lie apart, under one path
}

TEST_P(TargetContract, EmptyHiddenFoldersAreNotMade) {
    FolderOfMail hidden{example_folder({"\xFFHiddenBullet"}), {}};
    hidden.folder.hidden = true;
    FolderOfMail outbox{example_folder({"Outbox"}, model::FolderRole::outbox), {}};
    outbox.folder.hidden = true;
    ASSERT_TRUE(run({hidden, outbox}, place()).has_value());
    const auto read = read_back();
    EXPECT_EQ(read.size(), 1U);
    EXPECT_TRUE(read.contains({"Outbox"}));
}

TEST_P(TargetContract, RunningTwiceChangesNothing) {
    const std::vector<FolderOfMail> mail = {{example_folder({"Inbox"}, model::FolderRole::inbox), odd_messages()},
                                            {example_folder({"Projects", "Alpha"}), {simple_message()}}};
    ASSERT_TRUE(run(mail, place()).has_value());
    const auto before = snapshot();
    const auto again = run(mail, place());
    ASSERT_TRUE(again.has_value()) << again.error().describe();
    EXPECT_EQ(again->written, 0U);
    EXPECT_EQ(again->already_there, mail[0].messages.size() + 1);
    EXPECT_TRUE(snapshot() == before);
}

TEST_P(TargetContract, WhatItHoldsCanBeReadBack) {
    targets::TargetOptions options;
    options.hash_items = true;
    FolderOfMail mail{example_folder(), odd_messages()};
    model::Message large = simple_message();
    large.attachments.resize(1);
    large.attachments[0].data = bytes_of(filler(3'000'000));
    mail.messages.push_back(large);
    ASSERT_TRUE(run({mail, {example_folder({"Other"}), {simple_message()}}}, place(), options).has_value());
    auto target = *GetParam().open(place(), options);
    std::set<std::string> ids;
    const auto read = target->read_back({example_mailbox()}, [&](const targets::StoredItem& item) -> Result<void> {
        EXPECT_TRUE(ids.insert(item.item_id).second) << item.place;
        // A line end that is added belongs to what is read.
        if (GetParam().keeps_final_line_end) {
            EXPECT_EQ(item.sha256, hashes_[item.item_id]) << item.place;
        }
        return {};
    });
    ASSERT_TRUE(read.has_value()) << read.error().describe();
    EXPECT_EQ(ids.size(), mail.messages.size() + 1);
}

TEST_P(TargetContract, OnlyWhatIsMissingIsAdded) {
    FolderOfMail one{example_folder(), {simple_message("1", "first")}};
    ASSERT_TRUE(run({one}, place()).has_value());
    one.messages.push_back(simple_message("2", "second"));
    const auto again = run({one}, place());
    ASSERT_TRUE(again.has_value()) << again.error().describe();
    EXPECT_EQ(again->written, 1U);
    EXPECT_EQ(read_back()[{"Inbox"}].size(), 2U);
}

TEST_P(TargetContract, TheSameItemTwiceIsOneItem) {
    auto target = *GetParam().open(place(), {});
    ASSERT_TRUE(target->prepare({}, {example_mailbox()}).has_value());
    auto writer = *target->open_mailbox(example_mailbox(), losses_);
    ASSERT_TRUE(writer->begin_folder(example_folder()).has_value());
    const std::string id(32, 'a');
    EXPECT_FALSE(writer->add_message(simple_message(), "item", id)->already_there);
    EXPECT_TRUE(writer->add_message(simple_message(), "item", id)->already_there);
    ASSERT_TRUE(writer->end_folder().has_value());
    ASSERT_TRUE(writer->finish(Findings()).has_value());
    EXPECT_EQ(read_back()[{"Inbox"}].size(), 1U);
}

TEST_P(TargetContract, AnInterruptedRunIsCompletedByTheNext) {
    const FolderOfMail mail{example_folder(), {simple_message("1", "first"), simple_message("2", "second")}};
    {
        auto target = *GetParam().open(place(), {});
        ASSERT_TRUE(target->prepare({}, {example_mailbox()}).has_value());
        auto writer = *target->open_mailbox(example_mailbox(), losses_);
        ASSERT_TRUE(writer->begin_folder(mail.folder).has_value());
        ASSERT_TRUE(writer->add_message(mail.messages[0], "item", id_for(mail.folder, 0)).has_value());
    }
    ASSERT_TRUE(run({mail}, place()).has_value());
    EXPECT_EQ(read_back()[{"Inbox"}].size(), 2U);
    for (const auto& [path, content] : snapshot()) EXPECT_EQ(path.find("restante-tmp"), std::string::npos) << path;
}

// As when another target of the run was away.
TEST_P(TargetContract, AMailboxBegunAnewHasOnePlace) {
    const FolderOfMail mail{example_folder(), {simple_message("1", "first"), simple_message("2", "second")}};
    auto target = *GetParam().open(place(), {});
    ASSERT_TRUE(target->prepare({}, {example_mailbox()}).has_value());
    for (const std::size_t arrive : {1U, 2U}) {
        auto writer = target->open_mailbox(example_mailbox(), losses_);
        ASSERT_TRUE(writer.has_value()) << writer.error().describe();
        ASSERT_TRUE((*writer)->begin_folder(mail.folder).has_value());
        for (std::size_t i = 0; i < arrive; ++i)
            ASSERT_TRUE((*writer)->add_message(mail.messages[i], "item", id_for(mail.folder, i)).has_value());
        if (arrive != mail.messages.size()) continue;
        ASSERT_TRUE((*writer)->end_folder().has_value());
        ASSERT_TRUE((*writer)->finish(Findings()).has_value());
    }
    ASSERT_TRUE(target->finish().has_value());
    EXPECT_EQ(read_back()[{"Inbox"}].size(), 2U);
    const std::string second = "JDOE%~2";  // of folders that are called like the inbox a target may make a second one
    for (const auto& [path, content] : snapshot()) EXPECT_EQ(path.find(second), std::string::npos) << path;
}

TEST_P(TargetContract, ForeignDirectoryIsRefusedUntouched) {
    if (!GetParam().is_directory) GTEST_SKIP() << "no directory";
    for (const char* where : {"precious.txt", "JDOE/precious.txt"}) {
        fs::remove_all(place_);
        const fs::path file = fs::path(place()) / where;
        fs::create_directories(file.parent_path());
        std::ofstream(file) << "precious";
        const auto before = snapshot();
        auto target = *GetParam().open(place(), {});
        const auto prepared = target->prepare({}, {example_mailbox()});
        ASSERT_FALSE(prepared.has_value());
        EXPECT_EQ(prepared.error().code, Errc::exists);
        EXPECT_NE(prepared.error().what.find("--overwrite"), std::string::npos);
        EXPECT_EQ(snapshot(), before);
        targets::TargetOptions overwrite;
        overwrite.overwrite = true;
        EXPECT_TRUE(run({{example_folder(), {simple_message()}}}, place(), overwrite).has_value());
        EXPECT_EQ(snapshot()[file.string()], "precious");
    }
}

TEST_P(TargetContract, PlaceThatIsAFileIsRefused) {
    if (!GetParam().is_directory) GTEST_SKIP() << "no directory";
    fs::create_directories(fs::path(place()).parent_path());
    std::ofstream(place()) << "a file";
    auto target = *GetParam().open(place(), {});
    EXPECT_EQ(target->prepare({}, {example_mailbox()}).error().code, Errc::exists);
}

TEST_P(TargetContract, FullDiskIsSaidAndLeavesNoHalfFile) {
    if (!GetParam().is_directory) GTEST_SKIP() << "no directory";
    const fs::path disk = place_ / "disk";
    fs::create_directories(disk);
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=2m") != 0) GTEST_SKIP() << "may not mount a small disk";
    model::Message message = simple_message();
    message.attachments.resize(1);
    message.attachments[0].data = bytes_of(filler(5'000'000));
    const auto delivered = run({{example_folder(), {simple_message("1"), message}}}, (disk / "out").string());
    EXPECT_FALSE(delivered.has_value());
    if (!delivered) {
        EXPECT_EQ(delivered.error().code, Errc::no_space) << delivered.error().describe();
    }
    for (const auto& entry : fs::recursive_directory_iterator(disk))
        if (entry.is_regular_file()) {
            EXPECT_LT(entry.file_size(), 100'000U) << entry.path();
        }
    ::umount(disk.c_str());
}

INSTANTIATE_TEST_SUITE_P(EveryTarget, TargetContract, ::testing::ValuesIn(targets_under_test()),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace restante::testing
