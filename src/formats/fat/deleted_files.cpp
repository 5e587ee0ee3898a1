#include "formats/fat/deleted_files.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "formats/fat/boot_sector.h"
#include "formats/fat/cluster_table.h"
#include "formats/fat/file.h"
#include "formats/fat/file_start.h"

namespace restante::fat {
namespace {

class Search {
public:
    Search(const Wanted& wanted, const ByteSource& volume, const Geometry& geometry, const ClusterTable& table,
           std::vector<bool>& used, std::uint64_t& steps)
        : wanted_(wanted), volume_(volume), geometry_(geometry), table_(table), used_(used), steps_(steps) {}

    // Empty: it is not wanted, or nothing is left of its beginning.
    [[nodiscard]] std::vector<std::uint32_t> clusters_of(const File& file) {
        const std::uint64_t needed = (std::uint64_t{file.size} + geometry_.cluster_size - 1) / geometry_.cluster_size;
        const std::uint64_t at_first = (kWantedBytes + geometry_.cluster_size - 1) / geometry_.cluster_size;
        std::vector<std::uint32_t> clusters;
        if (needed == 0 || needed > geometry_.clusters || !is_free(file.first_cluster)) return clusters;
        collect(file.first_cluster, std::min(needed, at_first), clusters);
        if (clusters.empty() || !wanted_(start_of_file(volume_, geometry_, clusters, file.size), file.size)) return {};
        if (clusters.size() < needed) collect(clusters.back() + 1, needed, clusters);
        for (const std::uint32_t cluster : clusters) used_[cluster] = true;
        return clusters;
    }

private:
    [[nodiscard]] bool is_free(std::uint32_t cluster) const {
        return table_.in_volume(cluster) && !used_[cluster] && table_.is_called_free(cluster);
    }

    // DOS takes the free clusters in the order of their numbers.
    void collect(std::uint32_t from, std::uint64_t needed, std::vector<std::uint32_t>& clusters) {
        for (std::uint32_t cluster = from; clusters.size() < needed && table_.in_volume(cluster); ++cluster) {
            if (steps_ == 0) return;
            --steps_;
            if (is_free(cluster)) clusters.push_back(cluster);
        }
    }

    const Wanted& wanted_;
    const ByteSource& volume_;
    const Geometry& geometry_;
    const ClusterTable& table_;
    std::vector<bool>& used_;
    std::uint64_t& steps_;
};

}  // namespace

std::vector<DeletedFile> find_deleted(std::vector<File> entries, const Wanted& wanted, const ByteSource& volume,
                                      const Geometry& geometry, const ClusterTable& table, std::vector<bool>& used,
                                      std::uint64_t& steps) {
    std::ranges::stable_sort(entries, std::ranges::greater(), &File::modified);
    Search search(wanted, volume, geometry, table, used, steps);
    std::unordered_set<std::uint32_t> begun;  // what was saved again and again often lay where it had been
    std::vector<DeletedFile> found;
    for (File& file : entries) {
        if (steps == 0) break;
        if (!begun.insert(file.first_cluster).second) continue;
        auto clusters = search.clusters_of(file);
        if (!clusters.empty()) found.push_back({std::move(file), std::move(clusters)});
    }
    return found;
}

}  // namespace restante::fat
