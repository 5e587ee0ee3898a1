#include "formats/pst/messaging/schemas.h"

#include <gtest/gtest.h>

namespace restante::pst {
namespace {

using Ends = std::array<std::uint16_t, 4>;

// As measured in files of Outlook 16 (Unicode) and Outlook 2007 (ANSI): docs/formats/pst.md section 11.
TEST(PstSchemas, CellAreasAreThoseOfOutlook) {
    const Schemas unicode(Format::unicode);
    EXPECT_EQ(unicode.hierarchy.ends(), (Ends{52, 52, 53, 55}));
    EXPECT_EQ(unicode.contents.ends(), (Ends{120, 120, 122, 126}));
    EXPECT_EQ(unicode.associated.ends(), (Ends{56, 56, 57, 59}));
    EXPECT_EQ(unicode.search_contents.ends(), (Ends{72, 72, 75, 78}));
    EXPECT_EQ(unicode.receive_folders.ends(), (Ends{16, 16, 16, 17}));
    EXPECT_EQ(unicode.outgoing_queue.ends(), (Ends{24, 24, 24, 25}));
    EXPECT_EQ(unicode.attachments.ends(), (Ends{24, 24, 24, 25}));
    EXPECT_EQ(unicode.recipients.ends(), (Ends{48, 48, 50, 52}));
    EXPECT_EQ(unicode.replication_6b6.ends(), (Ends{24, 24, 24, 25}));
    EXPECT_EQ(unicode.replication_6d7.ends(), (Ends{40, 40, 40, 42}));
    EXPECT_EQ(unicode.replication_6f8.ends(), (Ends{24, 24, 24, 25}));
    const Schemas ansi(Format::ansi);
    EXPECT_EQ(ansi.contents.ends(), (Ends{116, 116, 118, 122}));
    EXPECT_EQ(ansi.contents.row_number_size(), 2U);
    EXPECT_EQ(ansi.replication_6d7.row_number_size(), 4U);
}

TEST(PstSchemas, PlacesOfCells) {
    const Schemas unicode(Format::unicode);
    const ltp::Column* time = unicode.contents.find(0x30080040);
    ASSERT_NE(time, nullptr);
    EXPECT_EQ(time->offset, 84);
    EXPECT_EQ(time->width, 8);
    EXPECT_EQ(time->bit, 21);
    const ltp::Column* cc_me = unicode.contents.find(0x0058000B);
    ASSERT_NE(cc_me, nullptr);
    EXPECT_EQ(cc_me->offset, 121);
    EXPECT_EQ(Schemas(Format::ansi).contents.find(0x0037001F), nullptr);
    EXPECT_NE(Schemas(Format::ansi).contents.find(0x0037001E), nullptr);
}

}  // namespace
}  // namespace restante::pst
