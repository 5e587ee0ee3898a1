// Object names of the message file. Source: docs/formats/mmf.md 4.1, 4.2.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace restante::mmf {

// Low byte: type; upper 24 bits: random, or three letters for well-known objects.
struct Oid {
    std::uint32_t value = 0;

    [[nodiscard]] constexpr std::uint8_t type() const { return static_cast<std::uint8_t>(value); }
    // The companion of the same name and another type (message -> its attachment list).
    [[nodiscard]] constexpr Oid with_type(std::uint8_t type) const { return {(value & 0xFFFFFF00U) | type}; }
    // The four stored bytes in file order, type byte first: "86cde123".
    [[nodiscard]] std::string hex() const;

    constexpr auto operator<=>(const Oid&) const = default;
};

// A well-known object: type byte plus three letters.
constexpr Oid well_known(std::uint8_t type, const char (&letters)[4]) {
    return {static_cast<std::uint32_t>(type) | static_cast<std::uint32_t>(static_cast<std::uint8_t>(letters[0])) << 8U |
            static_cast<std::uint32_t>(static_cast<std::uint8_t>(letters[1])) << 16U |
            static_cast<std::uint32_t>(static_cast<std::uint8_t>(letters[2])) << 24U};
}

namespace type {
constexpr std::uint8_t kGroupFolder = 0x69, kAddressBook = 0x70, kAddressEntry = 0x71, kSystem = 0x80,
                       kHierarchy = 0x81, kFolder = 0x82, kFinderResult = 0x83, kHiddenFolder = 0x84, kFinder = 0x85,
                       kMessage = 0x86, kAttachment = 0x87, kLinkList = 0x88, kAttachmentList = 0x89,
                       kAttributeNames = 0x8A, kQueue = 0x8B, kSpare = 0x8C, kJustAllocated = 0x8D, kTemporary = 0x8E,
                       kFree = 0x8F, kFinderCriteria = 0x90;
}  // namespace type

constexpr Oid kMap = well_known(0x80, "map"), kAccounts = well_known(0x80, "Act"), kClasses = well_known(0x80, "MCs"),
              kOldClasses = well_known(0x80, "Mc "), kFoldersToFinders = well_known(0x80, "ASF"),
              kFindersToFolders = well_known(0x80, "AFS"), kFinderState = well_known(0x80, "SCO"),
              kFinderCriteriaList = well_known(0x80, "SCL"), kVisibleHierarchy = well_known(0x81, "IPM"),
              kHiddenHierarchy = well_known(0x81, "Hid"), kInbox = well_known(0x82, "Inb"),
              kSentMail = well_known(0x82, "Sht"), kOutbox = well_known(0x82, "Out"),
              kWastebasket = well_known(0x82, "Wst"), kHiddenBullet = well_known(0x82, "Bul"),
              kHiddenShared = well_known(0x82, "Sha"), kStandardAddressBook = well_known(0x70, "PAB"),
              kTemplateAttachmentList = well_known(0x89, "ALD"), kOutgoingQueue = well_known(0x8B, "Out");
constexpr Oid kAttributeNames{0xFF00008AU};

}  // namespace restante::mmf

template <>
struct std::hash<restante::mmf::Oid> {
    std::size_t operator()(const restante::mmf::Oid& oid) const noexcept {
        return std::hash<std::uint32_t>{}(oid.value);
    }
};
