#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/byte_reader.h"
#include "formats/mmf/attachment_list.h"
#include "formats/mmf/plain_list.h"
#include "formats/mmf/store_salvage.h"

namespace restante::mmf {
namespace {

bool header_matches(const LoadedStore& store, const Node& node) {
    std::array<std::uint8_t, kBlockHeaderSize> head{};
    if (node.offset > store.file->size() || head.size() > store.file->size() - node.offset) return false;
    if (!store.file->read(node.offset, head)) return false;
    decipher(store, node.offset, head);
    ByteReader reader(head);
    const auto oid = reader.le<std::uint32_t>(), size = reader.le<std::uint32_t>();
    return oid && size && Oid{*oid} == node.oid && *size == node.data_size();
}

// The elements and the directory fill the place the map gives the object, and no other block is there.
bool body_fits(const LoadedStore& store, const Node& node) {
    const ByteVector body = body_of(store, node.offset, node.data_size());
    const auto list = read_plain_list(body);
    if (!list || list->entries.empty()) return false;
    std::uint64_t expected = kFirstElement;
    for (auto entry = list->entries.rbegin(); entry != list->entries.rend(); ++entry) {
        if (entry->offset != expected) return false;
        expected += entry->size;
    }
    constexpr std::uint64_t kDirectory = 14, kEntry = 12;
    return expected == list->directory && list->directory + kDirectory + kEntry * list->entries.size() == body.size();
}

class Mender {
public:
    Mender(LoadedStore& store, BlockScan& scan, Findings& findings)
        : store_(&store), scan_(&scan), findings_(&findings), period_(key_period(store.cipher)) {
        if (store.cipher.divisor() != 0) settle_shifts();
        for (const FoundBlock& block : scan.blocks)
            if (!block.overwritten) by_name_.emplace(block.oid, &block);
    }

    void mend() {
        store_->shifts = shifts_of(*scan_);
        std::size_t lost = 0, moved = 0;
        for (Node& node : store_->live) {
            if (node.oid == kMap || node.is_alias() || header_matches(*store_, node)) continue;
            if (find_moved(node)) {
                ++moved;
            } else if (find_other(node)) {
                findings_->add(MessageId::recover_confidence_low,
                               fmt::format("object {} was found at another place than the map names", node.oid.hex()),
                               {}, node.offset);
            } else if (body_fits(*store_, node)) {
                store_->headless.insert(node.oid);
            } else {
                ++lost;
            }
        }
        if (moved != 0)
            findings_->add(MessageId::recover_gap, fmt::format("{} objects lie elsewhere than the map says", moved));
        if (lost != 0) findings_->add(MessageId::recover_objects_lost, fmt::format("{} objects were not found", lost));
    }

    // Deleted messages that revive_deleted() does not see, because free space is elsewhere than the map says.
    void revive_moved() {
        std::map<Oid, Node> found;
        for (const FoundBlock& block : scan_->blocks) {
            if (block.overwritten || !block.canonical || std::ranges::binary_search(store_->oids, block.oid)) continue;
            Node node;
            node.oid = block.oid;
            node.flags = flag::kWritten;
            node.references = 1;
            node.size = block.size;
            node.offset = static_cast<std::uint32_t>(block.offset);
            if (block.oid.type() == type::kMessage) tell(node, block);
            found.emplace(node.oid, node);
        }
        const auto add = [&](const Node& node) {
            if (store_->salvaged.contains(node.oid)) return false;
            const bool told = node.oid.type() != type::kMessage || node.parent != Oid{};
            store_->salvaged.emplace(node.oid, Salvaged{FoundBy::free_space, told ? Trust::certain : Trust::probable});
            store_->live.push_back(node);
            return true;
        };
        for (auto& [oid, node] : found) {
            if (oid.type() != type::kMessage) continue;
            const auto list = found.find(Oid{node.aux}.with_type(type::kAttachmentList));
            if (node.aux != 0 && list == found.end()) node.aux = 0;
            add(node);
            if (node.aux == 0 || !add(list->second)) continue;
            for (const ListElement& element : elements_of(body_of(*store_, list->second.offset, list->second.size))) {
                const auto reference = read_attachment_reference(element.data);
                const auto attachment = reference ? found.find(reference->object) : found.end();
                if (attachment != found.end() && attachment->first.type() == type::kAttachment) add(attachment->second);
            }
        }
        index_again(*store_);
    }

private:
    // Under an alternate cipher a block alone does not tell its shift exactly. The map does: most blocks of a stretch
    // agree about it.
    void settle_shifts() {
        std::map<Oid, const Node*> nodes;
        for (const Node& node : store_->live)
            if (!node.is_alias()) nodes.emplace(node.oid, &node);
        std::map<std::int64_t, std::size_t> votes;
        const auto told = [&nodes](const FoundBlock& block) -> std::optional<std::int64_t> {
            const auto node = nodes.find(block.oid);
            if (node == nodes.end() || node->second->data_size() != block.size) return std::nullopt;
            return static_cast<std::int64_t>(node->second->offset) - static_cast<std::int64_t>(block.offset);
        };
        for (const FoundBlock& block : scan_->blocks)
            if (const auto delta = told(block)) ++votes[*delta];
        std::optional<std::int64_t> last;
        for (FoundBlock& block : scan_->blocks) {
            const auto delta = told(block);
            constexpr std::size_t kEnough = 2;
            if (delta && (votes[*delta] >= kEnough || votes.size() == 1)) last = delta;
            if (last) block.delta = *last;
        }
    }

    // By the node of the free block that started here.
    void tell(Node& node, const FoundBlock& block) const {
        const std::uint64_t place = block.offset + static_cast<std::uint64_t>(block.delta);
        for (const Node& free : store_->free) {
            if (free.offset % period_ != place % period_ || free.size < block.space()) continue;
            const std::uint8_t folder = free.parent.type(), companion = Oid{free.aux}.type();
            if (folder != type::kFolder && folder != type::kHiddenFolder) continue;
            node.parent = free.parent;
            if (companion == type::kLinkList || companion == type::kAttachmentList) node.aux = free.aux;
            return;
        }
    }

    // The block was enciphered for the place the map names: the file has lost or gained something before it.
    bool find_moved(Node& node) {
        const auto [first, last] = by_name_.equal_range(node.oid);
        for (auto found = first; found != last; ++found) {
            const FoundBlock& block = *found->second;
            const std::uint64_t place = block.offset + static_cast<std::uint64_t>(block.delta);
            if (block.size != node.data_size() || place % period_ != node.offset % period_) continue;
            node.offset = static_cast<std::uint32_t>(block.offset);
            return true;
        }
        return false;
    }

    // Another version of the object, when there is exactly one.
    bool find_other(Node& node) {
        if (by_name_.count(node.oid) != 1) return false;
        const FoundBlock& block = *by_name_.find(node.oid)->second;
        node.offset = static_cast<std::uint32_t>(block.offset);
        node.size = block.size;
        store_->salvaged.emplace(node.oid, Salvaged{FoundBy::older_version, Trust::probable});
        return true;
    }

    LoadedStore* store_;
    BlockScan* scan_;
    Findings* findings_;
    std::uint64_t period_;
    std::multimap<Oid, const FoundBlock*> by_name_{};
};

}  // namespace

void mend_store(LoadedStore& store, Findings& findings) {
    BlockScan scan = scan_blocks(*store.file, store.cipher);
    if (!scan.complete)
        findings.add(MessageId::limit_work, "the blocks of the file lie over one another; the search was ended");
    Mender mender(store, scan, findings);
    mender.mend();
    revive_deleted(store, findings);
    if (!store.shifts.empty()) mender.revive_moved();
    add_fragments(store, scan, findings);
}

}  // namespace restante::mmf
