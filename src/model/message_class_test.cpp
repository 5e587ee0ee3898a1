#include "model/message_class.h"

#include <gtest/gtest.h>

namespace restante::model {
namespace {

TEST(MessageClass, KindsByName) {
    const struct {
        const char* name;
        MessageKind kind;
    } cases[] = {
        {"", MessageKind::plain},
        {"IPM.Microsoft Mail.Note", MessageKind::plain},
        {"IPM.Microsoft Mail.Phone", MessageKind::plain},
        {"IPM.Microsoft Schedule.MtgReqX", MessageKind::plain},
        {"IPM.Microsoft Mail.Read Receipt", MessageKind::read_receipt},
        {"ipm.MICROSOFT mail.non-delivery", MessageKind::non_delivery},
        {"IPM.Microsoft Schedule.MtgReq", MessageKind::meeting_request},
        {"IPM.Microsoft Schedule.MtgRespP", MessageKind::meeting_accepted},
        {"IPM.Microsoft Schedule.MtgRespN", MessageKind::meeting_declined},
        {"IPM.Microsoft Schedule.MtgRespA", MessageKind::meeting_tentative},
        {"IPM.Microsoft Schedule.MtgCncl", MessageKind::meeting_cancelled},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.name);
        EXPECT_EQ(kind_of(one.name), one.kind);
        EXPECT_EQ(is_meeting(kind_of(one.name)),
                  std::string_view(one.name).find(".Mtg") != std::string_view::npos && one.kind != MessageKind::plain);
        EXPECT_EQ(is_response(kind_of(one.name)), std::string_view(one.name).find("Resp") != std::string_view::npos);
    }
}

TEST(MessageClass, KindsByNumber) {
    EXPECT_EQ(kind_of_number(1), MessageKind::plain);
    EXPECT_EQ(kind_of_number(2), MessageKind::read_receipt);
    EXPECT_EQ(kind_of_number(3), MessageKind::non_delivery);
    EXPECT_EQ(kind_of_number(0), MessageKind::plain);
    EXPECT_EQ(kind_of_number(77), MessageKind::plain);
}

}  // namespace
}  // namespace restante::model
