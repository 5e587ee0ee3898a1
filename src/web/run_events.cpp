#include "web/run_events.h"

#include <nlohmann/json.hpp>

#include "web/outcome_json.h"

namespace restante::web {
namespace {

using Json = nlohmann::ordered_json;

std::string event_text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

void RunEvents::run_started(const sources::SourceDescription& source, std::size_t mailboxes,
                            const pipeline::Progress& totals) {
    job_.set_progress({0, totals.messages_total, 0, 0});
    job_.tell(event_text({{"event", "started"},
                          {"source", source.path},
                          {"mailboxes", mailboxes},
                          {"messages", totals.messages_total}}));
}

void RunEvents::mailbox_started(const model::Mailbox& mailbox, std::size_t folders, std::uint64_t messages) {
    job_.tell(event_text({{"event", "mailbox"},
                          {"name", mailbox.name},
                          {"label", model::label_of(mailbox)},
                          {"folders", folders},
                          {"messages", messages}}));
}

// Observers are called by one thread at a time, the others wait at their next call: resting here stops them all.
void RunEvents::advanced(const pipeline::Progress& progress) {
    size_ = {progress.messages, progress.bytes};
    job_.set_progress({progress.messages, progress.messages_total, progress.attachments, progress.bytes});
    job_.rest_while_paused();
}

void RunEvents::tell_finding(const char* event, const std::string& mailbox, const Finding& finding) {
    if (++findings_ > kMostFindings) return;
    job_.tell(event_text({{"event", event},
                          {"mailbox", mailbox},
                          {"code", message_text(finding.id).code},
                          {"severity", name_of(finding.severity())},
                          {"item", finding.item},
                          {"text", finding.text}}));
}

void RunEvents::found(const std::string& mailbox, const Finding& finding) { tell_finding("finding", mailbox, finding); }

void RunEvents::lost(const std::string& mailbox, const std::string& /*target*/, const Finding& loss) {
    tell_finding("loss", mailbox, loss);
}

void RunEvents::failed(const pipeline::Failure& failure) {
    if (++findings_ > kMostFindings) return;
    job_.tell(event_text({{"event", "failed"},
                          {"kind", name_of(failure.kind)},
                          {"mailbox", failure.mailbox},
                          {"item", failure.item},
                          {"count", failure.count},
                          {"text", failure.error.describe()}}));
}

void RunEvents::mailbox_finished(const pipeline::MailboxResult& mailbox) {
    job_.tell(R"({"event":"mailbox-finished","name":)" +
              Json(mailbox.mailbox.name).dump(-1, ' ', false, Json::error_handler_t::replace) + R"(,"label":)" +
              Json(model::label_of(mailbox.mailbox)).dump(-1, ' ', false, Json::error_handler_t::replace) +
              R"(,"complete":)" + (mailbox.complete ? "true" : "false") + R"(,"counts":)" +
              counts_json(mailbox.counts) + "}");
}

}  // namespace restante::web
