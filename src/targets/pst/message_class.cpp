#include "targets/pst/message_class.h"

#include <algorithm>

#include "base/ascii.h"

namespace restante::targets {
namespace {

struct ClassRow {
    std::string_view stored, mapped;
    ClassKind kind;
};

constexpr ClassRow kClasses[] = {
    {"ipm.microsoft mail.note", "IPM.Note", ClassKind::plain},
    {"ipm.microsoft mail.read receipt", "Report.IPM.Note.IPNRN", ClassKind::read_receipt},
    {"ipm.microsoft mail.non-delivery", "Report.IPM.Note.NDR", ClassKind::non_delivery},
    {"ipm.microsoft schedule.mtgrespp", "IPM.Schedule.Meeting.Resp.Pos", ClassKind::meeting_response},
    {"ipm.microsoft schedule.mtgrespn", "IPM.Schedule.Meeting.Resp.Neg", ClassKind::meeting_response},
    {"ipm.microsoft schedule.mtgrespa", "IPM.Schedule.Meeting.Resp.Tent", ClassKind::meeting_response},
    {"ipm.microsoft schedule.mtgreq", "IPM.Schedule.Meeting.Request", ClassKind::meeting},
    {"ipm.microsoft schedule.mtgcncl", "IPM.Schedule.Meeting.Canceled", ClassKind::meeting},
};

}  // namespace

MappedClass map_class(std::string_view stored) {
    if (stored.empty()) return {std::string(kClasses[0].mapped), kClasses[0].kind};
    for (const ClassRow& row : kClasses)
        if (equals_ignoring_ascii_case(stored, row.stored)) return {std::string(row.mapped), row.kind};
    return {std::string(stored), ClassKind::plain};
}

MappedClass map_class_number(std::uint32_t number) {
    constexpr std::uint32_t kKnown = 3;  // note, read receipt, non-delivery; the rest differs from store to store
    const ClassRow& row = kClasses[number >= 1 && number <= kKnown ? number - 1 : 0];
    return {std::string(row.mapped), row.kind};
}

}  // namespace restante::targets
