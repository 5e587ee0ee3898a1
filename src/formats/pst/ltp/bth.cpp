#include "formats/pst/ltp/bth.h"

#include <array>

#include "formats/pst/little_endian.h"

namespace restante::pst::ltp {
namespace {

constexpr std::uint8_t kBthSignature = 0xB5;

}  // namespace

Result<Bth> Bth::begin(Heap& heap, std::size_t key_size, std::size_t value_size) {
    Bth tree(heap, key_size, value_size);
    tree.header_ = TRY(heap.add(std::array<std::uint8_t, kBthHeaderBytes>{}));
    return tree;
}

std::size_t Bth::page_size(std::size_t level) const {
    const std::size_t size = level == 0 ? record_size_ : key_size_ + sizeof(Hid);
    return kMaxHeapItem / size * size;
}

Result<void> Bth::add(Bytes record) { return add_to(0, record); }

Result<void> Bth::add_to(std::size_t level, Bytes record) {
    if (level == open_pages_.size()) {
        open_pages_.emplace_back();
        closed_pages_.push_back(0);
    }
    if (open_pages_[level].size() + record.size() > page_size(level)) TRY_VOID(close_page(level));
    append_bytes(open_pages_[level], record);
    return {};
}

Result<void> Bth::close_page(std::size_t level) {
    const Hid hid = TRY(heap_->add(open_pages_[level]));
    if (level == 0) leaves_.push_back(hid);
    ByteVector entry(open_pages_[level].begin(), open_pages_[level].begin() + static_cast<std::ptrdiff_t>(key_size_));
    append_le(entry, hid);
    open_pages_[level].clear();
    ++closed_pages_[level];
    return add_to(level + 1, entry);
}

Result<void> Bth::finish() {
    Hid root = 0;
    std::size_t level = 0;
    if (!open_pages_.empty()) {
        for (; closed_pages_[level] > 0; ++level) TRY_VOID(close_page(level));
        root = TRY(heap_->add(open_pages_[level]));
        if (level == 0) leaves_.push_back(root);
    }
    const MutableBytes header = heap_->item(header_);
    header[0] = kBthSignature;
    header[1] = static_cast<std::uint8_t>(key_size_);
    header[2] = static_cast<std::uint8_t>(record_size_ - key_size_);
    header[3] = static_cast<std::uint8_t>(level);
    store_le(header, 4, root);
    return {};
}

MutableBytes Bth::record(std::size_t number) {
    const std::size_t per_leaf = page_size(0) / record_size_;
    return heap_->item(leaves_[number / per_leaf]).subspan(number % per_leaf * record_size_, record_size_);
}

}  // namespace restante::pst::ltp
