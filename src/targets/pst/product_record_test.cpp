#include "targets/pst/product_record.h"

#include <gtest/gtest.h>

#include <fstream>

#include "targets/pst/target_scratch_test.h"

namespace restante::targets {
namespace {

using testing::Scratch;

TEST(ProductRecord, ComesBackAsItWas) {
    const Scratch scratch;
    ProductRecord record;
    record.files = {{"a b.pst", 271360, std::string(64, 'a')}, {"a b-2.pst", 5, std::string(64, '0')}};
    record.items = {1, 2, 0xFFFFFFFFFFFFFFFF};
    ASSERT_TRUE(record.save(scratch / "a b.pst"));
    EXPECT_EQ(scratch.names(), std::vector<std::string>{".a b.pst.restante"});
    const ProductRecord read = ProductRecord::load(scratch / "a b.pst");
    EXPECT_EQ(read.files, record.files);
    EXPECT_EQ(read.items, record.items);
    EXPECT_TRUE(read.knows(record.files[1]));
    EXPECT_FALSE(read.knows({"a b.pst", 271361, std::string(64, 'a')}));
    EXPECT_EQ(read.missing_in({2, 3}), 2U);
    EXPECT_EQ(read.missing_in({1, 2, 3, 0xFFFFFFFFFFFFFFFF}), 0U);
}

TEST(ProductRecord, DamagedOnesVouchForNothing) {
    const Scratch scratch;
    ProductRecord record;
    record.files = {{"x.pst", 1, std::string(64, 'a')}};
    ASSERT_TRUE(record.save(scratch / "x.pst"));
    std::ofstream(scratch / ".x.pst.restante", std::ios::app) << "garbage\n";
    EXPECT_TRUE(ProductRecord::load(scratch / "x.pst").files.empty());
    EXPECT_TRUE(ProductRecord::load(scratch / "y.pst").files.empty());
}

}  // namespace
}  // namespace restante::targets
