// Files that end within a message: its text, and what the folder's list says about it, are delivered as one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/joined_bytes.h"
#include "formats/mmf/samples_test.h"
#include "formats/mmf/store.h"
#include "sources/mmf/filled_fragment.h"
#include "sources/mmf/mmf_source.h"
#include "sources/mmf/store_repair.h"
#include "sources/mmf/test_store_test.h"

namespace restante::sources {
namespace {

std::map<std::string, model::Message> messages_by_id(const ByteSourcePointer& file, bool dig) {
    std::map<std::string, model::Message> found;
    auto source = open_mmf_source("test.mmf", file, {.dig = dig});
    if (!source) return found;
    auto reader = (*source)->open_mailbox(0);
    if (!reader) return found;
    for (std::size_t folder = 0; folder < (*reader)->folders().size(); ++folder)
        for (std::size_t i = 0; i < (*reader)->message_count(folder); ++i)
            if (auto message = (*reader)->read_message(folder, i)) found.emplace(message->id, std::move(*message));
    return found;
}

struct StoredText {
    std::uint64_t end = 0;  // in the file
    std::string object{};   // every byte of the message
};

std::map<std::string, StoredText> stored_texts(const ByteSourcePointer& file) {
    std::map<std::string, StoredText> texts;
    Findings findings;
    const auto store = mmf::Store::open(file, findings);
    if (!store) return texts;
    for (const mmf::Node& node : (*store)->nodes()) {
        if (node.oid.type() != mmf::type::kMessage || node.is_alias()) continue;
        auto object = (*store)->object(node.oid);
        if (!object) continue;
        std::string all(object->size(), '\0');
        if (!object->read(0, MutableBytes(reinterpret_cast<std::uint8_t*>(all.data()), all.size()))) continue;
        const auto list = mmf::ListReader::open(std::move(*object));
        if (!list) continue;
        for (const mmf::ListEntry& entry : list->entries())
            if (entry.id == mmf::attribute::kBody && entry.size > 8)
                texts.emplace(node.oid.hex(), StoredText{list->file_offset(entry) + entry.size, all});
    }
    return texts;
}

class CutStore {
public:
    explicit CutStore(const std::string& name) : file_(mmf::samples::source(name)) {}

    // Each message is the last one of the file once, cut behind its text and within it.
    void cut_each() {
        const auto whole = messages_by_id(file_, false);
        for (const auto& [id, stored] : stored_texts(file_)) {
            const auto original = whole.find(id);
            if (original == whole.end() || !original->second.body) continue;
            for (const std::uint64_t cut : {stored.end + 2, stored.end - 5}) {
                SCOPED_TRACE(id + " cut at " + std::to_string(cut));
                look_at(original->second, stored, cut);
            }
        }
    }
    std::size_t cuts = 0, told = 0, other_text = 0, with_line = 0;

private:
    void look_at(const model::Message& original, const StoredText& stored, std::uint64_t cut) {
        ++cuts;
        const auto left = messages_by_id(std::make_shared<ByteRange>(file_, 0, cut), true);
        const auto found = left.find(original.id);
        if (found == left.end()) return;
        const model::Message& message = found->second;
        EXPECT_TRUE(message.incomplete);
        if (message.subject) {
            ++with_line;
            EXPECT_EQ(message.subject, original.subject);
            expect_repaired(message, cut);
        }
        if (!message.body) return;
        EXPECT_EQ(message.recovered.confidence, model::Confidence::doubtful);
        const bool is_body = original.body->starts_with(*message.body);
        ++(is_body ? told : other_text);
        if (is_body && cut > stored.end) {
            EXPECT_EQ(message.body, original.body);
        }
        if (!is_body) {
            EXPECT_NE(stored.object.find(message.body->substr(message.body->size() / 2)), std::string::npos)
                << *message.body;
        }
    }

    void expect_repaired(const model::Message& message, std::uint64_t cut) {
        Findings findings;
        const auto store = mmf::Store::open(std::make_shared<ByteRange>(file_, 0, cut), findings, true);
        ASSERT_TRUE(store);
        MemorySink sink;
        ASSERT_TRUE(repair_store(*store, sink, findings));
        const auto repaired = messages_by_id(std::make_shared<MemoryBytes>(sink.take()), false);
        const auto found = repaired.find(message.id);
        ASSERT_NE(found, repaired.end());
        EXPECT_EQ(found->second.subject, message.subject);
        EXPECT_EQ(found->second.body, message.body);
        EXPECT_EQ(found->second.received, message.received);
    }

    ByteSourcePointer file_;
};

TEST(CutMessage, OfEveryGenuineMessageTheTextBeforeTheCutIsDelivered) {
    std::size_t cuts = 0, told = 0, other_text = 0, with_line = 0;
    for (const std::string& name : mmf::samples::names()) {
        SCOPED_TRACE(name);
        if (mmf::samples::source(name)->size() > 100'000) continue;
        CutStore store(name);
        store.cut_each();
        cuts += store.cuts;
        told += store.told;
        other_text += store.other_text;
        with_line += store.with_line;
    }
    EXPECT_GT(cuts, 300U);
    EXPECT_GE(told * 100, cuts * 95) << told << " of " << cuts;
    EXPECT_LE(other_text * 100, cuts * 3) << other_text << " of " << cuts;
    EXPECT_GT(with_line, 0U);
    // For docs/recovery.md: --gtest_output=xml
    RecordProperty("cuts", std::to_string(cuts));
    RecordProperty("told", std::to_string(told));
    RecordProperty("other_text", std::to_string(other_text));
}

// The map names the place the message had before a part in front of it was lost.
TEST(CutMessage, BehindAMissingMiddleItIsStillTheMessageOfTheMap) {
    constexpr std::uint64_t kMissing = 0x80;
    const ByteSourcePointer file = mmf::samples::source("priority");
    std::vector<std::pair<std::uint64_t, std::string>> ends;
    for (const auto& [id, stored] : stored_texts(file)) ends.emplace_back(stored.end, id);
    std::ranges::sort(ends);
    ASSERT_GT(ends.size(), 3U);
    const std::uint64_t gap = ends[0].first / kMissing * kMissing;
    const auto& [end, id] = ends[3];
    const ByteSourcePointer front = std::make_shared<ByteRange>(file, 0, gap);
    const ByteSourcePointer back = std::make_shared<ByteRange>(file, gap + kMissing, end + 2 - gap - kMissing);
    const auto left = messages_by_id(std::make_shared<JoinedBytes>(front, back), true);
    const auto found = left.find(id);
    ASSERT_NE(found, left.end());
    EXPECT_EQ(found->second.body, messages_by_id(file, false).at(id).body);
    EXPECT_TRUE(found->second.subject);
}

TEST(CutMessage, WhatTheMessageItselfSaysStays) {
    model::Message message, line;
    message.body = "the text";
    message.subject = "its own";
    line.subject = "of the line";
    line.priority = model::Priority::high;
    line.from = {{"Ann", {}, {}, model::AddressKind::unresolved}};
    line.received = LocalTime{1995, 1, 2, 3, 4, 5};
    fill_gaps(message, line);
    EXPECT_EQ(message.subject, "its own");
    EXPECT_EQ(message.priority, model::Priority::high);
    EXPECT_EQ(message.from, line.from);
    EXPECT_EQ(message.received, line.received);
    EXPECT_EQ(message.body, "the text");
}

TEST(CutMessage, ATextThatIsTheSubjectIsNotToldTwice) {
    model::Message cut, own, line;
    cut.body = own.body = line.subject = "Budget";
    own.subject = "Budget";
    fill_gaps(cut, line);
    fill_gaps(own, line);
    EXPECT_EQ(cut.subject, "Budget");
    EXPECT_FALSE(cut.body);
    EXPECT_EQ(own.body, "Budget");
}

}  // namespace
}  // namespace restante::sources
