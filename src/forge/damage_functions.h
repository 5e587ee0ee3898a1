// The functions of damage_kinds(), by what they break.
#pragma once

#include "forge/damage.h"

namespace restante::forge {

// damage_accounts.cpp
Result<DamageReport> remove_access(DamageScene& scene);
Result<DamageReport> remove_access2(DamageScene& scene);
Result<DamageReport> remove_access3(DamageScene& scene);
Result<DamageReport> cut_access2(DamageScene& scene);
Result<DamageReport> change_counts(DamageScene& scene);
Result<DamageReport> revive_account(DamageScene& scene);
Result<DamageReport> swap_records(DamageScene& scene);
Result<DamageReport> repeat_hexid(DamageScene& scene);

// damage_lists.cpp
Result<DamageReport> remove_master(DamageScene& scene);
Result<DamageReport> empty_master(DamageScene& scene);
Result<DamageReport> spoil_names(DamageScene& scene);
Result<DamageReport> remove_names(DamageScene& scene);
Result<DamageReport> remove_groups(DamageScene& scene);
Result<DamageReport> spoil_chains(DamageScene& scene);

// damage_mailbags.cpp
Result<DamageReport> remove_key(DamageScene& scene);
Result<DamageReport> remove_keys(DamageScene& scene);
Result<DamageReport> cut_mailbag(DamageScene& scene);
Result<DamageReport> remove_mailbag(DamageScene& scene);
Result<DamageReport> swap_mailbags(DamageScene& scene);
Result<DamageReport> delete_headers(DamageScene& scene);

// damage_messages.cpp
Result<DamageReport> remove_message(DamageScene& scene);
Result<DamageReport> cut_message(DamageScene& scene);
Result<DamageReport> spoil_message(DamageScene& scene);
Result<DamageReport> stub_message(DamageScene& scene);
Result<DamageReport> bereave_attachments(DamageScene& scene);
Result<DamageReport> remove_attachment(DamageScene& scene);
Result<DamageReport> cut_attachment(DamageScene& scene);

// damage_stores.cpp
Result<DamageReport> cut_store(DamageScene& scene);
Result<DamageReport> spoil_store(DamageScene& scene);
Result<DamageReport> cut_folder(DamageScene& scene);
Result<DamageReport> remove_index(DamageScene& scene);
Result<DamageReport> remove_serial(DamageScene& scene);

// damage_files.cpp
Result<DamageReport> append_junk(DamageScene& scene);
Result<DamageReport> add_foreign_files(DamageScene& scene);
Result<DamageReport> empty_files(DamageScene& scene);
Result<DamageReport> cut_at_blocks(DamageScene& scene);
Result<DamageReport> lower_names(DamageScene& scene);

}  // namespace restante::forge
