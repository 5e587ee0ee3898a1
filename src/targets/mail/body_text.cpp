#include "targets/mail/body_text.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/ascii.h"
#include "base/utf8.h"
#include "formats/mime/clean_text.h"

namespace restante::targets::mail {
namespace {

struct ReportField {
    std::uint32_t attribute;
    std::string_view label;
};

constexpr std::array<ReportField, 5> kReadReceipt{{{0x00010004, "Subject"},
                                                   {0x00030003, "Sent"},
                                                   {0x00000002, "To"},
                                                   {0x00000000, "Read by"},
                                                   {0x00030007, "Read at"}}};
constexpr std::array<ReportField, 5> kNonDelivery{{{0x00010004, "Subject"},
                                                   {0x00030003, "Sent"},
                                                   {0x00000001, "From"},
                                                   {0x00000002, "Not delivered to"},
                                                   {0x00020005, "Explanation"}}};

std::string shown(const std::vector<model::Address>& addresses) {
    std::string list;
    for (const model::Address& address : addresses) {
        if (!list.empty()) list += "; ";
        list += mime::one_line(address.name);
        if (address.type.empty() && address.address.empty()) continue;
        list += address.name.empty() ? "[" : " [";
        list += mime::one_line(address.type + ":" + address.address) + "]";
    }
    return list;
}

std::string shown(const model::Attribute& attribute) {
    if (const auto* text = std::get_if<std::string>(&attribute.value))
        return attribute.type == model::AttributeType::text ? "\n" + *text : mime::one_line(*text);
    if (const auto* time = std::get_if<LocalTime>(&attribute.value)) {
        std::string iso = time->iso();
        iso[10] = ' ';
        return iso;
    }
    if (const auto* addresses = std::get_if<std::vector<model::Address>>(&attribute.value)) return shown(*addresses);
    return "(not readable)";
}

}  // namespace

std::size_t place_marks(std::string_view body, std::vector<Mark> marks, std::string& into) {
    std::stable_sort(marks.begin(), marks.end(),
                     [](const Mark& left, const Mark& right) { return left.position < right.position; });
    std::size_t copied = 0;   // bytes of the body already in `into`
    std::size_t reached = 0;  // byte index of character number `characters`
    std::size_t characters = 0;
    std::size_t outside = 0;
    bool blank_taken = false;  // two attachments at one place share its blank
    for (const Mark& mark : marks) {
        const std::size_t step = utf8_index(body.substr(reached), mark.position - characters);
        if (mark.position > characters) blank_taken = false;
        reached += step;
        characters = mark.position;
        if (reached > copied) {
            into += body.substr(copied, reached - copied);
            copied = reached;
        }
        const bool is_outside = reached >= body.size() && !blank_taken;
        if (is_outside) {
            if (!into.empty() && !into.ends_with('\n')) into += "\r\n";
            ++outside;
        }
        into += "<<";
        into += mime::one_line(mark.label);
        into += ">>";
        if (is_outside) into += "\r\n";
        if (!blank_taken && reached < body.size() && body[reached] == ' ') {
            copied = reached + 1;
            blank_taken = true;
        }
    }
    into += body.substr(copied);
    return outside;
}

std::string report_block(const model::Message& message) {
    const std::string_view name = message.class_name ? std::string_view(*message.class_name) : std::string_view();
    std::span<const ReportField> fields;
    std::string_view title;
    if (equals_ignoring_ascii_case(name, "ipm.microsoft mail.read receipt")) {
        fields = kReadReceipt;
        title = "Read receipt";
    } else if (equals_ignoring_ascii_case(name, "ipm.microsoft mail.non-delivery")) {
        fields = kNonDelivery;
        title = "Non-delivery report";
    }
    std::string lines;
    for (const ReportField& field : fields) {
        const auto found =
            std::find_if(message.attributes.begin(), message.attributes.end(),
                         [&](const model::Attribute& attribute) { return attribute.id == field.attribute; });
        if (found == message.attributes.end()) continue;
        lines += std::string(field.label) + ": " + shown(*found) + "\n";
    }
    if (lines.empty()) return {};
    return "----- " + std::string(title) + " -----\n" + lines;
}

}  // namespace restante::targets::mail
