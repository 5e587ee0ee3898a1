#include "content/expand.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace {

using namespace restante;

constexpr std::uint8_t kText = 0xFF;  // what follows is the text of a message, not an attachment

// Nothing of a text may get lost.
void run_text(std::string_view text) {
    model::Message message;
    message.body = std::string(text);
    message.subject = std::string(text.substr(0, 40));
    Findings findings;
    const content::Expansion expansion = content::expand(message, {}, "", findings);
    if (expansion.letterhead.empty() != !expansion.body) std::abort();
    if (expansion.body && expansion.letterhead + *expansion.body != text) std::abort();
    if (expansion.letterhead_characters > expansion.letterhead.size()) std::abort();
}

void run(Bytes bytes) {
    if (bytes.empty()) return;
    if (bytes[0] == kText) return run_text(as_text(bytes.subspan(1)));
    model::Message message;
    model::Attachment attachment;
    attachment.kind = static_cast<model::AttachmentKind>(bytes[0] % 4);
    attachment.macbinary = (bytes[0] & 0x80U) != 0;
    attachment.data = std::make_shared<MemoryBytes>(ByteVector(bytes.begin() + 1, bytes.end()));
    message.attachments.push_back(attachment);
    Findings findings;
    const content::Expansion expansion = content::expand(message, {}, "", findings);
    if (expansion.attachments.size() > content::kMostParts) std::abort();
    model::Message complete = message;
    expansion.complete(complete);
    if (complete.attachments.size() != expansion.attachments.size() + 1) std::abort();
    for (const model::Attachment& one : expansion.attachments)
        if (!one.derived || one.derived->original != 0) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
