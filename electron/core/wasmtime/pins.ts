/** The line of wasmtime that is supported for long and that everything here was measured with. */
export const accepted = /^48\.0\.\d+$/

/** What is built where nothing can be downloaded: a version on crates.io, and the oldest Rust that compiles it. */
export const built = { version: '48.0.3', rust: [1, 95] as const }

/** The smallest set that runs and compiles modules and components, with readable traps. */
export const features = [
  'run',
  'serve',
  'compile',
  'cache',
  'component-model',
  'component-model-async',
  'wasi-http',
  'wasi-config',
  'wasi-keyvalue',
  'backtrace',
  'addr2line',
  'demangle',
  'logging',
  'coredump',
  'pooling-allocator',
  'parallel-compilation',
  'wat',
  'threads',
]

/** An official release whose checksum several independent projects publish. */
export interface Archive {
  version: string
  /** Of the file, and of the folder inside it. */
  name: string
  extension: 'tar.xz' | 'zip' | 'tar'
  sha256: string
}

export const downloads = 'https://github.com/bytecodealliance/wasmtime/releases/download'

/** By `platform-arch` of Node. A platform without an entry is never downloaded for. */
export const archives: Readonly<Record<string, Archive>> = {
  'linux-x64': {
    version: '48.0.1',
    name: 'wasmtime-v48.0.1-x86_64-linux',
    extension: 'tar.xz',
    sha256: '4c2e31b68ad99e0a519f225a261fda099eb15f056d4a24fdb3c2a46517bde1df',
  },
  'darwin-arm64': {
    version: '48.0.1',
    name: 'wasmtime-v48.0.1-aarch64-macos',
    extension: 'tar.xz',
    sha256: '88cc08b395fbfb960b99f355a81224af975679b8a5f4b74a51d59e5e34b20dcd',
  },
  'win32-x64': {
    version: '48.0.2',
    name: 'wasmtime-v48.0.2-x86_64-windows',
    extension: 'zip',
    sha256: 'a2e7fadc4f54387c3b0ac371ab984113999f7ce824332eb67201526dfbff2bfe',
  },
}
