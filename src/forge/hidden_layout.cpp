#include "forge/hidden_layout.h"

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "forge/random.h"
#include "formats/postoffice/mail/data_element.h"
#include "formats/postoffice/mail/folder_index.h"
#include "formats/postoffice/records/candidates.h"

namespace restante::forge {
namespace {

// Numbers that look like hexids are rarer: they leave readers with two places that fit.
constexpr std::array<Numbering, 10> kNumberings{
    Numbering::ascending, Numbering::ascending, Numbering::ascending, Numbering::ascending, Numbering::ascending,
    Numbering::high,      Numbering::high,      Numbering::scattered, Numbering::by_record, Numbering::like_hexids};

class Hider {
public:
    explicit Hider(std::uint64_t seed) : random_(seed, Stream::layout) {}

    void run(Layouts& layouts) {
        using postoffice::RecordFile;
        hide(layouts.access2, RecordFile::access2);
        hide(layouts.names, RecordFile::name_list);
        hide(layouts.group, RecordFile::group);
        hide(layouts.group_members, RecordFile::group_members);
        hide(layouts.net_po, RecordFile::net_po);
        hide(layouts.external_users, RecordFile::external_users);
        hide(layouts.group_chain, RecordFile::group_chain);
        layouts.tids = random_.pick(kNumberings);
        layouts.residue = static_cast<Residue>(random_.below(2));
        layouts.local_entry = random_.pick(std::array<std::uint8_t, 3>{1, 0, 3});
        layouts.gateway_address = random_.pick(std::array<std::uint8_t, 3>{2, 0x10, 0x64});
        layouts.key.bitmap = random_.pick(postoffice::key_variants());
        layouts.key.counters = random_.below(40);
        hide(layouts.header);
        hide(layouts.mai);
        layouts.attachment_cipher = random_.pick(postoffice::cipher_variants());
        layouts.details_enciphered = random_.chance(50);
        hide(layouts.index);
        layouts.message_id = random_.chance(70);
        layouts.length_octets = static_cast<std::uint8_t>(2 + random_.below(3));
    }

private:
    void hide(postoffice::RecordLayout& layout, postoffice::RecordFile file) {
        const auto candidates = postoffice::candidate_layouts(file);
        layout = postoffice::layout_number(candidates, random_.below(postoffice::count_of(candidates)));
        for (postoffice::Field& field : layout.fields)
            if (field.kind == postoffice::FieldKind::flag) field.live = random_.chance(50) ? 1 : 0;
    }

    void hide(HeaderLayout& header) {
        // Single bytes that no known field covers.
        std::vector<std::size_t> free{0x00, 0x01, 0x42, 0x4C, 0x4D, 0x52, 0x55, 0x57, 0x5A, 0x60, 0x6B, 0x70};
        for (std::size_t* place : {&header.read_flag, &header.priority, &header.attachments}) {
            const std::size_t index = random_.below(free.size());
            *place = free[index];
            free.erase(free.begin() + static_cast<std::ptrdiff_t>(index));
        }
        header.noise = random_.chance(50);
    }

    void hide(postoffice::MaiWriteLayout& mai) {
        mai.text = random_.pick(postoffice::text_variants());
        mai.text_element = random_.pick(std::array<std::size_t, 4>{128, 500, 4096, 32'768});
        mai.subject.cipher.enciphered = random_.chance(70);
        mai.date = random_.pick(postoffice::date_layouts());
        mai.priority = random_.pick(postoffice::priority_layouts());
        mai.attachments = random_.pick(postoffice::attachment_layouts());
        if (random_.chance(50)) {
            mai.attachments.code = postoffice::element_code::kVendor;
            mai.attachments.qualifier = 0x38;
        }
        if (random_.chance(50))
            mai.text_border = postoffice::TextBorderLayout{postoffice::element_code::kVendor, 0x39, random_.chance(50)};
    }

    // The parts one behind the other in some order, with gaps between them.
    void hide(IndexLayout& index) {
        index.owner_digits = random_.chance(50);
        index.file_digits = random_.chance(50);
        // A comment follows its name, as far as anything is known (Q82921).
        std::vector<std::pair<std::size_t*, std::size_t>> parts{
            {&index.name, postoffice::kFolderNameSize + postoffice::kFolderNameSize + 1},
            {&index.owner, index.owner_digits ? 9 : 4},
            {&index.file, index.file_digits ? 9 : 4},
            {&index.kind, 1},
            {&index.rights, 4}};
        std::size_t used = 0;
        for (const auto& part : parts) used += part.second;
        std::size_t spare = postoffice::kFolderIndexRecord - used, offset = 0;
        while (!parts.empty()) {
            const std::size_t gap = random_.below(spare / 2 + 1);
            spare -= gap;
            offset += gap;
            const std::size_t next = random_.below(parts.size());
            *parts[next].first = offset;
            offset += parts[next].second;
            parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(next));
        }
        index.comment = index.name + postoffice::kFolderNameSize;
    }

    Random random_;
};

}  // namespace

void hide_layouts(Layouts& layouts, std::uint64_t seed) { Hider(seed).run(layouts); }

}  // namespace restante::forge
