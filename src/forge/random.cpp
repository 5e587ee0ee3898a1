#include "forge/random.h"

namespace restante::forge {
namespace {

constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15;  // the fractional part of the golden ratio

}  // namespace

// The finalizer known as splitmix64.
std::uint64_t mixed(std::uint64_t number) {
    number = (number ^ (number >> 30U)) * 0xBF58476D1CE4E5B9;
    number = (number ^ (number >> 27U)) * 0x94D049BB133111EB;
    return number ^ (number >> 31U);
}

Random::Random(std::uint64_t seed, Stream stream, std::uint64_t number)
    : state_(mixed(mixed(seed + kStep) + static_cast<std::uint64_t>(stream) * kStep) + mixed(number * kStep + 1)) {}

std::uint64_t Random::next() {
    state_ += kStep;
    return mixed(state_);
}

std::uint32_t Random::below(std::size_t limit) { return static_cast<std::uint32_t>((next() >> 32U) % limit); }

}  // namespace restante::forge
