#include <utility>

#include "formats/postoffice/mail/data_element.h"
#include "formats/postoffice/mail/mai_message.h"

namespace restante::postoffice {
namespace {

constexpr std::size_t kVendorIntegerSize = 2;  // bytes, as in the dump of Q104423

ElementNode field_node(std::uint64_t qualifier, std::vector<ElementNode> children) {
    return {.code = element_code::kField, .qualifier = qualifier, .children = std::move(children)};
}

Result<void> append_addresses(std::vector<ElementNode>& fields, std::uint64_t qualifier,
                              const std::vector<MailAddress>& addresses) {
    if (addresses.empty()) return {};
    std::vector<ElementNode> nodes;
    for (const MailAddress& address : addresses)
        nodes.push_back(string_node(encoded(TRY(compose_mail_address(address)))));
    fields.push_back(field_node(qualifier, std::move(nodes)));
    return {};
}

void append_text(std::vector<ElementNode>& fields, std::uint64_t qualifier, const std::string& text,
                 const TextVariant& variant, std::size_t element_size) {
    std::vector<ElementNode> nodes;
    for (const ByteVector& element : write_text(as_bytes(text), variant, element_size))
        nodes.push_back(string_node(element));
    fields.push_back(field_node(qualifier, std::move(nodes)));
}

}  // namespace

// The order of Q87379.
Result<ByteVector> compose_mai(const MaiMessage& message, const MaiWriteLayout& layout) {
    std::vector<ElementNode> fields;
    for (const auto& [qualifier, value] : message.vendor)
        fields.push_back({.code = element_code::kVendor,
                          .qualifier = qualifier,
                          .children = {integer_node(value, value > 0xFFFF ? 4 : kVendorIntegerSize)}});
    TRY_VOID(append_addresses(fields, mail_field::kFrom, message.from));
    TRY_VOID(append_addresses(fields, mail_field::kTo, message.to));
    TRY_VOID(append_addresses(fields, mail_field::kCc, message.cc));
    TRY_VOID(append_addresses(fields, mail_field::kBcc, message.bcc));
    if (message.date) fields.push_back(field_node(layout.date.field, write_mail_date(*message.date, layout.date)));
    if (message.priority)
        fields.push_back(field_node(mail_field::kPrecedence, write_mail_priority(*message.priority, layout.priority)));
    if (message.subject)
        append_text(fields, mail_field::kSubject, *message.subject, layout.subject, message.subject->size());
    for (ElementNode& node : write_mail_attachments(message.attachments, layout.attachments))
        fields.push_back(std::move(node));
    if (message.text_border && layout.text_border)
        fields.push_back({.code = layout.text_border->code,
                          .qualifier = layout.text_border->qualifier,
                          .children = {integer_node(*message.text_border, 2)}});
    if (message.text) append_text(fields, mail_field::kText, *message.text, layout.text, layout.text_element);
    return write_mai(fields);
}

}  // namespace restante::postoffice
