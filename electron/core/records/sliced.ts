/** Work in slices: between two of them others may ask, or this one may be ended. */
export type Sliced<T> = Generator<void, T, void>

export function atOnce<T>(steps: Sliced<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
