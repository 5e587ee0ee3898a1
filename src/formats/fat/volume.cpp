#include "formats/fat/volume.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "formats/fat/directory.h"

namespace restante::fat {
namespace {

constexpr std::uint64_t kLargestDirectory = 65536ULL * 32;
constexpr std::uint64_t kSmallTable = 256ULL * 1024;  // those of FAT12 and FAT16 are

// A file as the stretches of the volume it lies in.
class ClusterBytes final : public ByteSource {
public:
    ClusterBytes(ByteSourcePointer volume, const Geometry& geometry, std::vector<std::uint32_t> clusters,
                 std::uint64_t size)
        : volume_(std::move(volume)), geometry_(geometry), clusters_(std::move(clusters)), size_(size) {}

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        if (offset > size_ || into.size() > size_ - offset)
            return fail(Errc::truncated, "read past the end of the file", offset);
        while (!into.empty()) {
            const std::uint64_t within = offset % geometry_.cluster_size;
            const std::uint32_t cluster = clusters_[static_cast<std::size_t>(offset / geometry_.cluster_size)];
            const std::size_t count = std::min(into.size(), static_cast<std::size_t>(geometry_.cluster_size - within));
            TRY_VOID(volume_->read(geometry_.cluster_offset(cluster) + within, into.first(count)));
            into = into.subspan(count);
            offset += count;
        }
        return {};
    }
    void forget() const override { volume_->forget(); }

private:
    ByteSourcePointer volume_;
    Geometry geometry_;
    std::vector<std::uint32_t> clusters_;
    std::uint64_t size_;
};

}  // namespace

// Reads directories one after another; each of their clusters only once, so that circles end and what is listed is no
// more than the volume holds.
class DirectoryWalk {
public:
    DirectoryWalk(Volume& volume, Findings& findings)
        : volume_(volume),
          findings_(findings),
          path_bytes_left_(std::max(Volume::kMostPathBytes, volume.bytes_->size())) {}

    void run() {
        const Geometry& geometry = volume_.geometry_;
        if (geometry.root_cluster == 0) {
            take(ByteRange(volume_.bytes_, geometry.root_offset, geometry.root_size), {});
        } else {
            walk(geometry.root_cluster, {});
        }
        while (!waiting_.empty() && volume_.files_.size() < Volume::kMostFiles && !paths_too_long_) {
            const auto next = std::move(waiting_.back());
            waiting_.pop_back();
            walk(next.first, next.second);
        }
        if (paths_too_long_)
            damaged({}, "the paths are longer together than is read");
        else if (!waiting_.empty())
            damaged({}, "there are more files than are read");
        count_openable();
    }

private:
    void damaged(const std::string& path, const std::string& what) {
        findings_.add(MessageId::fat_directory_damaged, what, path.empty() ? "/" : path);
    }
    void walk(std::uint32_t first, const std::string& path) {
        if (seen_.contains(first)) return damaged(path, "the directory is one that was met before");
        const auto chain = volume_.chain(first, kLargestDirectory / volume_.geometry_.cluster_size, &seen_);
        if (!chain) return damaged(path, chain.error().what);
        if (!chain->complete) damaged(path, "its chain of clusters breaks off");
        const std::uint64_t size = std::uint64_t{chain->clusters.size()} * volume_.geometry_.cluster_size;
        take(ClusterBytes(volume_.bytes_, volume_.geometry_, chain->clusters, size), path);
    }
    void take(const ByteSource& directory, const std::string& path) {
        auto bytes = read_all(directory, kLargestDirectory);
        if (!bytes) return damaged(path, bytes.error().what);
        for (Entry& entry : read_directory(*bytes)) {
            if (path.size() + 1 + entry.name.size() > path_bytes_left_) {
                paths_too_long_ = true;
                return;
            }
            std::string inner = path.empty() ? entry.name : path + "/" + entry.name;
            path_bytes_left_ -= inner.size();
            if (!entry.directory) {
                if (volume_.files_.size() >= Volume::kMostFiles)
                    return damaged(path, "there are more files than are read");
                volume_.files_.push_back({std::move(inner), entry.size, entry.first_cluster, entry.modified});
            } else if (std::ranges::count(inner, '/') >= static_cast<std::ptrdiff_t>(Volume::kDeepest)) {
                damaged(inner, "directories are nested too deeply");
            } else {
                waiting_.emplace_back(entry.first_cluster, std::move(inner));
            }
        }
    }

    // A file that has more clusters than there are is never opened, and claims none.
    void count_openable() {
        std::uint64_t claimed = 0;
        for (const File& file : volume_.files_) {
            const std::uint64_t needed = volume_.clusters_of(file.size);
            claimed += needed > volume_.geometry_.clusters ? 0 : needed;
            if (claimed > Volume::kMostTimesClaimed * volume_.geometry_.clusters)
                return damaged(file.path, "this file and those behind it share their clusters with too many others");
            ++volume_.openable_;
        }
    }

    Volume& volume_;
    Findings& findings_;
    std::uint64_t path_bytes_left_;
    bool paths_too_long_ = false;
    std::vector<std::pair<std::uint32_t, std::string>> waiting_{};
    std::unordered_set<std::uint32_t> seen_{};  // clusters of directories
};

Volume::Volume(ByteSourcePointer bytes, const Geometry& geometry) : bytes_(std::move(bytes)), geometry_(geometry) {
    auto table = std::make_shared<ByteRange>(bytes_, geometry_.fat_offset, geometry_.fat_size);
    if (auto small = read_all(*table, kSmallTable))
        table_ = std::make_shared<MemoryBytes>(std::move(*small));
    else
        table_ = std::move(table);
}

Result<std::shared_ptr<const Volume>> Volume::open(ByteSourcePointer bytes, Findings& findings) {
    const Geometry geometry = TRY(read_boot_sector(*bytes));
    const std::shared_ptr<Volume> volume(new Volume(std::move(bytes), geometry));
    DirectoryWalk(*volume, findings).run();
    return std::shared_ptr<const Volume>(volume);
}

Result<std::uint32_t> Volume::next_cluster(std::uint32_t cluster) const {
    const auto entry = [this](std::uint64_t offset, MutableBytes into) -> Result<void> {
        if (offset + into.size() > table_->size())
            return fail(Errc::truncated, "the cluster lies outside the table", geometry_.fat_offset + offset);
        return table_->read(offset, into);
    };
    std::uint32_t next = 0;
    std::uint32_t last = 0;
    if (geometry_.kind == FatKind::fat12) {
        std::array<std::uint8_t, 2> raw{};
        TRY_VOID(entry(std::uint64_t{cluster} * 3 / 2, raw));
        const std::uint32_t pair = raw[0] | (std::uint32_t{raw[1]} << 8U);
        next = (cluster & 1U) != 0 ? pair >> 4U : pair & 0xFFFU;
        last = 0xFF8;
    } else if (geometry_.kind == FatKind::fat16) {
        std::array<std::uint8_t, 2> raw{};
        TRY_VOID(entry(std::uint64_t{cluster} * 2, raw));
        next = raw[0] | (std::uint32_t{raw[1]} << 8U);
        last = 0xFFF8;
    } else {
        std::array<std::uint8_t, 4> raw{};
        TRY_VOID(entry(std::uint64_t{cluster} * 4, raw));
        next =
            (raw[0] | (std::uint32_t{raw[1]} << 8U) | (std::uint32_t{raw[2]} << 16U) | (std::uint32_t{raw[3]} << 24U)) &
            0x0FFFFFFFU;
        last = 0x0FFFFFF8;
    }
    if (next >= last) return 0U;
    if (!in_volume(next)) return fail(Errc::bad_value, fmt::format("cluster {} leads nowhere", cluster));
    return next;
}

Result<Volume::Chain> Volume::chain(std::uint32_t first, std::uint64_t most_clusters,
                                    std::unordered_set<std::uint32_t>* taken) const {
    if (!in_volume(first)) return fail(Errc::bad_value, fmt::format("there is no cluster {}", first));
    Chain chain;
    // Bounded by the caller and by the clusters there are: a circle ends there.
    const std::uint64_t most = std::min<std::uint64_t>(most_clusters, geometry_.clusters);
    for (std::uint32_t cluster = first; cluster != 0;) {
        if (chain.clusters.size() == most || (taken != nullptr && !taken->insert(cluster).second)) {
            chain.complete = false;
            break;
        }
        chain.clusters.push_back(cluster);
        const auto next = next_cluster(cluster);
        if (!next) {
            chain.complete = false;
            break;
        }
        cluster = *next;
    }
    return chain;
}

Result<ByteSourcePointer> Volume::open_file(std::size_t index) const {
    const File& file = files_.at(index);
    if (index >= openable_) return fail(Errc::too_large, "too many files share its clusters");
    return open_part(file, file.size);
}

Result<ByteVector> Volume::start_of_file(std::size_t index, std::size_t limit) const {
    const File& file = files_.at(index);
    const auto part = TRY(open_part(file, std::min<std::uint64_t>(file.size, limit)));
    return read_all(*part, limit);
}

Result<ByteSourcePointer> Volume::open_part(const File& file, std::uint64_t size) const {
    if (size == 0) return ByteSourcePointer(std::make_shared<MemoryBytes>(ByteVector{}));
    const std::uint64_t needed = clusters_of(size);
    if (needed > geometry_.clusters)
        return fail(Errc::truncated, fmt::format("it has {} clusters, more than there are", needed));
    Chain found = TRY(chain(file.first_cluster, needed));
    if (found.clusters.size() < needed)
        return fail(Errc::truncated, fmt::format("{} of its {} clusters can be found", found.clusters.size(), needed));
    return ByteSourcePointer(std::make_shared<ClusterBytes>(bytes_, geometry_, std::move(found.clusters), size));
}

}  // namespace restante::fat
