#include "formats/mmf/block_scan.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <map>
#include <utility>

#include "base/byte_reader.h"
#include "formats/mmf/header.h"
#include "formats/mmf/node.h"

namespace restante::mmf {
namespace {

constexpr std::uint32_t kScanDirectory = 14;  // bytes in front of its entries
constexpr std::uint32_t kScanEntry = 12;
constexpr std::size_t kScanHead = 12;  // name, size, and the offset of the directory
constexpr std::size_t kScanPiece = 64 * 1024;
constexpr std::uint64_t kLeastScanWork = 16 * 1024 * 1024;
constexpr std::uint32_t kUsualDivisors[] = {8192, 4096, 512, 1024, 2048, 16384, 32768, 1};
constexpr std::uint64_t kShiftSample = 1024 * 1024;  // the same, where every key has to be tried
// Of divisors nobody uses the keys are too many to try.
constexpr std::uint64_t kLongestPeriod = 256 * 64 * 1024;
constexpr std::uint64_t kCipherSample = 4 * 1024 * 1024;  // bytes that tell which cipher it is
constexpr std::uint32_t kPackedTail = 8;
constexpr std::size_t kVoters = 256;  // blocks that are asked for the shift
constexpr std::size_t kMostKnownShifts = 16;

bool usual_type(std::uint8_t type) {
    return type == type::kGroupFolder || type == type::kAddressBook || type == type::kAddressEntry ||
           (type >= type::kSystem && type <= type::kQueue);
}

bool is_packed(Oid oid) { return oid == kFinderState || oid == kFinderCriteriaList; }

// The bytes of a file around a place, so that steps of a few bytes need no read each.
class FileWindow {
public:
    FileWindow(const ByteSource& file, std::uint64_t work) : file_(&file), work_(work) {}

    // Empty when there are not so many, when they cannot be read, or when too much was read.
    Bytes at(std::uint64_t offset, std::size_t size) {
        if (offset < start_ || offset + size > start_ + bytes_.size()) load(offset, size);
        if (offset < start_ || offset + size > start_ + bytes_.size()) return {};
        return Bytes(bytes_).subspan(static_cast<std::size_t>(offset - start_), size);
    }

    // Far away from where the search is: leaves the window where it is.
    bool copy(std::uint64_t offset, MutableBytes into) {
        if (offset >= start_ && offset + into.size() <= start_ + bytes_.size()) {
            std::ranges::copy(Bytes(bytes_).subspan(static_cast<std::size_t>(offset - start_), into.size()),
                              into.begin());
            return true;
        }
        if (offset > file_->size() || into.size() > file_->size() - offset || into.size() > work_) return false;
        work_ -= into.size();
        return file_->read(offset, into).has_value();
    }

    [[nodiscard]] std::uint64_t size() const { return file_->size(); }
    [[nodiscard]] bool spent() const { return work_ == 0; }
    void spend_all() { work_ = 0; }

private:
    void load(std::uint64_t offset, std::size_t size) {
        if (offset > file_->size()) return;
        const std::uint64_t left = file_->size() - offset;
        if (size > left || work_ == 0) return;
        bytes_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, std::max(size, kScanPiece))));
        start_ = offset;
        work_ -= std::min<std::uint64_t>(work_, bytes_.size());
        if (!file_->read(offset, bytes_)) bytes_.clear();
    }

    const ByteSource* file_;
    std::uint64_t work_;
    std::uint64_t start_ = 0;
    ByteVector bytes_{};
};

// The keys under which the head of a block may stand somewhere, told by its first byte, the type, and by its eighth,
// the high byte of the size. Nearly every key is ruled out by these two; trying each would cost seconds for each MiB.
class KeySieve {
public:
    KeySieve() = default;
    // `largest`: no block is larger.
    KeySieve(const Cipher& cipher, std::uint64_t largest)
        : words_(static_cast<std::size_t>(key_period(cipher) / kBlockUnit + kBits - 1) / kBits),
          types_(kValues * words_),
          sizes_(kValues * words_) {
        const std::uint64_t highest = std::min<std::uint64_t>(largest >> 24U, 0x7F);
        std::vector<std::uint8_t> usual;
        for (unsigned type = 0; type < kValues; ++type)
            if (usual_type(static_cast<std::uint8_t>(type))) usual.push_back(static_cast<std::uint8_t>(type));
        // The alternate cipher treats `divisor` bytes in a row alike: of up to 65,536 keys 256 need a look.
        const std::size_t alike = cipher.divisor() % kBlockUnit == 0 && cipher.divisor() != 0
                                      ? cipher.divisor() / kBlockUnit
                                      : std::size_t{1};
        for (std::size_t index = 0; index < key_period(cipher) / kBlockUnit; index += alike) {
            const std::uint64_t key = index * kBlockUnit;
            for (const std::uint8_t type : usual) mark(types_, stored(cipher, key, type), index, alike);
            for (unsigned size = 0; size <= highest; ++size)
                mark(sizes_, stored(cipher, key + kSizeByte, static_cast<std::uint8_t>(size)), index, alike);
        }
    }
    [[nodiscard]] bool empty() const { return words_ == 0; }

    // Ascending, until `use` answers true.
    template <class Use>
    void for_each_key(Bytes head, Use&& use) const {
        const std::uint64_t* const type = types_.data() + head[0] * words_;
        const std::uint64_t* const size = sizes_.data() + head[kSizeByte] * words_;
        for (std::size_t word = 0; word < words_; ++word)
            for (std::uint64_t left = type[word] & size[word]; left != 0; left &= left - 1)
                if (use((word * kBits + static_cast<std::size_t>(std::countr_zero(left))) * kBlockUnit)) return;
    }

private:
    static constexpr std::size_t kValues = 256, kBits = 64, kSizeByte = 7;

    static std::uint8_t stored(const Cipher& cipher, std::uint64_t offset, std::uint8_t plain) {
        std::array<std::uint8_t, 1> byte{plain};
        cipher.encipher(offset, byte);
        return byte[0];
    }
    // So many keys from `index` on.
    void mark(std::vector<std::uint64_t>& table, std::uint8_t byte, std::size_t index, std::size_t keys) const {
        std::uint64_t* const row = table.data() + byte * words_;
        for (const std::size_t end = index + keys; index < end;) {
            const std::size_t count = std::min(kBits - index % kBits, end - index);
            row[index / kBits] |= (~std::uint64_t{0} >> (kBits - count)) << index % kBits;
            index += count;
        }
    }

    std::size_t words_ = 0;
    std::vector<std::uint64_t> types_{}, sizes_{};  // for each stored byte a bit a key
};

struct BlockHead {
    Oid oid{};
    std::uint32_t size = 0, directory = 0;
};

class Scanner {
public:
    Scanner(const ByteSource& file, const Cipher& cipher)
        : window_(file, kScanWork * file.size() + kLeastScanWork), cipher_(cipher) {}

    // Every multiple of 128 between the two, as the store has them.
    void search_in_place(std::uint64_t start, std::uint64_t end) {
        for (std::uint64_t at = start; at + kScanHead <= end && !window_.spent(); at += kBlockUnit)
            if (auto block = block_at(at, 0, false)) blocks_.push_back(*block);
    }

    // Under an alternate cipher many keys agree with the few bytes that tell a block; the true one agrees with most
    // blocks.
    void learn_shifts(std::uint64_t start, std::uint64_t end) {
        if (cipher_.divisor() == 0 || key_period(cipher_) > kLongestPeriod) return;
        for (std::uint64_t at = start; at + kScanHead <= end && voters_ < kVoters && !window_.spent();
             at += kBlockUnit) {
            const Bytes stored = window_.at(at, kScanHead);
            if (stored.empty()) return;
            const ByteVector head_bytes(stored.begin(), stored.end());
            bool voted = false;
            for_each_shift(at, head_bytes, [&](const FoundBlock& block) {
                ++votes_[block.delta];
                voted = true;
                return false;
            });
            if (voted) ++voters_;
        }
        known_shifts_.clear();
        for (const auto& [delta, count] : votes_) known_shifts_.push_back(delta);
        std::ranges::stable_sort(known_shifts_, [this](std::int64_t a, std::int64_t b) {
            return std::pair(votes_[b], std::abs(a)) < std::pair(votes_[a], std::abs(b));
        });
        if (known_shifts_.size() > kMostKnownShifts) known_shifts_.resize(kMostKnownShifts);
    }

    // Where a part of the file is missing or foreign data stands before the store: for each place every key there is.
    void search_shifted(std::uint64_t start, std::uint64_t end, std::uint64_t step) {
        if (key_period(cipher_) > kLongestPeriod) return;
        std::uint64_t at = start;
        while (at + kScanHead <= end && !window_.spent()) {
            if (const auto block = shifted_block_at(at)) {
                blocks_.push_back(*block);
                last_delta_ = block->delta;
                at += step == 1 ? block->space() : step;
            } else {
                at += step;
            }
        }
    }

    [[nodiscard]] std::vector<FoundBlock>& blocks() { return blocks_; }
    [[nodiscard]] bool complete() const { return !window_.spent(); }

private:
    // What the first bytes say, when that is possible; checks the most telling ones first.
    std::optional<BlockHead> head_at(Bytes stored, std::uint64_t key, std::uint64_t room) const {
        std::array<std::uint8_t, 1> high{stored[7]};
        cipher_.decipher(key + 7, high);
        if ((high[0] & 0x80U) != 0 || (std::uint64_t{high[0]} << 24U) > room) return std::nullopt;
        std::array<std::uint8_t, kScanHead> plain{};
        std::ranges::copy(stored, plain.begin());
        cipher_.decipher(key, plain);
        ByteReader reader(plain);
        const auto oid = reader.le<std::uint32_t>(), size = reader.le<std::uint32_t>(),
                   directory = reader.le<std::uint32_t>();
        if (!oid || !size || !directory) return std::nullopt;
        const BlockHead head{Oid{*oid}, *size, *directory};
        if ((head.oid.value >> 8U) == 0 || head.oid.type() == 0 || head.oid == kMap) return std::nullopt;
        if (head.oid.type() >= type::kSpare && head.oid.type() <= type::kFree) return std::nullopt;
        if (kBlockHeaderSize + std::uint64_t{head.size} > room) return std::nullopt;
        return head;
    }

    std::optional<FoundBlock> block_at(std::uint64_t at, std::int64_t delta, bool strict) {
        const Bytes stored = window_.at(at, kScanHead);
        if (stored.empty()) return std::nullopt;
        const std::uint64_t key = at + static_cast<std::uint64_t>(delta);
        const auto head = head_at(stored, key, window_.size() - at);
        if (!head || (strict && !usual_type(head->oid.type()))) return std::nullopt;
        FoundBlock block{at, head->oid, head->size, delta, false, false};
        if (is_packed(head->oid)) {
            block.canonical = packed_fits(*head, at, key);
            return block.canonical ? std::optional(block) : std::nullopt;
        }
        if (!list_fits(*head, at, key, block.canonical)) return std::nullopt;
        const bool plain = usual_type(head->oid.type()) && !strict;
        return block.canonical || plain ? std::optional(block) : std::nullopt;
    }

    std::optional<FoundBlock> shifted_block_at(std::uint64_t at) {
        const auto try_shift = [&](std::int64_t delta) -> std::optional<FoundBlock> {
            if ((at + static_cast<std::uint64_t>(delta)) % kBlockUnit != 0) return std::nullopt;
            return block_at(at, delta, true);
        };
        if (cipher_.divisor() == 0 && last_delta_)
            if (auto block = try_shift(*last_delta_)) return block;
        for (const std::int64_t delta : known_shifts_)
            if (auto block = try_shift(delta)) return block;
        const Bytes stored = window_.at(at, kScanHead);
        if (stored.empty()) return std::nullopt;
        const ByteVector head_bytes(stored.begin(), stored.end());
        std::optional<FoundBlock> found;
        for_each_shift(at, head_bytes, [&found](const FoundBlock& block) {
            found = block;
            return true;
        });
        return found;
    }

    // Calls `use(block)` for each key under which a block starts here, until it answers true.
    template <class Use>
    void for_each_shift(std::uint64_t at, Bytes head_bytes, Use&& use) {
        const auto period = static_cast<std::int64_t>(key_period(cipher_));
        if (sieve_.empty()) sieve_ = KeySieve(cipher_, window_.size());
        sieve_.for_each_key(head_bytes, [&](std::uint64_t key) {
            if (!head_at(head_bytes, key, window_.size() - at)) return false;
            auto delta = static_cast<std::int64_t>(key) - static_cast<std::int64_t>(at) % period;
            if (delta > period / 2) delta -= period;
            if (delta <= -period / 2) delta += period;
            // Only the remainder counts, but what is added to an offset must not fall below zero.
            const std::int64_t usable = static_cast<std::int64_t>(at) + delta < 0 ? delta + period : delta;
            const auto block = block_at(at, usable, true);
            return block && use(*block);
        });
    }

    // The directory ends where the object does, to the byte; `canonical` when the elements do, too.
    bool list_fits(const BlockHead& head, std::uint64_t at, std::uint64_t key, bool& canonical) {
        if (head.size < 4 + kScanDirectory || head.directory < 4 || head.directory > head.size - kScanDirectory)
            return false;
        const std::uint32_t entries_size = head.size - head.directory - kScanDirectory;
        if (entries_size % kScanEntry != 0 || entries_size / kScanEntry > 0xFFFF) return false;
        const std::uint64_t directory = kBlockHeaderSize + std::uint64_t{head.directory};
        std::array<std::uint8_t, kScanDirectory> start{};
        if (!window_.copy(at + directory, start)) return false;
        cipher_.decipher(key + directory, start);
        const auto count = ByteReader(start).le<std::uint16_t>();
        if (!count || std::uint32_t{*count} * kScanEntry != entries_size) return false;
        if (entries_size == 0) {
            canonical = head.directory == 4;
            return canonical;
        }
        entries_.resize(entries_size);
        if (!window_.copy(at + directory + kScanDirectory, entries_)) return false;
        cipher_.decipher(key + directory + kScanDirectory, entries_);
        canonical = elements_fill(head.directory);
        return true;
    }

    // The last element comes first, and none leaves a gap.
    bool elements_fill(std::uint32_t directory) const {
        std::uint64_t expected = 4;
        for (std::size_t entry = entries_.size(); entry >= kScanEntry; entry -= kScanEntry) {
            ByteReader reader(Bytes(entries_).subspan(entry - kScanEntry + 4, 8));
            const auto offset = reader.le<std::uint32_t>(), size = reader.le<std::uint32_t>();
            if (!offset || !size || *offset != expected) return false;
            expected += *size;
            if (expected > directory) return false;
        }
        return expected == directory;
    }

    bool packed_fits(const BlockHead& head, std::uint64_t at, std::uint64_t key) {
        std::array<std::uint8_t, 6> start{};
        if (!window_.copy(at + kBlockHeaderSize, start)) return false;
        cipher_.decipher(key + kBlockHeaderSize, start);
        ByteReader reader(start);
        const auto slots = reader.le<std::uint16_t>(), used = reader.le<std::uint16_t>(),
                   left = reader.le<std::uint16_t>();
        if (!slots || !used || !left || head.size < *slots + kPackedTail) return false;
        std::array<std::uint8_t, 2> tail{};
        const std::uint64_t place = kBlockHeaderSize + std::uint64_t{*slots} + 6;
        if (!window_.copy(at + place, tail)) return false;
        cipher_.decipher(key + place, tail);
        const auto count = ByteReader(tail).le<std::uint16_t>();
        return count && 6 + 6U * *count + *used + *left == *slots;
    }

    FileWindow window_;
    Cipher cipher_;
    std::vector<FoundBlock> blocks_{};
    ByteVector entries_{};
    std::optional<std::int64_t> last_delta_{};
    std::map<std::int64_t, std::size_t> votes_{};
    std::size_t voters_ = 0;
    std::vector<std::int64_t> known_shifts_{};
    KeySieve sieve_{};
};

// A sound block that starts inside another one is newer; one that is not sound inside a sound one is chance.
void mark_overwritten(std::vector<FoundBlock>& blocks) {
    std::ranges::sort(blocks, {}, &FoundBlock::offset);
    std::uint64_t next_sound = ~std::uint64_t{0};
    for (std::size_t i = blocks.size(); i-- > 0;) {
        FoundBlock& block = blocks[i];
        block.overwritten = next_sound < block.offset + kBlockHeaderSize + block.size;
        if (block.canonical) next_sound = block.offset;
    }
    std::uint64_t sound_end = 0;
    std::erase_if(blocks, [&sound_end](const FoundBlock& block) {
        const bool chance = !block.canonical && block.offset < sound_end;
        if (block.canonical && !block.overwritten) sound_end = block.offset + kBlockHeaderSize + block.size;
        return chance;
    });
}

// Stretches of the file that no block covers, longer than a block unit.
template <class Visit>
void for_each_gap(const std::vector<FoundBlock>& blocks, std::uint64_t end, Visit&& visit) {
    std::uint64_t covered = 0;
    for (const FoundBlock& block : blocks) {
        if (block.offset > covered) visit(covered, std::min(block.offset, end));
        covered = std::max(covered, block.end());
    }
    if (covered < end) visit(covered, end);
}

std::size_t count_blocks(const ByteSource& file, const Cipher& cipher) {
    Scanner scanner(file, cipher);
    scanner.search_in_place(0, std::min(file.size(), kHeaderSize + kCipherSample));
    return static_cast<std::size_t>(std::ranges::count_if(scanner.blocks(), &FoundBlock::canonical));
}

std::size_t count_shifted(const ByteSource& file, const Cipher& cipher) {
    Scanner scanner(file, cipher);
    scanner.search_shifted(0, std::min(file.size(), kShiftSample), kBlockUnit);
    return scanner.blocks().size();
}

Cipher guess_cipher(const ByteSource& file) {
    std::vector<Cipher> ciphers{Cipher::standard()};
    for (const std::uint32_t divisor : kUsualDivisors)
        if (auto cipher = Cipher::alternate(divisor)) ciphers.push_back(*cipher);
    for (const auto count : {count_blocks, count_shifted}) {
        std::size_t most = 0;
        const Cipher* best = nullptr;
        for (const Cipher& cipher : ciphers) {
            const std::size_t found = count(file, cipher);
            if (found > most) {
                most = found;
                best = &cipher;
            }
            // A true cipher finds one block behind the other; chance finds none.
            if (most > 16) break;
        }
        if (best != nullptr) return *best;
    }
    return Cipher::standard();
}

}  // namespace

std::uint64_t FoundBlock::space() const { return block_space(size); }

std::uint64_t key_period(const Cipher& cipher) {
    return cipher.divisor() == 0 ? 0x10000 : std::max<std::uint64_t>(kBlockUnit, 256ULL * cipher.divisor());
}

BlockScan scan_blocks(const ByteSource& file, std::optional<Cipher> known) {
    BlockScan scan;
    scan.cipher = known ? *known : guess_cipher(file);
    scan.cipher_guessed = !known;
    const std::uint64_t end = std::min(file.size(), kScanEnd);
    Scanner scanner(file, scan.cipher);
    scanner.search_in_place(0, end);
    const auto search_gaps = [&](std::uint64_t limit, std::uint64_t step) {
        std::ranges::sort(scanner.blocks(), {}, &FoundBlock::offset);
        std::vector<std::pair<std::uint64_t, std::uint64_t>> gaps;
        for_each_gap(scanner.blocks(), limit, [&gaps, step](std::uint64_t from, std::uint64_t to) {
            gaps.emplace_back(step == 1 ? from : (from + kBlockUnit - 1) / kBlockUnit * kBlockUnit, to);
        });
        if (step != 1)
            for (const auto& [from, to] : gaps) scanner.learn_shifts(from, to);
        for (const auto& [from, to] : gaps) scanner.search_shifted(from, to, step);
    };
    search_gaps(end, kBlockUnit);
    std::uint64_t covered = 0;
    for (const FoundBlock& block : scanner.blocks()) covered += block.space();
    // A store is mostly blocks; where they are few, its bytes may stand at any offset.
    constexpr std::uint64_t kFewBlocks = 8;
    if (covered < end / kFewBlocks) search_gaps(std::min(end, kUnalignedSearch), 1);
    mark_overwritten(scanner.blocks());
    scan.blocks = std::move(scanner.blocks());
    scan.complete = scanner.complete();
    return scan;
}

}  // namespace restante::mmf
