// The nodes every store has besides its folders and messages. Source: docs/formats/pst.md section 14;
// [MS-PST] 2.4.1, 2.7.1.
#pragma once

#include <string>

#include "base/result.h"
#include "formats/pst/messaging/empty_tables.h"
#include "formats/pst/messaging/name_map.h"
#include "formats/pst/messaging/store_context.h"

namespace restante::pst {

constexpr Nid kSpamSearchFolder = 0x2223;
constexpr Nid kSearchRoot = 0x8042;
constexpr Nid kDeletedItems = 0x8062;

// Where the special folders are; 0 for those the store does not have.
struct SpecialFolders {
    Nid inbox = 0, outbox = 0, sent_items = 0;
};

// What the user sees of the store itself.
struct StoreNames {
    std::string name{};
    std::string comment{};  // "": none
};

class SystemNodes {
public:
    SystemNodes(StoreContext& context, EmptyTables& tables) : context_(context), tables_(tables) {}

    static void count_empty(EmptyTables& tables);
    Result<void> write(const StoreNames& store, const SpecialFolders& special, const NameMap& names);

private:
    Result<void> write_store(const StoreNames& store, const SpecialFolders& special);
    Result<void> write_templates();
    Result<void> write_search_objects();
    Result<void> write_receive_folders(Nid inbox);
    Result<void> write_properties(Nid nid, const ltp::PropertySet& set);
    Result<void> write_empty_table(Nid nid, const ltp::TableSchema& schema);

    StoreContext& context_;
    EmptyTables& tables_;
};

}  // namespace restante::pst
