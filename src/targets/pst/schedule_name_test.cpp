#include "targets/pst/schedule_name.h"

#include <gtest/gtest.h>

#include <string>

namespace restante::targets {
namespace {

std::string field(const std::string& text) {
    return std::string{static_cast<char>(text.size()), static_cast<char>(text.size() >> 8U)} + text;
}

TEST(ScheduleName, NameTypeAndAddress) {
    const std::string blob = field(std::string("Owner Name\0", 11)) + field(std::string("MS:ACME/HQ/OWNER\0", 17));
    const auto person = read_schedule_name(as_bytes(blob));
    ASSERT_TRUE(person);
    EXPECT_EQ(person->name, "Owner Name");
    EXPECT_EQ(person->type, "MS");
    EXPECT_EQ(person->address, "ACME/HQ/OWNER");
}

TEST(ScheduleName, NameOnly) {
    const auto person = read_schedule_name(as_bytes(field(std::string("For Name\0", 9)) + field("")));
    ASSERT_TRUE(person);
    EXPECT_EQ(person->name, "For Name");
    EXPECT_FALSE(person->resolved());
}

TEST(ScheduleName, CodePageOrUtf8) {
    EXPECT_EQ(read_schedule_name(as_bytes(field("J\xF6rg") + field("")))->name, "J\u00F6rg");
    EXPECT_EQ(read_schedule_name(as_bytes(field("J\u00F6rg") + field("")))->name, "J\u00F6rg");
}

TEST(ScheduleName, CutBlobsKeepWhatIsThere) {
    const std::string blob = field("Name") + field("MS:A/B/C");
    for (std::size_t size = 0; size < 6; ++size)
        EXPECT_FALSE(read_schedule_name(as_bytes(blob.substr(0, size)))) << size;
    for (std::size_t size = 6; size < blob.size(); ++size) {
        const auto person = read_schedule_name(as_bytes(blob.substr(0, size)));
        ASSERT_TRUE(person) << size;
        EXPECT_EQ(person->name, "Name");
        EXPECT_TRUE(person->address.empty());
    }
}

}  // namespace
}  // namespace restante::targets
