#include "targets/ews/request_body.h"

#include <algorithm>

#include "formats/mime/base64.h"

namespace restante::targets::ews {
namespace {

constexpr std::size_t kPiece = std::size_t{3} * 16 * 1024;  // whole groups of three: only the last one is padded

}  // namespace

void RequestBody::text(std::string_view text) {
    size_ += text.size();
    if (!parts_.empty() && parts_.back().content == nullptr)
        parts_.back().text += text;
    else
        parts_.push_back({std::string(text), nullptr});
}

void RequestBody::base64(const Spool& content) {
    size_ += (content.size() + 2) / 3 * 4;
    parts_.push_back({{}, &content});
}

void RequestBody::rewind() {
    part_ = 0;
    offset_ = 0;
    ready_.clear();
    taken_ = 0;
}

Result<void> RequestBody::fill() {
    ready_.clear();
    taken_ = 0;
    while (ready_.empty() && part_ < parts_.size()) {
        const Part& part = parts_[part_];
        if (part.content == nullptr) {
            ready_ = part.text;
            ++part_;
        } else if (offset_ == part.content->size()) {
            offset_ = 0;
            ++part_;
        } else {
            ByteVector piece(kPiece);
            const std::size_t size = TRY(part.content->read(offset_, piece));
            mime::append_base64(Bytes(piece).first(size), ready_);
            offset_ += size;
        }
    }
    return {};
}

Result<std::size_t> RequestBody::read(MutableBytes space) {
    if (taken_ == ready_.size()) TRY_VOID(fill());
    const std::size_t size = std::min(space.size(), ready_.size() - taken_);
    std::copy_n(as_bytes(ready_).begin() + static_cast<std::ptrdiff_t>(taken_), size, space.begin());
    taken_ += size;
    return size;
}

Result<std::string> RequestBody::whole() {
    rewind();
    std::string all;
    for (;;) {
        TRY_VOID(fill());
        if (ready_.empty()) break;
        all += ready_;
    }
    rewind();
    return all;
}

}  // namespace restante::targets::ews
