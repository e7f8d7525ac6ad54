import type { InstanceId, Limits, ServerId, SessionId } from './domain.ts'
import type { Grant, GrantSuggestion } from './grants.ts'

/** The nouns around grants: what was tried without one, what was sent with one, and what granting would mean. Data only. */

/** An access that no grant allowed. Equal ones of one call are one record. */
export interface Denial {
  id: string
  at: number
  server: ServerId
  session: SessionId | null
  instance?: InstanceId
  client: string
  tool?: string
  call?: string
  /** Who said so. A guess was read from the text of an answer. */
  by: 'guard' | 'proxy' | 'guess'
  /** One sentence without a full stop: "Denied a write to /src/Cargo.toml". Guest text in it is printable. */
  text: string
  /** Why, one sentence: "The folder is granted read-only." */
  reason: string
  /** What would allow it; absent where nothing can. */
  suggest?: GrantSuggestion
  /** How often it was tried. */
  count: number
}

/** One HTTP request that a server sent or tried to send. Paths and bodies are not kept: they can hold secrets. */
export interface OutgoingRequest {
  id: string
  at: number
  server: ServerId
  session: SessionId | null
  /** Absent when several calls were pending. */
  call?: string
  method: string
  /** `https://api.example.com:8443`. */
  origin: string
  outcome: 'answered' | 'denied' | 'failed'
  status?: number
  /** Why it was denied or failed, one sentence. */
  reason?: string
  /** Bytes of the bodies. */
  sentBytes: number
  receivedBytes: number
  durationMs: number
}

/** A secret without its value. */
export interface SecretInfo {
  name: string
  setAt: number
  /** Servers that it is granted to. */
  usedBy: ServerId[]
}

export interface SecretsState {
  /** `file`: encrypted, with its key in a file beside it, because this computer has no keychain that can be used. */
  kept: 'keychain' | 'file'
  /** One sentence when kept in a file. */
  warning?: string
  secrets: SecretInfo[]
}

/** What granting would mean, before it is done. */
export interface GrantPlan {
  /** As it will be stored: links resolved, lower case, defaults filled in. */
  grant: Grant
  sentence: string
  held: string
  /** Things to know, one sentence each. */
  warnings: string[]
  /** Present when the person must say yes once more: why. */
  ask?: string
  /** It takes the place of this one. */
  replaces?: Grant
}

/** A change of grants, limits, secrets or settings that the command line asked for. */
export interface GrantRequest {
  id: string
  at: number
  /** Null when it is about no one server. */
  server: ServerId | null
  /** Sentences: "Allow: Read /data and everything in it". */
  changes: string[]
}

/** What a policy file of another program means here. */
export interface PolicyPlan {
  plans: GrantPlan[]
  limits: Partial<Limits>
  /** Parts that have no counterpart here, one sentence each. */
  unsupported: string[]
  /** Parts that may not be granted, one sentence each. */
  refused: string[]
}

/** A folder on the host, for choosing one. */
export interface FolderView {
  /** Absolute, links resolved. */
  path: string
  parent: string | null
  /** Names of the folders inside, sorted; at most 1000. */
  folders: string[]
  /** Why it could not be granted, one sentence. */
  refused?: string
}

/** How a server is run with its grants. */
export interface HeldView {
  /** In order: what was done to its bytes and how it starts, for people. */
  steps: { done: boolean; text: string; detail?: string }[]
}
