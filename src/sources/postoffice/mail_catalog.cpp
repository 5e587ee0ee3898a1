#include "sources/postoffice/mail_catalog.h"

#include <utility>

#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::sources {
namespace {

// Below MAI and ATT the files stand in sixteen directories; one that was copied elsewhere counts all the same.
NumberedFiles numbered(const std::vector<NamedFile>& files) {
    std::vector<NumberedFile> result;
    for (const NamedFile& file : files) {
        const std::string_view name = std::string_view(file.stem).substr(file.stem.rfind('/') + 1);
        if (const auto number = postoffice::hexid_value(name))
            result.push_back({*number, static_cast<std::uint32_t>(file.index)});
    }
    return NumberedFiles(std::move(result));
}

std::set<std::uint32_t> folder_owners(const PostofficeFiles& files) {
    std::set<std::uint32_t> owners;
    for (const NamedFile& file : files.list_below("FOLDERS/LOC", ".FLD")) {
        const std::string_view directory = std::string_view(file.stem).substr(0, file.stem.find('/'));
        if (const auto hexid = postoffice::hexid_value(directory)) owners.insert(*hexid);
    }
    return owners;
}

void add_mailbags(const postoffice::RecordTable& table, const char* field_name, std::set<std::uint32_t>& into) {
    const postoffice::Field* const field = table.layout().find(field_name);
    if (field == nullptr) return;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const auto hexid = postoffice::read_hexid(*field, table.record(i));
        if (hexid && *hexid) into.insert(**hexid);
    }
}

}  // namespace

MailCatalog read_mail_catalog(const PostofficeFiles& files) {
    MailCatalog catalog;
    catalog.messages = numbered(files.list_below("MAI", ".MAI"));
    catalog.attachments = numbered(files.list_below("ATT", ".ATT"));
    catalog.mailbags = numbered(files.list("MBG", ".MBG"));
    catalog.keys = numbered(files.list("KEY", ".KEY"));
    catalog.stores = numbered(files.list("MMF", ".MMF"));
    catalog.personal_names = numbered(files.list("NME", ".NME"));
    catalog.private_folders = folder_owners(files);
    return catalog;
}

postoffice::AttachmentSizes attachment_sizes(const PostofficeFiles& files, const MailCatalog& catalog) {
    postoffice::AttachmentSizes sizes;
    for (const auto& [number, index] : catalog.attachments) sizes.emplace(number, files.file(index).size);
    return sizes;
}

std::set<std::uint32_t> foreign_mailbags(const PostofficeFiles& files, Findings& findings) {
    using postoffice::RecordFile;
    using postoffice::RecordTable;
    std::set<std::uint32_t> mailbags;
    add_mailbags(RecordTable::read(postoffice::known_layout(RecordFile::network),
                                   files.read("GLB/NETWORK.GLB", findings), "NETWORK.GLB", findings),
                 "mailbag", mailbags);
    for (const NamedFile& file : files.list("XTN", ".XTN"))
        add_mailbags(RecordTable::read(postoffice::known_layout(RecordFile::externals),
                                       files.read(file.index, findings), file.stem + ".XTN", findings),
                     "mailbag", mailbags);
    return mailbags;
}

Mailbag read_mailbag_of(const PostofficeFiles& files, const MailCatalog& catalog, std::uint32_t hexid,
                        Findings& findings) {
    Mailbag mailbag;
    const std::string name = postoffice::hexid_text(hexid);
    if (const auto bag = catalog.mailbags.find(hexid))
        mailbag.headers = postoffice::read_mailbag(files.read(*bag, findings), findings, name + ".MBG");
    if (const auto key = catalog.keys.find(hexid)) mailbag.key = files.read(*key, findings);
    return mailbag;
}

std::optional<std::uint32_t> message_number(const postoffice::MailbagHeader& header) {
    return postoffice::hexid_value(header.message);
}

}  // namespace restante::sources
