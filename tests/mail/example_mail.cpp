#include "example_mail.h"

#include <fmt/format.h>

namespace restante::testing {
namespace {

using model::AddressKind;

model::Attachment file(std::uint32_t number, std::optional<std::string> name, ByteSourcePointer data) {
    model::Attachment attachment;
    attachment.number = number;
    attachment.name = std::move(name);
    attachment.data = std::move(data);
    return attachment;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

void add_odd_subjects_and_bodies(std::vector<model::Message>& messages) {
    const auto next = [&] { return fmt::format("86{:06x}", messages.size() + 100); };
    for (const std::string& subject :
         {std::string(), std::string(" "), std::string("  two  blanks  "), std::string("a\r\nBcc: evil@example.org"),
          std::string("nul\0inside", 10), std::string(500, 's'), repeated("Umläute ", 100), std::string(5000, ' '),
          std::string("=?utf-8?Q?fake?="), std::string("From the start"), std::string("日本語の件名 with ASCII 日本")})
        messages.push_back(simple_message(next(), subject));
    for (const std::string& body :
         {std::string(), std::string("From me\r\n>From you\r\nfrom nobody\r\n"), std::string("lone\rcr\nlf\r\n\r\r"),
          std::string("nul\0inside", 10), std::string(1'000'000, 'x'), repeated("0123456789\r\n", 90'000),
          std::string("no end"), repeated("Schöne Grüße\r\n", 500), std::string("\x1B[31mred\x07\x0C\r\n"),
          std::string(".\r\n..\r\n"), std::string("--=_restante_\r\n"), repeated("日本", 2000),
          std::string("trailing blanks  \r\n\t\r\n")}) {
        messages.push_back(simple_message(next(), "body"));
        messages.back().body = body;
    }
    messages.push_back(simple_message(next(), "absent body"));
    messages.back().body.reset();
}

void add_odd_addresses_and_dates(std::vector<model::Message>& messages) {
    const auto next = [&] { return fmt::format("86{:06x}", messages.size() + 100); };
    messages.push_back(simple_message(next(), "odd addresses"));
    messages.back().to = {
        {"", "", "", AddressKind::unresolved},
        {"Only Name", "", "", AddressKind::unresolved},
        {"", "SMTP", "noname@example.org", AddressKind::one_off},
        {"Comma, \"Quote\" \\", "SMTP", "a@b.org", AddressKind::one_off},
        {"Jörg Ångström", "MS", "NÄT/PO 1/J.Ö", AddressKind::resolved},
        {"Fax", "FAX", "+49 89\r12345", AddressKind::one_off},
        {"X400", "X400", "g=John;s=Doe;o=A very long organisation name indeed;c=DE", AddressKind::one_off},
        {"bad\r\nX-Evil: 1", "SMTP", "bad\r\n@x", AddressKind::one_off},
        {std::string(127, 'n'), "MS", "A/B/C", AddressKind::group}};
    messages.push_back(simple_message(next(), "no addresses at all"));
    messages.back().from.clear();
    messages.back().to.clear();
    for (const LocalTime& time : {LocalTime{1899, 12, 31, 23, 59, 59}, LocalTime{1969, 12, 31, 23, 59, 59},
                                  LocalTime{2038, 1, 19, 3, 14, 8}, LocalTime{2079, 6, 6, 1, 2, 3}}) {
        messages.push_back(simple_message(next(), "date " + time.iso()));
        messages.back().sent = time;
        messages.back().received.reset();
    }
    messages.push_back(simple_message(next(), "undated"));
    messages.back().sent.reset();
    messages.back().received.reset();
    messages.push_back(simple_message(next(), "only received"));
    messages.back().sent.reset();
}

void add_odd_attachments(std::vector<model::Message>& messages) {
    messages.push_back(simple_message(fmt::format("86{:06x}", messages.size() + 100), "odd attachments"));
    model::Message& message = messages.back();
    std::uint32_t number = 0;
    for (const auto& name :
         {std::string("..\\..\\evil.exe"), std::string("/etc/passwd"), std::string(".."), std::string("CON.TXT"),
          std::string("a\r\nb\0c.txt", 10), std::string("Übersicht März.xls"), repeated("lang", 80) + ".doc",
          repeated("日本", 60) + ".zip", std::string("quote\".txt"), std::string(), std::string("C:FILE.TXT")})
        message.attachments.push_back(file(++number, name, bytes_of(fmt::format("content {}", number))));
    message.attachments.push_back(file(++number, std::nullopt, bytes_of("")));
    message.attachments.push_back(file(++number, "no data.txt", nullptr));
    message.attachments.push_back(file(++number, "large.bin", bytes_of(filler(300'000))));
    message.attachments[1].position = 3;
    message.attachments[2].position = 3;
    message.attachments[3].position = 4'000'000'000U;
}

}  // namespace

ByteSourcePointer bytes_of(std::string_view text) {
    const Bytes bytes = as_bytes(text);
    return std::make_shared<MemoryBytes>(ByteVector(bytes.begin(), bytes.end()));
}

std::string filler(std::size_t size, unsigned seed) {
    std::string text(size, '\0');
    std::uint32_t state = seed * 2654435761U + 1;
    for (char& letter : text) {
        state = state * 1664525U + 1013904223U;
        letter = static_cast<char>(state >> 24U);
    }
    return text;
}

model::Mailbox example_mailbox() { return {"JDOE", "John Doe", "MS:ACME/HQ/JDOE", {"MS:ACME/HQ/JDOE"}}; }

model::Folder example_folder(std::vector<std::string> path, model::FolderRole role) {
    model::Folder folder;
    folder.path = std::move(path);
    folder.role = role;
    return folder;
}

model::Message simple_message(std::string id, std::string subject) {
    model::Message message;
    message.id = std::move(id);
    message.class_name = "IPM.Microsoft Mail.Note";
    message.subject = std::move(subject);
    message.body = "Body text\r\n";
    message.from = {{"Jane Roe", "MS", "ACME/HQ/JROE", AddressKind::resolved}};
    message.to = {{"John Doe", "MS", "ACME/HQ/JDOE", AddressKind::resolved}};
    message.sent = LocalTime{1995, 8, 30, 10, 11, 12};
    message.received = LocalTime{1995, 8, 30, 10, 15, 0};
    message.status = model::MessageStatus{true, false, false, false, false};
    return message;
}

model::Message full_message() {
    model::Message message = simple_message("86cde123", "Grüße aus München");
    message.message_id = "ABCDEF0123";
    message.parent_id = "0102";
    message.conversation_id = "0A0B";
    message.cc = {{"Jörg", "SMTP", "joerg@example.org", AddressKind::one_off}};
    message.bcc = {{"Secret", "MS", "ACME/HQ/SECRET", AddressKind::resolved}};
    message.modified = LocalTime{1995, 9, 1, 0, 0, 0};
    message.priority = model::Priority::high;
    message.fixed_font = true;
    message.body = "See   here\r\nand there.\r\n";
    message.attachments = {file(1, "BUDGET.XLS", bytes_of(filler(1000))), file(2, "Übersicht.doc", bytes_of("doc"))};
    message.attachments[0].position = 4;
    message.attachments[0].created = LocalTime{1994, 1, 2, 3, 4, 5};
    message.attachments[0].modified = LocalTime{1994, 2, 3, 4, 5, 6};
    message.attachments[1].kind = model::AttachmentKind::ole;
    message.attachments[1].rendering = bytes_of(std::string("\x01\x00\x09\x00\x00\x03 meta", 11));
    message.attributes = {{0x00030006, model::AttributeType::date, LocalTime{1995, 9, 2, 10, 0, 0}},
                          {0x0006800E, model::AttributeType::byte, bytes_of("\x01\x02\x03\x04")},
                          {0x00018021, model::AttributeType::string, std::string("unknown string")},
                          {0x00069001, model::AttributeType::byte, bytes_of(filler(3000))}};
    return message;
}

model::Message meeting_message(std::string class_name) {
    model::Message message = simple_message("86000010", "Budget, 1996");
    message.class_name = std::move(class_name);
    message.meeting = model::Meeting{
        .start = LocalTime{1995, 9, 10, 9, 0, 0},
        .end = LocalTime{1995, 9, 10, 10, 30, 0},
        .owner = model::Address{"Owner Name", "MS", "ACME/HQ/OWNER", AddressKind::resolved},
        .answered_for = {},
        .appointment = 4711,
        .response_requested = true,
    };
    return message;
}

model::Message read_receipt() {
    model::Message message = simple_message("86000020", "Registered: Plan");
    message.class_name = "IPM.Microsoft Mail.Read Receipt";
    message.parent_id = "0102";
    message.attributes = {
        {0x00010004, model::AttributeType::string, std::string("Plan")},
        {0x00030007, model::AttributeType::date, LocalTime{1995, 8, 30, 9, 0, 0}},
        {0x00000002, model::AttributeType::triples,
         std::vector<model::Address>{{"Jane Roe", "MS", "ACME/HQ/JROE", AddressKind::resolved}}},
    };
    return message;
}

model::Message non_delivery_report() {
    model::Message message = simple_message("86000030", "Undeliverable");
    message.class_name = "IPM.Microsoft Mail.Non-Delivery";
    message.attributes = {
        {0x00020005, model::AttributeType::text, std::string("User unknown\r\nreally\r\n")},
        {0x00010004, model::AttributeType::string, std::string("Original")},
        {0x00030003, model::AttributeType::date, LocalTime{1995, 8, 29, 8, 0, 0}},
        {0x00000001, model::AttributeType::triples,
         std::vector<model::Address>{{"John Doe", "MS", "ACME/HQ/JDOE", AddressKind::resolved}}},
        {0x00000002, model::AttributeType::triples,
         std::vector<model::Address>{{"Nobody", "MS", "ACME/HQ/NOBODY", AddressKind::resolved},
                                     {"Only Name", "", "", AddressKind::unresolved}}},
    };
    return message;
}

std::vector<model::Message> meetings_and_reports() {
    std::vector<model::Message> messages;
    const auto add = [&](model::Message message) -> model::Message& {
        message.id = fmt::format("87{:06x}", messages.size());
        return messages.emplace_back(std::move(message));
    };
    for (const char* name : {"MtgReq", "MtgRespP", "MtgRespN", "MtgRespA", "MtgCncl"})
        add(meeting_message("IPM.Microsoft Schedule." + std::string(name)));
    const std::string request = "IPM.Microsoft Schedule.MtgReq", response = "IPM.Microsoft Schedule.MtgRespP";
    model::Message& odd = add(meeting_message(request));
    odd.subject = "Gr\u00FC\u00DFe; a,b\\c \"quoted\" ^ " + repeated("\u00E4", 200);
    odd.body = repeated("Sch\u00F6ne Gr\u00FC\u00DFe, \\ ; und\r\n", 300) + "\r\nEND:VCALENDAR\r\n";
    odd.meeting->owner->name = "Owner \"The Boss\"; ^ M\u00FCller\r\nEND:VEVENT";
    odd.cc = {{"Team", "MS", "ACME/HQ/TEAM", AddressKind::group},
              {"", "SMTP", "a=b@example.org", AddressKind::one_off}};
    odd.to.push_back({"Only Name", "", "", AddressKind::unresolved});
    add(meeting_message(request)).attachments = {file(1, "AGENDA.TXT", bytes_of("agenda"))};
    add(meeting_message(response)).meeting->answered_for = model::Address{"For Name", "", "", AddressKind::unresolved};
    add(meeting_message(request)).meeting->end = LocalTime{1995, 9, 10, 9, 0, 0};  // no length
    add(meeting_message(request)).meeting->start.reset();
    add(meeting_message(request)).meeting->end = LocalTime{1995, 9, 10, 8, 0, 0};  // before it begins
    add(meeting_message(request)).meeting.reset();
    add(read_receipt());
    add(read_receipt()).attributes.push_back({0x00069001, model::AttributeType::byte, bytes_of(filler(3000))});
    add(read_receipt()).from.clear();
    add(non_delivery_report());
    add(non_delivery_report()).attachments = {file(1, "PLAN.XLS", bytes_of(filler(500)))};
    add(non_delivery_report()).attributes.resize(2);  // nobody is named
    model::Message& wordy = add(non_delivery_report());
    wordy.attributes[0].value = repeated("Nicht zustellbar: \u00C4rger mit dem Empf\u00E4nger\r\n", 50);
    wordy.attributes[1].value = std::string("a\r\nX-Evil: 1");
    return messages;
}

std::vector<model::Message> odd_messages() {
    std::vector<model::Message> messages;
    add_odd_subjects_and_bodies(messages);
    add_odd_addresses_and_dates(messages);
    add_odd_attachments(messages);
    messages.push_back(full_message());
    return messages;
}

}  // namespace restante::testing
