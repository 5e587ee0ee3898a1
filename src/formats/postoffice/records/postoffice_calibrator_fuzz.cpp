// Two lengths, then ACCESS2.GLB, ADMIN.NME and mailbag numbers: hostile files must not make the calibrator loop, and
// nobody may get a mailbag that has no file or that another user in use has.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>

#include "formats/postoffice/records/administrator.h"
#include "formats/postoffice/records/calibrator.h"
#include "formats/postoffice/records/group_chain.h"
#include "formats/postoffice/records/user_list.h"

namespace {

using namespace restante;
using namespace restante::postoffice;

constexpr std::size_t kMostRecords = 40;  // what is tried grows with their number, what is found does not

Bytes take(Bytes& bytes, std::size_t size) {
    const Bytes taken = bytes.first(std::min(size, bytes.size()));
    bytes = bytes.subspan(taken.size());
    return taken;
}

void run(Bytes bytes) {
    if (bytes.size() < 2) return;
    const std::size_t users = bytes[0] % kMostRecords, entries = bytes[1] % kMostRecords;
    bytes = bytes.subspan(2);
    Findings findings;
    const RecordTable access2 =
        RecordTable::read(known_layout(RecordFile::access2), take(bytes, users * 69), "ACCESS2.GLB", findings);
    const RecordTable names =
        RecordTable::read(known_layout(RecordFile::name_list), take(bytes, entries * 45), "ADMIN.NME", findings);
    PostofficeFacts facts;
    for (const std::uint32_t hexid : read_member_list(bytes, "", findings)) {
        facts.mailbags.insert(hexid);
        facts.people.push_back({"", "", hexid_text(hexid), ""});
    }
    const FieldCipher mirrored{[](Bytes hidden) { return ByteVector(hidden.rbegin(), hidden.rend()); }, {}};
    const UserCalibration calibration = calibrate_users(access2, names, facts, mirrored);
    if (!validate(calibration.access2.layout) || !validate(calibration.names.layout)) std::abort();
    const auto list = list_users(access2, names, calibration, facts, mirrored, findings);
    std::map<std::uint32_t, std::string> owners;
    for (const PostofficeUser& user : list) {
        if (!user.hexid) continue;
        if (!facts.mailbags.contains(*user.hexid)) std::abort();
        const auto [owner, added] = owners.emplace(*user.hexid, comparable_text(user.mailbox.value_or("")));
        if (!added && owner->second != comparable_text(user.mailbox.value_or(""))) std::abort();
    }
    static_cast<void>(find_administrator(PostofficeKind::workgroup, list));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
