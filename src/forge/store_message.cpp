#include "forge/store_message.h"

#include <algorithm>
#include <array>

#include "base/byte_writer.h"
#include "formats/mmf/address_field.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/date_record.h"
#include "formats/mmf/message_class.h"
#include "formats/mmf/triples.h"

namespace restante::forge {
namespace {

constexpr std::size_t kBookPeople = 6;
constexpr std::int64_t kDelivery = 60;  // seconds between sending and receiving

mmf::ListElement text_attribute(std::uint32_t id, const std::string& text) {
    ByteWriter writer;
    writer.text_nul(text);
    return {id, std::move(writer).take()};
}

mmf::ListElement date_attribute(std::uint32_t id, const LocalTime& time) {
    ByteWriter writer;
    mmf::write_date(writer, mmf::DateRecord::from(time));
    return {id, std::move(writer).take()};
}

void add_people(const Office& office, std::uint32_t id, const std::vector<Correspondent>& people,
                mmf::NewMessage& message) {
    if (people.empty()) return;
    std::vector<mmf::NewTriple> triples;
    for (const Correspondent& one : people)
        triples.push_back({.name = office.windows_text(one.name), .data = office.windows_text(one.address)});
    message.attributes.push_back({id, mmf::build_triples(triples)});
}

// 1 low, 2 and 3 normal, 4, 5 and R high (Q112915).
std::uint16_t store_priority(char priority) {
    if (priority == '1') return mmf::priority::kLow;
    return priority == '2' || priority == '3' ? mmf::priority::kNormal : mmf::priority::kHigh;
}

mmf::NewAttachment store_attachment(const Attachment& attachment) {
    mmf::NewAttachment made;
    made.attributes.push_back({.id = mmf::attribute::kAttachmentTitle,
                               .data = text_attribute(mmf::attribute::kAttachmentTitle, attachment.name).data});
    made.attributes.push_back({.id = mmf::attribute::kAttachmentData, .source = content_of(attachment)});
    if (attachment.form == AttachmentForm::macintosh) made.reference.flags = mmf::kMacBinary;
    return made;
}

}  // namespace

mmf::NewMessage store_message(const Office& office, const Letter& letter) {
    using namespace mmf::attribute;
    mmf::NewMessage message;
    const bool sent = letter.place == Place::store && letter.folder == kStoreSent;
    add_people(office, kFrom, {letter.from}, message);
    add_people(office, kTo, letter.to, message);
    add_people(office, kCc, letter.cc, message);
    add_people(office, kBcc, letter.bcc, message);
    message.attributes.push_back(text_attribute(kSubject, office.windows_text(letter.subject)));
    message.attributes.push_back(date_attribute(kDateSent, letter.sent));
    if (!sent)
        message.attributes.push_back(
            date_attribute(kDateReceived, LocalTime::from_unix_utc(letter.sent.seconds_as_utc() + kDelivery)));
    const unsigned status = (letter.read ? mmf::status::kRead : 0U) | (sent ? mmf::status::kFromMe : 0U);
    message.attributes.push_back({kStatus, {static_cast<std::uint8_t>(status)}});
    message.attributes.push_back({kClass, {static_cast<std::uint8_t>(mmf::kNoteClass), 0}});
    if (!letter.message_id.empty()) message.attributes.push_back(text_attribute(kMessageId, letter.message_id));
    message.attributes.push_back(text_attribute(kBody, office.windows_text(text_of(office.plan, letter))));
    if (letter.priority)
        message.attributes.push_back({kPriority, {static_cast<std::uint8_t>(store_priority(*letter.priority)), 0}});
    for (const Attachment& attachment : letter.attachments)
        if (attachment.form != AttachmentForm::transport) message.attachments.push_back(store_attachment(attachment));
    return message;
}

std::vector<Correspondent> address_book_people(const Plan& plan, std::size_t record) {
    Random random(plan.options.seed, Stream::people, 1000 + record);
    std::vector<Correspondent> people;
    for (std::size_t i = 0; i < kBookPeople; ++i) {
        Correspondent one =
            i % 2 == 0 ? correspondent(plan, colleague_of(plan, record, random)) : stranger(plan, record, random);
        const bool known = std::ranges::any_of(people, [&](const auto& other) { return other.address == one.address; });
        if (known || one.name.empty()) continue;
        people.push_back(std::move(one));
    }
    return people;
}

mmf::NewAddressBook store_address_book(const Office& office, std::size_t record) {
    using namespace mmf::address_field;
    mmf::NewAddressBook book;
    for (const Correspondent& one : address_book_people(office.plan, record)) {
        const std::string name = office.windows_text(one.name) + '\0';
        const std::size_t colon = one.address.find(':');
        const std::string type = one.address.substr(0, colon) + '\0';
        const std::string address = office.windows_text(one.address.substr(colon + 1)) + '\0';
        book.entries.push_back(
            {.attributes = {text_attribute(mmf::attribute::kSubject, office.windows_text(one.name)),
                            {mmf::attribute::kBody, mmf::write_address_entry({{kName, as_bytes(name)},
                                                                              {kAddressType, as_bytes(type)},
                                                                              {kAddress, as_bytes(address)}})}}});
    }
    if (book.entries.empty()) return book;
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < book.entries.size(); i += 2) members.push_back(i);
    const std::string name{"Friends\0", 8};
    const ByteVector kind = mmf::write_object_type(mmf::kGroupObject);
    book.entries.push_back({.attributes = {text_attribute(mmf::attribute::kSubject, "Friends"),
                                           {mmf::attribute::kBody,
                                            mmf::write_address_entry({{kName, as_bytes(name)}, {kObjectType, kind}})}},
                            .members = std::move(members)});
    return book;
}

}  // namespace restante::forge
