#include "formats/mmf/system_objects.h"

#include <fmt/format.h>

#include <utility>

#include "base/byte_writer.h"
#include "formats/mmf/list_order.h"
#include "formats/mmf/packed_list.h"

namespace restante::mmf {
namespace {

constexpr std::uint16_t kHierarchyAttr = attr::kElementList | attr::kListWritable | attr::kChecked;
constexpr std::size_t kFinderStateRoom = 0x26A;  // of an empty 80'SCO'

Result<void> add_list(StoreWriter& writer, Oid oid, std::uint16_t attr, const std::vector<ListElement>& elements,
                      const ListSort& sort = {}) {
    if (elements.size() > kMaximumElements)
        return fail(Errc::too_large, fmt::format("object {} would have too many elements", oid.hex()));
    return writer.add({.oid = oid, .attr = attr}, write_list(elements, sort));
}

ListElement name_element(std::uint32_t id, std::string_view name) {
    ByteWriter element;
    element.text_nul(name);
    return {id, std::move(element).take()};
}

std::vector<ListElement> attribute_names() {
    std::vector<ListElement> names{
        name_element(0x00008003, "Bcc"),
        name_element(0x0002800C, "Body"),
        name_element(0x00008002, "Cc"),
        name_element(0x0001800B, "Conversation-ID"),
        name_element(0x00038006, "Date-Received"),
        name_element(0x00038005, "Date-Sent"),
        name_element(0x00008000, "From"),
        name_element(0x00078008, "Message-Class"),
        name_element(0x00018009, "Message-ID"),
        name_element(0x00068007, "Message-Status"),
        name_element(0x0001800A, "Parent-ID"),
        name_element(0x0004800D, "Priority"),
        name_element(0x0006800E, "Shadow-ID"),
        name_element(0x00018004, "Subject"),
        name_element(0x00008001, "To"),
    };
    return names;
}

std::vector<ListElement> account_elements(const std::vector<Account>& accounts) {
    std::vector<ListElement> elements;
    for (std::size_t i = accounts.size(); i-- > 0;)
        elements.push_back({static_cast<std::uint32_t>(i + 1), write_account(accounts[i])});
    return elements;
}

std::vector<ListElement> class_elements(const std::vector<NumberedClass>& classes) {
    std::vector<ListElement> elements;
    for (const NumberedClass& one : classes) elements.push_back({one.number, write_message_class(one.message_class)});
    return elements;
}

}  // namespace

Result<void> write_system_objects(StoreWriter& writer, const SystemContent& content) {
    TRY_VOID(add_list(writer, kAccounts, 0, account_elements(content.accounts)));
    TRY_VOID(add_list(writer, kVisibleHierarchy, kHierarchyAttr, content.visible));
    TRY_VOID(add_list(writer, kHiddenHierarchy, kHierarchyAttr, content.hidden));
    TRY_VOID(add_list(writer, kOutgoingQueue, 0, {}));
    if (!writer.contains(kFoldersToFinders)) TRY_VOID(add_list(writer, kFoldersToFinders, 0, {}));
    if (!writer.contains(kFindersToFolders))
        TRY_VOID(add_list(writer, kFindersToFolders, 0, {}, {sort_kind::kById, 0, 0}));
    TRY_VOID(add_list(writer, kTemplateAttachmentList, 0, {}));
    TRY_VOID(add_list(writer, kClasses, 0, class_elements(content.classes)));
    TRY_VOID(add_list(writer, kAttributeNames, 0, attribute_names(), {sort_kind::kString, 0, 0}));
    if (writer.contains(kFinderState)) return {};
    const ByteVector finder_state = TRY(write_packed_list({.room = ByteVector(kFinderStateRoom)}));
    return writer.add({.oid = kFinderState, .attr = attr::kPackedList}, finder_state);
}

}  // namespace restante::mmf
