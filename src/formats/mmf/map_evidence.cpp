#include "formats/mmf/map_evidence.h"

#include <algorithm>
#include <map>
#include <set>

namespace restante::mmf {
namespace {

constexpr std::size_t kEvidencePiece = 64 * 1024;
constexpr std::uint64_t kShifted = 1ULL << 63U;  // marks places that are known only up to the period of the key
constexpr std::size_t kMostShifts = 8;           // a file that was cut has one or two

class NodeSearch {
public:
    NodeSearch(const ByteSource& file, const BlockScan& scan)
        : file_(&file), scan_(&scan), period_(key_period(scan.cipher)) {
        std::map<std::int64_t, std::size_t> shifts;
        for (std::size_t i = 0; i < scan.blocks.size(); ++i) {
            const FoundBlock& block = scan.blocks[i];
            by_place_.emplace(block.delta == 0 ? block.offset : kShifted | place(block), i);
            shifted_ = shifted_ || block.delta != 0;
            bodies_.insert(block.oid);
            ++shifts[block.delta];
        }
        std::vector<std::pair<std::size_t, std::int64_t>> common;
        for (const auto& [delta, count] : shifts) common.emplace_back(count, delta);
        std::ranges::sort(common, std::greater{});
        deltas_.push_back(0);
        for (const auto& [count, delta] : common)
            if (delta != 0 && deltas_.size() < kMostShifts) deltas_.push_back(delta);
    }

    MapEvidence search() {
        std::uint64_t covered = 0;
        for (const FoundBlock& block : scan_->blocks) {
            if (block.overwritten || !block.canonical) continue;
            if (block.offset > covered) look_between(covered, block.offset);
            covered = std::max(covered, block.end());
        }
        if (covered < file_->size()) look_between(covered, std::min(file_->size(), kScanEnd));
        return std::move(evidence_);
    }

private:
    [[nodiscard]] std::uint64_t place(const FoundBlock& block) const {
        return (block.offset + static_cast<std::uint64_t>(block.delta)) % period_;
    }

    void look_between(std::uint64_t from, std::uint64_t to) {
        for (std::uint64_t at = from; at < to; at += kEvidencePiece) {
            bytes_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kEvidencePiece, to - at)));
            if (!file_->read(at, bytes_)) continue;
            for (const std::int64_t delta : deltas_) {
                plain_ = bytes_;
                const std::uint64_t key = at + static_cast<std::uint64_t>(delta);
                scan_->cipher.decipher(key, plain_);
                for (std::uint64_t slot = (kNodeSize - key % kNodeSize) % kNodeSize; slot + kNodeSize <= plain_.size();
                     slot += kNodeSize)
                    look_at(Bytes(plain_).subspan(static_cast<std::size_t>(slot), kNodeSize));
            }
        }
    }

    void look_at(Bytes bytes) {
        ByteReader reader(bytes);
        const auto read = read_node(reader);
        if (!read) return;
        const Node& node = *read;
        if (node.is_alias() && !node.is_free()) {
            const Oid body{node.offset};
            const bool possible = body.type() == node.oid.type() && body != node.oid && (node.oid.value >> 8U) != 0;
            if (possible && bodies_.contains(body) && known_aliases_.insert(node.oid).second)
                evidence_.aliases.push_back(node);
            return;
        }
        if (node.offset % kBlockUnit != 0) return;
        const bool freed = node.oid.value == type::kFree && node.is(flag::kFree) && node.size % kBlockUnit == 0;
        compare(node, freed, node.offset);
        if (shifted_) compare(node, freed, kShifted | node.offset % period_);
    }

    void compare(const Node& node, bool freed, std::uint64_t where) {
        const auto [first, last] = by_place_.equal_range(where);
        for (auto found = first; found != last; ++found) {
            const FoundBlock& block = scan_->blocks[found->second];
            if (freed && block.space() <= node.size)
                remember(evidence_.freed[found->second], node);
            else if (block.oid == node.oid && block.size == node.data_size())
                remember(evidence_.objects[found->second], node);
        }
    }

    static void remember(std::vector<Node>& nodes, const Node& node) {
        const auto same = [&node](const Node& known) {
            return known.parent == node.parent && known.aux == node.aux && known.is_alias() == node.is_alias();
        };
        constexpr std::size_t kMostOpinions = 4;
        if (nodes.size() < kMostOpinions && std::ranges::none_of(nodes, same)) nodes.push_back(node);
    }

    const ByteSource* file_;
    const BlockScan* scan_;
    std::uint64_t period_;
    bool shifted_ = false;
    std::unordered_multimap<std::uint64_t, std::size_t> by_place_{};
    std::set<Oid> bodies_{}, known_aliases_{};
    std::vector<std::int64_t> deltas_{};
    ByteVector bytes_{}, plain_{};
    MapEvidence evidence_{};
};

}  // namespace

MapEvidence find_nodes(const ByteSource& file, const BlockScan& scan) { return NodeSearch(file, scan).search(); }

}  // namespace restante::mmf
