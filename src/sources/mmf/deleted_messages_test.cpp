// Deleted messages of message files, as recover delivers them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "formats/mmf/samples_test.h"
#include "sources/mmf/mmf_source.h"
#include "sources/mmf/test_store_test.h"

namespace restante::sources {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

struct OpenSample {
    OpenSample(const std::string& name, bool dig) {
        auto opened = open_mmf_source(name, mmf::samples::source(name), {.dig = dig});
        if (!opened) return;
        source = std::move(*opened);
        reader = std::move(*source->open_mailbox(0));
    }
    std::unique_ptr<Source> source;
    std::unique_ptr<MailboxReader> reader;
};

// "Inbox 861234 subject", those that were recovered apart.
void list_messages(MailboxReader& reader, std::vector<std::string>& usual, std::vector<std::string>& recovered) {
    for (std::size_t folder = 0; folder < reader.folders().size(); ++folder) {
        for (std::size_t i = 0; i < reader.message_count(folder); ++i) {
            const auto message = reader.read_message(folder, i);
            const bool dug = message && message->recovered;
            (dug ? recovered : usual)
                .push_back(model::display_path(reader.folders()[folder]) + " " +
                           (message ? message->id + " " + message->subject.value_or("") : message.error().what));
        }
    }
}

// Of those that could be read.
std::set<std::string> readable_ids(const std::vector<std::string>& messages) {
    std::set<std::string> found;
    for (const std::string& message : messages) {
        const std::size_t id = message.find(" 86");
        if (id != std::string::npos) found.insert(message.substr(id + 1, 8));
    }
    return found;
}

TEST(DeletedMessages, StandBehindTheOthersOfTheirFolderWithTheirAttachments) {
    const OpenSample dug("deleted", true);
    std::vector<std::string> subjects;
    std::vector<std::uint64_t> attachments;
    ASSERT_EQ(dug.reader->message_count(0), 20U);
    for (std::size_t i = 0; i < 20; ++i) {
        const auto message = dug.reader->read_message(0, i);
        ASSERT_TRUE(message) << i;
        EXPECT_EQ(message->recovered, i >= 14) << i;
        if (i < 14) continue;
        subjects.push_back(message->subject.value_or(""));
        for (const model::Attachment& one : message->attachments) attachments.push_back(one.data->size());
    }
    EXPECT_THAT(subjects, testing::UnorderedElementsAre("Subject 3", "Subject 4", "Subject 9", "Subject 10",
                                                        "Subject 11", "Subject 17"));
    EXPECT_THAT(attachments, testing::UnorderedElementsAre(900U, 2700U, 3300U, 5100U));
    EXPECT_THAT(findings_of(*dug.reader, MessageId::mmf_deleted_recovered), SizeIs(6));
}

TEST(DeletedMessages, DiggingAddsToEverySampleAndChangesNothing) {
    std::size_t opened = 0, dug_out = 0;
    std::vector<std::string> names = mmf::samples::names();
    for (const std::string& name : mmf::samples::names("corrupt")) names.push_back(name);
    for (const std::string& name : names) {
        SCOPED_TRACE(name);
        const OpenSample plain(name, false), dug(name, true);
        ASSERT_NE(dug.reader, nullptr);
        if (!plain.reader) continue;
        ++opened;
        std::vector<std::string> usual, with_dig, none, recovered;
        list_messages(*plain.reader, usual, none);
        list_messages(*dug.reader, with_dig, recovered);
        EXPECT_THAT(none, testing::IsEmpty());
        if (!name.starts_with("corrupt/")) {
            for (const std::string& one : with_dig) EXPECT_THAT(usual, testing::Contains(one));
        }
        // Of damaged ones more may be known: names of folders, whole messages instead of lines about them.
        std::set<std::string> known = readable_ids(with_dig);
        known.merge(readable_ids(recovered));
        for (const std::string& id : readable_ids(usual)) EXPECT_THAT(known, testing::Contains(id));
        EXPECT_GE(with_dig.size() + recovered.size(), usual.size());
        dug_out += with_dig.size() + recovered.size() - usual.size();
    }
    EXPECT_GE(opened, 55U);
    EXPECT_GE(dug_out, 6U);
}

TEST(DeletedMessages, OrphansOfTheMapAreMarkedOnlyWhenDugFor) {
    for (const bool dig : {false, true}) {
        TestStore store;
        store.enter(mmf::kInbox, "Inbox");
        store.add_folder(mmf::kInbox, {TestStore::message(1)});
        for (std::uint32_t number = 1; number <= 2; ++number) store.add_message(number, mmf::kInbox);
        const auto reader = store.open({.dig = dig});
        ASSERT_THAT(reader->folders(), SizeIs(2));
        EXPECT_FALSE(reader->read_message(0, 0)->recovered);
        EXPECT_EQ(reader->read_message(1, 0)->recovered, dig);
        EXPECT_THAT(findings_of(*reader, MessageId::mmf_orphan_message),
                    ElementsAre("Recovered/0: message " + TestStore::message(2).hex() + " stands in no folder"));
    }
}

}  // namespace
}  // namespace restante::sources
