// A template up to the first NUL, behind it records of details.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/postoffice/records/detail_template.h"

namespace {

using namespace restante;
using namespace restante::postoffice;

void run(Bytes bytes) {
    const Bytes text = until_nul(bytes);
    const Bytes records = bytes.subspan(text.size());
    Findings findings;
    const DetailTemplate form = read_template(text, "A.TPL", findings);
    if (to_hex(write_template(form)) != to_hex(text)) std::abort();
    const FieldCipher mirrored{[](Bytes hidden) { return ByteVector(hidden.rbegin(), hidden.rend()); }, {}};
    const DetailFile file = read_details(records, form, mirrored, "A.INF", findings);
    if (to_hex(write_details(file)) != to_hex(records)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
