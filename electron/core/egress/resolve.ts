import { lookup } from 'node:dns/promises'

/** All addresses of a name. Rejects with the error of the system. */
export type Resolve = (name: string) => Promise<string[]>

/** Of the four threads that Node has for files and names alike: a guest that asks for slow names must not take them all. */
const atOnce = 2

const waiting: (() => void)[] = []
let running = 0

/** Asks the system, as every other program does: hosts file, VPN and local names included. */
export const resolveBySystem: Resolve = async (name) => {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
  else running += 1
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
