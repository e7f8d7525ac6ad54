import type { Server } from '../shared/domain.ts'
import { act, restartServer, stopServer } from './act.ts'
import { ask } from './connection.ts'
import { askPerson } from './store/asked.ts'
import { endWords, type Ending } from './words/end-words.ts'

/** Whether it may be done: the person is asked only when it would end calls, of these servers or of all. */
export async function mayEndCalls(ending: Ending, servers?: readonly string[]): Promise<boolean> {
  const running = await countRunning(servers)
  return running === 0 || askPerson(endWords(ending, running))
}

/** None when the host does not say: then it does not answer what would end them either. */
async function countRunning(servers: readonly string[] = ['']): Promise<number> {
  const lists = servers.map((server) =>
    ask('calls.list', { outcomes: ['pending'], limit: 1000, ...(server && { server }) }).catch(() => []),
  )
  return (await Promise.all(lists)).flat().length
}

export async function askAndQuit(): Promise<void> {
  if (await mayEndCalls('quit')) await act('app.quit', null)
}

export async function askAndStop(id: string): Promise<Server | undefined> {
  return (await mayEndCalls('stop', [id])) ? stopServer(id) : undefined
}

export async function askAndRestart(id: string): Promise<Server | undefined> {
  return (await mayEndCalls('restart', [id])) ? restartServer(id) : undefined
}
