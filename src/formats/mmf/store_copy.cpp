#include "formats/mmf/store_copy.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "formats/mmf/store_writer.h"

namespace restante::mmf {
namespace {

Header header_for(const Store& store, const StoreCopyOptions& options) {
    Header header = store.header();
    header.session = 0;
    const std::uint32_t divisor = options.cipher_divisor.value_or(store.cipher().divisor());
    header.cipher = divisor == 0 ? 0 : 1;
    header.cipher_divisor = divisor;
    if (divisor != 0) {
        header.version = version::kAlternateCipher;
    } else if (header.version == version::kAlternateCipher && options.cipher_divisor) {
        header.version = version::kCurrent;
    }
    return header;
}

}  // namespace

Result<void> copy_store(const Store& store, PatchableSink& sink, Findings& findings, const StoreCopyOptions& options) {
    const std::size_t expected = std::min(store.nodes().size(), kMaximumNodes - 2);
    StoreWriter writer =
        TRY(StoreWriter::create(sink, {.header = header_for(store, options), .expected_nodes = expected}));
    const auto lost = [&findings](const Node& node, Error error) {
        findings.add(MessageId::mmf_object_lost, fmt::format("object {}: {}", node.oid.hex(), error.what), {},
                     error.offset);
    };
    for (const Node& node : store.nodes()) {
        if (node.oid == kMap || node.is_alias()) continue;
        auto object = store.object(node.oid);
        if (!object) {
            lost(node, std::move(object.error()));
            continue;
        }
        auto added = writer.add(info_of(node), *object->range(0, object->size()));
        if (!added && added.error().code != Errc::bad_value) return added;
        if (!added) lost(node, std::move(added.error()));
    }
    for (const Node& node : store.nodes()) {
        if (node.oid == kMap || !node.is_alias()) continue;
        if (const Oid body{node.offset}; writer.contains(body)) {
            TRY_VOID(writer.add_alias(info_of(node), body));
        } else {
            lost(node, Error{Errc::not_found, "its body is lost", {}, {}});
        }
    }
    return writer.finish();
}

}  // namespace restante::mmf
