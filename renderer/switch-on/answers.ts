import type { MissingNeed } from '../../shared/grants.ts'
import { isAny } from '../../shared/missing-needs.ts'
import { draftOf, emptyDraft, type Draft } from '../grants/draft.ts'

export type FolderDraft = Extract<Draft, { kind: 'directory' }>
type ValueDraft = Extract<Draft, { kind: 'variable' | 'config' }>
type SecretDraft = Extract<Draft, { kind: 'secret' }>

/** What stands in the form for one thing that a server asks for. */
export type Answer =
  /** `most`: the server asks for no more than that. */
  | { kind: 'folders'; most: 'read' | 'write'; folders: FolderDraft[] }
  /** For a server that would go anywhere. `list`: as it was typed. */
  | { kind: 'sites'; which: 'none' | 'some' | 'any'; pattern: string; list: string }
  /** There is nothing to fill in, only to allow. */
  | { kind: 'tick'; on: boolean; draft: Draft }
  | { kind: 'value'; draft: ValueDraft }
  /** `which` is null until the person chose: then a stored one of the same name is meant. */
  | { kind: 'secret'; which: 'new' | 'stored' | null; stored: string; draft: SecretDraft }

/** Same for the same thing, whatever else is asked for. */
export function keyOf({ suggest, choice }: MissingNeed, nth: number): string {
  const which = suggest.kind === 'directory' ? nth : ''
  return JSON.stringify([suggest, choice?.name, which])
}

/** As the form begins: with what is asked for, except that nobody is let out to everywhere without having said so. */
export function answerFor({ suggest, required }: MissingNeed): Answer {
  const draft = draftOf(suggest)
  switch (draft.kind) {
    case 'directory':
      return { kind: 'folders', most: draft.access, folders: [draft] }
    case 'host':
      return isAny(draft.pattern)
        ? { kind: 'sites', which: required ? 'some' : 'none', pattern: draft.pattern, list: '' }
        : { kind: 'tick', on: required, draft }
    case 'variable':
    case 'config':
      return { kind: 'value', draft }
    case 'secret':
      return { kind: 'secret', which: null, stored: '', draft }
    case 'keyvalue':
      return { kind: 'tick', on: required, draft }
  }
  return draft satisfies never
}

/** The secret that is meant, given the names of those that are stored. */
export function secretOf({ which, stored, draft }: Extract<Answer, { kind: 'secret' }>, names: string[]): SecretDraft {
  const known = names.includes(draft.secret)
  if (which === 'new' || (which === null && !known)) return { ...draft, fresh: true }
  return { ...draft, fresh: false, value: '', secret: stored || (known ? draft.secret : '') }
}

/** What is to be granted. What may be left out and is empty is left out; what is required stays, to be complained about. */
export function draftsOf(answer: Answer, required: boolean, names: string[]): Draft[] {
  switch (answer.kind) {
    case 'folders': {
      const filled = answer.folders.filter(({ path }) => path.trim() !== '')
      return filled.length > 0 || !required ? filled : answer.folders.slice(0, 1)
    }
    case 'sites': {
      if (answer.which === 'none') return []
      const hosts = answer.which === 'any' ? [answer.pattern] : sitesIn(answer.list)
      const empty = answer.which === 'some' && hosts.length === 0
      return (empty ? [''] : hosts).map((pattern) => ({ ...emptyDraft('host'), pattern }) as Draft)
    }
    case 'tick':
      return answer.on ? [answer.draft] : []
    case 'value':
      return required || answer.draft.value !== '' ? [answer.draft] : []
    case 'secret': {
      const draft = secretOf(answer, names)
      const given = draft.fresh ? draft.value !== '' : draft.secret !== '' && answer.which !== null
      return required || given ? [draft] : []
    }
  }
  return answer satisfies never
}

/** One to a line or to a word, each once. Of an address that was copied from a browser, only the site. */
export function sitesIn(list: string): string[] {
  const sites = list
    .split(/[\s,;]+/u)
    .map((word) => /^(?:https?:\/\/)?(?!https?:\/\/)[^/?#]+/u.exec(word.toLowerCase())?.[0] ?? word)
    .filter((word) => word !== '')
  return [...new Set(sites)]
}
