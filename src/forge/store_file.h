// A message file as a Windows client keeps it: folders, messages, an address book, the account.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/byte_sink.h"
#include "forge/letter.h"
#include "forge/office.h"
#include "formats/mmf/store_builder.h"

namespace restante::forge {

class StoreFile {
public:
    // The sink must be empty and outlive this. `messages`: how many come, for the size of the map. `account`: whose
    // file it says it is; "MS:NET/PO/MAILBOX".
    static Result<StoreFile> create(const Office& office, std::size_t record, const std::string& account,
                                    std::size_t messages, PatchableSink& sink);
    Result<void> add(const Letter& letter);
    Result<void> finish();

private:
    StoreFile(const Office& office, std::size_t record, mmf::StoreBuilder builder)
        : office_(&office), record_(record), builder_(std::move(builder)) {}
    Result<void> add_folders();

    const Office* office_;
    std::size_t record_;
    mmf::StoreBuilder builder_;
    std::vector<std::size_t> folders_{};  // by number of StoreFolder
};

}  // namespace restante::forge
