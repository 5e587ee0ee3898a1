// What the benchmarks of targets deliver: an office note of `body` bytes, with an attachment unless that is 0.
#pragma once

#include <cstddef>
#include <memory>

#include "model/message.h"

namespace restante::bench {

inline model::Message example_message(std::size_t body, std::size_t attachment) {
    model::Message message;
    message.id = "86cde123";
    message.class_name = "IPM.Microsoft Mail.Note";
    message.subject = "Minutes of the meeting of the budget committee";
    message.message_id = "0123456789ABCDEF0123456789ABCDEF";
    message.body.emplace();
    while (message.body->size() < body) *message.body += "The quick brown fox jumps over the lazy dog and the cat.\r\n";
    message.from = {{"Jane Roe", "MS", "ACME/HQ/JROE", model::AddressKind::resolved}};
    message.to = {{"John Doe", "MS", "ACME/HQ/JDOE", model::AddressKind::resolved}};
    message.sent = LocalTime{1995, 8, 30, 10, 11, 12};
    message.received = LocalTime{1995, 8, 30, 10, 15, 0};
    message.priority = model::Priority::normal;
    message.status = model::MessageStatus{};
    if (attachment > 0) {
        message.attachments.resize(1);
        message.attachments[0].name = "BUDGET.XLS";
        message.attachments[0].data = std::make_shared<MemoryBytes>(ByteVector(attachment, std::uint8_t{'x'}));
    }
    return message;
}

}  // namespace restante::bench
