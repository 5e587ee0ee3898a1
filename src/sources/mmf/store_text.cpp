#include "sources/mmf/store_text.h"

#include <fmt/format.h>

#include <utility>

namespace restante::sources {

void StoreText::report(Findings& findings, const std::string& item) {
    if (unmappable_ == 0) return;
    findings.add(MessageId::text_unmappable,
                 fmt::format("{} bytes are not defined in code page {}", unmappable_, page_.number()), item);
    unmappable_ = 0;
}

Result<mmf::ListReader> open_list(const mmf::Store& store, mmf::Oid oid) {
    auto object = TRY(store.object(oid));
    return mmf::ListReader::open(std::move(object));
}

Result<mmf::ListReader> open_damaged_list(StoreContext& context, mmf::Oid oid, const std::string& item) {
    auto object = TRY(context.store->object(oid));
    auto list = TRY(mmf::ListReader::open_damaged(std::move(object)));
    if (list.missing() != 0)
        context.findings.add(
            MessageId::mmf_list_cut,
            fmt::format("{} of {} elements are missing", list.missing(), list.missing() + list.entries().size()), item,
            list.object().file_offset() + list.directory());
    return list;
}

}  // namespace restante::sources
