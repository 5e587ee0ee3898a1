#include "sources/postoffice/group_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/byte_writer.h"
#include "formats/postoffice/records/candidates.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/group_chain.h"
#include "formats/postoffice/records/known_layouts.h"
#include "sources/postoffice/personal_names.h"

namespace restante::sources {
namespace {

using postoffice::FieldFacts;
using postoffice::RecordFile;
using postoffice::RecordTable;

constexpr std::size_t kFirstNumber = 33;  // of an address list entry: three numbers follow its name
constexpr std::size_t kNumbers = 3;
constexpr std::uint32_t kTellingNumber = 0x100;  // smaller ones stand everywhere

class GroupReader {
public:
    GroupReader(const PostofficeStudy& study, const CodePage& page, Findings& findings)
        : study_(study),
          page_(page),
          findings_(findings),
          groups_(table(RecordFile::group, "GLB/GROUP.GLB")),
          chains_(table(RecordFile::group_chain, "GRP/ADMIN.GRP")),
          memberships_(table(RecordFile::group_members, "GLB/GRPMEM.GLB")) {
        for (const NamedFile& file : study_.files.list("MEM", ".MEM"))
            if (const auto tid = postoffice::hexid_value(file.stem)) member_files_.emplace(*tid, file.index);
        for (const PostofficeMember& member : study_.matching.members)
            if (member.hexid && !member.deleted) user_of_.emplace(*member.hexid, &member);
        prove_chains();
    }

    std::vector<model::DirectoryGroup> run() {
        std::vector<model::DirectoryGroup> result;
        if (groups_.size() == 0) return result;
        const postoffice::Calibration found = prove();
        const postoffice::Field* const alias = found.layout.find("alias");
        const postoffice::Field* const tid = found.layout.find("tid");
        if (alias == nullptr || tid == nullptr) {
            findings_.add(
                MessageId::postoffice_field_unknown,
                fmt::format("the place of the {} of groups could not be proved", alias == nullptr ? "name" : "members"),
                "GROUP.GLB");
            return result;
        }
        const postoffice::Field* const first = found.layout.find("first member");
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            const Bytes record = groups_.record(i);
            const auto name = postoffice::read_text(*alias, record);
            const auto number = postoffice::read_number(*tid, record);
            if (postoffice::is_blank(record) || !name || name->empty() || !number) continue;
            if (!listed_.contains(postoffice::comparable_text(*name)) && !member_files_.contains(*number)) continue;
            model::DirectoryGroup group{page_.decode(as_bytes(*name)), {}};
            const bool known = add_local_members(*number, group);
            const auto begin =
                first != nullptr ? postoffice::read_number(*first, record).value_or(0) : place_in_list(*name);
            if (begin) add_members_of_chain(*begin, !known, group);
            result.push_back(std::move(group));
        }
        return result;
    }

private:
    [[nodiscard]] RecordTable table(RecordFile file, const std::string& path) {
        return RecordTable::read(postoffice::known_layout(file), study_.files.read(path, findings_), path, findings_);
    }

    // A link of a chain is the identity of an entry and the place of the next link; which stands first is not
    // documented.
    void prove_chains() {
        const postoffice::Field* const tid = study_.calibration.names.layout.find("tid");
        FieldFacts tids;
        for (std::size_t i = 0; tid != nullptr && i < study_.names.size(); ++i)
            if (const auto value = postoffice::comparable_value(*tid, study_.names.record(i), {}))
                tids.known.insert(*value);
        auto proved =
            postoffice::calibrate(chains_, postoffice::candidate_layouts(RecordFile::group_chain), {{"tid", tids}});
        const postoffice::Field* const found = proved.layout.find("tid");
        if (found == nullptr) return;
        postoffice::Field next = *found;
        next.name = "next";
        next.offset = found->offset == 0 ? found->size : 0;
        proved.layout.fields.push_back(next);
        chains_ = chains_.with_layout(std::move(proved.layout));
    }

    // The entry of a group in the address list says where its chain begins, too (Q107767).
    [[nodiscard]] std::optional<std::uint32_t> place_in_list(const std::string& group) const {
        const postoffice::Field* const alias = study_.names.layout().find("alias");
        const postoffice::Field* const place = study_.calibration.names.layout.find("place");
        for (std::size_t i = 0; alias != nullptr && place != nullptr && i < study_.names.size(); ++i) {
            const Bytes entry = study_.names.record(i);
            if (postoffice::read_text(*alias, entry).value_or(std::string()) == group)
                if (const auto offset = postoffice::read_number(*place, entry)) return *offset;
        }
        return std::nullopt;
    }

    // A group is listed by its name, its number names the file of its members, its place begins a chain of them.
    [[nodiscard]] postoffice::Calibration prove() {
        const postoffice::Field* const alias = study_.names.layout().find("alias");
        for (std::size_t i = 0; alias != nullptr && i < study_.names.size(); ++i)
            if (const auto name = postoffice::comparable_value(*alias, study_.names.record(i), {}))
                listed_.insert(*name);
        FieldFacts names{.known = listed_};
        FieldFacts tids{.complete = true, .unique = true};
        for (const auto& [tid, index] : member_files_) tids.known.insert(postoffice::hexid_text(tid));
        tids.telling =
            std::ranges::all_of(member_files_, [](const auto& file) { return file.first >= kTellingNumber; });
        FieldFacts places{.complete = true, .unique = true};
        for (std::size_t i = 0; i < chains_.size(); ++i)
            places.known.insert(postoffice::hexid_text(static_cast<std::uint32_t>(chains_.offset_of(i))));
        const auto layouts = postoffice::candidate_layouts(RecordFile::group);
        const auto known = postoffice::calibrate(groups_, layouts, {{"alias", names}, {"tid", tids}});
        places.expected = expected_places(known.layout.find("tid"));
        return postoffice::calibrate(groups_, layouts, {{"alias", names}, {"tid", tids}, {"first member", places}});
    }

    // Where the chain of each group must begin: at the one beginning of a chain that is long enough for its members.
    [[nodiscard]] std::vector<std::optional<std::string>> expected_places(const postoffice::Field* tid) {
        std::vector<std::optional<std::string>> expected(groups_.size());
        const postoffice::Field* const next = chains_.layout().find("next");
        if (tid == nullptr || next == nullptr) return expected;
        std::set<std::uint32_t> beginnings;
        for (std::size_t i = 0; i < chains_.size(); ++i)
            if (!postoffice::is_blank(chains_.record(i)))
                beginnings.insert(static_cast<std::uint32_t>(chains_.offset_of(i)));
        for (std::size_t i = 0; i < chains_.size(); ++i)
            beginnings.erase(postoffice::read_number(*next, chains_.record(i)).value_or(0));
        Findings ignored(0);
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            const auto file = member_files_.find(postoffice::read_number(*tid, groups_.record(i)).value_or(0));
            if (file == member_files_.end()) continue;
            const std::size_t members = study_.files.file(file->second).size / sizeof(std::uint32_t);
            std::size_t fitting = 0;
            for (const std::uint32_t place : beginnings) {
                if (postoffice::group_members(chains_, place, {}, ignored).size() < members) continue;
                ++fitting;
                expected[i] = postoffice::hexid_text(place);
            }
            if (fitting != 1) expected[i].reset();
        }
        return expected;
    }

    // False: there is no list of them.
    bool add_local_members(std::uint32_t tid, model::DirectoryGroup& group) {
        const auto file = member_files_.find(tid);
        const std::string name = postoffice::hexid_text(tid) + ".MEM";
        const auto mailbags =
            file == member_files_.end()
                ? mailbags_of_members(tid)
                : postoffice::read_member_list(study_.files.read(file->second, findings_), name, findings_);
        for (const std::uint32_t hexid : mailbags) {
            const auto user = user_of_.find(hexid);
            if (user != user_of_.end()) group.members.push_back(page_.decode(as_bytes(user->second->mailbox)));
        }
        if (file != member_files_.end()) return true;
        findings_.add(MessageId::postoffice_members_elsewhere, group.name, name);
        return !mailbags.empty();
    }

    // GRPMEM.GLB names for each user the lists of members he stands in (Q102669): when such a list is lost, it has
    // them.
    [[nodiscard]] std::vector<std::uint32_t> mailbags_of_members(std::uint32_t tid) {
        FieldFacts mailbags{.unique = true};
        for (const auto& [hexid, user] : user_of_) mailbags.known.insert(postoffice::hexid_text(hexid));
        const auto proved = postoffice::calibrate(
            memberships_, postoffice::candidate_layouts(RecordFile::group_members), {{"mailbag", mailbags}});
        const postoffice::Field* const mailbag = proved.layout.find("mailbag");
        std::vector<std::uint32_t> members;
        for (std::size_t i = 0; mailbag != nullptr && i < memberships_.size(); ++i) {
            const Bytes record = memberships_.record(i);
            const auto hexid = postoffice::read_hexid(*mailbag, record).value_or(std::nullopt);
            if (hexid && (holds(record.first(mailbag->offset), tid) || holds(record.subspan(mailbag->end()), tid)))
                members.push_back(*hexid);
        }
        return members;
    }

    [[nodiscard]] static bool holds(Bytes bytes, std::uint32_t number) {
        ByteWriter wanted;
        wanted.le(number);
        return !std::ranges::search(bytes, wanted.view()).empty();
    }

    // Which of the three numbers of an entry is its TID: the one that all members of chains are found by.
    [[nodiscard]] std::optional<std::map<std::uint32_t, std::string>> names_by_tid(
        const std::vector<std::uint32_t>& tids) const {
        std::optional<std::map<std::uint32_t, std::string>> result;
        const postoffice::Field* const alias = study_.names.layout().find("alias");
        const postoffice::Field* const proved = study_.calibration.names.layout.find("tid");
        for (std::size_t number = 0; alias != nullptr && number < kNumbers; ++number) {
            if (proved != nullptr && proved->offset != kFirstNumber + (4 * number)) continue;
            const postoffice::Field field{.name = "number",
                                          .offset = kFirstNumber + (4 * number),
                                          .size = 4,
                                          .kind = postoffice::FieldKind::dword};
            std::map<std::uint32_t, std::string> names;
            for (std::size_t i = 0; i < study_.names.size(); ++i) {
                const auto value = postoffice::read_number(field, study_.names.record(i));
                const auto name = postoffice::read_text(*alias, study_.names.record(i));
                if (value && name) names.emplace(*value, *name);
            }
            const bool all = std::ranges::all_of(tids, [&](std::uint32_t tid) { return names.contains(tid); });
            if (!all) continue;
            if (result) return std::nullopt;  // two would do
            result = std::move(names);
        }
        return result;
    }

    // The chain names all members; `local`: users of this postoffice are wanted, too.
    void add_members_of_chain(std::uint32_t first, bool local, model::DirectoryGroup& group) {
        const auto tids = postoffice::group_members(chains_, first, "ADMIN.GRP", findings_);
        const auto names = tids.empty() ? std::nullopt : names_by_tid(tids);
        if (!names) return;
        for (const std::uint32_t tid : tids) {
            const std::string& name = names->at(tid);
            const auto users = users_named(name);
            if (!users.empty() && !local) continue;
            if (users.size() == 1) {
                group.members.push_back(page_.decode(as_bytes(users.front()->mailbox)));
                continue;
            }
            const std::string address = users.empty() ? address_of_name(study_, name) : std::string();
            if (!address.empty())
                group.members.push_back("MS:" + page_.decode(as_bytes(address)));
            else
                findings_.add(MessageId::postoffice_group_member_unknown,
                              fmt::format("{} of {}", page_.decode(as_bytes(name)), group.name), "ADMIN.GRP");
        }
    }

    [[nodiscard]] std::vector<const PostofficeMember*> users_named(const std::string& full_name) const {
        std::vector<const PostofficeMember*> users;
        for (const PostofficeMember& member : study_.matching.members)
            if (equals_ignoring_ascii_case(member.full_name, full_name)) users.push_back(&member);
        return users;
    }

    const PostofficeStudy& study_;
    const CodePage& page_;
    Findings& findings_;
    RecordTable groups_, chains_, memberships_;
    std::map<std::uint32_t, std::size_t> member_files_{};
    std::map<std::uint32_t, const PostofficeMember*> user_of_{};
    std::set<std::string> listed_{};
};

}  // namespace

std::vector<model::DirectoryGroup> read_groups(const PostofficeStudy& study, const CodePage& page, Findings& findings) {
    return GroupReader(study, page, findings).run();
}

}  // namespace restante::sources
