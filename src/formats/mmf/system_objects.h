// What every store contains besides mail: the objects the engine makes for a new store, in its order.
// Source: docs/formats/mmf.md "A new store".
#pragma once

#include <vector>

#include "base/result.h"
#include "formats/mmf/account.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/message_class.h"
#include "formats/mmf/store_writer.h"

namespace restante::mmf {

struct SystemContent {
    std::vector<Account> accounts{};               // in order of their creation
    std::vector<ListElement> visible{}, hidden{};  // hierarchy entries
    std::vector<NumberedClass> classes{};          // in list order
};

// Lists of searches that the store has already are left alone. exists: the store has another one of them already;
// too_large; errors of the writer's sink.
Result<void> write_system_objects(StoreWriter& writer, const SystemContent& content);

}  // namespace restante::mmf
