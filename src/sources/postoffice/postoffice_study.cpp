#include "sources/postoffice/postoffice_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "formats/postoffice/mail/string_cipher.h"
#include "formats/postoffice/records/access_files.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/user_list.h"
#include "sources/postoffice/external_people.h"
#include "sources/postoffice/message_samples.h"

namespace restante::sources {
namespace {

using postoffice::KnownAccount;
using postoffice::RecordFile;
using postoffice::RecordTable;

constexpr std::size_t kSampledAttachments = 200;
constexpr std::size_t kSampledHeaders = 200'000;  // of all mailbags together, for the bitmap

postoffice::FieldCipher name_cipher() {
    return {[](Bytes bytes) { return postoffice::decoded(bytes); },
            [](Bytes bytes) { return postoffice::encoded(bytes); }};
}

std::size_t used_records(const RecordTable& table) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < table.size(); ++i) count += postoffice::is_blank(table.record(i)) ? 0U : 1U;
    return count;
}

class Study {
public:
    Study(PostofficeStudy& study, const AccountReader& accounts, const ReadOptions& options)
        : study_(study), accounts_(accounts), options_(options) {}

    void run() {
        study_.kind = postoffice::kind_of_postoffice(glb_listing());
        study_.catalog = read_mail_catalog(study_.files);
        read_tables();
        gather_facts();
        calibrate();
        const auto users = postoffice::list_users(study_.access2, study_.names, study_.calibration, study_.facts,
                                                  name_cipher(), found());
        study_.matching = match_users({users, study_.facts, study_.evidence, used_records(study_.access2)}, found());
        study_.external_people = read_external_people(study_, found());
        choose_message_layouts();
        choose_keys();
        choose_attachment_cipher();
        choose_index_places();
    }

private:
    [[nodiscard]] Findings& found() { return study_.findings; }

    [[nodiscard]] postoffice::GlbListing glb_listing() const {
        postoffice::GlbListing listing;
        listing.network_file = study_.files.find("GLB/NETWORK.GLB").has_value();
        listing.modem_files = !study_.files.list("GLB", ".MDM").empty() || !study_.files.list("GLB", ".SCR").empty();
        listing.files = study_.files.count("GLB");
        return listing;
    }

    void read_tables() {
        const auto glb = [&](const char* name) { return study_.files.read(std::string("GLB/") + name, found()); };
        const ByteVector access = glb("ACCESS.GLB"), access2 = glb("ACCESS2.GLB"), access3 = glb("ACCESS3.GLB");
        study_.access2 = postoffice::read_access_files(access, access2, access3, found()).access2;
        study_.names = list_of("NME/ADMIN.NME");
        RecordTable shadow = list_of("NME/ADMINSHD.NME");
        if (used_records(shadow) <= used_records(study_.names)) return;
        found().add(
            MessageId::postoffice_shadow_list,
            fmt::format("ADMIN.NME has {} entries, ADMINSHD.NME {}", used_records(study_.names), used_records(shadow)),
            study_.files.root());
        study_.names = std::move(shadow);
    }

    [[nodiscard]] RecordTable list_of(const std::string& path) {
        return RecordTable::read(postoffice::known_layout(RecordFile::name_list), study_.files.read(path, found()),
                                 path, found());
    }

    void gather_facts() {
        postoffice::PostofficeFacts& facts = study_.facts;
        for (const auto* const files : {&study_.catalog.mailbags, &study_.catalog.keys, &study_.catalog.stores})
            for (const auto& [hexid, index] : *files) facts.mailbags.insert(hexid);
        facts.mailbags.insert(study_.catalog.private_folders.begin(), study_.catalog.private_folders.end());
        for (const std::uint32_t hexid : foreign_mailbags(study_.files, found())) facts.mailbags.erase(hexid);
        study_.evidence = gather_mail_evidence(study_.files, study_.catalog, facts.mailbags);
        facts.people = study_.evidence.people;
        std::map<std::pair<std::string, std::string>, std::size_t> places;
        for (const auto& [hexid, index] : study_.catalog.stores) take_account(hexid, accounts_(index), places);
        study_.network = study_.evidence.network;
        study_.postoffice = study_.evidence.postoffice;
        if (study_.network.empty() && !places.empty()) {
            const auto most = std::ranges::max_element(places, {}, [](const auto& one) { return one.second; });
            study_.network = most->first.first;
            study_.postoffice = most->first.second;
        }
        facts.network = study_.network;
        facts.postoffice = study_.postoffice;
        for (const auto& [mailbox, hexid] : study_.evidence.sole_claims()) facts.accounts.push_back({hexid, mailbox});
    }

    void take_account(std::uint32_t hexid, const std::string& account,
                      std::map<std::pair<std::string, std::string>, std::size_t>& places) {
        const std::string_view text = std::string_view(account).substr(account.find(':') + 1);
        const std::size_t first = text.find('/'), second = text.find('/', first + 1);
        if (first == std::string_view::npos || second == std::string_view::npos) return;
        study_.facts.accounts.push_back({hexid, std::string(text.substr(second + 1))});
        ++places[{std::string(text.substr(0, first)), std::string(text.substr(first + 1, second - first - 1))}];
    }

    [[nodiscard]] const postoffice::RecordLayout* given_layout(std::string_view name) const {
        for (const postoffice::RecordLayout& layout : options_.layouts)
            if (equals_ignoring_ascii_case(layout.name, name)) return &layout;
        return nullptr;
    }

    void calibrate() {
        study_.calibration = postoffice::calibrate_users(study_.access2, study_.names, study_.facts, name_cipher(),
                                                         {given_layout("ACCESS2"), given_layout("NME")});
    }

    void choose_message_layouts() {
        MessageSamples samples(study_.files, study_.catalog, study_.facts.mailbags);
        const postoffice::AttachmentSizes attachments = attachment_sizes(study_.files, study_.catalog);
        study_.messages = postoffice::choose_mai_layouts(samples.list(), attachments);
        if (!study_.messages.layouts.text.empty() && !study_.messages.layouts.subject.empty()) return;
        samples.add_folders();
        study_.messages = postoffice::choose_mai_layouts(samples.list(), attachments);
    }

    // Mailbags with a KEY, as far as headers are looked at.
    template <typename Visit>
    void visit_keyed_mailbags(const Visit& visit) const {
        std::size_t headers = 0;
        for (const std::uint32_t hexid : study_.facts.mailbags) {
            if (!study_.catalog.keys.contains(hexid)) continue;
            Findings ignored(0);  // told when the mailbag itself is read
            const Mailbag mailbag = read_mailbag_of(study_.files, study_.catalog, hexid, ignored);
            visit(mailbag);
            headers += mailbag.headers.size();
            if (headers >= kSampledHeaders) return;
        }
    }

    void choose_keys() {
        std::vector<ByteVector> keys;
        std::vector<postoffice::KeySample> samples;
        visit_keyed_mailbags([&](const Mailbag& mailbag) {
            keys.push_back(mailbag.key);
            postoffice::KeySample& sample = samples.emplace_back();
            for (const auto& header : mailbag.headers) sample.messages.push_back(header.message);
        });
        for (std::size_t i = 0; i < samples.size(); ++i) samples[i].key = keys[i];
        study_.keys = postoffice::choose_key_variant(samples, [&](std::string_view name) {
            const auto number = postoffice::is_message_name(name) ? postoffice::hexid_value(name) : std::nullopt;
            return number && study_.catalog.messages.contains(*number);
        });
        choose_read_mark();
    }

    // Only where it is known which headers are deleted: the KEY counts the others.
    void choose_read_mark() {
        const auto bitmap = study_.keys.only();
        if (!bitmap) return;
        std::vector<postoffice::ReadMarkSample> samples;
        visit_keyed_mailbags([&](const Mailbag& mailbag) {
            Findings ignored(0);
            const auto lists =
                postoffice::header_lists(mailbag.key, mailbag.headers.size(), study_.keys.standing, ignored);
            auto sample = postoffice::read_mark_sample(mailbag.key, mailbag.headers, lists.live,
                                                       postoffice::key_variants()[*bitmap].offset);
            if (sample) samples.push_back(std::move(*sample));
        });
        study_.read_marks = postoffice::choose_read_mark(samples);
    }

    void choose_attachment_cipher() {
        std::vector<ByteSourcePointer> files;
        for (const auto& [number, index] : study_.catalog.attachments) {
            if (files.size() >= kSampledAttachments) break;
            if (auto file = study_.files.open(index)) files.push_back(std::move(*file));
        }
        study_.attachments = postoffice::choose_attachment_cipher(files);
    }

    // All indexes of a postoffice are laid out alike, and most have few records.
    void choose_index_places() {
        std::vector<postoffice::FolderIndex> indexes;
        std::set<std::uint32_t> files;
        for (const NamedFile& file : study_.files.list_below("FOLDERS", ".FLD"))
            if (const auto number = postoffice::hexid_value(file.stem.substr(file.stem.rfind('/') + 1)))
                files.insert(*number);
        for (const NamedFile& file : study_.files.list_below("FOLDERS", ".IDX")) {
            Findings ignored(0);  // told when the folders are read
            auto index = postoffice::read_folder_index(study_.files.read(file.index, ignored), ignored);
            if (index && !index->records.empty()) indexes.push_back(std::move(*index));
        }
        if (indexes.empty()) return;
        study_.index_files = postoffice::choose_index_place(indexes, files, true);
        study_.index_owners = postoffice::choose_index_place(indexes, study_.facts.mailbags, false);
        std::vector<std::size_t> numbers = study_.index_files.standing;
        numbers.insert(numbers.end(), study_.index_owners.standing.begin(), study_.index_owners.standing.end());
        study_.index_name = postoffice::choose_index_name(indexes, numbers);
    }

    PostofficeStudy& study_;
    const AccountReader& accounts_;
    const ReadOptions& options_;
};

}  // namespace

std::unique_ptr<PostofficeStudy> study_postoffice(PostofficeFiles files, const AccountReader& accounts,
                                                  const ReadOptions& options) {
    auto study = std::make_unique<PostofficeStudy>(std::move(files));
    Study(*study, accounts, options).run();
    return study;
}

}  // namespace restante::sources
