#include "formats/mmf/list_source.h"

#include <algorithm>
#include <utility>

#include "base/byte_writer.h"

namespace restante::mmf {
namespace {

constexpr std::uint64_t kLargestObject = 0x7FFFFFFF;

// Several sources, one behind the other.
class Sequence final : public ByteSource {
public:
    void add(ByteSourcePointer source) {
        starts_.push_back(size_);
        size_ += source->size();
        sources_.push_back(std::move(source));
    }

    [[nodiscard]] std::uint64_t size() const override { return size_; }

    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        if (offset > size_ || into.size() > size_ - offset)
            return fail(Errc::truncated, "read past the end of the object", offset);
        auto index = static_cast<std::size_t>(std::ranges::upper_bound(starts_, offset) - starts_.begin());
        for (index = index == 0 ? 0 : index - 1; !into.empty(); ++index) {
            const std::uint64_t within = offset - starts_[index];
            const std::uint64_t left = sources_[index]->size() - within;
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, into.size()));
            TRY_VOID(sources_[index]->read(within, into.first(count)));
            into = into.subspan(count);
            offset += count;
        }
        return {};
    }

private:
    std::vector<std::uint64_t> starts_;
    std::vector<ByteSourcePointer> sources_;
    std::uint64_t size_ = 0;
};

std::uint64_t size_of(const ListPart& part) { return part.source ? part.source->size() : part.data.size(); }

}  // namespace

Result<ByteSourcePointer> list_source(std::vector<ListPart> parts, const ListSort& sort) {
    if (parts.size() > kMaximumElements) return fail(Errc::too_large, "more elements than a list can hold");
    // The directory is that of a list of empty elements, with the true offsets and sizes put in.
    std::vector<ListElement> empty;
    for (const ListPart& part : parts) empty.push_back({part.id, {}});
    ByteWriter list;
    list.bytes(write_list(empty, sort));
    const std::size_t entries = list.size() - 12 * parts.size();
    std::uint64_t offset = 4;
    for (std::size_t i = parts.size(); i-- > 0;) {
        const std::uint64_t size = size_of(parts[i]);
        if (size > kLargestObject || offset + size + list.size() > kLargestObject)
            return fail(Errc::too_large, "the object would exceed 2 GiB");
        list.patch_le(entries + 12 * i + 4, static_cast<std::uint32_t>(offset));
        list.patch_le(entries + 12 * i + 8, static_cast<std::uint32_t>(size));
        offset += size;
    }
    list.patch_le(0, static_cast<std::uint32_t>(offset));

    auto sequence = std::make_shared<Sequence>();
    const Bytes bytes = list.view();
    sequence->add(std::make_shared<MemoryBytes>(ByteVector(bytes.begin(), bytes.begin() + 4)));
    for (std::size_t i = parts.size(); i-- > 0;)
        sequence->add(parts[i].source ? std::move(parts[i].source)
                                      : std::make_shared<MemoryBytes>(std::move(parts[i].data)));
    sequence->add(std::make_shared<MemoryBytes>(ByteVector(bytes.begin() + 4, bytes.end())));
    return sequence;
}

}  // namespace restante::mmf
