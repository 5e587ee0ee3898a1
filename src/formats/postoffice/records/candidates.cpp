#include "formats/postoffice/records/candidates.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/layout.h"

namespace restante::postoffice {
namespace {

// The parts of a region with one form each; a part without a name is what is left over.
using SettledParts = std::vector<Field>;

std::size_t factorial(std::size_t number) { return number < 2 ? 1 : number * factorial(number - 1); }

// Every choice of forms that leaves no negative rest.
std::vector<SettledParts> settled_parts(const CandidateRegion& region) {
    std::vector<SettledParts> choices{{}};
    for (const CandidatePart& part : region.parts) {
        std::vector<SettledParts> longer;
        for (const SettledParts& choice : choices) {
            for (const CandidateForm& form : part.forms) {
                longer.push_back(choice);
                if (form.size > 0)
                    longer.back().push_back({.name = part.name, .offset = 0, .size = form.size, .kind = form.kind});
            }
        }
        choices = std::move(longer);
    }
    std::vector<SettledParts> fitting;
    for (SettledParts& choice : choices) {
        std::size_t used = 0;
        for (const Field& part : choice) used += part.size;
        const std::size_t room = region.end - region.begin;
        if (used > room) continue;
        if (used < room) choice.push_back({.name = {}, .offset = 0, .size = room - used});
        fitting.push_back(std::move(choice));
    }
    return fitting;
}

std::size_t count_of_region(const CandidateRegion& region) {
    std::size_t count = 0;
    for (const SettledParts& parts : settled_parts(region)) count += factorial(parts.size());
    return count;
}

void place_parts(SettledParts parts, std::size_t permutation, std::size_t offset, std::vector<Field>& into) {
    while (!parts.empty()) {
        const std::size_t orders_of_rest = factorial(parts.size() - 1);
        const auto next = parts.begin() + static_cast<std::ptrdiff_t>(permutation / orders_of_rest);
        permutation %= orders_of_rest;
        next->offset = offset;
        offset += next->size;
        if (!next->name.empty()) into.push_back(*next);
        parts.erase(next);
    }
}

void place_region(const CandidateRegion& region, std::size_t index, std::vector<Field>& into) {
    for (SettledParts& parts : settled_parts(region)) {
        const std::size_t orders = factorial(parts.size());
        if (index < orders) {
            place_parts(std::move(parts), index, region.begin, into);
            return;
        }
        index -= orders;
    }
}

// Where `part` begins when some of the others stand in front of it.
std::vector<std::size_t> offsets_behind_others(const SettledParts& parts, const Field& part, std::size_t begin) {
    std::vector<std::size_t> offsets{begin};
    for (const Field& other : parts) {
        if (&other == &part) continue;
        const std::size_t count = offsets.size();
        for (std::size_t i = 0; i < count; ++i) offsets.push_back(offsets[i] + other.size);
        std::ranges::sort(offsets);
        offsets.erase(std::ranges::unique(offsets).begin(), offsets.end());
    }
    return offsets;
}

std::vector<CandidateForm> flag_form() { return {{FieldKind::flag, 1}}; }
std::vector<CandidateForm> number_form() { return {{FieldKind::dword, 4}}; }
std::vector<CandidateForm> hexid_forms() { return {{FieldKind::hexid_text, 9}, {FieldKind::dword, 4}}; }
std::vector<CandidateForm> optional_byte() { return {{FieldKind::byte, 0}, {FieldKind::byte, 1}}; }

std::vector<CandidateForm> name_forms(std::size_t size) { return {{FieldKind::text, size}}; }
std::vector<CandidateForm> hideable_forms(std::size_t size) {
    return {{FieldKind::text, size}, {FieldKind::obfuscated_text, size}};
}

std::vector<CandidatePart> access2_parts() {
    return {{"mailbox", hideable_forms(11)},
            {"full name", hideable_forms(31)},
            {"password", {{FieldKind::bytes, 9}}},
            {"hexid", hexid_forms()},
            {"tid", number_form()},
            {"state", flag_form()}};
}

std::vector<CandidatePart> net_po_parts() {
    return {{"state", flag_form()},         {"type", optional_byte()},   {"network", name_forms(11)},
            {"postoffice", name_forms(11)}, {"mailbox", name_forms(11)}, {"mailbag", hexid_forms()}};
}

std::vector<CandidatePart> group_parts() {
    return {{"state", flag_form()},
            {"type", optional_byte()},
            {"alias", {{FieldKind::text, 31}, {FieldKind::text, 30}}},
            {"address", {{FieldKind::text, 11}, {FieldKind::text, 10}}},
            {"tid", number_form()},
            {"first member", number_form()}};
}

std::vector<CandidatePart> external_user_parts() {
    return {{"state", flag_form()},
            {"mailbox", name_forms(11)},
            {"alias", name_forms(31)},
            {"tid", number_form()},
            {"template data", number_form()}};
}

}  // namespace

CandidateLayouts candidate_layouts(RecordFile file) {
    CandidateLayouts layouts{known_layout(file), {}};
    const std::size_t whole = layouts.base.record_size;
    switch (file) {
        case RecordFile::access2:
            layouts.regions = {{0, whole, access2_parts()}};
            break;
        case RecordFile::group:
            layouts.regions = {{0, whole, group_parts()}};
            break;
        case RecordFile::group_members:
            layouts.regions = {{0, whole, {{"state", flag_form()}, {"mailbag", hexid_forms()}}}};
            break;
        case RecordFile::net_po:
            layouts.regions = {{0, whole, net_po_parts()}};
            break;
        case RecordFile::group_chain:
            layouts.base.fields.clear();
            layouts.regions = {{0, whole, {{"tid", number_form()}, {"next", number_form()}}}};
            break;
        case RecordFile::name_list:
            std::erase_if(layouts.base.fields, [](const Field& field) { return field.kind == FieldKind::bytes; });
            layouts.regions = {
                {0, 2, {{"state", flag_form()}, {"type", {{FieldKind::byte, 1}}}}},
                {33, whole, {{"tid", number_form()}, {"place", number_form()}, {"hexid", number_form()}}}};
            break;
        case RecordFile::external_users:
            layouts.regions = {{0, whole, external_user_parts()}};
            break;
        default:
            break;
    }
    return layouts;
}

std::size_t count_of(const CandidateLayouts& layouts) {
    std::size_t count = 1;
    for (const CandidateRegion& region : layouts.regions) count *= count_of_region(region);
    return count;
}

RecordLayout layout_number(const CandidateLayouts& layouts, std::size_t index) {
    RecordLayout layout = layouts.base;
    for (const CandidateRegion& region : layouts.regions) {
        const std::size_t count = count_of_region(region);
        place_region(region, index % count, layout.fields);
        index /= count;
    }
    return layout;
}

std::vector<Field> places_of(const CandidateLayouts& layouts, std::string_view part) {
    std::vector<Field> places;
    for (const CandidateRegion& region : layouts.regions) {
        for (const SettledParts& parts : settled_parts(region)) {
            for (const Field& field : parts) {
                if (field.name != part) continue;
                for (const std::size_t offset : offsets_behind_others(parts, field, region.begin)) {
                    places.push_back(field);
                    places.back().offset = offset;
                }
            }
        }
    }
    const auto key = [](const Field& field) { return std::tuple(field.offset, field.kind, field.size); };
    std::ranges::sort(places, {}, key);
    places.erase(std::ranges::unique(places, {}, key).begin(), places.end());
    return places;
}

}  // namespace restante::postoffice
