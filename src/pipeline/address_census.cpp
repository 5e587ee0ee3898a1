#include "pipeline/address_census.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/case_fold.h"
#include "targets/mail/address_syntax.h"

namespace restante::pipeline {
namespace {

bool gives_one(const ResolvedAddress& resolved) {
    return resolved.reach == Reach::mapped || resolved.reach == Reach::by_domain;
}

std::string hint_in(std::string_view typed) {
    const model::AddressParts parts = model::parts_of_text(typed);
    const auto* const x400 = std::get_if<model::X400Address>(&parts);
    if (x400 == nullptr) return {};
    std::string spec = model::internet_address_in(*x400);
    return targets::mail::is_address_spec(spec) ? spec : std::string();
}

}  // namespace

AddressCensus::AddressCensus(AddressingOptions options) : options_(options), resolver_(std::move(options)) {
    if (options_.rules) used_rules_.resize(options_.rules->size());
}

model::MicrosoftMailAddress AddressCensus::set_owner(const std::string& address) {
    auto found = owners_.find(address);
    if (found == owners_.end()) {
        if (owners_.size() >= kMostOwners) owners_.clear();
        found = owners_.emplace(address, Owner{}).first;
        const model::AddressParts parts = model::parts_of_text(address);
        if (const auto* const mail = std::get_if<model::MicrosoftMailAddress>(&parts)) found->second.address = *mail;
    }
    owner_ = &found->second;
    return owner_->address;
}

const AddressCensus::Known& AddressCensus::known(std::string_view type, std::string_view text, std::string_view name,
                                                 const model::MicrosoftMailAddress& home) {
    key_.assign(type);
    key_ += '\x1F';
    key_ += text;
    key_ += '\x1F';
    if (type.empty() || text.empty()) key_ += name;
    if (std::count(text.begin(), text.end(), '/') < 2) {  // may be short
        key_ += '\x1F';
        key_ += home.network;
        key_ += '/';
        key_ += home.postoffice;
    }
    auto& all_known = owner_->known;
    auto found = all_known.find(key_);
    if (found == all_known.end()) {
        Known known{resolver_.resolve(type, text, name, home, owner_->address),
                    model::complete_mailbox(type, text, name), kLimit};
        if (known.resolved.reach == Reach::mapped) used_rules_[known.resolved.rule] = true;
        const std::string folded = fold_case(known.resolved.old);
        if (const auto counted = by_old_.find(folded); counted != by_old_.end()) {
            known.counted = counted->second;
            std::string& old = counted_[known.counted].old;
            old = std::min(old, known.resolved.old);
        } else if (counted_.size() < kLimit) {
            known.counted = counted_.size();
            by_old_.emplace(folded, counted_.size());
            const ResolvedAddress& one = known.resolved;
            counted_.push_back({one.old, {}, one.spec, one.reach, 0, hint_in(one.old)});
        }
        if (all_known.size() >= kLimit) {
            ++uncounted_;
            beyond_ = std::move(known);
            return beyond_;
        }
        found = all_known.emplace(key_, std::move(known)).first;
    }
    if (found->second.counted == kLimit) {
        ++uncounted_;
        return found->second;
    }
    CountedAddress& counted = counted_[found->second.counted];
    ++counted.count;
    const bool fuller = name.size() > counted.name.size();
    if (fuller || (name.size() == counted.name.size() && name < counted.name)) counted.name = name;
    return found->second;
}

const AddressCensus::Known& AddressCensus::take(model::Address& address, const model::MicrosoftMailAddress& home) {
    const Known& one = known(address.type, address.address, address.name, home);
    if (gives_one(one.resolved)) address.internet = one.resolved.spec;
    return one;
}

std::optional<model::MicrosoftMailAddress> AddressCensus::take(std::vector<model::Address>& list,
                                                               const model::MicrosoftMailAddress& home) {
    std::optional<model::MicrosoftMailAddress> first;
    for (model::Address& address : list) {
        const Known& one = take(address, home);
        if (&address == &list.front()) first = one.home;
    }
    return first;
}

void AddressCensus::take(model::Message& message, const model::Mailbox& mailbox) {
    const std::scoped_lock alone(mutex_);
    take_message(message, mailbox);
}

void AddressCensus::take_message(model::Message& message, const model::Mailbox& mailbox) {
    const model::MicrosoftMailAddress own = set_owner(mailbox.address);
    // Short addresses are those of the sender's postoffice, as far as he says which that is.
    const model::MicrosoftMailAddress home = take(message.from, own).value_or(own);
    for (auto* const list : {&message.to, &message.cc, &message.bcc, &message.reply_to}) take(*list, home);
    for (model::Attribute& attribute : message.attributes)
        if (auto* const list = std::get_if<std::vector<model::Address>>(&attribute.value)) take(*list, home);
    if (message.meeting)
        for (auto* const person : {&message.meeting->owner, &message.meeting->answered_for})
            if (*person) take(**person, home);
    for (model::Attachment& attachment : message.attachments) take_inside(attachment, mailbox);
}

void AddressCensus::take(model::Attachment& attachment, const model::Mailbox& mailbox) {
    const std::scoped_lock alone(mutex_);
    take_inside(attachment, mailbox);
}

void AddressCensus::take_inside(model::Attachment& attachment, const model::Mailbox& mailbox) {
    if (!attachment.message) return;
    const auto mapped = std::make_shared<model::Message>(*attachment.message);
    take_message(*mapped, mailbox);
    attachment.message = mapped;
}

void AddressCensus::take(std::vector<model::AddressBook>& books, const model::Mailbox& mailbox) {
    const std::scoped_lock alone(mutex_);
    const model::MicrosoftMailAddress own = set_owner(mailbox.address);
    for (model::AddressBook& book : books)
        for (model::AddressEntry& entry : book.entries) {
            if (entry.group) continue;
            const ResolvedAddress& one = known(entry.type, entry.address, entry.name, own).resolved;
            if (gives_one(one)) entry.internet = one.spec;
        }
}

void AddressCensus::take(model::Mailbox& mailbox) {
    const std::scoped_lock alone(mutex_);
    mailbox.internet = uncounted_internet(mailbox.address, set_owner(mailbox.address));
}

void AddressCensus::take(model::Directory& directory) {
    const std::scoped_lock alone(mutex_);
    model::MicrosoftMailAddress own;
    for (model::DirectoryAccount& account : directory.accounts) {
        own = set_owner(account.address);
        account.internet = uncounted_internet(account.address, own);
    }
    for (model::DirectoryContact& contact : directory.contacts)
        contact.internet = uncounted_internet(contact.address, own);
}

std::string AddressCensus::uncounted_internet(const std::string& address, const model::MicrosoftMailAddress& own) {
    const std::size_t colon = address.find(':');
    if (colon == std::string::npos) return {};
    const ResolvedAddress one = resolver_.resolve(std::string_view(address).substr(0, colon),
                                                  std::string_view(address).substr(colon + 1), {}, own, own);
    if (one.reach == Reach::mapped) used_rules_[one.rule] = true;
    return gives_one(one) ? one.spec : std::string();
}

std::vector<CountedAddress> AddressCensus::addresses() const {
    std::vector<std::pair<std::string, const CountedAddress*>> order;
    order.reserve(counted_.size());
    for (const CountedAddress& one : counted_) order.emplace_back(fold_case(one.old), &one);
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<CountedAddress> sorted;
    sorted.reserve(order.size());
    for (const auto& one : order) sorted.push_back(*one.second);
    return sorted;
}

std::vector<std::size_t> AddressCensus::idle_rules() const {
    std::vector<std::size_t> lines;
    for (std::size_t rule = 0; rule < used_rules_.size(); ++rule)
        if (!used_rules_[rule]) lines.push_back(options_.rules->line_of(rule));
    return lines;
}

}  // namespace restante::pipeline
