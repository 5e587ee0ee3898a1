// The files below what the user named: a directory, an archive, a disk image. Read-only, like every source.
// Source: docs/sources.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/finding.h"
#include "base/result.h"
#include "sources/detect.h"

namespace restante::sources {

struct TreeFile {
    std::string path{};  // from the top, parts joined by "/", bytes as stored
    std::uint64_t size = 0;
    FileKind kind = FileKind::other;  // by content
};

// One thread at a time may list; open() and the files it opens are thread-safe.
class FileTree {
public:
    static constexpr std::size_t kMostFiles = 1'000'000;  // further ones are named once and passed over

    FileTree() = default;
    FileTree(const FileTree&) = delete;
    FileTree& operator=(const FileTree&) = delete;
    virtual ~FileTree() = default;

    [[nodiscard]] virtual const std::vector<TreeFile>& files() const = 0;  // sorted by path
    // Errors of the medium; unsupported: the file is encrypted or compressed in a way nobody here knows.
    virtual Result<ByteSourcePointer> open(std::size_t index) = 0;
    // False: files are cheap to open only in the order they are listed in.
    [[nodiscard]] virtual bool random_access() const { return true; }
};

// What `path` is by content: a directory, an archive (zip, tar, 7z, ISO, cabinet, LHA; compressed or not) or a disk
// image (FAT volume or partitioned disk). Archives and images that lie in a directory are opened too, one level deep;
// their files stand below their own name. bad_magic: none of these. Files and directories that cannot be read are
// findings.
// `dig`: files of damaged disk images are put together by more than their tables prove.
Result<std::unique_ptr<FileTree>> open_tree(const std::string& path, Findings& findings, bool dig);

}  // namespace restante::sources
