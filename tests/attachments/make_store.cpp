// Writes a message file with one message that carries the attachments named on the command line.
//
//   make_attachment_store OUT LANGUAGE BODY [KIND TITLE FILE]...
//
// LANGUAGE: of the Windows that wrote it, as the file's header has it. BODY "": no text. KIND: file, ole, picture,
// macbinary, or icon (FILE is the metafile of a file without data).
#include <cstdio>
#include <fstream>
#include <span>
#include <string>
#include <string_view>

#include "base/byte_sink.h"
#include "base/byte_writer.h"
#include "base/file_content_test.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/message_class.h"
#include "formats/mmf/store_builder.h"

namespace {

using namespace restante;
using namespace restante::mmf;

ByteVector text(std::string_view value) {
    ByteWriter writer;
    writer.text_nul(value);
    return std::move(writer).take();
}

NewAttachment attachment(std::string_view kind, std::string_view title, const char* path) {
    NewAttachment made;
    if (!title.empty()) made.attributes.push_back({.id = attribute::kAttachmentTitle, .data = text(title)});
    const bool icon = kind == "icon";
    made.attributes.push_back(
        {.id = icon ? attribute::kAttachmentMetafile : attribute::kAttachmentData, .data = test_files::bytes_of(path)});
    if (kind == "ole") made.reference.kind = attachment_kind::kOle;
    if (kind == "picture") made.reference.kind = attachment_kind::kPicture;
    if (kind == "macbinary") made.reference.flags = kMacBinary;
    return made;
}

Result<void> write(MemorySink& sink, std::span<char*> arguments) {
    StoreBuilderOptions options;
    options.writer.header.language = arguments[0];
    StoreBuilder builder = TRY(StoreBuilder::create(sink, options));
    const std::size_t folder = TRY(builder.add_folder({.name = "Inbox", .oid = kInbox}));
    NewMessage message;
    message.attributes.push_back({attribute::kSubject, text("Attachments")});
    message.attributes.push_back({attribute::kClass, {static_cast<std::uint8_t>(kNoteClass), 0}});
    message.attributes.push_back({attribute::kStatus, {status::kRead}});
    if (*arguments[1] != '\0') message.attributes.push_back({attribute::kBody, text(arguments[1])});
    for (std::size_t i = 2; i + 2 < arguments.size(); i += 3)
        message.attachments.push_back(attachment(arguments[i], arguments[i + 1], arguments[i + 2]));
    TRY(builder.add_message(folder, std::move(message)));
    return builder.finish();
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 4) return 2;
    MemorySink sink;
    const auto written = write(sink, std::span(arguments, static_cast<std::size_t>(count)).subspan(2));
    if (!written) {
        std::fprintf(stderr, "%s\n", written.error().describe().c_str());
        return 1;
    }
    std::ofstream file(arguments[1], std::ios::binary);
    file << as_text(sink.bytes());
    return file.good() ? 0 : 1;
}
