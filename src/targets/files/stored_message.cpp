#include "targets/files/stored_message.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/mbox/message_splitter.h"
#include "targets/files/directory_place.h"
#include "targets/files/file_pieces.h"
#include "targets/files/list_directory.h"

namespace restante::targets::files {
namespace {

constexpr std::string_view kItemField = "X-Restante-Item: ";
constexpr int kDeepest = 200;  // directories inside one another

constexpr std::size_t kItemIdSize = 32;
constexpr std::string_view kItemIdDigits = "0123456789abcdef";

// What no run gives is not an item id, and its message not ours.
bool is_item_id(std::string_view text) {
    return text.size() == kItemIdSize && text.find_first_not_of(kItemIdDigits) == std::string_view::npos;
}

std::string item_in(std::string_view header) {
    while (!header.empty()) {
        const std::size_t end = std::min(header.find('\n'), header.size());
        std::string_view line = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.starts_with(kItemField)) continue;
        const std::string_view id = line.substr(kItemField.size());
        return is_item_id(id) ? std::string(id) : std::string();
    }
    return {};
}

template <class Act>
Result<void> for_each_file(const std::string& directory, Act&& act, int depth = 0) {
    if (depth > kDeepest) return {};
    std::vector<std::string> names = TRY(list_directory(directory));
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
        const std::string path = directory + "/" + name;
        if (is_directory(path))
            TRY_VOID(for_each_file(path, act, depth + 1));
        else
            TRY_VOID(act(path));
    }
    return {};
}

Result<void> read_message_file(const std::string& path, const StoredItemVisitor& visit) {
    StoredMessage message;
    message.begin();
    TRY_VOID(for_each_piece_of_file(path, [&message](Bytes piece) {
        message.append(piece);
        return Result<void>{};
    }));
    const StoredItem item = message.finish(path);
    return item.item_id.empty() ? Result<void>{} : visit(item);
}

Result<void> read_mbox_file(const std::string& path, const StoredItemVisitor& visit) {
    StoredMessage message;
    std::size_t number = 0;
    Result<void> visited;
    mbox::MessageSplitter splitter({[&message] { message.begin(); }, [&message](Bytes bytes) { message.append(bytes); },
                                    [&] {
                                        const StoredItem item = message.finish(path + "#" + std::to_string(number++));
                                        if (visited && !item.item_id.empty()) visited = visit(item);
                                    }});
    TRY_VOID(for_each_piece_of_file(path, [&](Bytes piece) {
        splitter.feed(piece);
        return visited;
    }));
    splitter.finish();
    return visited;
}

}  // namespace

void StoredMessage::begin() {
    if (size_ != 0) (void)hash_.finish();
    size_ = 0;
    header_.clear();
    in_header_ = true;
}

void StoredMessage::append(Bytes bytes) {
    hash_.update(bytes);
    size_ += bytes.size();
    if (!in_header_) return;
    const std::size_t before = header_.size() < 3 ? 0 : header_.size() - 3;
    header_ += as_text(bytes.first(std::min(bytes.size(), kLargestHeader - header_.size())));
    const std::string_view fresh = std::string_view(header_).substr(before);
    in_header_ = header_.size() < kLargestHeader && fresh.find("\n\n") == std::string_view::npos &&
                 fresh.find("\n\r\n") == std::string_view::npos;
}

StoredItem StoredMessage::finish(std::string place) {
    const std::size_t end = std::min(header_.find("\n\n"), header_.find("\n\r\n"));
    StoredItem item;
    item.item_id = item_in(std::string_view(header_).substr(0, end));
    item.place = std::move(place);
    item.size = std::exchange(size_, 0);
    item.sha256 = hash_.finish_hex();
    return item;
}

Result<void> read_eml_tree(const std::string& directory, const StoredItemVisitor& visit) {
    return for_each_file(directory, [&visit](const std::string& path) {
        return path.ends_with(".eml") ? read_message_file(path, visit) : Result<void>{};
    });
}

Result<void> read_maildir_tree(const std::string& directory, const StoredItemVisitor& visit) {
    return for_each_file(directory, [&visit](const std::string& path) {
        const std::string_view parent = std::string_view(path).substr(0, path.rfind('/'));
        return parent.ends_with("/cur") || parent.ends_with("/new") ? read_message_file(path, visit) : Result<void>{};
    });
}

Result<void> read_mbox_tree(const std::string& directory, const StoredItemVisitor& visit) {
    return for_each_file(directory, [&visit](const std::string& path) {
        return path.ends_with(".mbox") ? read_mbox_file(path, visit) : Result<void>{};
    });
}

}  // namespace restante::targets::files
