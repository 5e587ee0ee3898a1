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

}  // namespace restante::sources
