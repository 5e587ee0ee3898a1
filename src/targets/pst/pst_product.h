// One PST product, of one or more files: what may be there before, and how the new files take its place.
// Source: docs/targets/pst.md sections 2 and 3.
#pragma once

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "targets/pst/part_file.h"
#include "targets/pst/product_record.h"

namespace restante::targets {

class PstProduct {
public:
    // `reserved`: folded names of other products in the same directory, which no part may take.
    PstProduct(std::string path, bool overwrite, std::set<std::string> reserved);

    // Before anything is written. exists: a file that is not ours, or was changed since; usage: a directory, or a path
    // that is too long; denied, io.
    [[nodiscard]] Result<void> check() const;
    // Where part `number` goes. Names that others have are passed over.
    [[nodiscard]] std::string path_of_part(std::size_t number) const;
    // Gives all files their names. exists: what is there holds items that the new files lack.
    Result<void> publish(const std::vector<std::unique_ptr<PartFile>>& files, std::vector<ItemKey> items);

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    [[nodiscard]] bool may_replace(const std::string& path) const;
    void remove_old_parts(const ProductRecord& written) const;

    std::string path_;
    bool overwrite_;
    std::set<std::string> reserved_;
    ProductRecord earlier_;
};

// The nearest directory that exists above `path` must let us write.
[[nodiscard]] Result<void> check_writable_parent(const std::string& path);

}  // namespace restante::targets
