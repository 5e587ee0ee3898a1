#include "pipeline/occurrence_counter.h"

namespace restante::pipeline {
namespace {

constexpr std::size_t kFirstSize = 64;

// FNV-1a with a final mix: the same on every machine, so that identities are too.
std::uint64_t hash_of(std::string_view id) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : id) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3U;
    hash ^= hash >> 32U;
    return hash == 0 ? 1 : hash;
}

}  // namespace

std::size_t OccurrenceCounter::count(std::string_view id) {
    const std::uint64_t hash = hash_of(id);
    return insert(hash) ? 0 : ++repeated_[hash];
}

void OccurrenceCounter::clear() {
    slots_.clear();
    used_ = 0;
    repeated_.clear();
}

bool OccurrenceCounter::insert(std::uint64_t hash) {
    if (slots_.size() * 3 <= used_ * 4) grow();
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = static_cast<std::size_t>(hash) & mask;
    while (slots_[slot] != 0) {
        if (slots_[slot] == hash) return false;
        slot = (slot + 1) & mask;
    }
    slots_[slot] = hash;
    ++used_;
    return true;
}

void OccurrenceCounter::grow() {
    std::vector<std::uint64_t> old(slots_.empty() ? kFirstSize : slots_.size() * 2);
    old.swap(slots_);
    used_ = 0;
    const std::size_t mask = slots_.size() - 1;
    for (const std::uint64_t hash : old) {
        if (hash == 0) continue;
        std::size_t slot = static_cast<std::size_t>(hash) & mask;
        while (slots_[slot] != 0) slot = (slot + 1) & mask;
        slots_[slot] = hash;
        ++used_;
    }
}

}  // namespace restante::pipeline
