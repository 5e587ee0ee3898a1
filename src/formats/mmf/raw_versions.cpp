#include "formats/mmf/raw_versions.h"

#include <algorithm>
#include <tuple>

#include "formats/mmf/attribute.h"
#include "formats/mmf/date_record.h"
#include "formats/mmf/plain_list.h"
#include "formats/mmf/store_salvage.h"

namespace restante::mmf {
namespace {

bool lists_objects(std::uint8_t type) {
    return type == type::kFolder || type == type::kHiddenFolder || type == type::kHierarchy ||
           type == type::kAddressBook || type == type::kGroupFolder;
}

// What speaks for a version; the greater the better.
struct Merit {
    bool in_use = false;     // the map names it
    bool not_freed = false;  // the map does not call its place free
    std::string changed{};   // of a message: when it was changed last, in an order that sorts
    std::size_t known = 0;   // of a list: objects it names that exist
    bool canonical = false;
    std::uint32_t size = 0;

    [[nodiscard]] auto told() const { return std::tie(in_use, not_freed, changed); }
    [[nodiscard]] auto all() const { return std::tie(in_use, not_freed, changed, known, canonical, size); }
};

class VersionChooser {
public:
    VersionChooser(const LoadedStore& store, const BlockScan& scan, const MapEvidence& evidence)
        : store_(&store), scan_(&scan), evidence_(&evidence) {
        for (std::size_t i = 0; i < scan.blocks.size(); ++i)
            if (!scan.blocks[i].overwritten) by_name_[scan.blocks[i].oid].push_back(i);
    }

    std::map<Oid, ObjectVersions> choose() {
        std::map<Oid, ObjectVersions> chosen;
        for (const auto& [oid, blocks] : by_name_) chosen.emplace(oid, choose_one(oid, blocks));
        return chosen;
    }

private:
    ObjectVersions choose_one(Oid oid, std::vector<std::size_t> blocks) {
        ObjectVersions versions{.chosen = blocks.front()};
        if (blocks.size() == 1) return versions;
        std::ranges::stable_partition(blocks, [this](std::size_t one) { return evidence_->objects.contains(one); });
        std::vector<std::pair<Merit, std::size_t>> ranked;
        std::set<ByteVector> contents;
        for (const std::size_t block : blocks) {
            if (ranked.size() >= kMostVersions) {
                ++versions.unread;
                continue;
            }
            ByteVector body = body_of(*store_, scan_->blocks[block].offset, scan_->blocks[block].size);
            const Merit merit = merit_of(oid, block, body);
            if (contents.insert(std::move(body)).second || merit.in_use) ranked.emplace_back(merit, block);
        }
        std::ranges::stable_sort(ranked, [](const auto& a, const auto& b) { return a.first.all() > b.first.all(); });
        versions.chosen = ranked.front().second;
        for (std::size_t i = 1; i < ranked.size(); ++i) versions.others.push_back(ranked[i].second);
        versions.provable = ranked.size() == 1 || ranked[0].first.told() > ranked[1].first.told();
        versions.provable &= versions.unread == 0 || ranked[0].first.in_use;
        return versions;
    }

    Merit merit_of(Oid oid, std::size_t index, Bytes body) const {
        Merit merit;
        merit.in_use = evidence_->objects.contains(index);
        merit.not_freed = !evidence_->freed.contains(index);
        merit.canonical = scan_->blocks[index].canonical;
        merit.size = scan_->blocks[index].size;
        const auto list = read_plain_list(body);
        if (!list) return merit;
        for (const ListEntry& entry : list->entries) {
            if (lists_objects(oid.type()) && by_name_.contains(Oid{entry.id})) ++merit.known;
            if (oid.type() != type::kMessage || entry.id != attribute::kLastModified || !entry.inside(list->directory))
                continue;
            ByteReader reader(body.subspan(entry.offset, entry.size));
            if (const auto date = read_date(reader)) merit.changed = date->local_time().iso();
        }
        return merit;
    }

    const LoadedStore* store_;
    const BlockScan* scan_;
    const MapEvidence* evidence_;
    std::map<Oid, std::vector<std::size_t>> by_name_{};
};

}  // namespace

std::map<Oid, ObjectVersions> choose_versions(const LoadedStore& store, const BlockScan& scan,
                                              const MapEvidence& evidence) {
    return VersionChooser(store, scan, evidence).choose();
}

}  // namespace restante::mmf
