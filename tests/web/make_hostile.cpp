// Writes a message file with one message that tries everything to be more than text: scripts, remote pictures, a line
// of 10 MB, names that turn their direction or climb out of their folder.
//
//   make_hostile_store OUT
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>

#include "base/byte_sink.h"
#include "base/byte_writer.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/message_class.h"
#include "formats/mmf/store_builder.h"

namespace {

using namespace restante;
using namespace restante::mmf;

constexpr std::size_t kLongLine = 10'000'000;

constexpr std::string_view kMarkup =
    "<html><head><meta http-equiv=\"refresh\" content=\"0;url=http://hostile.invalid/\">"
    "<base href=\"http://hostile.invalid/\"><style>body{display:none}</style></head><body>"
    "<script>window.hacked=1;fetch('http://hostile.invalid/s')</script>"
    "<img src=\"http://hostile.invalid/pixel.gif\" onerror=\"window.hacked=1\">"
    "<iframe src=\"javascript:window.hacked=1\"></iframe><a href=\"javascript:window.hacked=1\">click</a>"
    "{{constructor.constructor('window.hacked=1')()}}\r\n";

ByteVector text(std::string_view value) {
    ByteWriter writer;
    writer.text_nul(value);
    return std::move(writer).take();
}

Result<void> write(MemorySink& sink) {
    StoreBuilderOptions options;
    options.writer.header.language = "Hebrew";  // its code page has characters that turn the direction: 0xFE
    StoreBuilder builder = TRY(StoreBuilder::create(sink, options));
    const std::size_t folder = TRY(builder.add_folder({.name = "<b>Inbox</b>", .oid = kInbox}));
    NewMessage message;
    message.attributes.push_back({attribute::kSubject, text("<script>window.hacked=1</script>\xfe subject")});
    message.attributes.push_back({attribute::kClass, {static_cast<std::uint8_t>(kNoteClass), 0}});
    message.attributes.push_back({attribute::kStatus, {status::kRead}});
    message.attributes.push_back(
        {attribute::kBody, text(std::string(kMarkup) + std::string(kLongLine, 'x') + "\r\nthe end")});
    NewAttachment attachment;
    attachment.attributes.push_back(
        {.id = attribute::kAttachmentTitle, .data = text("../../\"><img src=x onerror=window.hacked=1>.html")});
    attachment.attributes.push_back({.id = attribute::kAttachmentData, .data = text(kMarkup)});
    message.attachments.push_back(std::move(attachment));
    TRY(builder.add_message(folder, std::move(message)));
    return builder.finish();
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    MemorySink sink;
    const auto written = write(sink);
    if (!written) {
        std::fprintf(stderr, "%s\n", written.error().describe().c_str());
        return 1;
    }
    std::ofstream file(arguments[1], std::ios::binary);
    file << as_text(sink.bytes());
    return file.good() ? 0 : 1;
}
