#include "sources/mmf/class_names.h"

#include <algorithm>

#include "base/ascii.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/message_class.h"

namespace restante::sources {
namespace {

const std::string& note_name() {
    static const std::string kName = mmf::kNoteClassName;
    return kName;
}

}  // namespace

bool ClassNames::read_list(StoreContext& context, mmf::Oid oid) {
    auto list = open_list(*context.store, oid);
    if (!list) return false;
    bool complete = true;
    for (const mmf::ListEntry& entry : list->entries()) {
        const auto element = list->element(entry);
        if (!element) {
            complete = false;
            continue;
        }
        std::string name;
        if (oid == mmf::kOldClasses) {
            name = context.text.until_nul(*element);
        } else if (const auto read = mmf::read_message_class(*element)) {
            name = context.text.whole(as_bytes(read->name()));
        } else {
            complete = false;
            continue;
        }
        names_.emplace(entry.id, std::move(name));
    }
    return complete;
}

void ClassNames::add_standard() {
    for (const std::uint16_t number : {mmf::kNoteClass, mmf::kReadReceiptClass, mmf::kNonDeliveryClass})
        names_.emplace(number, mmf::standard_class_name(number));
}

ClassNames ClassNames::read(StoreContext& context) {
    ClassNames classes;
    const bool current = context.store->find(mmf::kClasses) != nullptr;
    const bool older = context.store->find(mmf::kOldClasses) != nullptr;
    bool complete = current && classes.read_list(context, mmf::kClasses);
    if (!complete && older) complete = classes.read_list(context, mmf::kOldClasses) || complete;
    classes.add_standard();
    classes.lost_ = !complete;
    if (classes.lost_)
        context.findings.add(MessageId::mmf_classes_lost,
                             current ? "the list of message classes is damaged" : "there is no list of classes");
    return classes;
}

const std::string& ClassNames::name(std::uint32_t number) const {
    const auto found = names_.find(number);
    return found == names_.end() ? note_name() : found->second;
}

bool is_plain_note(const std::string& class_name) { return equals_ignoring_ascii_case(class_name, note_name()); }

}  // namespace restante::sources
