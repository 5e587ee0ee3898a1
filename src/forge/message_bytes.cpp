#include "forge/message_bytes.h"

#include <fmt/format.h>

#include <algorithm>

#include "forge/header_block.h"
#include "formats/postoffice/mail/data_element.h"
#include "formats/postoffice/mail/mai_message.h"
#include "formats/postoffice/mail/mailbag.h"

namespace restante::forge {
namespace {

constexpr std::size_t kComposedHead = 6;          // identifier, 83, three octets, id
constexpr std::uint64_t kInlineItem = 0x38;       // where our folder files have the bytes of an attachment
constexpr std::uint64_t kOtherInlineItem = 0x3A;  // when attachments are described in the former

postoffice::MailAddress stored_address(const Office& office, const Correspondent& one, bool recipient) {
    postoffice::MailAddress address;
    const bool native = one.address.starts_with(kNativePrefix);
    address.type = native ? postoffice::kNativeAddress : office.layouts.gateway_address;
    address.text = office.dos_text(native ? one.address.substr(kNativePrefix.size()) : one.address);
    if (!one.name.empty()) address.name = office.dos_text(one.name);
    if (recipient) address.trailer = {1};
    return address;
}

std::vector<postoffice::MailAddress> stored_addresses(const Office& office, const std::vector<Correspondent>& people) {
    std::vector<postoffice::MailAddress> addresses;
    for (const Correspondent& one : people) addresses.push_back(stored_address(office, one, true));
    return addresses;
}

bool describes(const postoffice::AttachmentLayout& layout, postoffice::AttachmentRole role) {
    return std::ranges::any_of(layout.values, [&](const auto& value) { return value.role == role; });
}

postoffice::MailAttachment stored_attachment(const Office& office, const Attachment& attachment, std::uint32_t number) {
    using postoffice::AttachmentRole;
    const postoffice::AttachmentLayout& layout = office.layouts.mai.attachments;
    postoffice::MailAttachment stored{.id = number, .name = attachment.name};
    if (describes(layout, AttachmentRole::size)) stored.size = static_cast<std::uint32_t>(attachment.size);
    if (describes(layout, AttachmentRole::date)) stored.date = attachment.date;
    if (describes(layout, AttachmentRole::type)) stored.type = attachment.form == AttachmentForm::transport ? 2 : 1;
    return stored;
}

// The head in the form the layout wants, in place of the one compose_mai() writes.
ByteVector with_head(const Layouts& layouts, const ByteVector& composed) {
    const std::size_t size = composed.size() - kComposedHead + (layouts.message_id ? 1 : 0);
    std::size_t octets = layouts.length_octets;
    while (octets < sizeof size && size >> (8 * octets) != 0) ++octets;
    ByteWriter writer;
    writer.le(postoffice::element_code::kMessage);
    writer.le(static_cast<std::uint8_t>(0x80U | octets));
    for (std::size_t i = octets; i-- > 0;) writer.le(static_cast<std::uint8_t>(size >> (8 * i)));
    if (layouts.message_id) writer.le(std::uint8_t{1});
    writer.bytes(Bytes(composed).subspan(kComposedHead));
    return std::move(writer).take();
}

// A folder file has no ATT files beside it: the bytes follow the message's other fields.
Result<void> append_inline(const Office& office, const Letter& letter, ByteVector& message) {
    const auto& layout = office.layouts.mai.attachments;
    const bool taken = layout.code == postoffice::element_code::kVendor && layout.qualifier == kInlineItem;
    ByteWriter items;
    for (const Attachment& attachment : letter.attachments) {
        MemorySink sink;
        TRY_VOID(write_attachment(office, attachment, sink));
        postoffice::ElementNode bits{.code = postoffice::element_code::kBitString, .qualifier = 0, .data = sink.take()};
        postoffice::write_element(items, {.code = postoffice::element_code::kVendor,
                                          .qualifier = taken ? kOtherInlineItem : kInlineItem,
                                          .children = {std::move(bits)}});
    }
    message.insert(message.end(), items.view().begin(), items.view().end());
    return {};
}

}  // namespace

std::string message_path(std::uint32_t number) { return fmt::format("MAI/MA{0:X}/{1:08X}.MAI", number % 16, number); }

std::string attachment_path(std::uint32_t number) {
    return fmt::format("ATT/AT{0:X}/{1:08X}.ATT", number % 16, number);
}

Result<ByteVector> message_bytes(const Office& office, const Letter& letter, std::uint32_t first_attachment,
                                 std::size_t references) {
    postoffice::MaiMessage message;
    message.vendor = {{postoffice::vendor_item::kReferenceCount, references},
                      {postoffice::vendor_item::kSecond, 2},
                      {postoffice::vendor_item::kThird, 10},
                      {postoffice::vendor_item::kSeventh, 10}};
    message.from = {stored_address(office, letter.from, false)};
    message.to = stored_addresses(office, letter.to);
    message.cc = stored_addresses(office, letter.cc);
    message.bcc = stored_addresses(office, letter.bcc);
    message.date = letter.sent;
    // A number has no R: what comes nearest is the highest priority.
    const bool is_number = office.layouts.mai.priority == postoffice::PriorityLayout::number;
    message.priority = is_number && letter.priority == 'R' ? '5' : letter.priority;
    message.subject = office.dos_text(letter.subject).substr(0, postoffice::kSubjectSize - 1);
    for (std::size_t i = 0; i < letter.attachments.size(); ++i)
        message.attachments.push_back(
            stored_attachment(office, letter.attachments[i],
                              first_attachment == 0 ? 0 : first_attachment + static_cast<std::uint32_t>(i)));
    const std::string block = office.dos_text(header_block(letter));
    message.text = block + office.dos_text(text_of(office.plan, letter));
    const auto& border = office.layouts.mai.text_border;
    if (border && !block.empty())
        message.text_border = *postoffice::lines_above_rule(block) + (border->counts_rule ? 1 : 0);
    ByteVector composed = TRY(postoffice::compose_mai(message, office.layouts.mai));
    if (first_attachment == 0) TRY_VOID(append_inline(office, letter, composed));
    return with_head(office.layouts, composed);
}

Result<void> write_attachment(const Office& office, const Attachment& attachment, ByteSink& sink) {
    postoffice::StringCipher cipher(office.layouts.attachment_cipher);
    ByteVector buffer;
    return for_each_piece(*content_of(attachment), [&](Bytes piece) -> Result<void> {
        buffer.assign(piece.begin(), piece.end());
        cipher.encode(buffer);
        return sink.append(buffer);
    });
}

}  // namespace restante::forge
