#include "formats/mmf/raw_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/mmf/attribute.h"
#include "formats/mmf/map_evidence.h"
#include "formats/mmf/plain_list.h"
#include "formats/mmf/raw_versions.h"
#include "formats/mmf/store_salvage.h"
#include "formats/mmf/summary.h"

namespace restante::mmf {
namespace {

bool holds_messages(Oid oid) { return oid.type() == type::kFolder || oid.type() == type::kHiddenFolder; }

std::uint16_t usual_attr(Oid oid) {
    constexpr std::uint16_t kList = attr::kElementList | attr::kListWritable | attr::kChecked;
    constexpr std::uint16_t kMessage =
        attr::kMessageLike | attr::kMessageWritable | attr::kListWritable | attr::kChecked;
    switch (oid.type()) {
        case type::kGroupFolder:
            return kList | attr::kFolder | attr::kLinkFolder;
        case type::kAddressBook:
        case type::kFolder:
        case type::kHiddenFolder:
            return kList | attr::kFolder;
        case type::kAddressEntry:
        case type::kMessage:
            return kMessage;
        case type::kHierarchy:
            return kList;
        case type::kAttachment:
            return attr::kMessageLike;
        case type::kSystem:
            return oid == kFinderState || oid == kFinderCriteriaList ? attr::kPackedList : 0;
        default:
            return oid.type() < type::kSystem ? kList | 0x6000U : 0;
    }
}

std::uint16_t usual_references(Oid oid) {
    const std::uint8_t type = oid.type();
    const bool system = type == type::kSystem || type == type::kHierarchy || type == type::kAttachmentList ||
                        type == type::kLinkList || type == type::kAttributeNames || type == type::kQueue;
    return system ? 0 : 1;
}

// Equal for a message and for each line about it in a folder's list, wherever that was built.
ByteVector summary_key(Summary summary) {
    summary.folder = {};
    summary.folder_name.clear();
    return write_summary(summary);
}

class RawStore {
public:
    RawStore(const ByteSourcePointer& file, const Header& header, const BlockScan& scan) : scan_(&scan) {
        store_.file = file;
        store_.header = header;
        store_.header.session = 0;
        store_.cipher = scan.cipher;
        store_.raw = true;
        store_.shifts = shifts_of(scan);
    }

    LoadedStore build(Findings& findings) {
        evidence_ = find_nodes(*store_.file, *scan_);
        versions_ = choose_versions(store_, *scan_, evidence_);
        read_folders();
        for (const auto& [oid, versions] : versions_)
            if (!dropped_.contains(oid)) add(oid, versions.chosen);
        add_aliases();
        index_again(store_);
        join_summaries();
        settle_freed_companions();
        add_older_messages();
        report(findings);
        add_fragments(store_, *scan_, findings);
        return std::move(store_);
    }

private:
    void read_folders();
    void read_folder(Oid folder, const std::vector<ListElement>& elements);
    void keep_unlisted(Oid folder, std::vector<ListElement> elements);
    void add(Oid oid, std::size_t block);
    void tell(Node& node, std::size_t block) const;
    [[nodiscard]] Salvaged how(const Node& node, std::size_t block) const;
    void add_aliases();
    void join_summaries();
    void settle_freed_companions();
    void add_older_messages();
    void report(Findings& findings) const;

    [[nodiscard]] std::vector<ListElement> elements_at(std::size_t block) const {
        return elements_of(body_of(store_, scan_->blocks[block].offset, scan_->blocks[block].size));
    }

    const BlockScan* scan_;
    LoadedStore store_{};
    MapEvidence evidence_{};
    std::map<Oid, ObjectVersions> versions_{};
    std::map<Oid, Oid> listed_{};             // message -> folder
    std::map<Oid, ByteVector> missing_{};     // listed messages without a block, with their summaries
    std::set<Oid> disputed_{};                // listed, but not in every version of the list
    std::map<Oid, Oid> earlier_home_{};       // from older versions of folder lists
    std::set<Oid> dropped_{};                 // folders that are not any more
    std::map<Oid, std::size_t> freed_aux_{};  // messages whose companion only free space tells
};

void RawStore::read_folder(Oid folder, const std::vector<ListElement>& elements) {
    for (const ListElement& element : elements) {
        const Oid message{element.id};
        if (message.type() != type::kMessage || !listed_.emplace(message, folder).second) continue;
        if (!versions_.contains(message)) missing_.emplace(message, element.data);
    }
}

// A folder in no list of folders may be a deleted one: what other folders list is not shown twice.
void RawStore::keep_unlisted(Oid folder, std::vector<ListElement> elements) {
    const std::size_t all = elements.size();
    std::erase_if(elements, [this](const ListElement& element) {
        return listed_.contains(Oid{element.id}) || !versions_.contains(Oid{element.id});
    });
    if (elements.empty()) {
        dropped_.insert(folder);
        return;
    }
    if (elements.size() != all) store_.made.emplace(folder, write_list(elements));
    read_folder(folder, elements);
}

void RawStore::read_folders() {
    std::set<Oid> in_hierarchy;
    std::size_t hierarchies = 0;
    for (const Oid hierarchy : {kVisibleHierarchy, kHiddenHierarchy}) {
        const auto found = versions_.find(hierarchy);
        if (found == versions_.end()) continue;
        ++hierarchies;
        for (const ListElement& element : elements_at(found->second.chosen)) in_hierarchy.insert(Oid{element.id});
    }
    const bool complete = hierarchies == 2;
    std::vector<Oid> unlisted;
    for (const auto& [oid, versions] : versions_) {
        if (!holds_messages(oid)) continue;
        if (complete && !in_hierarchy.contains(oid))
            unlisted.push_back(oid);
        else
            read_folder(oid, elements_at(versions.chosen));
    }
    for (const Oid oid : unlisted) keep_unlisted(oid, elements_at(versions_.at(oid).chosen));
    for (const auto& [oid, versions] : versions_) {
        if (!holds_messages(oid) || dropped_.contains(oid)) continue;
        for (const std::size_t older : versions.others) {
            std::set<Oid> named;
            for (const ListElement& element : elements_at(older)) {
                named.insert(Oid{element.id});
                if (!listed_.contains(Oid{element.id})) earlier_home_.emplace(Oid{element.id}, oid);
            }
            if (versions.provable) continue;
            for (const ListElement& element : elements_at(versions.chosen))
                if (!named.contains(Oid{element.id})) disputed_.insert(Oid{element.id});
        }
    }
}

void RawStore::tell(Node& node, std::size_t block) const {
    if (const auto told = evidence_.objects.find(block); told != evidence_.objects.end()) {
        const Node& first = told->second.front();
        node.parent = first.parent;
        node.attr = first.attr;
        node.references = std::max<std::uint16_t>(first.references, usual_references(node.oid));
        node.flags = first.flags;
        for (const Node& one : told->second)
            if (node.aux == 0) node.aux = one.aux;
        return;
    }
    if (const auto freed = evidence_.freed.find(block); freed != evidence_.freed.end())
        for (const Node& one : freed->second)
            if (holds_messages(one.parent)) node.parent = one.parent;
    if (const auto home = earlier_home_.find(node.oid); node.parent == Oid{} && home != earlier_home_.end())
        node.parent = home->second;
}

Salvaged RawStore::how(const Node& node, std::size_t block) const {
    if (evidence_.objects.contains(block)) return {FoundBy::raw_block, Trust::certain};
    if (listed_.contains(node.oid))
        return {FoundBy::raw_block, disputed_.contains(node.oid) ? Trust::probable : Trust::certain};
    if (evidence_.freed.contains(block))
        return {FoundBy::free_space, node.parent == Oid{} ? Trust::probable : Trust::certain};
    return {FoundBy::raw_block, Trust::probable};
}

void RawStore::add(Oid oid, std::size_t block) {
    const FoundBlock& found = scan_->blocks[block];
    Node node;
    node.oid = oid;
    node.size = found.size;
    node.offset = static_cast<std::uint32_t>(found.offset);
    node.flags = flag::kWritten;
    node.attr = usual_attr(oid);
    node.references = usual_references(oid);
    tell(node, block);
    node.flags &= static_cast<std::uint16_t>(flag::kUnread | flag::kHiddenBody | flag::kWritten);
    if (const auto made = store_.made.find(oid); made != store_.made.end())
        node.size = static_cast<std::uint32_t>(made->second.size());
    if (holds_messages(oid) && node.parent == Oid{}) {
        const bool hidden = oid == kOutbox || oid == kHiddenBullet || oid == kHiddenShared;
        node.parent = hidden ? kHiddenHierarchy : kVisibleHierarchy;
    }
    if (oid.type() == type::kMessage) {
        store_.salvaged.emplace(oid, how(node, block));
        if (node.aux == 0 && evidence_.freed.contains(block)) freed_aux_.emplace(oid, block);
    }
    store_.live.push_back(node);
}

// A companion that is in use is another message's.
void RawStore::settle_freed_companions() {
    std::set<std::uint32_t> used;
    for (const Node& node : store_.live)
        if (node.aux != 0 && node.oid.type() == type::kMessage) used.insert(node.aux >> 8U);
    for (Node& node : store_.live) {
        const auto freed = freed_aux_.find(node.oid);
        if (freed == freed_aux_.end()) continue;
        for (const Node& one : evidence_.freed.at(freed->second)) {
            const std::uint8_t companion = Oid{one.aux}.type();
            if (companion != type::kLinkList && companion != type::kAttachmentList) continue;
            if (used.insert(one.aux >> 8U).second) node.aux = one.aux;
        }
    }
}

void RawStore::add_aliases() {
    std::set<Oid> hidden;
    for (const Node& alias : evidence_.aliases) {
        const Oid body{alias.offset};
        if (versions_.contains(alias.oid) || !versions_.contains(body) || dropped_.contains(body)) continue;
        if (alias.oid.type() == type::kMessage && !listed_.contains(alias.oid)) continue;  // deleted, or moved on
        Node node = alias;
        node.flags &= static_cast<std::uint16_t>(flag::kAlias | flag::kUnread | flag::kWritten);
        missing_.erase(node.oid);
        if (node.oid.type() == type::kMessage)
            store_.salvaged.emplace(node.oid, Salvaged{FoundBy::raw_block, Trust::certain});
        store_.live.push_back(node);
        hidden.insert(body);
    }
    for (Node& node : store_.live)
        if (hidden.contains(node.oid) && !listed_.contains(node.oid)) node.flags |= flag::kHiddenBody;
}

// A message that is listed and not there may be a copy whose body has a name of its own: the line about it is the same.
void RawStore::join_summaries() {
    if (missing_.empty()) return;
    std::map<ByteVector, std::vector<Node*>> bodies;
    for (Node& node : store_.live) {
        if (node.oid.type() != type::kMessage || node.is_alias() || listed_.contains(node.oid)) continue;
        const auto attributes = elements_of(body_of(store_, node.offset, node.data_size()));
        bodies[summary_key(build_summary(SummaryInput::of(attributes), {}))].push_back(&node);
    }
    std::vector<Node> aliases;
    for (const auto& [oid, element] : missing_) {
        const auto summary = read_summary(element);
        if (!summary) continue;
        const auto found = bodies.find(summary_key(*summary));
        if (found == bodies.end() || found->second.size() != 1) continue;
        Node& body = *found->second.front();
        body.flags |= flag::kHiddenBody;
        Node alias = body;
        alias.oid = oid;
        alias.parent = listed_.at(oid);
        alias.aux = 0;
        alias.flags = flag::kAlias | flag::kWritten;
        alias.offset = body.oid.value;
        alias.size = 0;
        aliases.push_back(alias);
        store_.salvaged.emplace(oid, Salvaged{FoundBy::raw_block, Trust::probable});
    }
    store_.live.insert(store_.live.end(), aliases.begin(), aliases.end());
    index_again(store_);
}

void RawStore::add_older_messages() {
    std::vector<Node> older;
    for (const auto& [oid, versions] : versions_) {
        if (oid.type() != type::kMessage || versions.provable) continue;
        for (const std::size_t block : versions.others) {
            const FoundBlock& found = scan_->blocks[block];
            Node node;
            node.oid = unused_name(store_, type::kMessage, found.offset);
            node.size = found.size;
            node.offset = static_cast<std::uint32_t>(found.offset);
            node.flags = flag::kWritten;
            node.attr = usual_attr(oid);
            node.references = 1;
            if (const auto home = listed_.find(oid); home != listed_.end()) node.parent = home->second;
            store_.stored_names.emplace(node.oid, oid);
            store_.salvaged.emplace(node.oid, Salvaged{FoundBy::older_version, Trust::probable});
            older.push_back(node);
        }
    }
    store_.live.insert(store_.live.end(), older.begin(), older.end());
    index_again(store_);
}

void RawStore::report(Findings& findings) const {
    const auto messages = std::ranges::count_if(
        store_.live, [](const Node& node) { return node.oid.type() == type::kMessage && !node.is_alias(); });
    findings.add(MessageId::recover_map_gone,
                 fmt::format("{} objects were found, {} of them messages; the map still tells about {} of them",
                             store_.live.size(), messages, evidence_.objects.size()));
    if (scan_->cipher_guessed)
        findings.add(MessageId::recover_cipher_guessed,
                     scan_->cipher.divisor() == 0
                         ? std::string("the standard cipher")
                         : fmt::format("the alternate cipher, divisor {}", scan_->cipher.divisor()));
    if (!scan_->complete)
        findings.add(MessageId::limit_work, "the blocks of the file lie over one another; the search was ended");
    std::size_t unread = 0;
    for (const auto& [oid, versions] : versions_) unread += versions.unread;
    if (unread != 0)
        findings.add(MessageId::limit_count,
                     fmt::format("{} blocks have the name of {} others before them", unread, kMostVersions));
    for (const KeyShift& shift : store_.shifts)
        findings.add(
            shift.from == scan_->blocks.front().offset ? MessageId::recover_foreign_bytes : MessageId::recover_gap,
            fmt::format("what follows stood {} bytes from here, or a multiple of {} more or less", shift.delta,
                        key_period(scan_->cipher)),
            {}, shift.from);
}

}  // namespace

LoadedStore raw_store(const ByteSourcePointer& file, const Header& header, const BlockScan& scan, Findings& findings) {
    return RawStore(file, header, scan).build(findings);
}

}  // namespace restante::mmf
