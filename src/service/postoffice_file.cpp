#include "service/postoffice_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "formats/postoffice/mail/folder_file.h"
#include "formats/postoffice/mail/folder_index.h"
#include "formats/postoffice/mail/mai_file.h"
#include "formats/postoffice/mail/mailbag.h"
#include "formats/postoffice/mail/mailbag_key.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/record_table.h"
#include "sources/postoffice/postoffice_files.h"

namespace restante::service {
namespace {

using postoffice::RecordFile;

struct FixedName {
    std::string_view name, description;
    RecordFile file;
    bool fixed_size;
};
constexpr std::array<FixedName, 10> kTables{{{"ACCESS.GLB", "accounts (ACCESS)", RecordFile::access, false},
                                             {"ACCESS2.GLB", "user list (ACCESS2)", RecordFile::access2, false},
                                             {"ACCESS3.GLB", "accounts (ACCESS3)", RecordFile::access3, false},
                                             {"CONTROL.GLB", "counters (CONTROL)", RecordFile::control, true},
                                             {"GROUP.GLB", "groups (GROUP)", RecordFile::group, false},
                                             {"GRPMEM.GLB", "group members (GRPMEM)", RecordFile::group_members, false},
                                             {"MASTER.GLB", "postoffice data (MASTER)", RecordFile::master, true},
                                             {"NETPO.GLB", "other postoffices (NETPO)", RecordFile::net_po, false},
                                             {"NETWORK.GLB", "networks (NETWORK)", RecordFile::network, false},
                                             {"TID.GLB", "counter of identities (TID)", RecordFile::tid, true}}};

struct NumberedName {
    std::string_view extension, description;
    PostofficeFileKind kind;
    RecordFile file;
};
constexpr std::array<NumberedName, 11> kNumbered{{
    {".MBG", "mailbag (MBG)", PostofficeFileKind::mailbag, {}},
    {".KEY", "key of a mailbag (KEY)", PostofficeFileKind::key, {}},
    {".MAI", "message (MAI)", PostofficeFileKind::message, {}},
    {".ATT", "attachment (ATT)", PostofficeFileKind::attachment, {}},
    {".FLD", "folder (FLD)", PostofficeFileKind::folder, {}},
    {".IDX", "folder index (IDX)", PostofficeFileKind::folder_index, {}},
    {".NME", "address list (NME)", PostofficeFileKind::records, RecordFile::name_list},
    {".GRP", "chains of groups (GRP)", PostofficeFileKind::records, RecordFile::group_chain},
    {".MEM", "members of a group (MEM)", PostofficeFileKind::records, RecordFile::member_list},
    {".USR", "users elsewhere (USR)", PostofficeFileKind::records, RecordFile::external_users},
    {".XTN", "postoffices of a network (XTN)", PostofficeFileKind::records, RecordFile::externals},
}};

// Names beside numbers; other programs use the same extensions for files of their own.
constexpr std::array<std::string_view, 8> kStems{"ADMIN",   "ADMINSHD", "FOLDROOT", "GAL",
                                                 "INQUEUE", "INQUEUE3", "SYSTEM",   "VIEW"};

}  // namespace

std::optional<PostofficeFile> recognise_postoffice_file(std::string_view path) {
    const std::string name = ascii_upper(path.substr(path.find_last_of("/\\") + 1));
    for (const FixedName& table : kTables)
        if (name == table.name)
            return PostofficeFile{PostofficeFileKind::records, std::string(table.description),
                                  postoffice::known_layout(table.file), table.fixed_size};
    const std::size_t dot = std::min(name.rfind('.'), name.size());
    const std::string_view stem = std::string_view(name).substr(0, dot), extension = std::string_view(name).substr(dot);
    if (!postoffice::hexid_value(stem) && std::ranges::find(kStems, stem) == kStems.end()) return std::nullopt;
    for (const NumberedName& one : kNumbered)
        if (extension == one.extension)
            return PostofficeFile{one.kind, std::string(one.description),
                                  one.kind == PostofficeFileKind::records ? postoffice::known_layout(one.file)
                                                                          : postoffice::RecordLayout{},
                                  false};
    return std::nullopt;
}

Result<void> check_postoffice_file(const PostofficeFile& kind, const ByteSource& file, std::string_view item,
                                   Findings& findings) {
    if (kind.kind == PostofficeFileKind::attachment) return {};  // any bytes are an attachment
    if (kind.kind == PostofficeFileKind::folder) {
        TRY(postoffice::read_folder_file(file, findings, item));
        return {};
    }
    if (kind.kind == PostofficeFileKind::message) {
        const auto message = postoffice::read_mai(file, {0, file.size()}, findings, item);
        if (!message && message.error().code == Errc::io) return tl::unexpected(message.error());
        if (!message)
            findings.add(MessageId::postoffice_message_damaged, message.error().what, std::string(item),
                         message.error().offset);
        return {};
    }
    const ByteVector bytes = TRY(read_all(file, sources::kLargestTable));
    switch (kind.kind) {
        case PostofficeFileKind::mailbag:
            (void)postoffice::read_mailbag(bytes, findings, item);
            break;
        case PostofficeFileKind::key:
            if (bytes.size() != postoffice::kKeySize)
                findings.add(MessageId::postoffice_key_size, fmt::format("it has {}", bytes.size()), std::string(item),
                             std::min(bytes.size(), postoffice::kKeySize));
            break;
        case PostofficeFileKind::folder_index:
            if (const auto index = postoffice::read_folder_index(bytes, findings, item); !index)
                findings.add(MessageId::postoffice_index_cut, index.error().what, std::string(item),
                             index.error().offset);
            break;
        default:
            if (kind.fixed_size && bytes.size() != kind.layout.record_size)
                findings.add(MessageId::postoffice_size,
                             fmt::format("{} bytes, not {}", bytes.size(), kind.layout.record_size), std::string(item),
                             std::min(bytes.size(), kind.layout.record_size));
            else if (!bytes.empty())  // lists nobody used yet have no bytes at all
                (void)postoffice::RecordTable::read(kind.layout, bytes, item, findings);
    }
    return {};
}

}  // namespace restante::service
