#include "forge/folder_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "forge/message_bytes.h"
#include "forge/store_folders.h"
#include "formats/postoffice/mail/folder_file.h"
#include "formats/postoffice/mail/folder_index.h"

namespace restante::forge {
namespace {

using postoffice::FolderKind;

constexpr std::size_t kCommentSize = postoffice::kFolderNameSize + 1;
constexpr std::uint8_t kAllRights = 7;

void put_text(MutableBytes record, std::size_t place, const std::string& text, std::size_t size) {
    std::ranges::copy(padded(std::string_view(text).substr(0, size - 1), size), record.subspan(place).begin());
}

}  // namespace

Result<void> FolderFiles::write_folder(const std::string& directory, const Described& folder,
                                       const std::vector<std::uint32_t>& letters) const {
    const auto sink = TRY(office_->output.open(fmt::format("{}/{:08X}.FLD", directory, folder.file)));
    TRY_VOID(sink->append(postoffice::write_folder_file(static_cast<FolderKind>(folder.kind), {})));
    for (const std::uint32_t number : letters) {
        const ByteVector message = TRY(message_bytes(*office_, make_letter(office_->plan, number), 0, 1));
        TRY_VOID(sink->append(message));
    }
    return sink->close();
}

Result<void> FolderFiles::write_index(const std::string& path, const std::vector<Described>& folders) const {
    const IndexLayout& layout = office_->layouts.index;
    postoffice::FolderIndex index;
    for (const Described& folder : folders) {
        postoffice::FolderIndexRecord& record = index.records.emplace_back();
        put_text(record, layout.name, office_->dos_text(folder.name), postoffice::kFolderNameSize);
        put_text(record, layout.comment, office_->dos_text(folder.comment), kCommentSize);
        postoffice::put_index_number(record, {layout.owner, layout.owner_digits}, folder.owner);
        postoffice::put_index_number(record, {layout.file, layout.file_digits}, folder.file);
        record.at(layout.kind) = folder.kind;
        record.at(layout.rights) = folder.rights;
    }
    return office_->output.write(path, postoffice::write_folder_index(index));
}

Result<void> FolderFiles::write_private(const MailIndex& index, std::size_t record) {
    const std::uint32_t hexid = office_->plan.accounts[record].hexid;
    const std::string directory = fmt::format("FOLDERS/LOC/{:08X}", hexid);
    std::array<std::vector<std::uint32_t>, kOwnFolders> letters;
    for (const Holding& holding : index.holdings(record)) {
        if (!holding.own) continue;
        const Letter letter = make_letter(office_->plan, holding.letter);
        if (letter.place == Place::private_folder) letters.at(letter.folder).push_back(holding.letter);
    }
    std::vector<Described> folders;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (letters.at(i).empty()) continue;
        folders.push_back({private_folder_path(record, i).front(), "", hexid, next_file_++,
                           static_cast<std::uint8_t>(FolderKind::private_folder), kAllRights});
        TRY_VOID(write_folder(directory, folders.back(), letters.at(i)));
    }
    return write_index(fmt::format("{}/{:08X}.IDX", directory, hexid), folders);
}

Result<void> FolderFiles::write_shared(const MailIndex& index) {
    std::vector<Described> folders;
    for (std::size_t i = 0; i < office_->plan.folders.size(); ++i) {
        const SharedFolder& folder = office_->plan.folders[i];
        const FolderKind kind = folder.of_group ? FolderKind::group : FolderKind::shared;
        folders.push_back({folder.name, folder.comment, office_->plan.accounts[folder.owner].hexid, next_file_++,
                           static_cast<std::uint8_t>(kind), static_cast<std::uint8_t>(1 + i % kAllRights)});
        TRY_VOID(write_folder("FOLDERS/PUB", folders.back(), index.shared(i)));
    }
    return write_index("FOLDERS/PUB/FOLDROOT.IDX", folders);
}

Result<void> FolderFiles::write_counter() const {
    return office_->output.write("FOLDERS/SERIALNO.IDX", postoffice::write_folder_counter(next_file_));
}

}  // namespace restante::forge
