# A fuzzer is libFuzzer with clang (preset fuzz) and an ordinary program that replays tests/corpus/NAME elsewhere.
option(RESTANTE_FUZZING "Build fuzzers with libFuzzer (clang only)" OFF)

# It asks whether the fuzzer has a mutator, which is plain in one file with it.
set_source_files_properties(${PROJECT_SOURCE_DIR}/tests/fuzz_replay.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

function(restante_fuzzer source library)
    get_filename_component(name ${source} NAME_WE)
    if(RESTANTE_FUZZING)
        add_executable(${name} ${source})
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    elseif(BUILD_TESTING)
        add_executable(${name} ${source} ${PROJECT_SOURCE_DIR}/tests/fuzz_replay.cpp)
        add_test(NAME replay_${name} COMMAND ${name} ${PROJECT_SOURCE_DIR}/tests/corpus/${name})
        set_tests_properties(replay_${name} PROPERTIES LABELS corpus)
    else()
        return()
    endif()
    target_link_libraries(${name} PRIVATE ${library})
    restante_use_precompiled(${name})
endfunction()
