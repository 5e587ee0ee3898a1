#include "formats/postoffice/mail/mailbag_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <utility>

#include "formats/postoffice/mail/mailbag.h"

namespace restante::postoffice {
namespace {

constexpr std::size_t kKeyMargin = 3;         // so many more contradictions than the best one exclude any variant,
constexpr std::size_t kMarginOfUnlikely = 1;  // so many more than the best likely one an unlikely variant
constexpr std::size_t kStrayBits = 4;         // bits behind the last header that count, for each key
constexpr std::size_t kToleratedPercent = 20;

struct BitPlace {
    std::size_t byte = 0;
    std::uint8_t mask = 0;
};

BitPlace place_of(std::size_t index, const KeyVariant& variant) {
    const auto bit = static_cast<unsigned>(index % 8);
    return {variant.offset + index / 8, static_cast<std::uint8_t>(variant.high_bit_first ? 0x80U >> bit : 1U << bit)};
}

VariantEvidence evidence_of(const KeyVariant& variant, const std::vector<KeySample>& samples,
                            const MessageExists& message_exists) {
    VariantEvidence evidence;
    std::map<std::string_view, bool> kept_alive;
    for (const KeySample& sample : samples) {
        for (std::size_t i = 0; i < sample.messages.size(); ++i) {
            const auto live = is_live(sample.key, i, variant);
            if (!live) continue;
            const bool exists = message_exists(sample.messages[i]);
            if (exists) kept_alive[sample.messages[i]] |= *live;
            if (*live == exists) ++evidence.confirmed;
            if (*live && !exists) ++evidence.contradicted;
        }
        std::size_t stray = 0;
        for (std::size_t i = sample.messages.size(); i < kMaximumMailbagHeaders && stray < kStrayBits; ++i) {
            const BitPlace place = place_of(i, variant);
            if (place.byte < sample.key.size() && (sample.key[place.byte] & place.mask) != 0) ++stray;
        }
        evidence.contradicted += stray;
    }
    for (const auto& [message, live] : kept_alive)
        if (!live) ++evidence.contradicted;
    return evidence;
}

}  // namespace

std::string KeyVariant::describe() const {
    return fmt::format("bitmap at {:02X}h, {} bit first, set means {}", offset, high_bit_first ? "high" : "low",
                       set_is_live ? "live" : "deleted");
}

const std::vector<KeyVariant>& key_variants() {
    static const std::vector<KeyVariant> kVariants = [] {
        std::vector<KeyVariant> variants;
        for (const bool set_is_live : {false, true})
            for (const std::size_t offset : {kKeyBitmapOffset, std::size_t{0}})
                for (const bool high_bit_first : {false, true})
                    variants.push_back({offset, high_bit_first, set_is_live});
        return variants;
    }();
    return kVariants;
}

std::optional<bool> is_live(Bytes key, std::size_t index, const KeyVariant& variant) {
    const BitPlace place = place_of(index, variant);
    if (index >= kMaximumMailbagHeaders || place.byte >= key.size()) return std::nullopt;
    return ((key[place.byte] & place.mask) != 0) == variant.set_is_live;
}

void set_live(MutableBytes key, std::size_t index, bool live, const KeyVariant& variant) {
    const BitPlace place = place_of(index, variant);
    if (live == variant.set_is_live)
        key[place.byte] |= place.mask;
    else
        key[place.byte] &= static_cast<std::uint8_t>(~place.mask);
}

VariantChoice choose_key_variant(const std::vector<KeySample>& samples, const MessageExists& exists) {
    VariantChoice choice;
    std::size_t best = std::numeric_limits<std::size_t>::max(), best_likely = best;
    for (const KeyVariant& variant : key_variants()) {
        choice.evidence.push_back(evidence_of(variant, samples, exists));
        const std::size_t contradicted = choice.evidence.back().contradicted;
        best = std::min(best, contradicted);
        if (variant.likely()) best_likely = std::min(best_likely, contradicted);
    }
    for (std::size_t i = 0; i < key_variants().size(); ++i) {
        const bool likely = key_variants()[i].likely();
        const auto [confirmed, contradicted] = choice.evidence[i];
        const bool left_by_likely = likely || contradicted < best_likely + kMarginOfUnlikely;
        if (contradicted < best + kKeyMargin && left_by_likely) choice.standing.push_back(i);
        // A best one that fits badly shows that none of them is right.
        if (contradicted == best && contradicted * 100 > kToleratedPercent * (confirmed + contradicted)) {
            choice.standing.clear();
            return choice;
        }
    }
    return choice;
}

bool speaks_of_more_headers(Bytes key, std::size_t header_count, const std::vector<std::size_t>& standing) {
    if (header_count == 0) return std::ranges::any_of(key, [](std::uint8_t byte) { return byte != 0; });
    return !standing.empty() && std::ranges::all_of(standing, [&](std::size_t variant) {
        for (std::size_t i = header_count; i < kMaximumMailbagHeaders; ++i) {
            const BitPlace place = place_of(i, key_variants()[variant]);
            if (place.byte < key.size() && (key[place.byte] & place.mask) != 0) return true;
        }
        return false;
    });
}

HeaderLists header_lists(Bytes key, std::size_t header_count, const std::vector<std::size_t>& standing,
                         Findings& findings, std::string_view item) {
    if (key.size() != kKeySize)
        findings.add(MessageId::postoffice_key_size, fmt::format("{} bytes instead of {}", key.size(), kKeySize),
                     std::string(item));
    HeaderLists lists;
    for (std::size_t i = 0; i < header_count; ++i) {
        std::size_t live = 0, dead = 0;
        for (const std::size_t variant : standing)
            if (const auto state = is_live(key, i, key_variants()[variant])) ++(*state ? live : dead);
        const bool agreed = !standing.empty() && (live == standing.size() || dead == standing.size());
        (!agreed ? lists.unknown : live != 0 ? lists.live : lists.dead).push_back(i);
    }
    return lists;
}

}  // namespace restante::postoffice
