#include "formats/mmf/schedule_name.h"

#include <gtest/gtest.h>

#include "formats/mmf/address_text.h"

namespace restante::mmf {
namespace {

TEST(ScheduleName, KnownForms) {
    using namespace std::string_literals;
    const ScheduleName owner{"Owner Name\0"s, "MS:ACME/HQ/OWNER\0"s, {}};
    EXPECT_EQ(to_hex(write_schedule_name(owner)), "0b004f776e6572204e616d650011004d533a41434d452f48512f4f574e455200");
    EXPECT_EQ(owner.name(), "Owner Name");
    EXPECT_EQ(as_text(split_address(owner.address()).address), "ACME/HQ/OWNER");
    const ScheduleName nameless{"For Name\0"s, "", {}};
    EXPECT_EQ(to_hex(write_schedule_name(nameless)), "0900466f72204e616d65000000");
}

TEST(ScheduleName, CutOffIsAnErrorAndTrailingBytesSurvive) {
    const ScheduleName odd{"a", "b", {1, 2}};
    const ByteVector whole = write_schedule_name(odd);
    EXPECT_EQ(*read_schedule_name(whole), odd);
    for (std::size_t length = 0; length < whole.size() - 2; ++length)
        EXPECT_EQ(read_schedule_name(Bytes(whole).first(length)).error().code, Errc::truncated) << length;
}

}  // namespace
}  // namespace restante::mmf
