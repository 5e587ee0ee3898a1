#include "pipeline/address_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/case_fold.h"
#include "model/address_parts.h"
#include "targets/mail/address_syntax.h"

namespace restante::pipeline {
namespace {

constexpr std::string_view kBareMailbox = "mailbox:";

bool has_type(std::string_view old) {
    const std::size_t colon = old.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    return old.substr(0, colon).find_first_of("/@ \"") == std::string_view::npos;
}

// `old` with its type in front: a text with "@" is an Internet address, one with "/" a Microsoft Mail address, "*"
// alone everything, every other one the name of a mailbox.
std::string with_type(std::string_view old) {
    if (has_type(old) || old == "*") return std::string(old);
    if (old.find('@') != std::string_view::npos) return "SMTP:" + std::string(old);
    if (old.find('/') != std::string_view::npos) return "MS:" + std::string(old);
    return std::string(kBareMailbox) + std::string(old);
}

// Exact texts are compared in the one form the resolver gives them.
std::string canonical(const std::string& typed, const AddressPattern& pattern) {
    if (!pattern.exact() || typed.starts_with(kBareMailbox)) return pattern.literal();
    std::string plain;
    for (std::size_t i = 0; i < typed.size(); ++i) plain += typed[i] == '\\' ? typed[++i] : typed[i];
    return fold_case(model::text_of(model::parts_of_text(plain)));
}

// The texts between the stars.
Result<std::vector<std::string>> split_replacement(std::string_view text) {
    constexpr std::string_view kType = "smtp:";
    if (fold_case(text.substr(0, kType.size())) == kType) text.remove_prefix(kType.size());
    std::vector<std::string> pieces(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 == text.size())
            return fail(Errc::bad_value, "the \"\\\" at the end stands before nothing");
        if (text[i] == '*')
            pieces.emplace_back();
        else
            pieces.back() += text[i] == '\\' ? text[++i] : text[i];
    }
    return pieces;
}

std::string domain_text(std::string_view text) {
    std::string domain;
    for (bool first = true; first || !text.empty(); first = false) {
        const std::size_t end = text.find('.');
        if (!first) domain += '.';
        domain += targets::mail::domain_label(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return domain;
}

}  // namespace

std::string bare_mailbox(std::string_view mailbox) { return std::string(kBareMailbox) + std::string(mailbox); }

std::string AddressRules::filled(const Rule& rule, const std::vector<std::string_view>& captures) {
    std::string spec = rule.replacement.front();
    for (std::size_t i = 1; i < rule.replacement.size(); ++i) {
        const bool in_domain = spec.find('@') != std::string::npos;
        spec += in_domain ? domain_text(captures[i - 1]) : targets::mail::local_part(captures[i - 1]);
        spec += rule.replacement[i];
    }
    return spec;
}

Result<void> AddressRules::add(std::string_view old, std::string_view replacement, std::size_t line) {
    if (old.empty()) return fail(Errc::bad_value, "there is no old address");
    const std::string typed = with_type(old);
    Rule rule;
    auto pattern = AddressPattern::parse(typed);
    if (!pattern) return fail(Errc::bad_value, fmt::format("\"{}\": {}", old, pattern.error().what));
    rule.old = std::move(*pattern);
    auto pieces = split_replacement(replacement);
    if (!pieces) return fail(Errc::bad_value, fmt::format("\"{}\": {}", replacement, pieces.error().what));
    rule.replacement = std::move(*pieces);
    rule.line = line;
    const std::size_t stars = rule.replacement.size() - 1;
    if (stars > rule.old.stars())
        return fail(Errc::bad_value,
                    fmt::format("\"{}\" has {} \"*\", but \"{}\" only {}", replacement, stars, old, rule.old.stars()));
    if (!targets::mail::is_address_spec(filled(rule, std::vector<std::string_view>(stars, "x"))))
        return fail(Errc::bad_value, fmt::format("\"{}\" is no Internet address", replacement));
    if (rule.old.exact())
        exact_.try_emplace(canonical(typed, rule.old), rules_.size());
    else
        wild_.push_back(rules_.size());
    rules_.push_back(std::move(rule));
    return {};
}

std::optional<AddressRules::Match> AddressRules::find(const std::vector<std::string>& candidates) const {
    std::vector<std::string> folded;
    folded.reserve(candidates.size());
    for (const std::string& candidate : candidates) folded.push_back(fold_case(candidate));
    std::size_t best = rules_.size();
    for (const std::string& text : folded)
        if (const auto found = exact_.find(text); found != exact_.end()) best = std::min(best, found->second);
    for (const std::size_t index : wild_) {
        if (index > best) break;
        for (const std::string& text : folded) {
            const auto captures = rules_[index].old.match(text);
            if (!captures) continue;
            std::string spec = filled(rules_[index], *captures);
            if (targets::mail::is_address_spec(spec)) return Match{std::move(spec), index};
        }
    }
    if (best == rules_.size()) return std::nullopt;
    return Match{rules_[best].replacement.front(), best};
}

}  // namespace restante::pipeline
