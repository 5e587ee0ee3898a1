// The list object: the container of nearly everything in the store. Source: docs/formats/mmf.md 3.1, 3.2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/result.h"
#include "formats/mmf/store.h"

namespace restante::mmf {

constexpr std::uint32_t kFirstElement = 4;      // offset in the object; the directory's own offset stands in front
constexpr std::size_t kMaximumElements = 5400;  // the engine refuses longer lists; readers do not

struct ListSort {
    std::uint16_t flags = 0;  // as stored: bits 0-1 kind, bit 2 descending, the rest garbage; mask with 7
    std::uint32_t a = 0xFFFF, b = 0;
};

struct ListEntry {
    std::uint32_t id = 0;
    std::uint32_t offset = 0;  // from the start of the object data
    std::uint32_t size = 0;

    // Between the directory's offset, the first word of a list, and `end`.
    [[nodiscard]] bool inside(std::uint32_t end) const {
        return offset >= kFirstElement && offset <= end && size <= end - offset;
    }
};

// Reads the directory at once, elements when asked. Objects up to kSmallObject are in memory anyway; of larger ones
// only the directory and a window around what is asked for are read, so a large attachment costs nothing until it is
// delivered, and walking a large folder in list order needs few reads.
class ListReader {
public:
    // truncated, bad_value (directory outside the object). Elements that lie outside the object are kept in entries()
    // and fail when read.
    static Result<ListReader> open(Object object);

    // The same for a directory that breaks off: the entries that are there. missing() says how many are not.
    static Result<ListReader> open_damaged(Object object);

    [[nodiscard]] const std::vector<ListEntry>& entries() const { return entries_; }
    [[nodiscard]] const ListSort& sort() const { return sort_; }
    [[nodiscard]] bool canonical() const { return canonical_; }  // the layout of 3.1 "checker"
    [[nodiscard]] const Object& object() const { return object_; }
    [[nodiscard]] std::size_t missing() const { return missing_; }        // only after open_damaged()
    [[nodiscard]] std::uint32_t directory() const { return directory_; }  // from the start of the object data
    [[nodiscard]] const ListEntry* find(std::uint32_t id) const;          // the first of that id

    // The element's bytes: a view into this reader, valid until the next call or its end.
    // too_large above 64 MiB (use source() for such data).
    Result<Bytes> element(const ListEntry& entry);
    // The element as a source of its own; keeps the store alive. Does not read.
    [[nodiscard]] Result<ByteSourcePointer> source(const ListEntry& entry) const;
    // Absolute file offset of the element, for findings.
    [[nodiscard]] std::uint64_t file_offset(const ListEntry& entry) const {
        return object_.file_offset() + entry.offset;
    }

private:
    explicit ListReader(Object object) : object_(std::move(object)) {}
    static Result<ListReader> open(Object object, bool damaged);
    Object object_;
    ListSort sort_{};
    std::vector<ListEntry> entries_;
    bool canonical_ = false;
    std::uint32_t directory_ = 0;
    std::size_t missing_ = 0;
    ByteVector window_;                // bytes of a large object read last
    std::uint32_t window_offset_ = 0;  // where they lie in the object
};

struct ListElement {
    std::uint32_t id = 0;
    ByteVector data{};
};

// The canonical form (3.1): the data of the last element first. `sort` is written as given. At most 65535 elements
// and 4 GiB; keeping to kMaximumElements is the caller's business.
[[nodiscard]] ByteVector write_list(const std::vector<ListElement>& elements, const ListSort& sort = {});

}  // namespace restante::mmf
