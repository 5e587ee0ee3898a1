#include "formats/postoffice/mail/folder_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "formats/postoffice/mail/mailbag.h"
#include "formats/postoffice/mail/text_likeness.h"

namespace restante::postoffice {
namespace {

constexpr std::size_t kLeastRecords = 3;         // that must name a file or user
constexpr std::uint32_t kTellingNumber = 0x100;  // smaller ones stand everywhere

constexpr std::size_t kNumberDigits = 8;
constexpr std::size_t kDigitsWeight = 3;         // eight digits are no chance, four bytes may be
constexpr std::uint32_t kSmallestTelling = 256;  // zeros and counts are everywhere

std::vector<IndexPlace> make_index_places() {
    std::vector<IndexPlace> places;
    for (const bool digits : {true, false})
        for (std::size_t offset = 0; offset + (digits ? kNumberDigits : 4) <= kFolderIndexRecord; ++offset)
            places.push_back({offset, digits});
    return places;
}

VariantEvidence place_evidence(const IndexPlace& place, const std::vector<FolderIndex>& indexes,
                               const std::set<std::uint32_t>& known, bool unique) {
    VariantEvidence evidence;
    std::set<std::uint32_t> seen;
    bool telling = false;
    for (const FolderIndex& index : indexes)
        for (const FolderIndexRecord& record : index.records) {
            const auto number = index_number(record, place);
            const bool named = number && known.contains(*number);
            if (!named || (!seen.insert(*number).second && unique)) {
                ++evidence.contradicted;
                continue;
            }
            evidence.confirmed += place.digits ? kDigitsWeight : 1;
            telling |= place.digits || *number >= kSmallestTelling;
        }
    if (!telling) evidence.confirmed = 0;
    return evidence;
}

bool holds_name(const FolderIndexRecord& record, std::size_t offset) {
    const Bytes field = Bytes(record).subspan(offset, kFolderNameSize);
    const Bytes text = until_nul(field);
    if (text.empty() || text.size() == field.size() || text[0] <= ' ' || is_message_name(as_text(text))) return false;
    if (offset > 0 && record[offset - 1] >= ' ') return false;  // the middle of a text
    const Bytes padding = field.subspan(text.size());
    return text_likeness(text).impossible == 0 &&
           std::ranges::all_of(padding, [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

Result<FolderIndex> read_folder_index(Bytes file, Findings& findings, std::string_view item) {
    ByteReader reader(file);
    FolderIndex index;
    std::ranges::copy(TRY(reader.bytes(kFolderIndexHead)), index.head.begin());
    index.records.reserve(reader.remaining() / kFolderIndexRecord);
    while (reader.remaining() >= kFolderIndexRecord)
        std::ranges::copy(TRY(reader.bytes(kFolderIndexRecord)), index.records.emplace_back().begin());
    if (!reader.at_end())
        findings.add(MessageId::postoffice_index_cut,
                     fmt::format("{} bytes behind the last record", reader.remaining()), std::string(item),
                     reader.offset());
    return index;
}

ByteVector write_folder_index(const FolderIndex& index) {
    ByteWriter writer;
    writer.bytes(index.head);
    for (const FolderIndexRecord& record : index.records) writer.bytes(record);
    return std::move(writer).take();
}

Result<std::uint32_t> read_folder_counter(Bytes file) {
    if (file.size() != sizeof(std::uint32_t)) return fail(Errc::bad_value, "a folder counter has four bytes", 0);
    return ByteReader(file).le<std::uint32_t>();
}

ByteVector write_folder_counter(std::uint32_t value) {
    ByteWriter writer;
    writer.le(value);
    return std::move(writer).take();
}

const std::vector<IndexPlace>& index_places() {
    static const std::vector<IndexPlace> kPlaces = make_index_places();
    return kPlaces;
}

std::optional<std::uint32_t> index_number(const FolderIndexRecord& record, const IndexPlace& place) {
    const Bytes bytes = Bytes(record).subspan(place.offset);
    if (!place.digits) return *ByteReader(bytes).le<std::uint32_t>();
    const std::string_view digits = as_text(bytes.first(kNumberDigits));
    if (!is_message_name(digits)) return std::nullopt;
    std::uint32_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    return number;
}

void put_index_number(FolderIndexRecord& record, const IndexPlace& place, std::uint32_t value) {
    ByteWriter writer;
    if (place.digits)
        writer.text(fmt::format("{:08X}", value));
    else
        writer.le(value);
    std::ranges::copy(writer.view(), MutableBytes(record).subspan(place.offset).begin());
}

VariantChoice choose_index_place(const std::vector<FolderIndex>& indexes, const std::set<std::uint32_t>& known,
                                 bool unique) {
    std::vector<VariantEvidence> evidence;
    for (const IndexPlace& place : index_places()) evidence.push_back(place_evidence(place, indexes, known, unique));
    std::size_t records = 0;
    for (const FolderIndex& index : indexes) records += index.records.size();
    // A number of several bytes is hardly met by chance, so that one or two folders may prove its place.
    const bool telling = unique && !known.empty() && *known.begin() >= kTellingNumber;
    const std::size_t least = telling ? std::min<std::size_t>(kLeastRecords, records) : kLeastRecords;
    return choose(std::move(evidence), {.least_confirmed = least, .tolerated_percent = 10});
}

std::optional<std::uint32_t> agreed_index_number(const FolderIndexRecord& record,
                                                 const std::vector<std::size_t>& standing) {
    std::optional<std::uint32_t> agreed;
    for (const std::size_t place : standing) {
        const auto number = index_number(record, index_places()[place]);
        if (!number || (agreed && agreed != number)) return std::nullopt;
        agreed = number;
    }
    return agreed;
}

std::optional<std::size_t> choose_index_name(const std::vector<FolderIndex>& indexes,
                                             const std::vector<std::size_t>& numbers) {
    std::vector<VariantEvidence> evidence(kFolderIndexRecord - kFolderNameSize + 1);
    std::size_t records = 0;
    for (const FolderIndex& index : indexes) records += index.records.size();
    for (std::size_t offset = 0; offset < evidence.size(); ++offset) {
        std::set<std::string> names;
        for (const FolderIndex& index : indexes)
            for (const FolderIndexRecord& record : index.records) {
                const bool fits = holds_name(record, offset);
                ++(fits ? evidence[offset].confirmed : evidence[offset].contradicted);
                if (fits) names.insert(index_name(record, offset));
            }
        // Letters that happen to be the bytes of a number.
        const bool number = std::ranges::any_of(numbers, [&](std::size_t place) {
            const std::size_t begin = index_places()[place].offset;
            return offset < begin + (index_places()[place].digits ? kNumberDigits : sizeof(std::uint32_t)) &&
                   begin < offset + kFolderNameSize;
        });
        if (number) evidence[offset].confirmed = 0;
        if (names.size() < std::min<std::size_t>(2, records)) evidence[offset].confirmed = 0;  // all share it: no name
    }
    const VariantChoice choice =
        choose(std::move(evidence), {.least_confirmed = std::min<std::size_t>(2, records), .tolerated_percent = 0});
    if (choice.only()) return choice.only();
    if (choice.standing.size() == 2 && choice.standing[0] + kFolderNameSize == choice.standing[1])
        return choice.standing[0];
    return std::nullopt;
}

std::string index_name(const FolderIndexRecord& record, std::size_t offset) {
    return std::string(as_text(until_nul(Bytes(record).subspan(offset, kFolderNameSize))));
}

}  // namespace restante::postoffice
