#include "targets/pst/conversation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/utf8.h"
#include "formats/pst/messaging/subject.h"

namespace restante::targets {
namespace {

constexpr std::size_t kKeyBytes = 16;

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::optional<ByteVector> key_of_digits(std::string_view digits) {
    const std::size_t pairs = std::min(digits.size() / 2, kKeyBytes);
    if (pairs == 0 || std::any_of(digits.begin(), digits.end(), [](char c) { return digit_of(c) < 0; }))
        return std::nullopt;
    ByteVector key(kKeyBytes);
    for (std::size_t i = 0; i < pairs; ++i)
        key[kKeyBytes - pairs + i] =
            static_cast<std::uint8_t>(digit_of(digits[2 * i]) * 16 + digit_of(digits[2 * i + 1]));
    if (std::all_of(key.begin(), key.end(), [](std::uint8_t byte) { return byte == 0; })) return std::nullopt;
    return key;
}

bool key_is_exact(std::string_view digits) {
    const auto is_capital = [](char c) { return digit_of(c) >= 0 && !(c >= 'a' && c <= 'f'); };
    return digits.size() == 2 * kKeyBytes && std::all_of(digits.begin(), digits.end(), is_capital);
}

ByteVector key_of_item(std::string_view item_id) {
    return key_of_digits(item_id).value_or(ByteVector(kKeyBytes, std::uint8_t{0xFF}));
}

std::string_view conversation_topic(std::string_view subject) {
    return subject.substr(utf8_index(subject, pst::subject_prefix_length(subject)));
}

ByteVector conversation_index(pst::FileTime time, const ByteVector& key) {
    constexpr int kTimeBytes = 5;  // below the highest, which is 1 for all dates of interest
    ByteVector index{0x01};
    for (int i = 0; i < kTimeBytes; ++i)
        index.push_back(static_cast<std::uint8_t>(time.ticks >> static_cast<unsigned>(48 - 8 * i)));
    index.insert(index.end(), key.begin(), key.end());
    return index;
}

}  // namespace restante::targets
