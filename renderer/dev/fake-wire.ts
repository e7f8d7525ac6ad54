import type { EventName, Events } from '../../shared/contract.ts'
import { serve, type Frame, type Wire } from '../../shared/rpc.ts'
import type { WireSource } from '../wire.ts'
import { fakeHost } from './fake-host.ts'

export type Tell = <N extends EventName>(name: N, data: Events[N]) => void

/** Two ends in one window. Frames are copied as a real wire would copy them. */
function pair(): { near: Wire; far: Wire; close: () => void } {
  const ends = [end(), end()] as const
  function end() {
    return { frames: [] as ((frame: Frame) => void)[], closers: [] as (() => void)[] }
  }
  const wire = (mine: 0 | 1): Wire => ({
    send(frame) {
      const copy = JSON.parse(JSON.stringify(frame)) as Frame
      setTimeout(() => {
        for (const listener of ends[mine === 0 ? 1 : 0].frames) listener(copy)
      }, 2)
    },
    onFrame: (listener) => void ends[mine].frames.push(listener),
    onClose: (listener) => void ends[mine].closers.push(listener),
  })
  return { near: wire(0), far: wire(1), close: () => ends.forEach(({ closers }) => closers.forEach((each) => each())) }
}

/** For `?fake=SCENE` in development: a host that lives in the page. */
export function fakeSource(): WireSource {
  const scene = new URLSearchParams(location.search).get('fake') ?? 'rich'
  let opened = 0
  return {
    async open() {
      if (opened++ > 0) throw 'lost'
      const { near, far, close } = pair()
      serve(far, fakeHost(scene, far), (error) => console.error(error))
      if (scene === 'lost') setTimeout(close, 600)
      return near
    },
  }
}
