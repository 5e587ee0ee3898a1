#include "formats/fat/directory_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/finding.h"
#include "base/messages.h"
#include "formats/fat/boot_sector.h"
#include "formats/fat/cluster_bytes.h"
#include "formats/fat/deleted_files.h"
#include "formats/fat/directory.h"
#include "formats/fat/file.h"
#include "formats/fat/file_start.h"
#include "formats/fat/lost_files.h"
#include "formats/fat/volume.h"

namespace restante::fat {
namespace {

constexpr std::uint64_t kLargestDirectory = 65536ULL * 32;
constexpr std::string_view kFoundFolder = "FOUND.000";  // as CHKDSK names it

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

DirectoryWalk::DirectoryWalk(Volume& volume, Findings& findings, const Wanted& wanted)
    : volume_(volume),
      findings_(findings),
      wanted_(wanted),
      path_bytes_left_(std::max(Volume::kMostPathBytes, volume.bytes_->size())),
      used_(std::size_t{volume.geometry_.clusters} + 2) {}

void DirectoryWalk::run() {
    const Geometry& geometry = volume_.geometry_;
    if (geometry.root_cluster == 0)
        take(ByteRange(volume_.bytes_, geometry.root_offset, geometry.root_size), {});
    else
        walk(geometry.root_cluster, {});
    list_all();
    if (wanted_ && !full_) look_for_lost();
    measure_all();
    if (volume_.dig_ && wanted_ && !full_) take_deleted();
    if (wanted_ && !full_) tell_what_is_left();
}

void DirectoryWalk::damaged(const std::string& path, const std::string& what) {
    findings_.add(MessageId::fat_directory_damaged, what, path.empty() ? "/" : path);
}

void DirectoryWalk::list_all() {
    do {
        while (!waiting_.empty() && !full_) {
            const auto next = std::move(waiting_.back());
            waiting_.pop_back();
            walk(next.first, next.second);
        }
        claim();
    } while (list_behind_ends());
}

void DirectoryWalk::walk(std::uint32_t first, const std::string& path) {
    if (seen_.contains(first)) return damaged(path, "the directory is one that was met before");
    const std::uint64_t most = kLargestDirectory / volume_.geometry_.cluster_size;
    const auto chain = volume_.table_.directory(first, most, seen_);
    if (chain.clusters.empty()) return damaged(path, fmt::format("there is no cluster {}", first));
    for (const std::uint32_t cluster : chain.clusters) used_[cluster] = true;
    if (!chain.complete)
        damaged(path, chain.clusters.size() == most ? "it is larger than is read" : "its chain of clusters breaks off");
    const std::uint64_t size = std::uint64_t{chain.clusters.size()} * volume_.geometry_.cluster_size;
    const ClusterBytes bytes(volume_.bytes_, volume_.geometry_, chain.clusters, size);
    std::array<std::uint8_t, 1> start{};
    if (!path.empty() && bytes.read(0, start) && start[0] == 0)  // where "." should be
        damaged(path, "it is empty from its start on");
    take(bytes, path);
}

void DirectoryWalk::take(const ByteSource& directory, const std::string& path) {
    auto bytes = read_all(directory, kLargestDirectory);
    if (!bytes) damaged(path, bytes.error().what);
    for (Entry& entry : read_directory(bytes ? *bytes : readable_entries(directory))) {
        if (entry.deleted && !(volume_.dig_ && wanted_)) continue;
        if (!add(std::move(entry), path)) return;
    }
}

bool DirectoryWalk::add(Entry entry, const std::string& path) {
    const std::uint64_t path_bytes = path.size() + 1 + entry.name.size();
    if (path_bytes > path_bytes_left_) return stop({}, "the paths are longer together than is read");
    path_bytes_left_ -= path_bytes;
    if (volume_.files_.size() + deleted_.size() + behind_ends_.size() >= Volume::kMostFiles)
        return stop(path, "there are more files than are read");
    if (entry.behind_end) {
        behind_ends_.emplace_back(path, std::move(entry));
        return true;
    }
    std::string inner = path.empty() ? entry.name : path + "/" + entry.name;
    if (!entry.directory)
        (entry.deleted ? deleted_ : volume_.files_)
            .push_back({std::move(inner), entry.size, entry.first_cluster, 0, entry.modified, entry.deleted});
    else if (std::ranges::count(inner, '/') >= static_cast<std::ptrdiff_t>(Volume::kDeepest))
        damaged(inner, "directories are nested too deeply");
    else
        waiting_.emplace_back(entry.first_cluster, std::move(inner));
    return true;
}

bool DirectoryWalk::stop(const std::string& path, const std::string& why) {
    if (!full_) damaged(path, why);
    full_ = true;
    return false;
}

void DirectoryWalk::claim() {
    while (volume_.openable_ < volume_.files_.size() && !shared_too_often_) {
        File& file = volume_.files_[volume_.openable_];
        const std::uint64_t needed = volume_.clusters_of(file.size);
        // A file that has more clusters than there are is never opened, and claims none.
        if (needed <= volume_.stated_clusters_) claimed_ += std::min<std::uint64_t>(needed, volume_.geometry_.clusters);
        if (claimed_ > Volume::kMostTimesClaimed * volume_.geometry_.clusters) {
            stop(file.path, "this file and those behind it share their clusters with too many others");
            shared_too_often_ = true;
            return;
        }
        ++volume_.openable_;
        if (needed > volume_.stated_clusters_) continue;
        const auto chain = volume_.table_.file(file.first_cluster, needed);
        for (const std::uint32_t cluster : chain.clusters) used_[cluster] = true;
        file.found = volume_.found_in(chain.clusters, file.size);
    }
}

// Those whose clusters the table calls in use and nobody else has: what no system ever looked at would have none.
bool DirectoryWalk::list_behind_ends() {
    if (full_) return false;
    bool any = false;
    std::unordered_set<std::string> told;
    for (auto& [path, entry] : std::exchange(behind_ends_, {})) {
        const std::uint32_t first = entry.first_cluster;
        if (!volume_.table_.in_volume(first) || used_[first] || !volume_.table_.is_in_use(first)) continue;
        used_[first] = true;
        if (told.insert(path).second) damaged(path, "it goes on behind what looks like its end");
        entry.behind_end = false;
        any = true;
        if (!add(std::move(entry), path)) break;
    }
    return any;
}

void DirectoryWalk::look_for_lost() {
    const ByteSource& bytes = *volume_.bytes_;
    const auto directories = find_lost_directories(bytes, volume_.geometry_, volume_.table_, used_);
    if (volume_.dig_) {
        list_lost(directories);
        for (const LostFile& file : find_lost_files(wanted_, bytes, volume_.geometry_, volume_.table_, used_)) {
            if (volume_.files_.size() >= Volume::kMostFiles) {
                stop({}, "there are more files than are read");
                break;
            }
            const auto size = static_cast<std::uint32_t>(
                std::min<std::uint64_t>(file.clusters * volume_.geometry_.cluster_size, UINT32_MAX));
            std::string path = fmt::format("{}/FILE{:04}.CHK", kFoundFolder, file.first_cluster);
            findings_.add(MessageId::fat_file_found, fmt::format("{} bytes", size), path);
            volume_.files_.push_back({std::move(path), size, file.first_cluster});
        }
        claim();
        return;
    }
    const auto files = find_lost_files(wanted_, bytes, volume_.geometry_, volume_.table_, used_).size();
    if (files + directories.size() > 0)
        damaged({},
                fmt::format("message files that no directory lists: {}, directories: {}; restante recover takes them",
                            files, directories.size()));
}

void DirectoryWalk::list_lost(const std::vector<std::uint32_t>& directories) {
    for (const std::uint32_t first : directories) {
        if (seen_.contains(first) || full_) continue;
        std::string path = fmt::format("{}/DIR{:05}.CHK", kFoundFolder, first);
        findings_.add(MessageId::fat_file_found, "a directory", path);
        waiting_.emplace_back(first, std::move(path));
        list_all();
    }
}

void DirectoryWalk::measure_all() {
    if (volume_.dig_) {
        volume_.starts_.resize(used_.size());
        for (const std::uint32_t directory : seen_) volume_.starts_[directory] = true;
        for (const File& file : volume_.files_)
            if (volume_.table_.in_volume(file.first_cluster)) volume_.starts_[file.first_cluster] = true;
    }
    for (std::size_t i = 0; i < volume_.openable_; ++i) {
        File& file = volume_.files_[i];
        if (volume_.dig_) {
            const auto clusters = volume_.clusters_of_file(i);
            for (const std::uint32_t cluster : clusters) used_[cluster] = true;
            file.found = volume_.found_in(clusters, file.size);
        }
        tell_when_cut(file);
    }
}

void DirectoryWalk::tell_when_cut(const File& file) {
    if (file.found < file.size)
        findings_.add(MessageId::fat_file_cut, fmt::format("{} of its {} bytes", file.found, file.size), file.path);
}

void DirectoryWalk::take_deleted() {
    std::uint64_t steps = Volume::kMostTimesClaimed * volume_.geometry_.clusters;
    auto found =
        find_deleted(std::move(deleted_), wanted_, *volume_.bytes_, volume_.geometry_, volume_.table_, used_, steps);
    if (steps == 0) damaged({}, "there are more clusters of deleted files than are looked at");
    volume_.first_deleted_ = volume_.files_.size();
    std::unordered_map<std::string, unsigned> of_that_name;
    for (const File& file : volume_.files_) of_that_name[file.path] = 1;
    for (DeletedFile& one : found) {
        if (const unsigned number = ++of_that_name[one.file.path]; number > 1)
            one.file.path += fmt::format(" ({})", number);
        one.file.found = volume_.found_in(one.clusters, one.file.size);
        tell_when_cut(one.file);
        findings_.add(MessageId::fat_file_deleted, fmt::format("{} bytes", one.file.found), one.file.path);
        volume_.files_.push_back(std::move(one.file));
        volume_.deleted_clusters_.push_back(std::move(one.clusters));
    }
    volume_.openable_ = volume_.files_.size();
}

void DirectoryWalk::tell_what_is_left() {
    if (const std::size_t left = count_lost(volume_.geometry_, volume_.table_, used_); left > 0)
        findings_.add(MessageId::fat_clusters_lost, fmt::format("{} of {}", left, volume_.geometry_.clusters), "/");
}

}  // namespace restante::fat
