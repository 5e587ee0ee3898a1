#include "service/store_health.h"

#include <algorithm>
#include <utility>

#include "formats/mmf/block_map.h"
#include "formats/mmf/check_report.h"
#include "service/plain_path.h"
#include "sources/file_bytes.h"

namespace restante::service {
namespace {

using Cell = std::array<std::uint64_t, mmf::kBlockStates>;  // bytes by state

constexpr auto kDamaged = static_cast<std::size_t>(mmf::BlockState::damaged);

// The smallest power of two that needs no more than kMostCells cells.
std::uint64_t cell_size_of(std::uint64_t file_size) {
    std::uint64_t size = mmf::kBlockUnit;
    while ((file_size + size - 1) / size > StoreHealth::kMostCells) size *= 2;
    return size;
}

void spread(const mmf::MappedBlock& block, std::uint64_t cell_size, std::vector<Cell>& cells) {
    std::uint64_t offset = block.offset;
    const std::uint64_t end = block.offset + block.size;
    while (offset < end) {
        const std::uint64_t cell = offset / cell_size;
        const std::uint64_t until = std::min(end, (cell + 1) * cell_size);
        cells[cell][static_cast<std::size_t>(block.state)] += until - offset;
        offset = until;
    }
}

// However small the damage is, it is seen.
std::uint8_t shown_state(const Cell& cell) {
    if (cell[kDamaged] != 0) return kDamaged;
    return static_cast<std::uint8_t>(std::ranges::max_element(cell) - cell.begin());
}

StoreHealth condensed(const mmf::BlockMap& map, std::uint64_t file_size) {
    StoreHealth health;
    health.size = file_size;
    health.cell_size = cell_size_of(file_size);
    health.complete = map.complete;
    health.portions = {{{"live"}, {"free"}, {"damaged"}, {"unclaimed"}}};
    std::vector<Cell> cells(static_cast<std::size_t>((file_size + health.cell_size - 1) / health.cell_size));
    for (const mmf::MappedBlock& block : map.blocks) {
        StoreHealth::Portion& portion = health.portions[static_cast<std::size_t>(block.state)];
        ++portion.blocks;
        portion.bytes += block.size;
        spread(block, health.cell_size, cells);
        if (block.state == mmf::BlockState::damaged && health.damaged.size() < StoreHealth::kMostDamaged)
            health.damaged.push_back({block.offset, block.size, mmf::label(block.oid), block.problem});
    }
    for (const Cell& cell : cells) health.cells.push_back(shown_state(cell));
    return health;
}

}  // namespace

Outcome<StoreHealth> store_health(const std::string& path) {
    if (!is_plain_path(path)) return refuse(ExitCode::usage, R"(the path of a file starts with "/" and holds no "..")");
    const auto file = sources::FileBytes::open(path);
    if (!file) return refuse_source(file.error());
    Findings findings;
    const auto store = mmf::Store::open(*file, findings);
    if (!store) return refuse_source(Error(store.error()).in(path));
    StoreHealth health = condensed(mmf::map_blocks(**store), (*store)->file().size());
    health.raw = (*store)->raw();
    return health;
}

}  // namespace restante::service
