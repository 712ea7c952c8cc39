#compdef gaara
_gaara_stacks() {
  local folder=$PWD file
  while [ ! -e "$folder/Pulumi.yaml" ] && [ -n "$folder" ]; do folder=${folder%/*}; done
  for file in "$folder"/Pulumi.*.yaml; do
    file=${file##*/Pulumi.}
    [ "$file" = '*.yaml' ] || echo "${file%.yaml}"
  done
}
_gaara() {
  local place= next word
  local -a candidates
  for word in "${(@)words[2,CURRENT-1]}"; do
    next=${place:+$place }$word
    case $next in
      'stop' | 'rollback' | 'staging' | 'staging up' | 'pulumi' | 'completion') place=$next ;;
    esac
  done
  case $words[CURRENT-1] in
    --stack | --from) candidates=(${(f)"$(_gaara_stacks)"}); _describe stack candidates; return ;;
  esac
  case $place in
    '') candidates=('stop:removes a stack'\''s containers and network; its data and the secrets that open it stay' 'rollback:back to the last version that was healthy: images and settings, or one application'\''s image' 'staging:whole stacks for branches, beside the others on one engine' 'pulumi:the pinned Pulumi with its environment: up, preview, destroy, stack output …' 'completion:the completion script of a shell, for its start-up file: eval "$(gaara completion bash)"') ;;
    'stop') candidates=('--stack:the stack' '--volumes:removes the data and the secrets too' '--help:shows the help of the verb') ;;
    'rollback') candidates=('--stack:the stack' '--list:only shows the versions that are kept, with * at the present one' '--help:shows the help of the verb') ;;
    'staging') candidates=('up:brings the stack of a branch up, or up to date; its address is the last line') ;;
    'staging up') candidates=('--json:one JSON document on standard output; everything else goes to standard error' '--help:shows the help of the verb') ;;
    'pulumi') candidates=() ;;
    'completion') candidates=('bash:bash, zsh or fish' 'zsh:bash, zsh or fish' 'fish:bash, zsh or fish' '--help:shows the help of the verb') ;;
  esac
  _describe command candidates || _files
}
compdef _gaara gaara ./gaara
