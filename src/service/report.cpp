#include "service/report.h"

#include "targets/files/output_file.h"

namespace restante::service {

Result<void> write_report(const std::string& path, const Report& report) {
    if (const std::size_t slash = path.rfind('/'); slash != std::string::npos && slash != 0)
        TRY_VOID(targets::files::make_directories(path.substr(0, slash)));
    targets::files::OutputFile json;
    TRY_VOID(json.open(path + ".json.restante-tmp"));
    TRY_VOID(write_report_json(report, json));
    TRY_VOID(json.publish(path + ".json", {.synchronized = true}));
    return targets::files::write_file(path + ".txt", report_text(report));
}

}  // namespace restante::service
