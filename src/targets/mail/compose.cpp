#include "targets/mail/compose.h"

#include <fmt/format.h>

#include <utility>

#include "base/sha256.h"
#include "formats/mime/boundary.h"
#include "formats/mime/clean_text.h"
#include "targets/mail/attribute_parts.h"
#include "targets/mail/body_text.h"
#include "targets/mail/meeting_calendar.h"
#include "targets/mail/message_ids.h"
#include "targets/mail/report_fields.h"
#include "targets/mail/restante_headers.h"

namespace restante::targets::mail {
namespace {

// Of messages inside messages: what may go out as it is, where a boundary must not occur. Texts that hold none of ours
// are left out.
void collect_texts(const model::Message& message, std::string& texts) {
    if (message.body && message.body->find(mime::kBoundaryStem) != std::string::npos) texts += *message.body + "\n";
    for (const model::Attachment& attachment : message.attachments)
        if (attachment.message) collect_texts(*attachment.message, texts);
}

}  // namespace

using model::MessageKind;

Composer::Composer(const TargetOptions& options, mime::LineEnd line_end, Findings& losses)
    : options_(options),
      clock_(SourceClock::of(options.time_zone)),
      losses_(losses),
      writer_(line_end),
      headers_(writer_.headers()),
      addresses_(headers_, options.domain),
      part_writer_(writer_, headers_, clock_, losses) {}

void Composer::write_dates(const ComposeContext& context, const model::Message& message) {
    // No Received field is invented: one is written only where the source knows a time of receipt.
    if (message.received && message.received->valid()) {
        mime::FoldingLine line = headers_.begin("Received");
        line.token("by msmail.invalid (Microsoft Mail);");
        line.token(clock_.text(*message.received));
        line.end();
    }
    const Envelope& envelope = context.envelope;
    if (!envelope.date) {
        headers_.plain("X-Restante-No-Date", "yes");
        losses_.add(MessageId::mail_no_date, "neither sent nor received nor modified date", std::string(context.item));
        return;
    }
    clock_.write(headers_, "Date", *envelope.date);
    if (envelope.date_origin == DateOrigin::sent) return;
    const std::string_view origin = envelope.date_origin == DateOrigin::received ? "received" : "modified";
    headers_.plain("X-Restante-Date-From", origin);
    losses_.add(MessageId::mail_other_date, std::string(origin), std::string(context.item));
}

void Composer::write_sender(const model::Message& message, const ComposeContext& context) {
    if (message.from.empty()) {
        const auto owner = context.envelope.own_copy ? model::owner_of(context.mailbox) : std::nullopt;
        addresses_.write_one("From", owner.value_or(model::Address{}));
        headers_.plain("X-Restante-No-From", owner ? "owner" : "unknown");
        losses_.add(MessageId::mail_no_sender, owner ? "the owner of the mailbox was named" : "the sender is unknown",
                    std::string(context.item));
        return;
    }
    addresses_.write("From", message.from);
    // RFC 5322 3.6.2: several authors need one sender
    if (message.from.size() > 1) addresses_.write_one("Sender", message.from.front());
}

void Composer::write_recipients(const model::Message& message, const ComposeContext& context) {
    addresses_.write("To", message.to);
    addresses_.write("Cc", message.cc);
    addresses_.write("Reply-To", message.reply_to);
    if (message.bcc.empty()) return;
    if (context.envelope.own_copy) {
        addresses_.write("Bcc", message.bcc);
        return;
    }
    headers_.plain("X-Restante-Bcc-Withheld", std::to_string(message.bcc.size()));
    losses_.add(MessageId::mail_bcc_withheld, fmt::format("{} left out", message.bcc.size()),
                std::string(context.item));
}

void Composer::write_priority(const model::Message& message) {
    if (!message.priority) return;
    switch (*message.priority) {
        case model::Priority::high:
            headers_.plain("X-Priority", "1");
            headers_.plain("Importance", "high");
            headers_.plain("Priority", "urgent");
            return;
        case model::Priority::normal:
            headers_.plain("X-Priority", "3");
            headers_.plain("Importance", "normal");
            return;
        case model::Priority::low:
            headers_.plain("X-Priority", "5");
            headers_.plain("Importance", "low");
            headers_.plain("Priority", "non-urgent");
            return;
    }
}

void Composer::write_thread(const model::Message& message) {
    message_id_ = message_id_of(message);
    headers_.plain("Message-ID", message_id_);
    if (const auto parent = from_stored_id(message.parent_id); parent && *parent != message_id_)
        headers_.plain("In-Reply-To", *parent);
    const std::vector<std::string> references = references_of(message, message_id_);
    if (!references.empty()) headers_.tokens("References", references);
}

void Composer::prepare_text(const model::Message& message, const ComposeContext& context) {
    const std::string_view body = message.body ? std::string_view(*message.body) : std::string_view();
    std::string block = report_block(message, kind_);
    std::vector<Mark> marks;
    std::vector<std::string> labels;
    labels.reserve(message.attachments.size());  // marks point into it
    for (std::size_t i = 0; i < message.attachments.size(); ++i) {
        const model::Attachment& attachment = message.attachments[i];
        if (!attachment.position) continue;
        const bool named = attachment.name && !attachment.name->empty();
        labels.push_back(named ? *attachment.name : fmt::format("attachment {}", i + 1));
        marks.push_back({*attachment.position, labels.back()});
    }
    if (marks.empty() && block.empty()) {
        body_.assign(body);
        return;
    }
    text_.clear();
    const std::size_t outside = place_marks(body, std::move(marks), text_);
    if (outside > 0)
        losses_.add(MessageId::mail_marker_at_end, fmt::format("{} marks", outside), std::string(context.item));
    if (!block.empty()) {
        if (!text_.empty() && !text_.ends_with('\n')) text_ += '\n';
        if (!text_.empty()) text_ += '\n';
        text_ += block;
    }
    body_.assign(text_);
}

void Composer::prepare_form(const model::Message& message, const ComposeContext& context) {
    form_ = Form::text;
    if (kind_ == MessageKind::plain) return;
    if (!model::is_meeting(kind_)) {
        const std::string_view missing = missing_in_report(message, kind_);
        if (missing.empty())
            form_ = Form::report;
        else
            losses_.add(MessageId::mail_report_plain, std::string(missing), std::string(context.item));
        return;
    }
    CalendarPart part = calendar_of(message, kind_, {context.mailbox, context.envelope, clock_}, addresses_);
    if (!part.missing.empty()) {
        losses_.add(MessageId::mail_meeting_plain, std::string(part.missing), std::string(context.item));
        return;
    }
    form_ = Form::calendar;
    method_ = part.method;
    calendar_.assign(part.text);
}

// No level's boundary begins like another's; only the text can hold a line that looks like one.
std::string Composer::boundary(std::string_view level) const {
    // A message inside may have the id of the one around it.
    const std::string id = depth_ == 0 ? message_id_ : fmt::format("{} {}", message_id_, depth_);
    const std::string seed = std::string(level) + Sha256::hex_of(as_bytes(id)).substr(0, 24);
    std::string texts;
    for (const auto* parts : {&parts_, &original_parts_})
        for (const PlannedPart& part : *parts)
            if (part.message) collect_texts(*part.message, texts);
    const bool seven_bit = body_.encoding() == mime::TransferEncoding::seven_bit;
    if (texts.empty()) return mime::choose_boundary(seed, seven_bit ? body_.lines() : std::string_view());
    if (seven_bit) texts += body_.lines();
    return mime::choose_boundary(seed, texts);
}

Result<void> Composer::write_all(const std::vector<PlannedPart>& parts, std::string_view boundary,
                                 const ComposeContext& context) {
    for (const PlannedPart& part : parts) {
        writer_.open_part(boundary);
        if (part.message) {
            part_writer_.begin_message(part);
            TRY_VOID(write_inside(*part.message, context));
        } else if (part.apple_double) {
            TRY_VOID(part_writer_.apple_double(part, this->boundary("apple_"), context.item));
        } else {
            TRY_VOID(part_writer_.attachment(part, context.item));
        }
    }
    writer_.close_parts(boundary);
    return {};
}

Result<void> Composer::write_inside(const model::Message& message, const ComposeContext& context) {
    TRY_VOID(writer_.finish());  // the other composer goes on writing into the same sink
    if (!inner_) inner_ = std::make_unique<Composer>(options_, headers_.line_end(), losses_);
    const model::Folder nowhere;
    const Envelope envelope = envelope_of(message, nowhere);
    TRY_VOID(inner_->compose(message, {context.mailbox, nowhere, envelope, context.item, {}, {}, context.depth + 1},
                             *sink_));
    addresses_.take_over(inner_->addresses_);
    return {};
}

// The message that was not delivered, as far as the report has it.
Result<void> Composer::write_original(const model::Message& message, const ComposeContext& context) {
    headers_.plain("Content-Type", "message/rfc822");
    headers_.end_of_headers();
    write_original_fields(headers_, message, clock_, addresses_);
    if (original_parts_.empty()) {
        headers_.plain("Content-Type", "text/plain; charset=us-ascii");
        headers_.end_of_headers();
        return {};
    }
    const std::string mark = boundary("original_");
    part_writer_.begin_multipart("multipart/mixed", mark);
    return write_all(original_parts_, mark, context);
}

Result<void> Composer::write_form(const model::Message& message, const ComposeContext& context) {
    if (form_ == Form::text) return part_writer_.text(body_);
    const bool report = form_ == Form::report;
    const std::string mark = boundary(report ? "report_" : "alternative_");
    if (report)
        part_writer_.begin_multipart("multipart/report", mark, {"report-type", report_type(kind_)});
    else
        part_writer_.begin_multipart("multipart/alternative", mark);
    writer_.open_part(mark);
    TRY_VOID(part_writer_.text(body_));
    writer_.open_part(mark);
    if (report)
        write_report_fields(headers_, message, kind_, clock_, addresses_);
    else
        TRY_VOID(part_writer_.calendar(calendar_, method_));
    if (report && kind_ == MessageKind::non_delivery && names_original(message)) {
        writer_.open_part(mark);
        TRY_VOID(write_original(message, context));
    }
    writer_.close_parts(mark);
    return {};
}

Result<void> Composer::write_body(const model::Message& message, const ComposeContext& context) {
    if (parts_.empty()) return write_form(message, context);
    const std::string mark = boundary("");
    part_writer_.begin_multipart("multipart/mixed", mark);
    writer_.open_part(mark);
    TRY_VOID(write_form(message, context));
    return write_all(parts_, mark, context);
}

Result<void> Composer::compose(const model::Message& message, const ComposeContext& context, ByteSink& sink) {
    kind_ = message.class_name ? model::kind_of(*message.class_name) : MessageKind::plain;
    addresses_.set_home(message.from, context.mailbox);
    part_writer_.set_fixed_font(message.fixed_font);
    sink_ = &sink;
    depth_ = context.depth;
    writer_.begin(sink);
    write_dates(context, message);
    write_sender(message, context);
    write_recipients(message, context);
    if (message.subject) {
        const std::string subject = mime::one_line(*message.subject);
        headers_.text("Subject", subject);
        if (subject != *message.subject) headers_.text("X-Restante-Subject", *message.subject);
    }
    write_thread(message);
    write_priority(message);
    write_particulars(headers_, message, context.folder, context.item_id);
    parts_ = plan_attachments(message, context.item, losses_);
    prepare_form(message, context);
    original_parts_.clear();
    // What a non-delivery report carries is the returned message's.
    if (form_ == Form::report && kind_ == MessageKind::non_delivery) std::swap(parts_, original_parts_);
    write_attributes(headers_, message, context.item, parts_, losses_);
    write_letterhead(headers_, message, context.item, parts_, losses_);
    writer_.buffer() += context.extra_headers;
    headers_.plain("MIME-Version", "1.0");
    prepare_text(message, context);
    if (body_.nuls() != 0)
        losses_.add(MessageId::mail_nul_shown, fmt::format("{} shown", body_.nuls()), std::string(context.item));
    TRY_VOID(write_body(message, context));
    return writer_.finish();
}

}  // namespace restante::targets::mail
