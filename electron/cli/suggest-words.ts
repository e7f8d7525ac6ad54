import type { GrantSuggestion } from '../../shared/grants.ts'
import { oneLine } from './plain-text.ts'

/** The command that would allow it; what the person must fill in is in capitals. */
export function suggestWords(server: string, suggest: GrantSuggestion): string {
  return `belljar grant ${server} ${words(suggest)}`
}

function words(suggest: GrantSuggestion): string {
  switch (suggest.kind) {
    case 'directory':
      return [
        ...['dir', quote(suggest.path, 'FOLDER')],
        ...(suggest.guestPath === undefined ? [] : [quote(suggest.guestPath, 'GUEST-PATH')]),
        ...(suggest.access === 'write' ? ['--write'] : []),
      ].join(' ')
    case 'host':
      return `host ${quote(suggest.pattern, 'HOST')}${suggest.private ? ' --private' : ''}`
    case 'environment': {
      const name = quote(suggest.name, 'NAME')
      return suggest.secret ? `secret NAME --as ${name}` : `env ${name}=VALUE`
    }
    case 'config': {
      const key = quote(suggest.key, 'KEY')
      return suggest.secret ? `secret NAME --config ${key}` : `config ${key}=VALUE`
    }
    case 'keyvalue':
      return 'keyvalue'
    default:
      return suggest satisfies never
  }
}

/** For a shell, also when a server chose the text. */
function quote(text: string | undefined, otherwise: string): string {
  if (text === undefined) return otherwise
  const plain = oneLine(text)
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", `'\\''`)}'`
}
