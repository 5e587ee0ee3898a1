#include "formats/mmf/account.h"

#include <gtest/gtest.h>

namespace restante::mmf {
namespace {

TEST(Account, KnownForm) {
    const Account account{"MS:NET1/PO1/JEFF", "VERTIGO", {}};
    EXPECT_EQ(to_hex(write_account(account)), "4d533a4e4554312f504f312f4a454646005645525449474f00");
    EXPECT_EQ(*read_account(write_account(account)), account);
}

TEST(Account, KeepsWhatFollows) {
    const Account account{"", "", {1, 0, 2}};
    EXPECT_EQ(*read_account(write_account(account)), account);
}

TEST(Account, CutOffIsAnError) {
    const ByteVector whole = write_account({"A:b", "c", {}});
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_EQ(read_account(Bytes(whole).first(length), 0x80).error().code, Errc::truncated) << length;
}

}  // namespace
}  // namespace restante::mmf
