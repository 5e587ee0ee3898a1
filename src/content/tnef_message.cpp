#include "content/tnef_message.h"

#include <string_view>
#include <utility>

#include "base/utf16.h"
#include "content/parts.h"
#include "formats/mmf/address_text.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/triples.h"
#include "formats/tnef/reply_list.h"

namespace restante::content {
namespace {

namespace type = tnef::property_type;

namespace tag {
constexpr std::uint16_t kImportance = 0x0017, kClass = 0x001A, kSubject = 0x0037, kSubmitTime = 0x0039,
                        kRepresentedName = 0x0042, kReplyEntries = 0x004F, kRepresentedType = 0x0064,
                        kRepresentedAddress = 0x0065, kRecipientKind = 0x0C15, kSenderName = 0x0C1A,
                        kSenderType = 0x0C1E, kSenderAddress = 0x0C1F, kDeliveryTime = 0x0E06, kBody = 0x1000,
                        kDisplayName = 0x3001, kAddressType = 0x3002, kAddress = 0x3003, kModifiedTime = 0x3008,
                        kFileName = 0x3704, kLongFileName = 0x3707, kInternetAddress = 0x39FE;
// The names of recipients, where there is no table of them.
constexpr std::uint16_t kDisplayBcc = 0x0E02, kDisplayCc = 0x0E03, kDisplayTo = 0x0E04;
}  // namespace tag

model::AddressKind kind_of(const model::Address& address) {
    return address.type.empty() || address.address.empty() ? model::AddressKind::unresolved
                                                           : model::AddressKind::resolved;
}

std::vector<model::Address> names_in(std::string_view list) {
    std::vector<model::Address> people;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(';'), list.size());
        std::string_view name = list.substr(0, end);
        list.remove_prefix(std::min(end + 1, list.size()));
        name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
        if (!name.empty()) people.push_back({.name = std::string(name)});
    }
    return people;
}

}  // namespace

Result<ByteVector> TnefMessage::load(SourceRange range) const {
    SourceReader reader(*source_, range);
    return reader.bytes(range.size, kLargestLoaded);
}

std::string TnefMessage::text_of(const tnef::PropertyList& properties, std::uint16_t id) const {
    const tnef::Property* property = properties.find(id);
    if (property == nullptr) return {};
    const auto bytes = load(property->values.front());
    if (!bytes) return {};
    std::string text;
    if (property->base_type() == type::kUnicode)
        text = from_utf16(*bytes);
    else if (property->base_type() == type::kString8)
        text = Parts::decode(*bytes, code_page_);
    return text.substr(0, text.find('\0'));
}

std::optional<std::string> TnefMessage::text_or(const ByteVector& attribute, std::uint16_t id) const {
    std::string text = text_of(message_->properties, id);
    if (text.empty()) text = Parts::decode(attribute, code_page_);
    if (text.empty()) return std::nullopt;
    return text;
}

std::optional<std::uint64_t> TnefMessage::number_of(const tnef::PropertyList& properties, std::uint16_t id) const {
    const tnef::Property* property = properties.find(id);
    if (property == nullptr) return std::nullopt;
    const auto number = tnef::number_of(*source_, *property);
    return number ? std::optional(*number) : std::nullopt;
}

// Properties are in UTC: 100 ns since 1601.
std::optional<LocalTime> TnefMessage::time_of(std::uint16_t id) const {
    constexpr std::uint64_t kTicks = 10'000'000, kLatest = 0x7FFF'FFFF'FFFF'FFFF;
    constexpr std::int64_t kSecondsFrom1601 = 11'644'473'600;
    const tnef::Property* property = message_->properties.find(id);
    const auto ticks = number_of(message_->properties, id);
    if (property == nullptr || property->base_type() != type::kTime || !ticks || *ticks > kLatest) return std::nullopt;
    const LocalTime time = zone_->wall_clock(static_cast<std::int64_t>(*ticks / kTicks) - kSecondsFrom1601);
    return time.valid() ? std::optional(time) : std::nullopt;
}

model::Address TnefMessage::person(const tnef::PropertyList& properties, std::uint16_t name, std::uint16_t address_type,
                                   std::uint16_t address) const {
    model::Address person{text_of(properties, name), text_of(properties, address_type), text_of(properties, address)};
    person.kind = kind_of(person);
    return person;
}

std::vector<model::Address> TnefMessage::senders() const {
    for (const auto& [name, address_type, address] :
         {std::array{tag::kRepresentedName, tag::kRepresentedType, tag::kRepresentedAddress},
          std::array{tag::kSenderName, tag::kSenderType, tag::kSenderAddress}}) {
        model::Address sender = person(message_->properties, name, address_type, address);
        if (!sender.name.empty() || sender.kind == model::AddressKind::resolved) return {std::move(sender)};
    }
    std::vector<model::Address> stored;
    mmf::TripleReader reader(message_->from);
    while (const auto triple = reader.next()) {
        model::Address& address = stored.emplace_back();
        if (const auto name = triple->name()) address.name = Parts::decode(*name, code_page_);
        if (const auto text = mmf::triple_address(*triple)) {
            address.type = Parts::decode(text->type, code_page_);
            address.address = Parts::decode(text->address, code_page_);
        }
        address.kind = kind_of(address);
    }
    return stored;
}

std::vector<model::Address> TnefMessage::reply_to() const {
    const tnef::Property* property = message_->properties.find(tag::kReplyEntries);
    if (property == nullptr || property->base_type() != type::kBinary) return {};
    const auto bytes = load(property->values.front());
    if (!bytes) return {};
    std::vector<model::Address> people;
    for (const tnef::OneOffAddress& entry : tnef::read_reply_list(*bytes)) {
        const auto text = [&](const ByteVector& stored) {
            return entry.unicode ? from_utf16(stored) : Parts::decode(stored, code_page_);
        };
        model::Address& address =
            people.emplace_back(model::Address{text(entry.name), text(entry.type), text(entry.address)});
        address.kind = kind_of(address);
    }
    return people;
}

std::optional<model::Priority> TnefMessage::priority() const {
    constexpr std::uint64_t kLow = 0, kHigh = 2;
    if (message_->priority)
        return *message_->priority == mmf::priority::kHigh  ? model::Priority::high
               : *message_->priority == mmf::priority::kLow ? model::Priority::low
                                                            : model::Priority::normal;
    const auto importance = number_of(message_->properties, tag::kImportance);
    if (!importance) return std::nullopt;
    return *importance == kHigh  ? model::Priority::high
           : *importance == kLow ? model::Priority::low
                                 : model::Priority::normal;
}

void TnefMessage::put_recipients(model::Message& message) const {
    constexpr std::uint64_t kTo = 1, kCc = 2, kBcc = 3;
    for (const tnef::PropertyList& recipient : message_->recipients) {
        model::Address address = person(recipient, tag::kDisplayName, tag::kAddressType, tag::kAddress);
        // Addresses of a directory mean nothing outside of it.
        if (std::string internet = text_of(recipient, tag::kInternetAddress); !internet.empty())
            address.type = "SMTP", address.address = std::move(internet), address.kind = model::AddressKind::resolved;
        const std::uint64_t kind = number_of(recipient, tag::kRecipientKind).value_or(kTo) & 0xFU;
        if (kind == kTo) message.to.push_back(std::move(address));
        if (kind == kCc) message.cc.push_back(std::move(address));
        if (kind == kBcc) message.bcc.push_back(std::move(address));
    }
    if (!message_->recipients.empty()) return;
    message.to = names_in(text_of(message_->properties, tag::kDisplayTo));
    message.cc = names_in(text_of(message_->properties, tag::kDisplayCc));
    message.bcc = names_in(text_of(message_->properties, tag::kDisplayBcc));
}

model::Message TnefMessage::message() const {
    model::Message message;
    message.class_name = text_or(message_->message_class, tag::kClass);
    message.subject = text_or(message_->subject, tag::kSubject);
    message.body = text_or(message_->body, tag::kBody);
    message.message_id = message_->message_id;
    message.parent_id = message_->parent_id;
    message.conversation_id = message_->conversation_id;
    message.from = senders();
    put_recipients(message);
    message.reply_to = reply_to();
    message.sent = message_->sent ? message_->sent : time_of(tag::kSubmitTime);
    message.received = message_->received ? message_->received : time_of(tag::kDeliveryTime);
    message.modified = message_->modified ? message_->modified : time_of(tag::kModifiedTime);
    message.priority = priority();
    if (message_->status) {
        const auto has = [status = *message_->status](std::uint8_t bit) { return (status & bit) != 0; };
        message.status =
            model::MessageStatus{has(mmf::status::kRead), has(mmf::status::kUnsent), has(mmf::status::kSubmitted),
                                 has(mmf::status::kFromMe), has(mmf::status::kChanged)};
    }
    return message;
}

std::string TnefMessage::name_of(const tnef::Attachment& attachment) const {
    for (const std::uint16_t id : {tag::kLongFileName, tag::kFileName})
        if (std::string name = text_of(attachment.properties, id); !name.empty()) return name;
    for (const ByteVector* name : {&attachment.title, &attachment.transport_name})
        if (!name->empty()) return Parts::decode(*name, code_page_);
    return text_of(attachment.properties, tag::kDisplayName);
}

}  // namespace restante::content
