import type { TrapFrame } from './domain.ts'

const libraryFunction =
  /^[<&*( ]*(?:dyn |mut )*(?:core|std|alloc|compiler_builtins|hashbrown|dlmalloc|rustc_demangle|addr2line|gimli)(?:::|\[)/u
const runtimeFunction =
  /^(?:rust_|__rust|rust_begin_unwind$|abort$|__libc|__wasi|__wasm_|_start$|__main_void$|__main_argc_argv$|__original_main$|__assert_fail$|dlmalloc$|malloc$|free$|exit$|_Exit$|wasi_snapshot|runtime\.|wasi:)/u
const libraryFile =
  /(?:^|\/)library\/(?:core|std|alloc|panic_abort)\/|\/rustc\/|\/rustlib\/|\/libc-(?:bottom|top)-half\/|\/go\/src\/(?:runtime|internal)\//u

/** Whether a frame is of a language's own library, or of what starts a program, rather than of the server. */
export function isLibrary(frame: TrapFrame): boolean {
  return (
    libraryFunction.test(frame.func) ||
    runtimeFunction.test(frame.func) ||
    (frame.at !== undefined && libraryFile.test(frame.at.file))
  )
}

/** The first frame of the server's own code: where its author will want to look. */
export function ownFrame(frames: readonly TrapFrame[]): TrapFrame | undefined {
  const named = frames.filter((frame) => !/^<wasm function|^<unknown>/u.test(frame.func))
  return named.find((frame) => !isLibrary(frame))
}

/** Tells whether two traps happened at the same place in a server's own code; undefined where no frame says so. */
export function placeKey(trap: { code: string; frames: readonly TrapFrame[] }): string | undefined {
  const own = ownFrame(trap.frames)
  return own && `${trap.code} ${own.func}`
}
