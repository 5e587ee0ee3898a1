#include "targets/pst/message_class.h"

#include <gtest/gtest.h>

namespace restante::targets {
namespace {

TEST(MessageClass, Table) {
    EXPECT_EQ(map_class("IPM.Microsoft Mail.Note").name, "IPM.Note");
    EXPECT_EQ(map_class("ipm.microsoft mail.NOTE").name, "IPM.Note");
    EXPECT_EQ(map_class("").name, "IPM.Note");
    EXPECT_EQ(map_class("IPM.Microsoft Mail.Read Receipt").name, "Report.IPM.Note.IPNRN");
    EXPECT_EQ(map_class("IPM.Microsoft Mail.Read Receipt").kind, ClassKind::read_receipt);
    EXPECT_EQ(map_class("IPM.Microsoft Mail.Non-Delivery").name, "Report.IPM.Note.NDR");
    EXPECT_EQ(map_class("IPM.Microsoft Mail.Non-Delivery").kind, ClassKind::non_delivery);
    EXPECT_EQ(map_class("IPM.Microsoft Schedule.MtgRespP").name, "IPM.Schedule.Meeting.Resp.Pos");
    EXPECT_EQ(map_class("IPM.Microsoft Schedule.MtgRespN").name, "IPM.Schedule.Meeting.Resp.Neg");
    EXPECT_EQ(map_class("IPM.Microsoft Schedule.MtgRespA").name, "IPM.Schedule.Meeting.Resp.Tent");
    EXPECT_EQ(map_class("IPM.Microsoft Schedule.MtgReq").name, "IPM.Schedule.Meeting.Request");
    EXPECT_EQ(map_class("IPM.Microsoft Schedule.MtgCncl").kind, ClassKind::meeting);
    EXPECT_EQ(map_class("IPM.Vendor.Custom Form").name, "IPM.Vendor.Custom Form");
    EXPECT_EQ(map_class("IPM.Microsoft Mail.Note.Special").name, "IPM.Microsoft Mail.Note.Special");
}

TEST(MessageClass, Numbers) {
    EXPECT_EQ(map_class_number(1).name, "IPM.Note");
    EXPECT_EQ(map_class_number(2).name, "Report.IPM.Note.IPNRN");
    EXPECT_EQ(map_class_number(3).name, "Report.IPM.Note.NDR");
    EXPECT_EQ(map_class_number(0).name, "IPM.Note");
    EXPECT_EQ(map_class_number(77).name, "IPM.Note");
}

}  // namespace
}  // namespace restante::targets
