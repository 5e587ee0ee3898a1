// The column sets of all tables, as Outlook writes them. Source: docs/formats/pst.md section 11.
#pragma once

#include "formats/pst/format.h"
#include "formats/pst/ltp/table_schema.h"

namespace restante::pst {

struct Schemas {
    explicit Schemas(Format format);

    ltp::TableSchema hierarchy, contents, associated, search_contents, receive_folders, outgoing_queue, attachments,
        recipients;
    ltp::TableSchema replication_6b6, replication_6d7, replication_6f8;  // internal, always empty
};

}  // namespace restante::pst
