// A message of the source as an Internet message. docs/targets/mail.md says which field becomes what.
//
// The same message gives the same bytes in every run. What cannot be carried is kept in X-Restante-* fields or, when it
// is really lost, added to the losses.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/byte_sink.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/mime/message_writer.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "model/message.h"
#include "targets/mail/envelope.h"
#include "targets/mail/known_addresses.h"
#include "targets/mail/part_plan.h"
#include "targets/target.h"

namespace restante::targets::mail {

struct ComposeContext {
    const model::Mailbox& mailbox;
    const model::Folder& folder;
    const Envelope& envelope;
    std::string_view item{};  // for findings: "Inbox/3"
    std::string_view item_id{};
    std::string_view extra_headers{};  // complete lines with their ends, such as the mbox Status field
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
    // Adds one finding each for the placeholder addresses and the names without address met so far.
    void report_addresses();

private:
    void write_dates(const ComposeContext& context, const model::Message& message);
    // Short addresses are those of the senders' postoffice, else of the mailbox's.
    void write_address_field(std::string_view name, const std::vector<model::Address>& addresses,
                             const std::vector<model::Address>& senders, const model::Mailbox& mailbox);
    void note_unreachable(const model::Address& address, AddressOrigin origin);
    void write_sender(const model::Message& message, const ComposeContext& context);
    void write_recipients(const model::Message& message, const ComposeContext& context);
    void write_priority(const model::Message& message);
    void write_thread(const model::Message& message);
    void plan_attribute_parts(const model::Message& message, const ComposeContext& context);
    void plan_attribute_parts(const std::vector<model::Attribute>& attributes, std::string_view header,
                              const std::string& owner, const ComposeContext& context);
    void plan_letterhead(const model::Message& message, const ComposeContext& context);
    void prepare_text(const model::Message& message, const ComposeContext& context);
    void write_text_fields(bool fixed_font);
    Result<void> write_parts(const model::Message& message, const ComposeContext& context);
    Result<void> write_part(const PlannedPart& part, const ComposeContext& context);
    [[nodiscard]] std::int32_t offset_of(const LocalTime& time) const { return zone_.offset_seconds(time); }

    TimeZone zone_;
    bool zone_known_;
    KnownAddresses addresses_;
    Findings& losses_;
    mime::MessageWriter writer_;
    mime::HeaderWriter headers_;

    // Of the message at hand; kept for their memory.
    mime::TextBody body_;
    std::string text_;
    std::string message_id_;
    std::vector<PlannedPart> parts_;
    std::vector<mime::MailAddress> list_;

    std::unordered_set<std::string> placeholders_, unresolved_;  // at most kRemembered each
    static constexpr std::size_t kRemembered = 10'000;
};

}  // namespace restante::targets::mail
