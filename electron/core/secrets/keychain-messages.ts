/** What goes between the host and the thread that asks the keychain. */
export type KeychainAsk =
  | { do: 'get'; service: string; name: string }
  | { do: 'set'; service: string; name: string; value: string }
  | { do: 'remove'; service: string; name: string }

export interface ToKeychain {
  id: number
  ask: KeychainAsk
}

/** `value` is absent where there is no such entry. */
export type FromKeychain = { id: number; value?: string } | { id: number; why: string }
