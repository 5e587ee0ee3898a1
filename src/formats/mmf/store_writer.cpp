#include "formats/mmf/store_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "formats/mmf/map_builder.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kDefaultCapacity = 512;
constexpr std::size_t kCapacityStep = 256;
constexpr std::uint64_t kMapUnit = 0x200;  // map copies start at multiples of this
constexpr std::size_t kBuffer = 256 * 1024;

constexpr std::uint64_t round_up(std::uint64_t value, std::uint64_t unit) { return (value + unit - 1) / unit * unit; }

constexpr std::size_t capacity_for(std::size_t nodes) {
    return std::max(kDefaultCapacity, static_cast<std::size_t>(round_up(nodes, kCapacityStep)));
}

// Bytes of one map copy.
constexpr std::uint64_t copy_size(std::size_t capacity) { return round_up(capacity * kNodeSize, kMapUnit); }

// Kept free below the size limit, so that a map of any size can still be placed.
constexpr std::uint64_t kMapReserve = 2 * copy_size(capacity_for(kMaximumNodes)) + 2 * kMapUnit;

bool reserved(Oid oid) { return oid == kMap || (oid.type() >= type::kSpare && oid.type() <= type::kFree); }

}  // namespace

Header new_header() {
    Header header;
    header.language = "English (American)";
    header.opened_by = header.created_by = {3, 0, 4006};
    return header;
}

Header new_header_with_alternate_cipher(std::uint32_t divisor) {
    Header header = new_header();
    header.version = version::kAlternateCipher;
    header.cipher = 1;
    header.cipher_divisor = divisor;
    return header;
}

StoreWriter::StoreWriter(PatchableSink& sink, const Header& header, Cipher cipher, std::size_t capacity)
    : sink_(&sink), header_(header), cipher_(cipher), capacity_(capacity) {}

Result<StoreWriter> StoreWriter::create(PatchableSink& sink, const StoreWriterOptions& options) {
    const Header& header = options.header;
    if (header.language.size() > 127) return fail(Errc::too_large, "the language string is too long");
    if (header.cipher != 0 && header.version != version::kAlternateCipher)
        return fail(Errc::bad_value, "only version 0f00c010 has the alternate cipher");
    Cipher cipher = Cipher::standard();
    if (header.wants_alternate_cipher()) cipher = TRY(Cipher::alternate(header.cipher_divisor));
    // Node 0 and the map's own node need room as well.
    const std::size_t nodes = options.expected_nodes + 2;
    if (options.expected_nodes >= kMaximumNodes || nodes > kMaximumNodes)
        return fail(Errc::too_large, "more objects than a store can hold");

    StoreWriter writer(sink, header, cipher, capacity_for(nodes));
    // Raw zeros: slots that never held a node decipher to garbage in files of the original engine too.
    TRY_VOID(writer.append_zeros(kHeaderSize + 2 * copy_size(writer.capacity_)));
    writer.end_ = kHeaderSize + 2 * copy_size(writer.capacity_);
    return writer;
}

Result<void> StoreWriter::check(const ObjectInfo& info) const {
    if (finished_) return fail(Errc::usage, "the store is finished");
    if (reserved(info.oid)) return fail(Errc::bad_value, fmt::format("{} is a reserved name", info.oid.hex()));
    if ((info.flags & (flag::kFree | flag::kAlias)) != 0)
        return fail(Errc::bad_value, fmt::format("the flags of object {} describe something else", info.oid.hex()));
    if (index_.contains(info.oid)) return fail(Errc::exists, fmt::format("object {} exists already", info.oid.hex()));
    // Beside the objects there are node 0, the map, and the old place of a map that has grown.
    const std::size_t used = nodes_.size() + free_.size() + 3;
    if (used + (used > capacity_ ? 1 : 0) > kMaximumNodes) return fail(Errc::too_large, "the map of the store is full");
    return {};
}

Result<std::uint32_t> StoreWriter::reserve(const ObjectInfo& info, std::uint64_t size) const {
    TRY_VOID(check(info));
    if (size > kMaximumObject) return fail(Errc::too_large, fmt::format("object {} is too large", info.oid.hex()));
    const auto data_size = static_cast<std::uint32_t>(size);
    if (end_ + block_space(data_size) > kMaximumStoreEnd - kMapReserve)
        return fail(Errc::too_large, "the store would exceed 2 GiB");
    return data_size;
}

Result<void> StoreWriter::append(MutableBytes plain) {
    cipher_.encipher(end_, plain);
    TRY_VOID(sink_->append(plain));
    end_ += plain.size();
    return {};
}

Result<void> StoreWriter::append_zeros(std::uint64_t count) {
    buffer_.assign(static_cast<std::size_t>(std::min<std::uint64_t>(count, kBuffer)), 0);
    for (std::uint64_t left = count; left > 0;) {
        const auto piece = static_cast<std::size_t>(std::min<std::uint64_t>(left, buffer_.size()));
        TRY_VOID(sink_->append(Bytes(buffer_).first(piece)));
        left -= piece;
    }
    return {};
}

void StoreWriter::remember(const ObjectInfo& info, std::uint32_t size, std::uint32_t offset) {
    Node node;
    node.oid = info.oid;
    node.parent = info.parent;
    node.aux = info.aux;
    node.flags = info.flags;
    node.attr = info.attr;
    node.size = size;
    node.offset = offset;
    node.references = info.references;
    index_.emplace(info.oid, nodes_.size());
    nodes_.push_back(node);
}

void StoreWriter::remember_free(std::uint32_t offset, std::uint64_t space) {
    Node node;
    node.oid = Oid{type::kFree};
    node.flags = flag::kFree | flag::kWritten;
    node.size = static_cast<std::uint32_t>(space);
    node.offset = offset;
    free_.push_back(node);
}

Result<void> StoreWriter::add(const ObjectInfo& info, Bytes body) {
    const std::uint32_t size = TRY(reserve(info, body.size()));
    const auto offset = static_cast<std::uint32_t>(end_);
    ByteWriter header;
    header.le(info.oid.value);
    header.le(size);
    const Bytes start = header.view();
    buffer_.assign(start.begin(), start.end());
    buffer_.insert(buffer_.end(), body.begin(), body.end());
    buffer_.resize(static_cast<std::size_t>(block_space(size)));
    TRY_VOID(append(buffer_));
    remember(info, size, offset);
    return {};
}

Result<void> StoreWriter::add(const ObjectInfo& info, const ByteSource& body) {
    const std::uint32_t size = TRY(reserve(info, body.size()));
    const auto offset = static_cast<std::uint32_t>(end_);
    const std::uint64_t space = block_space(size);
    ByteWriter header;
    header.le(info.oid.value);
    header.le(size);
    const Bytes start = header.view();
    std::uint64_t done = 0;  // of the data
    Result<void> source_result{};
    for (std::uint64_t written = 0; written < space;) {
        const auto piece = static_cast<std::size_t>(std::min<std::uint64_t>(space - written, kBuffer));
        buffer_.assign(piece, 0);
        MutableBytes data = buffer_;
        if (written == 0) {
            std::ranges::copy(start, data.begin());
            data = data.subspan(start.size());
        }
        data = data.first(static_cast<std::size_t>(std::min<std::uint64_t>(data.size(), size - done)));
        if (source_result) source_result = body.read(done, data);
        done += data.size();
        written += piece;
        TRY_VOID(append(buffer_));
    }
    if (source_result) {
        remember(info, size, offset);
    } else {
        remember_free(offset, space);
    }
    return source_result;
}

Result<void> StoreWriter::add_alias(const ObjectInfo& info, Oid body) {
    TRY_VOID(check(info));
    const auto target = index_.find(body);
    if (target == index_.end() || nodes_[target->second].is_alias())
        return fail(Errc::not_found, fmt::format("there is no body {} for the copy {}", body.hex(), info.oid.hex()));
    if (counted_.contains(body)) TRY_VOID(add_reference(body));
    remember(info, 0, body.value);
    nodes_.back().flags |= flag::kAlias;
    return {};
}

Result<void> StoreWriter::hide_body(Oid object, Oid hidden) {
    const auto found = index_.find(object);
    if (found == index_.end() || nodes_[found->second].is_alias())
        return fail(Errc::not_found, fmt::format("there is no object {} to be copied", object.hex()));
    TRY_VOID(check({.oid = hidden}));
    Node body = nodes_[found->second];
    body.oid = hidden;
    body.flags |= flag::kHiddenBody;
    body.references = 1;
    ByteWriter name;
    name.le(hidden.value);
    ByteVector header = std::move(name).take();
    cipher_.encipher(body.offset, header);
    TRY_VOID(sink_->patch(body.offset, header));
    Node& copy = nodes_[found->second];
    copy.flags |= flag::kAlias;
    copy.size = 0;
    copy.offset = hidden.value;
    copy.references = 1;
    index_.emplace(hidden, nodes_.size());
    counted_.insert(hidden);
    nodes_.push_back(body);
    return {};
}

Result<void> StoreWriter::add_reference(Oid object) {
    const auto found = index_.find(object);
    if (found == index_.end()) return fail(Errc::not_found, fmt::format("there is no object {}", object.hex()));
    Node& node = nodes_[found->second];
    if (node.references == 0xFFFF)
        return fail(Errc::too_large, fmt::format("object {} is used too often", object.hex()));
    ++node.references;
    return {};
}

// Decides where the map lies and adds its node.
Result<void> StoreWriter::place_map() {
    const std::uint64_t first_size = 2 * copy_size(capacity_);
    Node map;
    map.oid = kMap;
    map.flags = flag::kWritten;
    map.offset = kHeaderSize;
    map.size = static_cast<std::uint32_t>(first_size - kBlockHeaderSize);
    std::uint64_t first_copy = kHeaderSize;
    if (const std::size_t used = nodes_.size() + free_.size() + 2; used > capacity_) {
        remember_free(kHeaderSize, first_size);
        capacity_ = capacity_for(used + 1);
        const std::uint64_t copies = 2 * copy_size(capacity_);
        map.offset = static_cast<std::uint32_t>(end_);
        map.size = static_cast<std::uint32_t>(copies + kMapUnit - kBlockHeaderSize);
        first_copy = round_up(end_, kMapUnit);
        TRY_VOID(append_zeros(copies + kMapUnit));
        end_ += copies + kMapUnit;
    }
    nodes_.push_back(map);
    header_.trees[0].map_offset = static_cast<std::uint32_t>(first_copy);
    header_.trees[1].map_offset = static_cast<std::uint32_t>(first_copy + copy_size(capacity_));
    return {};
}

Result<void> StoreWriter::finish() {
    if (finished_) return fail(Errc::usage, "the store is finished");
    finished_ = true;
    TRY_VOID(place_map());
    const BuiltMap map = TRY(build_map(std::move(nodes_), std::move(free_)));
    header_.magic = kMagic;
    header_.current_copy = 0;
    header_.capacity = static_cast<std::uint16_t>(std::min<std::size_t>(capacity_, 0xFFFF));
    for (TreeHeader& tree : header_.trees) {
        tree.end = static_cast<std::uint32_t>(end_);
        tree.node_count = static_cast<std::uint16_t>(map.nodes.size());
        tree.root = map.root;
        tree.free_head = map.free_head;
        ByteWriter table;
        for (const Node& node : map.nodes) write_node(table, node);
        ByteVector bytes = std::move(table).take();
        cipher_.encipher(tree.map_offset, bytes);
        TRY_VOID(sink_->patch(tree.map_offset, bytes));
    }
    TRY_VOID(append_zeros(1));
    return sink_->patch(0, write_header(header_));
}

}  // namespace restante::mmf
