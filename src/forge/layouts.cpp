#include "forge/layouts.h"

#include <algorithm>

#include "forge/hidden_layout.h"
#include "formats/postoffice/mail/data_element.h"
#include "formats/postoffice/records/candidates.h"

namespace restante::forge {
namespace {

using postoffice::RecordFile;

postoffice::RecordLayout first_candidate(RecordFile file) {
    return postoffice::layout_number(postoffice::candidate_layouts(file), 0);
}

postoffice::RecordLayout last_candidate(RecordFile file) {
    const auto layouts = postoffice::candidate_layouts(file);
    return postoffice::layout_number(layouts, postoffice::count_of(layouts) - 1);
}

Layouts plain_layouts() {
    Layouts layouts;
    layouts.access2 = first_candidate(RecordFile::access2);
    layouts.names = first_candidate(RecordFile::name_list);
    layouts.group = first_candidate(RecordFile::group);
    layouts.group_members = first_candidate(RecordFile::group_members);
    layouts.net_po = first_candidate(RecordFile::net_po);
    layouts.external_users = first_candidate(RecordFile::external_users);
    layouts.group_chain = first_candidate(RecordFile::group_chain);
    return layouts;
}

// The last candidate of every table: other order, names below the cipher, hexids as numbers.
void reversed(Layouts& layouts) {
    layouts.access2 = last_candidate(RecordFile::access2);
    layouts.names = last_candidate(RecordFile::name_list);
    layouts.group = last_candidate(RecordFile::group);
    layouts.group_members = last_candidate(RecordFile::group_members);
    layouts.net_po = last_candidate(RecordFile::net_po);
    layouts.external_users = last_candidate(RecordFile::external_users);
    layouts.group_chain = last_candidate(RecordFile::group_chain);
}

void live_bits(Layouts& layouts) { layouts.key.bitmap = {.offset = 0, .high_bit_first = true, .set_is_live = true}; }

void high_bits(Layouts& layouts) { layouts.key.bitmap.high_bit_first = true; }

void blocks(Layouts& layouts) {
    layouts.mai.text.cipher = {.block = 512, .restart_index = true, .restart_feedback = true};
    layouts.attachment_cipher = layouts.mai.text.cipher;
}

void chained(Layouts& layouts) {
    layouts.mai.text.chained = true;
    layouts.mai.text_element = 500;
}

void open_text(Layouts& layouts) {
    layouts.mai.text.cipher.enciphered = false;
    layouts.mai.subject.cipher.enciphered = false;
    layouts.attachment_cipher.enciphered = false;
    layouts.details_enciphered = false;
}

void numbers(Layouts& layouts) {
    for (postoffice::DateLayout const& date : postoffice::date_layouts())
        if (date.shape == postoffice::DateShape::dos) layouts.mai.date = date;
    layouts.mai.priority = postoffice::PriorityLayout::character;
    layouts.tids = Numbering::by_record;
    layouts.index = {.name = 40,
                     .comment = 64,
                     .owner = 4,
                     .file = 8,
                     .kind = 2,
                     .rights = 100,
                     .owner_digits = false,
                     .file_digits = false};
}

void packed(Layouts& layouts) {
    layouts.mai.attachments = postoffice::attachment_layouts().back();
    layouts.mai.text_border = postoffice::TextBorderLayout{postoffice::element_code::kVendor, 0x39, true};
}

void vendor(Layouts& layouts) {
    layouts.mai.attachments.code = postoffice::element_code::kVendor;
    layouts.mai.attachments.qualifier = 0x38;
    layouts.message_id = false;
    layouts.length_octets = 4;
}

void noise(Layouts& layouts) {
    layouts.residue = Residue::noise;
    layouts.header.noise = true;
    layouts.tids = Numbering::scattered;
    layouts.gateway_address = 0x64;
}

struct Recipe {
    NamedLayout named;
    void (*change)(Layouts&);
};

const std::vector<Recipe>& recipes() {
    static const std::vector<Recipe> kRecipes{
        {{"plain", "the likeliest form of everything"}, [](Layouts&) {}},
        {{"reversed", "fields of records in the opposite order, names enciphered"}, reversed},
        {{"live-bits", "KEY: bitmap at 0, high bit first, a set bit means live"}, live_bits},
        {{"high-bits", "KEY: high bit first"}, high_bits},
        {{"blocks", "the cipher starts again every 512 bytes"}, blocks},
        {{"chained", "texts of many elements, enciphered as one"}, chained},
        {{"open", "texts, attachments and details not enciphered"}, open_text},
        {{"numbers", "DOS dates, priorities as characters, folder indexes with numbers"}, numbers},
        {{"packed", "attachments as packed records, a count of header lines"}, packed},
        {{"vendor", "attachments in a vendor item, messages without id"}, vendor},
        {{"noise", "unknown bytes hold anything, TIDs are scattered"}, noise},
    };
    return kRecipes;
}

}  // namespace

const std::vector<NamedLayout>& named_layouts() {
    static const std::vector<NamedLayout> kNames = [] {
        std::vector<NamedLayout> names;
        for (const Recipe& recipe : recipes()) names.push_back(recipe.named);
        return names;
    }();
    return kNames;
}

std::optional<Layouts> layouts_named(std::string_view name, std::uint64_t seed) {
    Layouts layouts = plain_layouts();
    if (name == kHiddenLayout) {
        hide_layouts(layouts, seed);
        return layouts;
    }
    const auto found = std::ranges::find(recipes(), name, [](const Recipe& recipe) { return recipe.named.name; });
    if (found == recipes().end()) return std::nullopt;
    found->change(layouts);
    return layouts;
}

}  // namespace restante::forge
