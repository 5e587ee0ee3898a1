#include "formats/mmf/check_state.h"

#include <algorithm>
#include <utility>

namespace restante::mmf {

CheckState::CheckState(std::shared_ptr<const Store> store, CheckReport& report)
    : store_(std::move(store)),
      report_(report),
      budget_(kLeastBudget + kMostReadings * store_->file().size()),
      facts_(store_->nodes().size()) {}

ObjectFacts* CheckState::facts(Oid oid) {
    const Node* const node = store_->find(oid);
    return node == nullptr ? nullptr : &facts_[static_cast<std::size_t>(node - store_->nodes().data())];
}

std::optional<ListReader> CheckState::list(Oid oid) {
    const ObjectFacts* const known = facts(oid);
    if (known == nullptr || !known->readable) return std::nullopt;
    auto object = store_->object(oid);
    if (!object || !spend(std::min(object->size(), kSmallObject))) return std::nullopt;
    auto reader = ListReader::open(std::move(*object));
    if (!reader || !spend(reader->entries().size() * sizeof(ListEntry))) return std::nullopt;
    return std::move(*reader);
}

std::optional<Bytes> CheckState::element(ListReader& list, const ListEntry& entry) {
    const std::uint32_t distance =
        entry.offset < last_offset_ ? last_offset_ - entry.offset : entry.offset - last_offset_;
    last_offset_ = entry.offset;
    if (!spend(std::min(distance, kSmallObject) + std::uint64_t{entry.size})) return std::nullopt;
    const auto bytes = list.element(entry);
    return bytes ? std::optional(*bytes) : std::nullopt;
}

bool CheckState::spend(std::uint64_t bytes) {
    if (!stopped_ && bytes <= budget_) {
        budget_ -= bytes;
        return true;
    }
    if (!stopped_)
        report_.add(MessageId::check_stopped,
                    "the objects overlap or name each other so often that not all of them were looked at", 0);
    stopped_ = true;
    return false;
}

std::string CheckState::folder_name(Oid folder) const {
    const auto found = folder_names_.find(folder);
    return found == folder_names_.end() ? label(folder) : found->second;
}

}  // namespace restante::mmf
