#include "targets/pst/message_class.h"

#include <algorithm>

namespace restante::targets {
namespace {

struct Row {
    std::string_view stored, mapped;
    ClassKind kind;
};

constexpr Row kTable[] = {
    {"ipm.microsoft mail.note", "IPM.Note", ClassKind::plain},
    {"ipm.microsoft mail.read receipt", "Report.IPM.Note.IPNRN", ClassKind::read_receipt},
    {"ipm.microsoft mail.non-delivery", "Report.IPM.Note.NDR", ClassKind::non_delivery},
    {"ipm.microsoft schedule.mtgrespp", "IPM.Schedule.Meeting.Resp.Pos", ClassKind::meeting_response},
    {"ipm.microsoft schedule.mtgrespn", "IPM.Schedule.Meeting.Resp.Neg", ClassKind::meeting_response},
    {"ipm.microsoft schedule.mtgrespa", "IPM.Schedule.Meeting.Resp.Tent", ClassKind::meeting_response},
    {"ipm.microsoft schedule.mtgreq", "IPM.Schedule.Meeting.Request", ClassKind::meeting},
    {"ipm.microsoft schedule.mtgcncl", "IPM.Schedule.Meeting.Canceled", ClassKind::meeting},
};

bool equal_without_case(std::string_view text, std::string_view lower) {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char left, char right) {
        return (left >= 'A' && left <= 'Z' ? static_cast<char>(left - 'A' + 'a') : left) == right;
    });
}

}  // namespace

MappedClass map_class(std::string_view stored) {
    if (stored.empty()) return {std::string(kTable[0].mapped), kTable[0].kind};
    for (const Row& row : kTable)
        if (equal_without_case(stored, row.stored)) return {std::string(row.mapped), row.kind};
    return {std::string(stored), ClassKind::plain};
}

MappedClass map_class_number(std::uint32_t number) {
    constexpr std::uint32_t kKnown = 3;  // note, read receipt, non-delivery; the rest differs from store to store
    const Row& row = kTable[number >= 1 && number <= kKnown ? number - 1 : 0];
    return {std::string(row.mapped), row.kind};
}

}  // namespace restante::targets
