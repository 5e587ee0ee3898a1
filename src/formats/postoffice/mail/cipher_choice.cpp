#include "formats/postoffice/mail/cipher_choice.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "formats/postoffice/mail/text_likeness.h"

namespace restante::postoffice {
namespace {

constexpr std::size_t kLeastTextBytes = 32;     // fewer prove nothing
constexpr std::size_t kImpossiblePerMille = 5;  // more are no text
constexpr std::int64_t kTextMargin = 250;       // tenths of a bit: one in 30 million

std::vector<TextVariant> make_text_variants() {
    std::vector<TextVariant> variants;
    for (const bool chained : {false, true})
        for (const CipherVariant& cipher : cipher_variants())
            if (cipher.enciphered || !chained) variants.push_back({cipher, chained});
    return variants;
}

}  // namespace

const std::vector<TextVariant>& text_variants() {
    static const std::vector<TextVariant> kVariants = make_text_variants();
    return kVariants;
}

ByteVector read_text(const StoredText& text, const TextVariant& variant) {
    ByteVector plain;
    StringCipher cipher(variant.cipher);
    for (const ByteVector& element : text) {
        if (!variant.chained) cipher = StringCipher(variant.cipher);
        const auto begin = static_cast<std::ptrdiff_t>(plain.size());
        plain.insert(plain.end(), element.begin(), element.end());
        cipher.decode(MutableBytes(plain.begin() + begin, plain.end()));
    }
    return plain;
}

StoredText write_text(Bytes plain, const TextVariant& variant, std::size_t element_size) {
    StoredText text;
    StringCipher cipher(variant.cipher);
    do {
        if (!variant.chained) cipher = StringCipher(variant.cipher);
        const Bytes part = plain.first(std::min(plain.size(), std::max<std::size_t>(element_size, 1)));
        text.emplace_back(part.begin(), part.end());
        cipher.encode(text.back());
        plain = plain.subspan(part.size());
    } while (!plain.empty());
    return text;
}

bool same_for(const TextVariant& left, const TextVariant& right, const StoredText& text) {
    if (left == right) return true;
    std::uint64_t whole = 0, longest = 0;
    std::size_t used = 0;
    for (const ByteVector& element : text) {
        whole += element.size();
        longest = std::max<std::uint64_t>(longest, element.size());
        if (!element.empty()) ++used;
    }
    if (left.chained != right.chained && used > 1) return false;
    return same_for(left.cipher, right.cipher, left.chained || right.chained ? whole : longest);
}

VariantChoice choose_text_variant(const std::vector<StoredText>& samples, const std::vector<TextVariant>& variants) {
    std::vector<StoredText> taken;
    std::size_t room = kTextSampleBytes;
    for (const StoredText& sample : samples) {
        StoredText part;
        for (const ByteVector& element : sample) {
            if (room == 0) break;
            const std::size_t size = std::min(element.size(), room);
            part.emplace_back(element.begin(), element.begin() + static_cast<std::ptrdiff_t>(size));
            room -= size;
        }
        if (!part.empty()) taken.push_back(std::move(part));
    }

    VariantChoice choice;
    std::vector<std::int64_t> scores;
    std::int64_t best = std::numeric_limits<std::int64_t>::min();
    for (const TextVariant& variant : variants) {
        TextLikeness likeness;
        for (const StoredText& text : taken) likeness += text_likeness(read_text(text, variant));
        choice.evidence.push_back({likeness.text, likeness.impossible});
        scores.push_back(likeness.score);
        best = std::max(best, likeness.score);
    }
    for (std::size_t i = 0; i < variants.size(); ++i) {
        if (scores[i] < best - kTextMargin) continue;
        const auto [text, impossible] = choice.evidence[i];
        // When the best gives no text, none of them is right.
        if (scores[i] == best &&
            (text < kLeastTextBytes || impossible * 1000 > kImpossiblePerMille * (text + impossible))) {
            choice.standing.clear();
            return choice;
        }
        choice.standing.push_back(i);
    }
    const auto probability = [&](std::size_t i) { return scores[i] + (i == 0 ? kNaturalLead : 0); };
    std::ranges::stable_sort(choice.standing, std::ranges::greater(), probability);
    return choice;
}

}  // namespace restante::postoffice
