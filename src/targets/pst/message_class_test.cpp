#include "targets/pst/message_class.h"

#include <gtest/gtest.h>

namespace restante::targets {
namespace {

TEST(MessageClass, Table) {
    const struct {
        const char *stored, *mapped;
    } cases[] = {
        {"IPM.Microsoft Mail.Note", "IPM.Note"},
        {"ipm.microsoft mail.NOTE", "IPM.Note"},
        {"", "IPM.Note"},
        {"IPM.Microsoft Mail.Read Receipt", "Report.IPM.Note.IPNRN"},
        {"IPM.Microsoft Mail.Non-Delivery", "Report.IPM.Note.NDR"},
        {"IPM.Microsoft Schedule.MtgRespP", "IPM.Schedule.Meeting.Resp.Pos"},
        {"IPM.Microsoft Schedule.MtgRespN", "IPM.Schedule.Meeting.Resp.Neg"},
        {"IPM.Microsoft Schedule.MtgRespA", "IPM.Schedule.Meeting.Resp.Tent"},
        {"IPM.Microsoft Schedule.MtgReq", "IPM.Schedule.Meeting.Request"},
        {"ipm.microsoft schedule.mtgcncl", "IPM.Schedule.Meeting.Canceled"},
        {"IPM.Vendor.Custom Form", "IPM.Vendor.Custom Form"},
        {"IPM.Microsoft Mail.Note.Special", "IPM.Microsoft Mail.Note.Special"},
    };
    for (const auto& one : cases) EXPECT_EQ(mapi_class(one.stored, model::kind_of(one.stored)), one.mapped);
}

}  // namespace
}  // namespace restante::targets
