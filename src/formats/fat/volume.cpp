#include "formats/fat/volume.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "formats/fat/directory.h"

namespace restante::fat {
namespace {

constexpr std::uint64_t kLargestDirectory = 65536ULL * 32;

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

// Of a directory of which not everything can be read: what cannot looks like deleted entries, behind which more may
// come.
ByteVector readable_entries(const ByteSource& directory) {
    constexpr std::size_t kLostAtOnce = 512;
    constexpr std::uint8_t kDeletedEntry = 0xE5;
    ByteVector bytes(static_cast<std::size_t>(std::min(directory.size(), kLargestDirectory)), kDeletedEntry);
    for (std::size_t at = 0; at < bytes.size(); at += kLostAtOnce) {
        const MutableBytes sector = MutableBytes(bytes).subspan(at, std::min(kLostAtOnce, bytes.size() - at));
        if (!directory.read(at, sector)) std::ranges::fill(sector, kDeletedEntry);
    }
    return bytes;
}

}  // namespace

// Reads directories one after another; each of their clusters only once, so that circles end and what is listed is no
// more than the volume holds.
class DirectoryWalk {
public:
    DirectoryWalk(Volume& volume, Findings& findings, const Wanted& wanted)
        : volume_(volume),
          findings_(findings),
          wanted_(wanted),
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
        find_clusters();
        if (volume_.dig_ && wanted_ && volume_.openable_ == volume_.files_.size()) take_deleted();
    }

private:
    void damaged(const std::string& path, const std::string& what) {
        findings_.add(MessageId::fat_directory_damaged, what, path.empty() ? "/" : path);
    }
    void walk(std::uint32_t first, const std::string& path) {
        if (seen_.contains(first)) return damaged(path, "the directory is one that was met before");
        const std::uint64_t most = kLargestDirectory / volume_.geometry_.cluster_size;
        const auto chain = volume_.table_.directory(first, most, seen_);
        if (chain.clusters.empty()) return damaged(path, fmt::format("there is no cluster {}", first));
        if (!chain.complete)
            damaged(path,
                    chain.clusters.size() == most ? "it is larger than is read" : "its chain of clusters breaks off");
        const std::uint64_t size = std::uint64_t{chain.clusters.size()} * volume_.geometry_.cluster_size;
        take(ClusterBytes(volume_.bytes_, volume_.geometry_, chain.clusters, size), path);
    }
    void take(const ByteSource& directory, const std::string& path) {
        auto bytes = read_all(directory, kLargestDirectory);
        if (!bytes) damaged(path, bytes.error().what);
        for (Entry& entry : read_directory(bytes ? *bytes : readable_entries(directory))) {
            if (entry.deleted && !(volume_.dig_ && wanted_)) continue;
            if (path.size() + 1 + entry.name.size() > path_bytes_left_) {
                paths_too_long_ = true;
                return;
            }
            std::string inner = path.empty() ? entry.name : path + "/" + entry.name;
            path_bytes_left_ -= inner.size();
            if (!entry.directory) {
                if (volume_.files_.size() + deleted_.size() >= Volume::kMostFiles)
                    return damaged(path, "there are more files than are read");
                (entry.deleted ? deleted_ : volume_.files_)
                    .push_back({std::move(inner), entry.size, entry.first_cluster, 0, entry.modified, entry.deleted});
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
            if (needed <= volume_.stated_clusters_)
                claimed += std::min<std::uint64_t>(needed, volume_.geometry_.clusters);
            if (claimed > Volume::kMostTimesClaimed * volume_.geometry_.clusters)
                return damaged(file.path, "this file and those behind it share their clusters with too many others");
            ++volume_.openable_;
        }
    }
    void find_clusters() {
        if (volume_.dig_) mark_starts();
        used_ = volume_.starts_;
        for (std::size_t i = 0; i < volume_.openable_; ++i) {
            const auto clusters = volume_.clusters_of_file(i);
            measure(volume_.files_[i], clusters);
            if (volume_.dig_)
                for (const std::uint32_t cluster : clusters) used_[cluster] = true;
        }
    }
    void measure(File& file, const std::vector<std::uint32_t>& clusters) {
        file.found = static_cast<std::uint32_t>(std::min<std::uint64_t>(file.size, volume_.room_in(clusters)));
        if (file.found < file.size)
            findings_.add(MessageId::fat_file_cut, fmt::format("{} of its {} bytes", file.found, file.size), file.path);
    }
    void take_deleted() {
        std::uint64_t steps = Volume::kMostTimesClaimed * volume_.geometry_.clusters;
        auto found = find_deleted(std::move(deleted_), wanted_, *volume_.bytes_, volume_.geometry_, volume_.table_,
                                  used_, steps);
        if (steps == 0) damaged({}, "there are more clusters of deleted files than are looked at");
        volume_.first_deleted_ = volume_.files_.size();
        std::unordered_map<std::string, unsigned> of_that_name;
        for (const File& file : volume_.files_) of_that_name[file.path] = 1;
        for (DeletedFile& one : found) {
            if (const unsigned number = ++of_that_name[one.file.path]; number > 1)
                one.file.path += fmt::format(" ({})", number);
            measure(one.file, one.clusters);
            findings_.add(MessageId::fat_file_deleted, fmt::format("{} bytes", one.file.found), one.file.path);
            volume_.files_.push_back(std::move(one.file));
            volume_.deleted_clusters_.push_back(std::move(one.clusters));
        }
        volume_.openable_ = volume_.files_.size();
    }
    void mark_starts() {
        std::vector<bool>& starts = volume_.starts_;
        starts.resize(std::size_t{volume_.geometry_.clusters} + 2);
        for (const std::uint32_t directory : seen_) starts[directory] = true;
        for (const File& file : volume_.files_)
            if (volume_.table_.in_volume(file.first_cluster)) starts[file.first_cluster] = true;
    }

    Volume& volume_;
    Findings& findings_;
    const Wanted& wanted_;
    std::uint64_t path_bytes_left_;
    bool paths_too_long_ = false;
    std::vector<std::pair<std::uint32_t, std::string>> waiting_{};
    std::unordered_set<std::uint32_t> seen_{};  // clusters of directories
    std::vector<File> deleted_{};
    std::vector<bool> used_{};  // clusters of files and directories that are listed
};

// An image may break off: its last clusters are missing then.
Geometry as_far_as_it_goes(Geometry geometry, std::uint64_t size) {
    const std::uint64_t data = size - std::min(size, geometry.data_offset);
    geometry.clusters = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(geometry.clusters, (data + geometry.cluster_size - 1) / geometry.cluster_size));
    return geometry;
}

Volume::Volume(ByteSourcePointer bytes, const Geometry& geometry, bool dig)
    : bytes_(std::move(bytes)),
      geometry_(as_far_as_it_goes(geometry, bytes_->size())),
      stated_clusters_(geometry.clusters),
      table_(bytes_, geometry_),
      dig_(dig) {}

Result<std::shared_ptr<const Volume>> Volume::open(ByteSourcePointer bytes, Findings& findings, bool dig,
                                                   const Wanted& wanted) {
    const Geometry geometry = TRY(read_boot_sector(*bytes));
    const std::shared_ptr<Volume> volume(new Volume(std::move(bytes), geometry, dig));
    DirectoryWalk(*volume, findings, wanted).run();
    return std::shared_ptr<const Volume>(volume);
}

Result<ByteSourcePointer> Volume::open_file(std::size_t index) const {
    const File& file = files_.at(index);
    if (index >= openable_) return fail(Errc::too_large, "too many files share its clusters");
    if (file.size != 0 && file.found == 0) return fail(Errc::truncated, "none of its clusters can be found");
    return open_part(index, file.found);
}

Result<ByteVector> Volume::start_of_file(std::size_t index, std::size_t limit) const {
    const File& file = files_.at(index);
    const auto part = TRY(open_part(index, std::min<std::uint64_t>(file.found, limit)));
    return read_all(*part, limit);
}

std::uint64_t Volume::room_in(const std::vector<std::uint32_t>& clusters) const {
    std::uint64_t room = 0;
    for (const std::uint32_t cluster : clusters) {
        const std::uint64_t there = bytes_->size() - std::min(bytes_->size(), geometry_.cluster_offset(cluster));
        room += std::min<std::uint64_t>(there, geometry_.cluster_size);
        if (there < geometry_.cluster_size) break;
    }
    return room;
}

std::vector<std::uint32_t> Volume::clusters_of_file(std::size_t index) const {
    const File& file = files_[index];
    if (file.deleted) return deleted_clusters_[index - first_deleted_];
    const std::uint64_t needed = clusters_of(file.size);
    if (needed > stated_clusters_) return {};
    // Where some of them are missing from the volume, what follows in it is not the file's.
    if (!dig_ || needed > geometry_.clusters) return table_.file(file.first_cluster, needed).clusters;
    return table_.guessed_file(file.first_cluster, needed, starts_).clusters;
}

Result<ByteSourcePointer> Volume::open_part(std::size_t index, std::uint64_t size) const {
    if (size == 0) return ByteSourcePointer(std::make_shared<MemoryBytes>(ByteVector{}));
    auto clusters = clusters_of_file(index);
    if (clusters.size() < clusters_of(size)) return fail(Errc::truncated, "its clusters cannot be found");
    return ByteSourcePointer(std::make_shared<ClusterBytes>(bytes_, geometry_, std::move(clusters), size));
}

}  // namespace restante::fat
