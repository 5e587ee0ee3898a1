// What was put in, as JSON, for whoever wants to compare it with what comes out. Tells nothing of layouts.
// Source: docs/forge.md "The truth".
#pragma once

#include <string>
#include <vector>

#include "base/byte_sink.h"
#include "forge/damage_report.h"
#include "forge/json_stream.h"
#include "forge/mail_index.h"

namespace restante::forge {

class Truth {
public:
    explicit Truth(ByteSink& sink) : json_(sink) {}

    // In this order, each once; write_account() for every record.
    void begin(const Plan& plan);
    Result<void> write_account(const Plan& plan, const MailIndex& index, std::size_t record);
    Result<void> end_accounts(const Plan& plan, const MailIndex& index, std::uint32_t first_orphan);
    Result<void> finish(const std::vector<DamageReport>& damage);

private:
    // Letters of one folder.
    Result<void> write_letter(const Plan& plan, const Letter& letter, const MailIndex& index, bool own, bool live);
    Result<void> write_shared_folders(const Plan& plan, const MailIndex& index);
    Result<void> write_loose(const Plan& plan, std::uint32_t first_orphan);
    Result<void> write_strays(const Plan& plan, std::uint32_t first_orphan);

    JsonStream json_;
};

}  // namespace restante::forge
