// FOLDERS: private folders of DOS users, shared and group folders, the folder counter.
#pragma once

#include "forge/mail_index.h"
#include "forge/office.h"

namespace restante::forge {

class FolderFiles {
public:
    explicit FolderFiles(const Office& office) : office_(&office), next_file_(office.plan.first_folder_file) {}

    // LOC\<hexid>\<hexid>.IDX and a file for each folder that has letters.
    Result<void> write_private(const MailIndex& index, std::size_t record);
    // PUB\FOLDROOT.IDX and a file for each.
    Result<void> write_shared(const MailIndex& index);
    Result<void> write_counter() const;

private:
    struct Described {
        std::string name{}, comment{};
        std::uint32_t owner = 0, file = 0;
        std::uint8_t kind = 0, rights = 0;
    };
    Result<void> write_folder(const std::string& directory, const Described& folder,
                              const std::vector<std::uint32_t>& letters) const;
    Result<void> write_index(const std::string& path, const std::vector<Described>& folders) const;

    const Office* office_;
    std::uint32_t next_file_;
};

}  // namespace restante::forge
