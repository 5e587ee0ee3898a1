#include "sources/mmf/filled_fragment.h"

#include <utility>

namespace restante::sources {
namespace {

template <class Value>
void fill(std::optional<Value>& into, std::optional<Value>& from) {
    if (!into) into = std::move(from);
}

}  // namespace

void fill_gaps(model::Message& message, model::Message summary) {
    const bool told_by_line = !message.subject;
    fill(message.subject, summary.subject);
    fill(message.class_name, summary.class_name);
    fill(message.priority, summary.priority);
    fill(message.status, summary.status);
    if (message.from.empty()) message.from = std::move(summary.from);
    if (message.to.empty() && message.cc.empty() && message.bcc.empty()) message.to = std::move(summary.to);
    if (!message.sent && !message.received) {
        message.sent = summary.sent;
        message.received = summary.received;
    }
    if (told_by_line && message.body && message.body == message.subject) message.body.reset();
}

}  // namespace restante::sources
