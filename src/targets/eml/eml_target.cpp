#include "targets/eml/eml_target.h"

#include <fmt/format.h>

#include <map>

#include "targets/files/directory_target.h"
#include "targets/files/id_set.h"
#include "targets/files/list_directory.h"
#include "targets/files/stored_message.h"

namespace restante::targets {
namespace {

constexpr std::size_t kIdDigits = 16;  // of the item id in a file name
constexpr std::size_t kLongestSlug = 40;
constexpr std::string_view kEnding = ".eml";

// The subject as part of a file name: ASCII letters and digits, "-" for everything between them.
std::string slug_of(const std::optional<std::string>& subject) {
    std::string slug;
    for (const char letter : subject.value_or("")) {
        const bool plain =
            (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
        if (plain)
            slug += letter;
        else if (!slug.empty() && slug.back() != '-')
            slug += '-';
        if (slug.size() == kLongestSlug) break;
    }
    if (slug.ends_with('-')) slug.pop_back();
    return slug.empty() ? "message" : slug;
}

class EmlWriter final : public files::DirectoryWriter {
public:
    explicit EmlWriter(files::WriterSetup setup)
        : DirectoryWriter(std::move(setup), "eml", {files::encode_component, "/", 1000, {files::kManifestName}},
                          mime::LineEnd::crlf) {}

protected:
    Result<void> open_folder() override {
        path_ = directory() + "/" + place();
        TRY_VOID(files::make_directories(path_));
        there_.clear();
        doubtful_.clear();
        number_ = 0;
        for (const std::string& name : TRY(files::list_directory(path_))) {
            if (!name.ends_with(kEnding) || name.size() < kIdDigits + kEnding.size()) continue;
            const std::string id = name.substr(name.size() - kEnding.size() - kIdDigits, kIdDigits);
            if (earlier_files_are_whole())
                there_.insert(id);
            else
                doubtful_.emplace(id, name);
        }
        return {};
    }

    Result<Delivery> deliver(const model::Message& message, const mail::ComposeContext& context) override {
        const std::string id = files::file_id(context.item_id).substr(0, kIdDigits);
        ++number_;
        if (there_.contains(id)) return already_there(message, context);
        std::string name = fmt::format("{:05}_{}_{}{}", number_, slug_of(message.subject), id, kEnding);
        const auto doubtful = doubtful_.find(id);
        if (doubtful != doubtful_.end()) name = doubtful->second;
        TRY_VOID(begin_writing());
        TRY_VOID(file().open(path_ + "/.restante-tmp"));
        auto delivery = compose(message, context, file());
        if (!delivery) {
            file().discard();
            return delivery;
        }
        delivery->place = place() + "/" + name;
        there_.insert(id);
        if (doubtful != doubtful_.end() &&
            files::size_of_file(path_ + "/" + name) >= static_cast<std::int64_t>(file().size())) {
            file().discard();
            delivery->already_there = true;
            return delivery;
        }
        TRY_VOID(file().publish(path_ + "/" + name,
                                {.modified = mail::arrival_time(context.envelope, options().time_zone)}));
        if (!file().time_was_set()) note_time_not_set(context.item);
        return delivery;
    }

    Result<void> close_folder() override { return {}; }

private:
    std::string path_;
    files::IdSet there_;
    std::map<std::string, std::string> doubtful_;  // id -> file name: whole only if large enough
    std::size_t number_ = 0;
};

}  // namespace

Result<std::unique_ptr<Target>> open_eml_target(const std::string& directory, const TargetOptions& options) {
    return files::open_directory_target(
        "eml", directory, options,
        {[](files::WriterSetup setup) { return std::make_unique<EmlWriter>(std::move(setup)); }, files::read_eml_tree});
}

}  // namespace restante::targets
