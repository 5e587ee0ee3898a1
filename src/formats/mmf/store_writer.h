// Writes a new store, object by object, to anything that can be patched. Memory holds the map, never the bodies.
//
// Layout: header, map, then the objects in the order they are added. When more objects come than the map at the start
// has room for, the map is written behind them and its old place becomes a free block, as the original engine does.
// Source: docs/formats/mmf.md 2.9-2.13, 11, 16.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/byte_sink.h"
#include "base/byte_source.h"
#include "base/result.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/header.h"
#include "formats/mmf/node.h"

namespace restante::mmf {

constexpr std::size_t kMaximumNodes = 65535;             // including node 0 and the map's own
constexpr std::uint32_t kMaximumObject = 0x7FFFFFFF;     // bytes of data
constexpr std::uint64_t kMaximumStoreEnd = 0x7FFFFF80U;  // offsets are signed 32-bit numbers

// What the header of a new store says: "English (American)", program 3.0.4006, standard cipher, session 0.
[[nodiscard]] Header new_header();
// The same with the alternate cipher; `divisor` must not be 0.
[[nodiscard]] Header new_header_with_alternate_cipher(std::uint32_t divisor);

struct StoreWriterOptions {
    Header header = new_header();    // capacity, current copy and tree headers are the writer's business
    std::size_t expected_nodes = 0;  // room for that many at the start; 0: the engine's 512
};

// What the map says about an object besides its place.
struct ObjectInfo {
    Oid oid{};
    Oid parent{};
    std::uint32_t aux = 0;
    std::uint16_t attr = 0;
    std::uint16_t references = 0;
    std::uint16_t flags = flag::kWritten;  // kFree and kAlias are refused
};

// What the map of a store says about one of its objects; an alias becomes an object of its own.
[[nodiscard]] inline ObjectInfo info_of(const Node& node) {
    return {node.oid,  node.parent,     node.aux,
            node.attr, node.references, static_cast<std::uint16_t>(node.flags & ~flag::kAlias)};
}

class StoreWriter {
public:
    // Starts the store in an empty sink, which must outlive the writer. bad_value: version and cipher disagree;
    // too_large: more than kMaximumNodes expected; errors of the sink.
    static Result<StoreWriter> create(PatchableSink& sink, const StoreWriterOptions& options = {});

    // Writes one object. exists: the OID is taken; bad_value: a reserved OID or flag; too_large: a limit of the format.
    // After any of these the store is as before and can still be finished.
    Result<void> add(const ObjectInfo& info, Bytes body);
    // The same from a source of any size. When the source fails, what was written becomes a free block.
    Result<void> add(const ObjectInfo& info, const ByteSource& body);
    // A copy that shares the body of an object added before (not an alias itself). not_found, and the errors of add().
    Result<void> add_alias(const ObjectInfo& info, Oid body);
    // What the engine does at the first copy of an object: the block goes to a hidden body of that name, and the object
    // itself becomes a copy of it. From then on add_alias() counts the copies of the body. not_found: no such object,
    // or it is a copy already; and the errors of add().
    Result<void> hide_body(Oid object, Oid hidden);
    // One more list names the object. not_found; too_large: 65535 do.
    Result<void> add_reference(Oid object);

    [[nodiscard]] bool contains(Oid oid) const { return index_.contains(oid); }

    // Map, tree, free list, header. Nothing may be added afterwards. Until it succeeds the header stays zero, so an
    // unfinished file is never taken for a store.
    Result<void> finish();

private:
    StoreWriter(PatchableSink& sink, const Header& header, Cipher cipher, std::size_t capacity);
    Result<void> check(const ObjectInfo& info) const;
    Result<std::uint32_t> reserve(const ObjectInfo& info, std::uint64_t size) const;
    Result<void> append(MutableBytes plain);
    Result<void> append_zeros(std::uint64_t count);
    void remember(const ObjectInfo& info, std::uint32_t size, std::uint32_t offset);
    void remember_free(std::uint32_t offset, std::uint64_t space);
    Result<void> place_map();

    PatchableSink* sink_;
    Header header_;
    Cipher cipher_;
    std::size_t capacity_;                          // of each map copy
    std::uint64_t end_ = kHeaderSize;               // where the next block goes
    std::vector<Node> nodes_{};                     // in the order added; aliases carry the OID of their body
    std::vector<Node> free_{};                      // blocks that belong to nothing
    std::unordered_map<Oid, std::size_t> index_{};  // into nodes_
    std::unordered_set<Oid> counted_{};             // bodies of hide_body()
    ByteVector buffer_{};
    bool finished_ = false;
};

}  // namespace restante::mmf
