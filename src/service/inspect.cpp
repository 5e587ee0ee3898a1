#include "service/inspect.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "pipeline/addressed_source.h"
#include "pipeline/output_budget.h"
#include "service/address_map_file.h"
#include "service/addressing.h"
#include "service/layout_file.h"
#include "sources/file_bytes.h"

namespace restante::service {
namespace {

void add_date(Contents& contents, const std::optional<LocalTime>& date) {
    if (!date) return;
    if (!contents.oldest || *date < *contents.oldest) contents.oldest = date;
    if (!contents.newest || *date > *contents.newest) contents.newest = date;
}

void add_message(Contents& contents, const model::Message& message) {
    contents.attachments += message.attachments.size();
    contents.unread += message.status && !message.status->read && !message.status->unsent ? 1U : 0U;
    contents.bytes += message.body ? message.body->size() : 0;
    for (const model::Attachment& attachment : message.attachments)
        contents.bytes += attachment.data ? attachment.data->size() : 0;
    add_date(contents, message.received ? message.received : message.sent);
}

Result<void> read_folder(sources::MailboxReader& reader, std::size_t index, InspectedMailbox& result,
                         pipeline::OutputBudget& budget, const std::atomic<bool>& cancel) {
    InspectedFolder inspected{reader.folders()[index], {}};
    const std::size_t count = reader.message_count(index);
    for (std::size_t i = 0; i < count; ++i) {
        if (cancel.load(std::memory_order_relaxed)) return fail(Errc::cancelled, "interrupted");
        // A migration would not read the rest either.
        if (budget.exhausted()) {
            inspected.contents.messages += count - i;
            inspected.contents.unreadable += count - i;
            reader.findings().add(MessageId::limit_output, fmt::format("{} messages were not looked at", count - i),
                                  model::display_path(inspected.folder));
            break;
        }
        ++inspected.contents.messages;
        const auto message = reader.read_message(index, i);
        if (message) {
            budget.spend_message(*message);
            add_message(inspected.contents, *message);
            if (const auto& date = message->received ? message->received : message->sent) ++result.years[date->year];
            continue;
        }
        ++inspected.contents.unreadable;
        reader.findings().add(MessageId::run_message_unreadable, message.error().describe(),
                              model::display_path(inspected.folder) + "/" + std::to_string(i), message.error().offset);
    }
    result.contents += inspected.contents;
    result.folders.push_back(std::move(inspected));
    return {};
}

// Warnings of the store are damage, but for those that concern a single value of a message.
bool is_damage(const Finding& finding) {
    switch (finding.id) {
        case MessageId::mmf_invalid_date:
        case MessageId::mmf_value_too_short:
        case MessageId::mmf_text_behind_nul:
        case MessageId::mmf_duplicate_attribute:
            return false;
        default:
            break;
    }
    if (finding.severity() == Severity::warning) return message_text(finding.id).code.starts_with("MMF-");
    return finding.severity() == Severity::error;
}

Health health_of(const InspectedMailbox& mailbox) {
    const auto& list = mailbox.findings.list();
    const bool damaged = mailbox.contents.unreadable != 0 || std::any_of(list.begin(), list.end(), is_damage);
    return damaged ? Health::damaged : Health::good;
}

Result<InspectedMailbox> read_mailbox(sources::MailboxReader& reader, std::uint64_t source_bytes,
                                      const std::atomic<bool>& cancel) {
    InspectedMailbox result;
    result.mailbox = reader.mailbox();
    const auto& origin = result.mailbox.origin;
    pipeline::OutputBudget budget(origin ? std::max(origin->size, source_bytes) : source_bytes);
    for (std::size_t i = 0; i < reader.folders().size(); ++i) TRY_VOID(read_folder(reader, i, result, budget, cancel));
    if (const auto books = reader.address_books()) {
        for (const model::AddressBook& book : *books)
            for (const model::AddressEntry& entry : book.entries) ++(entry.group ? result.groups : result.contacts);
    }
    result.findings = std::move(reader.findings());
    result.health = health_of(result);
    return result;
}

}  // namespace

std::string_view name_of(Health health) {
    static constexpr std::array<std::string_view, 3> kNames{"good", "damaged", "unreadable"};
    return kNames[static_cast<std::size_t>(health)];
}

Contents& Contents::operator+=(const Contents& other) {
    messages += other.messages, attachments += other.attachments, unread += other.unread;
    unreadable += other.unreadable, bytes += other.bytes;
    add_date(*this, other.oldest);
    add_date(*this, other.newest);
    return *this;
}

std::string inspection_map(const Inspection& inspection) { return address_map_text(inspection.addresses); }

Outcome<Inspection> inspect(const InspectRequest& request, const std::atomic<bool>& cancel) {
    auto addressing = read_addressing(request.map, request.domain);
    if (!addressing) return tl::unexpected(std::move(addressing.error()));
    auto layouts = read_layout_files(request.layouts);
    if (!layouts) return tl::unexpected(std::move(layouts.error()));
    sources::ReadOptions options;
    options.code_page = request.code_page;
    options.administrator = request.administrator;
    options.layouts = std::move(*layouts);
    const auto opened = sources::open_source(request.source, options);
    if (!opened) return refuse_source(opened.error());
    pipeline::AddressCensus census(std::move(*addressing));
    const auto source = std::make_unique<pipeline::AddressedSource>(**opened, census);
    Inspection inspection;
    inspection.source = source->description();
    for (std::size_t i = 0; i < source->mailbox_count(); ++i) {
        const auto reader = source->open_mailbox(i);
        if (!reader) {
            if (source->mailbox_count() == 1) return refuse_source(reader.error());
            InspectedMailbox unreadable;
            unreadable.health = Health::unreadable;
            unreadable.problem = reader.error().describe();
            inspection.mailboxes.push_back(std::move(unreadable));
            inspection.exit_code = ExitCode::undelivered;
            continue;
        }
        auto mailbox = read_mailbox(**reader, inspection.source.size, cancel);
        if (!mailbox) return refuse_source(mailbox.error());
        inspection.exit_code = worse(inspection.exit_code, exit_code_of(mailbox->findings));
        inspection.mailboxes.push_back(std::move(*mailbox));
    }
    inspection.findings = source->findings();
    inspection.directories = source->directories();
    inspection.unmatched = source->unmatched();
    inspection.exit_code = worse(inspection.exit_code, exit_code_of(inspection.findings));
    inspection.addresses_listed = request.addresses;
    if (request.addresses) inspection.addresses = census.addresses();
    if (request.evidence) inspection.evidence = source->evidence();
    if (request.evidence && inspection.source.kind == "mmf") {
        const auto file = sources::FileBytes::open(request.source);
        if (!file) return refuse_source(file.error());
        auto facts = evidence_of_message_file(*file);
        if (!facts) return refuse_source(facts.error());
        inspection.evidence = std::move(*facts);
    }
    return inspection;
}

}  // namespace restante::service
