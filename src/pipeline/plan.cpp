#include "pipeline/plan.h"

#include <utility>

#include "pipeline/planned_directories.h"

namespace restante::pipeline {

std::vector<model::Mailbox> Plan::selected() const {
    std::vector<model::Mailbox> list;
    for (const PlannedMailbox& planned : mailboxes)
        if (planned.selected && !planned.error) list.push_back(planned.mailbox);
    return list;
}

std::uint64_t Plan::selected_messages() const {
    std::uint64_t total = 0;
    for (const PlannedMailbox& planned : mailboxes)
        if (planned.selected) total += planned.messages;
    return total;
}

Plan make_plan(sources::Source& source, Selector& selector, const std::vector<ListedUser>* users) {
    Plan plan;
    for (std::size_t index = 0; index < source.mailbox_count(); ++index) {
        PlannedMailbox planned;
        planned.index = index;
        auto opened = source.open_mailbox(index);
        if (!opened) {
            planned.error = std::move(opened.error());
            plan.mailboxes.push_back(std::move(planned));
            continue;
        }
        sources::MailboxReader& reader = **opened;
        planned.mailbox = reader.mailbox();
        planned.selected = selector.wants_mailbox(planned.mailbox);
        planned.folders = reader.folders().size();
        for (std::size_t folder = 0; folder < planned.folders; ++folder)
            planned.messages += reader.message_count(folder);
        if (source.mailbox_count() == 1) plan.only_reader = std::move(*opened);
        plan.mailboxes.push_back(std::move(planned));
    }
    plan_directories(source.directories(), users, selector, plan);
    return plan;
}

}  // namespace restante::pipeline
