#include <memory>
#include <string>

#include "cases.h"

namespace restante::pst_tests {

// Row matrix in the heap (28 rows) or not, row blocks of 64 rows, row index leaves of 447 and 596 rows.
void fill_counts(WrittenStore& store) {
    for (const int count : {0, 1, 2, 28, 29, 30, 63, 64, 65, 128, 447, 448, 596, 597, 1500}) {
        store.folder({.name = "Folder of " + std::to_string(count)});
        for (int i = 0; i < count; ++i) {
            pst::Message message = plain_message("Number " + std::to_string(i), "Body " + std::to_string(i));
            message.flags = i % 3 == 0 ? 0 : pst::kFlagRead;
            store.add(message);
        }
        store.end_folder();
    }
}

// Heap items end at 3580 bytes, blocks at 8176 or 8180, a tree begins after that; text is one or two bytes a letter.
void fill_texts(WrittenStore& store) {
    store.folder({.name = "Subjects"});
    for (std::size_t size : {0U, 1U, 2U, 255U, 1787U, 1788U, 1789U, 1790U, 3577U, 3578U, 3579U, 4086U, 4087U, 8175U})
        store.add(plain_message(filler_text(size, 1), "subject of " + std::to_string(size)));
    for (const char* subject : {"RE: short prefix", "Fwd: three", "Longer: none", ": odd", "AW:no space", "x"})
        store.add(plain_message(subject, "a prefix"));
    store.end_folder();
    store.folder({.name = "Bodies"});
    for (const std::size_t middle : {1790U, 3580U, 4088U, 8176U, 8180U, 16352U, 16360U, 65408U})
        for (std::size_t size = middle - 3; size <= middle + 3; ++size)
            store.add(plain_message("Body of " + std::to_string(size), filler_text(size, 2)));
    // The properties of one message fill its heap block to the last byte, and one more.
    for (std::size_t size = 600; size < 1760; size += 7) {
        pst::Message message = plain_message("Heap " + std::to_string(size), filler_text(size, 3));
        message.properties.push_back({0x3A0C, filler_text(1700, 4)});
        message.properties.push_back({0x3A0D, filler_text(1100, 5)});
        store.add(message);
    }
    store.end_folder();
}

void fill_attachments(WrittenStore& store) {
    store.folder({.name = "One each"});
    for (const std::size_t size : {0U, 1U, 2U, 3579U, 3580U, 3581U, 8175U, 8176U, 8177U, 8179U, 8180U, 8181U, 16352U,
                                   16353U, 16360U, 16361U, 300'000U}) {
        pst::Message message = plain_message("Attachment of " + std::to_string(size), "see attachment");
        message.attachments.push_back(
            file_attachment("f" + std::to_string(size) + ".bin", filler(size, static_cast<std::uint32_t>(size))));
        message.attachments.back().rendering_position = 4;
        store.add(message);
    }
    store.end_folder();
    store.folder({.name = "Objects"});
    pst::Message message = plain_message("An OLE object", "with a picture");
    pst::Attachment object = file_attachment("Object", filler(5000, 77));
    object.method = pst::AttachMethod::ole;
    object.rendering_position = 0;
    object.properties.push_back({0x3709, filler(2000, 78)});
    object.properties.push_back({0x370A, ByteVector{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x14, 3, 10, 3, 1, 1}});
    message.attachments.push_back(std::move(object));
    store.add(message);
    store.end_folder();
}

// The attachment table leaves the heap at 143 rows; subnode lists end at 340 and 681 entries.
void fill_many_attachments(WrittenStore& store) {
    store.folder({.name = "Many"});
    for (const std::size_t count : {2U, 143U, 144U, 337U, 338U, 339U, 679U, 680U, 1500U}) {
        pst::Message message = plain_message(std::to_string(count) + " attachments", "see attachments");
        for (std::size_t i = 0; i < count; ++i)
            message.attachments.push_back(file_attachment("n" + std::to_string(i), filler(i, 9)));
        store.add(message);
    }
    store.end_folder();
}

// 1021 and 2043 blocks fill the first level of a data tree: above 8.3 and 16.7 million bytes there is a second.
void fill_big_attachments(WrittenStore& store) {
    store.folder({.name = "Big"});
    for (const std::size_t size :
         {1021U * 8176U, 1021U * 8176U + 1U, 2043U * 8180U, 2043U * 8180U + 1U, 8U << 20U, 20U << 20U}) {
        pst::Message message = plain_message("Attachment of " + std::to_string(size), "see attachment");
        message.attachments.push_back(
            file_attachment("f" + std::to_string(size) + ".bin", filler(size, static_cast<std::uint32_t>(size))));
        store.add(message);
    }
    store.end_folder();
}

void fill_embedded(WrittenStore& store) {
    store.folder({.name = "Nested"});
    pst::Message message = plain_message("Level 0", "the innermost");
    message.attachments.push_back(file_attachment("inner.txt", filler(100, 5)));
    for (int level = 1; level <= 12; ++level) {
        pst::Message outer = plain_message("Level " + std::to_string(level), "the one outside");
        pst::Attachment attachment;
        attachment.method = pst::AttachMethod::embedded_message;
        attachment.properties = {{0x3001, message.subject}};
        attachment.embedded = std::make_shared<pst::Message>(message);
        outer.attachments.push_back(std::move(attachment));
        if (level == 4) store.add(outer);
        message = std::move(outer);
    }
    store.add(message);
    store.end_folder();
}

// The recipient table leaves the heap at 69 rows.
void fill_recipients(WrittenStore& store) {
    store.folder({.name = "Recipients"});
    for (const int count : {0, 1, 2, 67, 68, 69, 157, 158, 5000}) {
        pst::Message message = plain_message(std::to_string(count) + " recipients", "to all");
        message.recipients.clear();
        for (int i = 0; i < count; ++i) {
            pst::Recipient recipient{.name = "Person " + std::to_string(i),
                                     .address_type = "SMTP",
                                     .address = "p" + std::to_string(i) + "@example.org"};
            recipient.kind = static_cast<pst::RecipientKind>(i % 3 + 1);
            recipient.send_rich_info = i % 7 == 0;
            message.recipients.push_back(recipient);
        }
        store.add(message);
    }
    pst::Message message = plain_message("Odd recipients", "name only, address only, MS");
    message.recipients = {{.name = "Nobody Known"},
                          {.address_type = "SMTP", .address = "noname@example.org"},
                          {.name = "Old", .address_type = "MS", .address = "ACME/HQ/OLD"}};
    store.add(message);
    store.end_folder();
}

}  // namespace restante::pst_tests
