#include "formats/mmf/store_copy.h"

#include <gtest/gtest.h>

#include "formats/mmf/map.h"
#include "formats/mmf/object_body_test.h"
#include "formats/mmf/samples_test.h"

namespace restante::mmf {
namespace {

void expect_equal_objects(const Store& original, const Store& copy, const std::string& name) {
    ASSERT_EQ(original.nodes().size(), copy.nodes().size()) << name;
    for (std::size_t i = 0; i < original.nodes().size(); ++i) {
        const Node& left = original.nodes()[i];
        const Node& right = copy.nodes()[i];
        ASSERT_EQ(left.oid, right.oid) << name;
        if (left.oid == kMap) continue;
        EXPECT_EQ(left.parent, right.parent) << name << " " << left.oid.hex();
        EXPECT_EQ(left.aux, right.aux) << name << " " << left.oid.hex();
        EXPECT_EQ(left.attr, right.attr) << name << " " << left.oid.hex();
        EXPECT_EQ(left.flags, right.flags) << name << " " << left.oid.hex();
        EXPECT_EQ(left.references, right.references) << name << " " << left.oid.hex();
        EXPECT_EQ(left.size, right.size) << name << " " << left.oid.hex();
        EXPECT_EQ(body_of(original, left.oid), body_of(copy, left.oid)) << name << " " << left.oid.hex();
    }
}

TEST(StoreCopy, EverySampleSurvives) {
    const auto names = samples::names();
    ASSERT_FALSE(names.empty());
    for (const std::string& name : names) {
        for (const std::optional<std::uint32_t> divisor : {std::optional<std::uint32_t>{}, {0}, {4096}}) {
            Findings findings;
            const auto original = Store::open(samples::source(name), findings);
            ASSERT_TRUE(original) << name;
            MemorySink sink;
            const auto copied = copy_store(**original, sink, findings, {.cipher_divisor = divisor});
            ASSERT_TRUE(copied) << name << ": " << copied.error().describe();
            Findings again;
            const auto copy = Store::open(std::make_shared<MemoryBytes>(sink.take()), again);
            ASSERT_TRUE(copy) << name << ": " << copy.error().describe();
            EXPECT_TRUE(again.empty()) << name;
            EXPECT_TRUE((*copy)->free_nodes().empty()) << name;
            EXPECT_EQ((*copy)->header().language, (*original)->header().language);
            EXPECT_EQ((*copy)->cipher().divisor(), divisor.value_or((*original)->cipher().divisor()));
            expect_equal_objects(**original, **copy, name);
        }
    }
}

TEST(StoreCopy, LeavesOutWhatCannotBeRead) {
    Findings findings;
    const auto original = Store::open(samples::source("corrupt/message-head"), findings);
    ASSERT_TRUE(original);
    MemorySink sink;
    ASSERT_TRUE(copy_store(**original, sink, findings));
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list().front().id, MessageId::mmf_object_lost);
    const auto copy = Store::open(std::make_shared<MemoryBytes>(sink.take()), findings);
    ASSERT_TRUE(copy);
    EXPECT_EQ((*copy)->nodes().size() + 1, (*original)->nodes().size());
}

}  // namespace
}  // namespace restante::mmf
