#include "targets/pst/non_delivery.h"

#include <memory>
#include <utility>
#include <vector>

#include "base/sha256.h"
#include "model/class_attributes.h"
#include "targets/pst/attachment_mapping.h"
#include "targets/pst/class_attributes.h"
#include "targets/pst/conversation.h"
#include "targets/pst/mapi_tags.h"
#include "targets/pst/message_class.h"
#include "targets/pst/message_mapping.h"
#include "targets/pst/person.h"

namespace restante::targets {

pst::Attachment map_original(const MappingContext& context, const model::Message& report, const std::string& item_id,
                             ItemLosses& losses) {
    using Addresses = std::vector<model::Address>;
    namespace ids = model::class_attribute;
    ItemProperties properties(context, losses);
    auto original = std::make_shared<pst::Message>();
    const auto* number = model::find_value<std::uint32_t>(report, ids::kOriginalClass);
    original->message_class = mapi_class({}, model::kind_of_number(number != nullptr ? *number : 0));
    if (const auto* subject = model::find_value<std::string>(report, ids::kOriginalSubject)) {
        original->subject = *subject;
        properties.text_elsewhere("0037", *subject);
        properties.text(tags::kConversationTopic, conversation_topic(*subject));
    }
    original->flags = pst::kFlagRead;  // its sender knows it
    if (const auto* senders = model::find_value<Addresses>(report, ids::kOriginalFrom);
        senders != nullptr && !senders->empty()) {
        const Person sender = person_of(senders->front());
        put_person(properties, tags::kSender, sender);
        put_person(properties, tags::kSentRepresenting, sender);
    }
    if (const auto* recipients = model::find_value<Addresses>(report, ids::kOriginalTo))
        append_recipients(original->recipients, *recipients, pst::RecipientKind::to, losses);
    if (const auto* sent = model::find_value<LocalTime>(report, ids::kOriginalSent)) {
        properties.date(tags::kClientSubmitTime, *sent, attribute_name(ids::kOriginalSent));
        const pst::FileTime time = properties.time_of(*sent);
        if (ItemProperties::is_usual(time))
            for (const std::uint16_t tag :
                 {tags::kMessageDeliveryTime, tags::kCreationTime, tags::kLastModificationTime})
                properties.time(tag, time);
    }
    properties.bytes(tags::kSearchKey, key_of_item(Sha256::hex_of(as_bytes("original of " + item_id))));
    original->attachments = map_attachments(context, report.attachments, item_id, losses);
    original->properties = properties.take();

    ItemProperties shell(context, losses);
    shell.text(tags::kDisplayName, original->subject);
    pst::Attachment attachment;
    attachment.method = pst::AttachMethod::embedded_message;
    attachment.rendering_position = 0;
    attachment.properties = shell.take();
    attachment.embedded = std::move(original);
    return attachment;
}

}  // namespace restante::targets
