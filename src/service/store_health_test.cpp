#include "service/store_health.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

namespace restante::service {
namespace {

constexpr std::size_t kLive = 0, kDamaged = 2;

std::string sample(const char* name) { return std::string(RESTANTE_TESTS "/samples/mmf/") + name; }

TEST(StoreHealth, PortionsMakeUpTheFile) {
    const auto health = store_health(sample("attachments.mmf"));
    ASSERT_TRUE(health) << health.error().text;
    EXPECT_EQ(health->size, std::filesystem::file_size(sample("attachments.mmf")));
    std::uint64_t sum = 0;
    for (const StoreHealth::Portion& portion : health->portions) sum += portion.bytes;
    EXPECT_EQ(sum, health->size);
    EXPECT_GT(health->portions[kLive].blocks, 10U);
    EXPECT_EQ(health->portions[kDamaged].blocks, 0U);
    EXPECT_FALSE(health->raw);
    EXPECT_LE(health->cells.size(), StoreHealth::kMostCells);
    EXPECT_GE(health->cells.size() * health->cell_size, health->size);
    EXPECT_EQ(std::ranges::count(health->cells, kDamaged), 0);
}

TEST(StoreHealth, DamageIsNamedAndSeenInItsCell) {
    const std::string broken = testing::TempDir() + "/store-health.mmf";
    std::filesystem::copy_file(sample("many-600.mmf"), broken, std::filesystem::copy_options::overwrite_existing);
    const auto whole = store_health(broken);
    ASSERT_TRUE(whole);
    {
        std::fstream file(broken, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(static_cast<std::streamoff>(whole->size / 2));
        file << std::string(16 * 1024, '\xA5');
    }
    const auto health = store_health(broken);
    ASSERT_TRUE(health) << health.error().text;
    ASSERT_FALSE(health->damaged.empty());
    for (const StoreHealth::Damage& one : health->damaged) {
        EXPECT_EQ(health->cells[one.offset / health->cell_size], kDamaged);
        EXPECT_FALSE(one.problem.empty());
        EXPECT_FALSE(one.object.empty());
    }
    std::filesystem::remove(broken);
}

TEST(StoreHealth, RefusesWhatIsNoMessageFile) {
    EXPECT_EQ(store_health("relative.mmf").error().code, ExitCode::usage);
    EXPECT_EQ(store_health("/nowhere/at/all.mmf").error().code, ExitCode::bad_source);
    EXPECT_EQ(store_health("/etc/hostname").error().code, ExitCode::bad_source);
}

}  // namespace
}  // namespace restante::service
