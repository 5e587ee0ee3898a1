#include "sources/mmf/message_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/byte_reader.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/date_record.h"
#include "sources/mmf/triple_addresses.h"

namespace restante::sources {
namespace {

namespace attribute = mmf::attribute;

// What the mail client's repair puts into the body of a message it knew only by its summary.
constexpr std::string_view kRepairBody = "This message could not be fully recovered.";
constexpr std::size_t kFewAttributes = 64;

model::AttributeType model_type(std::uint32_t id) {
    return static_cast<model::AttributeType>(mmf::attribute_type(id));  // the same ten types in the same order
}

bool has_duplicates(const std::vector<mmf::ListEntry>& entries) {
    if (entries.size() <= kFewAttributes) {
        for (std::size_t i = 1; i < entries.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (entries[i].id == entries[j].id) return true;
        return false;
    }
    std::unordered_set<std::uint32_t> seen;
    return std::ranges::any_of(entries, [&](const mmf::ListEntry& entry) { return !seen.insert(entry.id).second; });
}

}  // namespace

void MessageReader::report(MessageId id, std::string text, std::uint64_t offset) {
    context_->findings.add(id, std::move(text), *item_, offset);
}

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
            report(MessageId::mmf_duplicate_attribute, fmt::format("attribute {:08x} occurs twice", entry.id), offset_);
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
        report(MessageId::mmf_attribute_unreadable, fmt::format("attribute {:08x}: {}", entry.id, value.error().what),
               offset_);
    }
    if (!entries.empty() && unreadable == entries.size() && message_.attributes.empty())
        return fail(Errc::bad_value, "no attribute of the message can be read", list.object().file_offset());
    settle_fixed_font();
    if (message_.body && *message_.body == kRepairBody) recognise_repair(list);
    context_->text.report(context_->findings, *item_);
    return std::move(message_);
}

void MessageReader::add(std::uint32_t id, Bytes value) {
    if (value.size() < mmf::minimum_size(mmf::attribute_type(id))) {
        report(MessageId::mmf_value_too_short, fmt::format("attribute {:08x} has {} bytes", id, value.size()), offset_);
        keep_as_bytes(id, value);
        return;
    }
    if (!add_general(id, value)) add_other(id, value);
}

bool MessageReader::add_general(std::uint32_t id, Bytes value) {
    switch (id) {
        case attribute::kFrom:
            message_.from = addresses(id, value);
            return true;
        case attribute::kTo:
            message_.to = addresses(id, value);
            return true;
        case attribute::kCc:
            message_.cc = addresses(id, value);
            return true;
        case attribute::kBcc:
            message_.bcc = addresses(id, value);
            return true;
        case attribute::kSubject:
            message_.subject = text_of(id, value);
            return true;
        case attribute::kBody:
            message_.body = text_of(id, value);
            return true;
        case attribute::kMessageId:
            message_.message_id = text_of(id, value);
            return true;
        case attribute::kParentId:
            message_.parent_id = text_of(id, value);
            return true;
        case attribute::kConversationId:
            message_.conversation_id = text_of(id, value);
            return true;
        case attribute::kDateSent:
            message_.sent = date(id, value);
            return true;
        case attribute::kDateReceived:
            message_.received = date(id, value);
            return true;
        case attribute::kLastModified:
            message_.modified = date(id, value);
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

void MessageReader::add_other(std::uint32_t id, Bytes value) {
    model::Attribute stored{id, model_type(id), {}};
    switch (mmf::attribute_type(id)) {
        case mmf::AttributeType::triples:
            stored.value = addresses(id, value);
            break;
        case mmf::AttributeType::string:
        case mmf::AttributeType::text:
            stored.value = text_of(id, value);
            break;
        case mmf::AttributeType::date:
            if (const auto time = date(id, value)) stored.value = *time;
            break;
        case mmf::AttributeType::byte:
        case mmf::AttributeType::other:
            keep_as_bytes(id, value);
            return;
        default:
            stored.value = mmf::integer_value(id, value).value_or(0);
            break;
    }
    message_.attributes.push_back(std::move(stored));
}

void MessageReader::keep_as_bytes(std::uint32_t id, Bytes value) {
    message_.attributes.push_back(
        {id, model_type(id), std::make_shared<MemoryBytes>(ByteVector(value.begin(), value.end()))});
}

void MessageReader::set_class(std::uint32_t number) {
    message_.class_name = classes_->name(number);
    if (classes_->guessed(number))
        report(MessageId::mmf_class_guessed, fmt::format("class number {} is not known", number), offset_);
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
    report(MessageId::mmf_rebuilt_by_repair, "the body of the message was lost in an earlier repair",
           list.object().file_offset());
    if (message_.from.size() != 1) return;
    model::Address& from = message_.from.front();
    if (from.address.empty() ? from.type == from.name : from.type + ":" + from.address == from.name)
        from = {from.name, {}, {}, model::AddressKind::unresolved};
}

std::optional<LocalTime> MessageReader::date(std::uint32_t id, Bytes value) {
    ByteReader reader(value, offset_);
    const auto stored = mmf::read_date(reader);
    if (stored && stored->local_time().valid()) return stored->local_time();
    report(MessageId::mmf_invalid_date, fmt::format("invalid date in attribute {:08x}", id), offset_);
    return std::nullopt;
}

std::string MessageReader::text_of(std::uint32_t id, Bytes value) {
    const Bytes text = mmf::text_value(value);
    if (std::ranges::any_of(value.subspan(text.size()), [](std::uint8_t byte) { return byte != 0; }))
        report(MessageId::mmf_text_behind_nul,
               fmt::format("attribute {:08x} has {} bytes behind its end mark", id, value.size() - text.size() - 1),
               offset_ + text.size());
    return context_->text.whole(text);
}

std::vector<model::Address> MessageReader::addresses(std::uint32_t id, Bytes value) {
    bool complete = true;
    auto read = read_addresses(value, context_->text, complete);
    if (!complete)
        report(MessageId::mmf_recipients_cut, fmt::format("the list in attribute {:08x} breaks off", id), offset_);
    return read;
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
