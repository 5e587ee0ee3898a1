#include "base/salvaged_bytes.h"

#include <algorithm>
#include <utility>

namespace restante {
namespace {

constexpr std::uint64_t kProbe = 64ULL * 1024;  // read at once where all is well

// The first that ends behind `offset`.
std::vector<LostBytes>::const_iterator first_behind(const std::vector<LostBytes>& lost, std::uint64_t offset) {
    return std::ranges::upper_bound(lost, offset, {}, [](const LostBytes& one) { return one.offset + one.size; });
}

class ZerosForLost final : public ByteSource {
public:
    ZerosForLost(ByteSourcePointer bytes, std::uint64_t size, std::vector<LostBytes> lost)
        : bytes_(std::move(bytes)), size_(size), lost_(std::move(lost)) {}

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        if (offset > size_ || into.size() > size_ - offset)
            return fail(Errc::truncated, "read past the end of the file", offset);
        auto next = first_behind(lost_, offset);
        while (!into.empty()) {
            const bool in_lost = next != lost_.end() && next->offset <= offset;
            const std::uint64_t end = next == lost_.end() ? size_ : in_lost ? next->offset + next->size : next->offset;
            const MutableBytes part =
                into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), end - offset)));
            if (in_lost) {
                std::ranges::fill(part, std::uint8_t{0});
                ++next;
            } else {
                TRY_VOID(bytes_->read(offset, part));
            }
            into = into.subspan(part.size());
            offset += part.size();
        }
        return {};
    }
    void forget() const override { bytes_->forget(); }

private:
    ByteSourcePointer bytes_;
    std::uint64_t size_;
    std::vector<LostBytes> lost_;
};

void add_lost(std::vector<LostBytes>& lost, std::uint64_t offset, std::uint64_t size) {
    if (!lost.empty() && lost.back().offset + lost.back().size == offset)
        lost.back().size += size;
    else
        lost.push_back({offset, size});
}

std::vector<LostBytes> lost_bytes(const ByteSource& bytes) {
    std::vector<LostBytes> lost;
    const std::uint64_t size = bytes.size();
    ByteVector buffer(static_cast<std::size_t>(std::min(size, kProbe)));
    for (std::uint64_t at = 0; at < size; at += kProbe) {
        const auto piece = static_cast<std::size_t>(std::min(size - at, kProbe));
        if (bytes.read(at, MutableBytes(buffer).first(piece))) continue;
        for (std::size_t sector = 0; sector < piece; sector += kSalvagedSector) {
            const std::size_t part = std::min(kSalvagedSector, piece - sector);
            if (!bytes.read(at + sector, MutableBytes(buffer).first(part))) add_lost(lost, at + sector, part);
        }
    }
    return lost;
}

}  // namespace

std::uint64_t size_of(const std::vector<LostBytes>& lost) {
    std::uint64_t total = 0;
    for (const LostBytes& one : lost) total += one.size;
    return total;
}

SalvagedBytes salvage_bytes(ByteSourcePointer bytes) {
    std::vector<LostBytes> lost = lost_bytes(*bytes);
    if (lost.empty()) return {std::move(bytes), {}};
    const bool end_lost = lost.back().offset + lost.back().size == bytes->size();
    const std::uint64_t size = end_lost ? lost.back().offset : bytes->size();
    std::vector<LostBytes> inside = lost;
    if (end_lost) inside.pop_back();
    return {std::make_shared<ZerosForLost>(std::move(bytes), size, std::move(inside)), std::move(lost)};
}

bool overlaps(const std::vector<LostBytes>& lost, std::uint64_t offset, std::uint64_t size) {
    const auto next = first_behind(lost, offset);
    return next != lost.end() && size != 0 && next->offset < offset + size;
}

}  // namespace restante
