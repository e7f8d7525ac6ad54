import type { Message } from './message.ts'

/** What a new host must hear again. */
export function keeps(message: Message): boolean {
  if (message.kind === 'notification') return message.message.method === 'notifications/initialized'
  return message.kind === 'request' && kept.has(message.message.method)
}

const kept = new Set([
  'initialize',
  'logging/setLevel',
  'resources/subscribe',
  'resources/unsubscribe',
  'subscriptions/listen',
])
