#include "formats/mmf/checker.h"

#include <utility>

#include "formats/mmf/check_header.h"
#include "formats/mmf/check_map.h"
#include "formats/mmf/check_report.h"
#include "formats/mmf/check_state.h"
#include "formats/mmf/store.h"

namespace restante::mmf {
namespace {

void check_physical(const CheckedHeader& checked, CheckReport& report) {
    const CheckedMap map = check_map_copies(checked, report);
    if (map.nodes.empty()) return;
    check_file_length(checked, map.copy, map.last_data_end(), report);
    check_tiles(map, report);
    check_trees_and_lists(map, report);
    check_block_headers(checked, map, report);
    check_copies(map, report);
    check_unfinished(map, report);
    check_attr_bits(map, report);
}

void check_logical(std::shared_ptr<const Store> store, CheckReport& report) {
    CheckState state(std::move(store), report);
    for (const auto check : {check_lists, check_hierarchies, check_folders, check_messages, check_attachments,
                             check_address_books, check_system_objects}) {
        check(state);
        if (state.stopped()) return;
    }
}

}  // namespace

Result<void> check_store(ByteSourcePointer file, Findings& findings) {
    CheckReport report(findings);
    const auto checked = TRY(check_file_header(std::move(file), report));
    if (checked) {
        check_physical(*checked, report);
        Findings told_already;  // opening tells of the same things by other numbers
        if (auto store = Store::open(checked->file, told_already)) check_logical(std::move(*store), report);
    }
    report.finish();
    return {};
}

}  // namespace restante::mmf
