// The files of one postoffice, found by the names that every postoffice has, in whatever case they were copied.
// Source: docs/formats/postoffice.md "Directory tree".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/finding.h"
#include "sources/tree/file_tree.h"

namespace restante::sources {

constexpr std::uint64_t kLargestTable = 64ULL * 1024 * 1024;  // bytes of a record file that are read into memory

struct NamedFile {
    std::string stem{};     // in capitals: "0000002E"
    std::size_t index = 0;  // in the tree
};

class PostofficeFiles {
public:
    // `root` is the path of the top directory, "" for the tree itself. Files outside are not seen.
    PostofficeFiles(FileTree& tree, std::string root);

    [[nodiscard]] const std::string& root() const { return root_; }
    // "GLB/ACCESS2.GLB", in capitals, from the top of the postoffice.
    [[nodiscard]] std::optional<std::size_t> find(const std::string& path) const;
    // Files right in `directory` with that extension (".MBG"), by name.
    [[nodiscard]] std::vector<NamedFile> list(std::string_view directory, std::string_view extension) const;
    // The same in all directories below `directory`.
    [[nodiscard]] std::vector<NamedFile> list_below(std::string_view directory, std::string_view extension) const;
    [[nodiscard]] std::size_t count(std::string_view directory) const;
    [[nodiscard]] std::uint64_t total_size() const;  // bytes
    // Over names, sizes and hashes of all files, lower-case hex. Reads everything.
    Result<std::string> sha256() const;

    [[nodiscard]] const TreeFile& file(std::size_t index) const { return tree_->files()[index]; }
    Result<ByteSourcePointer> open(std::size_t index) const { return tree_->open(index); }
    // Everything; empty when there is no such file. One that cannot be read is a finding, and empty too.
    [[nodiscard]] ByteVector read(const std::string& path, Findings& findings) const;
    [[nodiscard]] ByteVector read(std::size_t index, Findings& findings) const;

private:
    FileTree* tree_;
    std::string root_;
    // Of all paths, the one at `index` without the root.
    [[nodiscard]] std::string_view path_below_root(std::size_t index) const;
    // The first file, in the order of capitals, whose path is not before this one.
    [[nodiscard]] std::vector<std::uint32_t>::const_iterator first_from(std::string_view capitals) const;

    // Indices in the order of their paths in capitals. The paths stand in the tree already.
    std::vector<std::uint32_t> by_path_{};
};

// Top directories of the postoffices in the tree, ascending. `dig`: also of what a half-copied one has left, be it a
// single file of mail, attachments or folders in its directory.
[[nodiscard]] std::vector<std::string> find_postoffices(const FileTree& tree, bool dig);

}  // namespace restante::sources
