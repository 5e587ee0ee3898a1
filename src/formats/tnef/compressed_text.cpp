#include "formats/tnef/compressed_text.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"

namespace restante::tnef {
namespace {

constexpr std::size_t kDictionarySize = 4096, kHeaderSize = 16;
constexpr std::uint32_t kCompressed = 0x75465A4C, kStored = 0x414C454D;  // "LZFu", "MELA"
constexpr std::size_t kShortestMatch = 2, kLongestMatch = 17;

// What the dictionary starts with. [MS-OXRTFCP] 2.1.3.1.1
constexpr std::string_view kInitial =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS "
    "Sans "
    "SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u"
    "\\tab\\tx";
static_assert(kInitial.size() == 207);

class Dictionary {
public:
    Dictionary() { std::ranges::copy(kInitial, bytes_.begin()); }

    [[nodiscard]] std::uint8_t at(std::size_t place) const { return bytes_[place % kDictionarySize]; }
    [[nodiscard]] std::size_t end() const { return end_; }
    void add(std::uint8_t byte) {
        bytes_[end_] = byte;
        end_ = (end_ + 1) % kDictionarySize;
    }

private:
    std::array<std::uint8_t, kDictionarySize> bytes_{};
    std::size_t end_ = kInitial.size();
};

struct Match {
    std::size_t place = 0, length = 0;
};

// A dictionary that also knows where each pair of bytes was written last.
class PackingDictionary {
public:
    PackingDictionary() : latest_(kPairs, 0) {
        for (std::size_t place = 0; place + 1 < kInitial.size(); ++place) remember(place);
    }

    [[nodiscard]] std::size_t end() const { return dictionary_.end(); }
    void add(std::uint8_t byte) {
        const std::size_t place = dictionary_.end();
        dictionary_.add(byte);
        remember((place + kDictionarySize - 1) % kDictionarySize);
    }
    // What stands at the latest place of the first two bytes. Never crosses the end of the dictionary: what lies there
    // is not written yet.
    [[nodiscard]] Match match(Bytes rest) const {
        if (rest.size() < kShortestMatch) return {};
        Match found{latest_[pair(rest[0], rest[1])], 0};
        while (found.length < std::min(rest.size(), kLongestMatch) &&
               (found.place + found.length) % kDictionarySize != end() &&
               dictionary_.at(found.place + found.length) == rest[found.length])
            ++found.length;
        return found;
    }

private:
    static constexpr std::size_t kPairs = 65536;
    static std::size_t pair(std::uint8_t first, std::uint8_t second) { return first * std::size_t{256} + second; }
    void remember(std::size_t place) {
        latest_[pair(dictionary_.at(place), dictionary_.at(place + 1))] = static_cast<std::uint16_t>(place);
    }

    Dictionary dictionary_;
    std::vector<std::uint16_t> latest_;
};

// CRC-32 without the inversions. [MS-OXRTFCP] 2.1.3.2
std::uint32_t checksum_of(Bytes bytes) {
    std::uint32_t sum = 0;
    for (const std::uint8_t byte : bytes) {
        sum ^= byte;
        for (int bit = 0; bit < 8; ++bit) sum = (sum & 1U) != 0 ? (sum >> 1U) ^ 0xEDB88320U : sum >> 1U;
    }
    return sum;
}

// True when the end was marked as it should be.
bool expand(ByteReader& reader, std::size_t limit, ByteVector& text) {
    Dictionary dictionary;
    const auto put = [&](std::uint8_t byte) {
        text.push_back(byte);
        dictionary.add(byte);
    };
    while (!reader.at_end()) {
        const std::uint8_t control = *reader.le<std::uint8_t>();
        for (unsigned bit = 0; bit < 8; ++bit) {
            if ((control >> bit & 1U) == 0) {
                const auto literal = reader.le<std::uint8_t>();
                if (!literal || text.size() >= limit) return false;
                put(*literal);
                continue;
            }
            const auto reference = reader.be<std::uint16_t>();
            if (!reference) return false;
            const std::size_t place = *reference >> 4U;
            if (place == dictionary.end()) return true;
            const std::size_t length = (*reference & 15U) + kShortestMatch;
            for (std::size_t i = 0; i < length; ++i) {
                if (text.size() >= limit) return false;
                put(dictionary.at(place + i));
            }
        }
    }
    return false;
}

void write_header(ByteWriter& writer, std::size_t packed, std::size_t raw, std::uint32_t kind, std::uint32_t checksum) {
    writer.le(static_cast<std::uint32_t>(packed + kHeaderSize - 4));
    writer.le(static_cast<std::uint32_t>(raw));
    writer.le(kind);
    writer.le(checksum);
}

}  // namespace

Result<UnpackedText> unpack_text(Bytes packed) {
    ByteReader reader(packed);
    TRY_VOID(reader.skip(4));  // size of what follows: the bytes we have decide
    const auto raw_size = TRY(reader.le<std::uint32_t>());
    const auto kind = TRY(reader.le<std::uint32_t>());
    const auto stored_checksum = TRY(reader.le<std::uint32_t>());
    if (raw_size > kLargestText) return fail(Errc::too_large, "more formatted text than is unpacked", 4);
    UnpackedText result;
    const Bytes body = packed.subspan(reader.position());
    if (kind == kStored) {
        const Bytes text = body.first(std::min<std::size_t>(body.size(), raw_size));
        result.text.assign(text.begin(), text.end());
        result.checksum_fits = text.size() == raw_size;
        return result;
    }
    if (kind != kCompressed) return fail(Errc::bad_magic, "formatted text of an unknown kind", 8);
    const bool ended = expand(reader, raw_size, result.text);
    result.checksum_fits = ended && result.text.size() == raw_size &&
                           checksum_of(body.first(reader.position() - kHeaderSize)) == stored_checksum;
    return result;
}

ByteVector store_text(Bytes text) {
    ByteWriter writer;
    write_header(writer, text.size(), text.size(), kStored, 0);
    writer.bytes(text);
    return std::move(writer).take();
}

ByteVector pack_text(Bytes text) {
    PackingDictionary dictionary;
    ByteWriter body;
    std::size_t done = 0;
    bool ended = false;
    while (!ended) {
        unsigned control = 0;
        ByteWriter run;
        for (unsigned bit = 0; bit < 8 && !ended; ++bit) {
            const Match match = dictionary.match(text.subspan(done));
            ended = done == text.size();
            if (ended || match.length >= kShortestMatch) {
                control |= 1U << bit;
                const std::size_t place = ended ? dictionary.end() : match.place;
                run.be(static_cast<std::uint16_t>(place << 4U | (ended ? 0 : match.length - kShortestMatch)));
                for (std::size_t i = 0; !ended && i < match.length; ++i) dictionary.add(text[done++]);
            } else {
                run.be(text[done]);
                dictionary.add(text[done++]);
            }
        }
        body.be(static_cast<std::uint8_t>(control));
        body.bytes(run.view());
    }
    ByteWriter writer;
    write_header(writer, body.size(), text.size(), kCompressed, checksum_of(body.view()));
    writer.bytes(body.view());
    return std::move(writer).take();
}

}  // namespace restante::tnef
