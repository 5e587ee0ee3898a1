// Which items are there already: a flat set of 64-bit hashes, because a mailbox may hold a million of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace restante::targets::files {

// Two of a million items share a hash with a probability of 3 in 10^8.
class IdSet {
public:
    // False when it was there already.
    bool insert(std::string_view item_id);
    [[nodiscard]] bool contains(std::string_view item_id) const;
    void clear();
    [[nodiscard]] std::size_t size() const { return used_; }

private:
    [[nodiscard]] std::size_t slot_of(std::uint64_t hash) const;
    void grow();

    std::vector<std::uint64_t> slots_{};  // 0: free
    std::size_t used_ = 0;
};

// The item id as it stands in file names: its hexadecimal digits (at most 32), or a hash of what is not hexadecimal.
[[nodiscard]] std::string file_id(std::string_view item_id);

}  // namespace restante::targets::files
