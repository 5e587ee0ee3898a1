#include "targets/pst/pst_target.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/file_content_test.h"
#include "formats/pst/reader/checker.h"
#include "formats/pst/reader/store.h"
#include "formats/pst/writer.h"
#include "targets/pst/target_scratch_test.h"

namespace restante::targets {
namespace {

using test_files::content_of;
using testing::note;
using testing::Scratch;

const model::Mailbox kJohn{"JDOE", "John Doe", "MS:ACME/HQ/JDOE"};

void write(const std::string& path, const std::string& content) { std::ofstream(path, std::ios::binary) << content; }

std::unique_ptr<Target> open(const std::string& uri, bool overwrite = false) {
    TargetOptions options;
    options.overwrite = overwrite;
    auto target = open_pst_target(*TargetUri::parse(uri), options);
    EXPECT_TRUE(target);
    return std::move(*target);
}

std::string id_of(std::size_t number) {
    std::string id(32, '0');
    id[15] = static_cast<char>('a' + number % 6);
    id[0] = '7';
    return id;
}

Result<void> deliver(Target& target, const model::Mailbox& mailbox, const std::vector<model::Message>& messages,
                     Findings& losses) {
    auto writer = TRY(target.open_mailbox(mailbox, losses));
    TRY_VOID(writer->begin_folder({.path = {"Inbox"}, .role = model::FolderRole::inbox}));
    for (std::size_t i = 0; i < messages.size(); ++i) TRY(writer->add_message(messages[i], "Inbox/1", id_of(i)));
    TRY_VOID(writer->end_folder());
    return writer->finish(Findings{});
}

Result<void> run(const std::string& uri, const std::vector<model::Message>& messages, bool overwrite = false) {
    const auto target = open(uri, overwrite);
    Findings losses;
    TRY_VOID(target->prepare({}, {kJohn}));
    TRY_VOID(deliver(*target, kJohn, messages, losses));
    return target->finish();
}

std::vector<std::string> subjects_below(const pst::reader::Store& store, pst::Nid folder, const std::string& path) {
    std::vector<std::string> found;
    const std::vector<pst::Nid> messages = *store.messages(folder);
    for (const pst::Nid nid : messages)
        found.push_back(path + ": " + pst::reader::plain_subject(store.message(nid)->properties().text(0x0037, {})));
    for (const pst::Nid child : store.children(folder)) {
        const auto below = subjects_below(store, child, path + "/" + store.folder(child)->name);
        found.insert(found.end(), below.begin(), below.end());
    }
    return found;
}

TEST(PstTarget, FilesOfMailboxes) {
    const Scratch scratch;
    ASSERT_TRUE(run("pst:" + scratch.path(), {note("86000001", "a")}));
    EXPECT_EQ(scratch.names(), (std::vector<std::string>{".JDOE.pst.restante", "JDOE.pst"}));
    EXPECT_EQ(content_of(scratch / "JDOE.pst").substr(0, 4), "!BDN");
}

TEST(PstTarget, OneFileForSeveralMailboxes) {
    const Scratch scratch;
    const auto target = open("pst:" + (scratch / "all.pst"));
    const model::Mailbox jane{"JROE", "", "MS:ACME/HQ/JROE"};
    Findings losses;
    ASSERT_TRUE(target->prepare({}, {kJohn, jane}));
    ASSERT_TRUE(deliver(*target, kJohn, {note("86000001", "a")}, losses));
    ASSERT_TRUE(deliver(*target, jane, {note("86000001", "b")}, losses));
    EXPECT_EQ(scratch.names(), (std::vector<std::string>{".all.pst.partial"}));
    ASSERT_TRUE(target->finish());
    EXPECT_EQ(scratch.names(), (std::vector<std::string>{".all.pst.restante", "all.pst"}));
    const std::string content = content_of(scratch / "all.pst");
    const Bytes bytes = as_bytes(content);
    const auto file = std::make_shared<MemoryBytes>(ByteVector(bytes.begin(), bytes.end()));
    Findings findings;
    ASSERT_TRUE(pst::reader::check_pst(file, findings));
    EXPECT_EQ(findings.total(), 0U);
    EXPECT_EQ(subjects_below(*pst::reader::Store::open(file), pst::kIpmSubtree, ""),
              (std::vector<std::string>{"/JDOE/Inbox: a", "/JROE/Inbox: b"}));
}

TEST(PstTarget, WhatNoPstCanHoldIsRefusedByNumber) {
    class Huge final : public ByteSource {
    public:
        [[nodiscard]] std::uint64_t size() const override { return std::uint64_t{3} << 30U; }
        Result<void> read(std::uint64_t, MutableBytes) const override { return fail(Errc::io, "never read"); }
    };
    const Scratch scratch;
    const auto target = open("pst:" + scratch.path());
    Findings losses;
    ASSERT_TRUE(target->prepare({}, {kJohn}));
    auto message = note("86000001", "a");
    message.attachments.emplace_back().data = std::make_shared<Huge>();
    const auto refused = deliver(*target, kJohn, {message}, losses);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::too_large);
    ASSERT_FALSE(losses.list().empty());
    EXPECT_EQ(losses.list().back().id, MessageId::pst_item_refused);
}

// A mailbox that is never finished.
void begin_and_leave(Target& target, Findings& losses) {
    auto writer = target.open_mailbox(kJohn, losses);
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->begin_folder({.path = {"Inbox"}, .role = model::FolderRole::inbox}));
    ASSERT_TRUE((*writer)->add_message(note("86000001", "a"), "Inbox/1", id_of(0)));
}

TEST(PstTarget, AnInterruptedRunLeavesNothing) {
    const Scratch scratch;
    {
        const auto target = open("pst:" + scratch.path());
        Findings losses;
        ASSERT_TRUE(target->prepare({}, {kJohn}));
        begin_and_leave(*target, losses);
    }
    EXPECT_TRUE(scratch.names().empty());
}

TEST(PstTarget, AMailboxBegunAnewHasOneFile) {
    const Scratch scratch;
    const auto target = open("pst:" + scratch.path());
    Findings losses;
    ASSERT_TRUE(target->prepare({}, {kJohn}));
    begin_and_leave(*target, losses);
    ASSERT_TRUE(deliver(*target, kJohn, {note("86000001", "a"), note("86000002", "b")}, losses));
    ASSERT_TRUE(target->finish());
    EXPECT_EQ(scratch.names(), (std::vector<std::string>{".JDOE.pst.restante", "JDOE.pst"}));
    const std::string content = content_of(scratch / "JDOE.pst");
    const Bytes bytes = as_bytes(content);
    const auto file = std::make_shared<MemoryBytes>(ByteVector(bytes.begin(), bytes.end()));
    EXPECT_EQ(subjects_below(*pst::reader::Store::open(file), pst::kIpmSubtree, "").size(), 2U);
}

TEST(PstTarget, AnIncompleteMailboxGivesUpTheSharedFile) {
    const Scratch scratch;
    const auto target = open("pst:" + (scratch / "all.pst"));
    Findings losses;
    ASSERT_TRUE(target->prepare({}, {kJohn}));
    ASSERT_TRUE(target->open_mailbox(kJohn, losses));  // and never finished
    EXPECT_FALSE(target->finish());
    EXPECT_TRUE(scratch.names().empty());
}

TEST(PstTarget, RepeatingGivesTheSameFile) {
    const Scratch scratch;
    const std::vector<model::Message> messages{note("86000001", "a"), note("86000002", "b")};
    ASSERT_TRUE(run("pst:" + scratch.path(), messages));
    const std::string first = content_of(scratch / "JDOE.pst");
    ASSERT_TRUE(run("pst:" + scratch.path(), messages));
    EXPECT_TRUE(first == content_of(scratch / "JDOE.pst"));
}

TEST(PstTarget, ForeignFilesAreRefused) {
    const Scratch scratch;
    write(scratch / "JDOE.pst", "mine");
    const auto refused = run("pst:" + scratch.path(), {note("86000001", "a")});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::exists);
    EXPECT_NE(refused.error().what.find("--overwrite"), std::string::npos);
    EXPECT_EQ(content_of(scratch / "JDOE.pst"), "mine");
    ASSERT_TRUE(run("pst:" + scratch.path(), {note("86000001", "a")}, true));
    EXPECT_EQ(content_of(scratch / "JDOE.pst").substr(0, 4), "!BDN");
}

TEST(PstTarget, FilesChangedSinceAreRefused) {
    const Scratch scratch;
    ASSERT_TRUE(run("pst:" + scratch.path(), {note("86000001", "a")}));
    std::string changed = content_of(scratch / "JDOE.pst");
    changed[40] = static_cast<char>(changed[40] + 1);  // dwUnique: what every program that writes to the store changes
    write(scratch / "JDOE.pst", changed);
    const auto refused = run("pst:" + scratch.path(), {note("86000001", "a")});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::exists);
    EXPECT_TRUE(changed == content_of(scratch / "JDOE.pst"));
}

TEST(PstTarget, NothingIsReplacedByLess) {
    const Scratch scratch;
    ASSERT_TRUE(run("pst:" + scratch.path(), {note("86000001", "a"), note("86000002", "b")}));
    const std::string first = content_of(scratch / "JDOE.pst");
    const auto refused = run("pst:" + scratch.path(), {note("86000001", "a")});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::exists);
    EXPECT_TRUE(first == content_of(scratch / "JDOE.pst"));
    EXPECT_TRUE(run("pst:" + scratch.path(), {note("86000001", "a"), note("86000002", "b"), note("86000003", "c")}));
    EXPECT_TRUE(run("pst:" + scratch.path(), {note("86000001", "a")}, true));
}

TEST(PstTarget, LeftoversUnderTheTemporaryNameAreReplaced) {
    const Scratch scratch;
    write(scratch / ".JDOE.pst.partial", std::string(3'000'000, 'x'));
    ASSERT_TRUE(run("pst:" + scratch.path(), {note("86000001", "a")}));
    EXPECT_LT(std::filesystem::file_size(scratch / "JDOE.pst"), 1'000'000U);
    EXPECT_EQ(scratch.names(), (std::vector<std::string>{".JDOE.pst.restante", "JDOE.pst"}));
}

TEST(PstTarget, BadPlaces) {
    const Scratch scratch;
    write(scratch / "file", "x");
    std::filesystem::create_directory(scratch / "dir.pst");
    for (const std::string& uri :
         {"pst:" + (scratch / "file"), "pst:" + (scratch / "file/below"), "pst:" + (scratch / "dir.pst"),
          "pst:" + (scratch / std::string(300, 'x')), "pst:" + (scratch / (std::string(250, 'x') + ".pst"))}) {
        const auto refused = run(uri, {note("86000001", "a")});
        ASSERT_FALSE(refused) << uri;
        EXPECT_EQ(refused.error().code, Errc::usage) << uri;
    }
    EXPECT_EQ(scratch.names(), (std::vector<std::string>{"dir.pst", "file"}));
}

TEST(PstTarget, PartsAndPartsThatAreNotNeededAnyMore) {
    const Scratch scratch;
    std::vector<model::Message> messages;
    for (int i = 0; i < 6; ++i) messages.push_back(note("86000001", "s", std::string(200'000, 'a')));
    ASSERT_TRUE(run("pst:" + scratch.path() + "?max-size=1M", messages));
    ASSERT_TRUE(std::filesystem::exists(scratch / "JDOE-2.pst"));
    for (const std::string& name : scratch.names())
        if (name.ends_with(".pst")) {
            EXPECT_LE(std::filesystem::file_size(scratch / name), 1U << 20U) << name;
        }
    ASSERT_TRUE(run("pst:" + scratch.path(), messages));
    EXPECT_EQ(scratch.names(), (std::vector<std::string>{".JDOE.pst.restante", "JDOE.pst"}));
}

TEST(PstTarget, PartsPassOverFilesOfOthers) {
    const Scratch scratch;
    write(scratch / "JDOE-2.pst", "mine");
    const std::vector<model::Message> messages(4, note("86000001", "s", std::string(300'000, 'a')));
    ASSERT_TRUE(run("pst:" + scratch.path() + "?max-size=1M", messages));
    EXPECT_EQ(content_of(scratch / "JDOE-2.pst"), "mine");
    EXPECT_TRUE(std::filesystem::exists(scratch / "JDOE-3.pst"));
}

}  // namespace
}  // namespace restante::targets
