#include "formats/mmf/header.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "base/byte_writer.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kLanguage = 0x90, kLanguageSize = 0x80, kPrograms = 0x110, kTick = 0x11C, kCipher = 0x126;

Result<TreeHeader> read_tree(ByteReader& reader) {
    TreeHeader tree;
    tree.map_offset = TRY(reader.le<std::uint32_t>());
    tree.end = TRY(reader.le<std::uint32_t>());
    tree.node_count = TRY(reader.le<std::uint16_t>());
    tree.root = TRY(reader.le<std::uint16_t>());
    tree.free_head = TRY(reader.le<std::uint16_t>());
    return tree;
}

Result<ProgramVersion> read_program(ByteReader& reader) {
    ProgramVersion program;
    program.major = TRY(reader.le<std::uint16_t>());
    program.minor = TRY(reader.le<std::uint16_t>());
    program.build = TRY(reader.le<std::uint16_t>());
    return program;
}

std::string stored_language(Bytes field) {
    const auto end = std::find(field.begin(), field.end(), std::uint8_t{0});
    return {field.begin(), end};
}

void patch_program(ByteWriter& writer, std::size_t at, const ProgramVersion& program) {
    writer.patch_le(at, program.major);
    writer.patch_le(at + 2, program.minor);
    writer.patch_le(at + 4, program.build);
}

}  // namespace

Result<Header> read_header(Bytes start) {
    ByteReader reader(start);
    Header header;
    header.magic = TRY(reader.le<std::uint32_t>());
    if (header.magic != kMagic) return fail(Errc::bad_magic, "this is not a Microsoft Mail message file", 0);
    if (start.size() < kHeaderSize) return fail(Errc::truncated, "the header is cut off", start.size());
    std::copy_n(start.begin(), kHeaderSize, header.stored.begin());
    header.version = TRY(reader.le<std::uint32_t>());
    header.session = TRY(reader.le<std::uint32_t>());
    header.capacity = TRY(reader.le<std::uint16_t>());
    header.current_copy = TRY(reader.le<std::uint16_t>());
    for (std::size_t copy = 0; copy < header.trees.size(); ++copy) {
        TRY_VOID(reader.seek(kTreesAt + copy * kTreeSize));
        header.trees[copy] = TRY(read_tree(reader));
    }
    header.language = stored_language(start.subspan(kLanguage, kLanguageSize));
    TRY_VOID(reader.seek(kPrograms));
    header.opened_by = TRY(read_program(reader));
    header.created_by = TRY(read_program(reader));
    header.tick = TRY(reader.le<std::uint32_t>());
    TRY_VOID(reader.seek(kCipher));
    header.cipher = TRY(reader.le<std::uint16_t>());
    header.cipher_divisor = TRY(reader.le<std::uint32_t>());
    return header;
}

ByteVector write_header(const Header& header) {
    ByteWriter writer;
    writer.bytes(header.stored);
    writer.patch_le(0, header.magic);
    writer.patch_le(4, header.version);
    writer.patch_le(8, header.session);
    writer.patch_le(0xC, header.capacity);
    writer.patch_le(0xE, header.current_copy);
    for (std::size_t copy = 0; copy < header.trees.size(); ++copy) {
        const std::size_t at = kTreesAt + copy * kTreeSize;
        const TreeHeader& tree = header.trees[copy];
        writer.patch_le(at, tree.map_offset);
        writer.patch_le(at + 4, tree.end);
        writer.patch_le(at + 8, tree.node_count);
        writer.patch_le(at + 0xA, tree.root);
        writer.patch_le(at + 0xC, tree.free_head);
    }
    patch_program(writer, kPrograms, header.opened_by);
    patch_program(writer, kPrograms + 6, header.created_by);
    writer.patch_le(kTick, header.tick);
    writer.patch_le(kCipher, header.cipher);
    writer.patch_le(kCipher + 2, header.cipher_divisor);

    ByteVector bytes = std::move(writer).take();
    // The tail behind a replaced language is not cleared, as in files of the original engine; an unchanged one is
    // left alone, even if it fills the field without a NUL.
    const MutableBytes field = MutableBytes(bytes).subspan(kLanguage, kLanguageSize);
    if (stored_language(field) != header.language) {
        const std::size_t length = std::min(header.language.size(), kLanguageSize - 1);
        std::copy_n(header.language.begin(), length, field.begin());
        field[length] = 0;
    }
    return bytes;
}

}  // namespace restante::mmf
