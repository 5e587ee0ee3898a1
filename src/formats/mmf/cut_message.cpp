#include "formats/mmf/cut_message.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/node.h"
#include "formats/mmf/summary.h"
#include "formats/mmf/triples.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kShortestText = 3;         // fewer letters may be a number or a part of a date
constexpr std::size_t kHexDigitsOfAnId = 32;     // message, parent and conversation id
constexpr std::size_t kLongestTail = 64U << 20;  // bytes looked at; texts are shorter
constexpr std::size_t kLeastDirectory = 26;      // of one entry

struct TailHead {
    Oid oid{};
    std::uint32_t size = 0, directory = 0;
};

std::optional<TailHead> tail_head(Bytes bytes) {
    ByteReader reader(bytes);
    const auto oid = reader.le<std::uint32_t>(), size = reader.le<std::uint32_t>(),
               directory = reader.le<std::uint32_t>();
    if (!oid || !size || !directory || *directory < kFirstElement) return std::nullopt;
    if (*size < kLeastDirectory || *directory > *size - kLeastDirectory) return std::nullopt;
    return TailHead{Oid{*oid}, *size, *directory};
}

bool is_text(std::uint8_t byte) { return byte >= ' ' ? byte != 0x7F : byte == '\t' || byte == '\r' || byte == '\n'; }

bool is_id(Bytes text) {
    return text.size() == kHexDigitsOfAnId && std::ranges::all_of(text, [](std::uint8_t byte) {
               return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'F') || (byte >= 'a' && byte <= 'f');
           });
}

bool is_padded(std::size_t size) { return size % 4 == 0; }

// Numbers and dates look like triples, but for what their names would be.
bool is_likely(const Triple& triple) {
    const auto name = triple.name();
    return is_padded(triple.name_field.size()) && is_padded(triple.data_field.size()) &&
           (!name || std::ranges::all_of(*name, is_text));
}

// A triple that goes beyond the end.
bool is_cut_triple(Bytes bytes) {
    constexpr std::uint16_t kLargestField = 0x08FF;  // letters, taken for sizes, would be larger
    ByteReader reader(bytes);
    const auto kind = reader.le<std::uint16_t>(), list_size = reader.le<std::uint16_t>(),
               name_size = reader.le<std::uint16_t>(), data_size = reader.le<std::uint16_t>();
    if (!kind || *kind == triple::kNull || *kind >= triple::kFirstInvalid) return false;
    if (!list_size || !is_padded(*list_size)) return !list_size.has_value();
    for (const auto& size : {name_size, data_size})
        if (size && (!is_padded(*size) || *size > kLargestField)) return false;
    if (!name_size || !data_size) return *list_size <= kLargestField;
    return *name_size + *data_size > reader.remaining() && *list_size >= *name_size + *data_size;
}

// Passes over lists of recipients, whose names are no text. Each triple that is looked at counts: lists without an end
// could otherwise be read again from each of their bytes.
class ListSkipper {
public:
    explicit ListSkipper(std::size_t work) : left_(work) {}

    // Bytes of the list that starts here; 0 when none does.
    std::size_t size_at(Bytes bytes) {
        if (bytes.size() < 2 || !begins_triple(bytes[0], bytes[1])) return 0;  // most bytes of a large file
        TripleReader reader(bytes);
        std::size_t triples = 0;
        for (; left_ > 0; ++triples, --left_) {
            const auto triple = reader.next();
            if (!triple) break;
            if (!is_likely(*triple)) return 0;
        }
        if (is_cut_triple(reader.rest()) || (triples != 0 && reader.rest().size() < kTripleHeader)) return bytes.size();
        if (triples == 0 || reader.end() != TripleEnd::terminated) return 0;
        return std::min(bytes.size(), bytes.size() - reader.rest().size() + kTripleHeader);
    }

private:
    static bool begins_triple(std::uint8_t low, std::uint8_t high) {
        return high == 0 && low != triple::kNull && low < triple::kFirstInvalid;
    }

    std::size_t left_;
};

// A number of bytes in front, as in names of schedules: the text of a message has none.
bool is_counted(Bytes data, std::size_t start, std::size_t size) {
    if (start < 2) return false;
    const auto count = ByteReader(data.subspan(start - 2)).le<std::uint16_t>();
    return count && *count == size + 1;
}

// What is longer than any subject is the text. Else it is the first: in what mail clients wrote it lies before the
// subject. Names of recipients, ids and what is too short are no texts.
Bytes likely_text(Bytes data) {
    Bytes first;
    ListSkipper lists(data.size());
    for (std::size_t at = 0; at < data.size();) {
        if (const std::size_t size = lists.size_at(data.subspan(at)); size != 0) {
            at += size;
            continue;
        }
        const std::size_t start = at;
        while (at < data.size() && is_text(data[at])) ++at;
        const Bytes run = data.subspan(start, at - start);
        const bool ends = at == data.size() || data[at] == 0;
        if (ends && run.size() >= kShortestText && !is_id(run) && !is_counted(data, start, run.size())) {
            if (run.size() > kMaximumSummaryText) return run;
            if (first.empty()) first = run;
        }
        ++at;
    }
    return first;
}

}  // namespace

std::optional<CutMessage> find_cut_message(const ByteSource& file, const BlockScan& scan) {
    std::uint64_t from = 0;
    std::int64_t delta = 0;
    for (const FoundBlock& block : scan.blocks) {
        if (block.overwritten || block.end() < from) continue;
        from = block.end();
        delta = block.delta;
    }
    if (from >= file.size() || file.size() > kScanEnd || file.size() - from > kLongestTail) return std::nullopt;
    ByteVector tail(static_cast<std::size_t>(file.size() - from));
    if (!file.read(from, tail)) return std::nullopt;
    scan.cipher.decipher(from + static_cast<std::uint64_t>(delta), tail);
    const std::uint64_t key = from + static_cast<std::uint64_t>(delta);
    for (std::size_t at = static_cast<std::size_t>((kBlockUnit - key % kBlockUnit) % kBlockUnit); at < tail.size();
         at += kBlockUnit) {
        const Bytes rest = Bytes(tail).subspan(at);
        const auto head = tail_head(rest);
        if (!head || head->oid.type() != type::kMessage) continue;
        const Bytes body = rest.subspan(kBlockHeaderSize);
        if (head->directory < body.size() || head->size > kScanEnd) continue;  // its directory is there, or it is none
        const Bytes text = likely_text(body.subspan(kFirstElement));
        if (text.empty()) continue;
        return CutMessage{from + at, key + at, head->oid, ByteVector(text.begin(), text.end())};
    }
    return std::nullopt;
}

}  // namespace restante::mmf
