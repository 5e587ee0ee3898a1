#include "base/source_reader.h"

#include <algorithm>

namespace restante {

SourceReader::SourceReader(const ByteSource& source, SourceRange window)
    : source_(&source),
      position_(std::min(window.offset, source.size())),
      end_(position_ + std::min(window.size, source.size() - position_)) {}

Result<void> SourceReader::fill(MutableBytes into) {
    if (into.size() > remaining()) return fail(Errc::truncated, "data ends too early", position_);
    TRY_VOID(source_->read(position_, into));
    position_ += into.size();
    return {};
}

Result<ByteVector> SourceReader::bytes(std::uint64_t count, std::uint64_t limit) {
    if (count > remaining()) return fail(Errc::truncated, "data ends too early", position_);
    if (count > limit) return fail(Errc::too_large, "more data than is read at once", position_);
    ByteVector copy(static_cast<std::size_t>(count));
    TRY_VOID(fill(copy));
    return copy;
}

Result<SourceRange> SourceReader::range(std::uint64_t count) {
    if (count > remaining()) return fail(Errc::truncated, "data ends too early", position_);
    const SourceRange range{position_, count};
    position_ += count;
    return range;
}

Result<void> SourceReader::skip(std::uint64_t count) {
    TRY(range(count));
    return {};
}

Result<ByteVector> SourceReader::until_nul(std::size_t limit) {
    const std::uint64_t start = position_;
    ByteVector text = TRY(bytes(std::min<std::uint64_t>(limit, remaining()), limit));
    const auto nul = std::ranges::find(text, std::uint8_t{0});
    if (nul == text.end()) {
        position_ = start;
        return text.size() < limit ? fail(Errc::truncated, "text has no terminating NUL", start)
                                   : fail(Errc::too_large, "text is too long", start);
    }
    text.erase(nul, text.end());
    position_ = start + text.size() + 1;
    return text;
}

}  // namespace restante
