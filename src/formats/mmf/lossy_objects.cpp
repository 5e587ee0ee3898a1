#include "formats/mmf/lossy_objects.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/messages.h"
#include "base/salvaged_bytes.h"
#include "base/zero_bytes.h"
#include "formats/mmf/node.h"
#include "formats/mmf/oid.h"
#include "formats/mmf/store_loader.h"
#include "formats/mmf/zero_search.h"

namespace restante::mmf {
namespace {

// What people would miss; of the lists their own findings tell.
std::string_view name_of(Oid oid) {
    switch (oid.type()) {
        case type::kMessage:
            return "message";
        case type::kAttachment:
            return "attachment";
        case type::kAddressEntry:
            return "address entry";
        default:
            return {};
    }
}

}  // namespace

void report_lost(const std::vector<LostBytes>& lost, Findings& findings) {
    if (lost.empty()) return;
    findings.add(MessageId::recover_unreadable,
                 fmt::format("{} bytes in {} places; the first stand here", size_of(lost), lost.size()), {},
                 lost.front().offset);
}

void mark_lossy(LoadedStore& store, const std::vector<LostBytes>& lost, Findings& findings) {
    ZeroSearch search(*store.file, store.cipher);
    const auto tell = [&](const Node& node, MessageId id, std::string_view what, std::uint64_t offset) {
        store.lossy.insert(node.oid);
        const std::string_view name = name_of(node.oid);
        if (!name.empty()) findings.add(id, fmt::format("{} {}{}", name, node.oid.hex(), what), {}, offset);
    };
    for (const Node& node : store.live) {
        if (node.is_alias() || store.made.contains(node.oid)) continue;
        if (overlaps(lost, node.offset, kBlockHeaderSize + std::uint64_t{node.data_size()})) {
            tell(node, MessageId::recover_unreadable, " lies there in part", node.offset);
        } else if (const ZeroBytes zeros = search.in(node); zeros.size != 0) {
            tell(node, MessageId::recover_zeroed, fmt::format(": {} bytes", zeros.size), zeros.first);
        }
    }
    for (const Node& node : store.live)
        if (node.is_alias() && store.lossy.contains(Oid{node.offset})) store.lossy.insert(node.oid);
}

}  // namespace restante::mmf
