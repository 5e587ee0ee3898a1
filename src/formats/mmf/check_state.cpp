#include "formats/mmf/check_state.h"

#include <utility>

namespace restante::mmf {

CheckState::CheckState(std::shared_ptr<const Store> store, CheckReport& report)
    : store_(std::move(store)), report_(report), facts_(store_->nodes().size()) {}

ObjectFacts* CheckState::facts(Oid oid) {
    const Node* const node = store_->find(oid);
    return node == nullptr ? nullptr : &facts_[static_cast<std::size_t>(node - store_->nodes().data())];
}

std::optional<ListReader> CheckState::list(Oid oid) {
    const ObjectFacts* const known = facts(oid);
    if (known == nullptr || !known->readable) return std::nullopt;
    auto object = store_->object(oid);
    if (!object) return std::nullopt;
    auto reader = ListReader::open(std::move(*object));
    return reader ? std::optional(std::move(*reader)) : std::nullopt;
}

std::string CheckState::folder_name(Oid folder) const {
    const auto found = folder_names_.find(folder);
    return found == folder_names_.end() ? label(folder) : found->second;
}

}  // namespace restante::mmf
