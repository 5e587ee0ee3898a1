# What `make install` puts where. Completion scripts and the manual page are printed by the program itself.
install(TARGETS restante RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES LICENSE NOTICE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

function(restante_install_output directory name)
    set(file ${PROJECT_BINARY_DIR}/install/${directory}/${name})
    list(JOIN ARGN " " arguments)
    install(CODE "
        file(MAKE_DIRECTORY \"${PROJECT_BINARY_DIR}/install/${directory}\")
        execute_process(COMMAND \"$<TARGET_FILE:restante>\" ${arguments}
            OUTPUT_FILE \"${file}\" COMMAND_ERROR_IS_FATAL ANY)")
    install(FILES ${file} DESTINATION ${directory})
endfunction()

restante_install_output(${CMAKE_INSTALL_DATADIR}/bash-completion/completions restante completion bash)
restante_install_output(${CMAKE_INSTALL_DATADIR}/zsh/site-functions _restante completion zsh)
restante_install_output(${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d restante.fish completion fish)
restante_install_output(${CMAKE_INSTALL_MANDIR}/man1 restante.1 manual)
