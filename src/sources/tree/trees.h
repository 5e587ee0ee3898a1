// The kinds of file trees, one function each.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "sources/tree/file_tree.h"

namespace restante::sources {

// not_found, denied, io. Links to directories are not followed: they can lead in circles.
Result<std::unique_ptr<FileTree>> open_directory_tree(const std::string& path, Findings& findings);

// bad_magic: no archive. `name` is for findings. `dig`: as in open_tree().
Result<std::unique_ptr<FileTree>> open_archive_tree(ByteSourcePointer bytes, const std::string& name,
                                                    Findings& findings, bool dig);

// bad_magic: no FAT volume and no disk with one. Several volumes stand below "volume1", "volume2" ...
// `dig`: as in open_tree().
Result<std::unique_ptr<FileTree>> open_image_tree(ByteSourcePointer bytes, const std::string& name, Findings& findings,
                                                  bool dig);

// A tree and those that lie in it.
struct InnerTree {
    std::string path{};  // of the archive or image in the outer tree
    std::unique_ptr<FileTree> tree{};
};
std::unique_ptr<FileTree> combine_trees(std::unique_ptr<FileTree> outer, std::vector<InnerTree> inner);

// By the first bytes and the last: worth trying as an archive or image. May be wrong; opening it tells.
[[nodiscard]] bool may_hold_files(const ByteSource& bytes);
[[nodiscard]] bool may_be_zip(const ByteSource& bytes);
// The same for disk images alone.
[[nodiscard]] bool may_be_disk_image(const ByteSource& bytes);

// What the first bytes of the file say; other when it cannot be read.
[[nodiscard]] FileKind kind_of_file(const ByteSource& bytes);

// Where a listed file is to be found.
struct TreePlace {
    std::size_t container = 0, file = 0;
};

// Both lists are in the same order, before and after.
void sort_by_path(std::vector<TreeFile>& files, std::vector<TreePlace>& places);

}  // namespace restante::sources
