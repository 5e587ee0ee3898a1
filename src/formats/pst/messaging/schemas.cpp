#include "formats/pst/messaging/schemas.h"

#include <array>
#include <cstdint>
#include <span>

namespace restante::pst {
namespace {

// In the order of the existence bitmap; text as 0x001F.
constexpr std::array<std::uint32_t, 13> kHierarchy{0x67F20003, 0x67F30003, 0x3001001F, 0x36020003, 0x36030003,
                                                   0x360A000B, 0x0E300102, 0x0E330014, 0x0E340102, 0x0E380003,
                                                   0x3613001F, 0x66350003, 0x66360003};

constexpr std::array<std::uint32_t, 28> kContents{
    0x67F20003, 0x67F30003, 0x0E170003, 0x001A001F, 0x0E070003, 0x00170003, 0x0042001F,
    0x0037001F, 0x0E060040, 0x00390040, 0x0E080003, 0x0E04001F, 0x0E03001F, 0x0057000B,
    0x0058000B, 0x00360003, 0x10970003, 0x0070001F, 0x00710102, 0x30130102, 0x65C60003,
    0x30080040, 0x0E300102, 0x0E330014, 0x0E340102, 0x0E3D0102, 0x0E3C0102, 0x0E380003};

// Outlook 2007, the last to create ANSI files: without the change key.
constexpr std::array<std::uint32_t, 27> kContentsAnsi{
    0x67F20003, 0x67F30003, 0x0E170003, 0x001A001F, 0x0E070003, 0x00170003, 0x0042001F, 0x0037001F, 0x0E060040,
    0x00390040, 0x0E080003, 0x0E04001F, 0x0E03001F, 0x0057000B, 0x0058000B, 0x00360003, 0x10970003, 0x0070001F,
    0x00710102, 0x65C60003, 0x30080040, 0x0E300102, 0x0E330014, 0x0E340102, 0x0E3D0102, 0x0E3C0102, 0x0E380003};

constexpr std::array<std::uint32_t, 15> kAssociated{0x67F20003, 0x67F30003, 0x0E170003, 0x001A001F, 0x0E070003,
                                                    0x3001001F, 0x70030003, 0x70040102, 0x70050102, 0x7006001F,
                                                    0x70070003, 0x6800001F, 0x6803000B, 0x68051003, 0x682F001F};

constexpr std::array<std::uint32_t, 19> kSearchContents{0x67F20003, 0x67F30003, 0x67F10003, 0x0E05001F, 0x0E170003,
                                                        0x001A001F, 0x0E070003, 0x00170003, 0x0042001F, 0x0037001F,
                                                        0x0E060040, 0x0E080003, 0x0E04001F, 0x0E03001F, 0x0057000B,
                                                        0x0058000B, 0x00360003, 0x0E2A000B, 0x30080040};

constexpr std::array<std::uint32_t, 4> kReceiveFolders{0x67F20003, 0x67F30003, 0x66050003, 0x001A001F};

constexpr std::array<std::uint32_t, 5> kOutgoingQueue{0x67F20003, 0x67F30003, 0x0E140003, 0x0E100003, 0x00390040};

constexpr std::array<std::uint32_t, 6> kAttachments{0x67F20003, 0x67F30003, 0x370B0003,
                                                    0x0E200003, 0x37050003, 0x3704001F};

constexpr std::array<std::uint32_t, 14> kRecipients{0x67F20003, 0x67F30003, 0x0E0F000B, 0x3002001F, 0x3003001F,
                                                    0x0FFF0102, 0x3001001F, 0x0C150003, 0x300B0102, 0x0FF90102,
                                                    0x0FFE0003, 0x39000003, 0x3A40000B, 0x39FF001F};

constexpr std::array<std::uint32_t, 5> k6b6{0x67F20003, 0x67F30003, 0x0E330014, 0x0E370102, 0x0E380003};

constexpr std::array<std::uint32_t, 9> k6d7{0x67F20003, 0x67F30003, 0x0E3E0102, 0x0E310102, 0x0E300102,
                                            0x0E380003, 0x0E340102, 0x0E330014, 0x001A001F};

constexpr std::array<std::uint32_t, 4> k6f8{0x67F20003, 0x67F30003, 0x30070040, 0x0E330014};

// These two have wide row numbers even in ANSI files.
constexpr std::size_t kWideRowNumbers = 4;

std::span<const std::uint32_t> contents_of(Format format) {
    if (format == Format::unicode) return kContents;
    return kContentsAnsi;
}

}  // namespace

Schemas::Schemas(Format format)
    : hierarchy(format, kHierarchy),
      contents(format, contents_of(format)),
      associated(format, kAssociated),
      search_contents(format, kSearchContents),
      receive_folders(format, kReceiveFolders),
      outgoing_queue(format, kOutgoingQueue),
      attachments(format, kAttachments),
      recipients(format, kRecipients),
      replication_6b6(format, k6b6),
      replication_6d7(format, k6d7, kWideRowNumbers),
      replication_6f8(format, k6f8, kWideRowNumbers) {}

}  // namespace restante::pst
