#include "forge/attachment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/byte_writer.h"
#include "forge/options.h"
#include "forge/patterned_bytes.h"
#include "forge/prose.h"
#include "formats/tnef/stream_writer.h"

namespace restante::forge {
namespace {

constexpr std::size_t kFillerText = 4096;
constexpr std::uint64_t kVarying = 20'000;  // bytes above the smallest
constexpr std::size_t kMacHeader = 128;
constexpr std::size_t kPage = 512;  // of a program: lengths are told in these

struct Form {
    AttachmentForm form;
    std::string_view stem, extension;
};

constexpr std::array<Form, 6> kForms{{{AttachmentForm::text, "NOTES", "TXT"},
                                      {AttachmentForm::document, "REPORT", "DOC"},
                                      {AttachmentForm::archive, "DATA", "ZIP"},
                                      {AttachmentForm::page, "PAGE", "PDF"},
                                      {AttachmentForm::program, "SETUP", "EXE"},
                                      {AttachmentForm::macintosh, "LETTER", "MAC"}}};

ByteVector bytes_of(std::string_view text) { return {as_bytes(text).begin(), as_bytes(text).end()}; }

// MZ, bytes on the last page, pages, relocations, paragraphs of the header.
ByteVector program_head(std::uint64_t size) {
    ByteWriter writer;
    writer.text("MZ");
    writer.le(static_cast<std::uint16_t>(size % kPage));
    writer.le(static_cast<std::uint16_t>(std::min<std::uint64_t>((size + kPage - 1) / kPage, 0xFFFF)));
    writer.le(std::uint16_t{0});
    writer.le(std::uint16_t{4});
    writer.zeros(54);
    return std::move(writer).take();
}

// MacBinary I: no resource fork, type and creator of a Word document.
ByteVector macintosh_head(const std::string& name, std::uint64_t size) {
    ByteVector head(kMacHeader);
    head[1] = static_cast<std::uint8_t>(name.size());
    std::ranges::copy(as_bytes(name), head.begin() + 2);
    std::ranges::copy(as_bytes("WDBNMSWD"), head.begin() + 65);
    ByteWriter length;
    length.be(static_cast<std::uint32_t>(size));
    std::ranges::copy(length.view(), head.begin() + 83);
    return head;
}

ByteVector transport_stream(const Attachment& attachment) {
    tnef::StreamWriter writer;
    const auto text = [&](std::uint32_t id, std::string value) {
        value += '\0';
        writer.attribute(tnef::Level::message, id, as_bytes(value));
    };
    text(tnef::attribute_id::kMessageClass, "IPM.Microsoft Mail.Note");
    text(tnef::attribute_id::kSubject, attachment.subject);
    return std::move(writer).take();
}

}  // namespace

Attachment make_attachment(Random& random, std::uint64_t size, const LocalTime& letter) {
    const Form& form = random.pick(kForms);
    Attachment attachment{.name = fmt::format("{}{}.{}", form.stem, random.below(100), form.extension),
                          .form = form.form,
                          .size = size == 0 ? kSmallestAttachment + random.below(kVarying) : size,
                          .seed = random.next(),
                          .date = letter,
                          .subject = {}};
    attachment.date.second = 0;
    // The data fork of a Macintosh file fills whole blocks.
    if (form.form == AttachmentForm::macintosh)
        attachment.size = (attachment.size + kMacHeader - 1) / kMacHeader * kMacHeader;
    return attachment;
}

Attachment make_transport_attachment(const std::string& subject, const LocalTime& letter) {
    Attachment attachment{.name = "WINMAIL.DAT", .form = AttachmentForm::transport, .date = letter, .subject = subject};
    attachment.date.second = 0;
    attachment.size = transport_stream(attachment).size();
    return attachment;
}

ByteSourcePointer content_of(const Attachment& attachment) {
    ByteVector head, tail, filler;
    switch (attachment.form) {
        case AttachmentForm::transport:
            return std::make_shared<MemoryBytes>(transport_stream(attachment));
        case AttachmentForm::text: {
            Random random(attachment.seed, Stream::text);
            std::string text;
            // ASCII alone: nobody says in which code page an attached text is.
            for (const char letter : prose(random, kFillerText))
                text += static_cast<unsigned char>(letter) < 0x80 ? letter : 'e';
            filler = bytes_of(text);
            tail = bytes_of("\r\n");
            break;
        }
        case AttachmentForm::document:
            head = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};
            break;
        case AttachmentForm::archive:
            head = {'P', 'K', 3, 4, 10, 0, 0, 0, 0, 0};
            tail = {'P', 'K', 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
            break;
        case AttachmentForm::page:
            head = bytes_of("%PDF-1.1\r\n");
            tail = bytes_of("\r\n%%EOF\r\n");
            break;
        case AttachmentForm::program:
            head = program_head(attachment.size);
            break;
        case AttachmentForm::macintosh:
            head = macintosh_head("Letter", attachment.size - kMacHeader);
            break;
    }
    return std::make_shared<PatternedBytes>(std::move(head), attachment.size, std::move(tail), attachment.seed,
                                            std::move(filler));
}

}  // namespace restante::forge
