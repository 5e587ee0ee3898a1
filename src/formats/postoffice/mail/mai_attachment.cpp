#include "formats/postoffice/mail/mai_attachment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "formats/postoffice/mail/data_element.h"
#include "formats/postoffice/mail/mai_date.h"
#include "formats/postoffice/mail/string_cipher.h"

namespace restante::postoffice {
namespace {

using enum AttachmentRole;

constexpr std::size_t kHexDigits = 8;

// Every order of the values that may be there, likely ones first; id and name always are.
std::vector<std::vector<AttachmentValue>> value_orders() {
    std::vector<std::vector<AttachmentValue>> orders{
        {{id}, {name}, {size}, {date}, {type}},
        {{name}, {size}, {id}, {date}, {type}},
        {{name}, {size}, {date}, {id, true}, {type}},
    };
    constexpr std::array<AttachmentRole, 3> kOthers{size, date, type};
    for (unsigned chosen = 0; chosen < (1U << kOthers.size()); ++chosen) {
        std::vector<AttachmentRole> roles{id, name};
        for (std::size_t i = 0; i < kOthers.size(); ++i)
            if ((chosen >> i & 1U) != 0) roles.push_back(kOthers.at(i));
        std::ranges::sort(roles);
        do {
            for (const bool hexadecimal : {false, true}) {
                std::vector<AttachmentValue> order;
                for (const AttachmentRole role : roles) order.push_back({role, role == id && hexadecimal});
                if (std::ranges::find(orders, order) == orders.end()) orders.push_back(std::move(order));
            }
        } while (std::ranges::next_permutation(roles).found);
    }
    return orders;
}

std::vector<AttachmentLayout> make_attachment_layouts() {
    const std::vector<std::vector<AttachmentValue>> orders = value_orders();
    static const std::vector<std::vector<AttachmentValue>> kRecords{
        {{id, false, 0, 4}, {size, false, 4, 4}, {date, false, 8, 4}, {type, false, 12, 2}, {name, false, 14, 13}},
        {{name, false, 0, 13}, {size, false, 13, 4}, {date, false, 17, 4}, {type, false, 21, 2}, {id, false, 23, 4}},
        {{id, true, 0, 9}, {name, false, 9, 13}, {size, false, 22, 4}, {date, false, 26, 4}},
    };
    std::vector<AttachmentLayout> layouts;
    const auto add = [&](AttachmentGrouping grouping, const std::vector<AttachmentValue>& values) {
        layouts.push_back({grouping, values, element_code::kField, mail_field::kAttachments});
    };
    for (const auto grouping : {AttachmentGrouping::constructors, AttachmentGrouping::flat, AttachmentGrouping::items})
        for (const auto& order : orders) add(grouping, order);
    for (const auto& record : kRecords) add(AttachmentGrouping::packed, record);
    return layouts;
}

bool put_number(MailAttachment& attachment, AttachmentRole role, std::uint64_t value) {
    if (value > 0xFFFFFFFF) return false;
    const auto number = static_cast<std::uint32_t>(value);
    switch (role) {
        case id:
            attachment.id = number;
            break;
        case size:
            attachment.size = number;
            break;
        case type:
            attachment.type = number;
            break;
        case date:
            if (value == 0) break;  // none
            attachment.date = dos_time(number);
            return attachment.date.has_value();
        case name:
            return false;
    }
    return true;
}

bool put_text(MailAttachment& attachment, const AttachmentValue& value, std::string_view text) {
    if (value.role == name) {
        attachment.name = std::string(text);
        return !text.empty();
    }
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    if (text.size() != kHexDigits || error != std::errc() || end != text.data() + text.size()) return false;
    attachment.id = number;
    return true;
}

bool is_text(const AttachmentValue& value) { return value.role == name || value.hexadecimal; }

bool put_element(MailAttachment& attachment, const AttachmentValue& value, const ElementNode& node) {
    if (is_text(value)) {
        if (node.code != element_code::kAsciiString) return false;
        const ByteVector plain = decoded(node.data);
        return put_text(attachment, value, as_text(until_nul(Bytes(plain))));
    }
    const auto number = integer_value(node.data);
    return node.code == element_code::kInteger && number && put_number(attachment, value.role, *number);
}

std::optional<MailAttachment> from_elements(const std::vector<ElementNode>& nodes, std::size_t begin,
                                            const AttachmentLayout& layout) {
    MailAttachment attachment;
    for (std::size_t i = 0; i < layout.values.size(); ++i)
        if (!put_element(attachment, layout.values[i], nodes[begin + i])) return std::nullopt;
    return attachment;
}

std::optional<MailAttachment> from_record(const ElementNode& node, const AttachmentLayout& layout) {
    if (node.code != element_code::kAsciiString) return std::nullopt;
    std::size_t whole = 0;
    for (const AttachmentValue& value : layout.values) whole = std::max(whole, value.offset + value.size);
    const ByteVector plain = decoded(node.data);
    if (plain.size() != whole) return std::nullopt;
    MailAttachment attachment;
    for (const AttachmentValue& value : layout.values) {
        const Bytes part = Bytes(plain).subspan(value.offset, value.size);
        const bool good = is_text(value) ? put_text(attachment, value, as_text(until_nul(part)))
                                         : put_number(attachment, value.role, integer_value(part).value_or(~0ULL));
        if (!good) return std::nullopt;
    }
    return attachment;
}

std::uint32_t number_of(const MailAttachment& attachment, AttachmentRole role) {
    switch (role) {
        case id:
            return attachment.id.value_or(0);
        case size:
            return attachment.size.value_or(0);
        case type:
            return attachment.type.value_or(0);
        case date:
            return attachment.date ? dos_value(*attachment.date) : 0;
        case name:
            break;
    }
    return 0;
}

std::string text_of(const MailAttachment& attachment, const AttachmentValue& value) {
    return value.role == name ? attachment.name.value_or("") : fmt::format("{:08X}", attachment.id.value_or(0));
}

ElementNode to_record(const MailAttachment& attachment, const AttachmentLayout& layout) {
    ByteVector plain;
    for (const AttachmentValue& value : layout.values) {
        plain.resize(std::max(plain.size(), value.offset + value.size));
        const MutableBytes part = MutableBytes(plain).subspan(value.offset, value.size);
        if (is_text(value)) {
            const std::string text = text_of(attachment, value).substr(0, value.size - 1);
            std::ranges::copy(as_bytes(text), part.begin());
        } else {
            std::ranges::copy(integer_node(number_of(attachment, value.role), value.size).data, part.begin());
        }
    }
    return string_node(encoded(plain));
}

std::vector<ElementNode> to_elements(const MailAttachment& attachment, const AttachmentLayout& layout) {
    std::vector<ElementNode> nodes;
    for (const AttachmentValue& value : layout.values)
        nodes.push_back(is_text(value) ? string_node(encoded(as_bytes(text_of(attachment, value))))
                                       : integer_node(number_of(attachment, value.role), value.role == type ? 2 : 4));
    return nodes;
}

// Reads one field or vendor item; false when it is not laid out like that.
bool read_item(const std::vector<ElementNode>& nodes, const AttachmentLayout& layout,
               std::vector<MailAttachment>& into) {
    const std::size_t count = layout.values.size();
    const auto take = [&](std::optional<MailAttachment> attachment) {
        if (attachment) into.push_back(std::move(*attachment));
        return attachment.has_value();
    };
    switch (layout.grouping) {
        case AttachmentGrouping::constructors:
            return std::ranges::all_of(nodes, [&](const ElementNode& node) {
                return is_constructor(node.code) && node.children.size() == count &&
                       take(from_elements(node.children, 0, layout));
            });
        case AttachmentGrouping::items:
            return nodes.size() == count && take(from_elements(nodes, 0, layout));
        case AttachmentGrouping::flat:
            if (nodes.size() % count != 0) return false;
            for (std::size_t i = 0; i < nodes.size(); i += count)
                if (!take(from_elements(nodes, i, layout))) return false;
            return true;
        case AttachmentGrouping::packed:
            return std::ranges::all_of(nodes, [&](const ElementNode& node) { return take(from_record(node, layout)); });
    }
    return false;
}

}  // namespace

std::string AttachmentLayout::describe() const {
    static constexpr std::array<std::string_view, 4> kGroupings{"constructors", "one after another", "items",
                                                                "records"};
    static constexpr std::array<std::string_view, 5> kRoles{"id", "name", "size", "date", "type"};
    std::string text =
        fmt::format("{}, {}:", mail_field_name(code, qualifier), kGroupings[static_cast<std::size_t>(grouping)]);
    for (const AttachmentValue& value : values) {
        text +=
            fmt::format(" {}{}", kRoles[static_cast<std::size_t>(value.role)], value.hexadecimal ? " (digits)" : "");
        if (grouping == AttachmentGrouping::packed) text += fmt::format("@{}+{}", value.offset, value.size);
    }
    return text;
}

const std::vector<AttachmentLayout>& attachment_layouts() {
    static const std::vector<AttachmentLayout> kLayouts = make_attachment_layouts();
    return kLayouts;
}

std::optional<std::vector<MailAttachment>> read_mail_attachments(const MaiFile& file, const AttachmentLayout& layout) {
    std::vector<MailAttachment> attachments;
    for (const MailField& field : file.fields) {
        if (!field.is(layout.code, layout.qualifier)) continue;
        if (!field.loaded || field.damaged || layout.values.empty()) return std::nullopt;
        if (!read_item(field.node.children, layout, attachments)) return std::nullopt;
    }
    return attachments;
}

std::vector<ElementNode> write_mail_attachments(const std::vector<MailAttachment>& attachments,
                                                const AttachmentLayout& layout) {
    std::vector<ElementNode> items;
    const auto item = [&](std::vector<ElementNode> children) {
        items.push_back({.code = layout.code, .qualifier = layout.qualifier, .children = std::move(children)});
    };
    if (layout.grouping == AttachmentGrouping::items) {
        for (const MailAttachment& attachment : attachments) item(to_elements(attachment, layout));
        return items;
    }
    std::vector<ElementNode> nodes;
    for (const MailAttachment& attachment : attachments) {
        if (layout.grouping == AttachmentGrouping::packed) {
            nodes.push_back(to_record(attachment, layout));
            continue;
        }
        std::vector<ElementNode> values = to_elements(attachment, layout);
        if (layout.grouping == AttachmentGrouping::constructors)
            nodes.push_back({.code = element_code::kSequence, .children = std::move(values)});
        else
            nodes.insert(nodes.end(), values.begin(), values.end());
    }
    if (!nodes.empty()) item(std::move(nodes));
    return items;
}

}  // namespace restante::postoffice
