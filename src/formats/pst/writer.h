// Writes a new PST file in one pass: folders in any order, one open at a time, each with its messages.
//
// Bytes are appended as blocks fill up; only the front of the file (header, density list) and, in ANSI files, the free
// maps are patched by finish(). Memory does not depend on the size of the store: about 32 bytes a message, 200 bytes
// and its name a folder. The same calls give the same bytes. Design and sources: docs/formats/pst.md.
//
// Errors: too_large means that the item was refused and nothing of it written (the store stays usable); after any
// other error of add_message, begin_folder, end_folder or finish the file is unusable.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_sink.h"
#include "base/result.h"
#include "formats/pst/format.h"
#include "formats/pst/ltp/text_codec.h"
#include "formats/pst/message.h"
#include "formats/pst/messaging/message_writer.h"
#include "formats/pst/property.h"

namespace restante::pst {

using FolderId = Nid;

constexpr FolderId kRootFolder = 0x122;
constexpr FolderId kIpmSubtree = 0x8022;  // the parent of everything the user sees
constexpr std::uint64_t kAnsiSizeLimit = 0x7FFF'FFFF;
constexpr std::uint64_t kUnicodeSizeLimit = 50ULL << 30U;  // what Outlook 2010 and later open

struct WriterOptions {
    Format format = Format::unicode;
    Encoding encoding = Encoding::permute;
    std::string store_name = "Personal Folders";
    std::string store_comment{};  // PidTagComment of the store, which Outlook shows among its properties; "": none
    std::string subtree_name = "Top of Personal Folders";
    Guid record_key{};             // identity of the store, not all zero: derive it from what is written
    FileTime time{};               // of items without a time of their own
    std::uint64_t size_limit = 0;  // bytes; 0: what the format allows
    TextEncoder encode_text{};     // ANSI: UTF-8 to the code page of the store
};

enum class FolderRole : std::uint8_t { ordinary, inbox, outbox, sent_items, deleted_items };

struct FolderSpec {
    FolderId parent = kIpmSubtree;
    std::string name{};                      // not empty
    std::string comment{};                   // "": none
    std::string container_class{};           // "IPF.Note", "IPF.Contact"; "": none
    FolderRole role = FolderRole::ordinary;  // any other: child of kIpmSubtree, once
    Properties properties{};                 // further ones
};

struct WrittenMessage {
    Nid nid = 0;
    std::vector<CutStream> cuts{};  // what could not be read to its end
};

class Writer {
public:
    // `sink` is empty and outlives the writer. Error: usage when the options contradict the format.
    static Result<std::unique_ptr<Writer>> create(PatchableSink& sink, WriterOptions options);
    virtual ~Writer() = default;

    // The property id of a name, for use in Properties.
    virtual Result<std::uint16_t> named(const PropertyName& name) = 0;
    // For PidTagSenderEntryId and the like.
    [[nodiscard]] virtual ByteVector one_off_entry_id(std::string_view name, std::string_view address_type,
                                                      std::string_view address, bool send_rich_info = false) const = 0;
    // Of a folder or message of this store.
    [[nodiscard]] virtual ByteVector entry_id(Nid nid) const = 0;

    // Errors: usage (a folder is open, unknown parent, role taken), bad_value (no name).
    virtual Result<FolderId> begin_folder(const FolderSpec& folder) = 0;
    // Into the open folder.
    virtual Result<WrittenMessage> add_message(const Message& message) = 0;
    virtual Result<void> end_folder() = 0;
    // Once, last. Until then the file has no valid header.
    virtual Result<void> finish() = 0;

    // Upper bound of the file's length if it were finished now, in bytes.
    [[nodiscard]] virtual std::uint64_t projected_size() const = 0;
    [[nodiscard]] virtual std::uint32_t items_in_folder() const = 0;  // of the open folder, hidden ones not counted
    [[nodiscard]] virtual std::uint64_t item_count() const = 0;       // of the store, hidden ones counted

protected:
    Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
};

}  // namespace restante::pst
