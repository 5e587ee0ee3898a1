#include "formats/mime/message_writer.h"

#include <algorithm>

namespace restante::mime {

Result<void> MessageWriter::flush() {
    if (buffer_.empty()) return {};
    TRY_VOID(sink_->append(as_bytes(buffer_)));
    written_ += buffer_.size();
    buffer_.clear();
    return {};
}

void MessageWriter::delimiter(std::string_view boundary, std::string_view tail) {
    buffer_ += text_of(line_end_);
    buffer_ += "--";
    buffer_ += boundary;
    buffer_ += tail;
    buffer_ += text_of(line_end_);
}

Result<std::optional<Error>> MessageWriter::base64(const ByteSource& source) {
    const std::uint64_t total = source.size();
    piece_.resize(
        static_cast<std::size_t>(std::min<std::uint64_t>(std::max<std::uint64_t>(total, piece_.size()), kPiece)));
    for (std::uint64_t done = 0; done < total;) {
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(total - done, kPiece));
        const MutableBytes piece(piece_.data(), size);
        if (auto read = source.read(done, piece); !read) return std::optional<Error>(std::move(read.error()));
        append_base64_lines(piece, line_end_, buffer_);
        TRY_VOID(spill());
        done += size;
    }
    return std::optional<Error>{};
}

}  // namespace restante::mime
