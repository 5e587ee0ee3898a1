#include "targets/mail/compose.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/sha256.h"
#include "formats/mime/boundary.h"
#include "formats/mime/clean_text.h"
#include "formats/mime/parameter.h"
#include "targets/mail/body_text.h"
#include "targets/mail/message_ids.h"
#include "targets/mail/restante_headers.h"
#include "targets/mail/short_address.h"

namespace restante::targets::mail {
namespace {

constexpr std::size_t kNamedAddresses = 5;  // examples in a finding

std::string examples(const std::unordered_set<std::string>& found, std::size_t limit) {
    const std::set<std::string> all(found.begin(), found.end());
    std::string text = fmt::format("{}{}: ", all.size() >= limit ? "at least " : "", all.size());
    std::size_t shown = 0;
    for (const std::string& one : all) {
        if (shown++ == kNamedAddresses) return text + ", ...";
        if (shown > 1) text += ", ";
        text += one;
    }
    return text;
}

model::Address owner_of(const model::Mailbox& mailbox) {
    model::Address owner;
    owner.name = mailbox.display_name.empty() ? mailbox.name : mailbox.display_name;
    const std::size_t colon = mailbox.address.find(':');
    if (colon != std::string::npos) {
        owner.type = mailbox.address.substr(0, colon);
        owner.address = mailbox.address.substr(colon + 1);
        owner.kind = model::AddressKind::resolved;
        owner.internet = mailbox.internet;
    }
    return owner;
}

}  // namespace

Composer::Composer(const TargetOptions& options, mime::LineEnd line_end, Findings& losses)
    : zone_(options.time_zone),
      zone_known_(options.time_zone.name() != TimeZone::utc().name()),
      addresses_(options.domain),
      losses_(losses),
      writer_(line_end),
      headers_(writer_.headers()) {}

void Composer::write_dates(const ComposeContext& context, const model::Message& message) {
    // No Received field is invented: one is written only where the source knows a time of receipt.
    if (message.received && message.received->valid()) {
        mime::FoldingLine line = headers_.begin("Received");
        line.token("by msmail.invalid (Microsoft Mail);");
        std::string date;
        mime::append_date(date, *message.received, offset_of(*message.received), zone_known_);
        line.token(date);
        line.end();
    }
    const Envelope& envelope = context.envelope;
    if (!envelope.date) {
        headers_.plain("X-Restante-No-Date", "yes");
        losses_.add(MessageId::mail_no_date, "neither sent nor received nor modified date", std::string(context.item));
        return;
    }
    headers_.date("Date", *envelope.date, offset_of(*envelope.date), zone_known_);
    if (envelope.date_origin == DateOrigin::sent) return;
    const std::string_view origin = envelope.date_origin == DateOrigin::received ? "received" : "modified";
    headers_.plain("X-Restante-Date-From", origin);
    losses_.add(MessageId::mail_other_date, std::string(origin), std::string(context.item));
}

void Composer::note_unreachable(const model::Address& address, AddressOrigin origin) {
    if (origin == AddressOrigin::placeholder && placeholders_.size() < kRemembered)
        placeholders_.insert(address.type + ":" + address.address);
    if (origin == AddressOrigin::unresolved && unresolved_.size() < kRemembered)
        unresolved_.insert(address.name.empty() ? address.type + address.address : address.name);
}

void Composer::write_address_field(std::string_view name, const std::vector<model::Address>& addresses,
                                   const std::vector<model::Address>& senders, const model::Mailbox& mailbox) {
    if (addresses.empty()) return;
    list_.resize(addresses.size());  // its strings keep their memory
    bool as_stored = true;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        const model::Address& stored = addresses[i];
        const KnownAddress& known =
            is_short(stored) ? addresses_.find(in_full(stored, senders, mailbox)) : addresses_.find(stored);
        as_stored = as_stored && known.as_stored;
        list_[i] = known.mapped.mail;
        if (!known.met_before) note_unreachable(stored, known.mapped.origin);
    }
    headers_.addresses(name, list_);
    if (!as_stored) headers_.text("X-Restante-" + std::string(name), original_addresses(addresses));
}

void Composer::write_sender(const model::Message& message, const ComposeContext& context) {
    if (message.from.empty()) {
        const bool own =
            context.envelope.own_copy && !(context.mailbox.name.empty() && context.mailbox.address.empty());
        list_.assign(1, addresses_.find(own ? owner_of(context.mailbox) : model::Address{}).mapped.mail);
        headers_.addresses("From", list_);
        headers_.plain("X-Restante-No-From", own ? "owner" : "unknown");
        losses_.add(MessageId::mail_no_sender, own ? "the owner of the mailbox was named" : "the sender is unknown",
                    std::string(context.item));
        return;
    }
    write_address_field("From", message.from, {}, context.mailbox);
    if (message.from.size() < 2) return;
    list_.resize(1);  // RFC 5322 3.6.2: several authors need one sender
    headers_.addresses("Sender", list_);
}

void Composer::write_recipients(const model::Message& message, const ComposeContext& context) {
    write_address_field("To", message.to, message.from, context.mailbox);
    write_address_field("Cc", message.cc, message.from, context.mailbox);
    if (message.bcc.empty()) return;
    if (context.envelope.own_copy) {
        write_address_field("Bcc", message.bcc, message.from, context.mailbox);
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

void Composer::plan_attribute_parts(const model::Message& message, const ComposeContext& context) {
    plan_attribute_parts(message.attributes, "X-Restante-Attribute", {}, context);
    for (const model::Attachment& attachment : message.attachments)
        plan_attribute_parts(attachment.attributes, "X-Restante-Attachment-Attribute",
                             fmt::format("attachment={}; ", attachment.number), context);
}

void Composer::plan_attribute_parts(const std::vector<model::Attribute>& attributes, std::string_view header,
                                    const std::string& owner, const ComposeContext& context) {
    for (const model::Attribute& attribute : attributes) {
        AttributeField field = attribute_field(attribute);
        headers_.text(header, owner + field.field);
        if (field.unreadable)
            losses_.add(MessageId::mail_attribute_unreadable, attribute_part_name(attribute),
                        std::string(context.item));
        if (!field.part) continue;
        PlannedPart part;
        part.name = attribute_part_name(attribute);
        part.type = "application/octet-stream";
        part.note = fmt::format("{}attribute={:08x}", owner, attribute.id);
        part.data = std::move(field.part);
        losses_.add(MessageId::mail_attribute_part, part.name, std::string(context.item));
        parts_.push_back(std::move(part));
    }
}

void Composer::plan_letterhead(const model::Message& message, const ComposeContext& context) {
    if (message.letterhead.empty()) return;
    AttributeField field = letterhead_field(message.letterhead);
    headers_.text("X-Restante-Letterhead", field.field);
    if (!field.part) return;
    PlannedPart part;
    part.name = "letterhead.txt";
    part.type = "text/plain; charset=utf-8";
    part.note = "letterhead";
    part.data = std::move(field.part);
    losses_.add(MessageId::mail_attribute_part, part.name, std::string(context.item));
    parts_.push_back(std::move(part));
}

void Composer::prepare_text(const model::Message& message, const ComposeContext& context) {
    const std::string_view body = message.body ? std::string_view(*message.body) : std::string_view();
    std::string block = report_block(message);
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

void Composer::write_text_fields(bool fixed_font) {
    std::string type = body_.ascii() ? "text/plain; charset=us-ascii" : "text/plain; charset=utf-8";
    if (fixed_font) type += "; format=fixed";  // RFC 3676 4: lines are as long as they are
    headers_.plain("Content-Type", type);
    headers_.plain("Content-Transfer-Encoding", name_of(body_.encoding()));
    headers_.end_of_headers();
}

Result<void> Composer::write_part(const PlannedPart& part, const ComposeContext& context) {
    mime::FoldingLine type = headers_.begin("Content-Type");
    type.token(part.type);
    mime::write_parameter(type, "name", mime::ascii_fallback(part.name));
    type.end();
    headers_.plain("Content-Transfer-Encoding", "base64");
    mime::FoldingLine disposition = headers_.begin("Content-Disposition");
    disposition.token("attachment");
    mime::write_parameter(disposition, "filename", part.name);
    const auto write_date = [&](std::string_view name, const std::optional<LocalTime>& time) {
        if (!time || !time->valid()) return;
        std::string date;
        mime::append_date(date, *time, offset_of(*time), zone_known_);
        mime::write_parameter(disposition, name, date);
    };
    write_date("creation-date", part.created);
    write_date("modification-date", part.modified);
    mime::write_parameter(disposition, "size", std::to_string(part.data ? part.data->size() : 0));
    disposition.end();
    if (!part.description.empty()) headers_.text("Content-Description", part.description);
    headers_.text("X-Restante-Part", part.note);
    headers_.end_of_headers();
    if (!part.data) return {};
    const std::optional<Error> cut = TRY(writer_.base64(*part.data));
    if (cut)
        losses_.add(
            {MessageId::mail_attachment_cut, cut->offset, std::string(context.item), part.name + ": " + cut->what});
    return {};
}

Result<void> Composer::write_parts(const model::Message& message, const ComposeContext& context) {
    const std::string seed = Sha256::hex_of(as_bytes(message_id_)).substr(0, 24);
    const bool seven_bit = body_.encoding() == mime::TransferEncoding::seven_bit;
    const std::string boundary = mime::choose_boundary(seed, seven_bit ? body_.lines() : std::string_view());
    mime::FoldingLine type = headers_.begin("Content-Type");
    type.token("multipart/mixed");
    mime::write_parameter(type, "boundary", boundary);
    type.end();
    headers_.end_of_headers();
    writer_.open_part(boundary);
    write_text_fields(message.fixed_font);
    TRY_VOID(writer_.text(body_));
    for (const PlannedPart& part : parts_) {
        writer_.open_part(boundary);
        TRY_VOID(write_part(part, context));
    }
    writer_.close_parts(boundary);
    return {};
}

Result<void> Composer::compose(const model::Message& message, const ComposeContext& context, ByteSink& sink) {
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
    plan_attribute_parts(message, context);
    plan_letterhead(message, context);
    writer_.buffer() += context.extra_headers;
    headers_.plain("MIME-Version", "1.0");
    prepare_text(message, context);
    if (body_.nuls() != 0)
        losses_.add(MessageId::mail_nul_shown, fmt::format("{} shown", body_.nuls()), std::string(context.item));
    if (parts_.empty()) {
        write_text_fields(message.fixed_font);
        TRY_VOID(writer_.text(body_));
    } else {
        TRY_VOID(write_parts(message, context));
    }
    return writer_.finish();
}

void Composer::report_addresses() {
    if (!placeholders_.empty())
        losses_.add(MessageId::mail_placeholder_addresses, examples(placeholders_, kRemembered));
    if (!unresolved_.empty()) losses_.add(MessageId::mail_unresolved_addresses, examples(unresolved_, kRemembered));
    placeholders_.clear();
    unresolved_.clear();
    addresses_.forget();
}

}  // namespace restante::targets::mail
