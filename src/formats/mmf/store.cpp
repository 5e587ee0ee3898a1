#include "formats/mmf/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/byte_reader.h"
#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/finding.h"
#include "base/result.h"
#include "base/salvaged_bytes.h"
#include "base/zero_bytes.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/header.h"
#include "formats/mmf/lossy_objects.h"
#include "formats/mmf/node.h"
#include "formats/mmf/oid.h"
#include "formats/mmf/salvaged.h"
#include "formats/mmf/store_loader.h"
#include "formats/mmf/store_salvage.h"
#include "formats/mmf/zero_search.h"

namespace restante::mmf {
namespace {

// Of a large body the start is read with the block header: it holds the offset of the list directory.
constexpr std::uint32_t kLargePrefix = 4;

// A stretch of one object's data.
class ObjectRange final : public ByteSource {
public:
    ObjectRange(std::shared_ptr<const Store> store, std::uint64_t file_offset, std::uint32_t size)
        : store_(std::move(store)), file_offset_(file_offset), size_(size) {}

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        if (offset > size_ || into.size() > size_ - offset)
            return fail(Errc::truncated, "read past the end of the data", file_offset_ + offset);
        return store_->read(file_offset_ + offset, into);
    }

private:
    std::shared_ptr<const Store> store_;
    std::uint64_t file_offset_;
    std::uint32_t size_;
};

}  // namespace

struct Store::State {
    LoadedStore loaded;
};

Object::Object(std::shared_ptr<const Store> store, const Node& node, const Node& body, ByteVector prefix, bool made)
    : store_(std::move(store)), node_(&node), body_(&body), prefix_(std::move(prefix)), made_(made) {}

Oid Object::oid() const { return node_->oid; }
std::uint32_t Object::size() const { return body_->data_size(); }
std::uint64_t Object::file_offset() const { return std::uint64_t{body_->offset} + kBlockHeaderSize; }

Result<void> Object::read(std::uint32_t offset, MutableBytes into) const {
    if (offset > size() || into.size() > size() - offset)
        return fail(Errc::truncated, "read past the end of the object", file_offset() + offset);
    if (offset + into.size() > prefix_.size()) return store_->read(file_offset() + offset, into);
    std::copy_n(prefix_.begin() + offset, into.size(), into.begin());
    return {};
}

ByteSourcePointer Object::range(std::uint32_t offset, std::uint32_t size) const {
    const std::uint32_t start = std::min(offset, this->size());
    if (made_) {
        const Bytes part = Bytes(prefix_).subspan(start, std::min(size, this->size() - start));
        return std::make_shared<MemoryBytes>(ByteVector(part.begin(), part.end()));
    }
    return std::make_shared<ObjectRange>(store_, file_offset() + start, std::min(size, this->size() - start));
}

Store::Store(Token, std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

bool Store::sniff(Bytes start) {
    ByteReader reader(start);
    const auto magic = reader.le<std::uint32_t>();
    return magic && *magic == kMagic;
}

Result<std::shared_ptr<const Store>> Store::open(ByteSourcePointer file, Findings& findings, bool dig) {
    std::vector<LostBytes> lost;
    if (dig) {
        SalvagedBytes salvaged = salvage_bytes(std::move(file));
        file = std::move(salvaged.bytes);
        lost = std::move(salvaged.lost);
        report_lost(lost, findings);
    }
    auto loaded = load_store(file, findings);
    if (dig) {
        if (loaded)
            mend_store(*loaded, findings);
        else
            loaded = salvage_store(file, findings);
    }
    if (!loaded) return fail(std::move(loaded.error()));
    if (dig) mark_lossy(*loaded, lost, findings);
    auto state = std::make_unique<State>(State{std::move(*loaded)});
    return std::make_shared<const Store>(Token{}, std::move(state));
}

const Header& Store::header() const { return state_->loaded.header; }
unsigned Store::map_copy() const { return state_->loaded.copy; }
std::span<const Node> Store::nodes() const { return state_->loaded.live; }
std::span<const Node> Store::free_nodes() const { return state_->loaded.free; }
const Salvaged* Store::salvaged(Oid oid) const {
    const auto found = state_->loaded.salvaged.find(oid);
    return found == state_->loaded.salvaged.end() ? nullptr : &found->second;
}
bool Store::is_lossy(Oid oid) const { return state_->loaded.lossy.contains(oid); }
ZeroBytes Store::zeroed(Oid oid) const {
    const Node* node = find(oid);
    if (node != nullptr && node->is_alias()) node = find(Oid{node->offset});
    if (node == nullptr || node->is_alias() || state_->loaded.made.contains(node->oid)) return {};
    return ZeroSearch(file(), cipher()).in(*node);
}
bool Store::raw() const { return state_->loaded.raw; }
const Cipher& Store::cipher() const { return state_->loaded.cipher; }
const ByteSource& Store::file() const { return *state_->loaded.file; }

Result<void> Store::read(std::uint64_t offset, MutableBytes into) const {
    TRY_VOID(state_->loaded.file->read(offset, into));
    decipher(state_->loaded, offset, into);
    return {};
}

bool Store::changed() const { return header_differs(file(), header()); }

const Node* Store::find(Oid oid) const {
    const std::vector<Oid>& oids = state_->loaded.oids;
    const auto found = std::ranges::lower_bound(oids, oid);
    if (found == oids.end() || *found != oid) return nullptr;
    return &state_->loaded.live[static_cast<std::size_t>(found - oids.begin())];
}

Result<Object> Store::object(Oid oid) const {
    const Node* const node = find(oid);
    if (node == nullptr) return fail(Errc::not_found, fmt::format("there is no object {}", oid.hex()));
    if (oid == kMap) return fail(Errc::unsupported, "the map has no body of its own", node->offset);
    const Node* body = node;
    if (node->is_alias()) {
        const Oid target{node->offset};
        body = find(target);
        if (body == nullptr)
            return fail(Errc::not_found, fmt::format("the body {} of the copy {} is missing", target.hex(), oid.hex()));
        if (body->is_alias() || target == kMap)
            return fail(Errc::cycle, fmt::format("the body {} of the copy {} has no data", target.hex(), oid.hex()));
    }
    if (const auto made = state_->loaded.made.find(body->oid); made != state_->loaded.made.end())
        return Object(shared_from_this(), *node, *body, made->second, true);
    const std::uint32_t size = body->data_size();
    const std::uint64_t file_size = file().size();
    if (body->offset > file_size || kBlockHeaderSize + std::uint64_t{size} > file_size - body->offset)
        return fail(Errc::truncated, fmt::format("object {} lies outside the file", body->oid.hex()), body->offset);

    ByteVector block(kBlockHeaderSize + (size <= kSmallObject ? size : kLargePrefix));
    TRY_VOID(read(body->offset, block));
    ByteReader reader(block, body->offset);
    const auto stored_oid = Oid{TRY(reader.le<std::uint32_t>())};
    const auto stored_size = TRY(reader.le<std::uint32_t>());
    const auto renamed = state_->loaded.stored_names.find(body->oid);
    const Oid expected = renamed == state_->loaded.stored_names.end() ? body->oid : renamed->second;
    const bool headless = state_->loaded.headless.contains(body->oid);
    if (!headless && (stored_oid != expected || stored_size != size))
        return fail(Errc::bad_value,
                    fmt::format("the block of object {} holds {} with {} bytes instead of {}", body->oid.hex(),
                                stored_oid.hex(), stored_size, size),
                    body->offset);
    block.erase(block.begin(), block.begin() + kBlockHeaderSize);
    return Object(shared_from_this(), *node, *body, std::move(block), false);
}

}  // namespace restante::mmf
