// What the forms of postoffices ask about people, and what the directories of today call it.
// Source: docs/targets/directory.md, Details.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/directory.h"

namespace restante::targets::directory {

enum class Detail : std::uint8_t {
    given_name,
    surname,
    title,
    company,
    department,
    office,
    phone,
    phone2,
    fax,
    home_phone,
    mobile,
    pager,
    assistant,
    street,
    city,
    state,
    postal_code,
    country,
    comment,
    notes,
};
constexpr std::size_t kDetails = 20;

struct DetailNames {
    Detail detail{};
    std::string_view labels;            // of forms, letters and digits only, in lower case, "|" between them
    std::string_view column;            // of the user list and the directory import
    std::string_view openldap;          // attribute; "" for none
    std::string_view active_directory;  // attribute
    std::size_t limit = 0;              // characters Active Directory takes
    std::string_view powershell;        // parameter of Set-User; "" for none
};

[[nodiscard]] const std::array<DetailNames, kDetails>& detail_names();

// What is known about one person, by its meaning.
class Details {
public:
    // A later detail takes the place of an earlier one of the same column; "~DEL" empties it. What no directory has a
    // place for is added to the notes with its label.
    explicit Details(const std::vector<model::DirectoryDetail>& details);

    [[nodiscard]] const std::string& operator[](Detail detail) const {
        return values_[static_cast<std::size_t>(detail)];
    }
    // Of other columns of the user list: "Assoc-NT-Account"; "" when there is none.
    [[nodiscard]] std::string column(std::string_view name) const;
    // All of them, in order.
    [[nodiscard]] const std::vector<model::DirectoryDetail>& columns() const { return columns_; }

private:
    void add(const model::DirectoryDetail& detail);

    std::array<std::string, kDetails> values_{};
    std::array<std::string, kDetails> labels_{};  // where each value is from
    std::vector<model::DirectoryDetail> columns_;
    std::string others_;
};

}  // namespace restante::targets::directory
