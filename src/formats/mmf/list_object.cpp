#include "formats/mmf/list_object.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/byte_reader.h"
#include "base/byte_writer.h"

namespace restante::mmf {
namespace {

constexpr std::uint32_t kDirectoryHeader = 14;
constexpr std::uint32_t kDirectoryEntry = 12;
constexpr std::uint16_t kUseCount = 1;  // as the engine writes it
constexpr std::uint32_t kLargestElement = 64 * 1024 * 1024;
constexpr std::uint32_t kFirstWindow = 1024;

bool is_canonical(const std::vector<ListEntry>& entries, std::uint32_t directory) {
    if (entries.size() > kMaximumElements) return false;
    std::uint64_t expected = kFirstElement;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (entry->offset != expected) return false;
        expected += entry->size;
    }
    return expected == directory;
}

}  // namespace

Result<ListReader> ListReader::open(Object object) { return open(std::move(object), false); }
Result<ListReader> ListReader::open_damaged(Object object) { return open(std::move(object), true); }

Result<ListReader> ListReader::open(Object object, bool damaged) {
    ListReader list(std::move(object));
    const std::uint64_t start = list.object_.file_offset();
    const std::uint32_t size = list.object_.size();
    std::array<std::uint8_t, 4> first{};
    TRY_VOID(list.object_.read(0, first));
    const auto directory = TRY(ByteReader(first, start).le<std::uint32_t>());
    if (directory < kFirstElement || size < kDirectoryHeader || directory > size - kDirectoryHeader)
        return fail(Errc::bad_value, "the directory of the list lies outside the object", start);

    // Everything behind the data is the directory, give or take some slack.
    ByteVector read_bytes;
    Bytes bytes = list.object_.prefix();
    if (bytes.size() == size) {
        bytes = bytes.subspan(directory);
    } else {
        const std::uint32_t longest = kDirectoryHeader + kDirectoryEntry * 0xFFFFU;
        read_bytes.resize(std::min(size - directory, longest));
        TRY_VOID(list.object_.read(directory, read_bytes));
        bytes = read_bytes;
    }
    ByteReader reader(bytes, start + directory);
    list.directory_ = directory;
    std::size_t count = TRY(reader.le<std::uint16_t>());
    list.sort_.flags = TRY(reader.le<std::uint16_t>());
    list.sort_.a = TRY(reader.le<std::uint32_t>());
    list.sort_.b = TRY(reader.le<std::uint32_t>());
    TRY_VOID(reader.skip(sizeof(kUseCount)));
    if (const std::size_t room = reader.remaining() / kDirectoryEntry; room < count) {
        if (!damaged)
            return fail(Errc::bad_value, "the directory of the list is longer than the object", start + directory);
        list.missing_ = count - room;
        count = room;
    }
    list.entries_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        ListEntry entry;
        entry.id = TRY(reader.le<std::uint32_t>());
        entry.offset = TRY(reader.le<std::uint32_t>());
        entry.size = TRY(reader.le<std::uint32_t>());
        list.entries_.push_back(entry);
    }
    list.canonical_ = is_canonical(list.entries_, directory);
    return list;
}

const ListEntry* ListReader::find(std::uint32_t id) const {
    const auto found = std::ranges::find(entries_, id, &ListEntry::id);
    return found == entries_.end() ? nullptr : &*found;
}

Result<Bytes> ListReader::element(const ListEntry& entry) {
    if (!entry.inside(object_.size()))
        return fail(Errc::bad_value, "the element lies outside its object", file_offset(entry));
    if (entry.size > kLargestElement)
        return fail(Errc::too_large, "the element is too large to be held in memory", file_offset(entry));
    const Bytes whole = object_.prefix();
    if (whole.size() == object_.size()) return whole.subspan(entry.offset, entry.size);

    const std::uint32_t end = entry.offset + entry.size;
    if (entry.offset < window_offset_ || end > window_offset_ + window_.size()) {
        // Later entries lie in front of earlier ones, so the window ends with this element. It grows from one miss to
        // the next: a folder's summaries are read one after another, of an attachment only the title.
        const auto grown = std::clamp(static_cast<std::uint32_t>(window_.size()) * 2, kFirstWindow, kSmallObject);
        const std::uint32_t length = std::max(entry.size, std::min(end, grown));
        window_.resize(length);
        window_offset_ = end - length;
        if (auto read = object_.read(window_offset_, window_); !read) {
            window_.clear();
            return fail(std::move(read.error()));
        }
    }
    return Bytes(window_).subspan(entry.offset - window_offset_, entry.size);
}

Result<ByteSourcePointer> ListReader::source(const ListEntry& entry) const {
    if (!entry.inside(object_.size()))
        return fail(Errc::bad_value, "the element lies outside its object", file_offset(entry));
    return object_.range(entry.offset, entry.size);
}

ByteVector write_list(const std::vector<ListElement>& elements, const ListSort& sort) {
    ByteWriter writer;
    std::vector<std::uint32_t> offsets(elements.size());
    writer.le<std::uint32_t>(0);
    for (std::size_t i = elements.size(); i-- > 0;) {
        offsets[i] = static_cast<std::uint32_t>(writer.size());
        writer.bytes(elements[i].data);
    }
    writer.patch_le(0, static_cast<std::uint32_t>(writer.size()));
    writer.le(static_cast<std::uint16_t>(elements.size()));
    writer.le(sort.flags);
    writer.le(sort.a);
    writer.le(sort.b);
    writer.le(kUseCount);
    for (std::size_t i = 0; i < elements.size(); ++i) {
        writer.le(elements[i].id);
        writer.le(offsets[i]);
        writer.le(static_cast<std::uint32_t>(elements[i].data.size()));
    }
    return std::move(writer).take();
}

}  // namespace restante::mmf
