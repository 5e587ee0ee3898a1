#include "formats/postoffice/mail/read_mark.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "formats/postoffice/mail/mailbag_key.h"

namespace restante::postoffice {
namespace {

struct ByteRange {
    std::size_t begin = 0, end = 0;
};

// What postoffice-mail.md 6 names "not known".
constexpr std::array<ByteRange, 6> kUnnamedBytes{
    {{0x00, 0x02}, {0x42, 0x43}, {0x4C, 0x4E}, {0x52, 0x58}, {0x5A, 0x6C}, {0x70, 0x74}}};
constexpr std::size_t kCounterBytes = kKeySize - kKeyBitmapSize;

std::size_t unread_of(const ReadMarkSample& sample, std::size_t mark) {
    const std::size_t set = sample.set_bits[mark / 2];
    return read_marks()[mark].set_is_read ? sample.live - set : set;
}

std::size_t number_at(Bytes key, std::size_t place) { return key[place] + (std::size_t{key[place + 1]} << 8U); }

// For the number at each place of the KEY.
using PlaceEvidence = std::array<VariantEvidence, kCounterBytes - 1>;

PlaceEvidence evidence_of(std::size_t mark, const std::vector<ReadMarkSample>& samples) {
    PlaceEvidence evidence{};
    for (const ReadMarkSample& sample : samples) {
        const std::size_t unread = unread_of(sample, mark);
        const bool telling = unread != 0 && unread != sample.live;
        for (std::size_t i = 0; i < evidence.size(); ++i) {
            const bool fits = number_at(sample.key, i) == unread;
            evidence[i].contradicted += fits ? 0U : 1U;
            evidence[i].confirmed += fits && telling ? 1U : 0U;
        }
    }
    return evidence;
}

}  // namespace

std::string ReadMark::describe() const {
    return fmt::format("bit {:02X}h of byte {:02X}h, set means {}", mask, offset, set_is_read ? "read" : "unread");
}

const std::vector<ReadMark>& read_marks() {
    static const std::vector<ReadMark> kMarks = [] {
        std::vector<ReadMark> marks;
        for (const ByteRange& range : kUnnamedBytes)
            for (std::size_t offset = range.begin; offset < range.end; ++offset)
                for (unsigned mask = 1; mask <= 0x80; mask *= 2)
                    for (const bool set_is_read : {true, false})
                        marks.push_back({offset, static_cast<std::uint8_t>(mask), set_is_read});
        return marks;
    }();
    return kMarks;
}

bool is_read(const MailbagHeader& header, const ReadMark& mark) {
    return ((header.raw.at(mark.offset) & mark.mask) != 0) == mark.set_is_read;
}

std::optional<ReadMarkSample> read_mark_sample(Bytes key, const std::vector<MailbagHeader>& headers,
                                               const std::vector<std::size_t>& live, std::size_t bitmap_offset) {
    if (key.size() != kKeySize) return std::nullopt;
    const Bytes counters = key.subspan(bitmap_offset == 0 ? kKeyBitmapSize : 0, kCounterBytes);
    ReadMarkSample sample{.key = {counters.begin(), counters.end()}, .live = live.size(), .set_bits = {}};
    sample.set_bits.resize(read_marks().size() / 2);
    for (const std::size_t index : live)
        for (std::size_t bit = 0; bit < sample.set_bits.size(); ++bit)
            if (is_read(headers[index], read_marks()[2 * bit])) ++sample.set_bits[bit];
    return sample;
}

VariantChoice choose_read_mark(const std::vector<ReadMarkSample>& samples) {
    std::vector<VariantEvidence> evidence;
    for (std::size_t mark = 0; mark < read_marks().size(); ++mark) {
        const PlaceEvidence places = evidence_of(mark, samples);
        evidence.push_back(*std::ranges::min_element(places, {}, [](const VariantEvidence& one) {
            return std::pair(one.contradicted, std::size_t{0} - one.confirmed - 1);
        }));
    }
    return choose(std::move(evidence), {.least_confirmed = kLeastReadMarkMailbags});
}

std::optional<bool> agreed_read(const MailbagHeader& header, const std::vector<std::size_t>& standing) {
    std::optional<bool> agreed;
    for (const std::size_t index : standing) {
        const bool read = is_read(header, read_marks()[index]);
        if (agreed && *agreed != read) return std::nullopt;
        agreed = read;
    }
    return agreed;
}

}  // namespace restante::postoffice
