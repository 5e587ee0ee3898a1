#include "stored_text.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <sstream>
#include <vector>

#include "base/byte_writer.h"
#include "base/code_page.h"
#include "formats/mmf/date_record.h"
#include "formats/mmf/triples.h"

namespace restante::testing {
namespace {

constexpr int kCodePage = 1252;

struct KindName {
    const char* name;
    std::uint16_t kind;
};

constexpr KindName kKinds[] = {
    {"resolved", mmf::triple::kResolved}, {"unresolved", mmf::triple::kUnresolved}, {"one-off", mmf::triple::kOneOff},
    {"group", mmf::triple::kGroup},       {"provider", mmf::triple::kProvider},     {"other", mmf::triple::kOffline},
};

std::uint16_t triple_kind(const std::string& name) {
    return std::ranges::find_if(kKinds, [&](const KindName& one) { return one.name == name; })->kind;
}

}  // namespace

std::string stored_text(const nlohmann::json& text) {
    static const CodePage page = *CodePage::numbered(kCodePage);
    std::string stored;
    page.encode(text.get<std::string>(), stored);
    return stored;
}

ByteVector with_nul(const std::string& stored) {
    ByteWriter writer;
    writer.text_nul(stored);
    return std::move(writer).take();
}

std::uint32_t number_of_hex(const std::string& digits) {
    std::uint32_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return value;
}

ByteVector bytes_of_hex(const std::string& digits) {
    ByteVector bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(number_of_hex(digits.substr(i, 2))));
    return bytes;
}

ByteVector stored_integer(std::uint32_t value, std::size_t size) {
    ByteWriter writer;
    writer.le(value);
    ByteVector bytes = std::move(writer).take();
    bytes.resize(size);
    return bytes;
}

ByteVector stored_date(const nlohmann::json& date) {
    mmf::DateRecord record;
    std::istringstream text(date.get<std::string>());
    char separator = 0;
    text >> record.year >> separator >> record.month >> separator >> record.day >> separator >> record.hour >>
        separator >> record.minute >> separator >> record.second;
    if (record.local_time().valid()) record = mmf::DateRecord::from(record.local_time());  // with its weekday
    ByteWriter writer;
    mmf::write_date(writer, record);
    return std::move(writer).take();
}

ByteVector stored_triples(const nlohmann::json& addresses) {
    std::vector<mmf::NewTriple> triples;
    for (const nlohmann::json& address : addresses) {
        mmf::NewTriple& triple = triples.emplace_back();
        triple.kind = triple_kind(address.at("kind"));
        triple.name = stored_text(address.value("name", ""));
        if (address.contains("type")) triple.data = stored_text(address.at("type")) + ":";
        if (address.contains("address")) triple.data += stored_text(address.at("address"));
    }
    return mmf::build_triples(triples);
}

}  // namespace restante::testing
