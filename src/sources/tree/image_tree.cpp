#include <fmt/format.h>

#include <utility>

#include "formats/fat/partitions.h"
#include "formats/fat/volume.h"
#include "sources/tree/trees.h"

namespace restante::sources {
namespace {

class ImageTree final : public FileTree {
public:
    void add(std::shared_ptr<const fat::Volume> volume, const std::string& prefix) {
        for (std::size_t i = 0; i < volume->files().size(); ++i) {
            const fat::File& file = volume->files()[i];
            const auto start = volume->start_of_file(i, kDetectionBytes);
            files_.push_back({prefix + file.path, file.found, start ? detect(*start, file.found) : FileKind::other});
            places_.push_back({volumes_.size(), i});
        }
        volumes_.push_back(std::move(volume));
    }
    void finish() { sort_by_path(files_, places_); }

    [[nodiscard]] const std::vector<TreeFile>& files() const override { return files_; }
    Result<ByteSourcePointer> open(std::size_t index) override {
        const TreePlace& place = places_.at(index);
        return volumes_[place.container]->open_file(place.file);
    }

private:
    std::vector<std::shared_ptr<const fat::Volume>> volumes_{};
    std::vector<TreeFile> files_{};
    std::vector<TreePlace> places_{};
};

// Of deleted files only mail is worth what it takes to look through them.
bool is_mail(Bytes start, std::uint64_t size) { return is_message_file(detect(start, size)); }

}  // namespace

Result<std::unique_ptr<FileTree>> open_image_tree(ByteSourcePointer bytes, const std::string& name, Findings& findings,
                                                  bool dig) {
    auto tree = std::make_unique<ImageTree>();
    Findings inner;
    auto whole = fat::Volume::open(bytes, inner, dig, is_mail);
    if (whole) {
        tree->add(std::move(*whole), {});
    } else {
        std::vector<std::shared_ptr<const fat::Volume>> volumes;
        for (const fat::Partition& partition : fat::read_partitions(*bytes)) {
            auto volume = fat::Volume::open(std::make_shared<ByteRange>(bytes, partition.offset, partition.size), inner,
                                            dig, is_mail);
            if (volume) volumes.push_back(std::move(*volume));
        }
        if (volumes.empty()) return fail(std::move(whole.error()));
        const bool several = volumes.size() > 1;
        for (std::size_t i = 0; i < volumes.size(); ++i)
            tree->add(std::move(volumes[i]), several ? fmt::format("volume{}/", i + 1) : std::string());
    }
    for (const Finding& finding : inner.list()) findings.add(finding.id, finding.text, name + ":" + finding.item);
    tree->finish();
    return std::unique_ptr<FileTree>(std::move(tree));
}

}  // namespace restante::sources
