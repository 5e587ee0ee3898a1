// Folder indexes (IDX, 100 bytes and 158 for each folder) and the folder counter (SERIALNO.IDX). Where a record holds
// file, owner, name and comment is not known: all places are tried. Source: docs/formats/postoffice-mail.md 9.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/postoffice/mail/choice.h"

namespace restante::postoffice {

constexpr std::size_t kFolderIndexHead = 100;
constexpr std::size_t kFolderIndexRecord = 158;
constexpr std::size_t kFolderNameSize = 24;  // 23 characters and NUL; a comment one more (Q82921)

using FolderIndexRecord = std::array<std::uint8_t, kFolderIndexRecord>;

struct FolderIndex {
    std::array<std::uint8_t, kFolderIndexHead> head{};
    std::vector<FolderIndexRecord> records{};

    bool operator==(const FolderIndex&) const = default;
};

// truncated: shorter than its head. A partial last record is ignored. `item` names the file in findings.
Result<FolderIndex> read_folder_index(Bytes file, Findings& findings, std::string_view item = {});
[[nodiscard]] ByteVector write_folder_index(const FolderIndex& index);

// Number of the last folder file; bad_value when the file does not have four bytes (Q113149).
Result<std::uint32_t> read_folder_counter(Bytes file);
[[nodiscard]] ByteVector write_folder_counter(std::uint32_t value);

// Where a record holds the number of a file or user.
struct IndexPlace {
    std::size_t offset = 0;
    bool digits = false;  // eight hexadecimal digits; otherwise four bytes
};

[[nodiscard]] const std::vector<IndexPlace>& index_places();
[[nodiscard]] std::optional<std::uint32_t> index_number(const FolderIndexRecord& record, const IndexPlace& place);
void put_index_number(FolderIndexRecord& record, const IndexPlace& place, std::uint32_t value);

// Indices into index_places(): the places whose number names one of `known`, in every record. `unique`: each record
// must name another one, as it must be for files. The head of an index tells nothing about places.
[[nodiscard]] VariantChoice choose_index_place(const std::vector<FolderIndex>& indexes,
                                               const std::set<std::uint32_t>& known, bool unique);
// What all the places that stand say of a record.
[[nodiscard]] std::optional<std::uint32_t> agreed_index_number(const FolderIndexRecord& record,
                                                               const std::vector<std::size_t>& standing);

// Offset of the folder names: the only place that holds a text, ended and filled up with NULs, in every record; or the
// first of two such places that follow each other as name and comment do.
// `numbers`: the places that hold numbers, indices into index_places().
[[nodiscard]] std::optional<std::size_t> choose_index_name(const std::vector<FolderIndex>& indexes,
                                                           const std::vector<std::size_t>& numbers = {});
[[nodiscard]] std::string index_name(const FolderIndexRecord& record, std::size_t offset);

}  // namespace restante::postoffice
