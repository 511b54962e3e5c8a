/** A script that lets bash ask the program itself what may follow. */
export function bashCompletion(program: string): string {
  return `
_${program}_complete() {
    local current="\${COMP_WORDS[COMP_CWORD]}"
    local words
    words=$("\${COMP_WORDS[0]}" --completion-bash "\${COMP_WORDS[@]:1:$COMP_CWORD}")
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return 0
}
complete -o default -F _${program}_complete ${program}
`;
}

/** The same for zsh. */
export function zshCompletion(program: string): string {
  return `#compdef ${program}

_${program}() {
    local found=($("\${words[1]}" --completion-bash "\${(@)words[2,$CURRENT]}"))
    compadd -a found
    if [[ $compstate[nmatches] -eq 0 && $words[$CURRENT] != -* ]]; then
        _files
    fi
}

if [[ "$(basename -- \${(%):-%x})" != "_${program}" ]]; then
    compdef _${program} ${program}
fi
`;
}
