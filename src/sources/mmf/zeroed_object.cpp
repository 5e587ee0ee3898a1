#include "sources/mmf/zeroed_object.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "base/messages.h"
#include "base/zero_bytes.h"
#include "formats/mmf/oid.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

void report_zeroed(StoreContext& context, mmf::Oid object, std::string_view what, const std::string& item) {
    if (context.store->is_lossy(object)) return;
    const ZeroBytes zeros = context.store->zeroed(object);
    if (zeros.size != 0)
        context.findings.add(MessageId::recover_zeroed, fmt::format("{}: {} bytes", what, zeros.size), item,
                             zeros.first);
}

}  // namespace restante::sources
