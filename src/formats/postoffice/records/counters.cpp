#include "formats/postoffice/records/counters.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/finding.h"
#include "base/messages.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/layout.h"

namespace restante::postoffice {
namespace {

void check_size(const RecordLayout& layout, Bytes bytes, std::string_view file, Findings& findings) {
    if (bytes.size() == layout.record_size) return;
    findings.add(MessageId::postoffice_size, fmt::format("{} bytes instead of {}", bytes.size(), layout.record_size),
                 std::string(file), 0);
}

std::optional<std::uint32_t> counter_value(const RecordLayout& layout, std::string_view field, Bytes bytes) {
    const auto value = read_number(*layout.find(field), bytes);
    return value ? std::optional(*value) : std::nullopt;
}

// A field outside a file that was cut off stays unwritten.
void put_counter(const RecordLayout& layout, std::string_view field, MutableBytes bytes, std::uint32_t value) {
    static_cast<void>(write_number(*layout.find(field), bytes, value));
}

}  // namespace

Control read_control(Bytes bytes, Findings& findings) {
    const RecordLayout layout = known_layout(RecordFile::control);
    check_size(layout, bytes, "CONTROL.GLB", findings);
    return {counter_value(layout, "next mailbag", bytes), counter_value(layout, "next message", bytes)};
}

ByteVector write_control(const Control& control) {
    const RecordLayout layout = known_layout(RecordFile::control);
    ByteVector bytes(layout.record_size, 0);
    put_counter(layout, "next mailbag", bytes, control.next_mailbag.value_or(0));
    put_counter(layout, "next message", bytes, control.next_message.value_or(0));
    return bytes;
}

std::optional<std::uint32_t> read_last_tid(Bytes bytes, Findings& findings) {
    const RecordLayout layout = known_layout(RecordFile::tid);
    check_size(layout, bytes, "TID.GLB", findings);
    return counter_value(layout, "last", bytes);
}

ByteVector write_last_tid(std::uint32_t tid) {
    const RecordLayout layout = known_layout(RecordFile::tid);
    ByteVector bytes(layout.record_size, 0);
    put_counter(layout, "last", bytes, tid);
    return bytes;
}

Master read_master(Bytes bytes, Findings& findings) {
    const RecordLayout layout = known_layout(RecordFile::master);
    check_size(layout, bytes, "MASTER.GLB", findings);
    Master master;
    if (const auto flags = counter_value(layout, "gateway flags", bytes))
        master.gateway_flags = static_cast<std::uint8_t>(*flags);
    const auto security = counter_value(layout, "enhanced security", bytes);
    if (security && *security <= 1) master.enhanced_security = *security == 1;
    return master;
}

ByteVector write_master(const Master& master, Bytes bytes) {
    const RecordLayout layout = known_layout(RecordFile::master);
    ByteVector result(bytes.begin(), bytes.end());
    if (result.empty()) result.resize(layout.record_size, 0);
    if (master.gateway_flags) put_counter(layout, "gateway flags", result, *master.gateway_flags);
    if (master.enhanced_security) put_counter(layout, "enhanced security", result, *master.enhanced_security ? 1 : 0);
    return result;
}

}  // namespace restante::postoffice
