#include "formats/mmf/block_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "formats/mmf/list_object.h"
#include "formats/mmf/packed_list.h"

namespace restante::mmf {
namespace {

// A healthy store is read once; objects that overlap a thousandfold must not keep us busy for hours.
constexpr std::uint64_t kMostLooks = 8;
constexpr std::uint64_t kLeastLooks = std::uint64_t{16} << 20;
constexpr std::uint32_t kMostPacked = 64 * 1024 + 16;  // bytes of a packed list; longer ones are none

std::string problem_of_packed(const Object& object) {
    if (object.size() > kMostPacked) return fmt::format("the packed list has {} bytes", object.size());
    ByteVector body(object.size());
    const auto read = object.read(0, body);
    if (!read) return read.error().what;
    const auto list = read_packed_list(body, object.file_offset());
    return list ? std::string() : list.error().what;
}

std::string problem_of_list(Object object) {
    const std::uint32_t size = object.size();
    const auto list = ListReader::open(std::move(object));
    if (!list) return list.error().what;
    const auto outside = std::ranges::find_if(list->entries(), [&](const ListEntry& one) { return !one.inside(size); });
    if (outside == list->entries().end()) return {};
    return fmt::format("element {:08x} has {} bytes at 0x{:x}, the object has {} bytes", outside->id, outside->size,
                       outside->offset, size);
}

// "" when nothing is wrong with it.
std::string problem_of(const Store& store, const Node& node) {
    auto object = store.object(node.oid);
    if (!object) return object.error().what;
    return (node.attr & attr::kPackedList) != 0 ? problem_of_packed(*object) : problem_of_list(std::move(*object));
}

void add_live(const Store& store, BlockMap& map) {
    std::uint64_t budget = std::max(kLeastLooks, kMostLooks * store.file().size());
    for (const Node& node : store.nodes()) {
        if (node.is_alias()) continue;
        MappedBlock block{node.offset, node.space(), BlockState::live, node.oid, {}};
        const std::uint64_t looked_at = std::min(node.data_size(), kSmallObject);
        if (looked_at > budget) map.complete = false;
        if (node.oid != kMap && looked_at <= budget) {
            budget -= looked_at;
            block.problem = problem_of(store, node);
        }
        if (!block.problem.empty()) block.state = BlockState::damaged;
        map.blocks.push_back(std::move(block));
    }
}

// Makes the blocks follow one another: cuts what overlaps, names what lies between.
std::vector<MappedBlock> tiled(std::vector<MappedBlock> blocks, std::uint64_t file_size) {
    std::ranges::stable_sort(blocks, {}, &MappedBlock::offset);
    std::vector<MappedBlock> tiles;
    std::uint64_t end = 0;
    const auto reach = [&](std::uint64_t offset) {
        if (offset <= end) return;
        tiles.push_back({end, offset - end, BlockState::unclaimed, {}, {}});
        end = offset;
    };
    for (MappedBlock& block : blocks) {
        if (block.size == 0 || block.offset >= file_size) continue;
        const std::uint64_t behind = std::min(block.offset + block.size, file_size);
        reach(block.offset);
        if (block.offset < end && block.state != BlockState::damaged) {
            block.state = BlockState::damaged;
            block.problem = fmt::format("the block before it ends at 0x{:x} only", end);
        }
        if (behind <= end) {  // nothing of it is its own: the one around it is as doubtful
            if (!tiles.empty() && tiles.back().state == BlockState::live) {
                tiles.back().state = BlockState::damaged;
                tiles.back().problem = fmt::format("{} begins inside it, at 0x{:x}", block.oid.hex(), block.offset);
            }
            continue;
        }
        block.offset = end;
        block.size = behind - end;
        end = behind;
        tiles.push_back(std::move(block));
    }
    // The file is a byte longer than the store (2.3); so little is no place for anything.
    if (file_size - end < kBlockUnit && !tiles.empty())
        tiles.back().size += file_size - end;
    else
        reach(file_size);
    return tiles;
}

}  // namespace

BlockMap map_blocks(const Store& store) {
    BlockMap map;
    map.blocks.push_back({0, kHeaderSize, BlockState::live, {}, {}});
    add_live(store, map);
    for (const Node& node : store.free_nodes())
        if (!node.is_alias()) map.blocks.push_back({node.offset, node.space(), BlockState::free, node.oid, {}});
    map.blocks = tiled(std::move(map.blocks), store.file().size());
    return map;
}

}  // namespace restante::mmf
