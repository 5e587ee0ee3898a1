#include "sources/salvaged_file.h"

#include <gtest/gtest.h>

#include "base/failing_bytes_test.h"

namespace restante::sources {
namespace {

TEST(SalvagedFile, WhatIsLostIsZerosAndToldOf) {
    const ByteVector plain(2000, std::uint8_t{'x'});
    Findings findings;
    EXPECT_EQ(*read_all_but_lost(std::make_shared<MemoryBytes>(plain), 2000, findings, "A"), plain);
    EXPECT_EQ(read_all_but_lost(std::make_shared<MemoryBytes>(plain), 1999, findings, "A").error().code,
              Errc::too_large);
    EXPECT_TRUE(findings.empty());

    ByteVector holed = plain;
    std::fill_n(holed.begin() + 512, 512, std::uint8_t{0});
    EXPECT_EQ(*read_all_but_lost(std::make_shared<FailingBytes>(plain, std::vector<std::size_t>{700}), 2000, findings,
                                 "GLB/ACCESS.GLB"),
              holed);
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::recover_unreadable);
    EXPECT_EQ(findings.list()[0].item, "GLB/ACCESS.GLB");
    EXPECT_EQ(findings.list()[0].text, "512 bytes");
    EXPECT_EQ(findings.list()[0].offset, 512U);
}

TEST(SalvagedFile, WhereNothingCanBeReadItIsAnError) {
    Findings findings;
    const auto file = std::make_shared<FailingBytes>(ByteVector(600), std::vector<std::size_t>{0, 599});
    EXPECT_EQ(read_all_but_lost(file, 600, findings, "A").error().code, Errc::io);
    EXPECT_TRUE(findings.empty());
}

}  // namespace
}  // namespace restante::sources
