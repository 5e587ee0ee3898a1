#include "service/report.h"

#include "service/atomic_file.h"

namespace restante::service {

Result<void> write_report(const std::string& path, const Report& report) {
    TRY_VOID(write_file_atomically(path + ".json", report_json(report)));
    return write_file_atomically(path + ".txt", report_text(report));
}

}  // namespace restante::service
