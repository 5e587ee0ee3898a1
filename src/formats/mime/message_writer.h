// Streams a message into a ByteSink: headers and text through one buffer, attachments in pieces, so that memory does
// not grow with the message.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/byte_sink.h"
#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/result.h"
#include "formats/mime/base64.h"
#include "formats/mime/header_writer.h"
#include "formats/mime/line_end.h"
#include "formats/mime/text_body.h"

namespace restante::mime {

// Use again for the next message by begin(): the buffers are kept. Errors returned are the sink's.
class MessageWriter {
public:
    explicit MessageWriter(LineEnd line_end) : line_end_(line_end) {}

    void begin(ByteSink& sink) {
        sink_ = &sink;
        buffer_.clear();
        written_ = 0;
    }
    [[nodiscard]] std::string& buffer() { return buffer_; }  // append header text here
    [[nodiscard]] HeaderWriter headers() { return HeaderWriter(buffer_, line_end_); }

    Result<void> text(const TextBody& body) {
        body.append_to(buffer_, line_end_);
        return spill();
    }
    // What went wrong while reading `source` is the value, not the error: the part ends there and the message goes on.
    Result<std::optional<Error>> base64(const ByteSource& source);
    void open_part(std::string_view boundary) { delimiter(boundary, ""); }
    void close_parts(std::string_view boundary) { delimiter(boundary, "--"); }

    Result<void> finish() { return flush(); }
    [[nodiscard]] std::uint64_t written() const { return written_ + buffer_.size(); }  // bytes of this message

private:
    static constexpr std::size_t kSpill = 256 * 1024;         // buffered text before it is handed on
    static constexpr std::size_t kPiece = 512 * kBase64Line;  // attachment bytes read at a time

    Result<void> flush();
    Result<void> spill() { return buffer_.size() < kSpill ? Result<void>{} : flush(); }
    void delimiter(std::string_view boundary, std::string_view tail);

    LineEnd line_end_;
    ByteSink* sink_ = nullptr;
    std::string buffer_;
    ByteVector piece_;
    std::uint64_t written_ = 0;
};

}  // namespace restante::mime
