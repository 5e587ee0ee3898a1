#include "sources/mmf/message_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "formats/mmf/attachment_list.h"
#include "formats/mmf/attribute.h"
#include "model/message_class.h"
#include "sources/mmf/meeting_reader.h"

namespace restante::sources {
namespace {

namespace attribute = mmf::attribute;

// What the mail client's repair puts into the body of a message it knew only by its summary.
constexpr std::string_view kRepairBody = "This message could not be fully recovered.";

}  // namespace

Result<model::Message> MessageReader::read(mmf::Oid oid) {
    auto list = TRY(open_list(*context_->store, oid));
    message_.id = oid.hex();
    const std::vector<mmf::ListEntry>& entries = list.entries();
    const bool duplicates = has_duplicates(entries);
    std::unordered_set<std::uint32_t> seen;
    std::size_t unreadable = 0;
    for (const mmf::ListEntry& entry : entries) {
        offset_ = list.file_offset(entry);
        if (duplicates && !seen.insert(entry.id).second) {
            values_.report(MessageId::mmf_duplicate_attribute, fmt::format("attribute {:08x} occurs twice", entry.id),
                           offset_);
            continue;
        }
        const auto value = list.element(entry);
        if (value) {
            add(entry.id, *value);
            continue;
        }
        ++unreadable;
        auto source = value.error().code == Errc::too_large ? list.source(entry) : fail(value.error());
        if (source) message_.attributes.push_back({entry.id, model_type(entry.id), std::move(*source)});
        values_.report(MessageId::mmf_attribute_unreadable,
                       fmt::format("attribute {:08x}: {}", entry.id, value.error().what), offset_);
    }
    if (!entries.empty() && unreadable == entries.size() && message_.attributes.empty())
        return fail(Errc::bad_value, "no attribute of the message can be read", list.object().file_offset());
    message_.invalid_dates = values_.take_invalid_dates();
    settle_fixed_font();
    if (message_.class_name && model::is_meeting(model::kind_of(*message_.class_name)))
        message_.meeting = read_meeting(message_, *context_, *item_);
    if (message_.body && *message_.body == kRepairBody) recognise_repair(list);
    context_->text.report(context_->findings, *item_);
    return std::move(message_);
}

void MessageReader::add(std::uint32_t id, Bytes value) {
    const bool long_enough = value.size() >= mmf::minimum_size(mmf::attribute_type(id));
    if (long_enough && add_general(id, value)) {
        const mmf::AttributeType type = mmf::attribute_type(id);
        const bool is_text = type == mmf::AttributeType::string || type == mmf::AttributeType::text;
        if (is_text && goes_on_behind_nul(value)) message_.attributes.push_back(as_stored(id, value));
        return;
    }
    message_.attributes.push_back(values_.whole(id, value, offset_));
}

bool MessageReader::add_general(std::uint32_t id, Bytes value) {
    switch (id) {
        case attribute::kFrom:
            message_.from = values_.addresses(id, value, offset_);
            return true;
        case attribute::kTo:
            message_.to = values_.addresses(id, value, offset_);
            return true;
        case attribute::kCc:
            message_.cc = values_.addresses(id, value, offset_);
            return true;
        case attribute::kBcc:
            message_.bcc = values_.addresses(id, value, offset_);
            return true;
        case attribute::kSubject:
            message_.subject = values_.text(id, value, offset_);
            return true;
        case attribute::kBody:
            read_body(value);
            return true;
        case attribute::kMessageId:
            message_.message_id = values_.text(id, value, offset_);
            return true;
        case attribute::kParentId:
            message_.parent_id = values_.text(id, value, offset_);
            return true;
        case attribute::kConversationId:
            message_.conversation_id = values_.text(id, value, offset_);
            return true;
        case attribute::kDateSent:
            message_.sent = values_.date(id, value, offset_);
            return true;
        case attribute::kDateReceived:
            message_.received = values_.date(id, value, offset_);
            return true;
        case attribute::kLastModified:
            message_.modified = values_.date(id, value, offset_);
            return true;
        case attribute::kStatus:
            set_status(value[0]);
            return true;
        case attribute::kClass:
            set_class(mmf::integer_value(id, value).value_or(0));
            return true;
        case attribute::kPriority:
            set_priority(mmf::integer_value(id, value).value_or(0));
            return true;
        case attribute::kFixedFont:
            fixed_font_ = mmf::integer_value(id, value).value_or(0);
            return true;
        default:
            return false;
    }
}

// Bytes and characters of the text are counted alike unless the code page has characters of several bytes, or some
// byte is shown as \\xHH: only then is the stored text needed once more, for the positions of attachments.
void MessageReader::read_body(Bytes value) {
    const std::size_t unmappable = context_->text.unmappable();
    message_.body = values_.text(attribute::kBody, value, offset_);
    const bool counted_alike = context_->text.single_byte() && context_->text.unmappable() == unmappable;
    if (counted_alike) return;
    const Bytes text = until_nul(value);
    stored_body_.assign(text.begin(), text.end());
}

std::uint32_t MessageReader::character_at(std::uint32_t byte) {
    if (stored_body_.empty()) return byte;
    if (body_characters_.empty()) body_characters_ = context_->text.character_offsets(stored_body_);
    if (byte >= stored_body_.size()) {  // as far behind the text as it was
        const std::uint64_t behind = byte - stored_body_.size() + body_characters_.size();
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(behind, mmf::kNoPosition - 1));
    }
    const auto after = std::ranges::upper_bound(body_characters_, byte);
    if (after == body_characters_.begin()) return 0;
    const auto first = std::ranges::lower_bound(body_characters_.begin(), after, *std::prev(after));
    return static_cast<std::uint32_t>(first - body_characters_.begin());
}

void MessageReader::set_class(std::uint32_t number) {
    message_.class_name = classes_->name(number);
    if (classes_->guessed(number))
        values_.report(MessageId::mmf_class_guessed, fmt::format("class number {} is not known", number), offset_);
}

void MessageReader::set_status(std::uint8_t status) {
    const auto has = [status](std::uint8_t bit) { return (status & bit) != 0; };
    expects_attachments_ = has(mmf::status::kAttachments);
    message_.status =
        model::MessageStatus{has(mmf::status::kRead), has(mmf::status::kUnsent), has(mmf::status::kSubmitted),
                             has(mmf::status::kFromMe), has(mmf::status::kChanged)};
}

void MessageReader::set_priority(std::uint32_t value) {
    message_.priority = value == mmf::priority::kHigh  ? model::Priority::high
                        : value == mmf::priority::kLow ? model::Priority::low
                                                       : model::Priority::normal;
}

// The attribute means this in plain notes only.
void MessageReader::settle_fixed_font() {
    if (!fixed_font_) return;
    if (!message_.class_name || is_plain_note(*message_.class_name))
        message_.fixed_font = *fixed_font_ != 0;
    else
        message_.attributes.push_back({attribute::kFixedFont, model_type(attribute::kFixedFont), *fixed_font_});
}

// Such a message carries the sender's name a second time where an address belongs.
void MessageReader::recognise_repair(mmf::ListReader& list) {
    message_.incomplete = true;
    values_.report(MessageId::mmf_rebuilt_by_repair, "the body of the message was lost in an earlier repair",
                   list.object().file_offset());
    if (message_.from.size() != 1) return;
    model::Address& from = message_.from.front();
    if (from.address.empty() ? from.type == from.name : from.type + ":" + from.address == from.name)
        from = {from.name, {}, {}, model::AddressKind::unresolved};
}

model::Message MessageReader::from_summary(mmf::Oid oid, const mmf::Summary& summary) {
    message_ = {};
    message_.id = oid.hex();
    message_.incomplete = true;
    message_.subject = context_->text.whole(as_bytes(summary.subject));
    const bool from_me = (summary.status & mmf::status::kFromMe) != 0;
    if (!summary.sender.empty()) {
        const model::Address shown{
            context_->text.whole(as_bytes(summary.sender)), {}, {}, model::AddressKind::unresolved};
        (from_me ? message_.to : message_.from).push_back(shown);
    }
    const LocalTime time = summary.date.local_time();
    if (summary.date != mmf::kDefaultSummaryDate && time.valid()) (from_me ? message_.sent : message_.received) = time;
    set_status(summary.status);
    if (summary.class_number != 0) set_class(summary.class_number);
    set_priority(summary.priority);
    context_->text.report(context_->findings, *item_);
    return std::move(message_);
}

}  // namespace restante::sources
