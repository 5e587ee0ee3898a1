#include "formats/pst/reader/store.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf16.h"
#include "formats/pst/little_endian.h"

namespace restante::pst::reader {
namespace {

constexpr Nid kStoreNode = 0x21;
constexpr Nid kNameMap = 0x61;
constexpr Nid kRecipientTable = 0x692;
constexpr std::uint16_t kFirstListedSet = 3;

}  // namespace

std::string plain_subject(const std::string& stored) {
    if (stored.size() < 2 || stored[0] != '\x01') return stored;
    const auto second = static_cast<unsigned char>(stored[1]);  // prefix length + 1, one to two bytes of UTF-8
    return stored.substr(std::min(stored.size(), std::size_t{second < 0x80 ? 2U : 3U}));
}

Result<ByteSourcePointer> AttachmentObject::data() const {
    const StoredValue* stored = properties_.find(0x3701);
    if (stored == nullptr) return ByteSourcePointer(std::make_shared<MemoryBytes>(ByteVector()));
    return properties_.stream(*stored);
}

Result<MessageObject> AttachmentObject::embedded() const {
    const StoredValue* stored = properties_.find(0x3701);
    if (stored == nullptr || stored->type != 0x000D) return fail(Errc::not_found, "the attachment is no message");
    if (depth_ >= MessageObject::kMaxDepth) return fail(Errc::too_large, "messages are nested too deeply");
    const ByteVector object = TRY(properties_.bytes(*stored));
    if (object.size() < 8) return fail(Errc::bad_value, "the reference to an embedded message is cut off");
    Node node = TRY(properties_.node().subnode(load_le<std::uint32_t>(object, 0)));
    PropertyContext message = TRY(PropertyContext::open(std::move(node)));
    return MessageObject(std::move(message), depth_ + 1);
}

Result<std::vector<Properties>> MessageObject::recipients(const TextDecoder& decoder) const {
    std::vector<Properties> result;
    if (properties_.node().subnodes.find(kRecipientTable) == nullptr) return result;
    Node node = TRY(properties_.node().subnode(kRecipientTable));
    const TableContext table = TRY(TableContext::open(std::move(node)));
    TRY_VOID(table.for_each_row([&](const Row& row) -> Result<void> {
        result.push_back(row.properties(decoder));
        return {};
    }));
    return result;
}

std::vector<Nid> MessageObject::attachments() const {
    std::vector<Nid> result;
    for (const NodeEntry& entry : properties_.node().subnodes.list())
        if (nid_type(entry.nid) == static_cast<std::uint32_t>(NidType::attachment)) result.push_back(entry.nid);
    return result;
}

Result<AttachmentObject> MessageObject::attachment(Nid nid) const {
    Node node = TRY(properties_.node().subnode(nid));
    return AttachmentObject(TRY(PropertyContext::open(std::move(node))), depth_);
}

Result<Store> Store::open(ByteSourcePointer file, TextDecoder decoder) {
    Store store(TRY(NodeFile::open(std::move(file))), std::move(decoder));
    if (auto read = store.read_names(); !read) store.name_error_ = std::move(read.error());
    return store;
}

Result<Node> Store::node(Nid nid) const {
    const NodeEntry* entry = file_->find_node(nid);
    if (entry == nullptr) return fail(Errc::not_found, fmt::format("node {:x} is missing", nid));
    return Node::open(file_, *entry);
}

Result<PropertyContext> Store::properties_of(Nid nid) const {
    Node found = TRY(node(nid));
    return PropertyContext::open(std::move(found));
}

Result<PropertyContext> Store::properties() const { return properties_of(kStoreNode); }

Result<TableContext> Store::table_of(Nid folder, NidType type) const {
    Node found = TRY(node(sibling_nid(folder, type)));
    return TableContext::open(std::move(found));
}

Result<Folder> Store::folder(Nid nid) const {
    const PropertyContext context = TRY(properties_of(nid));
    Folder folder;
    folder.nid = nid;
    folder.parent = file_->find_node(nid)->parent;
    folder.name = context.text(0x3001, decoder_);
    folder.comment = context.text(0x3004, decoder_);
    folder.container_class = context.text(0x3613, decoder_);
    folder.items = context.integer(0x3602).value_or(0);
    folder.unread = context.integer(0x3603).value_or(0);
    folder.has_children = context.integer(0x360A).value_or(0) != 0;
    return folder;
}

std::vector<Nid> Store::children(Nid folder) const { return file_->children(folder, NidType::folder); }

Result<std::vector<Nid>> Store::messages(Nid folder, bool associated) const {
    const TableContext table = TRY(table_of(folder, associated ? NidType::associated_table : NidType::contents_table));
    std::vector<Nid> result;
    TRY_VOID(table.for_each_row([&](const Row& row) -> Result<void> {
        result.push_back(row.id());
        return {};
    }));
    return result;
}

Result<MessageObject> Store::message(Nid nid) const { return MessageObject(TRY(properties_of(nid)), 0); }

std::optional<PropertyName> Store::name_of(std::uint16_t id) const {
    const std::size_t index = id - std::size_t{0x8000};
    return id >= 0x8000 && index < names_.size() ? names_[index] : std::nullopt;
}

Result<void> Store::read_names() {
    const PropertyContext map = TRY(properties_of(kNameMap));
    const auto stream = [&](std::uint16_t id) -> Result<ByteVector> {
        const StoredValue* stored = map.find(id);
        if (stored == nullptr)
            return fail(Errc::not_found, fmt::format("stream {:04x} of the name map is missing", id));
        return map.bytes(*stored);
    };
    const ByteVector sets = TRY(stream(0x0002));
    const ByteVector entries = TRY(stream(0x0003));
    const ByteVector texts = TRY(stream(0x0004));
    if (entries.size() % 8 != 0 || sets.size() % 16 != 0)
        return fail(Errc::bad_value, "the streams of the name map have broken lengths");
    for (std::size_t at = 0; at < entries.size(); at += 8) {
        const auto number = load_le<std::uint32_t>(entries, at);
        const auto word = load_le<std::uint16_t>(entries, at + 4);
        const std::size_t index = load_le<std::uint16_t>(entries, at + 6);
        if (index > 0x7FFE)
            return fail(Errc::bad_value, fmt::format("name {} has the impossible index {}", at / 8, index));
        const std::size_t set = word >> 1U;
        PropertyName name;
        if (set == 1) name.set = kMapiSet;
        if (set == 2) name.set = kPublicStringsSet;
        if (set >= kFirstListedSet) {
            const std::size_t place = (set - kFirstListedSet) * 16;
            if (place + 16 > sets.size())
                return fail(Errc::bad_value, fmt::format("name {} has no property set", index));
            std::copy_n(sets.begin() + static_cast<std::ptrdiff_t>(place), 16, name.set.begin());
        }
        name.name = number;
        if ((word & 1U) != 0) {
            const std::size_t start = std::size_t{number} + 4;
            const bool inside = start <= texts.size();
            const std::size_t size = inside ? load_le<std::uint32_t>(texts, number) : 0;
            if (!inside || size > texts.size() - start)
                return fail(Errc::bad_value, fmt::format("the text of name {} is outside its stream", index));
            name.name = from_utf16(Bytes(texts).subspan(start, size));
        }
        if (names_.size() <= index) names_.resize(index + 1);
        names_[index] = std::move(name);
    }
    return {};
}

}  // namespace restante::pst::reader
