// The store as an object database: opens a file, reads its map, and hands out object bodies by OID.
// Logical meaning (folders, messages) is the business of the record files beside this one and of sources/mmf.
// Source: docs/formats/mmf.md 2, 10.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/byte_source.h"
#include "base/finding.h"
#include "base/result.h"
#include "base/zero_bytes.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/header.h"
#include "formats/mmf/node.h"
#include "formats/mmf/oid.h"
#include "formats/mmf/salvaged.h"

namespace restante::mmf {

class Store;

// Bodies up to this size are read together with their block header, in one read.
constexpr std::uint32_t kSmallObject = 64 * 1024;

// One object body, aliases resolved. Keeps the store alive. A small body (kSmallObject) is in memory already, of a
// larger one only its start; the rest is read and deciphered when asked for.
class Object {
public:
    [[nodiscard]] Oid oid() const;                    // the name it was asked for (an alias keeps its own name)
    [[nodiscard]] std::uint32_t size() const;         // data bytes
    [[nodiscard]] std::uint64_t file_offset() const;  // of the first data byte (block + 8)

    // Fills `into` from `offset` within the data; truncated past size() or the end of the file.
    Result<void> read(std::uint32_t offset, MutableBytes into) const;
    // A stretch of the data as a source of its own (attachment data is read this way, piece by piece).
    [[nodiscard]] ByteSourcePointer range(std::uint32_t offset, std::uint32_t size) const;

    // The first bytes of the data, as many as are in memory: all of a small object.
    [[nodiscard]] Bytes prefix() const { return prefix_; }

private:
    friend class Store;
    Object(std::shared_ptr<const Store> store, const Node& node, const Node& body, ByteVector prefix, bool made);
    std::shared_ptr<const Store> store_;
    const Node* node_;
    const Node* body_;
    ByteVector prefix_;
    bool made_;  // put together from fragments: all of it is in prefix_, and it stands nowhere in the file like this
};

// Immutable once open; may be read from several threads when its ByteSource may.
class Store : public std::enable_shared_from_this<Store> {
public:
    // True when the bytes at the start of a file look like an MMF (magic 01AFDEAD; needs 4 bytes).
    static bool sniff(Bytes start);

    // Opens with fallback to the other map copy (10.1, 10.2). Fails when neither copy is usable: bad_magic, bad_value,
    // truncated. Everything odd that could be read around becomes a finding. Holds the map in memory, about 2.5 MB for
    // the largest store. With `dig` deleted messages that are still whole count as live (docs/formats/mmf.md "Deleted
    // messages").
    static Result<std::shared_ptr<const Store>> open(ByteSourcePointer file, Findings& findings, bool dig = false);

    [[nodiscard]] const Header& header() const;
    [[nodiscard]] unsigned map_copy() const;  // the copy in use, 0 or 1
    // Live nodes after the rules of 10.1 step 3, sorted by OID (aliases and hidden bodies included).
    [[nodiscard]] std::span<const Node> nodes() const;
    [[nodiscard]] bool is_recovered(Oid oid) const { return salvaged(oid) != nullptr; }
    // How an object was found that is live only because of `dig`; null: the map names it.
    [[nodiscard]] const Salvaged* salvaged(Oid oid) const;
    // Zeros stand for sectors it lies on, which cannot be read, or could not when the disk was copied. Only of a store
    // that was opened to dig.
    [[nodiscard]] bool is_lossy(Oid oid) const;
    // Zeros of the stored body, where the cipher leaves none. Nothing under the alternate cipher, which may, or when
    // the body cannot be read.
    [[nodiscard]] ZeroBytes zeroed(Oid oid) const;
    [[nodiscard]] bool raw() const;  // found by reading the whole file: there is no usable map
    // Free nodes as stored: their parent and aux are those of the object that was freed (13.5).
    [[nodiscard]] std::span<const Node> free_nodes() const;

    [[nodiscard]] const Cipher& cipher() const;
    [[nodiscard]] const ByteSource& file() const;
    // Fills `into` from an absolute file offset and deciphers; truncated past the end of the file.
    Result<void> read(std::uint64_t offset, MutableBytes into) const;

    // Another program has changed the store since it was opened: blocks may hold other objects now.
    [[nodiscard]] bool changed() const;

    [[nodiscard]] const Node* find(Oid oid) const;  // null when there is no such live node
    // Resolves aliases, checks the block header {OID, size} and the file's length.
    // not_found, bad_value (block header differs), truncated, cycle (alias of an alias), unsupported (the map itself).
    [[nodiscard]] Result<Object> object(Oid oid) const;

private:
    friend class Object;
    struct State;
    struct Token {};

public:
    Store(Token, std::unique_ptr<State> state);  // only open() can make one
    ~Store();

private:
    std::unique_ptr<State> state_;
};

}  // namespace restante::mmf
