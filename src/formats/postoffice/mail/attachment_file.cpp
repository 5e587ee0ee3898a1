#include "formats/postoffice/mail/attachment_file.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "base/byte_reader.h"
#include "formats/postoffice/mail/cipher_choice.h"
#include "formats/postoffice/mail/text_likeness.h"
#include "formats/tnef/attribute.h"

namespace restante::postoffice {
namespace {

constexpr std::uint64_t kProofBytes = 1024ULL * 1024;       // a larger file is not checked to its end
constexpr std::uint64_t kProofTotal = 16ULL * 1024 * 1024;  // of a postoffice; more prove nothing more
constexpr std::uint64_t kProofLeast = 4096;                 // what a file counts for at least
constexpr std::uint64_t kTextBytes = 64ULL * 1024;
constexpr std::uint64_t kLeastText = 24;
constexpr std::size_t kWholeWeight = 3;
constexpr std::size_t kMacBinaryHeader = 128;
constexpr std::uint64_t kLikenessTotal = 512ULL * 1024;  // of text files that are compared
constexpr std::int64_t kLikenessMargin = 250;            // tenths of a bit, as for texts of messages
constexpr std::uint64_t kTailBytes = 1024;               // in which PDF and ZIP have their end mark

struct Magic {
    AttachmentKind kind;
    std::string_view bytes;
};

constexpr std::array<Magic, 5> kMagics{{{AttachmentKind::tnef, "\x78\x9F\x3E\x22"},
                                        {AttachmentKind::ole_storage, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"},
                                        {AttachmentKind::pdf, "%PDF-1."},
                                        {AttachmentKind::zip, "PK\x03\x04"},
                                        {AttachmentKind::executable, "MZ"}}};

// Two letters prove little: the length an executable states must fit, too.
bool is_executable(Bytes head, std::uint64_t size) {
    ByteReader reader(head);
    if (!reader.skip(2)) return false;
    const auto last_page = reader.le<std::uint16_t>(), pages = reader.le<std::uint16_t>();
    const auto relocations = reader.le<std::uint16_t>(), header = reader.le<std::uint16_t>();
    if (!header || *last_page >= 512 || *pages == 0 || *relocations > 0x4000) return false;
    return 512ULL * (*pages - 1U) + *last_page <= size && 16ULL * *header <= size && *header >= 2;
}

// Version 0, a name, printable type and creator, zeros where all versions have them, forks that fit.
bool is_macbinary(Bytes head, std::uint64_t size) {
    if (head.size() < kMacBinaryHeader || head[0] != 0 || head[1] == 0 || head[1] > 63 || head[74] != 0 ||
        head[82] != 0)
        return false;
    const auto printable = [](std::uint8_t byte) { return byte >= ' ' && byte != 0x7F; };
    if (!std::ranges::all_of(head.subspan(2, head[1]), printable) ||
        !std::ranges::all_of(head.subspan(65, 8), printable))
        return false;
    ByteReader reader(head.subspan(83));
    const std::uint64_t data = *reader.be<std::uint32_t>(), resource = *reader.be<std::uint32_t>();
    return data + resource != 0 && data + resource <= size - kMacBinaryHeader;
}

Result<bool> has_near_end(const ByteSource& plain, std::string_view mark) {
    ByteVector tail(static_cast<std::size_t>(std::min(plain.size(), kTailBytes)));
    TRY_VOID(plain.read(plain.size() - tail.size(), tail));
    return as_text(Bytes(tail)).find(mark) != std::string_view::npos;
}

Result<bool> sums_fit(const ByteSource& plain) {
    auto reader = tnef::AttributeReader::open(plain, {0, plain.size()});
    if (!reader) return false;
    bool any = false;
    while (!reader->at_end()) {
        const auto attribute = reader->next();
        if (!attribute && attribute.error().code == Errc::io) return fail(attribute.error());
        if (!attribute || !attribute->checksum_fits) return false;
        any = true;
    }
    return any;
}

Result<bool> is_plain_text(const ByteSource& plain) {
    if (plain.size() < kLeastText || plain.size() > kTextBytes) return false;
    const ByteVector bytes = TRY(read_all(plain, kTextBytes));
    const TextLikeness likeness = text_likeness(bytes);
    // Bytes of no pattern cost 8 bits each, and more when a class of them is rare in text; text costs about 5.
    return likeness.impossible == 0 && likeness.score > -65 * static_cast<std::int64_t>(bytes.size());
}

AttachmentKind kind_of_head(Bytes head, std::uint64_t size) {
    for (const auto& [kind, magic] : kMagics)
        if (as_text(head).starts_with(magic) && (kind != AttachmentKind::executable || is_executable(head, size)))
            return kind;
    return is_macbinary(head, size) ? AttachmentKind::macbinary : AttachmentKind::unknown;
}

// Nothing: this kind cannot be checked.
Result<std::optional<bool>> is_whole(const ByteSource& plain, AttachmentKind kind) {
    if (plain.size() > kProofBytes) return std::optional<bool>();
    switch (kind) {
        case AttachmentKind::tnef:
            return std::optional(TRY(sums_fit(plain)));
        case AttachmentKind::zip:
            return std::optional(TRY(has_near_end(plain, "PK\x05\x06")));
        case AttachmentKind::pdf:
            return std::optional(TRY(has_near_end(plain, "%%EOF")));
        default:
            return std::optional<bool>();
    }
}

}  // namespace

std::string_view name_of(AttachmentKind kind) {
    static constexpr std::array<std::string_view, 8> kNames{"unknown", "TNEF",        "executable", "ZIP",
                                                            "PDF",     "OLE storage", "MacBinary",  "text"};
    return kNames[static_cast<std::size_t>(kind)];
}

Result<AttachmentProof> prove_attachment(const ByteSource& plain) {
    std::array<std::uint8_t, kMacBinaryHeader> buffer{};
    const MutableBytes head(buffer.data(),
                            static_cast<std::size_t>(std::min<std::uint64_t>(plain.size(), buffer.size())));
    TRY_VOID(plain.read(0, head));
    AttachmentProof proof{.kind = kind_of_head(head, plain.size())};
    if (proof.kind != AttachmentKind::unknown) {
        if (const auto whole = TRY(is_whole(plain, proof.kind))) {
            proof.whole = *whole;
            proof.broken = !*whole;
        }
    } else if (TRY(is_plain_text(plain))) {
        proof = {.kind = AttachmentKind::text, .whole = true};
    }
    return proof;
}

namespace {

// Damaged files contradict the right variant, too, but then all of them: one that others do clearly better than is
// none. Those that no file tells apart are told apart by how much the texts look like text.
void keep_the_best(const std::vector<ByteSourcePointer>& files, VariantChoice& choice) {
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (const std::size_t i : choice.standing) least = std::min(least, choice.evidence[i].contradicted);
    std::erase_if(choice.standing,
                  [&](std::size_t i) { return choice.evidence[i].contradicted >= least + kWholeWeight; });
    if (choice.standing.size() < 2) return;
    std::map<std::size_t, std::int64_t> scores;
    std::uint64_t room = kLikenessTotal;
    for (const ByteSourcePointer& file : files) {
        if (file->size() > room) continue;
        const auto stored = read_all(*file, room);
        if (!stored) continue;
        std::map<std::size_t, std::int64_t> own;
        for (const std::size_t i : choice.standing) {
            const ByteVector plain = decoded(*stored, cipher_variants()[i]);
            if (is_plain_text(MemoryBytes(plain)).value_or(false)) own[i] = text_likeness(plain).score;
        }
        if (own.size() != choice.standing.size()) continue;
        room -= file->size();
        for (const auto& [i, score] : own) scores[i] += score;
    }
    if (scores.empty()) return;
    const std::int64_t best = std::ranges::max_element(scores, {}, [](const auto& one) { return one.second; })->second;
    std::erase_if(choice.standing, [&](std::size_t i) { return scores[i] < best - kLikenessMargin; });
    std::ranges::stable_sort(choice.standing, std::ranges::greater(),
                             [&](std::size_t i) { return scores[i] + (i == 0 ? kNaturalLead : 0); });
}

// Under each variant; nothing: it cannot be read.
std::optional<std::vector<AttachmentProof>> proofs_of(const ByteSourcePointer& file) {
    std::vector<AttachmentProof> proofs;
    for (const CipherVariant& variant : cipher_variants()) {
        const auto proof = prove_attachment(DecodedBytes(file, variant));
        if (!proof) return std::nullopt;
        proofs.push_back(*proof);
    }
    return proofs;
}

}  // namespace

VariantChoice choose_attachment_cipher(const std::vector<ByteSourcePointer>& files) {
    const std::vector<CipherVariant>& variants = cipher_variants();
    std::vector<VariantEvidence> evidence(variants.size());
    std::uint64_t room = kProofTotal;
    for (const ByteSourcePointer& file : files) {
        const std::uint64_t cost = std::clamp(file->size(), kProofLeast, kProofBytes);
        if (cost > room) break;
        room -= cost;
        const auto read = proofs_of(file);
        if (!read) continue;
        const std::vector<AttachmentProof>& proofs = *read;
        const bool any =
            std::ranges::any_of(proofs, [](const auto& proof) { return proof.kind != AttachmentKind::unknown; });
        const bool any_whole = std::ranges::any_of(proofs, &AttachmentProof::whole);
        for (std::size_t i = 0; any && i < variants.size(); ++i) {
            // A cut file is broken under all variants; only where another one reads it whole, that tells.
            if (proofs[i].whole)
                evidence[i].confirmed += kWholeWeight;
            else if (any_whole)
                evidence[i].contradicted += kWholeWeight;
            else
                ++(proofs[i].kind != AttachmentKind::unknown ? evidence[i].confirmed : evidence[i].contradicted);
        }
    }
    VariantChoice choice = choose(std::move(evidence), {.least_confirmed = 2, .tolerated_percent = 10});
    keep_the_best(files, choice);
    return choice;
}

ReadAttachment read_attachment(const ByteSourcePointer& file, const std::vector<std::size_t>& standing) {
    if (standing.empty()) return {file};
    const CipherVariant& first = cipher_variants()[standing.front()];
    const bool disputed = std::ranges::any_of(
        standing, [&](std::size_t other) { return !same_for(first, cipher_variants()[other], file->size()); });
    if (!first.enciphered) return {file, true};
    return {std::make_shared<DecodedBytes>(file, first), true, disputed};
}

}  // namespace restante::postoffice
