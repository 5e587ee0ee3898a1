#include "targets/directory/account_target.h"

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>

#include "targets/directory/product_list.h"
#include "targets/own_results.h"

namespace restante::targets {
namespace {

namespace fs = std::filesystem;

class AccountTargetTest : public ::testing::Test {
protected:
    void SetUp() override {
        scratch_ = fs::temp_directory_path() / ("restante-accounts-" + std::to_string(::getpid()));
        fs::remove_all(scratch_);
        model::DirectoryAccount account;
        account.mailbox = "JDOE";
        account.address = "MS:ACME/HQ/JDOE";
        directories_.emplace_back().accounts = {account};
    }
    void TearDown() override { fs::remove_all(scratch_); }

    [[nodiscard]] std::string place() const { return (scratch_ / "below" / "out").string(); }

    Result<void> run() {
        auto target = TRY(open_target("directory:" + place(), {}));
        TRY_VOID(target->prepare({}, {}));
        Findings losses;
        return target->add_directories(directories_, losses);
    }

    fs::path scratch_;
    std::vector<model::Directory> directories_;
};

TEST_F(AccountTargetTest, WantsAccountsAndNothingElse) {
    const auto target = *open_target("directory:" + place(), {});
    EXPECT_TRUE(target->capabilities().wants_directories);
    EXPECT_FALSE(target->capabilities().carries_messages);
    EXPECT_FALSE(target->capabilities().carries_address_books);
    ASSERT_TRUE(target->prepare({}, {}).has_value());
    EXPECT_FALSE(fs::exists(scratch_));
}

TEST_F(AccountTargetTest, OtherTargetsKnowItsFiles) {
    ASSERT_TRUE(run().has_value());
    EXPECT_TRUE(is_own_result(place(), "users.csv"));
    EXPECT_TRUE(is_own_result((scratch_ / "below").string(), "out"));
    EXPECT_FALSE(is_own_result(place(), "letter.txt"));
}

TEST_F(AccountTargetTest, AListThatNamesOtherPlacesIsNotObeyed) {
    ASSERT_TRUE(run().has_value());
    ASSERT_TRUE(directory::write_product_list(place(), {"../precious", "users.csv"}).has_value());
    EXPECT_EQ(directory::read_product_list(place()), std::vector<std::string>{"users.csv"});
}

TEST_F(AccountTargetTest, AFullDiskIsSaidSoAndTheNextRunGoesOn) {
    fs::create_directories(scratch_);
    if (::mount("tmpfs", scratch_.c_str(), "tmpfs", 0, "size=16k") != 0) GTEST_SKIP() << "may not mount";
    const auto full = run();
    const bool remounted = ::mount("tmpfs", scratch_.c_str(), "tmpfs", MS_REMOUNT, "size=1m") == 0;
    const auto again = run();
    ::umount(scratch_.c_str());
    ASSERT_FALSE(full.has_value());
    EXPECT_EQ(full.error().code, Errc::no_space);
    EXPECT_TRUE(remounted && again.has_value());
}

}  // namespace
}  // namespace restante::targets
