#include "formats/mmf/date_record.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void run(restante::Bytes bytes) {
    using namespace restante;
    ByteReader reader(bytes);
    const auto date = mmf::read_date(reader);
    if (!date) return;
    ByteWriter writer;
    mmf::write_date(writer, *date);
    if (to_hex(writer.view()) != to_hex(bytes.first(mmf::kDateSize))) std::abort();
    if (date->local_time().valid() && mmf::DateRecord::from(date->local_time()).weekday > 6) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
