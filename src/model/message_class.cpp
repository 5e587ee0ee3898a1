#include "model/message_class.h"

#include "base/ascii.h"

namespace restante::model {
namespace {

struct KnownClass {
    std::string_view name;
    MessageKind kind;
};

constexpr KnownClass kKnownClasses[] = {
    {"ipm.microsoft mail.read receipt", MessageKind::read_receipt},
    {"ipm.microsoft mail.non-delivery", MessageKind::non_delivery},
    {"ipm.microsoft schedule.mtgreq", MessageKind::meeting_request},
    {"ipm.microsoft schedule.mtgrespp", MessageKind::meeting_accepted},
    {"ipm.microsoft schedule.mtgrespn", MessageKind::meeting_declined},
    {"ipm.microsoft schedule.mtgrespa", MessageKind::meeting_tentative},
    {"ipm.microsoft schedule.mtgcncl", MessageKind::meeting_cancelled},
};

}  // namespace

MessageKind kind_of(std::string_view class_name) {
    if (class_name == "IPM.Microsoft Mail.Note") return MessageKind::plain;  // nearly every message, spelt so
    for (const KnownClass& known : kKnownClasses)
        if (equals_ignoring_ascii_case(class_name, known.name)) return known.kind;
    return MessageKind::plain;
}

MessageKind kind_of_number(std::uint32_t class_number) {
    switch (class_number) {
        case 2:
            return MessageKind::read_receipt;
        case 3:
            return MessageKind::non_delivery;
        default:
            return MessageKind::plain;
    }
}

}  // namespace restante::model
