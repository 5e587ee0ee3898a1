#include "formats/mmf/deleted_objects.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/byte_reader.h"
#include "formats/mmf/attachment_list.h"
#include "formats/mmf/list_object.h"

namespace restante::mmf {
namespace {

constexpr std::uint32_t kShortestList = 18;        // offset of the directory, and an empty directory
constexpr std::uint32_t kDeletedDirectory = 14;    // bytes in front of its entries
constexpr std::uint32_t kDeletedEntry = 12;        // bytes
constexpr std::uint64_t kWorkPerFreeByte = 16;     // that may be read in vain, so that no file makes us read for ever
constexpr std::uint64_t kLeastWork = 1024 * 1024;  // bytes

struct DeletedObject {
    Node node{};
    std::vector<ListEntry> entries{};
    bool told_by_map = false;  // its node tells folder and companion
};

bool better(const DeletedObject& left, const DeletedObject& right) {
    if (left.told_by_map != right.told_by_map) return left.told_by_map;
    return left.node.size > right.node.size;
}

bool is_wanted(Oid oid) {
    const std::uint8_t type = oid.type();
    const bool kind = type == type::kMessage || type == type::kAttachment || type == type::kAttachmentList;
    return kind && (oid.value >> 8U) != 0;
}

class FreeSpace {
public:
    explicit FreeSpace(const LoadedStore& store) : store_(store), work_left_(kLeastWork) {
        std::uint64_t free_bytes = 0;
        for (const Node& node : store.free) free_bytes += node.size;
        work_left_ += kWorkPerFreeByte * std::min(free_bytes, store.file->size());
    }

    [[nodiscard]] bool spent() const { return spent_; }

    void search() {
        for (const Node& node : store_.unreferenced) look_at(node.offset, node.offset + node.space(), &node);
        for (const Node& block : store_.free) {
            const std::uint64_t end = std::min(std::uint64_t{block.offset} + block.size, store_.file->size());
            const Node* told = &block;  // by the first object of the block
            for (std::uint64_t at = block.offset; at < end && !spent_; told = nullptr)
                at += std::max<std::uint64_t>(look_at(at, end, told), kBlockUnit);
        }
    }

    std::vector<Node> with_their_messages() {
        std::set<Oid> wanted;
        for (auto& [oid, object] : found_) {
            if (oid.type() != type::kMessage) continue;
            wanted.insert(oid);
            if (object.node.aux == 0) continue;
            const auto list = found_.find(Oid{object.node.aux}.with_type(type::kAttachmentList));
            if (list == found_.end()) {
                object.node.aux = 0;  // a list that is in use is another message's
                continue;
            }
            wanted.insert(list->first);
            for (const Oid attachment : listed_by(list->second))
                if (found_.contains(attachment)) wanted.insert(attachment);
        }
        std::vector<Node> nodes;
        for (const Oid oid : wanted) nodes.push_back(found_.at(oid).node);
        return nodes;
    }

private:
    // Bytes the object at `at` occupies, 0 when there is none. `told` is the node of the block that starts here.
    std::uint64_t look_at(std::uint64_t at, std::uint64_t end, const Node* told) {
        ByteReader head(read(at, kBlockHeaderSize + sizeof(std::uint32_t)));
        const auto oid = head.le<std::uint32_t>();
        const auto size = head.le<std::uint32_t>();
        const auto directory = head.le<std::uint32_t>();
        if (!oid || !size || !directory || !is_wanted(Oid{*oid}) || *size < kShortestList) return 0;
        if (block_space(*size) > end - at) return 0;
        if (*directory < sizeof(*directory) || *directory > *size - kDeletedDirectory) return 0;
        DeletedObject object;
        if (!read_entries(at + kBlockHeaderSize, *size, *directory, object.entries)) return 0;
        object.node.oid = Oid{*oid};
        object.node.size = *size;
        object.node.offset = static_cast<std::uint32_t>(at);
        object.node.references = 1;
        object.node.attr = attr::kElementList;
        if (told != nullptr) tell(*told, object);
        keep(std::move(object));
        return block_space(*size);
    }

    // Every element lies in the object, and there is one.
    bool read_entries(std::uint64_t data, std::uint32_t size, std::uint32_t directory,
                      std::vector<ListEntry>& entries) {
        const auto count = ByteReader(read(data + directory, sizeof(std::uint16_t))).le<std::uint16_t>();
        const std::uint64_t length = count ? std::uint64_t{*count} * kDeletedEntry : 0;
        if (length == 0 || kDeletedDirectory + length > size - directory) return false;
        ByteReader reader(read(data + directory + kDeletedDirectory, length));
        for (std::size_t i = 0; i < *count; ++i) {
            const auto id = reader.le<std::uint32_t>(), offset = reader.le<std::uint32_t>(),
                       bytes = reader.le<std::uint32_t>();
            if (!id || !offset || !bytes) return false;
            entries.push_back({*id, *offset, *bytes});
            if (!entries.back().inside(directory)) return false;
        }
        return true;
    }

    static void tell(const Node& told, DeletedObject& object) {
        const std::uint8_t folder = told.parent.type(), companion = Oid{told.aux}.type();
        if (folder != type::kFolder && folder != type::kHiddenFolder) return;
        object.told_by_map = true;
        object.node.parent = told.parent;
        if (companion == type::kLinkList || companion == type::kAttachmentList) object.node.aux = told.aux;
    }

    void keep(DeletedObject object) {
        const Oid oid = object.node.oid;
        if (std::ranges::binary_search(store_.oids, oid)) return;  // an older form of what is in use
        const auto [known, is_new] = found_.try_emplace(oid, object);
        if (!is_new && better(object, known->second)) known->second = std::move(object);
    }

    std::vector<Oid> listed_by(const DeletedObject& list) {
        std::vector<Oid> attachments;
        for (const ListEntry& entry : list.entries) {
            const std::uint64_t at = std::uint64_t{list.node.offset} + kBlockHeaderSize + entry.offset;
            const auto reference =
                read_attachment_reference(read(at, std::min<std::uint64_t>(entry.size, kAttachmentReferenceSize)));
            if (reference) attachments.push_back(reference->object);
        }
        return attachments;
    }

    // Valid until the next call; empty when it cannot be read, or when enough was read in vain.
    Bytes read(std::uint64_t at, std::uint64_t size) {
        if (at > store_.file->size() || size > store_.file->size() - at) return {};
        if (size > work_left_) spent_ = true;
        if (spent_) return {};
        work_left_ -= size;
        bytes_.resize(static_cast<std::size_t>(size));
        if (!store_.file->read(at, bytes_)) return {};
        decipher(store_, at, bytes_);
        return bytes_;
    }

    const LoadedStore& store_;
    std::uint64_t work_left_;
    bool spent_ = false;
    std::map<Oid, DeletedObject> found_{};
    ByteVector bytes_{};
};

}  // namespace

std::vector<Node> find_deleted_objects(const LoadedStore& store, Findings& findings) {
    FreeSpace space(store);
    space.search();
    if (space.spent()) findings.add(MessageId::limit_work, "deleted messages overlap; the search for them was ended");
    return space.with_their_messages();
}

}  // namespace restante::mmf
