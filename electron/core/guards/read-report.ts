import type { Asked } from '../denials/asked.ts'

/** What a guard wrote behind its sign, `OP\tSUBJECT\tDETAIL` with bytes written as %XX; undefined when it is nothing that is known. */
export function readReport(text: string): Asked | undefined {
  const [op, subject = '', detail = ''] = text.split('\t').map(decoded)
  switch (op) {
    case 'write':
    case 'outside':
      return { kind: op, path: subject }
    case 'socket':
      if (subject !== 'tcp' && subject !== 'udp' && subject !== 'name') return undefined
      return { kind: 'socket', protocol: subject, ...(detail !== '' && { target: detail }) }
    case 'config':
      return { kind: 'config', key: subject }
    case 'http':
      return { kind: 'host', origin: detail, why: subject === 'malformed' ? 'malformed' : 'not-granted' }
    default:
      return undefined
  }
}

function decoded(field: string): string {
  if (!field.includes('%')) return field
  const bytes: number[] = []
  for (let at = 0; at < field.length; at++) {
    const code = field[at] === '%' ? /^[0-9A-Fa-f]{2}$/.exec(field.slice(at + 1, at + 3)) : null
    bytes.push(code ? Number.parseInt(code[0], 16) : field.charCodeAt(at) & 0xff)
    if (code) at += 2
  }
  return Buffer.from(bytes).toString('utf8')
}
