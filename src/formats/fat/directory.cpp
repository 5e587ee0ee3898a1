#include "formats/fat/directory.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/bytes.h"
#include "base/local_time.h"
#include "base/utf16.h"

namespace restante::fat {
namespace {

constexpr std::size_t kEntrySize = 32, kNameSize = 11;
constexpr std::uint8_t kNeverUsed = 0x00, kDeleted = 0xE5, kStandsForE5 = 0x05;
constexpr char kLostLetter = '_';
constexpr std::uint8_t kVolumeLabel = 0x08, kDirectory = 0x10, kLongName = 0x0F, kAttributes = 0x3F;
constexpr std::uint8_t kLowerName = 0x08, kLowerExtension = 0x10;  // byte 12, Windows NT
constexpr std::uint8_t kLastPart = 0x40;
constexpr std::size_t kUnitsPerPart = 13;
constexpr std::size_t kMostParts = 20;

std::uint16_t word(Bytes entry, std::size_t at) {
    return static_cast<std::uint16_t>(entry[at] | (unsigned{entry[at + 1]} << 8U));
}
std::uint32_t dword(Bytes entry, std::size_t at) {
    return word(entry, at) | (std::uint32_t{word(entry, at + 2)} << 16U);
}

std::uint8_t checksum(Bytes short_name) {
    std::uint8_t sum = 0;
    for (const std::uint8_t byte : short_name) sum = static_cast<std::uint8_t>(((sum & 1U) << 7U) + (sum >> 1U) + byte);
    return sum;
}

// The parts of a long name come last one first, in front of the entry they belong to.
class LongName {
public:
    void add(Bytes entry) {
        const std::size_t number = entry[0] & 0x1FU;
        if (number == 0 || number > kMostParts) return forget();
        if ((entry[0] & kLastPart) != 0) {
            units_.assign(number * kUnitsPerPart * 2, 0);
            expected_ = number;
            checksum_ = entry[13];
        }
        if (number != expected_ || entry[13] != checksum_) return forget();
        static constexpr std::array<std::size_t, kUnitsPerPart> kPlaces{1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
        for (std::size_t i = 0; i < kUnitsPerPart; ++i)
            std::copy_n(entry.begin() + static_cast<std::ptrdiff_t>(kPlaces[i]), 2,
                        units_.begin() + static_cast<std::ptrdiff_t>(2 * ((number - 1) * kUnitsPerPart + i)));
        --expected_;
        complete_ = expected_ == 0;
    }
    // For the entry that follows; forgets what it held.
    std::optional<std::string> take(Bytes short_name) {
        const bool fits = complete_ && checksum_ == checksum(short_name);
        const std::string name = fits ? from_utf16(as_text_units()) : std::string();
        forget();
        return name.empty() ? std::nullopt : std::optional(name);
    }
    void forget() {
        units_.clear();
        expected_ = 0;
        complete_ = false;
    }

private:
    // Up to the NUL that ends a name shorter than its parts.
    [[nodiscard]] Bytes as_text_units() const {
        std::size_t size = 0;
        while (size + 1 < units_.size() && (units_[size] != 0 || units_[size + 1] != 0)) size += 2;
        return Bytes(units_).first(size);
    }

    ByteVector units_{};  // UTF-16
    std::size_t expected_ = 0;
    std::uint8_t checksum_ = 0;
    bool complete_ = false;
};

std::string short_name(Bytes entry) {
    const auto part = [](Bytes bytes, bool lower) {
        std::string text(as_text(bytes));
        while (text.ends_with(' ')) text.pop_back();
        return lower ? ascii_lower(text) : text;
    };
    std::string name = part(entry.first(8), (entry[12] & kLowerName) != 0);
    const std::string extension = part(entry.subspan(8, 3), (entry[12] & kLowerExtension) != 0);
    if (!name.empty() && static_cast<std::uint8_t>(name[0]) == kStandsForE5) name[0] = static_cast<char>(kDeleted);
    return extension.empty() ? name : name + "." + extension;
}

std::uint32_t first_cluster_of(Bytes entry) { return word(entry, 26) | (std::uint32_t{word(entry, 20)} << 16U); }

bool is_named(Bytes entry, std::string_view name) {
    return as_text(entry.first(kNameSize)) == name && (entry[11] & kDirectory) != 0;
}

// As DOS would have written it (ECMA-107, 9.3.1).
bool can_be_entry(Bytes entry) {
    constexpr std::string_view kForbidden = "\"*+,./:;<=>?[\\]|\x7F";
    if (entry[0] == ' ' || (entry[11] & ~kAttributes) != 0 || (entry[12] & ~(kLowerName | kLowerExtension)) != 0)
        return false;
    return std::ranges::all_of(as_text(entry.first(kNameSize)), [&](char letter) {
        const bool control = static_cast<std::uint8_t>(letter) < ' ' && letter != static_cast<char>(kStandsForE5);
        return !control && !(letter >= 'a' && letter <= 'z') && kForbidden.find(letter) == std::string_view::npos;
    });
}

LocalTime time_of(std::uint16_t date, std::uint16_t time) {
    if (date == 0) return {};
    LocalTime local;
    local.year = static_cast<std::uint16_t>(1980 + (date >> 9U));
    local.month = static_cast<std::uint8_t>((date >> 5U) & 15U);
    local.day = static_cast<std::uint8_t>(date & 31U);
    local.hour = static_cast<std::uint8_t>(time >> 11U);
    local.minute = static_cast<std::uint8_t>((time >> 5U) & 63U);
    local.second = static_cast<std::uint8_t>((time & 31U) * 2);
    return local;
}

}  // namespace

std::vector<Entry> read_directory(Bytes bytes) {
    std::vector<Entry> entries;
    LongName long_name;
    bool behind_end = false;
    for (; bytes.size() >= kEntrySize; bytes = bytes.subspan(kEntrySize)) {
        const Bytes raw = bytes.first(kEntrySize);
        if (raw[0] == kNeverUsed) {
            behind_end = true;
            long_name.forget();
            continue;
        }
        const std::uint8_t attributes = raw[11] & kAttributes;
        const bool deleted = raw[0] == kDeleted;
        if (deleted) long_name.forget();
        if (deleted && (behind_end || (attributes & (kVolumeLabel | kDirectory)) != 0)) continue;
        if (attributes == kLongName) {
            long_name.add(raw);
            continue;
        }
        const auto name = long_name.take(raw.first(kNameSize));
        if ((attributes & kVolumeLabel) != 0 || raw[0] == '.') continue;
        if (behind_end && !can_be_entry(raw)) continue;
        Entry entry;
        entry.name = name.value_or(short_name(raw));
        entry.deleted = deleted;
        entry.behind_end = behind_end;
        if (deleted) entry.name[0] = kLostLetter;
        entry.directory = (attributes & kDirectory) != 0;
        entry.first_cluster = first_cluster_of(raw);
        entry.size = entry.directory ? 0 : dword(raw, 28);
        entry.modified = time_of(word(raw, 24), word(raw, 22));
        entries.push_back(std::move(entry));
    }
    return entries;
}

bool is_subdirectory(Bytes bytes, std::uint32_t first) {
    return bytes.size() >= 2 * kEntrySize && is_named(bytes, ".          ") &&
           is_named(bytes.subspan(kEntrySize), "..         ") && first_cluster_of(bytes) == first;
}

std::uint32_t parent_of(Bytes subdirectory) { return first_cluster_of(subdirectory.subspan(kEntrySize)); }

}  // namespace restante::fat
