// Reads messages of earlier runs back: whose they are, how large, and their hash.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/sha256.h"
#include "targets/stored_item.h"

namespace restante::targets::files {

// One message, fed piece by piece. Its item id is looked for in its header.
class StoredMessage {
public:
    static constexpr std::size_t kLargestHeader = 1024 * 1024;  // an item id behind it is not found

    void begin();
    void append(Bytes bytes);
    // `item_id` is "" when the message is not ours.
    [[nodiscard]] StoredItem finish(std::string place);

private:
    Sha256 hash_;
    std::uint64_t size_ = 0;
    std::string header_;  // until it ends
    bool in_header_ = true;
};

// The message files and mailboxes below a directory, in the order of their names. Messages that are not ours are passed
// over. Errors of reading.
Result<void> read_eml_tree(const std::string& directory, const StoredItemVisitor& visit);
Result<void> read_maildir_tree(const std::string& directory, const StoredItemVisitor& visit);
Result<void> read_mbox_tree(const std::string& directory, const StoredItemVisitor& visit);

}  // namespace restante::targets::files
