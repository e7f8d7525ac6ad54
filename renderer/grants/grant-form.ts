import type { MissingNeed, Grant, GrantSuggestion } from '../../shared/grants.ts'
import { setGrantForm } from '../store/window.ts'
import { draftOf, draftOfGrant, type Draft } from './draft.ts'

/** What the dialog is opened with. */
export interface GrantForm {
  server: string
  drafts: Draft[]
  /** It changes this one. */
  changes?: Grant
  /** The denial that led here: it is settled by granting. */
  denial?: string
  /** What the server declares as required, one for each draft. */
  needs?: MissingNeed[]
  /** The server is switched on afterwards. */
  enables?: boolean
}

export function addGrant(server: string, suggest: GrantSuggestion = { kind: 'directory', access: 'read' }): void {
  setGrantForm({ server, drafts: [draftOf(suggest)] })
}

export function changeGrant(server: string, grant: Grant): void {
  setGrantForm({ server, drafts: [draftOfGrant(grant)], changes: grant })
}

export function allowDenied(server: string, denial: string, suggest: GrantSuggestion): void {
  setGrantForm({ server, drafts: [draftOf(suggest)], denial })
}

export function giveNeeds(server: string, needs: MissingNeed[], enables: boolean): void {
  setGrantForm({ server, drafts: needs.map(({ suggest }) => draftOf(suggest)), needs, enables })
}
