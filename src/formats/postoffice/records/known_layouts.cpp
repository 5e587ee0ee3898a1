#include "formats/postoffice/records/known_layouts.h"

#include "formats/postoffice/records/layout.h"

namespace restante::postoffice {
namespace {

constexpr auto kDocumented = EvidenceTag::documented;
constexpr auto kDumped = EvidenceTag::dumped;
constexpr auto kInferred = EvidenceTag::inferred;

RecordLayout master_layout() {
    return {"MASTER",
            0,
            176,
            {{"gateway flags", 0x93, 1, FieldKind::byte, kDumped},
             {"enhanced security", 0x94, 1, FieldKind::flag, kDocumented}}};
}

RecordLayout control_layout() {
    return {
        "CONTROL",
        0,
        8,
        {{"next mailbag", 0, 4, FieldKind::dword, kDocumented}, {"next message", 4, 4, FieldKind::dword, kDocumented}}};
}

RecordLayout network_layout() {
    return {"NETWORK",
            0,
            122,
            {{"state", 0x00, 1, FieldKind::flag, kDumped},
             {"type", 0x01, 1, FieldKind::byte, kDumped},
             {"name", 0x02, 11, FieldKind::text, kDumped},
             {"externals", 0x0D, 9, FieldKind::hexid_text, kDocumented},
             {"mailbag", 0x21, 9, FieldKind::hexid_text, kDumped}}};
}

RecordLayout externals_layout() {
    return {"XTN",
            0,
            698,
            {{"state", 0x000, 1, FieldKind::flag, kDocumented},
             {"name", 0x001, 11, FieldKind::text, kDocumented},
             {"mailbag", 0x00C, 9, FieldKind::hexid_text, kDocumented},
             {"indirect postoffices", 0x289, 2, FieldKind::word, kDocumented}}};
}

RecordLayout name_list_layout() {
    return {"NME",
            0,
            45,
            {{"flags", 0, 2, FieldKind::bytes, kInferred},
             {"alias", 2, 31, FieldKind::text, kInferred},
             {"numbers", 33, 12, FieldKind::bytes, kInferred}}};
}

}  // namespace

RecordLayout known_layout(RecordFile file) {
    switch (file) {
        case RecordFile::access:
            return {"ACCESS", 0, 586, {}};
        case RecordFile::access2:
            return {"ACCESS2", 0, 69, {}};
        case RecordFile::access3:
            return {"ACCESS3", 0, 512, {}};
        case RecordFile::control:
            return control_layout();
        case RecordFile::group:
            return {"GROUP", 4, 51, {}};
        case RecordFile::group_members:
            return {"GRPMEM", 4, 128, {}};
        case RecordFile::master:
            return master_layout();
        case RecordFile::net_po:
            return {"NETPO", 4, 43, {}};
        case RecordFile::network:
            return network_layout();
        case RecordFile::tid:
            return {"TID", 0, 4, {{"last", 0, 4, FieldKind::dword, kDocumented}}};
        case RecordFile::group_chain:
            return {
                "GRP", 8, 8, {{"tid", 0, 4, FieldKind::dword, kInferred}, {"next", 4, 4, FieldKind::dword, kInferred}}};
        case RecordFile::member_list:
            return {"MEM", 0, 4, {{"mailbag", 0, 4, FieldKind::dword, kDocumented}}};
        case RecordFile::name_list:
            return name_list_layout();
        case RecordFile::external_users:
            return {"USR", 0, 53, {}};
        case RecordFile::externals:
            return externals_layout();
    }
    return {};
}

}  // namespace restante::postoffice
