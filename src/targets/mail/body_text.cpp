#include "targets/mail/body_text.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "formats/mime/clean_text.h"
#include "model/class_attributes.h"

namespace restante::targets::mail {
namespace {

struct ReportField {
    std::uint32_t attribute;
    std::string_view label;
};

namespace ids = model::class_attribute;

constexpr std::array<ReportField, 5> kReadReceipt{{{ids::kOriginalSubject, "Subject"},
                                                   {ids::kOriginalSent, "Sent"},
                                                   {ids::kOriginalTo, "To"},
                                                   {ids::kReader, "Read by"},
                                                   {ids::kReadAt, "Read at"}}};
constexpr std::array<ReportField, 5> kNonDelivery{{{ids::kOriginalSubject, "Subject"},
                                                   {ids::kOriginalSent, "Sent"},
                                                   {ids::kOriginalFrom, "From"},
                                                   {ids::kOriginalTo, "Not delivered to"},
                                                   {ids::kExplanation, "Explanation"}}};

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

std::string report_block(const model::Message& message, model::MessageKind kind) {
    const bool receipt = kind == model::MessageKind::read_receipt;
    if (!receipt && kind != model::MessageKind::non_delivery) return {};
    std::string lines;
    for (const ReportField& field : receipt ? kReadReceipt : kNonDelivery) {
        const model::Attribute* const found = model::find_attribute(message, field.attribute);
        if (found == nullptr) continue;
        lines += std::string(field.label) + ": " + shown(*found) + "\n";
    }
    if (lines.empty()) return {};
    return std::string("----- ") + (receipt ? "Read receipt" : "Non-delivery report") + " -----\n" + lines;
}

}  // namespace restante::targets::mail
