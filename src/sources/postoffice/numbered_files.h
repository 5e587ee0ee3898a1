// Which file of a tree has which number in its name: eight bytes a file, since a postoffice has very many.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace restante::sources {

struct NumberedFile {
    std::uint32_t number = 0;  // a hexid, or what an MAI or ATT file is named after
    std::uint32_t index = 0;   // in the tree, which has a million files at most
};

// Ascending by number, each number once.
class NumberedFiles {
public:
    NumberedFiles() = default;
    // Of several files with one number the first one counts.
    explicit NumberedFiles(std::vector<NumberedFile> files) : files_(std::move(files)) {
        std::ranges::stable_sort(files_, {}, &NumberedFile::number);
        const auto doubles = std::ranges::unique(files_, {}, &NumberedFile::number);
        files_.erase(doubles.begin(), doubles.end());
        files_.shrink_to_fit();
    }

    // Its index in the tree.
    [[nodiscard]] std::optional<std::size_t> find(std::uint32_t number) const {
        const auto file = std::ranges::lower_bound(files_, number, {}, &NumberedFile::number);
        return file != files_.end() && file->number == number ? std::optional<std::size_t>(file->index) : std::nullopt;
    }
    [[nodiscard]] bool contains(std::uint32_t number) const { return find(number).has_value(); }
    [[nodiscard]] std::size_t size() const { return files_.size(); }
    [[nodiscard]] bool empty() const { return files_.empty(); }
    [[nodiscard]] auto begin() const { return files_.begin(); }
    [[nodiscard]] auto end() const { return files_.end(); }

private:
    std::vector<NumberedFile> files_{};
};

}  // namespace restante::sources
