/** What was found in arguments. `at` is a JSON pointer into them. */
export interface Checked {
  problems: { at: string; message: string }[]
  /** Why they could not be checked, one sentence. */
  unchecked?: string
}

/** `schema` is left out where the thread has it already, under its hash. */
export interface ToChecker {
  id: number
  hash: string
  schema?: string
  json: string
}

/** `missing`: the schema is not kept any more and must be sent. The first message has the id 0 and says that the thread is ready. */
export type FromChecker = { id: number } & ({ checked: Checked } | { missing: true })
