/** Of the program; the same as in package.json and bridge-native/Cargo.toml. */
export const version = '0.1.0'

/** The longest first line of a host, in bytes. */
export const maxReply = 64 * 1024

export function preamble(session: string, serve: string, resume: boolean): string {
  const fields = {
    belljar: 1,
    version,
    session,
    serve,
    cwd: currentFolder(),
    pid: process.pid,
    client: process.ppid,
    resume,
  }
  return `${JSON.stringify(fields)}\n`
}

/** Empty when it was removed. */
function currentFolder(): string {
  try {
    return process.cwd()
  } catch {
    return ''
  }
}

export type Reply =
  /** `received`: bytes of this session that the host has already. */
  { kind: 'ok'; received: number } | { kind: 'refused'; sentence: string } | { kind: 'strange' }

export function parseReply(line: string): Reply {
  const ok = /^belljar 1 ok (\d+)\r?$/.exec(line)
  if (ok) return { kind: 'ok', received: Number(ok[1]) }
  // A host of another protocol version can still say so.
  const refused = /^belljar \S+ refused (.+?)\r?$/.exec(line)
  return refused?.[1] ? { kind: 'refused', sentence: refused[1] } : { kind: 'strange' }
}

/** `id` is JSON, as the client wrote it. */
export function errorAnswer(id: string, message: string): string {
  return `{"jsonrpc":"2.0","id":${id},"error":{"code":-32000,"message":${JSON.stringify(message)}}}\n`
}
