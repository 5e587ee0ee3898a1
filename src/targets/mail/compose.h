// A message of the source as an Internet message. docs/targets/mail.md says which field becomes what.
//
// The same message gives the same bytes in every run. What cannot be carried is kept in X-Restante-* fields or, when it
// is really lost, added to the losses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_sink.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/mime/message_writer.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "model/message.h"
#include "model/message_class.h"
#include "targets/mail/address_fields.h"
#include "targets/mail/envelope.h"
#include "targets/mail/part_plan.h"
#include "targets/mail/part_writer.h"
#include "targets/mail/source_clock.h"
#include "targets/target.h"

namespace restante::targets::mail {

struct ComposeContext {
    const model::Mailbox& mailbox;
    const model::Folder& folder;
    const Envelope& envelope;
    std::string_view item{};           // for findings: "Inbox/3"
    std::string_view item_id{};        // "": a message inside another one, which is no item of its own
    std::string_view extra_headers{};  // complete lines with their ends, such as the mbox Status field
    std::size_t depth = 0;             // messages around this one
};

// For one mailbox, used again for each of its messages. Not thread-safe.
class Composer {
public:
    // `losses` outlives the composer.
    Composer(const TargetOptions& options, mime::LineEnd line_end, Findings& losses);
    Composer(const Composer&) = delete;  // the header writer points into this object
    Composer& operator=(const Composer&) = delete;
    ~Composer() = default;

    // Errors are the sink's: what the message lacks is a finding, not an error.
    Result<void> compose(const model::Message& message, const ComposeContext& context, ByteSink& sink);
    // What meeting the last message became: plain when it holds no calendar.
    [[nodiscard]] model::MessageKind meeting_kind() const {
        return form_ == Form::calendar ? kind_ : model::MessageKind::plain;
    }
    // Adds one finding each for the placeholder addresses and the names without address met so far.
    void report_addresses() {
        addresses_.report(losses_);
        inner_.reset();
    }

private:
    void write_dates(const ComposeContext& context, const model::Message& message);
    void write_sender(const model::Message& message, const ComposeContext& context);
    void write_recipients(const model::Message& message, const ComposeContext& context);
    void write_priority(const model::Message& message);
    void write_thread(const model::Message& message);
    void prepare_text(const model::Message& message, const ComposeContext& context);
    // Decides what the message is to programs; what it cannot be is a finding.
    void prepare_form(const model::Message& message, const ComposeContext& context);
    [[nodiscard]] std::string boundary(std::string_view level) const;
    Result<void> write_body(const model::Message& message, const ComposeContext& context);
    Result<void> write_form(const model::Message& message, const ComposeContext& context);
    Result<void> write_original(const model::Message& message, const ComposeContext& context);
    Result<void> write_all(const std::vector<PlannedPart>& parts, std::string_view boundary,
                           const ComposeContext& context);
    // The fields of its part stand already.
    Result<void> write_inside(const model::Message& message, const ComposeContext& context);

    TargetOptions options_;
    SourceClock clock_;
    Findings& losses_;
    mime::MessageWriter writer_;
    mime::HeaderWriter headers_;
    AddressFields addresses_;
    PartWriter part_writer_;

    // Of the message at hand; kept for their memory.
    mime::TextBody body_, calendar_;
    std::string text_;
    std::string message_id_;
    std::vector<PlannedPart> parts_, original_parts_;  // of the message, and of the one a non-delivery report returns
    ByteSink* sink_ = nullptr;
    std::size_t depth_ = 0;
    std::unique_ptr<Composer> inner_;  // for a message inside this one

    enum class Form : std::uint8_t { text, calendar, report };
    Form form_ = Form::text;
    model::MessageKind kind_ = model::MessageKind::plain;
    std::string_view method_{};  // of the calendar
};

}  // namespace restante::targets::mail
