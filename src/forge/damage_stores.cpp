#include <fmt/format.h>

#include "forge/client_files.h"
#include "forge/damage_functions.h"
#include "forge/damage_victims.h"
#include "forge/damaged_files.h"
#include "forge/message_bytes.h"
#include "forge/store_file.h"
#include "formats/postoffice/mail/folder_file.h"

namespace restante::forge {
namespace {

constexpr std::uint64_t kSpoiled = 2000;  // bytes of an MMF
constexpr const char* kRootIndex = "FOLDERS/PUB/FOLDROOT.IDX";

// Only how much was written.
class MeasuringSink final : public PatchableSink {
public:
    Result<void> append(Bytes bytes) override {
        size_ += bytes.size();
        return {};
    }
    Result<void> patch(std::uint64_t /*offset*/, Bytes /*bytes*/) override { return {}; }
    [[nodiscard]] std::uint64_t size() const { return size_; }

private:
    std::uint64_t size_ = 0;
};

struct StoredLetter {
    std::uint32_t number = 0;
    std::uint64_t begin = 0, end = 0;  // of its objects in the file
};

// Rather one whose mail is nowhere else.
std::optional<std::size_t> account_with_store(DamageScene& scene) {
    const auto& accounts = scene.office->plan.accounts;
    const auto sole = account_where(
        scene, [&](std::size_t record) { return accounts[record].has_store() && !accounts[record].shadows; });
    if (sole) return sole;
    return account_where(scene, [&](std::size_t record) { return accounts[record].has_store(); });
}

// The store is made once more to see where each letter lies.
Result<std::vector<StoredLetter>> places_in_store(const DamageScene& scene, std::size_t record) {
    MeasuringSink sink;
    const auto& holdings = scene.index->holdings(record);
    StoreFile store = TRY(StoreFile::create(*scene.office, record, {}, holdings.size(), sink));
    std::vector<StoredLetter> places;
    for (const Holding& holding : holdings) {
        if (!holding.own) continue;
        const Letter letter = make_letter(scene.office->plan, holding.letter);
        if (!is_in_store(letter)) continue;
        const std::uint64_t begin = sink.size();
        TRY_VOID(store.add(letter));
        places.push_back({holding.letter, begin, sink.size()});
    }
    return places;
}

// Letters that reach into that range, but those that the mailbag has, too.
void lose_stored(const DamageScene& scene, const std::vector<StoredLetter>& places, std::uint64_t begin,
                 std::uint64_t end, DamageReport& report) {
    for (const StoredLetter& place : places) {
        if (place.end <= begin || place.begin >= end) continue;
        const Letter letter = make_letter(scene.office->plan, place.number);
        if (letter.place != Place::shadowed) report.loses.push_back(lost_message(report.mailbox, letter));
    }
}

}  // namespace

Result<DamageReport> cut_store(DamageScene& scene) {
    const auto record = account_with_store(scene);
    if (!record) return nothing_to_damage();
    DamageReport report;
    DamagedFiles files(scene.office->output, report);
    const std::string path = store_path(scene.office->plan, *record);
    const std::uint64_t size = files.size(path), kept = size * 2 / 3;
    TRY_VOID(files.cut(path, kept));
    report.what = fmt::format("{} ends after {} of {} bytes", path, kept, size);
    report.mailbox = scene.office->plan.accounts[*record].mailbox;
    const std::vector<StoredLetter> places = TRY(places_in_store(scene, *record));
    lose_stored(scene, places, kept, size, report);
    return report;
}

Result<DamageReport> spoil_store(DamageScene& scene) {
    const auto record = account_with_store(scene);
    if (!record) return nothing_to_damage();
    DamageReport report;
    DamagedFiles files(scene.office->output, report);
    const std::string path = store_path(scene.office->plan, *record);
    const std::vector<StoredLetter> places = TRY(places_in_store(scene, *record));
    if (places.empty()) return nothing_to_damage();
    const std::uint64_t begin = places[places.size() / 2].begin;
    TRY_VOID(files.spoil(path, begin, kSpoiled, scene.random));
    report.what = fmt::format("{} has {} bytes of garbage at {}", path, kSpoiled, begin);
    report.mailbox = scene.office->plan.accounts[*record].mailbox;
    lose_stored(scene, places, begin, begin + kSpoiled, report);
    return report;
}

Result<DamageReport> cut_folder(DamageScene& scene) {
    const Plan& plan = scene.office->plan;
    DamageReport report;
    DamagedFiles files(scene.office->output, report);
    const std::vector<std::string> paths = files.all("FOLDERS/PUB", ".FLD");
    for (std::size_t folder = 0; folder < plan.folders.size() && folder < paths.size(); ++folder) {
        if (scene.index->shared(folder).empty()) continue;
        const std::uint64_t size = files.size(paths[folder]), kept = size - size / 4;
        TRY_VOID(files.cut(paths[folder], kept));
        report.what = fmt::format("{} ends after {} of {} bytes", paths[folder], kept, size);
        std::uint64_t end = postoffice::kEmptyFolderSize;
        for (const std::uint32_t number : scene.index->shared(folder)) {
            const Letter letter = make_letter(plan, number);
            const ByteVector message = TRY(message_bytes(*scene.office, letter, 0, 1));
            end += message.size();
            if (end > kept)
                report.loses.push_back("shared folder " + plan.folders[folder].name + ": " + letter.subject);
        }
        return report;
    }
    return nothing_to_damage();
}

Result<DamageReport> remove_index(DamageScene& scene) {
    DamageReport report{.kind = {}, .what = std::string(kRootIndex) + " was removed"};
    TRY_VOID(DamagedFiles(scene.office->output, report).remove(kRootIndex));
    report.loses.emplace_back("names, comments and owners of shared folders");
    return report;
}

Result<DamageReport> remove_serial(DamageScene& scene) {
    DamageReport report{.kind = {}, .what = "FOLDERS/SERIALNO.IDX was removed"};
    TRY_VOID(DamagedFiles(scene.office->output, report).remove("FOLDERS/SERIALNO.IDX"));
    return report;
}

}  // namespace restante::forge
