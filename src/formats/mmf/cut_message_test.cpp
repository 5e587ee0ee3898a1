#include "formats/mmf/cut_message.h"

#include <gtest/gtest.h>

#include "base/byte_writer.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/node.h"
#include "formats/mmf/triples.h"

namespace restante::mmf {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kBlock = 0x400;

ByteVector terminated(std::string_view text) {
    ByteVector bytes(text.begin(), text.end());
    bytes.push_back(0);
    return bytes;
}

ByteVector recipients() {
    const std::vector<NewTriple> triples{{.name = "Jane Roe", .data = "MS:ACME/HQ/JROE"}};
    return build_triples(triples);
}

// The last attribute of the list comes first in the file.
ByteVector message_body(std::vector<ListElement> attributes) { return write_list(attributes); }

std::optional<CutMessage> found_in(const ByteVector& body, std::size_t kept, Oid oid = Oid{0x186}) {
    ByteWriter writer;
    writer.zeros(kBlock);
    writer.le(oid.value);
    writer.le(static_cast<std::uint32_t>(body.size()));
    writer.bytes(Bytes(body).first(kept));
    ByteVector file = std::move(writer).take();
    Cipher::standard().encipher(0, file);
    const MemoryBytes bytes(std::move(file));
    return find_cut_message(bytes, scan_blocks(bytes, Cipher::standard()));
}

std::string text_of(const std::optional<CutMessage>& found) {
    return found ? std::string(found->text.begin(), found->text.end()) : "nothing";
}

TEST(CutMessage, TheTextBehindNumbersIdsAndRecipients) {
    const ByteVector body = message_body({{attribute::kSubject, terminated("Budget")},
                                          {attribute::kBody, terminated("Dear John,\r\nsee below.")},
                                          {attribute::kTo, recipients()},
                                          {attribute::kMessageId, terminated("0123456789ABCDEF0123456789abcdef")},
                                          {attribute::kClass, {1, 0}},
                                          {attribute::kPriority, {2, 0}}});
    const std::size_t directory = body.size() - 14 - 6 * 12;
    const auto found = found_in(body, directory);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->block, kBlock);
    EXPECT_EQ(found->oid, Oid{0x186});
    EXPECT_EQ(text_of(found), "Dear John,\r\nsee below.");
    EXPECT_EQ(text_of(found_in(body, directory - 8 - 9)), "Dear John,\r\ns");
    EXPECT_EQ(text_of(found_in(body, directory, Oid{0x187})), "nothing");  // an attachment
}

TEST(CutMessage, NamesOfACutListOfRecipientsAreNoText) {
    const ByteVector body = message_body(
        {{attribute::kSubject, terminated("Budget")}, {attribute::kTo, recipients()}, {attribute::kPriority, {2, 0}}});
    for (std::size_t kept = 12; kept < 4 + 2 + recipients().size(); ++kept)
        EXPECT_EQ(text_of(found_in(body, kept)), "nothing") << kept;
}

TEST(CutMessage, AWholeDirectoryIsLeftToFragments) {
    const ByteVector body =
        message_body({{attribute::kSubject, terminated("Budget")}, {attribute::kBody, terminated("Dear John")}});
    EXPECT_EQ(text_of(found_in(body, body.size() - 14)), "nothing");
}

// Triples without an end, each starting within the one before: read from each byte they would take hours.
TEST(CutMessage, EndlessRecipientsCostNoMoreThanTheFile) {
    ByteVector body(4 << 20);
    ByteWriter writer;
    writer.le(std::uint32_t{8 << 20});
    while (writer.size() + 8 <= body.size()) {
        writer.le(std::uint16_t{3});
        writer.le(std::uint16_t{0});
        writer.le(std::uint32_t{0});
    }
    std::ranges::copy(writer.view(), body.begin());
    ByteWriter file;
    file.le(std::uint32_t{0x186});
    file.le(std::uint32_t{16 << 20});
    file.bytes(body);
    ByteVector stored = std::move(file).take();
    Cipher::standard().encipher(0, stored);
    const MemoryBytes bytes(std::move(stored));
    EXPECT_EQ(text_of(find_cut_message(bytes, scan_blocks(bytes, Cipher::standard()))), "nothing");
}

// The rest of a file behind its last whole block.
TEST(CutMessage, RestsOf64MebibytesAreEnough) {
    for (const std::size_t size : {std::size_t{64} << 20U, (std::size_t{64} << 20U) + 1}) {
        ByteWriter writer;
        writer.le(std::uint32_t{0x186});
        writer.le(std::uint32_t{256U << 20U});
        writer.le(std::uint32_t{128U << 20U});
        writer.bytes(as_bytes("\0\0Dear John\0"sv));
        ByteVector file = std::move(writer).take();
        file.resize(size);
        Cipher::standard().encipher(0, file);
        const MemoryBytes bytes(std::move(file));
        EXPECT_EQ(text_of(find_cut_message(bytes, {})), size == 64U << 20U ? "Dear John" : "nothing");
    }
}

}  // namespace
}  // namespace restante::mmf
