function __gaara_at
    set -l place
    set -l words (commandline -opc)
    for word in $words[2..-1]
        set -l next (string trim -- "$place $word")
        contains -- $next 'stop' 'rollback' 'staging' 'staging up' 'pulumi' 'completion'; and set place $next
    end
    test "$place" = "$argv[1]"
end
function __gaara_stacks
    set -l folder $PWD
    while test ! -e $folder/Pulumi.yaml; and test -n "$folder"
        set folder (string replace -r '/[^/]*$' '' -- $folder)
    end
    string replace -rf '.*/Pulumi\.(.+)\.yaml$' '$1' -- $folder/Pulumi.*.yaml
end
complete -c gaara -f
complete -c gaara -n '__gaara_at ""' -a stop -d 'removes a stack'\''s containers and network; its data and the secrets that open it stay'
complete -c gaara -n '__gaara_at ""' -a rollback -d 'back to the last version that was healthy: images and settings, or one application'\''s image'
complete -c gaara -n '__gaara_at ""' -a staging -d 'whole stacks for branches, beside the others on one engine'
complete -c gaara -n '__gaara_at ""' -a pulumi -d 'the pinned Pulumi with its environment: up, preview, destroy, stack output …'
complete -c gaara -n '__gaara_at ""' -a completion -d 'the completion script of a shell, for its start-up file: eval "$(gaara completion bash)"'
complete -c gaara -n '__gaara_at "stop"' -l stack -x -a '(__gaara_stacks)' -d 'the stack'
complete -c gaara -n '__gaara_at "stop"' -l volumes -d 'removes the data and the secrets too'
complete -c gaara -n '__gaara_at "stop"' -l help -d 'shows the help of the verb'
complete -c gaara -n '__gaara_at "rollback"' -l stack -x -a '(__gaara_stacks)' -d 'the stack'
complete -c gaara -n '__gaara_at "rollback"' -l list -d 'only shows the versions that are kept, with * at the present one'
complete -c gaara -n '__gaara_at "rollback"' -l help -d 'shows the help of the verb'
complete -c gaara -n '__gaara_at "staging"' -a up -d 'brings the stack of a branch up, or up to date; its address is the last line'
complete -c gaara -n '__gaara_at "staging up"' -l json -d 'one JSON document on standard output; everything else goes to standard error'
complete -c gaara -n '__gaara_at "staging up"' -l help -d 'shows the help of the verb'
complete -c gaara -n '__gaara_at "completion"' -a bash -d 'bash, zsh or fish'
complete -c gaara -n '__gaara_at "completion"' -a zsh -d 'bash, zsh or fish'
complete -c gaara -n '__gaara_at "completion"' -a fish -d 'bash, zsh or fish'
complete -c gaara -n '__gaara_at "completion"' -l help -d 'shows the help of the verb'
