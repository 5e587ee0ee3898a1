// Whatever the fields hold: the output is printable ASCII or a line end in every header, no line passes 998
// characters, and no field appears that we did not write.
#include "targets/mail/compose.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

namespace {

using namespace restante;

std::string_view take(std::string_view& input) {
    if (input.empty()) return {};
    const std::size_t wanted = static_cast<std::uint8_t>(input.front()) * 8U;
    input.remove_prefix(1);
    const std::string_view field = input.substr(0, wanted);
    input.remove_prefix(field.size());
    return field;
}

model::Address take_address(std::string_view& input) {
    model::Address address;
    address.name = take(input);
    address.type = take(input);
    address.address = take(input);
    return address;
}

// Mostly a class that nobody knows; eight bytes name one of the known ones.
std::string class_name_of(std::string_view taken) {
    constexpr std::string_view kNames[] = {"IPM.Microsoft Mail.Note",         "IPM.Microsoft Mail.Read Receipt",
                                           "IPM.Microsoft Mail.Non-Delivery", "IPM.Microsoft Schedule.MtgReq",
                                           "IPM.Microsoft Schedule.MtgRespP", "IPM.Microsoft Schedule.MtgCncl"};
    return std::string(taken.size() == 8 ? kNames[static_cast<std::uint8_t>(taken[0]) % std::size(kNames)] : taken);
}

LocalTime take_time(std::string_view& input) {
    LocalTime time{1995, 9, 10, 9, 0, 0};
    const std::string_view digits = take(input);
    if (!digits.empty()) time.hour = static_cast<std::uint8_t>(digits[0]) % 24U;
    if (digits.size() > 1) time.year = static_cast<std::uint16_t>(1601U + static_cast<std::uint8_t>(digits[1]) * 33U);
    return time;
}

// What reports and meetings are made of.
void take_details(std::string_view& input, model::Message& message) {
    using model::AttributeType;
    message.meeting = model::Meeting{.start = take_time(input),
                                     .end = take_time(input),
                                     .owner = take_address(input),
                                     .answered_for = take_address(input),
                                     .appointment = static_cast<std::uint32_t>(input.size()),
                                     .response_requested = true};
    message.sent = take_time(input);
    message.attributes.push_back({0x00020005, AttributeType::text, std::string(take(input))});
    message.attributes.push_back({0x00010004, AttributeType::string, std::string(take(input))});
    for (const std::uint32_t people : {0x00000001U, 0x00000002U})
        message.attributes.push_back(
            {people, AttributeType::triples, std::vector<model::Address>{take_address(input), take_address(input)}});
    message.attributes.push_back({0x00030003, AttributeType::date, take_time(input)});
}

bool is_known_field(std::string_view line) {
    constexpr std::string_view kKnown[] = {"Received",   "Date",         "From",        "Sender",
                                           "To",         "Cc",           "Reply-To",    "Subject",
                                           "Message-ID", "MIME-Version", "In-Reply-To", "References"};
    if (line.starts_with("X-Restante-") || line.starts_with("Content-")) return true;
    for (const std::string_view name : kKnown)
        if (line.starts_with(name) && line.substr(name.size()).starts_with(": ")) return true;
    return false;
}

void require(bool condition) {
    if (!condition) std::abort();
}

void check(std::string_view raw) {
    bool in_headers = true;
    while (!raw.empty()) {
        const std::size_t end = raw.find("\r\n");
        const std::string_view line = raw.substr(0, end);
        require(line.size() <= mime::kLongestLine);
        require(line.find('\n') == std::string_view::npos && line.find('\0') == std::string_view::npos);
        if (line.empty()) in_headers = false;
        if (in_headers && line.front() != ' ') require(is_known_field(line));
        for (const char letter : line) require(letter > 0 && (!in_headers || (letter >= 0x20 && letter < 0x7F)));
        if (end == std::string_view::npos) return;
        raw.remove_prefix(end + 2);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view input(reinterpret_cast<const char*>(data), size);
    model::Message message;
    message.id = take(input);
    message.subject = take(input);
    message.class_name = class_name_of(take(input));
    message.message_id = take(input);
    message.parent_id = take(input);
    message.from = {take_address(input)};
    message.to = {take_address(input), take_address(input)};
    message.attributes = {{0x00018021, model::AttributeType::string, std::string(take(input))}};
    model::Attachment attachment;
    attachment.name = take(input);
    attachment.position = static_cast<std::uint32_t>(input.size() / 2);
    const Bytes content = as_bytes(take(input));
    attachment.data = std::make_shared<MemoryBytes>(ByteVector(content.begin(), content.end()));
    attachment.apple_double = attachment.data;
    model::Attachment inside;
    inside.kind = model::AttachmentKind::message;
    inside.name = attachment.name;
    inside.message = std::make_shared<model::Message>(message);
    message.attachments = {attachment, inside};
    model::Folder folder;
    folder.path = {std::string(take(input))};
    take_details(input, message);
    message.body = input;

    const model::Mailbox mailbox;
    const targets::mail::Envelope envelope = targets::mail::envelope_of(message, folder);
    Findings losses;
    targets::mail::Composer composer({}, mime::LineEnd::crlf, losses);
    MemorySink sink;
    require(composer.compose(message, {mailbox, folder, envelope, "item", "id", {}}, sink).has_value());
    check(as_text(sink.bytes()));
    return 0;
}
