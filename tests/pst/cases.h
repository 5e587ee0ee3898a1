// What the generated stores hold. Each case aims at one border of the format.
#pragma once

#include <string_view>

#include "written_store.h"

namespace restante::pst_tests {

using Fill = void (*)(WrittenStore&);

// Null when there is no case of that name.
[[nodiscard]] Fill find_case(std::string_view name);

// mail_cases.cpp
void fill_counts(WrittenStore& store);
void fill_texts(WrittenStore& store);
void fill_attachments(WrittenStore& store);
void fill_many_attachments(WrittenStore& store);
void fill_big_attachments(WrittenStore& store);
void fill_embedded(WrittenStore& store);
void fill_recipients(WrittenStore& store);

// store_cases.cpp
void fill_nothing(WrittenStore& store);
void fill_one_folder(WrittenStore& store);
void fill_folders(WrittenStore& store);
void fill_names(WrittenStore& store);
void fill_many_names(WrittenStore& store);
void fill_contacts(WrittenStore& store);
void fill_many(WrittenStore& store);       // 60,000 messages in a folder
void fill_very_many(WrittenStore& store);  // 100,000 messages in a folder
void fill_two_gigabytes(WrittenStore& store);
void fill_nearly_two_gigabytes(WrittenStore& store);  // what an ANSI file holds

}  // namespace restante::pst_tests
