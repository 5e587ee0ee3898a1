#include "targets/directory/detail_names.h"

#include <algorithm>

#include "base/ascii.h"
#include "formats/exchange/user_list.h"

namespace restante::targets::directory {
namespace {

using enum Detail;

// The limits are rangeUpper of the schema of Active Directory.
constexpr std::array<DetailNames, kDetails> kNames{{
    {given_name, "givenname|firstname|first", "Given-Name", "givenName", "givenName", 64, "FirstName"},
    {surname, "surname|lastname|last", "Surname", "sn", "sn", 64, "LastName"},
    {title, "title|jobtitle|position", "Title", "title", "title", 128, "Title"},
    {company, "company|organization|firm", "Company", "o", "company", 64, "Company"},
    {department, "department|dept|abteilung", "Department", "departmentNumber", "department", 64, "Department"},
    {office, "office|room|location|buro|zimmer", "Office", "physicalDeliveryOfficeName", "physicalDeliveryOfficeName",
     128, "Office"},
    {phone, "phone1|phone|phonenumber|telephone|telephone1|tel|extension|ext|telefon|telefon1|businessphone",
     "Phone number", "telephoneNumber", "telephoneNumber", 64, "Phone"},
    {phone2, "phone2|phonenumber2|telephone2|telefon2|businessphone2", "Phone number 2", "telephoneNumber",
     "otherTelephone", 64, "OtherTelephone"},
    {fax, "fax|faxnumber|telefax", "Fax number", "facsimileTelephoneNumber", "facsimileTelephoneNumber", 64, "Fax"},
    {home_phone, "homephone|homephonenumber", "Home phone number", "homePhone", "homePhone", 64, "HomePhone"},
    {mobile, "mobile|mobilenumber|mobilephone|carphone", "Mobile number", "mobile", "mobile", 64, "MobilePhone"},
    {pager, "pager|pagernumber", "Pager number", "pager", "pager", 64, "Pager"},
    {assistant, "assistant|secretary", "Assistant", "", "msExchAssistantName", 256, "AssistantName"},
    {street, "address|street|streetaddress", "Address", "street", "streetAddress", 1024, "StreetAddress"},
    {city, "city|town", "City", "l", "l", 128, "City"},
    {state, "state|province", "State", "st", "st", 128, "StateOrProvince"},
    {postal_code, "postalcode|zip|zipcode", "Postal code", "postalCode", "postalCode", 40, "PostalCode"},
    {country, "country", "Country", "", "co", 128, ""},
    {comment, "comment|comments", "Comment", "description", "description", 1024, ""},
    {notes, "notes|note|remarks|notizen", "Notes", "description", "info", 1024, "Notes"},
}};

std::string letters_of(std::string_view label) {
    std::string letters;
    for (const char c : label)
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) letters += ascii_lower(c);
    return letters;
}

const DetailNames* names_for(std::string_view label) {
    const std::string letters = letters_of(label);
    if (letters.empty()) return nullptr;
    for (const DetailNames& names : kNames) {
        std::string_view rest = names.labels;
        while (!rest.empty()) {
            const std::string_view one = rest.substr(0, rest.find('|'));
            if (one == letters) return &names;
            rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        }
    }
    return nullptr;
}

constexpr std::string_view kDelete = "~DEL";

}  // namespace

const std::array<DetailNames, kDetails>& detail_names() { return kNames; }

Details::Details(const std::vector<model::DirectoryDetail>& details) {
    for (const model::DirectoryDetail& detail : details) add(detail);
    std::string& own = values_[static_cast<std::size_t>(notes)];
    if (!own.empty() && !others_.empty()) own += "\r\n";
    own += others_;
}

void Details::add(const model::DirectoryDetail& detail) {
    const std::string_view text = trimmed(detail.value);
    if (text.empty()) return;
    const DetailNames* const names = names_for(detail.label);
    const std::string_view column = exchange::known_column(detail.label);
    if (names == nullptr && !column.empty()) {
        std::erase_if(columns_, [&](const model::DirectoryDetail& earlier) { return earlier.label == column; });
        if (!text.starts_with(kDelete)) columns_.push_back({std::string(column), std::string(text)});
        return;
    }
    if (names != nullptr) {
        const auto index = static_cast<std::size_t>(names->detail);
        const bool replaces = values_[index].empty() || labels_[index] == detail.label || names->column == column;
        if (replaces) {
            values_[index] = text.starts_with(kDelete) ? std::string() : std::string(text);
            labels_[index] = detail.label;
            return;
        }
    }
    if (!others_.empty()) others_ += "\r\n";
    others_ += detail.label;
    others_ += ": ";
    others_ += text;
}

std::string Details::column(std::string_view name) const {
    for (const model::DirectoryDetail& one : columns_)
        if (one.label == name) return one.value;
    return {};
}

}  // namespace restante::targets::directory
