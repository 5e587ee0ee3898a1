#include "formats/mmf/date_record.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace restante::mmf {
namespace {

constexpr DateRecord kSample{1995, 2, 28, 1, 2, 3, 2};

TEST(DateRecord, AttributeOrderIsLittleEndian) {
    ByteWriter writer;
    write_date(writer, kSample);
    EXPECT_EQ(to_hex(writer.view()), "cb0702001c000100020003000200");
    ByteReader reader(writer.view());
    EXPECT_EQ(*read_date(reader), kSample);
    EXPECT_TRUE(reader.at_end());
}

TEST(DateRecord, SummaryOrderIsBigEndian) {
    ByteWriter writer;
    write_summary_date(writer, kSample);
    EXPECT_EQ(to_hex(writer.view()), "07cb0002001c0001000200030002");
    ByteReader reader(writer.view());
    EXPECT_EQ(*read_summary_date(reader), kSample);
}

TEST(DateRecord, CutOffDateSaysWhere) {
    const ByteVector short_date(kDateSize - 1);
    ByteReader reader(short_date, 0x4000);
    const auto date = read_date(reader);
    ASSERT_FALSE(date);
    EXPECT_EQ(date.error().code, Errc::truncated);
    EXPECT_EQ(date.error().offset, 0x4000U);
    EXPECT_EQ(reader.position(), 0U);
}

TEST(DateRecord, FromTimeKnowsTheWeekday) {
    EXPECT_EQ(DateRecord::from({1995, 2, 28, 1, 2, 3}), kSample);
    EXPECT_EQ(kSample.local_time(), (LocalTime{1995, 2, 28, 1, 2, 3}));
}

RC_GTEST_PROP(DateRecord, AnySevenWordsSurvive, (const std::array<std::uint16_t, 7>& words)) {
    const DateRecord date{words[0], words[1], words[2], words[3], words[4], words[5], words[6]};
    ByteWriter writer;
    write_date(writer, date);
    write_summary_date(writer, date);
    ByteReader reader(writer.view());
    RC_ASSERT(*read_date(reader) == date);
    RC_ASSERT(*read_summary_date(reader) == date);
}

}  // namespace
}  // namespace restante::mmf
