import type { Grant, GrantSuggestion } from '../../shared/grants.ts'
import { setGrantForm } from '../store/window.ts'
import { draftOf, draftOfGrant, type Draft } from './draft.ts'

/** What the dialog is opened with. */
export interface GrantForm {
  server: string
  draft: Draft
  /** It changes this one. */
  changes?: Grant
  /** The denial that led here: it is settled by granting. */
  denial?: string
}

export function addGrant(server: string, suggest: GrantSuggestion = { kind: 'directory', access: 'read' }): void {
  setGrantForm({ server, draft: draftOf(suggest) })
}

export function changeGrant(server: string, grant: Grant): void {
  setGrantForm({ server, draft: draftOfGrant(grant), changes: grant })
}

export function allowDenied(server: string, denial: string, suggest: GrantSuggestion): void {
  setGrantForm({ server, draft: draftOf(suggest), denial })
}
