// The message files of a tree, and what each says about its owner. Source: docs/sources.md "Whose mail it is".
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "sources/source.h"
#include "sources/tree/file_tree.h"

namespace restante::sources {

struct StoreFile {
    std::size_t index = 0;     // in the tree
    model::Mailbox mailbox{};  // as the file says itself; empty when it cannot be read
    std::string problem{};     // why it cannot be read; "" when it can
    std::string sha256{};      // once known
};

class StoreFiles {
public:
    // Opens every message file of the tree once. Of files that are the same byte for byte, only the first counts, which
    // a finding says.
    StoreFiles(FileTree& tree, const ReadOptions& options, Findings& findings);

    [[nodiscard]] const std::vector<StoreFile>& list() const { return files_; }
    [[nodiscard]] const TreeFile& file(std::size_t store) const { return tree_->files()[files_[store].index]; }
    Result<std::string> hash_of(std::size_t store);
    // A reader, with what it needs to live; its mailbox has the file as its origin.
    Result<std::unique_ptr<MailboxReader>> open(std::size_t store);

private:
    void leave_out_copies(Findings& findings);

    FileTree* tree_;
    ReadOptions options_;
    std::vector<StoreFile> files_{};
};

}  // namespace restante::sources
