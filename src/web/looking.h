// Reading a source before it is migrated: /api/look and what is below it. One source is open at a time.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "service/look.h"
#include "web/exchange.h"

namespace restante::web {

class Looking {
public:
    static constexpr std::size_t kLongestText = std::size_t{512} * 1024;  // bytes of a body shown; the rest is saved

    Response open(const Request& request);           // POST /api/look
    Response folders(const Request& request);        // GET  /api/look/folders?mailbox=
    Response page(const Request& request);           // GET  /api/look/page?mailbox=&folder=&first=&count=
    Response message(const Request& request);        // GET  /api/look/message?mailbox=&folder=&position=
    Response attachment(const Request& request);     // GET  /api/look/attachment?...&index=
    Response text(const Request& request);           // GET  /api/look/text?...
    Response address_books(const Request& request);  // GET  /api/look/books?mailbox=

private:
    service::Outcome<model::Message> read(const Request& request);

    std::mutex mutex_;  // a source is read by one thread at a time
    std::shared_ptr<service::Look> look_;
};

}  // namespace restante::web
