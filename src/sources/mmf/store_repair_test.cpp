#include "sources/mmf/store_repair.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "formats/mmf/checker.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/store_builder.h"
#include "formats/mmf/store_writer.h"

namespace restante::sources {
namespace {

constexpr mmf::Oid kSearch{0x00010000U | mmf::type::kFinder}, kResult{0x00010000U | mmf::type::kFinderResult},
    kCriteria{0x00010000U | mmf::type::kFinderCriteria}, kSetting{0x00020000U | 0x72U};

std::shared_ptr<const mmf::Store> opened(MemorySink& sink) {
    Findings findings;
    auto store = mmf::Store::open(std::make_shared<MemoryBytes>(sink.take()), findings, true);
    EXPECT_TRUE(store.has_value());
    return *store;
}

std::string bytes_of(const mmf::Store& store, mmf::Oid oid) {
    const auto object = store.object(oid);
    if (!object) return "none";
    return std::string(as_text(*read_all(*object->range(0, object->size()), 10'000)));
}

// Objects that another program, or a client with a saved search, put into a store.
std::shared_ptr<const mmf::Store> foreign_objects() {
    MemorySink sink;
    auto writer = *mmf::StoreWriter::create(sink, {});
    for (const mmf::Oid oid : {kSearch, kResult, kSetting, mmf::kFindersToFolders, mmf::kFinderState}) {
        mmf::ObjectInfo info;
        info.oid = oid;
        info.attr = 0xF001;
        const ByteVector body = mmf::write_list({{7, {1, 2, static_cast<std::uint8_t>(oid.type())}}});
        EXPECT_TRUE(writer.add(info, Bytes(body)));
    }
    EXPECT_TRUE(writer.finish());
    return opened(sink);
}

TEST(StoreRepair, SearchesAndWhatOtherProgramsKeepIsTakenOver) {
    const auto foreign = foreign_objects();
    MemorySink damaged;
    auto builder = *mmf::StoreBuilder::create(damaged, {});
    mmf::NewFolder inbox;
    inbox.name = "Inbox";
    inbox.level = 1;
    inbox.oid = mmf::kInbox;
    ASSERT_TRUE(builder.add_folder(inbox));
    for (const mmf::Oid oid : {kSearch, kResult, kSetting, mmf::kFindersToFolders, mmf::kFinderState})
        ASSERT_TRUE(builder.keep_object(*foreign, *foreign->find(oid)));
    EXPECT_EQ(builder.keep_object(*foreign, *foreign->find(kSearch)).error().code, Errc::exists);
    ASSERT_TRUE(builder.finish());
    const auto before = opened(damaged);

    MemorySink repaired;
    Findings findings;
    ASSERT_TRUE(repair_store(before, repaired, findings));
    EXPECT_TRUE(findings.empty());
    const auto after = opened(repaired);
    for (const mmf::Oid oid : {kSearch, kResult, kSetting, mmf::kFindersToFolders, mmf::kFinderState}) {
        EXPECT_EQ(bytes_of(*after, oid), bytes_of(*foreign, oid)) << oid.hex();
        ASSERT_NE(after->find(oid), nullptr);
        EXPECT_EQ(after->find(oid)->attr, 0xF001);
    }
    EXPECT_EQ(after->find(kCriteria), nullptr);
}

TEST(StoreRepair, WithoutSearchesTheirListsAreThoseOfANewStore) {
    MemorySink source;
    auto builder = *mmf::StoreBuilder::create(source, {});
    ASSERT_TRUE(builder.finish());
    MemorySink repaired;
    Findings findings;
    ASSERT_TRUE(repair_store(opened(source), repaired, findings));
    Findings wrong;
    ASSERT_TRUE(mmf::check_store(std::make_shared<MemoryBytes>(repaired.take()), wrong));
    for (const Finding& finding : wrong.list()) EXPECT_EQ(finding.severity(), Severity::info) << finding.text;
}

}  // namespace
}  // namespace restante::sources
