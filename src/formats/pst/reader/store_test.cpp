#include "formats/pst/reader/store.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/pst/reader/written_files_test.h"

namespace restante::pst::reader {
namespace {

TEST(PstReader, ReadsWhatWasWritten) {
    for (const Format format : {Format::unicode, Format::ansi})
        for (const Encoding encoding : {Encoding::none, Encoding::permute, Encoding::cyclic}) {
            const auto opened = Store::open(std::make_shared<MemoryBytes>(small_file(format, encoding)));
            ASSERT_TRUE(opened) << opened.error().describe();
            const Store& store = *opened;
            EXPECT_EQ(store.file()->header().format, format);
            EXPECT_EQ(store.children(kIpmSubtree).back(), 0x8082U);
            const Folder inbox = *store.folder(0x8082);
            EXPECT_EQ(inbox.name, "Inbox");
            EXPECT_EQ(inbox.comment, "what comes in");
            EXPECT_EQ(inbox.items, 2);
            EXPECT_EQ(inbox.unread, 1);
            const std::vector<Nid> nids = *store.messages(inbox.nid);
            ASSERT_EQ(nids.size(), 2U);
            const MessageObject message = *store.message(nids[0]);
            EXPECT_EQ(plain_subject(message.properties().text(0x0037, {})), "Re: hello");
            EXPECT_EQ(message.properties().text(0x1000, {}), std::string(30'000, 'x'));
            const auto recipients = *message.recipients({});
            ASSERT_EQ(recipients.size(), 1U);
            const std::vector<Nid> attachments = message.attachments();
            ASSERT_EQ(attachments.size(), 3U);
            const ByteVector data = *read_all(**message.attachment(attachments[0])->data(), 1U << 20U);
            EXPECT_EQ(data, ByteVector(20'000, std::uint8_t{0x41}));
            const AttachmentObject second = *message.attachment(attachments[1]);
            EXPECT_EQ(plain_subject(second.embedded()->properties().text(0x0037, {})), "inside");
            EXPECT_EQ(store.name_of(0x8002), (PropertyName{kCommonSet, 0x8530U}));
            EXPECT_FALSE(store.name_error());
        }
}

RC_GTEST_PROP(PstReaderProperty, RoundTrip, (bool unicode, std::vector<std::string> raw_subjects)) {
    const auto encoding = static_cast<Encoding>(*rc::gen::inRange(0, 3));
    if (raw_subjects.size() > 6) raw_subjects.resize(6);
    std::vector<std::string> subjects;
    for (std::string subject : raw_subjects) {
        for (char& byte : subject) byte = static_cast<char>('a' + (static_cast<unsigned char>(byte) % 26U));
        subjects.push_back(subject);
    }
    MemorySink sink;
    const auto writer = start(sink, unicode ? Format::unicode : Format::ansi, encoding);
    RC_ASSERT(bool(writer->begin_folder({.name = "Folder"})));
    for (const std::string& subject : subjects) {
        Message message;
        message.subject = subject;
        message.properties.push_back({0x1000, std::string(subject.size() * 997, 'b')});
        message.attachments.push_back({.data = std::make_shared<MemoryBytes>(ByteVector(subject.size() * 1777, 'c'))});
        RC_ASSERT(bool(writer->add_message(message)));
    }
    RC_ASSERT(bool(writer->finish()));
    const Store store = *Store::open(std::make_shared<MemoryBytes>(sink.take()));
    const std::vector<Nid> nids = *store.messages(0x8082);
    RC_ASSERT(nids.size() == subjects.size());
    for (std::size_t i = 0; i < nids.size(); ++i) {
        const MessageObject message = *store.message(nids[i]);
        RC_ASSERT(plain_subject(message.properties().text(0x0037, {})) == subjects[i]);
        RC_ASSERT(message.properties().text(0x1000, {}) == std::string(subjects[i].size() * 997, 'b'));
        const auto data = *message.attachment(message.attachments().at(0))->data();
        RC_ASSERT(*read_all(*data, 1U << 20U) == ByteVector(subjects[i].size() * 1777, 'c'));
    }
}

}  // namespace
}  // namespace restante::pst::reader
