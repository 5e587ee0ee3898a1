// Which of several places a field has, told by the postoffice itself: a place is believed when what stands there in
// many records is known from elsewhere, and when no other place explains the same facts with other answers.
//
// A wrong place could give one user's mail to another, so the answer is "unknown" whenever two places are close.
// Source: docs/formats/postoffice-records.md "Proof".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/layout.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::postoffice {

constexpr std::size_t kLeastConfirmed = 3;          // records, below it everything is chance
constexpr std::size_t kLeastConfirmedPercent = 60;  // of the records that say yes or no
constexpr std::size_t kClearLead = 4;  // so many confirmations for each that another place has with another answer

// Values as comparable_value() writes them.
struct FieldFacts {
    std::set<std::string> known{};
    bool complete = false;  // every value that is not known contradicts
    bool unique = false;    // a value that an earlier record had contradicts
    bool telling = false;   // a known value is hardly met by chance: one or two records may prove the place
    // By record: what must stand there, where that is known. Outweighs the rest. May be shorter than the table.
    std::vector<std::optional<std::string>> expected{};
};

enum class Verdict : std::uint8_t {
    proved,
    too_few,       // too few records confirm the best place
    contradicted,  // too many contradict it
    ambiguous,     // another place is confirmed by records that would mean something else
};

struct FieldProof {
    std::string field{};
    Verdict verdict = Verdict::too_few;
    Field best{};  // the best place, proved or not; size 0: no place at all
    std::size_t confirmed = 0, contradicted = 0;
    std::size_t rival = 0;  // the most confirmations another place has with other answers
    Field rival_place{};

    [[nodiscard]] bool proved() const { return verdict == Verdict::proved; }
    [[nodiscard]] unsigned confidence() const;  // percent; of a proved field at least kLeastConfirmedPercent
};

// Text in capitals (ASCII letters only), numbers and hexids as eight digits, flags as "live" and "deleted"; nothing
// when the bytes are none of the field's kind, for text also control characters and the empty text.
[[nodiscard]] std::optional<std::string> comparable_value(const Field& field, Bytes record, const FieldCipher& cipher);
[[nodiscard]] std::string comparable_text(std::string_view text);

// Blank records say nothing. Flags are tried with both meanings and need records of both kinds.
[[nodiscard]] FieldProof prove_field(const RecordTable& table, std::span<const Field> places, const FieldFacts& facts,
                                     const FieldCipher& cipher);

[[nodiscard]] std::string_view name_of(Verdict verdict);

}  // namespace restante::postoffice
