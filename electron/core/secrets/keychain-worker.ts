import { parentPort } from 'node:worker_threads'
import { Entry } from '@napi-rs/keyring'
import type { FromKeychain, KeychainAsk, ToKeychain } from './keychain-messages.ts'

/** The thread that asks the keychain: its library blocks while a person is asked for a password. */
export function runKeychainWorker(): void {
  const port = parentPort
  if (!port) throw new Error('keychain-worker runs as a worker thread only')
  const say = (message: FromKeychain) => port.postMessage(message)
  port.on('message', ({ id, ask }: ToKeychain) => {
    try {
      const value = answer(ask)
      say({ id, ...(value !== undefined && { value }) })
    } catch (error) {
      say({ id, why: error instanceof Error ? error.message : String(error) })
    }
  })
}

function answer(ask: KeychainAsk): string | undefined {
  // Without naming the store the library would take the kernel's keyring on Linux, which forgets when the computer restarts.
  const entry = new Entry(ask.service, ask.name, { linux: { store: 'secret-service' } })
  switch (ask.do) {
    case 'get': {
      const bytes = entry.getSecret()
      return bytes ? Buffer.from(bytes).toString('utf8') : undefined
    }
    case 'set':
      // As bytes: Windows takes 2560 of them, and text counts there twice.
      entry.setSecret(Buffer.from(ask.value, 'utf8'))
      return undefined
    case 'remove':
      entry.deleteCredential()
      return undefined
    default:
      return ask satisfies never
  }
}
