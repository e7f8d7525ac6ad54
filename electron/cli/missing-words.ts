import type { Server } from '../../shared/domain.ts'
import type { GrantSuggestion, MissingNeed } from '../../shared/grants.ts'
import { isAny } from '../../shared/missing-needs.ts'
import { oneLine } from './plain-text.ts'
import { suggestWords } from './suggest-words.ts'

/** What a server says that it cannot work without, each with the commands that give it; empty when it lacks nothing. */
export function missingWords({ name, missing }: Pick<Server, 'name' | 'missing'>): string {
  if (missing.length === 0) return ''
  const choice = missing.find((need) => need.choice)?.choice
  const instead = choice && `That is for ${oneLine(choice.name)}; ${oneLine(choice.or.join(' or '))} will do instead.\n`
  return `It says that it needs:\n${missing.map((need) => one(name, need)).join('')}${instead ?? ''}`
}

function one(server: string, { text, reason, suggest }: MissingNeed): string {
  const commands = commandsFor(server, suggest).map((command) => `    ${command}\n`)
  return `  ${oneLine(text)}${reason === undefined ? '' : `: ${oneLine(reason)}`}\n${commands.join('')}`
}

function commandsFor(server: string, suggest: GrantSuggestion): string[] {
  if (suggest.kind === 'host' && isAny(suggest.pattern ?? ''))
    return [suggestWords(server, { kind: 'host' }), `${suggestWords(server, suggest)}   (every public site)`]
  if ((suggest.kind !== 'environment' && suggest.kind !== 'config') || !suggest.secret)
    return [suggestWords(server, suggest)]
  // Most people have one key for each service: it is named after what the server calls it.
  const as = (suggest.kind === 'config' ? suggest.key : suggest.name) ?? 'NAME'
  const name = as.replace(/[^A-Za-z0-9_.-]/gu, '_')
  const words = suggestWords(server, suggest).replace(/ secret NAME /u, ` secret ${name} `)
  return [
    `belljar secret set ${name}`,
    suggest.kind === 'environment' && name === as ? words.replace(/ --as .*$/u, '') : words,
  ]
}
