// The first byte chooses the file, the rest is its content: reading it, every field of it, and writing it back.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/postoffice/records/access_files.h"
#include "formats/postoffice/records/counters.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/field_proof.h"
#include "formats/postoffice/records/group_chain.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/record_table.h"

namespace {

using namespace restante;
using namespace restante::postoffice;

void run(Bytes bytes) {
    if (bytes.empty()) return;
    const auto file = static_cast<RecordFile>(bytes[0] % (static_cast<unsigned>(kLastRecordFile) + 1));
    bytes = bytes.subspan(1);
    Findings findings;
    RecordTable table = RecordTable::read(known_layout(file), bytes, "FILE", findings);
    if (to_hex(table.bytes()) != to_hex(bytes)) std::abort();
    for (std::size_t i = 0; i < table.size(); ++i)
        for (const Field& field : table.layout().fields)
            static_cast<void>(comparable_value(field, table.record(i), {}));
    if (file == RecordFile::group_chain) {
        for (std::uint32_t place = 0; place < 64; place += 4)
            if (group_members(table, place, "FILE", findings).size() > table.size()) std::abort();
    }
    table.append();
    static_cast<void>(read_member_list(bytes, "FILE", findings));
    static_cast<void>(read_access_files(bytes, bytes, bytes, findings));
    if (bytes.size() == 8 && write_control(read_control(bytes, findings)) != ByteVector(bytes.begin(), bytes.end()))
        std::abort();
    if (!bytes.empty() && write_master(read_master(bytes, findings), bytes) != ByteVector(bytes.begin(), bytes.end()))
        std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
