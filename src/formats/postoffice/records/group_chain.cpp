#include "formats/postoffice/records/group_chain.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/byte_writer.h"
#include "base/bytes.h"
#include "base/finding.h"
#include "base/messages.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/layout.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::postoffice {

std::vector<std::uint32_t> group_members(const RecordTable& groups, std::uint32_t first, std::string_view file,
                                         Findings& findings) {
    std::vector<std::uint32_t> members;
    const Field* const tid = groups.layout().find("tid");
    const Field* const next = groups.layout().find("next");
    if (tid == nullptr || next == nullptr) return members;
    std::vector<bool> visited(groups.size());
    for (std::uint32_t place = first; place != 0;) {
        const auto index = groups.record_at(place);
        if (!index || visited[*index]) {
            findings.add(MessageId::postoffice_group_chain,
                         fmt::format("the chain from {} {} after {} members", first,
                                     index ? "comes back to itself" : "leads to no member", members.size()),
                         std::string(file), place);
            break;
        }
        visited[*index] = true;
        members.push_back(read_number(*tid, groups.record(*index)).value_or(0));
        place = read_number(*next, groups.record(*index)).value_or(0);
    }
    return members;
}

std::uint32_t append_group(RecordTable& groups, std::span<const std::uint32_t> tids) {
    const Field tid = *groups.layout().find("tid");
    const Field next = *groups.layout().find("next");
    std::uint32_t first = 0;
    for (std::size_t i = 0; i < tids.size(); ++i) {
        const std::size_t index = groups.append();
        if (i == 0) first = static_cast<std::uint32_t>(groups.offset_of(index));
        const bool last = i + 1 == tids.size();
        const std::uint32_t following = last ? 0 : static_cast<std::uint32_t>(groups.offset_of(index + 1));
        static_cast<void>(write_number(tid, groups.record(index), tids[i]));
        static_cast<void>(write_number(next, groups.record(index), following));
    }
    return first;
}

std::vector<std::uint32_t> read_member_list(Bytes bytes, std::string_view file, Findings& findings) {
    const RecordTable table = RecordTable::read(known_layout(RecordFile::member_list), bytes, file, findings);
    if (table.size() > kMostGroupMembers)
        findings.add(MessageId::postoffice_size, fmt::format("{} members, at most 500 are possible", table.size()),
                     std::string(file));
    std::vector<std::uint32_t> hexids;
    hexids.reserve(table.size());
    for (std::size_t i = 0; i < table.size(); ++i)
        hexids.push_back(read_number(table.layout().fields.front(), table.record(i)).value_or(0));
    return hexids;
}

ByteVector write_member_list(std::span<const std::uint32_t> hexids) {
    ByteWriter writer;
    for (const std::uint32_t hexid : hexids) writer.le(hexid);
    return std::move(writer).take();
}

}  // namespace restante::postoffice
