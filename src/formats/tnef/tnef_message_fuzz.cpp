#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/tnef/compressed_text.h"
#include "formats/tnef/message.h"
#include "formats/tnef/reply_list.h"

namespace {

using namespace restante;

void must_lie_inside(const ByteSource& source, SourceRange range) {
    if (range.offset > source.size() || range.size > source.size() - range.offset) std::abort();
}

void check(const ByteSource& source, const tnef::PropertyList& list) {
    for (const tnef::Property& property : list.properties)
        for (const SourceRange value : property.values) must_lie_inside(source, value);
}

void run(Bytes bytes) {
    const MemoryBytes source(ByteVector(bytes.begin(), bytes.end()));
    Findings findings;
    if (const auto message = tnef::read_message(source, {0, source.size()}, findings)) {
        check(source, message->properties);
        for (const tnef::PropertyList& recipient : message->recipients) check(source, recipient);
        for (const tnef::Attachment& attachment : message->attachments) {
            check(source, attachment.properties);
            if (attachment.data) must_lie_inside(source, *attachment.data);
            if (const auto inner = tnef::embedded_message(source, attachment)) must_lie_inside(source, *inner);
        }
    }
    static_cast<void>(tnef::read_reply_list(bytes));
    if (const auto text = tnef::unpack_text(bytes); text && text->text.size() > 10 * bytes.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
