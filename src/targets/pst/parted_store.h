// One store that may be spread over several PST files: when a file is full, the next one goes on with the same folders.
// Each file is complete and valid in itself. Source: docs/targets/pst.md section 4.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/code_page.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/pst/writer.h"
#include "targets/pst/part_file.h"
#include "targets/pst/pst_settings.h"

namespace restante::targets {

class PartedStore {
public:
    using FolderIndex = std::size_t;  // of this store, the same in all its files
    static constexpr FolderIndex kTop = std::numeric_limits<FolderIndex>::max();
    using PathOfPart = std::function<std::string(std::size_t number)>;  // 1, 2, ...
    using BuildMessage = std::function<Result<pst::Message>(pst::Writer& writer)>;

    struct Added {
        pst::Nid nid = 0;
        std::size_t part = 0;
        std::vector<pst::CutStream> cuts{};
    };

    struct Names {
        std::string name{}, comment{};  // shown to the user
        std::string identity{};         // whose store it is; equal identities give equal bytes
    };

    PartedStore(const PstSettings& settings, Names names, PathOfPart path_of_part);

    // Named properties of ours: what a folder of a PST has no place for.
    using FolderFacts = std::vector<std::pair<std::string, pst::Value>>;

    // Notes the folder; it appears in a file when something needs it.
    FolderIndex define_folder(FolderIndex parent, pst::FolderSpec spec, FolderFacts facts = {});
    // Makes the folder in the current file. Every folder is opened once, after its parent.
    Result<void> open_folder(FolderIndex folder);
    Result<void> close_folder();
    // Into the open folder. `build` is called again when the message goes to a new file. Errors: too_large, unsupported
    // (this message cannot be stored), others are final. Tells of new parts in `findings`, about `item`.
    Result<Added> add_message(const BuildMessage& build, const std::string& item, Findings& findings);

    // Everything is in closed files under temporary names.
    Result<void> finish();
    [[nodiscard]] const std::vector<std::unique_ptr<PartFile>>& files() const { return files_; }
    [[nodiscard]] std::size_t part() const { return files_.size(); }  // number of the current one
    [[nodiscard]] std::string current_path() const { return files_.empty() ? "" : files_.back()->final_path(); }
    [[nodiscard]] const CodePage* code_page() const { return code_page_ ? &*code_page_ : nullptr; }

private:
    struct Folder {
        FolderIndex parent = kTop;
        pst::FolderSpec spec{};
        FolderFacts facts{};
        std::size_t part = 0;  // the file in which `id` counts
        pst::FolderId id = 0;
    };

    Result<void> begin_part();
    Result<void> end_part();
    Result<void> next_part(const std::string& item, Findings& findings, const std::string& why);
    // In the current file, with everything above it.
    Result<pst::FolderId> make_folder(FolderIndex folder, bool leave_open);
    [[nodiscard]] bool has_room(std::uint64_t bytes) const;
    [[nodiscard]] bool folder_is_full() const;

    PstSettings settings_;
    Names names_;
    PathOfPart path_of_part_;
    std::optional<CodePage> code_page_;
    std::vector<Folder> folders_;
    std::vector<std::unique_ptr<PartFile>> files_;
    std::unique_ptr<pst::Writer> writer_;
    std::optional<FolderIndex> open_;
};

}  // namespace restante::targets
