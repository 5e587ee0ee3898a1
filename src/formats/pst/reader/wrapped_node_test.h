// Bytes as the data of a node in a file that is healthy otherwise, so that fuzzers reach what reads them.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "base/byte_sink.h"
#include "formats/pst/ndb/database.h"
#include "formats/pst/reader/node.h"

namespace restante::pst::reader {

constexpr Nid kWrapped = 0x21;
constexpr Nid kWrappedSubnode = 0x803F;

// The first byte says the format and how many of the bytes, in 64ths, go to a subnode. Null: too few bytes.
inline std::optional<Node> wrap_node(Bytes input) {
    if (input.size() < 2) return std::nullopt;
    const Format format = (input[0] & 1U) == 0 ? Format::unicode : Format::ansi;
    const std::size_t share = input[0] >> 2U;
    const Bytes rest = input.subspan(1);
    const Bytes subnode = rest.last(rest.size() * share / 64);
    MemorySink sink;
    ndb::Database database(sink, format, Encoding::none, 1U << 24U);
    if (!database.begin()) return std::nullopt;
    const auto write = [&](Bytes bytes) -> Result<Bid> {
        std::vector<Bid> blocks;
        const std::size_t full = database.geometry().block_data;
        for (std::size_t at = 0; at < bytes.size(); at += full)
            blocks.push_back(TRY(database.write_block(bytes.subspan(at, std::min(full, bytes.size() - at)), 1)));
        return TRY(database.write_tree(blocks, bytes.size())).bid;
    };
    const auto data = write(rest.first(rest.size() - subnode.size()));
    const auto inner = write(subnode);
    if (!data || !inner) return std::nullopt;
    std::vector<ndb::Subnode> subnodes;
    if (*inner != 0) subnodes.push_back({kWrappedSubnode, *inner, 0});
    const auto list = database.write_subnodes(subnodes);
    if (!list) return std::nullopt;
    database.add_node({kWrapped, 0, *data, *list});
    if (!database.finish()) return std::nullopt;
    const auto file = NodeFile::open(std::make_shared<MemoryBytes>(sink.take()));
    if (!file) return std::nullopt;
    auto node = Node::open(*file, *(*file)->find_node(kWrapped));
    if (!node) return std::nullopt;
    return std::move(*node);
}

}  // namespace restante::pst::reader
