// What the logical rules of the checker know about each object, gathered rule by rule. One entry a map node, so that
// memory does not grow with the contents of the store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/finding.h"
#include "formats/mmf/check_report.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/store.h"

namespace restante::mmf {

// A healthy store is read about five times over, whatever it holds; a check that would read more than this many times
// the file stops.
constexpr std::uint64_t kMostReadings = 64;
constexpr std::uint64_t kLeastBudget = 16 * 1024 * 1024;

struct ObjectFacts {
    bool readable = false;  // the body is there and its list can be read (packed lists: all of it)
    bool listed_visible = false, listed_hidden = false;  // folders: entered in 81'IPM', in 81'Hid'
    bool has_owner = false;                              // companions 88, 89: a message names them
    bool listed_in_link = false;                         // messages: some link folder lists them
    std::uint32_t listings = 0;  // messages: real folders that list them; attachments: attachment lists that do
};

class CheckState {
public:
    CheckState(std::shared_ptr<const Store> store, CheckReport& report);

    [[nodiscard]] const Store& store() const { return *store_; }
    [[nodiscard]] CheckReport& report() { return report_; }

    // Facts about a live object; null when there is none of that name.
    [[nodiscard]] ObjectFacts* facts(Oid oid);
    [[nodiscard]] ObjectFacts& facts_at(std::size_t index) { return facts_[index]; }  // index in store().nodes()

    // The list of a readable object; nothing when L1 or P10 has complained about it already, when it does not exist, or
    // when the budget is spent.
    [[nodiscard]] std::optional<ListReader> list(Oid oid);
    // A view as of ListReader::element(); nothing when L1 has complained about it already or the budget is spent.
    [[nodiscard]] std::optional<Bytes> element(ListReader& list, const ListEntry& entry);

    // Takes note that so many bytes are going to be looked at. False, with one finding, once it was too much: objects
    // that overlap a thousandfold must not keep us busy for hours.
    [[nodiscard]] bool spend(std::uint64_t bytes);
    [[nodiscard]] bool stopped() const { return stopped_; }  // what was counted up to now is not complete

    // The name the hierarchy gives a folder, else that of label(); for Finding::item.
    [[nodiscard]] std::string folder_name(Oid folder) const;
    void name_folder(Oid folder, std::string name) { folder_names_.try_emplace(folder, std::move(name)); }

private:
    std::shared_ptr<const Store> store_;
    CheckReport& report_;
    std::uint64_t budget_;
    bool stopped_ = false;
    std::uint32_t last_offset_ = 0;  // of the element looked at last: far jumps cost a read
    std::vector<ObjectFacts> facts_;
    std::unordered_map<Oid, std::string> folder_names_;
};

// Folders whose messages live there, and folders that only show messages of others.
[[nodiscard]] constexpr bool is_real_folder(Oid oid) {
    return oid.type() == type::kFolder || oid.type() == type::kHiddenFolder || oid.type() == type::kAddressBook;
}
[[nodiscard]] constexpr bool is_link_folder(Oid oid) {
    return oid.type() == type::kGroupFolder || oid.type() == type::kFinderResult;
}
[[nodiscard]] constexpr bool is_message(Oid oid) {
    return oid.type() == type::kMessage || oid.type() == type::kAddressEntry;
}

void check_lists(CheckState& state);           // L1, L2
void check_hierarchies(CheckState& state);     // H1, H2
void check_folders(CheckState& state);         // F1-F5
void check_messages(CheckState& state);        // M1-M5
void check_attachments(CheckState& state);     // A1, A2
void check_address_books(CheckState& state);   // B1
void check_system_objects(CheckState& state);  // S1

}  // namespace restante::mmf
