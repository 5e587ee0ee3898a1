// Summaries as the engine builds them from a message (docs/formats/mmf-records.md "How a summary is built").
#include <algorithm>

#include "base/byte_reader.h"
#include "formats/mmf/summary.h"
#include "formats/mmf/triples.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kSenderRoom = kMaximumSummaryText + 1;  // with the NUL
constexpr std::size_t kSeparator = 2;                         // "; "

DateRecord summary_date(const SummaryInput& input) {
    const std::optional<Bytes>& stored = input.received ? input.received : input.sent;
    if (!stored) return kDefaultSummaryDate;
    ByteReader reader(*stored);
    const auto date = read_date(reader);
    return date && is_summary_date(*date) ? *date : kDefaultSummaryDate;
}

template <class Integer>
Integer value_or(const std::optional<Bytes>& stored, Integer absent) {
    if (!stored) return absent;
    return ByteReader(*stored).le<Integer>().value_or(absent);
}

std::optional<Bytes> shown_names(const SummaryInput& input, std::uint8_t status_byte) {
    if ((status_byte & status::kFromMe) == 0) return input.from;
    if (input.to) return input.to;
    if (input.cc) return input.cc;
    return input.bcc;
}

}  // namespace

bool is_summary_date(const DateRecord& date) {
    return date.year >= 1900 && date.year < 2079 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= 31 && date.hour <= 23 && date.minute <= 59;
}

void SummaryInput::add(std::uint32_t id, Bytes attribute_value) {
    switch (id) {
        case attribute::kDateReceived:
            received = attribute_value;
            break;
        case attribute::kDateSent:
            sent = attribute_value;
            break;
        case attribute::kStatus:
            status = attribute_value;
            break;
        case attribute::kClass:
            class_number = attribute_value;
            break;
        case attribute::kPriority:
            priority = attribute_value;
            break;
        case attribute::kSummaryValue:
            value = attribute_value;
            break;
        case attribute::kFrom:
            from = attribute_value;
            break;
        case attribute::kTo:
            to = attribute_value;
            break;
        case attribute::kCc:
            cc = attribute_value;
            break;
        case attribute::kBcc:
            bcc = attribute_value;
            break;
        case attribute::kSubject:
            subject = attribute_value;
            break;
        default:
            break;
    }
}

SummaryInput SummaryInput::of(std::span<const ListElement> attributes) {
    SummaryInput input;
    for (const ListElement& element : attributes) input.add(element.id, element.data);
    return input;
}

std::string sender_text(Bytes triples) {
    std::string text;
    std::size_t room = kSenderRoom;
    TripleReader reader(triples);
    const auto without_separator = [&text] {
        if (text.size() >= kSeparator) text.resize(text.size() - kSeparator);
        return text;
    };
    while (const auto triple = reader.next()) {
        std::size_t used = 0;
        if (!triple->name_field.empty()) {
            const Bytes field = until_nul(triple->name_field.first(triple->name_field.size() - 1));
            used = std::min(field.size(), room - 1);
            text += as_text(field.first(used));
        } else if (!triple->data_field.empty() && room > kSeparator) {
            const Bytes field = until_nul(triple->data_field.first(triple->data_field.size() - 1));
            const std::size_t length = std::min(field.size(), room - 3);
            text += '[';
            text += as_text(field.first(length));
            text += ']';
            used = length + 3;  // one more than what was written: the engine counts like that
        }
        room -= used;
        if (room < kSeparator) return text;
        text += "; ";
        room -= kSeparator;
        if (room == 0) return without_separator();
    }
    return without_separator();
}

Summary build_summary(const SummaryInput& input, Oid folder, std::string folder_name) {
    Summary summary;
    summary.date = summary_date(input);
    summary.status = value_or<std::uint8_t>(input.status, status::kWhenAbsent);
    summary.class_number = value_or<std::uint16_t>(input.class_number, 0);
    summary.priority = value_or<std::uint16_t>(input.priority, priority::kNormal);
    summary.value = value_or<std::uint32_t>(input.value, 0);
    summary.folder = folder;
    if (const auto names = shown_names(input, summary.status)) summary.sender = sender_text(*names);
    if (input.subject) {
        const Bytes subject = until_nul(*input.subject);
        summary.subject = as_text(subject.first(std::min(subject.size(), kMaximumSummaryText)));
    }
    summary.folder_name = std::move(folder_name);
    return summary;
}

}  // namespace restante::mmf
