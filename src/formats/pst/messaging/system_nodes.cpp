#include "formats/pst/messaging/system_nodes.h"

#include <array>
#include <string_view>

#include "formats/pst/little_endian.h"
#include "formats/pst/ltp/property_context.h"
#include "formats/pst/ltp/table_context.h"

namespace restante::pst {
namespace {

constexpr Nid kRoot = 0x122;
constexpr Nid kSubtree = 0x8022;
constexpr std::uint32_t kStoreVersion = 0x000E000D;  // 0x66FA as Outlook 2007 writes it

// PidTagValidFolderMask.
constexpr std::uint32_t kHasSubtree = 0x01, kHasInbox = 0x02, kHasOutbox = 0x04, kHasWastebasket = 0x08,
                        kHasSentItems = 0x10, kHasFinder = 0x80;

}  // namespace

void SystemNodes::count_empty(EmptyTables& tables) {
    tables.hierarchy.announce(1);
    tables.contents.announce(1);
    tables.associated.announce(1);
    tables.search_contents.announce(2);  // the template and the spam search folder
}

Result<void> SystemNodes::write(const StoreNames& store, const SpecialFolders& special, const NameMap& names) {
    TRY_VOID(write_store(store, special));
    ltp::PropertySet set(context_.codec);
    names.describe(set);
    TRY_VOID(write_properties(0x61, set));
    TRY_VOID(write_templates());
    TRY_VOID(write_search_objects());
    return write_receive_folders(special.inbox);
}

Result<void> SystemNodes::write_properties(Nid nid, const ltp::PropertySet& set) {
    const ltp::StoredNode node = TRY(ltp::write_property_context(context_.database, set));
    context_.database.add_node({nid, 0, node.data, node.subnodes});
    return {};
}

Result<void> SystemNodes::write_empty_table(Nid nid, const ltp::TableSchema& schema) {
    ltp::TableContext table = TRY(ltp::TableContext::begin(context_.database, schema));
    context_.database.add_node({nid, 0, TRY(table.finish()).data, 0});
    return {};
}

Result<void> SystemNodes::write_store(const StoreNames& store, const SpecialFolders& special) {
    ltp::PropertySet set(context_.codec);
    ByteVector history;  // PidTagReplVersionHistory: one version, of this store
    append_le(history, std::uint32_t{1});
    append_bytes(history, context_.derived_key(0));
    append_le(history, std::uint32_t{1});
    std::uint32_t mask = kHasSubtree | kHasWastebasket | kHasFinder;
    set.add_bytes(0x0E34, ltp::kBinary, history);
    set.add_fixed(0x0E38, ltp::kInteger32, 0);
    set.add_bytes(0x0FF9, ltp::kBinary, context_.record_key);
    set.add_text(0x3001, store.name);
    if (!store.comment.empty()) set.add_text(0x3004, store.comment);
    set.add_bytes(0x35E0, ltp::kBinary, context_.entry_id(kSubtree));
    set.add_bytes(0x35E3, ltp::kBinary, context_.entry_id(kDeletedItems));
    set.add_bytes(0x35E7, ltp::kBinary, context_.entry_id(kSearchRoot));
    if (special.inbox != 0) mask |= kHasInbox;
    if (special.outbox != 0) {
        mask |= kHasOutbox;
        set.add_bytes(0x35E2, ltp::kBinary, context_.entry_id(special.outbox));
    }
    if (special.sent_items != 0) {
        mask |= kHasSentItems;
        set.add_bytes(0x35E4, ltp::kBinary, context_.entry_id(special.sent_items));
    }
    set.add_fixed(0x35DF, ltp::kInteger32, mask);
    set.add_fixed(0x6633, ltp::kBoolean, 1);
    set.add_fixed(0x66FA, ltp::kInteger32, kStoreVersion);
    set.add_fixed(0x67FF, ltp::kInteger32, 0);  // no password
    set.sort();
    return write_properties(0x21, set);
}

Result<void> SystemNodes::write_templates() {
    context_.database.add_node({0x60D, 0, TRY(tables_.hierarchy.use()), 0});
    context_.database.add_node({0x60E, 0, TRY(tables_.contents.use()), 0});
    context_.database.add_node({0x60F, 0, TRY(tables_.associated.use()), 0});
    context_.database.add_node({0x610, 0, TRY(tables_.search_contents.use()), 0});
    TRY_VOID(write_empty_table(0x64C, context_.schemas.outgoing_queue));
    TRY_VOID(write_empty_table(0x671, context_.schemas.attachments));
    TRY_VOID(write_empty_table(0x692, context_.schemas.recipients));
    TRY_VOID(write_empty_table(0x6B6, context_.schemas.replication_6b6));
    TRY_VOID(write_empty_table(0x6D7, context_.schemas.replication_6d7));
    return write_empty_table(0x6F8, context_.schemas.replication_6f8);
}

Result<void> SystemNodes::write_search_objects() {
    ndb::Database& database = context_.database;
    database.add_node({0x1E1, 0, 0, 0});  // search management queue
    database.add_node({0x261, 0, 0, 0});  // search domain object
    std::array<std::uint8_t, 4> active{};
    store_le(active, 0, kSpamSearchFolder);
    database.add_node({0x201, 0, TRY(database.write_block(active)), 0});

    database.add_node({sibling_nid(kSpamSearchFolder, NidType::search_update_queue), 0, 0, 0});
    ltp::PropertySet criteria(context_.codec);
    criteria.add_fixed(0x660B, ltp::kInteger32, 0);
    criteria.sort();
    TRY_VOID(write_properties(sibling_nid(kSpamSearchFolder, NidType::search_criteria), criteria));
    database.add_node(
        {sibling_nid(kSpamSearchFolder, NidType::search_contents_table), 0, TRY(tables_.search_contents.use()), 0});
    return {};
}

// Which folder receives which message class. The empty class is the default, and must be there.
Result<void> SystemNodes::write_receive_folders(Nid inbox) {
    ltp::TableContext table = TRY(ltp::TableContext::begin(context_.database, context_.schemas.receive_folders));
    ltp::PropertySet set(context_.codec);
    std::uint32_t row = 0;
    const auto add = [&](std::string_view message_class, Nid folder) -> Result<void> {
        set.clear();
        set.add_text(0x001A, message_class);
        set.add_fixed(0x6605, ltp::kInteger32, folder);
        set.sort();
        table.open_row(++row);
        TRY_VOID(table.set_all(set));
        return table.close_row();
    };
    TRY_VOID(add("", kRoot));
    if (inbox != 0) {
        TRY_VOID(add("IPM", inbox));
        TRY_VOID(add("REPORT.IPM", inbox));
    }
    const ltp::StoredNode node = TRY(table.finish());
    context_.database.add_node({0x62B, 0, node.data, node.subnodes});
    return {};
}

}  // namespace restante::pst
