#include "targets/pst/read_back.h"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "formats/pst/reader/store.h"
#include "targets/files/readable_file.h"
#include "targets/pst/mapi_tags.h"

namespace restante::targets {
namespace {

constexpr pst::Nid kRootFolder = 0x122;  // [MS-PST] 2.4.1
constexpr std::uint16_t kFirstNamed = 0x8000;

std::optional<std::uint16_t> id_of_item_name(const pst::reader::Store& store) {
    for (std::size_t i = 0; i < store.name_count(); ++i) {
        const auto id = static_cast<std::uint16_t>(kFirstNamed + i);
        const auto name = store.name_of(id);
        if (!name || name->set != tags::kRestanteSet) continue;
        const auto* const text = std::get_if<std::string>(&name->name);
        if (text != nullptr && *text == tags::kItemIdName) return id;
    }
    return std::nullopt;
}

}  // namespace

Result<void> read_pst_back(const std::string& path, const StoredItemVisitor& visit) {
    const ByteSourcePointer file = TRY(files::ReadableFile::open(path));
    const auto store = TRY(pst::reader::Store::open(file));
    const auto id = id_of_item_name(store);
    if (!id) return {};
    std::vector<std::pair<pst::Nid, std::string>> waiting{{kRootFolder, ""}};
    while (!waiting.empty()) {
        const auto [folder, name] = std::move(waiting.back());
        waiting.pop_back();
        for (const pst::Nid child : store.children(folder)) {
            auto inner = store.folder(child);
            if (inner) waiting.emplace_back(child, name.empty() ? inner->name : name + "/" + inner->name);
        }
        const auto messages = store.messages(folder);
        if (!messages) continue;  // the root has none
        for (std::size_t i = 0; i < messages->size(); ++i) {
            const auto message = TRY(store.message((*messages)[i]));
            StoredItem item;
            item.item_id = message.properties().text(*id, store.decoder());
            item.place = fmt::format("{} {}/{}", path, name, i);
            if (!item.item_id.empty()) TRY_VOID(visit(item));
        }
    }
    return {};
}

}  // namespace restante::targets
