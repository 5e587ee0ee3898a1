// How much space a message can take at most, before anything of it is written.
#include <limits>

#include "formats/pst/messaging/message_writer.h"

namespace restante::pst {
namespace {

constexpr std::uint64_t kObjectOverhead = 8 * 1024;  // blocks and tables an object has anyway
constexpr std::uint64_t kValueOverhead = 256;
constexpr std::uint64_t kLargest = std::numeric_limits<std::int32_t>::max();  // sizes are PtypInteger32

// Of a stream: its bytes, and trailers and tree blocks, which are below one part in 256.
std::uint64_t stream_bytes(const ByteSourcePointer& source) {
    if (!source) return 0;
    return source->size() + source->size() / 256 + 2 * kMaxBlockBytes;
}

std::uint64_t value_bytes(const Value& value) {
    struct Visitor {
        std::uint64_t operator()(const std::string& text) const { return 2 * text.size(); }  // UTF-16
        std::uint64_t operator()(const ByteVector& bytes) const { return bytes.size(); }
        std::uint64_t operator()(const ByteSourcePointer& source) const { return stream_bytes(source); }
        std::uint64_t operator()(const std::vector<std::int32_t>& values) const { return 4 * values.size(); }
        std::uint64_t operator()(const std::vector<std::string>& values) const {
            std::uint64_t sum = 0;
            for (const std::string& text : values) sum += 2 * text.size() + 4;
            return sum;
        }
        std::uint64_t operator()(const std::vector<ByteVector>& values) const {
            std::uint64_t sum = 0;
            for (const ByteVector& bytes : values) sum += bytes.size() + 4;
            return sum;
        }
        std::uint64_t operator()(bool) const { return 0; }
        std::uint64_t operator()(std::int32_t) const { return 0; }
        std::uint64_t operator()(std::int64_t) const { return 0; }
        std::uint64_t operator()(double) const { return 0; }
        std::uint64_t operator()(FileTime) const { return 0; }
        std::uint64_t operator()(const Guid&) const { return 0; }
    };
    return std::visit(Visitor{}, value);
}

Result<std::uint64_t> properties_bytes(const Properties& properties) {
    std::uint64_t sum = 0;
    for (const Property& property : properties) {
        if (property.id == 0 || property.id == 0xFFFF)
            return fail(Errc::bad_value, "property id 0 or FFFF is reserved");
        // Twice, because a table row may hold the value again.
        sum += 2 * value_bytes(property.value) + kValueOverhead;
    }
    return sum;
}

// Of one object; the 2 GiB that a size property can say hold for what is stored once.
Result<std::uint64_t> measure_at(const Message& message, std::size_t depth) {
    if (depth > kMaxEmbedding) return fail(Errc::unsupported, "messages are nested more than 12 deep");
    std::uint64_t sum = kObjectOverhead + 4 * (message.subject.size() + message.message_class.size());
    sum += TRY(properties_bytes(message.properties));
    for (const Recipient& recipient : message.recipients)
        sum += 10 * recipient.name.size() + 6 * recipient.address.size() + 6 * recipient.address_type.size() + 512;
    for (const Attachment& attachment : message.attachments) {
        sum += kObjectOverhead + TRY(properties_bytes(attachment.properties));
        if (attachment.method == AttachMethod::embedded_message) {
            if (!attachment.embedded) return fail(Errc::bad_value, "an embedded message is missing");
            sum += TRY(measure_at(*attachment.embedded, depth + 1));
        } else {
            sum += stream_bytes(attachment.data);
        }
        if (sum > kLargest) return fail(Errc::too_large, "a message with its attachments must stay below 2 GiB");
    }
    if (sum > kLargest) return fail(Errc::too_large, "a message with its attachments must stay below 2 GiB");
    return sum;
}

}  // namespace

Result<std::uint64_t> measure_message(const Message& message) { return measure_at(message, 0); }

}  // namespace restante::pst
