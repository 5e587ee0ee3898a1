#include "targets/files/id_set.h"

#include <algorithm>

#include "base/sha256.h"

namespace restante::targets::files {
namespace {

constexpr std::size_t kFirstSize = 64;

std::uint64_t hash_of(std::string_view id) {  // FNV-1a: ids are evenly distributed already
    std::uint64_t hash = 14695981039346656037U;
    for (const char letter : id) hash = (hash ^ static_cast<std::uint8_t>(letter)) * 1099511628211U;
    return hash == 0 ? 1 : hash;
}

}  // namespace

std::size_t IdSet::slot_of(std::uint64_t hash) const {
    std::size_t slot = (hash ^ (hash >> 32U)) & (slots_.size() - 1);
    while (slots_[slot] != 0 && slots_[slot] != hash) slot = (slot + 1) & (slots_.size() - 1);
    return slot;
}

void IdSet::grow() {
    std::vector<std::uint64_t> old(slots_.empty() ? kFirstSize : slots_.size() * 2, 0);
    old.swap(slots_);
    for (const std::uint64_t hash : old)
        if (hash != 0) slots_[slot_of(hash)] = hash;
}

bool IdSet::insert(std::string_view item_id) {
    if (used_ + 1 > slots_.size() / 4 * 3) grow();
    const std::uint64_t hash = hash_of(item_id);
    const std::size_t slot = slot_of(hash);
    if (slots_[slot] == hash) return false;
    slots_[slot] = hash;
    ++used_;
    return true;
}

bool IdSet::contains(std::string_view item_id) const {
    return !slots_.empty() && slots_[slot_of(hash_of(item_id))] != 0;
}

void IdSet::clear() {
    slots_.clear();
    used_ = 0;
}

std::string file_id(std::string_view item_id) {
    const bool hexadecimal =
        !item_id.empty() && item_id.size() <= 32 && std::all_of(item_id.begin(), item_id.end(), [](char letter) {
            return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
        });
    return hexadecimal ? std::string(item_id) : Sha256::hex_of(as_bytes(item_id)).substr(0, 32);
}

}  // namespace restante::targets::files
