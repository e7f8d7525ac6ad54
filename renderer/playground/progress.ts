import type { Events } from '../../shared/contract.ts'

type News = Events['run.progress']

const listeners = new Map<string, (news: News) => void>()

export function tellProgress(news: News): void {
  listeners.get(news.run)?.(news)
}

/** Of a call that this window began. Returns what ends the listening. */
export function onProgress(run: string, listener: (news: News) => void): () => void {
  listeners.set(run, listener)
  return () => void listeners.delete(run)
}
