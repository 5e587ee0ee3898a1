#include "targets/pst/message_class.h"

#include "base/ascii.h"

namespace restante::targets {

std::string mapi_class(std::string_view stored, model::MessageKind kind) {
    using model::MessageKind;
    switch (kind) {
        case MessageKind::read_receipt:
            return "Report.IPM.Note.IPNRN";
        case MessageKind::non_delivery:
            return "Report.IPM.Note.NDR";
        case MessageKind::meeting_request:
            return "IPM.Schedule.Meeting.Request";
        case MessageKind::meeting_accepted:
            return "IPM.Schedule.Meeting.Resp.Pos";
        case MessageKind::meeting_declined:
            return "IPM.Schedule.Meeting.Resp.Neg";
        case MessageKind::meeting_tentative:
            return "IPM.Schedule.Meeting.Resp.Tent";
        case MessageKind::meeting_cancelled:
            return "IPM.Schedule.Meeting.Canceled";
        case MessageKind::plain:
            break;
    }
    const bool note = stored.empty() || equals_ignoring_ascii_case(stored, "ipm.microsoft mail.note");
    return note ? std::string("IPM.Note") : std::string(stored);
}

}  // namespace restante::targets
