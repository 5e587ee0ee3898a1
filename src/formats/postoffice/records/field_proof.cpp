#include "formats/postoffice/records/field_proof.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/bytes.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/layout.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::postoffice {
namespace {

constexpr std::size_t kLeastOfEachState = 2;  // records in use and deleted, before a flag is believed
constexpr std::size_t kLeastFlagPercent = 90;
constexpr std::size_t kHopeless = 2;  // contradictions for each confirmation: no rival, whatever it says
constexpr unsigned kPercent = 100;
constexpr std::uint8_t kFirstPrintable = 0x20;

struct Tried {
    Field place{};
    std::vector<std::optional<std::string>> values{};  // by record
    std::vector<bool> agrees{};                        // by record: confirmed
    std::size_t confirmed = 0, contradicted = 0;
    std::size_t expected = 0, unexpected = 0;  // confirmed and contradicted by what must stand there

    [[nodiscard]] std::ptrdiff_t score() const {
        return static_cast<std::ptrdiff_t>(confirmed + (2 * expected)) -
               static_cast<std::ptrdiff_t>(contradicted + (2 * unexpected));
    }
};

const std::optional<std::string>* expected_value(const FieldFacts& facts, std::size_t record) {
    if (record >= facts.expected.size() || !facts.expected[record]) return nullptr;
    return &facts.expected[record];
}

void judge(Tried& tried, std::size_t record, const FieldFacts& facts, std::set<std::string>& seen) {
    const auto& value = tried.values[record];
    const bool repeated = value && facts.unique && !seen.insert(*value).second;
    if (const auto* const expected = expected_value(facts, record); expected != nullptr) {
        tried.agrees[record] = value == *expected && !repeated;
        ++(tried.agrees[record] ? tried.expected : tried.unexpected);
    } else if (!value || repeated) {
        ++tried.contradicted;
        return;
    } else {
        tried.agrees[record] = facts.known.contains(*value);
        if (!tried.agrees[record] && !facts.complete) return;
    }
    ++(tried.agrees[record] ? tried.confirmed : tried.contradicted);
}

Tried try_place(const RecordTable& table, const Field& place, const FieldFacts& facts, const FieldCipher& cipher) {
    Tried tried{.place = place};
    tried.values.resize(table.size());
    tried.agrees.resize(table.size());
    std::set<std::string> seen;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (is_blank(table.record(i))) continue;
        tried.values[i] = comparable_value(place, table.record(i), cipher);
        judge(tried, i, facts, seen);
    }
    return tried;
}

// What has to agree in this table. A postoffice of one or two users cannot give three witnesses: there, all records
// have to agree, and only on what hardly happens by chance.
struct Demand {
    std::size_t confirmed = kLeastConfirmed;
    bool all = false;
};

Demand demand_of(const RecordTable& table, const Field& place, const FieldFacts& facts) {
    std::size_t records = 0, expected = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (is_blank(table.record(i))) continue;
        ++records;
        if (expected_value(facts, i) != nullptr) ++expected;
    }
    // A name is hardly met by chance; a number is, unless it is known which must stand there.
    const bool text = place.kind == FieldKind::text || place.kind == FieldKind::obfuscated_text;
    const bool telling = text || facts.telling || (facts.complete && expected == records);
    if (records == 0 || records >= kLeastConfirmed || !telling) return {};
    return {records, true};
}

// How often the other place has a reason for an answer that differs.
std::size_t conflicts(const Tried& best, const Tried& other, const Demand& demand) {
    if (other.contradicted >= kHopeless * other.confirmed) return 0;
    if (best.expected >= demand.confirmed && best.expected >= kClearLead * best.unexpected &&
        other.unexpected >= demand.confirmed && other.expected * kClearLead <= other.unexpected)
        return 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < best.values.size(); ++i)
        if (other.agrees[i] && other.values[i] != best.values[i]) ++count;
    return count;
}

// Flags have two values only, so that any byte that never changes agrees with most records.
std::size_t flag_conflicts(const Tried& best, const Tried& other) {
    if (other.confirmed + kLeastOfEachState <= best.confirmed) return 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < best.values.size(); ++i)
        if (other.values[i] != best.values[i]) ++count;
    return count;
}

bool both_states_seen(const Tried& tried) {
    std::array<std::size_t, 2> counts{};
    for (std::size_t i = 0; i < tried.values.size(); ++i)
        if (tried.agrees[i]) ++counts.at(tried.values[i] == "live" ? 0 : 1);
    return std::ranges::min(counts) >= kLeastOfEachState;
}

std::vector<Field> with_both_meanings(std::span<const Field> places) {
    std::vector<Field> result;
    for (Field place : places) {
        result.push_back(place);
        if (place.kind != FieldKind::flag) continue;
        place.live = place.live == 0 ? 1 : 0;
        result.push_back(place);
    }
    return result;
}

Verdict verdict_of(const FieldProof& proof, const Tried& best, const Demand& demand) {
    const bool flag = best.place.kind == FieldKind::flag;
    if (demand.all && proof.contradicted != 0) return Verdict::contradicted;
    if (proof.confirmed < demand.confirmed || (flag && !both_states_seen(best))) return Verdict::too_few;
    if (proof.confidence() < (flag ? kLeastFlagPercent : kLeastConfirmedPercent)) return Verdict::contradicted;
    if (flag ? proof.rival > 0 : proof.rival * kClearLead > proof.confirmed) return Verdict::ambiguous;
    return Verdict::proved;
}

}  // namespace

unsigned FieldProof::confidence() const {
    const std::size_t all = confirmed + contradicted;
    return all == 0 ? 0 : static_cast<unsigned>(confirmed * kPercent / all);
}

std::string comparable_text(std::string_view text) { return ascii_upper(text); }

std::optional<std::string> comparable_value(const Field& field, Bytes record, const FieldCipher& cipher) {
    switch (field.kind) {
        case FieldKind::text:
        case FieldKind::obfuscated_text: {
            const auto text = read_text(field, record, cipher);
            if (!text || text->empty() ||
                std::ranges::any_of(as_bytes(*text), [](std::uint8_t byte) { return byte < kFirstPrintable; }))
                return std::nullopt;
            return comparable_text(*text);
        }
        case FieldKind::hexid_text: {
            const std::optional<std::uint32_t> hexid = read_hexid(field, record).value_or(std::nullopt);
            return hexid ? std::optional(hexid_text(*hexid)) : std::nullopt;
        }
        case FieldKind::flag: {
            const auto value = read_number(field, record);
            if (!value || *value > 1) return std::nullopt;
            return *value == field.live ? "live" : "deleted";
        }
        case FieldKind::bytes:
            return std::nullopt;
        default: {
            const auto value = read_number(field, record);
            if (!value) return std::nullopt;
            return hexid_text(*value);
        }
    }
}

FieldProof prove_field(const RecordTable& table, std::span<const Field> places, const FieldFacts& facts,
                       const FieldCipher& cipher) {
    FieldProof proof;
    std::vector<Tried> all;
    for (const Field& place : with_both_meanings(places)) all.push_back(try_place(table, place, facts, cipher));
    const auto best = std::ranges::max_element(all, {}, &Tried::score);
    if (best == all.end()) return proof;
    proof.field = best->place.name;
    proof.best = best->place;
    proof.confirmed = best->confirmed;
    proof.contradicted = best->contradicted;
    const bool flag = best->place.kind == FieldKind::flag;
    const Demand demand = demand_of(table, best->place, facts);
    for (const Tried& other : all) {
        if (&other == &*best) continue;
        const std::size_t count = flag ? flag_conflicts(*best, other) : conflicts(*best, other, demand);
        if (count <= proof.rival) continue;
        proof.rival = count;
        proof.rival_place = other.place;
    }
    proof.verdict = verdict_of(proof, *best, demand);
    return proof;
}

std::string_view name_of(Verdict verdict) {
    constexpr std::array<std::string_view, 4> kNames{"proved", "too few records", "contradicted", "ambiguous"};
    return kNames.at(static_cast<std::size_t>(verdict));
}

}  // namespace restante::postoffice
