# The page of the wizard: web/ is built by Vite and becomes part of the program as one generated .cpp. Nothing of it runs
# again as long as nothing in web/ changes; after the first `npm ci` no network is needed.
find_program(NODE node REQUIRED)
find_program(NPM npm REQUIRED)

function(restante_web_page target)
    set(web ${PROJECT_SOURCE_DIR}/web)
    set(built ${PROJECT_BINARY_DIR}/web)
    set(installed ${web}/node_modules/.package-lock.json)  # npm writes it last
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${web}/src/*.ts ${web}/src/*.tsx ${web}/src/*.css ${web}/src/*.json)
    list(APPEND sources ${web}/public/icon.svg ${web}/index.html ${web}/vite.config.ts ${web}/tsconfig.json ${web}/package.json)

    add_custom_command(OUTPUT ${installed}
        COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
        COMMAND ${CMAKE_COMMAND} -E touch ${installed}
        DEPENDS ${web}/package-lock.json
        WORKING_DIRECTORY ${web} COMMENT "Installing what builds the page of the wizard" VERBATIM)
    add_custom_command(OUTPUT ${built}/assets.cpp
        COMMAND ${NODE} node_modules/vite/bin/vite.js build --outDir ${built}/page --emptyOutDir --logLevel warn
        COMMAND ${NODE} embed.mjs ${built}/page ${built}/assets.cpp
        DEPENDS ${installed} ${sources} ${web}/embed.mjs
        WORKING_DIRECTORY ${web} COMMENT "Building the page of the wizard" VERBATIM)
    target_sources(${target} PRIVATE ${built}/assets.cpp)
    # One literal a file, longer than the standard promises; g++ 12 and clang 19 have no limit.
    set_source_files_properties(${built}/assets.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON SKIP_PRECOMPILE_HEADERS ON
        COMPILE_OPTIONS -Wno-overlength-strings)
endfunction()
