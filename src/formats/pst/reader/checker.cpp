#include "formats/pst/reader/checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "formats/pst/little_endian.h"
#include "formats/pst/message.h"
#include "formats/pst/reader/space_use.h"
#include "formats/pst/reader/store.h"

namespace restante::pst::reader {
namespace {

using enum MessageId;

constexpr Nid kMandatory[] = {0x21,  0x61,  0x122, 0x12D, 0x12E, 0x12F,  0x1E1,  0x201,  0x60D, 0x60E,
                              0x60F, 0x610, 0x671, 0x692, 0x62B, 0x8022, 0x802D, 0x802E, 0x802F};
constexpr std::uint16_t kRequired[] = {0x001A, 0x0E07, 0x0E08, 0x3007, 0x3008};
constexpr Nid kRecipientTable = 0x692;
constexpr Nid kAttachmentTable = 0x671;

class Checker {
public:
    Checker(NodeFilePointer file, const Store& store, Findings& findings)
        : file_(std::move(file)), store_(store), findings_(findings) {
        report_ = [this](MessageId rule, std::string text, std::uint64_t offset) {
            findings_.add(rule, std::move(text), item_, offset == kNoOffset ? std::nullopt : std::optional(offset));
        };
    }

    void run();

private:
    void node(const NodeEntry& entry);
    void folder(const NodeEntry& entry);
    void message(Node found, std::size_t depth);
    void attachments(const PropertyContext& message, std::size_t depth);
    void recipients(const PropertyContext& message);
    void check_heap(const Heap& heap);
    std::optional<PropertyContext> properties(Node found);
    std::optional<TableContext> table(Node found);
    void value(const PropertyContext& context, const StoredValue& stored);
    void contents(const NodeEntry& entry, NidType type, const PropertyContext& folder);
    void hierarchy(const NodeEntry& entry);
    void compare_row(const TableContext& table, const Row& row, const PropertyContext& object);
    std::optional<Node> open(const NodeEntry& entry);
    void store_node();

    NodeFilePointer file_;
    const Store& store_;
    Findings& findings_;
    std::string item_{};
    Report report_{};
    std::set<Bid> seen_{};                    // subnode lists of messages inside messages
    std::set<Bid> heaps_{};                   // checked, by their first block
    std::set<std::pair<Bid, Bid>> tables_{};  // checked, by data and subnodes
};

std::optional<Node> Checker::open(const NodeEntry& entry) {
    auto found = Node::open(file_, entry, report_);
    if (found) return std::move(*found);
    tell(report_, pst_check_node_unreadable, found.error().what, found.error().offset.value_or(kNoOffset));
    return std::nullopt;
}

void Checker::value(const PropertyContext& context, const StoredValue& stored) {
    const bool unicode = file_->header().format == Format::unicode;
    const std::uint16_t wrong_text = unicode ? 0x001E : 0x001F;
    if (!is_known_type(stored.type) || (stored.type & 0xEFFFU) == wrong_text)
        return tell(report_, pst_check_property_type,
                    fmt::format("property {:04x} has type {:04x}", stored.id, stored.type));
    if (stored.id >= 0x8000 && !store_.name_error() && !store_.name_of(stored.id))
        tell(report_, pst_check_names, fmt::format("property {:04x} has no name", stored.id));
    const std::size_t size = stored_size(stored.type);
    if (size > 0 && size <= 4) return;
    const auto stream = context.stream(stored, report_);
    if (!stream)
        return tell(report_, pst_check_property_value,
                    fmt::format("property {:04x}: {}", stored.id, stream.error().what));
    const std::uint64_t length = (*stream)->size();
    if ((size > 0 && length != size) || (stored.type == 0x001F && length % 2 != 0))
        tell(report_, pst_check_property_value,
             fmt::format("property {:04x} of type {:04x} has {} bytes", stored.id, stored.type, length));
}

// Each only once, however many nodes share it.
void Checker::check_heap(const Heap& heap) {
    if (heaps_.insert(heap.first_block()).second) heap.check(report_);
}

std::optional<PropertyContext> Checker::properties(Node found) {
    auto context = PropertyContext::open(std::move(found), report_);
    if (!context) {
        tell(report_, pst_check_node_unreadable, context.error().what, context.error().offset.value_or(kNoOffset));
        return std::nullopt;
    }
    check_heap(context->heap());
    for (const StoredValue& stored : context->list()) value(*context, stored);
    return std::move(*context);
}

std::optional<TableContext> Checker::table(Node found) {
    auto opened = TableContext::open(std::move(found), report_);
    if (!opened) {
        tell(report_, pst_check_node_unreadable, opened.error().what, opened.error().offset.value_or(kNoOffset));
        return std::nullopt;
    }
    check_heap(opened->heap());
    if (const NodeEntry& entry = opened->node().entry; !tables_.emplace(entry.data, entry.subnodes).second)
        return std::move(*opened);  // empty tables share their block
    std::unordered_map<std::uint32_t, std::uint64_t> index;
    const auto indexed =
        opened->for_each_index([&](std::uint32_t id, std::uint64_t number) { index.emplace(id, number); }, report_);
    if (!indexed) tell(report_, pst_check_table_rows, indexed.error().what);
    std::uint64_t number = 0;
    const auto rows = opened->for_each_row([&](const Row& row) -> Result<void> {
        const auto place = index.find(row.id());
        if (place == index.end() || place->second != number)
            tell(report_, pst_check_table_rows,
                 fmt::format("row {} has id {:x}, which the row index does not say", number, row.id()));
        ++number;
        for (const ltp::Column& column : opened->columns()) {
            if (!row.has(column)) continue;
            const auto bytes = row.bytes(column);
            const std::size_t size = stored_size(static_cast<std::uint16_t>(column.tag));
            if (!bytes || (size > 0 && bytes->size() != size))
                tell(report_, pst_check_table_cell, fmt::format("column {:08x} of row {:x}", column.tag, row.id()));
            if (column.tag == ltp::kRowVersion && row.word(column) >= file_->header().unique)
                tell(report_, pst_check_counters,
                     fmt::format("row version {} is not below the next one", row.word(column)));
        }
        return {};
    });
    if (!rows) tell(report_, pst_check_table_rows, rows.error().what);
    if (rows && number != index.size())
        tell(report_, pst_check_table_rows, fmt::format("{} rows, {} in the row index", number, index.size()));
    return std::move(*opened);
}

void Checker::compare_row(const TableContext& table, const Row& row, const PropertyContext& object) {
    constexpr std::uint16_t kCompared[] = {0x001A, 0x0037, 0x0E06, 0x0039, 0x0E07, 0x3001, 0x3602, 0x3603, 0x360A};
    for (const std::uint16_t id : kCompared) {
        const ltp::Column* column = table.find_id(id);
        if (column == nullptr) continue;
        const StoredValue* stored = object.find(id);
        if (stored != nullptr && stored->type != (column->tag & 0xFFFFU)) continue;
        const bool has = row.has(*column);
        if (!has && stored == nullptr) continue;
        const auto cell = has ? row.bytes(*column) : Result<ByteVector>(ByteVector());
        const auto own = stored != nullptr ? object.bytes(*stored) : Result<ByteVector>(ByteVector());
        if (cell && own && *cell != *own)
            tell(report_, pst_check_row_differs, fmt::format("row {:x}, property {:04x}", row.id(), id));
    }
}

void Checker::contents(const NodeEntry& entry, NidType type, const PropertyContext& folder) {
    const NodeEntry* place = file_->find_node(sibling_nid(entry.nid, type));
    if (place == nullptr)
        return tell(report_, pst_check_node_missing,
                    fmt::format("folder {:x} has no table of type {:x}", entry.nid, static_cast<unsigned>(type)));
    auto found = open(*place);
    const auto rows = found ? table(std::move(*found)) : std::nullopt;
    if (!rows) return;
    std::int32_t unread = 0;
    std::set<std::uint32_t> listed;
    const auto done = rows->for_each_row([&](const Row& row) -> Result<void> {
        const bool again = !listed.insert(row.id()).second;
        const NodeEntry* item = file_->find_node(row.id());
        if (again || item == nullptr || item->parent != entry.nid) {
            tell(report_, pst_check_contents_row, fmt::format("row {:x} is no message of this folder", row.id()));
            return {};
        }
        auto object = Node::open(file_, *item);
        const auto context =
            object ? PropertyContext::open(std::move(*object)) : Result<PropertyContext>(fail(object.error()));
        if (!context) return {};  // told with the message
        if ((context->integer(0x0E07).value_or(0) & kFlagRead) == 0) ++unread;
        compare_row(*rows, row, *context);
        return {};
    });
    if (!done || type != NidType::contents_table) return;
    if (const auto items = folder.integer(0x3602); items && static_cast<std::size_t>(*items) != listed.size())
        tell(report_, pst_check_folder_count, fmt::format("{} messages, the table has {}", *items, listed.size()));
    if (const auto stated = folder.integer(0x3603); stated && *stated != unread)
        tell(report_, pst_check_folder_count, fmt::format("{} unread messages, there are {}", *stated, unread));
    for (const Nid item : file_->children(entry.nid, NidType::message))
        if (!listed.contains(item))
            tell(report_, pst_check_contents_row, fmt::format("message {:x} is not in the table", item));
}

void Checker::hierarchy(const NodeEntry& entry) {
    const NodeEntry* place = file_->find_node(sibling_nid(entry.nid, NidType::hierarchy_table));
    if (place == nullptr)
        return tell(report_, pst_check_node_missing, fmt::format("folder {:x} has no table of folders", entry.nid));
    auto found = open(*place);
    const auto rows = found ? table(std::move(*found)) : std::nullopt;
    if (!rows) return;
    std::set<std::uint32_t> listed;
    static_cast<void>(rows->for_each_row([&](const Row& row) -> Result<void> {
        const bool again = !listed.insert(row.id()).second;
        const NodeEntry* child = file_->find_node(row.id());
        if (again || child == nullptr || child->parent != entry.nid) {
            tell(report_, pst_check_folder_row, fmt::format("row {:x} is no folder below this one", row.id()));
            return {};
        }
        const auto context = store_.properties_of(row.id());
        const bool searches = nid_type(row.id()) == static_cast<std::uint32_t>(NidType::search_folder);
        if (context && !searches) compare_row(*rows, row, *context);
        return {};
    }));
    for (const Nid child : store_.children(entry.nid))
        if (!listed.contains(child))
            tell(report_, pst_check_folder_row, fmt::format("folder {:x} is not in the table", child));
}

void Checker::folder(const NodeEntry& entry) {
    if (const NodeEntry* parent = file_->find_node(entry.parent);
        parent == nullptr || nid_type(parent->nid) != static_cast<std::uint32_t>(NidType::folder))
        tell(report_, pst_check_node_parent, fmt::format("its parent {:x} is no folder", entry.parent));
    auto found = open(entry);
    const auto context = found ? properties(std::move(*found)) : std::nullopt;
    if (!context) return;
    hierarchy(entry);
    contents(entry, NidType::contents_table, *context);
    contents(entry, NidType::associated_table, *context);
}

void Checker::recipients(const PropertyContext& message) {
    const NodeEntry* place = message.node().subnodes.find(kRecipientTable);
    if (place == nullptr) return tell(report_, pst_check_no_recipients, "the table would be subnode 692");
    auto found = open(*place);
    const auto rows = found ? table(std::move(*found)) : std::nullopt;
    if (!rows) return;
    const ltp::Column* kind = rows->find(0x0C150003);
    static_cast<void>(rows->for_each_row([&](const Row& row) -> Result<void> {
        // Bits above the kind mark messages that were sent again.
        if (kind == nullptr || !row.has(*kind) || (row.word(*kind) & 0x0FFF'FFFFU) > 3)
            tell(report_, pst_check_recipients, fmt::format("recipient {:x}", row.id()));
        return {};
    }));
}

void Checker::attachments(const PropertyContext& message, std::size_t depth) {
    const MessageObject object(message, depth);
    const std::vector<Nid> nids = object.attachments();
    std::set<std::uint32_t> listed;
    if (const NodeEntry* place = message.node().subnodes.find(kAttachmentTable); place != nullptr) {
        auto found = open(*place);
        if (const auto rows = found ? table(std::move(*found)) : std::nullopt)
            static_cast<void>(rows->for_each_row([&](const Row& row) -> Result<void> {
                listed.insert(row.id());
                return {};
            }));
    }
    if (listed != std::set<std::uint32_t>(nids.begin(), nids.end()))
        tell(report_, pst_check_attachment_row,
             fmt::format("{} attachments, {} in the table", nids.size(), listed.size()));
    const bool flagged = (message.integer(0x0E07).value_or(0) & kFlagHasAttachments) != 0;
    if (flagged != !nids.empty())
        tell(report_, pst_check_attachment_flag,
             fmt::format("{} attachments, the mark is {}", nids.size(), flagged ? "set" : "not set"));
    const std::string outer = item_;
    for (const Nid nid : nids) {
        item_ = fmt::format("{}/attachment {:x}", outer, nid);
        auto found = open(*message.node().subnodes.find(nid));
        const auto context = found ? properties(std::move(*found)) : std::nullopt;
        const StoredValue* data = context ? context->find(0x3701) : nullptr;
        if (data == nullptr || data->type != 0x000D) continue;
        const auto reference = context->bytes(*data);
        const NodeEntry* inner = reference && reference->size() >= 8
                                     ? context->node().subnodes.find(load_le<std::uint32_t>(*reference, 0))
                                     : nullptr;
        if (inner == nullptr || context->integer(0x3705) != std::int32_t{5}) continue;
        if (depth >= MessageObject::kMaxDepth || (inner->subnodes != 0 && !seen_.insert(inner->subnodes).second)) {
            tell(report_, pst_check_nesting, fmt::format("level {}", depth));
            continue;
        }
        if (auto node = open(*inner)) Checker::message(std::move(*node), depth + 1);
    }
    item_ = outer;
}

void Checker::message(Node found, std::size_t depth) {
    const auto context = properties(std::move(found));
    if (!context) return;
    for (const std::uint16_t id : kRequired)
        if (context->find(id) == nullptr)
            tell(report_, pst_check_message_property, fmt::format("property {:04x} is missing", id));
    if (const auto size = context->integer(0x0E08);
        size && (*size < 0 || static_cast<std::uint64_t>(*size) > file_->bytes().size()))
        tell(report_, pst_check_size, fmt::format("{} bytes", *size));
    recipients(*context);
    attachments(*context, depth);
}

void Checker::store_node() {
    const auto context = store_.properties();
    if (!context) return;  // told with the node
    const StoredValue* key = context->find(0x0FF9);
    const auto bytes = key == nullptr ? Result<ByteVector>(ByteVector()) : context->bytes(*key);
    if (bytes && bytes->size() != 16)
        tell(report_, pst_check_store_property, "the record key is missing or has not 16 bytes");
    for (const std::uint16_t id : {std::uint16_t{0x35E0}, std::uint16_t{0x35E3}}) {
        const StoredValue* stored = context->find(id);
        const auto entry_id = stored == nullptr ? Result<ByteVector>(ByteVector()) : context->bytes(*stored);
        if (!entry_id) continue;
        if (entry_id->size() != 24 || file_->find_node(load_le<std::uint32_t>(*entry_id, 20)) == nullptr)
            tell(report_, pst_check_store_property, fmt::format("entry id {:04x} names no folder", id));
    }
    if (store_.name_error()) tell(report_, pst_check_names, store_.name_error()->what);
}

void Checker::node(const NodeEntry& entry) {
    const auto type = static_cast<NidType>(nid_type(entry.nid));
    item_ = fmt::format("{} {:x}",
                        type == NidType::folder    ? "folder"
                        : type == NidType::message ? "message"
                                                   : "node",
                        entry.nid);
    if (type == NidType::folder) return folder(entry);
    if (type == NidType::message || type == NidType::associated_message) {
        const NodeEntry* parent = file_->find_node(entry.parent);
        if (parent == nullptr)
            tell(report_, pst_check_node_parent, fmt::format("its parent {:x} does not exist", entry.parent));
        if (auto found = open(entry)) message(std::move(*found), 0);
        return;
    }
    const bool is_table = type == NidType::hierarchy_table || type == NidType::contents_table ||
                          type == NidType::associated_table || type == NidType::search_contents_table;
    if (is_table && file_->find_node(sibling_nid(entry.nid, NidType::folder)) != nullptr) return;  // with its folder
    auto found = open(entry);
    if (!found || found->data->size() == 0) return;
    const auto heap = Heap::open(found->data, file_->geometry());
    if (!heap) return;  // queues and lists are no heaps
    if (heap->kind() == static_cast<std::uint8_t>(HeapKind::property_context))
        static_cast<void>(properties(std::move(*found)));
    else if (heap->kind() == static_cast<std::uint8_t>(HeapKind::table))
        static_cast<void>(table(std::move(*found)));
}

void Checker::run() {
    for (const Nid nid : kMandatory)
        if (file_->find_node(nid) == nullptr) tell(report_, pst_check_node_missing, fmt::format("node {:x}", nid));
    store_node();
    for (const NodeEntry& entry : file_->nodes()) node(entry);
}

}  // namespace

Result<void> check_pst(ByteSourcePointer file, Findings& findings) {
    const Report report = [&](MessageId rule, std::string text, std::uint64_t offset) {
        findings.add(rule, std::move(text), {}, offset == kNoOffset ? std::nullopt : std::optional(offset));
    };
    const NodeFilePointer nodes = TRY(NodeFile::open(file, report));
    check_space(*nodes, report);
    check_blocks(nodes, report);
    const Store store = TRY(Store::open(std::move(file)));
    Checker(nodes, store, findings).run();
    return {};
}

}  // namespace restante::pst::reader
