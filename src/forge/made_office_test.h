// For tests of this folder: a made postoffice together with what went into it.
#pragma once

#include <vector>

#include "forge/mail_index.h"
#include "forge/office.h"
#include "forge/scratch_office_test.h"

namespace restante::forge {

struct Made {
    explicit Made(const Options& options)
        : files(options),
          office(*Office::create(make_plan(options), OutputDirectory::existing(files.full("").string()))),
          index(office.plan) {
        for (std::size_t number = 0; number < options.message_count(); ++number) {
            letters.push_back(make_letter(office.plan, number));
            index.add(letters.back());
        }
    }

    ScratchOffice files;
    Office office;
    MailIndex index;
    std::vector<Letter> letters{};
};

}  // namespace restante::forge
