#include "formats/pst/writer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/pst/ltp/table_context.h"
#include "formats/pst/messaging/folder_tree.h"
#include "formats/pst/messaging/name_map.h"
#include "formats/pst/messaging/one_off.h"
#include "formats/pst/messaging/system_nodes.h"

namespace restante::pst {
namespace {

constexpr std::uint64_t kNodeBytes = 40;                      // of the node tree, an entry
constexpr std::uint64_t kFolderBytes = 8 * 1024;              // properties, tables and rows of a folder
constexpr std::uint64_t kNameBytes = 128;                     // of the name map, a name
constexpr std::uint64_t kFixedBytes = 4 * ndb::kRegionBytes;  // system nodes, pending blocks, unused ends of regions

class StoreWriter final : public Writer {
public:
    StoreWriter(PatchableSink& sink, WriterOptions options)
        : options_(std::move(options)),
          database_(sink, options_.format, options_.encoding, options_.size_limit),
          context_{database_, ltp::TextCodec(options_.format, options_.encode_text), Schemas(options_.format),
                   options_.record_key, options_.time},
          folders_(context_),
          messages_(context_) {}

    Result<void> begin() {
        folders_.add(kRootFolder, {.parent = kRootFolder});
        folders_.add(kSpamSearchFolder, {.parent = kRootFolder, .name = "SPAM Search Folder 2"});
        folders_.add(kIpmSubtree, {.parent = kRootFolder, .name = options_.subtree_name});
        folders_.add(kSearchRoot, {.parent = kRootFolder, .name = "Search Root"});
        folders_.add(kDeletedItems,
                     {.parent = kIpmSubtree, .name = "Deleted Items", .comment = "Deleted Items folder"});
        return database_.begin();
    }

    Result<std::uint16_t> named(const PropertyName& name) override { return names_.id_of(name); }

    [[nodiscard]] ByteVector one_off_entry_id(std::string_view name, std::string_view address_type,
                                              std::string_view address, bool send_rich_info) const override {
        return pst::one_off_entry_id(context_.codec, name, address_type, address, send_rich_info);
    }

    [[nodiscard]] ByteVector entry_id(Nid nid) const override { return context_.entry_id(nid); }

    Result<FolderId> begin_folder(const FolderSpec& folder) override;
    Result<WrittenMessage> add_message(const Message& message) override;
    Result<void> end_folder() override;
    Result<void> finish() override;

    [[nodiscard]] std::uint64_t projected_size() const override {
        return database_.used() + kFixedBytes + kNodeBytes * database_.node_count() + kFolderBytes * folders_.size() +
               name_bytes_ + kNameBytes * names_.size();
    }
    [[nodiscard]] std::uint32_t items_in_folder() const override { return contents_ ? contents_->row_count() : 0; }
    [[nodiscard]] std::uint64_t item_count() const override { return item_count_; }

private:
    Result<Nid> place_of(const FolderSpec& folder);
    Result<ltp::TableContext*> table_for(bool associated);

    WriterOptions options_;
    ndb::Database database_;
    StoreContext context_;
    NameMap names_;
    FolderTree folders_;
    MessageWriter messages_;
    SpecialFolders special_;
    bool has_deleted_items_ = false;
    bool finished_ = false;
    Nid open_ = 0;  // the open folder
    std::optional<ltp::TableContext> contents_;
    std::optional<ltp::TableContext> associated_;
    std::uint64_t item_count_ = 0;
    std::uint64_t name_bytes_ = 0;  // of folder names and comments, stored up to three times
};

Result<Nid> StoreWriter::place_of(const FolderSpec& folder) {
    if (folder.role == FolderRole::ordinary) return folders_.next_nid();
    if (folder.parent != kIpmSubtree) return fail(Errc::usage, "special folders belong below the top of the store");
    if (folder.role == FolderRole::deleted_items) {
        if (std::exchange(has_deleted_items_, true))
            return fail(Errc::usage, "there is a deleted items folder already");
        return kDeletedItems;
    }
    Nid& place = folder.role == FolderRole::inbox    ? special_.inbox
                 : folder.role == FolderRole::outbox ? special_.outbox
                                                     : special_.sent_items;
    if (place != 0) return fail(Errc::usage, "a special folder is there already");
    place = folders_.next_nid();
    return place;
}

Result<FolderId> StoreWriter::begin_folder(const FolderSpec& folder) {
    if (open_ != 0 || finished_) return fail(Errc::usage, "another folder is still open, or the store is finished");
    if (folder.name.empty()) return fail(Errc::bad_value, "a folder needs a name");
    if (folder.parent == kSpamSearchFolder || folders_.find(folder.parent) == nullptr)
        return fail(Errc::usage, "the parent folder does not exist");
    const std::uint64_t text = 6 * (folder.name.size() + folder.comment.size() + folder.container_class.size());
    if (projected_size() + kFolderBytes + text > database_.limit())
        return fail(Errc::too_large, "the file would exceed its size limit");
    const Nid nid = TRY(place_of(folder));
    name_bytes_ += text;
    folders_.add(nid, {.parent = folder.parent,
                       .name = folder.name,
                       .comment = folder.comment,
                       .container_class = folder.container_class,
                       .properties = folder.properties});
    open_ = nid;
    return nid;
}

Result<ltp::TableContext*> StoreWriter::table_for(bool associated) {
    std::optional<ltp::TableContext>& table = associated ? associated_ : contents_;
    if (!table) {
        const ltp::TableSchema& schema = associated ? context_.schemas.associated : context_.schemas.contents;
        table.emplace(TRY(ltp::TableContext::begin(database_, schema)));
    }
    return &*table;
}

Result<WrittenMessage> StoreWriter::add_message(const Message& message) {
    if (open_ == 0) return fail(Errc::usage, "no folder is open");
    const std::uint64_t size = TRY(measure_message(message));
    if (projected_size() + size > database_.limit())
        return fail(Errc::too_large, "the file would exceed its size limit");
    ltp::TableContext& table = *TRY(table_for(message.associated));
    if (!table.has_room()) return fail(Errc::too_large, "the folder holds as many items as the format allows");

    WrittenMessage written;
    written.nid = message.associated ? make_nid(NidType::associated_message, context_.next_associated++)
                                     : make_nid(NidType::message, context_.next_message++);
    const ltp::StoredNode node = TRY(messages_.write(message, written.nid, written.cuts));
    database_.add_node({written.nid, open_, node.data, node.subnodes});
    table.open_row(written.nid);
    table.set_fixed(0x0E170003, 0);  // PidTagMessageStatus exists in the row only
    TRY_VOID(table.set_all(messages_.properties()));
    TRY_VOID(table.close_row());
    ++item_count_;
    if (!message.associated) {
        FolderRecord& folder = *folders_.find(open_);
        ++folder.items;
        if ((message.flags & kFlagRead) == 0) ++folder.unread;
    }
    return written;
}

Result<void> StoreWriter::end_folder() {
    if (open_ == 0) return fail(Errc::usage, "no folder is open");
    FolderRecord& folder = *folders_.find(open_);
    if (contents_) folder.contents = TRY(contents_->finish());
    if (associated_) folder.associated = TRY(associated_->finish());
    contents_.reset();
    associated_.reset();
    open_ = 0;
    return {};
}

Result<void> StoreWriter::finish() {
    if (finished_) return fail(Errc::usage, "the store is finished already");
    if (open_ != 0) TRY_VOID(end_folder());
    finished_ = true;
    const Schemas& schemas = context_.schemas;
    EmptyTables tables{{database_, schemas.hierarchy},
                       {database_, schemas.contents},
                       {database_, schemas.associated},
                       {database_, schemas.search_contents}};
    folders_.count_empty(tables);
    SystemNodes::count_empty(tables);
    TRY_VOID(folders_.write(tables));
    TRY_VOID(SystemNodes(context_, tables).write({options_.store_name, options_.store_comment}, special_, names_));
    return database_.finish();
}

}  // namespace

Result<std::unique_ptr<Writer>> Writer::create(PatchableSink& sink, WriterOptions options) {
    const std::uint64_t most = options.format == Format::ansi ? kAnsiSizeLimit : std::uint64_t{1} << 40U;
    if (options.size_limit > most) return fail(Errc::usage, "the size limit is beyond what the format can hold");
    if (options.size_limit == 0)
        options.size_limit = options.format == Format::ansi ? kAnsiSizeLimit : kUnicodeSizeLimit;
    if (options.size_limit < 2 * kFixedBytes) return fail(Errc::usage, "the size limit is too small for any store");
    if (options.record_key == Guid{}) return fail(Errc::usage, "the store needs a record key");
    auto writer = std::make_unique<StoreWriter>(sink, std::move(options));
    TRY_VOID(writer->begin());
    return writer;
}

}  // namespace restante::pst
