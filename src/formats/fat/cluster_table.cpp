#include "formats/fat/cluster_table.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "formats/fat/boot_sector.h"

namespace restante::fat {
namespace {

constexpr std::uint64_t kSmallTable = 8ULL * 1024 * 1024;  // those of FAT12 and FAT16 are, and of most of FAT32

std::uint32_t end_mark_of(FatKind kind) {
    switch (kind) {
        case FatKind::fat12:
            return 0xFF8;
        case FatKind::fat16:
            return 0xFFF8;
        case FatKind::fat32:
            break;
    }
    return 0x0FFFFFF8;
}

// Where the first cluster stands that was met before; the size when there is none.
std::size_t first_repeat(const std::vector<std::uint32_t>& clusters) {
    std::unordered_set<std::uint32_t> met;
    for (std::size_t i = 0; i < clusters.size(); ++i)
        if (!met.insert(clusters[i]).second) return i;
    return clusters.size();
}

}  // namespace

ClusterTable::ClusterTable(const ByteSourcePointer& volume, const Geometry& geometry)
    : geometry_(geometry), end_mark_(end_mark_of(geometry.kind)) {
    for (std::uint32_t i = 0; i < geometry_.fat_copies; ++i) {
        auto table =
            std::make_shared<ByteRange>(volume, geometry_.fat_offset + i * geometry_.fat_size, geometry_.fat_size);
        if (auto small = read_all(*table, kSmallTable))
            copies_.push_back(std::make_shared<MemoryBytes>(std::move(*small)));
        else
            copies_.push_back(std::move(table));
    }
}

std::optional<std::uint32_t> ClusterTable::entry(std::size_t copy, std::uint32_t cluster) const {
    std::array<std::uint8_t, 4> raw{};
    std::uint64_t offset = std::uint64_t{cluster} * 4;
    std::size_t size = 4;
    if (geometry_.kind == FatKind::fat12) {
        offset = std::uint64_t{cluster} * 3 / 2;
        size = 2;
    } else if (geometry_.kind == FatKind::fat16) {
        offset = std::uint64_t{cluster} * 2;
        size = 2;
    }
    if (!copies_[copy]->read(offset, MutableBytes(raw).first(size))) return std::nullopt;
    const std::uint32_t value =
        raw[0] | (std::uint32_t{raw[1]} << 8U) | (std::uint32_t{raw[2]} << 16U) | (std::uint32_t{raw[3]} << 24U);
    if (geometry_.kind == FatKind::fat12) return (cluster & 1U) != 0 ? value >> 4U : value & 0xFFFU;
    return value & 0x0FFFFFFFU;
}

std::uint32_t ClusterTable::next_cluster(std::size_t copy, std::uint32_t cluster) const {
    for (std::size_t i = 0; i < copies_.size(); ++i) {
        const auto next = entry((copy + i) % copies_.size(), cluster);
        if (next && (in_volume(*next) || *next >= end_mark_)) return *next;
    }
    return 0;
}

ClusterTable::Walk ClusterTable::walk(std::size_t copy, std::uint32_t first, std::uint64_t most,
                                      const std::unordered_set<std::uint32_t>* taken) const {
    Walk walk;
    std::uint32_t cluster = first;
    while (in_volume(cluster) && (taken == nullptr || !taken->contains(cluster)) && walk.chain.clusters.size() < most) {
        walk.chain.clusters.push_back(cluster);
        const std::uint32_t next = next_cluster(copy, cluster);
        walk.ends = next >= end_mark_;
        if (walk.ends) break;
        cluster = next;
    }
    return walk;
}

ClusterTable::Chain ClusterTable::directory(std::uint32_t first, std::uint64_t most_clusters,
                                            std::unordered_set<std::uint32_t>& taken) const {
    Walk best;
    for (std::size_t copy = 0; copy < copies_.size() && !best.ends; ++copy) {
        Walk one = walk(copy, first, std::min<std::uint64_t>(most_clusters, geometry_.clusters), &taken);
        if (copy == 0 || one.ends || one.chain.clusters.size() > best.chain.clusters.size()) best = std::move(one);
    }
    Chain chain{{}, best.ends};
    for (const std::uint32_t cluster : best.chain.clusters) {
        if (!taken.insert(cluster).second) {
            chain.complete = false;
            break;
        }
        chain.clusters.push_back(cluster);
    }
    return chain;
}

ClusterTable::Chain ClusterTable::file(std::uint32_t first, std::uint64_t needed) const {
    Walk best;
    for (std::size_t copy = 0; copy < copies_.size(); ++copy) {
        Walk one = walk(copy, first, std::min<std::uint64_t>(needed, geometry_.clusters), nullptr);
        const std::size_t size = one.chain.clusters.size();
        if (one.ends && size == needed) return std::move(one.chain);
        // More clusters than a file needs are not rare; in a circle there are more than enough, too.
        one.chain.clusters.resize(first_repeat(one.chain.clusters));
        if (copy == 0 || one.chain.clusters.size() > best.chain.clusters.size()) best = std::move(one);
    }
    best.chain.complete = best.chain.clusters.size() == needed;
    return std::move(best.chain);
}

ClusterTable::Chain ClusterTable::guessed_file(std::uint32_t first, std::uint64_t needed,
                                               const std::vector<bool>& starts) const {
    Chain chain = file(first, needed);
    if (!chain.complete && !chain.clusters.empty()) chain.complete = add_guess(chain.clusters, needed, starts);
    return chain;
}

std::vector<std::uint32_t> ClusterTable::unclaimed(std::uint32_t first, std::vector<bool>& used) const {
    std::vector<std::uint32_t> clusters;
    for (std::uint32_t at = first; in_volume(at) && !used[at]; at = next_cluster(0, at)) {
        clusters.push_back(at);
        used[at] = true;
    }
    return clusters;
}

bool ClusterTable::is_in_use(std::uint32_t cluster) const { return next_cluster(0, cluster) != 0; }

bool ClusterTable::is_called_free(std::uint32_t cluster) const {
    for (std::size_t copy = 0; copy < copies_.size(); ++copy)
        if (entry(copy, cluster).value_or(0) != 0) return false;
    return true;
}

bool ClusterTable::add_guess(std::vector<std::uint32_t>& clusters, std::uint64_t needed,
                             const std::vector<bool>& starts) const {
    std::vector<std::uint32_t> more;
    std::uint32_t last = clusters.back();
    while (clusters.size() + more.size() < needed) {
        if (!is_called_free(last)) return false;
        const std::uint32_t next = last + 1;
        if (!in_volume(next) || starts[next]) return false;
        if (is_called_free(next)) {
            more.push_back(next);
            last = next;
            continue;
        }
        const std::size_t left = needed - clusters.size() - more.size();
        const Walk rest = walk(0, next, left, nullptr);
        if (!rest.ends || rest.chain.clusters.size() != left) return false;
        more.insert(more.end(), rest.chain.clusters.begin(), rest.chain.clusters.end());
    }
    std::vector<std::uint32_t> whole = clusters;
    whole.insert(whole.end(), more.begin(), more.end());
    if (first_repeat(whole) != whole.size()) return false;
    clusters = std::move(whole);
    return true;
}

}  // namespace restante::fat
