// P10, P11, P12: what stands at the start of each block, and who shares it.
#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/byte_reader.h"
#include "base/messages.h"
#include "base/result.h"
#include "base/zero_bytes.h"
#include "formats/mmf/check_header.h"
#include "formats/mmf/check_map.h"
#include "formats/mmf/check_report.h"
#include "formats/mmf/node.h"
#include "formats/mmf/oid.h"
#include "formats/mmf/zero_search.h"

namespace restante::mmf {
namespace {

// The client drops these on opening: their blocks need not hold anything yet.
bool unfinished(const Node& node) { return node.is_uncommitted() || node.oid.type() == type::kTemporary; }

Result<std::pair<Oid, std::uint32_t>> block_header(const CheckedHeader& checked, std::uint64_t offset) {
    std::array<std::uint8_t, kBlockHeaderSize> bytes{};
    TRY_VOID(checked.file->read(offset, bytes));
    checked.cipher.decipher(offset, bytes);
    ByteReader reader(bytes, offset);
    const Oid oid{TRY(reader.le<std::uint32_t>())};
    return std::pair{oid, TRY(reader.le<std::uint32_t>())};
}

// Object nodes by name; of several with one name the last.
std::unordered_map<Oid, std::size_t> by_name(const CheckedMap& map) {
    std::unordered_map<Oid, std::size_t> numbers;
    numbers.reserve(map.nodes.size());
    for (std::size_t number = 1; number < map.nodes.size(); ++number) {
        const Node& node = map.nodes[number];
        if (!node.is_free() && !node.is_spare()) numbers[node.oid] = number;
    }
    return numbers;
}

void check_copy(const CheckedMap& map, std::size_t number, std::size_t body_number, CheckReport& report) {
    const Node& node = map.nodes[number];
    const Node& body = map.nodes[body_number];
    const auto tell = [&](const std::string& what) {
        report.add(MessageId::check_copy_fields, fmt::format("{} {}", label(node.oid), what), map.offset_of(number));
    };
    if (body.oid.type() != node.oid.type())
        tell(fmt::format("shares the body {}, which is of another type", body.oid.hex()));
    if (node.link != body_number)
        tell(fmt::format("says that its body {} is map node {}, which is {}", body.oid.hex(), node.link, body_number));
    if (node.size != body.size)
        tell(fmt::format("has {} bytes, its body {} has {}", node.size, body.oid.hex(), body.size));
}

}  // namespace

void check_block_headers(const CheckedHeader& checked, const CheckedMap& map, CheckReport& report) {
    ZeroSearch search(*checked.file, checked.cipher);
    for (std::size_t number = 1; number < map.nodes.size(); ++number) {
        const Node& node = map.nodes[number];
        if (node.is_alias() || node.is_free() || node.is_spare() || node.oid == kMap || unfinished(node)) continue;
        const auto stored = block_header(checked, node.offset);
        if (!stored)
            report.add(MessageId::check_block_header,
                       fmt::format("{} with {} bytes lies outside the file of {} bytes", label(node.oid),
                                   node.data_size(), checked.file->size()),
                       node.offset);
        else if (stored->first != node.oid || stored->second != node.data_size())
            report.add(MessageId::check_block_header,
                       fmt::format("{} with {} bytes is expected here, the block holds {} with {} bytes",
                                   label(node.oid), node.data_size(), stored->first.hex(), stored->second),
                       node.offset);
        else if (node.offset + std::uint64_t{kBlockHeaderSize} + node.data_size() > checked.file->size())
            report.add(
                MessageId::check_block_header,
                fmt::format("{} ends at 0x{:x}, but the file has only {} bytes", label(node.oid),
                            node.offset + std::uint64_t{kBlockHeaderSize} + node.data_size(), checked.file->size()),
                node.offset);
        else if (const ZeroBytes zeros = search.in(node); zeros.size != 0)
            report.add(MessageId::check_block_zeroed, fmt::format("{}: {} bytes", label(node.oid), zeros.size),
                       zeros.first);
    }
}

void check_copies(const CheckedMap& map, CheckReport& report) {
    const auto numbers = by_name(map);
    std::vector<std::uint32_t> copies(map.nodes.size());
    for (std::size_t number = 1; number < map.nodes.size(); ++number) {
        const Node& node = map.nodes[number];
        if (!node.is_alias() || node.is_free()) continue;
        const Oid target{node.offset};
        const auto body = numbers.find(target);
        if (body == numbers.end() || map.nodes[body->second].is_alias() || target == kMap) {
            report.add(MessageId::check_copy_body,
                       fmt::format("{} shares the body {}, which {}", label(node.oid), target.hex(),
                                   body == numbers.end() ? "does not exist" : "has no data of its own"),
                       map.offset_of(number));
            continue;
        }
        ++copies[body->second];
        check_copy(map, number, body->second, report);
    }
    for (std::size_t number = 1; number < map.nodes.size(); ++number) {
        const Node& node = map.nodes[number];
        if (node.is_free() || node.is_alias() || (!node.is(flag::kHiddenBody) && copies[number] == 0)) continue;
        if (node.references != copies[number])
            report.add(
                MessageId::check_body_references,
                fmt::format("{} counts {} copies, expected {}", label(node.oid), node.references, copies[number]),
                map.offset_of(number));
    }
}

}  // namespace restante::mmf
