// How often an id was met before. Damaged folders list a message twice; each copy needs an identity of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace restante::pipeline {

// About 11 to 21 bytes an id: folders have hundreds of thousands of messages. Keeps hashes, not ids: should two ids
// ever share one, the second only gets the number 1 instead of 0, which still is an identity.
class OccurrenceCounter {
public:
    // 0 for the first time, 1 for the second ...
    std::size_t count(std::string_view id);
    void clear();

private:
    bool insert(std::uint64_t hash);  // false: was there
    void grow();

    std::vector<std::uint64_t> slots_;  // open addressing, 0 = free; size is a power of two
    std::size_t used_ = 0;
    std::unordered_map<std::uint64_t, std::size_t> repeated_;
};

}  // namespace restante::pipeline
