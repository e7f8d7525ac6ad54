import { create } from 'zustand'
import type { Denial, SecretsState } from '../../shared/access.ts'
import type { Server } from '../../shared/domain.ts'
import { nothing, type Mirror } from './model.ts'

/** The mirror of the host. Only the connection writes to it. */
export const useMirror = create<Mirror>()(() => nothing)

/** The host as it is now, for code that runs on a key or a click. */
export const mirror = useMirror.getState

/** Whether the host can be asked now; while it cannot, what was seen stays. */
export function useConnected(): boolean {
  return useMirror((state) => state.link === 'open')
}

/** Another number after each snapshot: what a screen fetched and keeps for itself is fetched again then. 0 before the first. */
export function useEpoch(): number {
  return useMirror((state) => state.epoch)
}

const noServers: Server[] = []

export function useServers(): Server[] {
  return useMirror((state) => state.snapshot?.servers ?? noServers)
}

export function useServer(id: string): Server | undefined {
  return useMirror((state) => state.snapshot?.servers.find((server) => server.id === id))
}

const noDenials: Denial[] = []

/** Newest first, those that were not dismissed. */
export function useDenials(): Denial[] {
  return useMirror((state) => state.snapshot?.denials ?? noDenials)
}

/** Null until they were asked for. */
export function useSecrets(): SecretsState | null {
  return useMirror((state) => state.secrets)
}
