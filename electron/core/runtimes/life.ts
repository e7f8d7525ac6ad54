/** What is known of a child that has ended. */
export interface Life {
  /** From its process's start, ms. */
  aliveMs: number
  /** sha256 of the server's own bytes, hex. */
  hash?: string
  /** Version of wasmtime. */
  wasmtime?: string
  /** The core dump that it left. */
  dump?: { path: string; size: number }
}
