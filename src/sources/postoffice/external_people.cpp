#include "sources/postoffice/external_people.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "base/ascii.h"
#include "formats/postoffice/records/candidates.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/known_layouts.h"

namespace restante::sources {
namespace {

using postoffice::Field;
using postoffice::FieldFacts;
using postoffice::KnownPerson;
using postoffice::RecordFile;
using postoffice::RecordTable;

struct OtherPostoffice {
    std::string network{}, name{};
    std::optional<std::uint32_t> mailbag{};
};

std::string text_of(const RecordTable& table, std::size_t index, const char* field_name) {
    const Field* const field = table.layout().find(field_name);
    if (field == nullptr) return {};
    return postoffice::read_text(*field, table.record(index)).value_or(std::string());
}

std::optional<std::uint32_t> hexid_of(const RecordTable& table, std::size_t index, const char* field_name) {
    const Field* const field = table.layout().find(field_name);
    if (field == nullptr) return std::nullopt;
    return postoffice::read_hexid(*field, table.record(index)).value_or(std::nullopt);
}

class ExternalReader {
public:
    ExternalReader(PostofficeStudy& study, Findings& findings) : study_(study), findings_(findings) {}

    std::vector<KnownPerson> run() {
        read_postoffices();
        read_net_po();
        read_user_files();
        return std::move(people_);
    }

private:
    [[nodiscard]] RecordTable table(RecordFile file, const std::string& path) {
        return RecordTable::read(postoffice::known_layout(file), study_.files.read(path, findings_), path, findings_);
    }

    // NETWORK.GLB names the networks, each of which has an XTN file that names its postoffices.
    void read_postoffices() {
        const RecordTable networks = table(RecordFile::network, "GLB/NETWORK.GLB");
        for (std::size_t i = 0; i < networks.size(); ++i) {
            const std::string network = text_of(networks, i, "name");
            const auto list = hexid_of(networks, i, "externals");
            if (network.empty() || !list) continue;
            const std::string path = "XTN/" + postoffice::hexid_text(*list) + ".XTN";
            if (!study_.files.find(path)) continue;
            const RecordTable externals = table(RecordFile::externals, path);
            for (std::size_t j = 0; j < externals.size(); ++j)
                if (std::string name = text_of(externals, j, "name"); !name.empty())
                    postoffices_.push_back({network, std::move(name), hexid_of(externals, j, "mailbag")});
        }
    }

    [[nodiscard]] bool is_own(const KnownPerson& person) const {
        return equals_ignoring_ascii_case(person.network, study_.network) &&
               equals_ignoring_ascii_case(person.postoffice, study_.postoffice);
    }

    [[nodiscard]] bool is_user(const std::string& full_name) const {
        return std::ranges::any_of(study_.matching.members, [&](const PostofficeMember& member) {
            return equals_ignoring_ascii_case(member.full_name, full_name);
        });
    }

    // Where addresses of other postoffices go, and who writes from there.
    [[nodiscard]] postoffice::NamedFacts address_facts() const {
        FieldFacts networks, names, mailboxes, mailbags;
        for (const OtherPostoffice& other : postoffices_) {
            networks.known.insert(postoffice::comparable_text(other.network));
            names.known.insert(postoffice::comparable_text(other.name));
            if (other.mailbag) mailbags.known.insert(postoffice::hexid_text(*other.mailbag));
        }
        for (const KnownPerson& person : study_.evidence.people) {
            if (is_own(person)) continue;
            networks.known.insert(postoffice::comparable_text(person.network));
            names.known.insert(postoffice::comparable_text(person.postoffice));
            mailboxes.known.insert(postoffice::comparable_text(person.mailbox));
        }
        return {{"mailbox", mailboxes}, {"postoffice", names}, {"network", networks}, {"mailbag", mailbags}};
    }

    void add(KnownPerson person) {
        if (person.full_name.empty() || person.mailbox.empty() || is_own(person)) return;
        const auto key = std::tuple(ascii_upper(person.network), ascii_upper(person.postoffice),
                                    ascii_upper(person.mailbox), ascii_upper(person.full_name));
        if (met_.insert(key).second) people_.push_back(std::move(person));
    }

    // An address list entry that is neither a user nor a group points into NETPO.GLB.
    void read_net_po() {
        const RecordTable net_po = table(RecordFile::net_po, "GLB/NETPO.GLB");
        study_.net_po =
            postoffice::calibrate(net_po, postoffice::candidate_layouts(RecordFile::net_po), address_facts());
        const RecordTable proved = net_po.with_layout(study_.net_po.layout);
        for (std::size_t i = 0; i < proved.size(); ++i)
            if (std::string mailbox = text_of(proved, i, "mailbox"); !mailbox.empty())
                mailboxes_.insert(postoffice::comparable_text(mailbox));
        const Field* const place = study_.calibration.names.layout.find("place");
        const Field* const alias = study_.names.layout().find("alias");
        if (place == nullptr || alias == nullptr) return;
        for (std::size_t i = 0; i < study_.names.size(); ++i) {
            const Bytes entry = study_.names.record(i);
            const auto name = postoffice::read_text(*alias, entry);
            const auto offset = postoffice::read_number(*place, entry);
            if (postoffice::is_blank(entry) || !name || !offset || is_user(*name) || is_other_entry(entry)) continue;
            const auto record = proved.record_at(*offset);
            if (!record) continue;
            listed_.insert(postoffice::comparable_text(*name));
            KnownPerson person{text_of(proved, *record, "network"), text_of(proved, *record, "postoffice"),
                               text_of(proved, *record, "mailbox"), *name};
            if (!person.network.empty() && !person.postoffice.empty()) add(std::move(person));
        }
    }

    // Its type says that it is no person of elsewhere; while types are not proved, names of groups do.
    [[nodiscard]] bool is_other_entry(Bytes entry) const {
        const Field* const type = study_.calibration.names.layout.find("type");
        const auto number =
            type == nullptr ? Result<std::uint32_t>(postoffice::kExternalEntry) : postoffice::read_number(*type, entry);
        return number.value_or(postoffice::kExternalEntry) != postoffice::kExternalEntry;
    }

    void read_user_files() {
        RecordTable all = RecordTable::empty(postoffice::known_layout(RecordFile::external_users));
        std::vector<std::pair<const OtherPostoffice*, std::size_t>> files;  // and the end of its records
        for (const NamedFile& file : study_.files.list("USR", ".USR")) {
            const auto mailbag = postoffice::hexid_value(file.stem);
            const auto other = std::ranges::find_if(
                postoffices_, [&](const OtherPostoffice& one) { return mailbag && one.mailbag == mailbag; });
            if (other == postoffices_.end()) continue;
            const RecordTable users =
                RecordTable::read(postoffice::known_layout(RecordFile::external_users),
                                  study_.files.read(file.index, findings_), file.stem + ".USR", findings_);
            for (std::size_t i = 0; i < users.size(); ++i)
                std::ranges::copy(users.record(i), all.record(all.append()).begin());
            files.emplace_back(&*other, all.size());
        }
        study_.external_users =
            postoffice::calibrate(all, postoffice::candidate_layouts(RecordFile::external_users), user_facts());
        const RecordTable proved = all.with_layout(study_.external_users.layout);
        std::size_t record = 0;
        for (const auto& [other, end] : files)
            for (; record < end; ++record)
                add({other->network, other->name, text_of(proved, record, "mailbox"),
                     text_of(proved, record, "alias")});
    }

    [[nodiscard]] postoffice::NamedFacts user_facts() const {
        FieldFacts mailboxes{.known = mailboxes_}, aliases{.known = listed_};
        for (const KnownPerson& person : study_.evidence.people) {
            if (is_own(person)) continue;
            mailboxes.known.insert(postoffice::comparable_text(person.mailbox));
            if (!person.full_name.empty()) aliases.known.insert(postoffice::comparable_text(person.full_name));
        }
        return {{"alias", aliases}, {"mailbox", mailboxes}};
    }

    PostofficeStudy& study_;
    Findings& findings_;
    std::vector<OtherPostoffice> postoffices_{};
    std::vector<KnownPerson> people_{};
    std::set<std::tuple<std::string, std::string, std::string, std::string>> met_{};
    std::set<std::string> mailboxes_{}, listed_{};  // of people of elsewhere, as the lists have them
};

}  // namespace

std::vector<KnownPerson> read_external_people(PostofficeStudy& study, Findings& findings) {
    return ExternalReader(study, findings).run();
}

}  // namespace restante::sources
