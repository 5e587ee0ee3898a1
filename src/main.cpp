#include "cli/heap_settings.h"
#include "cli/run.h"

int main(int argc, char** argv) {
    restante::cli::settle_heap();
    return restante::cli::run(argc, argv);
}
