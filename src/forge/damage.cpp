#include "forge/damage.h"

#include <algorithm>

#include "forge/damage_functions.h"

namespace restante::forge {

const std::vector<DamageKind>& damage_kinds() {
    static const std::vector<DamageKind> kKinds{
        {"no-access", "ACCESS.GLB is missing", remove_access},
        {"no-access2", "ACCESS2.GLB, which says whose mailbag is which, is missing", remove_access2},
        {"no-access3", "ACCESS3.GLB is missing", remove_access3},
        {"cut-access2", "ACCESS2.GLB ends inside a record", cut_access2},
        {"counts-differ", "ACCESS.GLB has a record more, ACCESS3.GLB one less", change_counts},
        {"stale-user", "a deleted account looks as if it were in use", revive_account},
        {"swapped-records", "two records of ACCESS2.GLB have changed places", swap_records},
        {"same-hexid", "two accounts have the same hexid", repeat_hexid},
        {"no-master", "MASTER.GLB is missing", remove_master},
        {"empty-master", "MASTER.GLB has no bytes", empty_master},
        {"bad-names", "ADMIN.NME is garbage, its shadow is not", spoil_names},
        {"no-names", "ADMIN.NME and its shadow are missing", remove_names},
        {"no-groups", "GROUP.GLB is missing", remove_groups},
        {"bad-chains", "the chains of ADMIN.GRP and its shadow run in circles", spoil_chains},
        {"no-key", "the KEY of a mailbag is missing", remove_key},
        {"no-keys", "all KEY files are missing", remove_keys},
        {"cut-mailbag", "a mailbag ends inside a header", cut_mailbag},
        {"no-mailbag", "a mailbag is missing", remove_mailbag},
        {"swapped-mailbags", "the mailbags of two accounts have changed names", swap_mailbags},
        {"no-message", "a message file is missing, its header live", remove_message},
        {"cut-message", "a message file is cut off", cut_message},
        {"bad-message", "a message file is garbage", spoil_message},
        {"stub-message", "a message was lost, and PODIAG put a stub in its place", stub_message},
        {"no-attachment", "an attachment file is missing", remove_attachment},
        {"cut-attachment", "an attachment file is cut off", cut_attachment},
        {"cut-store", "a message file of a Windows client (MMF) is cut off", cut_store},
        {"bad-store", "garbage in the middle of an MMF", spoil_store},
        {"cut-folder", "a shared folder is cut off inside a message", cut_folder},
        {"no-index", "FOLDROOT.IDX is missing: folders have lost their names", remove_index},
        {"no-serial", "SERIALNO.IDX is missing", remove_serial},
        {"junk-behind", "junk behind the records of XTN, MBG and ACCESS2", append_junk},
        {"foreign-files", "files of other programs everywhere", add_foreign_files},
        {"empty-files", "some tables and the KEY of a mailbag have no bytes", empty_files},
        {"block-cut", "files of GLB end at the last whole 4096 bytes", cut_at_blocks},
        {"all-deleted", "all messages of a mailbag are marked as deleted, and still there", delete_headers},
        {"loose-attachments", "a message file is missing, and the files of its attachments are not",
         bereave_attachments},
        {"lower-case", "all names are in lower case", lower_names},
    };
    return kKinds;
}

bool is_damage_kind(std::string_view name) {
    return std::ranges::find(damage_kinds(), name, &DamageKind::name) != damage_kinds().end();
}

Result<std::vector<DamageReport>> apply_damage(const Office& office, const MailIndex& index,
                                               const std::vector<std::string>& names) {
    std::vector<DamageReport> reports;
    for (std::size_t i = 0; i < damage_kinds().size(); ++i) {
        const DamageKind& kind = damage_kinds()[i];
        if (std::ranges::find(names, kind.name) == names.end()) continue;
        DamageScene scene{&office, &index, Random(office.plan.options.seed, Stream::damage, i)};
        DamageReport report = TRY(kind.apply(scene));
        report.kind = kind.name;
        reports.push_back(std::move(report));
    }
    return reports;
}

}  // namespace restante::forge
