import { existsSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'

const limitMs = 2000

/**
 * Whether the D-Bus of this login answers a greeting within 2 s. Asked before the keychain's library is, because that
 * waits without end for a bus that is silent, and a thread that waits so cannot be ended.
 */
export async function busAnswers(env: NodeJS.ProcessEnv): Promise<boolean> {
  const socket = socketOf(env)
  return socket !== undefined && greet(socket)
}

/** Node's path of the first socket of the address; undefined without one that is a socket of this computer. */
export function socketOf(env: NodeJS.ProcessEnv): string | undefined {
  const address = env['DBUS_SESSION_BUS_ADDRESS']
  if (!address) {
    const usual = env['XDG_RUNTIME_DIR'] && path.join(env['XDG_RUNTIME_DIR'], 'bus')
    return usual && existsSync(usual) ? usual : undefined
  }
  for (const one of address.split(';')) {
    const found = /^unix:(?:.*,)?(path|abstract)=([^,]+)/.exec(one)
    if (found?.[2] === undefined) continue
    const name = decode(found[2])
    return found[1] === 'path' ? name : `\0${name}`
  }
  return undefined
}

function decode(text: string): string {
  return text.replaceAll(/%([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
}

/** The first line of the protocol: a bus answers "OK" or "REJECTED", and both mean that it lives. */
function greet(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const line = net.connect(socket)
    const done = (answers: boolean) => {
      clearTimeout(late)
      line.destroy()
      resolve(answers)
    }
    const late = setTimeout(() => done(false), limitMs)
    line.once('error', () => done(false))
    line.once('close', () => done(false))
    line.once('data', () => done(true))
    const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
    line.write(`\0AUTH EXTERNAL ${user}\r\n`)
  })
}
