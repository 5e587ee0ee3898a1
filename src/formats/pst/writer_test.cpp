#include "formats/pst/writer.h"

#include <gtest/gtest.h>

#include "formats/pst/contact.h"
#include "formats/pst/little_endian.h"

namespace restante::pst {
namespace {

// A source whose medium fails from some offset on.
class BrokenSource final : public ByteSource {
public:
    BrokenSource(std::uint64_t size, std::uint64_t good) : size_(size), good_(good) {}
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        if (offset + into.size() > good_) return fail(Errc::io, "bad sector", good_);
        std::fill(into.begin(), into.end(), std::uint8_t{0x55});
        return {};
    }

private:
    std::uint64_t size_, good_;
};

// A disk without room.
class FullSink final : public PatchableSink {
public:
    Result<void> append(Bytes) override { return fail(Errc::no_space, "disk full"); }
    Result<void> patch(std::uint64_t, Bytes) override { return fail(Errc::no_space, "disk full"); }
};

WriterOptions options(Format format = Format::unicode) {
    WriterOptions result;
    result.format = format;
    result.record_key[3] = 1;
    result.time = FileTime::from_unix(800'000'000);
    return result;
}

class PstWriter : public testing::Test {
protected:
    PstWriter() : writer(std::move(*Writer::create(sink, options()))) {}

    MemorySink sink;
    std::unique_ptr<Writer> writer;
};

TEST(PstFileTime, FromUnix) {
    EXPECT_EQ(FileTime::from_unix(0).ticks, 116'444'736'000'000'000U);
    EXPECT_EQ(FileTime::from_unix(-20'000'000'000).ticks, 0U);
}

TEST(PstWriterOptions, Contradictions) {
    MemorySink sink;
    WriterOptions wrong = options(Format::ansi);
    wrong.size_limit = 3ULL << 30U;
    EXPECT_EQ(Writer::create(sink, wrong).error().code, Errc::usage);
    wrong = options();
    wrong.record_key = {};
    EXPECT_EQ(Writer::create(sink, wrong).error().code, Errc::usage);
    wrong = options();
    wrong.size_limit = 1000;
    EXPECT_EQ(Writer::create(sink, wrong).error().code, Errc::usage);
}

TEST_F(PstWriter, OrderOfCalls) {
    EXPECT_EQ(writer->add_message({}).error().code, Errc::usage);
    EXPECT_EQ(writer->end_folder().error().code, Errc::usage);
    EXPECT_EQ(writer->begin_folder({.name = ""}).error().code, Errc::bad_value);
    EXPECT_EQ(writer->begin_folder({.parent = 0x9999, .name = "x"}).error().code, Errc::usage);
    const FolderId inbox = *writer->begin_folder({.name = "Inbox", .role = FolderRole::inbox});
    EXPECT_EQ(inbox, 0x8082U);
    EXPECT_EQ(writer->begin_folder({.name = "two at once"}).error().code, Errc::usage);
    ASSERT_TRUE(writer->end_folder());
    EXPECT_EQ(writer->begin_folder({.name = "Again", .role = FolderRole::inbox}).error().code, Errc::usage);
    EXPECT_EQ(writer->begin_folder({.parent = inbox, .name = "Deep", .role = FolderRole::outbox}).error().code,
              Errc::usage);
    EXPECT_EQ(*writer->begin_folder({.name = "Trash", .role = FolderRole::deleted_items}), 0x8062U);
    ASSERT_TRUE(writer->finish());  // closes the folder
    EXPECT_EQ(writer->finish().error().code, Errc::usage);
    EXPECT_EQ(as_text(Bytes(sink.bytes()).first(4)), "!BDN");
}

TEST_F(PstWriter, HasNoHeaderUntilFinished) {
    ASSERT_TRUE(writer->begin_folder({.name = "Inbox"}));
    ASSERT_TRUE(writer->add_message({.subject = "x"}));
    ASSERT_TRUE(writer->end_folder());
    EXPECT_EQ(load_le<std::uint32_t>(sink.bytes(), 0), 0U);
}

TEST_F(PstWriter, CountsItems) {
    ASSERT_TRUE(writer->begin_folder({.name = "Inbox"}));
    EXPECT_EQ(writer->add_message({.subject = "x"})->nid, 0x200024U);
    EXPECT_EQ(writer->add_message({.subject = "y"})->nid, 0x200044U);
    EXPECT_EQ(writer->add_message({.associated = true})->nid, 0x100028U);
    EXPECT_EQ(writer->items_in_folder(), 2U);
    EXPECT_EQ(writer->item_count(), 3U);
}

TEST_F(PstWriter, RefusesMessagesThatCannotBeStored) {
    ASSERT_TRUE(writer->begin_folder({.name = "Inbox"}));
    Message large;
    large.attachments.push_back({.data = std::make_shared<BrokenSource>(0x7FFFFFFF, 0)});
    EXPECT_EQ(writer->add_message(large).error().code, Errc::too_large);
    Message hollow;
    hollow.attachments.push_back({.method = AttachMethod::embedded_message});
    EXPECT_EQ(writer->add_message(hollow).error().code, Errc::bad_value);
    Message reserved;
    reserved.properties.push_back({0, true});
    EXPECT_EQ(writer->add_message(reserved).error().code, Errc::bad_value);
    auto nested = std::make_shared<Message>();
    for (std::size_t depth = 0; depth <= kMaxEmbedding; ++depth) {
        auto outer = std::make_shared<Message>();
        outer->attachments.push_back({.method = AttachMethod::embedded_message, .embedded = nested});
        nested = outer;
    }
    EXPECT_EQ(writer->add_message(*nested).error().code, Errc::unsupported);
    EXPECT_EQ(writer->item_count(), 0U);
    EXPECT_TRUE(writer->add_message({.subject = "fits"}));
    EXPECT_TRUE(writer->finish());
}

TEST(PstWriterLimit, RefusesBeforeTheFileBecomesTooLarge) {
    MemorySink sink;
    WriterOptions small = options(Format::ansi);
    small.size_limit = 4U << 20U;
    const auto writer = std::move(*Writer::create(sink, small));
    ASSERT_TRUE(writer->begin_folder({.name = "Inbox"}));
    Message message;
    message.properties.push_back({0x1000, std::string(20'000, 'x')});
    Result<WrittenMessage> written = WrittenMessage{};
    int count = 0;
    for (; count < 1000; ++count) {
        written = writer->add_message(message);
        if (!written) break;
    }
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, Errc::too_large);
    EXPECT_GT(count, 50);
    ASSERT_TRUE(writer->finish());
    EXPECT_LE(sink.bytes().size(), small.size_limit);
}

TEST_F(PstWriter, KeepsWhatABrokenStreamStillGives) {
    ASSERT_TRUE(writer->begin_folder({.name = "Inbox"}));
    Message message;
    message.attachments.push_back({.data = std::make_shared<BrokenSource>(100'000, 30'000)});
    message.attachments.push_back({.data = std::make_shared<BrokenSource>(100, 0)});
    const WrittenMessage written = *writer->add_message(message);
    ASSERT_EQ(written.cuts.size(), 2U);
    EXPECT_EQ(written.cuts[0].where, "attachment 1");
    EXPECT_EQ(written.cuts[0].property, 0x3701);
    EXPECT_EQ(written.cuts[0].kept, 3 * 8176U);
    EXPECT_EQ(written.cuts[0].error.code, Errc::io);
    EXPECT_EQ(written.cuts[1].kept, 0U);
    EXPECT_TRUE(writer->finish());
}

TEST(PstWriterErrors, PassesOnWhatTheSinkSays) {
    FullSink sink;
    const auto writer = Writer::create(sink, options());
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().code, Errc::no_space);
}

TEST(PstDistributionList, IsContinuedWhenFull) {
    MemorySink sink;
    const auto writer = std::move(*Writer::create(sink, options()));
    std::vector<ListMember> members;
    for (int i = 0; i < 300; ++i)
        members.push_back({.name = "Somebody", .address_type = "SMTP", .address = "somebody@example.org"});
    const auto parts = *make_distribution_list(*writer, "All", members);
    ASSERT_GT(parts.size(), 1U);
    EXPECT_EQ(parts[0].subject, "All");
    EXPECT_EQ(parts[1].subject, "All (2)");
    std::size_t total = 0;
    for (const Message& part : parts)
        for (const Property& property : part.properties)
            if (property.id == *writer->named({kAddressSet, 0x8055U}))
                total += std::get<std::vector<ByteVector>>(property.value).size();
    EXPECT_EQ(total, members.size());
    EXPECT_EQ(make_distribution_list(*writer, "Nobody", {})->size(), 1U);
}

}  // namespace
}  // namespace restante::pst
