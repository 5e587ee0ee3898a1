#include "formats/mime/base64.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace restante::mime {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct Pair {
    char first, second;
};

constexpr std::array<Pair, 4096> make_pairs() {
    std::array<Pair, 4096> pairs{};
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {kAlphabet[i >> 6U], kAlphabet[i & 63U]};
    return pairs;
}

constexpr std::array<Pair, 4096> kPairs = make_pairs();

// Encodes `size` bytes to `to`, which has room for them; returns the end of what was written.
char* encode(const std::uint8_t* from, std::size_t size, char* to) {
    for (; size >= 3; size -= 3, from += 3, to += 4) {
        const std::uint32_t high = (std::uint32_t{from[0]} << 4U) | (std::uint32_t{from[1]} >> 4U);
        const std::uint32_t low = ((std::uint32_t{from[1]} & 15U) << 8U) | std::uint32_t{from[2]};
        std::memcpy(to, &kPairs[high], 2);
        std::memcpy(to + 2, &kPairs[low], 2);
    }
    if (size == 0) return to;
    const std::uint32_t first = from[0];
    const std::uint32_t second = size == 2 ? from[1] : 0;
    const Pair head = kPairs[(first << 4U) | (second >> 4U)];
    *to++ = head.first;
    *to++ = head.second;
    *to++ = size == 2 ? kPairs[(second & 15U) << 8U].first : '=';
    *to++ = '=';
    return to;
}

constexpr std::size_t encoded_size(std::size_t size) { return (size + 2) / 3 * 4; }

}  // namespace

void append_base64(Bytes bytes, std::string& into) {
    const std::size_t before = into.size();
    into.resize(before + encoded_size(bytes.size()));
    encode(bytes.data(), bytes.size(), into.data() + before);
}

void append_base64_lines(Bytes bytes, LineEnd line_end, std::string& into) {
    const std::string_view end = text_of(line_end);
    const std::size_t lines = (bytes.size() + kBase64Line - 1) / kBase64Line;
    const std::size_t before = into.size();
    into.resize(before + encoded_size(bytes.size()) + lines * end.size());
    char* to = into.data() + before;
    const std::uint8_t* from = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= kBase64Line; left -= kBase64Line, from += kBase64Line) {
        to = encode(from, kBase64Line, to);
        std::memcpy(to, end.data(), end.size());
        to += end.size();
    }
    if (left > 0) {
        to = encode(from, left, to);
        std::memcpy(to, end.data(), end.size());
    }
}

}  // namespace restante::mime
