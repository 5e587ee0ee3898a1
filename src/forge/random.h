// Numbers that follow from a seed, the same on every machine; those of <random> need not be. Each thing that is made
// draws from a stream of its own, so that more of one kind does not change the others.
#pragma once

#include <cstddef>
#include <cstdint>

namespace restante::forge {

enum class Stream : std::uint8_t {
    kind,
    layout,
    people,
    groups,
    externals,
    folders,
    numbers,
    letter,
    text,
    attachment,
    residue,  // bytes of records that mean nothing
    damage,
};

class Random {
public:
    // `number`: which of the things of that stream.
    Random(std::uint64_t seed, Stream stream, std::uint64_t number = 0);

    std::uint64_t next();
    std::uint32_t below(std::size_t limit);  // `limit` > 0 and below 2^32
    bool chance(std::uint32_t percent) { return below(100) < percent; }
    template <class List>
    const auto& pick(const List& list) {
        return list[below(list.size())];
    }

private:
    std::uint64_t state_;
};

// A number that looks like any other, always the same for the same input.
[[nodiscard]] std::uint64_t mixed(std::uint64_t number);

}  // namespace restante::forge
