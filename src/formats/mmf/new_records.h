// What goes into a new store, as records: the arguments of StoreBuilder. Text is raw bytes of the store's code page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "formats/mmf/address_field.h"
#include "formats/mmf/attachment_list.h"
#include "formats/mmf/date_record.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/list_order.h"
#include "formats/mmf/list_source.h"
#include "formats/mmf/oid.h"

namespace restante::mmf {

struct NewFolder {
    std::string name{};
    std::string comment{};
    std::uint16_t level = 1;
    bool hidden = false;
    Oid oid{};  // 0: a name is made up
    FolderOrder order = FolderOrder::date;
    bool descending = false;
    std::optional<ListSort> stored_sort{};  // declared instead of `order`; messages stay in the order they are added
};

struct NewAttachment {
    // Attributes of the attachment object (title, data, metafile, dates) in stored order; data may be a source.
    std::vector<ListPart> attributes{};
    AttachmentReference reference{};        // its object is filled in
    std::optional<std::uint32_t> number{};  // element id in the list; absent: a name is made up
};

struct NewMessage {
    // In stored order. The attachment bit of the status is set right; a message with attachments but without status
    // gets one.
    std::vector<ListElement> attributes{};
    std::vector<NewAttachment> attachments{};
    Oid oid{};  // 0: a name is made up
};

struct NewAddressEntry {
    std::vector<ListElement> attributes{};              // in stored order; for groups 00080000 is added
    std::optional<std::vector<std::size_t>> members{};  // a group: positions in NewAddressBook::entries
    std::string group_folder_name{};                    // of a group; "" = the attribute Subject
    bool only_in_group = false;                         // stands in the lists of its groups, not in that of the book
    Oid oid{};
    Oid group_folder{};
};

struct NewAddressBook {
    std::string name = "Microsoft Personal Address Book";
    std::string comment = "44";
    Oid oid = kStandardAddressBook;
    std::vector<NewAddressEntry> entries{};
};

}  // namespace restante::mmf
