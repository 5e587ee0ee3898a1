// Writes a message file out of objects of any content, and changes bytes of it below the cipher: what no builder would
// make. The description comes from standard input, see bombs.py.
//
//   make_raw_store OUT < DESCRIPTION
//
// {"objects": [{"oid", "parent", "aux", "attr", "references", "flags", "body": hexadecimal, or "alias": oid}],
//  "fields": [[node number, offset in the node, value of 32 bits]]}
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>

#include "base/byte_sink.h"
#include "formats/mmf/store_writer.h"

namespace {

using namespace restante;
using namespace restante::mmf;
using Json = nlohmann::json;

ByteVector bytes_of(const std::string& hexadecimal) {
    ByteVector bytes;
    bytes.reserve(hexadecimal.size() / 2);
    for (std::size_t i = 0; i + 1 < hexadecimal.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(hexadecimal.substr(i, 2), nullptr, 16)));
    return bytes;
}

Result<void> add(StoreWriter& writer, const Json& one) {
    ObjectInfo info;
    info.oid = {one.at("oid").get<std::uint32_t>()};
    info.parent = {one.value("parent", std::uint32_t{0})};
    info.aux = one.value("aux", std::uint32_t{0});
    info.attr = one.value("attr", std::uint16_t{0});
    info.references = one.value("references", std::uint16_t{0});
    info.flags = one.value("flags", flag::kWritten);
    if (one.contains("alias")) return writer.add_alias(info, {one["alias"].get<std::uint32_t>()});
    return writer.add(info, bytes_of(one.at("body").get<std::string>()));
}

// A field of a node in both copies of the map.
void change(ByteVector& file, const Header& header, const Json& field) {
    const Cipher cipher = Cipher::standard();
    for (const TreeHeader& tree : header.trees) {
        const std::uint64_t at =
            tree.map_offset + kNodeSize * field[0].get<std::uint64_t>() + field[1].get<std::uint64_t>();
        const MutableBytes place = MutableBytes(file).subspan(static_cast<std::size_t>(at), 4);
        const auto value = field[2].get<std::uint32_t>();
        for (std::size_t i = 0; i < place.size(); ++i) place[i] = static_cast<std::uint8_t>(value >> 8 * i);
        cipher.encipher(at, place);
    }
}

Result<ByteVector> made(const Json& description) {
    MemorySink sink;
    auto writer = TRY(StoreWriter::create(sink, {.expected_nodes = description.at("objects").size() + 2}));
    for (const Json& one : description["objects"]) TRY_VOID(add(writer, one));
    TRY_VOID(writer.finish());
    ByteVector file = sink.take();
    const Header header = TRY(read_header(file));
    for (const Json& field : description.value("fields", Json::array())) change(file, header, field);
    return file;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 64;
    const auto file = made(Json::parse(std::cin));
    if (!file) {
        std::fprintf(stderr, "%s\n", file.error().describe().c_str());
        return 1;
    }
    std::ofstream out(argv[1], std::ios::binary);
    out.write(reinterpret_cast<const char*>(file->data()), static_cast<std::streamsize>(file->size()));
    return out.flush() ? 0 : 1;
}
