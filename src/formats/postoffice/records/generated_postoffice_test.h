// For tests: the user files of a postoffice nobody ever had, under a layout the calibrator is not told, with damage and
// with what the rest of the postoffice would tell about them. The same seed makes the same postoffice.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/finding.h"
#include "formats/postoffice/records/calibrator.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/layout.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::postoffice::generated {

// The string cipher as docs/formats/postoffice.md states it, independent of the product's.
inline ByteVector ciphered(Bytes bytes, bool decode) {
    constexpr std::array<std::uint8_t, 8> kKey{0x58, 0x70, 0x75, 0x59, 0x62, 0x74, 0x66, 0x5A};
    ByteVector result;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint8_t before = i == 0 ? std::uint8_t{0} : decode ? bytes[i - 1] : result[i - 1];
        result.push_back(static_cast<std::uint8_t>(bytes[i] ^ before ^ i ^ kKey.at(i % 8)));
    }
    return result;
}

inline FieldCipher cipher() {
    return {[](Bytes bytes) { return ciphered(bytes, true); }, [](Bytes bytes) { return ciphered(bytes, false); }};
}

enum class Tids : std::uint8_t { high, random, next_number, other_hexids };
enum class Filler : std::uint8_t { zeros, random, record_number, other_hexids };

struct Choices {
    std::size_t users = 3;
    std::uint32_t seed = 1;
    bool damage = false;
    Tids tids = Tids::high;
    Filler filler = Filler::zeros;
    double addressed = 1.0;  // share of users whose address occurs in messages
    double accounts = 0.0;   // share of users with a message file on the postoffice
};

struct User {
    std::string mailbox{}, full_name{};
    std::uint32_t hexid = 0, tid = 0;
    bool exists = true, files = true;
};

class Postoffice {
public:
    Postoffice(RecordLayout access2, Choices choices)
        : choices_(choices), random_(choices.seed), access2_(RecordTable::empty(std::move(access2))) {
        make_users();
        for (std::size_t i = 0; i < users.size(); ++i) write_user(i);
        if (choices_.damage)
            for (std::size_t i = 0; i < users.size(); ++i) damage(i);
        write_names();
        tell();
    }

    [[nodiscard]] RecordTable access2() const { return access2_.with_layout(known_layout(RecordFile::access2)); }
    [[nodiscard]] const RecordTable& names() const { return names_; }
    [[nodiscard]] std::map<std::uint32_t, const User*> by_hexid() const {
        std::map<std::uint32_t, const User*> result;
        for (const User& user : users) result[user.hexid] = &user;
        return result;
    }

    std::vector<User> users{};
    PostofficeFacts facts{};

private:
    std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
    bool chance(double share) { return below(1000) < static_cast<std::uint32_t>(share * 1000); }

    std::string word(std::uint32_t longest) {
        std::string text;
        while (text.size() < 3 || (text.size() + 2 <= longest && below(3) != 0)) {
            text += "BCDFGHKLMNPRST"[below(14)];
            text += "AEIOU"[below(5)];
        }
        return text.substr(0, longest);
    }

    void make_users() {
        std::uint32_t hexid = 0;
        std::map<std::string, bool> taken;
        for (std::size_t i = 0; i < choices_.users; ++i) {
            User user{.mailbox = word(10), .full_name = word(9) + " " + word(12), .hexid = hexid, .tid = 0};
            while (!taken.emplace(user.mailbox, true).second) user.mailbox = word(10);
            hexid += 1 + below(3);
            if (i > 0 && below(20) == 0) user.full_name = users[below(static_cast<std::uint32_t>(i))].mailbox;
            if (below(20) == 0) user.full_name = ascii_mixed(user.mailbox);
            users.push_back(std::move(user));
        }
        for (std::size_t i = 0; i < users.size(); ++i) {
            const std::size_t other = (i + 1) % users.size();
            users[i].tid = choices_.tids == Tids::high          ? 0x7F676980U + static_cast<std::uint32_t>(i)
                           : choices_.tids == Tids::random      ? static_cast<std::uint32_t>(random_())
                           : choices_.tids == Tids::next_number ? static_cast<std::uint32_t>(i) + 1
                                                                : users[other].hexid;
        }
    }

    static std::string ascii_mixed(std::string text) {
        for (std::size_t i = 1; i < text.size(); ++i) text[i] = static_cast<char>(text[i] - 'A' + 'a');
        return text;
    }

    void fill(MutableBytes record, std::size_t index) {
        for (std::size_t i = 0; i < record.size(); ++i)
            if (choices_.filler == Filler::random) record[i] = static_cast<std::uint8_t>(random_());
        const std::uint32_t number = choices_.filler == Filler::record_number ? static_cast<std::uint32_t>(index)
                                                                              : users[(index + 2) % users.size()].hexid;
        if (choices_.filler != Filler::record_number && choices_.filler != Filler::other_hexids) return;
        // Fields are written over it: what is left of it stands in the gap.
        const Field anything{.name = "number", .offset = gap(), .size = 4, .kind = FieldKind::dword};
        static_cast<void>(write_number(anything, record, number));
    }

    [[nodiscard]] std::size_t gap() const {
        std::vector<bool> used(access2_.layout().record_size);
        for (const Field& field : access2_.layout().fields)
            for (std::size_t i = field.offset; i < field.end(); ++i) used[i] = true;
        return static_cast<std::size_t>(std::ranges::find(used, false) - used.begin());
    }

    void write_user(std::size_t index) {
        const User& user = users[index];
        const RecordLayout& layout = access2_.layout();
        const MutableBytes record = access2_.record(access2_.append());
        fill(record, index);
        for (const Field& field : layout.fields) {
            if (field.name == "mailbox") static_cast<void>(write_text(field, record, user.mailbox, cipher()));
            if (field.name == "full name") static_cast<void>(write_text(field, record, user.full_name, cipher()));
            if (field.name == "hexid") static_cast<void>(write_number(field, record, user.hexid));
            if (field.name == "tid") static_cast<void>(write_number(field, record, user.tid));
            if (field.name == "state") static_cast<void>(write_number(field, record, state(true)));
            if (field.name == "password") {
                for (std::size_t i = field.offset; i + 1 < field.end(); ++i)
                    record[i] = static_cast<std::uint8_t>(random_());
                record[field.end() - 1] = 0;
            }
        }
    }

    [[nodiscard]] std::uint8_t state(bool live) const { return (choices_.seed % 2 == 0) == live ? 1 : 0; }

    void mark_deleted(std::size_t index) {
        if (const Field* const field = access2_.layout().find("state"); field != nullptr)
            static_cast<void>(write_number(*field, access2_.record(index), state(false)));
        users[index].exists = false;
    }

    void damage(std::size_t index) {
        if (!chance(0.2)) return;
        const MutableBytes record = access2_.record(index);
        const std::size_t begin = below(static_cast<std::uint32_t>(record.size()));
        const std::size_t length = std::min<std::size_t>(record.size() - begin, 1 + below(40));
        switch (below(8)) {
            case 0:  // deleted, as it should be
                mark_deleted(index);
                users[index].files = false;
                break;
            case 1:  // not marked
                users[index].exists = users[index].files = false;
                break;
            case 2:  // files left behind
                mark_deleted(index);
                break;
            case 3:
                std::ranges::fill(record.subspan(begin, length), std::uint8_t{0});
                break;
            case 4:
                for (std::uint8_t& byte : record.subspan(begin, length)) byte = static_cast<std::uint8_t>(random_());
                break;
            case 5:
                std::ranges::fill(record, std::uint8_t{0});
                break;
            case 6:  // the mailbag was lost
                users[index].files = false;
                break;
            default: {  // an older state of the file, where this record was another one's
                const std::size_t other = below(static_cast<std::uint32_t>(users.size()));
                const ByteVector copy(access2_.record(other).begin(), access2_.record(other).end());
                std::ranges::copy(copy, record.begin());
            }
        }
    }

    void write_names() {
        const Field alias = *names_.layout().find("alias");
        for (std::size_t i = 0; i < users.size(); ++i) {
            if (!users[i].exists) continue;
            const MutableBytes entry = names_.record(names_.append());
            static_cast<void>(write_text(alias, entry, users[i].full_name));
            const std::array<std::uint32_t, 3> numbers{users[i].tid, static_cast<std::uint32_t>(69 * i),
                                                       users[i].hexid};
            for (std::size_t number = 0; number < numbers.size(); ++number) {
                const Field field{.name = "n", .offset = 33 + (4 * number), .size = 4, .kind = FieldKind::dword};
                static_cast<void>(write_number(field, entry, numbers.at((number + choices_.seed) % 3)));
            }
        }
    }

    void tell() {
        facts.network = "NET1";
        facts.postoffice = "PO1";
        for (const User& user : users) {
            if (user.files) facts.mailbags.insert(user.hexid);
            if (chance(choices_.addressed)) facts.people.push_back({"NET1", "PO1", user.mailbox, user.full_name});
            if (chance(choices_.accounts)) facts.accounts.push_back({user.hexid, user.mailbox});
        }
        facts.people.push_back({"NET2", "PO9", "STRANGER", "Somebody Else"});
    }

    Choices choices_;
    std::mt19937 random_;
    RecordTable access2_;
    RecordTable names_ = RecordTable::empty(known_layout(RecordFile::name_list));
};

}  // namespace restante::postoffice::generated
