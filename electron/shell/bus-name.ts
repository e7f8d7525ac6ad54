import net from 'node:net'

const limitMs = 1500

/**
 * Whether a program on this login's D-Bus owns `name`. Asked in the bus's own words, as the system's tools for it are
 * not everywhere: greeting, Hello, NameHasOwner (D-Bus specification 0.43, "Message Format").
 */
export function ownsName(socket: string, name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const line = net.connect(socket)
    let seen: Buffer = Buffer.alloc(0)
    let greeted = false
    const done = (owned: boolean) => {
      clearTimeout(late)
      line.destroy()
      resolve(owned)
    }
    const late = setTimeout(() => done(false), limitMs)
    line.once('error', () => done(false))
    line.once('close', () => done(false))
    line.on('data', (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk])
      if (!greeted) {
        const end = seen.indexOf('\r\n')
        if (end < 0) return
        if (!seen.subarray(0, 3).equals(Buffer.from('OK '))) return done(false)
        greeted = true
        seen = seen.subarray(end + 2)
        line.write('BEGIN\r\n')
        line.write(message(1, 'Hello'))
        line.write(message(2, 'NameHasOwner', name))
      }
      for (let next = take(seen); next; next = take(seen)) {
        seen = next.rest
        if (next.replyTo === 2) return done(next.yes)
      }
    })
    const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
    line.write(`\0AUTH EXTERNAL ${user}\r\n`)
  })
}

/** A call of the bus itself, little-endian. */
function message(serial: number, member: string, argument?: string): Buffer {
  const fields = Buffer.concat(
    [
      field(1, 'o', '/org/freedesktop/DBus'),
      field(6, 's', 'org.freedesktop.DBus'),
      field(2, 's', 'org.freedesktop.DBus'),
      field(3, 's', member),
      ...(argument === undefined ? [] : [Buffer.from([8, 1, 'g'.charCodeAt(0), 0, 1, 's'.charCodeAt(0), 0])]),
    ].flatMap((each, index, all) => (index < all.length - 1 ? [aligned(each)] : [each])),
  )
  const body = argument === undefined ? Buffer.alloc(0) : text(argument)
  const head = Buffer.alloc(16)
  head.write('l', 0)
  head.writeUInt8(1, 1) // a call
  head.writeUInt8(1, 3) // version of the protocol
  head.writeUInt32LE(body.length, 4)
  head.writeUInt32LE(serial, 8)
  head.writeUInt32LE(fields.length, 12)
  return Buffer.concat([aligned(Buffer.concat([head, fields])), body])
}

function field(code: number, type: string, value: string): Buffer {
  return Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), text(value)])
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes, Buffer.from([0])])
}

/** Every field and the body begin at a multiple of 8. */
function aligned(part: Buffer): Buffer {
  return Buffer.concat([part, Buffer.alloc((8 - (part.length % 8)) % 8)])
}

/** The first whole message. The serial that it answers stands among its fields as the code 5 and a number. */
function take(seen: Buffer): { rest: Buffer; replyTo: number | undefined; yes: boolean } | undefined {
  if (seen.length < 16) return undefined
  const body = seen.readUInt32LE(4)
  const fields = seen.readUInt32LE(12)
  const head = 16 + fields + ((8 - (fields % 8)) % 8)
  if (seen.length < head + body) return undefined
  let replyTo: number | undefined
  for (let at = 16; at + 8 <= 16 + fields; at += 8)
    if (seen[at] === 5 && seen[at + 1] === 1 && seen[at + 2] === 'u'.charCodeAt(0)) replyTo = seen.readUInt32LE(at + 4)
  const isReturn = seen[1] === 2
  const yes = isReturn && body >= 4 && seen.readUInt32LE(head) === 1
  return { rest: seen.subarray(head + body), replyTo, yes }
}
