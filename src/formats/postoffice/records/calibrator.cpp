#include "formats/postoffice/records/calibrator.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "formats/postoffice/records/candidates.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/field_proof.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/layout.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::postoffice {
namespace {

bool share_bytes(const Field& left, const Field& right) {
    return left.offset < right.end() && right.offset < left.end();
}

void prove_part(Calibration& calibration, const RecordTable& table, const CandidateLayouts& layouts,
                const std::string& part, const FieldFacts& facts, const FieldCipher& cipher) {
    std::vector<Field> places = places_of(layouts, part);
    std::erase_if(places, [&](const Field& place) {
        const bool unreadable = place.kind == FieldKind::obfuscated_text && !cipher.decode;
        return unreadable || std::ranges::any_of(calibration.layout.fields,
                                                 [&](const Field& field) { return share_bytes(field, place); });
    });
    FieldProof proof = prove_field(table, places, facts, cipher);
    proof.field = part;
    if (proof.proved()) calibration.layout.fields.push_back(proof.best);
    calibration.proofs.push_back(std::move(proof));
}

// One comparable value per record; nothing where the field is not known.
std::vector<std::optional<std::string>> values_of(const RecordTable& table, const Field* field,
                                                  const FieldCipher& cipher) {
    std::vector<std::optional<std::string>> values(table.size());
    if (field == nullptr) return values;
    for (std::size_t i = 0; i < table.size(); ++i)
        if (!is_blank(table.record(i))) values[i] = comparable_value(*field, table.record(i), cipher);
    return values;
}

bool same_postoffice(const KnownPerson& person, const PostofficeFacts& facts) {
    return (facts.network.empty() || equals_ignoring_ascii_case(person.network, facts.network)) &&
           (facts.postoffice.empty() || equals_ignoring_ascii_case(person.postoffice, facts.postoffice));
}

FieldFacts mailbox_facts(const PostofficeFacts& facts) {
    FieldFacts result{.unique = true};
    for (const KnownPerson& person : facts.people)
        if (same_postoffice(person, facts)) result.known.insert(comparable_text(person.mailbox));
    for (const KnownAccount& account : facts.accounts) result.known.insert(comparable_text(account.mailbox));
    result.known.erase("");
    return result;
}

FieldFacts full_name_facts(const RecordTable& names, const PostofficeFacts& facts) {
    FieldFacts result;
    for (const KnownPerson& person : facts.people)
        if (same_postoffice(person, facts)) result.known.insert(comparable_text(person.full_name));
    for (const auto& alias : values_of(names, names.layout().find("alias"), {}))
        if (alias) result.known.insert(*alias);
    result.known.erase("");
    return result;
}

// Every file must belong to one record; where the owner of a message file is known, his record must name it.
FieldFacts hexid_facts(const RecordTable& access2, const RecordLayout& found, const PostofficeFacts& facts,
                       const FieldCipher& cipher) {
    FieldFacts result{.complete = true, .unique = true};
    for (const std::uint32_t hexid : facts.mailbags) result.known.insert(hexid_text(hexid));
    std::map<std::string, std::string> owned;
    for (const KnownAccount& account : facts.accounts)
        owned.emplace(comparable_text(account.mailbox), hexid_text(account.hexid));
    for (const auto& mailbox : values_of(access2, found.find("mailbox"), cipher)) {
        const auto account = mailbox ? owned.find(*mailbox) : owned.end();
        result.expected.push_back(account == owned.end() ? std::nullopt : std::optional(account->second));
    }
    return result;
}

// A TID stands in the address list too; which of the three numbers it is there is not known yet.
FieldFacts tid_facts(const RecordTable& names, const PostofficeFacts& facts) {
    FieldFacts result{.unique = true};
    for (const std::size_t offset : {33U, 37U, 41U}) {
        const Field number{.name = "number", .offset = offset, .size = 4, .kind = FieldKind::dword};
        for (const auto& value : values_of(names, &number, {}))
            if (value) result.known.insert(*value);
    }
    for (const std::uint32_t hexid : facts.mailbags) result.known.erase(hexid_text(hexid));
    return result;
}

// A user whose mailbag has no file any more was deleted.
FieldFacts state_facts(const RecordTable& access2, const RecordLayout& found, const PostofficeFacts& facts) {
    FieldFacts result;
    for (const auto& value : values_of(access2, found.find("hexid"), {})) {
        const auto hexid = value ? hexid_value(*value) : std::nullopt;
        result.expected.push_back(!hexid                            ? std::nullopt
                                  : facts.mailbags.contains(*hexid) ? std::optional<std::string>("live")
                                                                    : std::optional<std::string>("deleted"));
    }
    return result;
}

Calibration weigh_access2(const RecordTable& access2, const RecordTable& names, const RecordLayout& given,
                          const PostofficeFacts& facts, const FieldCipher& cipher) {
    return weigh(access2, given,
                 {{"full name", full_name_facts(names, facts)},
                  {"mailbox", mailbox_facts(facts)},
                  {"hexid", hexid_facts(access2, given, facts, cipher)},
                  {"tid", tid_facts(names, facts)},
                  {"state", state_facts(access2, given, facts)}},
                 cipher);
}

Calibration calibrate_access2(const RecordTable& access2, const RecordTable& names, const PostofficeFacts& facts,
                              const FieldCipher& cipher) {
    const CandidateLayouts layouts = candidate_layouts(RecordFile::access2);
    Calibration found{layouts.base, {}};
    // Each excludes places of the other: whichever is clear comes first.
    const FieldFacts full_names = full_name_facts(names, facts);
    prove_part(found, access2, layouts, "full name", full_names, cipher);
    prove_part(found, access2, layouts, "mailbox", mailbox_facts(facts), cipher);
    if (!found.proofs.front().proved()) {
        found.proofs.erase(found.proofs.begin());
        prove_part(found, access2, layouts, "full name", full_names, cipher);
    }
    prove_part(found, access2, layouts, "hexid", hexid_facts(access2, found.layout, facts, cipher), cipher);
    const bool hexid = found.layout.find("hexid") != nullptr;
    prove_part(found, access2, layouts, "tid", hexid ? tid_facts(names, facts) : FieldFacts{}, cipher);
    prove_part(found, access2, layouts, "state", state_facts(access2, found.layout, facts), cipher);
    return found;
}

// What each entry of the address list must say about the one user who has its name.
NamedFacts name_list_facts(const RecordTable& access2, const RecordLayout& found, const RecordTable& names,
                           const PostofficeFacts& facts, const FieldCipher& cipher) {
    std::map<std::string, std::optional<std::size_t>> record_of_name;
    const auto full_names = values_of(access2, found.find("full name"), cipher);
    for (std::size_t i = 0; i < full_names.size(); ++i) {
        const std::optional<std::string>& name = full_names[i];
        if (!name) continue;
        const auto [entry, added] = record_of_name.emplace(*name, i);
        if (!added) entry->second.reset();
    }
    const auto hexids = values_of(access2, found.find("hexid"), cipher);
    const auto tids = values_of(access2, found.find("tid"), cipher);

    NamedFacts result{{"hexid", {}}, {"tid", {}}, {"place", {}}, {"type", {}}};
    const auto aliases = values_of(names, names.layout().find("alias"), {});
    for (auto& [field, expectations] : result) expectations.expected.resize(aliases.size());
    const auto expect = [&](std::size_t field, std::size_t entry) -> std::optional<std::string>& {
        return result[field].second.expected[entry];
    };
    for (std::size_t i = 0; i < aliases.size(); ++i) {
        const std::optional<std::string>& alias = aliases[i];
        if (!alias) continue;
        if (facts.group_names.contains(*alias)) expect(3, i) = hexid_text(kGroupEntry);
        const auto user = record_of_name.find(*alias);
        const std::optional<std::size_t> only = user == record_of_name.end() ? std::nullopt : user->second;
        if (!only) continue;
        const std::size_t record = *only;
        expect(0, i) = hexids[record];
        expect(1, i) = tids[record];
        expect(2, i) = hexid_text(static_cast<std::uint32_t>(access2.offset_of(record)));
    }
    return result;
}

}  // namespace

const FieldProof* Calibration::find(std::string_view field) const {
    const auto found = std::ranges::find(proofs, field, &FieldProof::field);
    return found == proofs.end() ? nullptr : &*found;
}

Calibration calibrate(const RecordTable& table, const CandidateLayouts& layouts, const NamedFacts& facts,
                      const FieldCipher& cipher) {
    Calibration calibration{layouts.base, {}};
    for (const auto& [part, known] : facts) prove_part(calibration, table, layouts, part, known, cipher);
    return calibration;
}

Calibration weigh(const RecordTable& table, const RecordLayout& layout, const NamedFacts& facts,
                  const FieldCipher& cipher) {
    Calibration calibration{layout, {}};
    for (const auto& [name, known] : facts) {
        const Field* const field = layout.find(name);
        FieldProof proof;
        if (field != nullptr) proof = prove_field(table, std::array{*field}, known, cipher);
        proof.field = name;
        calibration.proofs.push_back(std::move(proof));
    }
    return calibration;
}

UserCalibration calibrate_users(const RecordTable& access2, const RecordTable& names, const PostofficeFacts& facts,
                                const FieldCipher& cipher, const GivenLayouts& given) {
    UserCalibration result;
    result.access2 = given.access2 == nullptr ? calibrate_access2(access2, names, facts, cipher)
                                              : weigh_access2(access2, names, *given.access2, facts, cipher);
    const NamedFacts listed = name_list_facts(access2, result.access2.layout, names, facts, cipher);
    result.names = given.names == nullptr ? calibrate(names, candidate_layouts(RecordFile::name_list), listed, cipher)
                                          : weigh(names, *given.names, listed, cipher);
    return result;
}

}  // namespace restante::postoffice
